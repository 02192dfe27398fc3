"""How much can arrive: what order costs are spread over, and what is more than one order can sensibly be."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
import pytest

from desktop.engine.bounds import Bounds, bounds, joint_capacities, open_capacity
from desktop.engine.scales import scales
from desktop.model.fields import Value
from desktop.model.records import (
    Capacity,
    Commitment,
    Incentive,
    Item,
    Licence,
    Offer,
    Pin,
    Receipt,
    Recipe,
    RecipeInput,
    Record,
    Rule,
    Target,
    Tier,
)
from desktop.model.records.table import evolved
from tests.engine.written import tiny_arrays
from tests.tiny import FIRST, MONTHS, tiny_records, tiny_rows

IREL, JL = 0, 1
ENDLESS = float("inf")


def _bounds(**changed: Sequence[Record]) -> Bounds:
    data = tiny_arrays(**changed)
    return bounds(data, scales(data))


def _whole(**changed: Sequence[Record]) -> Bounds:
    data = tiny_arrays(**changed)
    return bounds(data, scales(data), whole=True)


# ------------------------------------------------------------------------- what costs are spread over


def test_an_offer_is_bounded_by_its_capacity_and_by_all_that_the_targets_ask_for() -> None:
    """300 motors take 600 kg of magnets."""
    found = _bounds()
    assert found.offer[IREL].tolist() == [60.0] * 6
    assert found.offer[JL].tolist() == pytest.approx([600.0] * 6)


def test_what_is_lost_on_the_way_is_bought_too() -> None:
    assert _bounds(offers=tiny_rows("offers", "JL-magnet", usable_yield=0.8)).offer[JL, 0] == pytest.approx(750.0)


@pytest.mark.parametrize(("closing", "asked"), [("free", 600.0), ("at least", 680.0), ("exactly", 680.0)])
def test_a_closing_stock_is_asked_for_unless_it_is_free(closing: str, asked: float) -> None:
    items = tiny_rows("items", "motor", closing=closing, closing_stock=40.0)
    assert _bounds(items=items).offer[JL, 0] == pytest.approx(asked)


def test_days_of_cover_ask_for_a_part_of_the_largest_month_besides() -> None:
    """30 days of motors are 50 of them, of 100 kg; 15 days of magnets are half of a month's 100 kg."""
    cover = Rule(id="cover", kind="cover at least", item="magnet", limit=15.0)
    assert _bounds(items=tiny_rows("items", "motor", safety_days=30.0)).offer[JL, 0] == pytest.approx(700.0)
    assert _bounds(rules=[cover, attrs.evolve(cover, id="off", limit=90.0, off=True)]).offer[JL, 0] == pytest.approx(
        650.0
    )


def test_yearly_terms_can_make_a_plan_buy_more_than_is_needed() -> None:
    """The horizon touches two fiscal years."""
    least = tiny_rows("sources", "JL", least_per_year=90.0)
    paid = tiny_rows("sources", "JL", take_or_pay_share=50.0, take_or_pay_quantity=400.0)
    assert _bounds(sources=least).offer[JL, 0] == pytest.approx(600.0 + 180.0)
    assert _bounds(sources=paid).offer[JL, 0] == pytest.approx(600.0 + 400.0)
    assert _bounds(sources=paid).contract[JL] == pytest.approx(600.0 + 400.0)


def test_of_two_recipes_the_one_that_takes_most_counts() -> None:
    recipes = [*tiny_records()["recipes"], Recipe(id="heavy", output="motor")]
    inputs = [*tiny_records()["recipe_inputs"], RecipeInput(recipe="heavy", item="magnet", quantity=3.0)]
    assert _bounds(recipes=recipes, recipe_inputs=inputs).offer[JL, 0] == pytest.approx(900.0)


