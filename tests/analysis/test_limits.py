"""What keeps offers and recipes from more, each limit alone on the plan by hand."""

import datetime as dt
from collections.abc import Sequence

import attrs
import pytest

from desktop.analysis import limits
from desktop.analysis.limits import Limit
from desktop.model.fields import Value
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.records import Capacity, Commitment, Licence, Offer, Pin, Recipe, Record, Rule
from desktop.model.records.table import evolved
from tests.analysis.plans import APR, FEB, JAN, JUN, MAR, hand_plan, hand_project, hand_records
from tests.tiny import tiny_rows


def _of(plan: Plan, offer: str, month: Month) -> list[Limit]:
    return limits.of_offer(plan, plan.world.by_id(Offer)[offer], month)


def _kinds(found: Sequence[Limit]) -> list[str]:
    return [limit.kind for limit in found]


def _rows(table: str, only: str, **values: float | Month | str) -> list[Record]:
    return [evolved(row, values if getattr(row, "id", "") == only else {}) for row in hand_records()[table]]


def test_an_offer_without_any_limit_that_is_reached_has_none() -> None:
    for offer in ("IREL-magnet", "JL-magnet", "VAC-magnet"):
        assert _of(hand_plan(), offer, APR) == []


def test_a_capacity_in_full_use_is_a_limit_and_placed_orders_use_it() -> None:
    plan = hand_plan(hand_project(offers=_rows("offers", "JL-magnet", capacity=50.0)))
    assert _of(plan, "JL-magnet", JAN) == [Limit("capacity", "JL-magnet", (JAN,), "", 50.0, 50.0, "kg")]
    steps = [Capacity(offer="JL-magnet", from_month=FEB, value=60.0)]
    wider = hand_plan(hand_project(offers=_rows("offers", "JL-magnet", capacity=50.0), capacities=steps))
    assert _of(wider, "JL-magnet", FEB) == []


def test_the_joint_capacity_of_a_source_is_what_it_does_not_owe() -> None:
    sources = _rows("sources", "IREL", capacity=130.0)
    owed = [Commitment(id="Japan", source="IREL", item="magnet", to="Japan", quantity=30.0, last_month=JAN)]
    plan = hand_plan(hand_project(sources=sources, commitments=owed))
    assert _of(plan, "IREL-magnet", JAN) == [Limit("joint capacity", "IREL-magnet", (JAN,), "IREL", 100.0, 100.0, "kg")]
    assert _of(hand_plan(hand_project(sources=sources)), "IREL-magnet", JAN) == []


def test_a_joint_capacity_that_goods_use_differently_has_a_measure_of_its_own() -> None:
    sources = _rows("sources", "IREL", capacity=100.0)
    offers = _rows("offers", "IREL-magnet", capacity_use=0.5)
    (limit,) = _of(hand_plan(hand_project(sources=sources, offers=offers)), "IREL-magnet", JAN) or (None,)
    assert limit is None
    (limit,) = _of(
        hand_plan(hand_project(sources=_rows("sources", "IREL", capacity=50.0), offers=offers)), "IREL-magnet", JAN
    )
    assert limit is not None
    assert (limit.kind, limit.used, limit.unit) == ("joint capacity", 50.0, "")


def test_full_stores_are_a_limit_of_all_that_goes_into_them() -> None:
    held = hand_plan().stock["magnet"][0]
    assert held > 0
    plan = hand_plan(hand_project(items=_rows("items", "magnet", storage_limit=held)))
    found = _of(plan, "IREL-magnet", JAN)
    assert found == [Limit("storage", "IREL-magnet", (JAN,), "magnet", held, held, "kg")]
    total = sum(stock[0] for stock in hand_plan().stock.values())
    settings = [attrs.evolve(hand_project().settings, storage_limit=total)]
    assert _kinds(_of(hand_plan(hand_project(settings=settings)), "IREL-magnet", JAN)) == ["total storage"]
    both = [*found, Limit("storage", "VAC-magnet", (JAN,), "magnet", held, held, "kg")]
    assert len(limits.merged(both)) == 1


def test_goods_that_had_to_be_ordered_before_the_plan_date_are_too_late() -> None:
    plan = hand_plan(hand_project(offers=_rows("offers", "IREL-magnet", lead_days=300.0)))
    (late,) = _of(plan, "IREL-magnet", JAN)
    assert (late.kind, late.day) == ("lead", dt.date(2026, 3, 7))
    assert _of(plan, "IREL-magnet", APR) == []


