"""What is entered and does not work as meant is noted with its place, and nothing is said where it works."""

import pytest

from desktop.model.checks import check
from desktop.model.fields import Value
from desktop.model.project import Project
from desktop.model.records import Mix, Pin, Rule
from desktop.model.records.table import evolved
from tests.tiny import FIRST, tiny_project, tiny_records, tiny_rows


def _told(project: Project) -> list[tuple[str, str, str]]:
    return [(problem.key, problem.table, problem.field) for problem in check(project) if problem.severity == "note"]


def _ruled(kind: str, **values: Value) -> list[tuple[str, str, str]]:
    rule = evolved(Rule(id="r", kind=kind, limit=50.0), values)
    return _told(tiny_project(rules=[rule]))


def _pin(bound: str, quantity: float, mix: str = "least") -> Pin:
    return Pin(id=bound, mix=mix, offer="IREL-magnet", month=FIRST, bound=bound, quantity=quantity)


def test_a_rule_whose_months_all_lie_outside_the_plan_is_noted() -> None:
    late, early = FIRST.plus(6), FIRST.plus(-1)
    assert _ruled("share at most", source="JL", first_month=late) == [("outside-horizon", "rules", "first_month")]
    assert _ruled("share at most", source="JL", last_month=early) == [("outside-horizon", "rules", "last_month")]
    assert _ruled("share at most", source="JL", first_month=FIRST.plus(5), last_month=late) == []


def test_a_share_of_everybody_and_a_rule_that_lets_nobody_deliver_are_noted() -> None:
    assert _ruled("share at most") == [("rule-share-of-all", "rules", "class_")]
    assert _ruled("share at most", country="India") == []
    assert _ruled("sources at most", limit=0.0) == [("rule-sources-none", "rules", "limit")]
    assert _ruled("sources at most", limit=1.0) == []


@pytest.mark.parametrize(
    ("goals", "noted"),
    [(("cost",), True), (("rules", "cost", "targets"), True), (("targets", "cost"), False), (("rules",), False)],
)
def test_a_mix_that_puts_cost_before_the_targets_is_noted(goals: tuple[str, ...], noted: bool) -> None:
    mixes = [*tiny_records()["mixes"], Mix(id="cheap", goals=goals)]
    assert _told(tiny_project(mixes=mixes)) == [("mix-cost-first", "mixes", "goals")] * noted


def test_a_traded_promise_that_costs_nothing_to_break_is_noted() -> None:
    free = tiny_rows("items", "motor", priority="traded")
    assert _told(tiny_project(items=free)) == [("traded-for-nothing", "items", "lost_cost")]
    assert _told(tiny_project(items=tiny_rows("items", "motor", priority="traded", lost_cost=1.0))) == []
    assert _told(tiny_project(items=tiny_rows("items", "magnet", priority="traded"))) == []


def test_a_closing_stock_above_the_storage_limit_is_noted() -> None:
    full = tiny_rows("items", "magnet", closing="at least", closing_stock=11.0, storage_limit=10.0)
    assert _told(tiny_project(items=full)) == [("closing-above-storage", "items", "closing_stock")]
    fits = tiny_rows("items", "magnet", closing="at least", closing_stock=10.0, storage_limit=10.0)
    assert _told(tiny_project(items=fits)) == []


def test_pins_that_no_plan_can_keep_together_or_at_all_are_noted() -> None:
    pins = [_pin("at least", 20.0), _pin("at most", 10.0)]
    assert _told(tiny_project(pins=pins)) == [("pins-crossed", "pins", "quantity")]
    assert _told(tiny_project(pins=[pins[0], _pin("at most", 20.0)])) == []
    assert _told(tiny_project(pins=[pins[0], _pin("at most", 10.0, mix="slow")])) == []
    assert _told(tiny_project(pins=[_pin("exactly", 61.0)])) == [("pin-above-capacity", "pins", "quantity")]
    assert _told(tiny_project(pins=[_pin("exactly", 60.0)])) == []


def test_a_lot_too_small_to_be_counted_is_noted() -> None:
    small = tiny_rows("offers", "IREL-magnet", lot_size=1e-7)
    assert _told(tiny_project(offers=small)) == [("lot-crumb", "offers", "lot_size")]
    assert _told(tiny_project(offers=tiny_rows("offers", "IREL-magnet", lot_size=0.01))) == []


def test_a_promised_item_in_which_nothing_is_known_is_noted_once() -> None:
    told = _told(tiny_project(recipe_inputs=[], offers=tiny_rows("offers", "JL-magnet", item="motor")))
    assert ("target-without-contents", "targets", "item") in told
    assert "target-without-contents" not in [key for key, _, _ in _told(tiny_project(contents=[]))]
    assert _told(tiny_project()) == []