def test_nothing_comes_in_a_month_without_a_way_in_and_a_file_in_hand_is_one() -> None:
    closed = tiny_rows("regimes", new_files=False)
    assert _bounds(regimes=closed).offer[JL].tolist() == [0.0] * 6
    assert _bounds(regimes=closed).source[JL].tolist() == [0.0] * 6
    assert _bounds(regimes=closed).contract[JL] == 0.0
    granted = Licence(id="L1", regime="A18", offer="JL-magnet", quantity=9.0, status="granted")
    assert _bounds(regimes=closed, licences=[granted]).offer[JL].tolist() == pytest.approx([600.0] * 6)


def test_what_is_on_order_leaves_less() -> None:
    receipts = [Receipt(offer="IREL-magnet", month=FIRST.plus(1), quantity=45.0)]
    assert _bounds(receipts=receipts).offer[IREL].tolist() == [60.0, 15.0, 60.0, 60.0, 60.0, 60.0]


def test_an_item_that_nothing_asks_for_is_limited_by_capacity_alone() -> None:
    found = _bounds(targets=[])
    assert found.offer[IREL].tolist() == [60.0] * 6
    assert found.offer[JL].tolist() == found.source[JL].tolist() == [ENDLESS] * 6
    assert found.contract.tolist() == [360.0, ENDLESS]


def _two_offers(**second: Value) -> list[Record]:
    """JL offers 100 kg of magnets a month, each of which takes 2 of its joint capacity, and a second thing."""
    offer = Offer(id="JL-second", source="JL", item="magnet", capacity=50.0, licence="not needed")
    return [*tiny_rows("offers", "JL-magnet", capacity=100.0, capacity_use=2.0), evolved(offer, second)]


def test_a_source_is_bounded_by_its_joint_capacity_and_by_what_its_offers_take_of_it() -> None:
    assert _bounds(offers=_two_offers()).source[JL, 0] == pytest.approx(2 * 100 + 50)
    assert _bounds(offers=_two_offers(capacity_use=0.0)).source[JL, 0] == pytest.approx(2 * 100)
    assert _bounds(offers=_two_offers(capacity=None, capacity_use=0.0)).source[JL, 0] == pytest.approx(2 * 100)
    sources = tiny_rows("sources", "JL", capacity=220.0)
    assert _bounds(offers=_two_offers(), sources=sources).source[JL, 0] == pytest.approx(220.0)


def test_an_endless_offer_of_a_source_makes_it_endless_where_nothing_asks_for_it() -> None:
    items = [*tiny_records()["items"], Item(id="wire", kind="component", unit="kg")]
    offers = _two_offers(item="wire", capacity=None)
    assert _bounds(items=items, offers=offers).source[JL, 0] == ENDLESS
    assert _bounds(items=items, offers=offers).contract[JL] == ENDLESS


def test_a_source_is_bounded_over_the_horizon_by_what_each_of_its_items_can_be_asked_for() -> None:
    """600 kg of magnets at 2 of capacity a kg are 1,200 however many offers they come from; 90 kg of wire are 90."""
    assert _bounds(offers=_two_offers()).contract[JL] == pytest.approx(1200.0)
    assert _bounds(offers=_two_offers(usable_yield=0.25)).contract[JL] == pytest.approx(1500.0)
    items = [*tiny_records()["items"], Item(id="wire", kind="component", unit="kg")]
    targets = [*tiny_records()["targets"], Target(item="wire", month=FIRST, quantity=90.0)]
    wire = _bounds(items=items, targets=targets, offers=_two_offers(item="wire"))
    assert wire.contract[JL] == pytest.approx(1290.0)
    nothing = _bounds(items=items, targets=targets, offers=_two_offers(item="wire", capacity_use=0.0))
    assert nothing.contract[JL] == pytest.approx(1200.0)


def test_a_source_is_bounded_over_the_horizon_by_its_months_together() -> None:
    assert _bounds().contract.tolist() == pytest.approx([360.0, 600.0])
    steps = [Capacity(source="JL", from_month=FIRST.plus(4), value=7.0)]
    limited = _bounds(capacities=[*steps, Capacity(source="JL", from_month=FIRST, value=30.0)])
    assert limited.contract[JL] == pytest.approx(4 * 30.0 + 2 * 7.0)


