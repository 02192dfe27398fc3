"""Tiers at odds are errors; lots that never fit, agreements half made and years cut short are notes."""

from __future__ import annotations

import attrs
import pytest

from desktop.model.checks import check
from desktop.model.errors import Problem
from desktop.model.fields import Value
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import Capacity, Offer, Source, Tier
from desktop.model.records.table import evolved
from desktop.text.messages import sentence
from tests.tiny import FIRST, tiny_project, tiny_records

WHOLE_YEAR: dict[str, Value] = {"first_month": Month.of(2027, 4), "months": 12}


def changed(table: str, at: int, **values: Value) -> Project:
    """The tiny project with fields set in one row."""
    rows = list(tiny_records()[table])
    rows[at] = evolved(rows[at], values)
    return tiny_project(**{table: rows})


def tiered(*tiers: Tier) -> Project:
    return tiny_project(tiers=tiers)


def over(project: Project, **values: Value) -> Project:
    """The project with other settings; targets that fall outside go."""
    return project.put("settings", {1: evolved(project.settings, values)})


def told(project: Project, table: str) -> list[tuple[int | None, str, str, str]]:
    """Row, key, field and severity of the problems of a table; there are no others but of targets outside."""
    found = [problem for problem in check(project) if problem.key != "outside-horizon"]
    assert {problem.table for problem in found} <= {table}
    return [(problem.row, problem.key, problem.field, problem.severity) for problem in found]


def only(project: Project) -> Problem:
    (found,) = check(project)
    return found


def test_the_tiers_of_an_offer_count_one_quantity_and_price_in_one_way() -> None:
    first = Tier(offer="JL-magnet", basis="horizon", from_quantity=100.0, discount=5.0)
    assert check(tiered(first, attrs.evolve(first, from_quantity=200.0, discount=8.0))) == ()
    other = attrs.evolve(first, basis="order", from_quantity=200.0)
    assert told(tiered(first, other), "tiers") == [(2, "tier-basis", "basis", "error")]
    other = attrs.evolve(first, kind="incremental", from_quantity=200.0)
    assert told(tiered(first, other), "tiers") == [(2, "tier-kind", "kind", "error")]
    assert check(tiered(first, attrs.evolve(other, offer="IREL-magnet"))) == ()


def test_two_tiers_that_begin_at_one_quantity_are_told_whatever_they_count() -> None:
    first = Tier(offer="JL-magnet", from_quantity=100.0, discount=5.0)
    assert told(tiered(first, first), "tiers") == [(2, "record-doubled", "from_quantity", "error")]
    assert told(tiered(first, attrs.evolve(first, basis="horizon")), "tiers") == [(2, "tier-basis", "basis", "error")]


@pytest.mark.parametrize(
    ("values", "key", "field"),
    [
        ({}, "tier-same", "price"),
        ({"discount": 100.0}, "tier-free", "discount"),
        ({"price": 0.0}, "tier-free", "price"),
        ({"price": 30.0, "discount": 5.0}, "tier-two-prices", "discount"),
    ],
)
def test_a_tier_of_no_price_of_its_own_is_noted(values: dict[str, Value], key: str, field: str) -> None:
    tier = evolved(Tier(offer="JL-magnet", from_quantity=5.0), values)
    assert isinstance(tier, Tier)
    assert told(tiered(tier), "tiers") == [(1, key, field, "note")]


@pytest.mark.parametrize("values", [{"price": 30.0}, {"discount": -3.0}, {"charge": 900.0}])
def test_a_tier_that_changes_something_is_not(values: dict[str, Value]) -> None:
    tier = evolved(Tier(offer="JL-magnet", from_quantity=5.0), values)
    assert isinstance(tier, Tier)
    assert check(tiered(tier)) == ()


def test_a_smallest_order_above_the_capacity_of_the_near_months_is_noted() -> None:
    project = changed("offers", 0, minimum_order=70.0)
    assert told(project, "offers") == [(1, "capacity-below-minimum", "minimum_order", "note")]
    raised = project.put("capacities", {1: Capacity(offer="IREL-magnet", from_month=FIRST.plus(3), value=80.0)})
    assert check(raised) == ()
    assert told(over(raised, near_months=3), "offers") == [(1, "capacity-below-minimum", "minimum_order", "note")]
    assert check(over(raised, near_months=0)) == ()
    later = project.put("capacities", {1: Capacity(offer="IREL-magnet", from_month=FIRST, value=0.0)})
    assert check(later) == ()
    assert check(changed("offers", 1, minimum_order=600.0)) == ()


