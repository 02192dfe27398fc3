"""Which decisions last, and the way to make them that comes first."""

from __future__ import annotations

import time

import attrs
import numpy as np
import pytest

from desktop.engine.draft import Decided
from desktop.engine.program import Sparse
from desktop.engine.proof import likeliest, throughout
from desktop.engine.solver import Branching, Found, Within
from tests.engine.contracts import FAR, two_of_three


def _soon() -> float:
    return time.monotonic() + FAR


def test_decisions_that_last_hold_in_all_months_and_cost_something() -> None:
    columns = np.arange(5)
    decided = Decided(columns, np.array([0, 0, 0, 1, 0]), np.array([2, 2, 1, 2, 2]), columns, columns)
    goal = Sparse.of((columns[[0, 2, 3, 4]], 1.0))
    yes_or_no = np.array([True, True, True, True, False])
    assert throughout(decided, goal, 3, yes_or_no).tolist() == [0]


def test_in_a_plan_of_one_month_nothing_lasts() -> None:
    columns = np.arange(2)
    decided = Decided(columns, np.zeros(2, int), np.zeros(2, int), columns, columns)
    assert not throughout(decided, Sparse.of((columns, 1.0)), 1, np.ones(2, bool)).size


def test_the_likeliest_way_is_the_cheapest_where_nothing_else_is_whole() -> None:
    choice = two_of_three()
    way = likeliest(choice.branching(), choice.goal, Within(), choice.contract, _soon())
    assert way is not None
    assert way.made.tolist() == [0.0, 1.0, 1.0]
    assert way.least <= choice.goal.value(way.x) <= way.least * 1.001


def test_there_is_no_likeliest_way_without_lasting_decisions_or_an_answer() -> None:
    choice = two_of_three()
    branching, none = choice.branching(), choice.contract[:0]
    assert likeliest(branching, choice.goal, Within(), none, _soon()) is None
    impossible = Within(((choice.goal, 10.0),))
    assert likeliest(branching, choice.goal, impossible, choice.contract, _soon()) is None


def test_a_way_that_time_did_not_last_to_be_sure_of_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    choice = two_of_three()
    minimise = Branching.minimise

    def unsure(self: Branching, *given: object, **options: object) -> Found:
        found = minimise(self, *given, **options)  # type: ignore[arg-type]  # handed through
        return attrs.evolve(found, status="failed")

    monkeypatch.setattr(Branching, "minimise", unsure)
    assert likeliest(choice.branching(), choice.goal, Within(), choice.contract, _soon()) is None
