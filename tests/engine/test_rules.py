"""Which purchases a share rule speaks of, in which windows, and what it leaves missing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from desktop.engine.arrays import arrays
from desktop.engine.draft import Draft, start
from desktop.engine.rules import ShareRow, add_rules
from desktop.engine.scales import scales
from desktop.model.fields import Value
from desktop.model.records import Mix, Receipt, Rule
from desktop.model.records.table import Record, evolved
from tests.tiny import FIRST, tiny_project, tiny_rows

RULE = Rule(id="r", kind="share at least", class_="domestic", limit=25.0)


def _draft(**changed: Sequence[Record]) -> Draft:
    project = tiny_project(**changed)
    data = arrays(project, project.by_id(Mix)["least"])
    return start(data, scales(data))


def _rows(**values: Value) -> tuple[Draft, list[ShareRow]]:
    draft = _draft(rules=[evolved(RULE, values)])
    return draft, add_rules(draft)


@pytest.mark.parametrize(
    ("window", "spans"),
    [
        ("horizon", [(0, 5)]),
        ("fiscal year", [(0, 2), (3, 5)]),
        ("month", [(month, month) for month in range(6)]),
    ],
)
def test_a_rule_has_a_row_for_each_of_its_windows(window: str, spans: list[tuple[int, int]]) -> None:
    _, rows = _rows(window=window)
    assert [(row.first, row.last) for row in rows] == [(FIRST.plus(a), FIRST.plus(b)) for a, b in spans]


def test_a_rule_holds_from_its_first_to_its_last_month() -> None:
    _, rows = _rows(window="fiscal year", first_month=FIRST.plus(1), last_month=FIRST.plus(3))
    assert [(row.first, row.last) for row in rows] == [
        (FIRST.plus(1), FIRST.plus(2)),
        (FIRST.plus(3), FIRST.plus(3)),
    ]


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({"mix": "slow"}, 0),
        ({"mix": "least"}, 1),
        ({"item": "motor"}, 0),
        ({"element": "Sm"}, 0),
        ({"element": "Dy"}, 1),
    ],
)
def test_a_rule_of_another_mix_or_of_nothing_bought_has_no_row(values: dict[str, Value], count: int) -> None:
    assert len(_rows(**values)[1]) == count


@pytest.mark.parametrize(
    ("values", "irel", "jl"),
    [
        ({}, 0.32, 0.32),
        ({"element": "Dy"}, 0.04, 0.04),
        ({"measure": "quantity"}, 1.0, 1.0),
        ({"measure": "value"}, 5000.0, 3200.0),
    ],
)
def test_purchases_count_in_the_measure_of_the_rule(values: dict[str, Value], irel: float, jl: float) -> None:
    draft, (row,) = _rows(**values)
    x = np.zeros(draft.program.column_count)
    x[draft.columns.arrive[0]] = 1.0
    x[draft.columns.arrive[1]] = 10.0
    assert row.group.value(x) == pytest.approx(6 * irel)
    assert row.base.value(x) == pytest.approx(6 * irel + 60 * jl)


@pytest.mark.parametrize(
    ("group", "members"),
    [
        ({"class_": "licensed_chinese"}, [1]),
        ({"class_": "", "country": "India"}, [0]),
        ({"class_": "", "source": "JL"}, [1]),
        ({"class_": "", "offer": "IREL-magnet"}, [0]),
        ({"class_": "domestic", "source": "JL"}, []),
        ({"class_": ""}, [0, 1]),
    ],
)
def test_a_group_holds_what_satisfies_every_selection(group: dict[str, Value], members: list[int]) -> None:
    draft, (row,) = _rows(**group)
    expected = [column for offer in members for column in draft.columns.arrive[offer].tolist()]
    assert sorted(row.group.columns.tolist()) == expected


@pytest.mark.parametrize(("kind", "limits"), [("share at least", (4.0, np.inf)), ("share at most", (-np.inf, 4.0))])
def test_receipts_count_and_move_the_limit(kind: str, limits: tuple[float, float]) -> None:
    receipts = [
        Receipt(offer="IREL-magnet", month=FIRST, quantity=2.0),
        Receipt(offer="JL-magnet", month=FIRST, quantity=22.0),
    ]
    draft = _draft(receipts=receipts, rules=[evolved(RULE, {"kind": kind, "measure": "quantity"})])
    (row,) = add_rules(draft)
    assert (row.group_placed, row.base_placed) == (2.0, 24.0)
    matrix = draft.program.matrix()
    found = np.array([matrix.row_lower[0], matrix.row_upper[0]]) * row.scale
    assert found.tolist() == pytest.approx(limits)
    sign = 1.0 if kind == "share at least" else -1.0
    assert matrix.value[matrix.index == row.slack].tolist() == [sign]


def test_receipts_count_as_bought_as_arrivals_do() -> None:
    """2 kg usable at a yield of 0.8 are 2.5 kg as bought."""
    receipts = [Receipt(offer="IREL-magnet", month=FIRST, quantity=2.0)]
    rule = evolved(RULE, {"measure": "quantity"})
    draft = _draft(receipts=receipts, rules=[rule], offers=tiny_rows("offers", usable_yield=0.8))
    (row,) = add_rules(draft)
    assert (row.group_placed, row.base_placed) == (2.5, 2.5)