def test_a_source_that_offers_nothing_is_bounded_by_nothing_at_all() -> None:
    found = _bounds(offers=tiny_records()["offers"][1:])
    assert found.source[IREL].tolist() == [0.0] * 6
    assert found.contract[IREL] == 0.0
    nobody = _bounds(sources=[], offers=[])
    assert (nobody.offer.shape, nobody.source.shape, nobody.contract.shape) == ((0, 6), (0, 6), (0,))


def test_capacity_is_open_where_any_way_in_is() -> None:
    data = tiny_arrays(offers=tiny_rows("offers", "IREL-magnet", lead_days=260.0))
    assert open_capacity(data)[IREL].tolist() == [0.0, 0.0, 60.0, 60.0, 60.0, 60.0]


def test_joint_capacity_is_less_by_receipts_as_bought_and_by_commitments() -> None:
    """5 kg usable at a yield of 0.5 are 10 kg; a commitment counts by the use of the first offer of its item."""
    offers = tiny_rows("offers", "JL-magnet", usable_yield=0.5, capacity_use=2.0)
    changed: dict[str, Sequence[Record]] = {"sources": tiny_rows("sources", "JL", capacity=30.0), "offers": offers}
    receipts = [Receipt(offer="JL-magnet", month=FIRST, quantity=5.0)]
    assert joint_capacities(tiny_arrays(**changed, receipts=receipts))[JL].tolist() == [10.0] + [30.0] * 5
    owed = [Commitment(id="c", source="JL", item="magnet", quantity=4.0)]
    assert joint_capacities(tiny_arrays(**changed, commitments=owed))[JL].tolist() == [22.0] * 6
    of_motors = [Commitment(id="c", source="JL", item="motor", quantity=4.0)]
    assert joint_capacities(tiny_arrays(**changed, commitments=of_motors))[JL].tolist() == [26.0] * 6
    everything = [Commitment(id="c", source="JL", item="magnet", quantity=400.0)]
    assert joint_capacities(tiny_arrays(**changed, commitments=everything))[JL].tolist() == [0.0] * 6
    assert joint_capacities(tiny_arrays())[JL].tolist() == [ENDLESS] * 6


# ------------------------------------------------------------------------- more than one order can be


def test_an_order_is_no_more_than_what_the_months_to_come_and_late_deliveries_ask_for() -> None:
    """Motors may be a month late, so that in March February's 50 may still be to make."""
    found = _bounds().order
    assert found[IREL].tolist() == [60.0] * 6
    assert found[JL].tolist() == pytest.approx([600.0, 600.0, 500.0, 400.0, 300.0, 200.0])


@pytest.mark.parametrize(
    ("item", "values", "more"),
    [
        ("magnet", {"closing": "at least", "closing_stock": 40.0}, 40.0),
        ("motor", {"closing": "exactly", "closing_stock": 40.0}, 80.0),
        ("magnet", {"safety_days": 15.0}, 300.0),
        ("motor", {"safety_days": 15.0}, 300.0),
        ("motor", {"months_late": 120}, 0.0),
    ],
)
def test_stock_to_keep_is_bought_besides(item: str, values: dict[str, Value], more: float) -> None:
    found = _bounds(items=tiny_rows("items", item, **values)).order
    assert found[JL, 0] >= 600.0 + more


@pytest.mark.parametrize(
    ("changed", "least"),
    [
        ({"offers": tiny_rows("offers", "JL-magnet", minimum_order=5000.0)}, 5000.0),
        ({"offers": tiny_rows("offers", "JL-magnet", lot_size=5000.0)}, 5000.0),
        ({"offers": tiny_rows("offers", "JL-magnet", lot_size=400.0, minimum_order=900.0)}, 1200.0),
        ({"offers": tiny_rows("offers", "JL-magnet", usable_yield=0.01)}, 20_000.0),
        ({"tiers": [Tier(offer="JL-magnet", from_quantity=5000.0, discount=90.0)]}, 5000.0),
        ({"pins": [Pin(id="p", mix="least", offer="JL-magnet", month=FIRST, quantity=5000.0)]}, 5000.0),
        ({"sources": tiny_rows("sources", "JL", least_per_year=5000.0)}, 5000.0),
        ({"sources": tiny_rows("sources", "JL", take_or_pay_share=50.0, take_or_pay_quantity=1e4)}, 5000.0),
    ],
)
def test_an_order_may_be_as_large_as_the_step_in_which_one_has_to_buy(
    changed: dict[str, Sequence[Record]], least: float
) -> None:
    found = _bounds(**changed).order[JL]
    assert found.min() >= least
    assert found.max() < 10 * least


