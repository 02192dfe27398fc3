"""Laws that are kept by buying nothing, told where the plan is short for them and only there."""

from __future__ import annotations

import pytest

from desktop.analysis import halted
from desktop.engine.goals import optimise
from desktop.model.fields import Value
from desktop.model.progress import Silent
from desktop.model.records import Rule
from desktop.model.records.table import evolved
from desktop.session import sentences
from tests.tiny import FIRST, tiny_project

LAW = Rule(id="r", kind="concentration at most", limit=0.3, item="magnet", rank="law")


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, ["r"]),
        ({"first_month": FIRST.plus(2)}, []),  # all is bought before it begins
        ({"rank": "normal"}, []),
        ({"limit": 0.6}, []),
        ({"mix": "slow"}, []),
    ],
)
def test_a_law_is_told_where_it_keeps_everything_from_being_bought(values: dict[str, Value], told: list[str]) -> None:
    plan = optimise(tiny_project(rules=[evolved(LAW, values)]), "least", "", Silent())
    assert plan.verified
    assert [rule.id for rule in halted.laws(plan)] == told
    assert (plan.status == "short") is bool(told)
    if told:
        assert plan.bent == ()
        (said,) = sentences.of_halted(plan)
        assert said.startswith("Nothing is bought of magnet")
        assert "law" in said
