"""How far rules are used in each window: as far as the optimiser says they gave way, and by what was bought."""

import pytest

from desktop.analysis import rule_levels
from desktop.model.records import Rule
from tests.analysis.plans import MAR, hand_plan, hand_project, idle_plan


def _levels(**fields: str | float) -> list[tuple[int, float]]:
    rule = Rule(id="rule", kind="share at most", **fields)  # type: ignore[arg-type]  # any of its fields
    return [(len(level.months), level.reached) for level in rule_levels.levels(hand_plan(hand_project(rules=[rule])))]


def test_levels_are_told_for_every_window_in_which_anything_is_bought() -> None:
    assert _levels(class_="licensed_chinese", limit=10.0, window="horizon") == [(6, 50)]
    assert _levels(class_="licensed_chinese", limit=10.0, window="fiscal year") == [
        (3, pytest.approx(200 / 3)),
        (3, 0),
    ]
    assert [share for _, share in _levels(class_="domestic", limit=10.0, window="month")] == [
        pytest.approx(200 / 3),
        0,
        0,
        0,
    ]


def test_measures_count_what_they_say() -> None:
    # 18.65 lakh in all, of it 5.01 for what is domestic
    ((_, share),) = _levels(class_="domestic", limit=10.0, window="horizon", measure="value")
    assert share == pytest.approx(100 * 501000 / 1865000)
    ((_, share),) = _levels(source="VAC", limit=10.0, window="horizon", measure="quantity")
    assert share == 25


def test_an_amount_at_most_is_told_also_where_nothing_is_bought_and_other_kinds_are_not() -> None:
    rules = [
        Rule(id="budget", kind="amount at most", measure="value", limit=18e5, window="horizon"),
        Rule(id="spread", kind="concentration at most", limit=0.5, window="horizon"),
        Rule(
            id="late", kind="amount at most", measure="quantity", limit=100.0, window="horizon", first_month=MAR.plus(1)
        ),
    ]
    budget, late = rule_levels.levels(hand_plan(hand_project(rules=rules)))
    assert (budget.reached, budget.is_reached, late.reached, late.is_reached) == (1865000, True, 100, True)
    assert rule_levels.levels(idle_plan()) == ()
