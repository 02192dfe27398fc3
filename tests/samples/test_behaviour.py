"""How the sample behaves when it is planned: what a planner opens it for."""

import datetime as dt

import pytest

from desktop.model.composition import contents_of
from desktop.model.licensing import leaving
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.records import Mix, Offer, Source
from tests.samples.conftest import Planned

STOP = range(Month.of(2027, 4).index, Month.of(2027, 9).index + 1)
HEAVY = ("dy_oxide", "tb_oxide", "dy_metal", "tb_metal", "magnet_sh", "magnet_uh")


def _share(plan: Plan, **wanted: str) -> float:
    """Share of contained rare earths bought from the sources that have the wanted fields."""
    contents, offers = contents_of(plan.project), plan.project.by_id(Offer)
    sources = plan.project.by_id(Source)
    group = total = 0.0
    for order in plan.orders:
        kg = order.quantity * sum(contents[offers[order.offer].item].values())
        source = sources[offers[order.offer].source]
        total += kg
        group += kg * all(getattr(source, field) == value for field, value in wanted.items())
    return group / total


def _bought(plan: Plan, items: tuple[str, ...], months: range, country: str = "") -> float:
    """Units of items that arrive in months, from one country or all."""
    offers, sources = plan.project.by_id(Offer), plan.project.by_id(Source)
    return sum(
        order.quantity
        for order in plan.orders
        if offers[order.offer].item in items
        and order.month.index in months
        and country in ("", sources[offers[order.offer].source].country)
    )


def _leaving_china_in_the_stop(plan: Plan, items: tuple[str, ...]) -> float:
    """Units of items that leave China, or are ordered there, on the days of the stop."""
    offers, sources = plan.project.by_id(Offer), plan.project.by_id(Source)
    total = 0.0
    for order in plan.orders:
        offer = offers[order.offer]
        if offer.item in items and sources[offer.source].country == "China":
            (day,) = leaving(plan.world, offer, [order.month])
            total += order.quantity * (Month.containing(day).index in STOP)
    return total


def _licensed(plan: Plan) -> set[str]:
    """The countries whose goods the plan buys under a licence."""
    offers, sources = plan.project.by_id(Offer), plan.project.by_id(Source)
    return {sources[offers[order.offer].source].country for order in plan.orders if order.licence}


def _lost(plan: Plan, item: str) -> float:
    return sum(plan.lost[item]) / sum(plan.target[item])


def test_the_least_cost_plan_meets_every_target(planned: Planned) -> None:
    plan = planned("least-cost", "")
    assert plan.verified
    assert plan.status == "met"
    assert 0.25 < _share(plan, id="irel") < 0.35
    assert _share(plan, class_="licensed_chinese") > 0.6


def test_every_mix_has_a_verified_plan_and_none_is_cheaper_than_least_cost(planned: Planned) -> None:
    least = planned("least-cost", "")
    others = [planned(mix.id, "") for mix in least.project.all(Mix) if mix.id != "least-cost"]
    assert all(plan.verified for plan in others)
    assert all(plan.cost.total > least.cost.total for plan in others)
    assert all(max(max(plan.lost[item]) for item in ("ev_motor", "e2w_motor")) < 1e-6 for plan in others)


def test_stopped_licences_keep_heavy_grades_away_and_not_the_licence_free_ones(planned: Planned) -> None:
    base, stopped = planned("least-cost", ""), planned("least-cost", "dy-tb-stop")
    assert _leaving_china_in_the_stop(base, HEAVY) > 50_000
    assert _leaving_china_in_the_stop(stopped, HEAVY) == 0.0
    light = _leaving_china_in_the_stop(stopped, ("magnet_light",))
    assert light >= 0.9 * _leaving_china_in_the_stop(base, ("magnet_light",))
    assert stopped.delivered["wind_mw"] == pytest.approx(stopped.target["wind_mw"])
    assert sum(base.safety_short["magnet_sh"]) == 0.0
    assert sum(stopped.safety_short["magnet_sh"]) > 20_000
    assert stopped.cost.total > 1.005 * base.cost.total


def test_goods_that_left_before_the_stop_arrive_in_it_and_none_for_a_while_after_it(planned: Planned) -> None:
    stopped = planned("least-cost", "dy-tb-stop")
    assert _bought(stopped, HEAVY, range(STOP.start, STOP.start + 1), "China") > 0
    assert _bought(stopped, HEAVY, range(STOP.stop, STOP.stop + 1), "China") == 0.0
    assert _bought(stopped, HEAVY, range(STOP.stop + 1, STOP.stop + 6), "China") > 0


def test_without_the_commitment_to_japan_irel_has_a_larger_share(planned: Planned) -> None:
    for mix in ("least-cost", "irel-first"):
        base, free = planned(mix, ""), planned(mix, "japan-suspended")
        assert _share(free, id="irel") > _share(base, id="irel") + 0.08


def test_irel_at_half_leaves_the_group_to_china(planned: Planned) -> None:
    base, half = planned("least-cost", ""), planned("least-cost", "irel-half")
    assert _share(half, id="irel") < 0.5 * _share(base, id="irel")
    assert half.cost.total > base.cost.total


def test_a_share_that_india_cannot_fill_comes_back_bent_with_the_tonnage_missing(planned: Planned) -> None:
    plan = planned("40-35-25", "")
    bent = {(row.limit, row.first_month.fiscal_year): row for row in plan.bent}
    missing = bent["india-40", 2028]
    assert missing.unit == "kg"
    assert 10_000 < missing.amount < 100_000
    assert missing.reached < 35 < missing.asked
    assert ("india-40", 2031) not in bent
    assert max(max(series) for series in plan.lost.values()) < 1e-6


def test_every_new_file_has_a_day_to_go_in_that_still_lies_ahead(planned: Planned) -> None:
    plan = planned("least-cost", "")
    files = [order for order in plan.orders if order.licence == "new"]
    assert len(files) > 50
    assert all(order.file_by is not None and order.file_by >= dt.date(2026, 12, 1) for order in files)
    assert all(
        order.order_date is None or order.file_by is None or order.file_by <= order.order_date for order in files
    )


def test_without_china_the_least_wanted_motors_of_2027_are_lost(planned: Planned) -> None:
    plan = planned("no-china", "")
    assert plan.status == "short"
    assert 0.05 < _lost(plan, "eps_motor") < 0.35
    assert (
        _bought(plan, (*HEAVY, "magnet_light"), range(Month.of(2027, 4).index, Month.of(2031, 4).index), "China") == 0
    )


def test_files_for_goods_made_abroad_are_needed_when_the_suspended_rules_return(planned: Planned) -> None:
    abroad = {"Japan", "Vietnam", "South Korea", "Estonia", "USA"}
    assert _licensed(planned("40-35-25", "")) == {"China"}
    assert _licensed(planned("40-35-25", "suspension-ends")) == {"China"} | abroad
    assert _licensed(planned("no-china", "suspension-ends")) >= abroad