def test_an_offer_is_limited_to_its_own_months() -> None:
    plan = hand_plan(hand_project(offers=_rows("offers", "VAC-magnet", first_month=MAR, last_month=APR)))
    assert [_kinds(_of(plan, "VAC-magnet", month)) for month in (FEB, MAR, APR, JUN)] == [
        ["months"],
        [],
        [],
        ["months"],
    ]


@pytest.mark.parametrize(("regime", "kind"), [({"status": "stopped"}, "stop"), ({"new_files": False}, "late file")])
def test_a_regime_that_lets_nothing_through_is_a_limit(regime: dict[str, Value], kind: str) -> None:
    project = hand_project(regimes=tiny_rows("regimes", "", **regime), licences=[])
    (found,) = _of(hand_plan(project), "JL-magnet", APR)
    assert (found.kind, found.record, found.day) == (kind, "A18", None)


def test_a_file_that_comes_too_late_and_files_used_in_full_are_limits() -> None:
    slow = tiny_rows("regimes", days_p50=400.0)
    (late,) = _of(hand_plan(hand_project(regimes=slow, licences=[])), "JL-magnet", FEB)
    assert late.kind == "late file"
    assert late.day is not None
    file = Licence(id="F1", regime="A18", offer="JL-magnet", quantity=50.0, status="granted")
    (full,) = _of(hand_plan(hand_project(regimes=slow, licences=[file])), "JL-magnet", FEB)
    assert full == Limit("files", "JL-magnet", (FEB,), "F1", 50.0, 50.0, "kg")
    assert _of(hand_plan(hand_project(regimes=slow)), "JL-magnet", FEB) == []  # of its 100 kg 50 are left


def test_pins_at_most_hold_and_those_at_least_do_not() -> None:
    pins = [
        Pin(id="P1", mix="least", offer="VAC-magnet", month=APR, bound="at most", quantity=100.0),
        Pin(id="P2", mix="least", offer="VAC-magnet", month=APR, bound="at least", quantity=100.0),
        Pin(id="P3", mix="slow", offer="VAC-magnet", month=APR, bound="at most", quantity=100.0),
    ]
    assert [limit.record for limit in _of(hand_plan(hand_project(pins=pins)), "VAC-magnet", APR)] == ["P1"]


def test_a_share_that_is_reached_holds_its_group_back_and_one_at_least_the_others() -> None:
    # of 300 kg in FY27 200 are from JL, of those in FY28 none
    most = Rule(
        id="most", mix="least", kind="share at most", class_="licensed_chinese", limit=200 / 3, window="fiscal year"
    )
    plan = hand_plan(hand_project(rules=[most]))
    assert [limit.record for limit in _of(plan, "JL-magnet", FEB)] == ["most"]
    assert _of(plan, "JL-magnet", APR) == []
    assert _of(plan, "IREL-magnet", FEB) == []
    least = Rule(id="least", kind="share at least", class_="domestic", limit=25.0, window="horizon")
    plan = hand_plan(hand_project(rules=[least]))
    assert [limit.record for limit in _of(plan, "VAC-magnet", APR)] == ["least"]
    assert _of(plan, "IREL-magnet", APR) == []


def test_recipes_are_limited_by_capacity_qualification_and_share() -> None:
    def found(**values: float | Month) -> list[str]:
        recipe = evolved(Recipe(id="assembly", output="motor", cost=100.0), values)
        assert isinstance(recipe, Recipe)
        return _kinds(limits.of_recipe(hand_plan(hand_project(recipes=[recipe])), recipe, FEB))

    assert found() == []
    assert found(capacity=50.0) == ["capacity"]
    assert found(capacity=51.0) == []
    assert found(qualified_from=MAR) == ["qualified"]
    assert found(largest_share=100.0) == ["share"]


def test_the_same_limit_of_several_months_is_told_once() -> None:
    plan = hand_plan(hand_project(offers=_rows("offers", "JL-magnet", capacity=50.0)))
    found = limits.merged([*_of(plan, "JL-magnet", JAN), *_of(plan, "JL-magnet", FEB), *_of(plan, "JL-magnet", JAN)])
    assert found == (Limit("capacity", "JL-magnet", (JAN, FEB), "", 100.0, 100.0, "kg"),)


def test_files_that_are_used_in_full_allow_the_same_in_every_month() -> None:
    file = Licence(id="F1", regime="A18", offer="JL-magnet", quantity=50.0, status="granted")
    plan = hand_plan(hand_project(regimes=tiny_rows("regimes", days_p50=400.0), licences=[file]))
    found = limits.merged([*_of(plan, "JL-magnet", FEB), *_of(plan, "JL-magnet", MAR)])
    assert found == (Limit("files", "JL-magnet", (FEB, MAR), "F1", 50.0, 50.0, "kg"),)
