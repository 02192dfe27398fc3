"""How much hangs on limits: in one unit, the most first, each counted once."""

import attrs
import pytest

from desktop.analysis import effects
from desktop.analysis.lens import ALL, Lens
from desktop.analysis.limits import Limit
from desktop.model.records import Offer
from tests.analysis.plans import APR, FEB, JAN, MAR, hand_plan, hand_project, hand_records

MAGNET, MOTOR, DY = Lens("item", "magnet"), Lens("item", "motor"), Lens("element", "Dy")


def test_through_a_limit_goes_what_is_bought_or_made_there() -> None:
    found = [Limit("capacity", "VAC-magnet", (APR,)), Limit("capacity", "JL-magnet", (JAN,))]
    measure, (first, second) = effects.ranked(hand_plan(), MAGNET, reversed(found))
    assert measure.unit == MAGNET
    assert [(limit.of, limit.effect) for limit in (first, second)] == [("VAC-magnet", 100), ("JL-magnet", 50)]
    _, (seen, _) = effects.ranked(hand_plan(), DY, found)
    assert seen.effect == pytest.approx(4)


def test_goods_of_other_kinds_are_counted_by_what_they_contain() -> None:
    found = [Limit("capacity", "assembly", (JAN,)), Limit("capacity", "JL-magnet", (JAN,))]
    measure, (first, second) = effects.ranked(hand_plan(), MOTOR, found)
    assert measure.unit == ALL
    assert [first.of, second.of] == ["assembly", "JL-magnet"]
    assert [first.effect, second.effect] == pytest.approx([50 * 2 * 0.32, 50 * 0.32])


def test_who_is_shut_out_keeps_out_what_he_could_bring_but_no_more_than_is_needed() -> None:
    offers = [
        attrs.evolve(offer, capacity=30.0 if offer.id == "IREL-magnet" else None)
        for offer in hand_records()["offers"]
        if isinstance(offer, Offer)
    ]
    plan = hand_plan(hand_project(offers=offers))
    found = [Limit("lead", "IREL-magnet", (FEB,)), Limit("stop", "VAC-magnet", (FEB,), "A18")]
    _, (first, second) = effects.ranked(plan, MAGNET, found)
    assert [(limit.of, limit.effect) for limit in (first, second)] == [("VAC-magnet", 100), ("IREL-magnet", 30)]


def test_of_an_item_that_is_made_no_more_is_kept_out_than_its_own_making_needs() -> None:
    offers = [attrs.evolve(offer, capacity=None) for offer in hand_records()["offers"] if isinstance(offer, Offer)]
    made = hand_plan(hand_project(offers=offers))
    plan = attrs.evolve(made, target={**made.target, "magnet": (1000.0,) * 6})
    found = [Limit("capacity", "assembly", (FEB,)), Limit("stop", "VAC-magnet", (FEB,), "A18")]
    measure, limits = effects.ranked(plan, MOTOR, found)
    kept_out = next(limit.effect for limit in limits if limit.kind == "stop")
    assert 0 < kept_out <= measure.need(plan, (FEB,)) < effects.Measure().need(plan, (FEB,))


def test_a_rule_that_lets_nothing_through_keeps_out_what_all_could_bring_but_no_more_than_is_needed() -> None:
    found = [Limit("rule", of, (FEB,), "none") for of in ("IREL-magnet", "VAC-magnet")]
    _, (rule,) = effects.ranked(hand_plan(), MAGNET, found)
    assert rule.effect == 100


def test_what_a_rule_holds_back_of_several_is_added_up_and_counted_once() -> None:
    found = [Limit("rule", of, (month,), "most") for of in ("JL-magnet", "VAC-magnet") for month in (MAR, APR)]
    _, (rule,) = effects.ranked(hand_plan(), MAGNET, [*found, *found])
    assert (rule.months, rule.effect) == ((MAR, APR), 200)