def test_lots_that_never_fit_are_noted() -> None:
    assert check(changed("offers", 0, lot_size=60.0)) == ()
    problem = only(changed("offers", 0, lot_size=61.0))
    assert (problem.key, problem.field, problem.severity) == ("capacity-below-lots", "lot_size", "note")
    problem = only(changed("offers", 0, lot_size=40.0, minimum_order=50.0))
    assert (problem.key, problem.values["least"], problem.values["most"]) == ("capacity-below-lots", "80", "60")


def test_take_or_pay_takes_a_share_and_a_quantity() -> None:
    quantity = over(changed("sources", 1, take_or_pay_quantity=500.0), **WHOLE_YEAR)
    assert told(quantity, "sources") == [(2, "take-or-pay-half", "take_or_pay_share", "note")]
    share = over(changed("sources", 1, take_or_pay_share=80.0), **WHOLE_YEAR)
    assert told(share, "sources") == [(2, "take-or-pay-half", "take_or_pay_quantity", "note")]
    both = over(changed("sources", 1, take_or_pay_share=80.0, take_or_pay_quantity=500.0), **WHOLE_YEAR)
    assert told(both, "sources") == []


@pytest.mark.parametrize(
    ("first", "months", "years"),
    [
        (Month.of(2027, 1), 6, "FY27, FY28"),
        (Month.of(2027, 4), 6, "FY28"),
        (Month.of(2027, 1), 3, "FY27"),
        (Month.of(2027, 1), 15, "FY27"),
        (Month.of(2027, 5), 2, "FY28"),
    ],
)
def test_yearly_quantities_of_years_that_are_cut_short_are_noted(first: Month, months: int, years: str) -> None:
    project = over(changed("sources", 1, least_per_year=500.0), first_month=first, months=months)
    (problem,) = [each for each in check(project) if each.key != "outside-horizon"]
    assert (problem.key, problem.field, problem.severity) == ("year-cut", "least_per_year", "note")
    assert problem.values["years"] == years
    assert sentence(problem).endswith(f"counts in full in {years}, of which the plan holds only some months")


def test_whole_years_are_not_noted() -> None:
    project = changed("sources", 1, least_per_year=500.0, take_or_pay_share=80.0, take_or_pay_quantity=500.0)
    assert told(over(project, **WHOLE_YEAR), "sources") == []
    assert told(over(project, first_month=Month.of(2027, 1)), "sources") == [
        (2, "year-cut", "least_per_year", "note"),
        (2, "year-cut", "take_or_pay_quantity", "note"),
    ]


def test_a_least_quantity_that_no_year_can_bring_is_noted() -> None:
    project = over(changed("sources", 0, least_per_year=720.0), **WHOLE_YEAR)
    assert told(project, "sources") == []
    project = over(changed("sources", 0, least_per_year=721.0), **WHOLE_YEAR)
    assert told(project, "sources") == [(1, "least-above-capacity", "least_per_year", "note")]


@pytest.mark.parametrize(
    ("offer", "source", "most"),
    [
        ({"capacity_use": 2.0}, {}, "1440"),
        ({"first_month": Month.of(2028, 1)}, {}, "180"),
        ({"last_month": Month.of(2027, 4)}, {}, "60"),
        ({}, {"capacity": 50.0}, "600"),
        ({"capacity_use": 0.0}, {}, "0"),
    ],
)
def test_what_a_year_can_bring_is_what_its_months_can(
    offer: dict[str, Value], source: dict[str, Value], most: str
) -> None:
    rows = [evolved(row, offer if getattr(row, "id", "") == "IREL-magnet" else {}) for row in tiny_records()["offers"]]
    sources = [
        evolved(
            row, {"least_per_year": 9999.0, **source} if row == Source(id="IREL", name="IREL", country="India") else {}
        )
        for row in tiny_records()["sources"]
    ]
    project = over(tiny_project(offers=rows, sources=sources), **WHOLE_YEAR)
    (problem,) = [each for each in check(project) if each.key != "outside-horizon"]
    assert (problem.key, problem.values["most"], problem.values["years"]) == ("least-above-capacity", most, "FY28")


def test_the_joint_capacity_of_each_month_limits_a_year() -> None:
    project = over(changed("sources", 1, least_per_year=601.0), **WHOLE_YEAR)
    assert told(project, "sources") == []
    steps = {1: Capacity(source="JL", from_month=Month.of(2027, 4), value=50.0)}
    assert told(project.put("capacities", steps), "sources") == [(2, "least-above-capacity", "least_per_year", "note")]


def test_what_a_year_can_bring_is_not_guessed_while_offers_have_faults() -> None:
    faulty = changed("sources", 0, least_per_year=9999.0).put("offers", {1: Offer(id="x", source="JL", item="nothing")})
    assert "least-above-capacity" not in {problem.key for problem in check(faulty)}
