"""Blends of the textbooks: least amounts of what goods contain, each a rule on an element of its own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from desktop.model.project import Project
from desktop.model.records import Content, Record, Rule
from tests.engine.known.build import Answer, arrives, both, costs, offer, project

ELEMENTS = ("Nd", "Pr", "Dy", "Tb")


def _blend(
    prices: Sequence[float], held: Sequence[Sequence[float]], least: Sequence[float], capacity: float | None = None
) -> Project:
    """Goods at ``prices``, what one of each holds, a row for each thing asked for, and how much of that at ``least``.

    A thousandth of each is in a kilogram, so that nothing holds more than its mass.
    """
    names = [f"good{at}" for at in range(len(prices))]
    contents: list[Record] = [
        Content(item=name, element=element, kg_per_unit=amount / 1000)
        for element, row in zip(ELEMENTS, held, strict=False)
        for name, amount in zip(names, row, strict=True)
        if amount
    ]
    rules: list[Record] = [
        Rule(id=element, kind="amount at least", element=element, measure="contained", limit=amount / 1000, rank="law")
        for element, amount in zip(ELEMENTS, least, strict=False)
    ]
    offers = [offer(name, price, name, capacity=capacity) for name, price in zip(names, prices, strict=True)]
    return project({names[0]: (0,)}, offers, contents=contents, rules=rules)


@both
def test_the_diet_of_winston(answer: Answer) -> None:
    """Operations Research, section 3.4: 500 calories, 6 ounces of chocolate, 10 of sugar, 8 of fat for 90 cents."""
    held = [[400, 200, 150, 500], [3, 2, 0, 0], [2, 2, 4, 4], [2, 4, 1, 5]]
    plan = answer(_blend([50, 20, 30, 80], [[each / 10 for each in held[0]], *held[1:]], [50, 6, 10, 8]))
    costs(plan, 90)
    for name, quantity in (("good0", 0), ("good1", 3), ("good2", 1), ("good3", 0)):
        arrives(plan, name, quantity)


@both
def test_the_clean_air_of_nori_and_leets(answer: Answer) -> None:
    """Introduction to Operations Research, chapter 3: six ways of abatement, each in part, for 32.15 million.

    The first, the fourth and the last are used in full; the others are what the three limits leave.
    """
    prices = np.array([8.0, 10.0, 7.0, 6.0, 11.0, 9.0])
    held = np.array([[12.0, 9, 25, 20, 17, 13], [35, 42, 18, 31, 56, 49], [37, 53, 28, 24, 29, 20]])
    least, full, part = np.array([60.0, 150, 125]), [0, 3, 5], [1, 2, 4]
    used = np.ones(6)
    used[part] = np.linalg.solve(held[:, part], least - held[:, full].sum(axis=1))
    assert used.tolist() == pytest.approx([1, 0.623, 0.343, 1, 0.048, 1], abs=5e-4)
    plan = answer(_blend(prices.tolist(), held.tolist(), least.tolist(), capacity=1.0))
    costs(plan, float(prices @ used))
    assert plan.cost.total == pytest.approx(32.15, abs=0.006)
    for at, quantity in enumerate(used.tolist()):
        arrives(plan, f"good{at}", quantity)