def test_a_pin_of_another_mix_or_scenario_makes_no_order_larger() -> None:
    pin = Pin(id="p", mix="plan", scenario="closed", offer="JL-magnet", month=FIRST, quantity=5000.0)
    for other in (pin, attrs.evolve(pin, mix="other", scenario="")):
        assert _bounds(pins=[other]).order[JL].tolist() == _bounds().order[JL].tolist()


def test_a_yearly_quantity_is_bought_in_units_that_take_of_the_joint_capacity() -> None:
    sources = tiny_rows("sources", "JL", least_per_year=5000.0)
    half = _bounds(sources=sources, offers=tiny_rows("offers", "JL-magnet", capacity_use=0.5))
    assert half.order[JL].min() >= 10_000.0
    nothing = _bounds(sources=sources, offers=tiny_rows("offers", "JL-magnet", capacity_use=0.0))
    assert nothing.order[JL].tolist() == _bounds().order[JL].tolist()


def test_a_rule_of_the_mix_may_make_one_buy_more_of_one_source_to_be_allowed_to_buy_of_another() -> None:
    rule = Rule(id="r", kind="share at least", source="JL", limit=90.0, mix="least")
    assert _bounds(rules=[rule]).order[JL, 0] >= 9 * 600.0
    assert _bounds(rules=[evolved(rule, {"mix": "slow"})]).order[JL, 0] == pytest.approx(600.0)


def test_what_nothing_asks_for_is_ordered_only_where_a_rule_or_an_incentive_may_want_it() -> None:
    assert _bounds(targets=[]).order.tolist() == [[0.0] * 6] * 2
    rule = Rule(id="r", kind="amount at least", source="JL", limit=50.0)
    for wanted in ({"rules": [rule]}, {"incentives": [Incentive(id="pli", item="magnet", rate=9.0)]}):
        found = _bounds(targets=[], **wanted).order
        assert np.isfinite(found).all()
        assert found[JL].min() > 0
        assert found[IREL].max() <= 60.0


def test_whole_orders_are_bounded_in_whole_lots_as_far_as_they_are_whole() -> None:
    settings = tiny_rows("settings", near_months=4)
    offers = tiny_rows("offers", lot_size=35.0)
    found = _whole(settings=settings, offers=offers).order
    assert found[IREL].tolist() == [35.0] * 4 + [60.0] * 2
    assert (found[JL, :4] / 35.0).tolist() == pytest.approx(np.floor(_bounds(offers=offers).order[JL, :4] / 35.0))
    assert found[JL, 4:].tolist() == _bounds(offers=offers).order[JL, 4:].tolist()
    assert _bounds(settings=settings, offers=offers).order[IREL].tolist() == [60.0] * 6


def test_a_capacity_that_is_whole_lots_but_for_rounding_keeps_them_all() -> None:
    offers = tiny_rows("offers", "IREL-magnet", capacity=0.3, lot_size=0.1)
    assert _whole(offers=offers).order[IREL].tolist() == pytest.approx([0.3] * 6)


def test_making_is_bounded_by_capacity_or_far_above_what_is_asked_for() -> None:
    assert _bounds(recipes=tiny_rows("recipes", capacity=40.0)).make.tolist() == [[40.0] * 6]
    assert _bounds().make.min() >= 300.0
    assert np.isfinite(_bounds(targets=[]).make).all()
    later = _bounds(recipes=tiny_rows("recipes", qualified_from=MONTHS[2], delay=1)).make[0]
    assert (later == 0.0).tolist() == [True, True, False, False, False, True]
