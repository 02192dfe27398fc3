"""A rule that does not say what it means is an error; one that says more than it means, or cannot hold, a note."""

from __future__ import annotations

import pytest

from desktop.model.checks import check
from desktop.model.errors import Problem
from desktop.model.fields import Value
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import Content, Offer, Rule, Source, Tier
from desktop.model.records.policy import RULE_KINDS
from desktop.model.records.table import evolved
from desktop.text.messages import sentence
from tests.tiny import FIRST, tiny_project, tiny_records

LOGICAL = ("if used then used", "at least one used", "not both used")


def ruled(kind: str, **values: Value) -> Project:
    """The tiny project with one rule of the mix ``least``."""
    return tiny_project(rules=[evolved(Rule(id="r", mix="least", kind=kind), values)])


def told(project: Project) -> list[tuple[str, str, str]]:
    """Key, field and severity of all problems; all of them are of the one rule."""
    found = check(project)
    assert all((problem.table, problem.row) == ("rules", 1) for problem in found)
    return [(problem.key, problem.field, problem.severity) for problem in found]


def only(project: Project) -> Problem:
    (found,) = check(project)
    return found


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("share at least", {"class_": "domestic", "limit": 100.0, "measure": "value", "window": "month"}),
        ("share at most", {"country": "China", "element": "Dy", "limit": 35.0}),
        ("amount at least", {"source": "IREL", "item": "magnet", "measure": "quantity", "limit": 500.0}),
        ("amount at most", {"measure": "co2", "limit": 1e6, "window": "fiscal year"}),
        ("sources at least", {"by": "country", "limit": 2.0, "window": "month"}),
        ("sources at most", {"item": "magnet", "limit": 1.0}),
        ("concentration at most", {"by": "country", "measure": "value", "limit": 0.5}),
        ("cover at least", {"item": "magnet", "limit": 45.0, "first_month": FIRST, "last_month": FIRST.plus(2)}),
        *((kind, {"source": "IREL", "other_source": "JL", "window": "month"}) for kind in LOGICAL),
        *((kind, {"offer": "JL-magnet", "other_offer": "IREL-magnet", "item": "magnet"}) for kind in LOGICAL),
    ],
)
def test_a_rule_that_says_what_its_kind_reads_has_no_problem(kind: str, values: dict[str, Value]) -> None:
    assert told(ruled(kind, **values)) == []


@pytest.mark.parametrize(
    ("kind", "limit", "key"),
    [
        ("share at least", 100.1, "rule-share-range"),
        ("share at most", 250.0, "rule-share-range"),
        ("concentration at most", 1.01, "rule-concentration-range"),
        ("concentration at most", 25.0, "rule-concentration-range"),
        ("cover at least", 3651.0, "rule-cover-range"),
    ],
)
def test_a_limit_of_another_kind_is_an_error(kind: str, limit: float, key: str) -> None:
    values = {"item": "magnet"} if kind.startswith("cover") else {}
    assert told(ruled(kind, limit=limit, **values)) == [(key, "limit", "error")]


def test_a_part_of_a_source_is_noted() -> None:
    assert told(ruled("sources at most", limit=1.5)) == [("rule-sources-part", "limit", "note")]


def test_cover_needs_an_item() -> None:
    assert told(ruled("cover at least", limit=30.0)) == [("rule-no-item", "item", "error")]


@pytest.mark.parametrize("kind", LOGICAL)
def test_a_rule_of_two_groups_needs_both(kind: str) -> None:
    assert told(ruled(kind, class_="domestic")) == [("rule-no-other", "other_source", "error")]
    assert told(ruled(kind, other_offer="JL-magnet")) == [("rule-no-group", "source", "error")]
    assert {key for key, _, _ in told(ruled(kind))} == {"rule-no-group", "rule-no-other"}
    problem = only(ruled(kind, class_="domestic"))
    assert sentence(problem) == (
        f"Rules, r, Other source: '{kind}' speaks of two groups; name the second by its source or offer"
    )


@pytest.mark.parametrize(
    ("kind", "values", "fields"),
    [
        ("share at least", {"source": "JL", "by": "country", "limit": 1.0}, ["by"]),
        ("amount at most", {"other_source": "JL", "limit": 1.0}, ["other_source"]),
        ("sources at most", {"measure": "value", "limit": 1.0}, ["measure"]),
        ("concentration at most", {"other_offer": "JL-magnet", "limit": 1.0}, ["other_offer"]),
        (
            "cover at least",
            {"item": "magnet", "limit": 3.0, "class_": "domestic", "element": "Dy", "window": "month"},
            ["class_", "element", "window"],
        ),
        ("not both used", {"source": "JL", "other_source": "IREL", "limit": 1.0}, ["limit"]),
    ],
)
def test_a_field_that_the_kind_does_not_read_is_noted(kind: str, values: dict[str, Value], fields: list[str]) -> None:
    assert told(ruled(kind, **values)) == [("rule-field-unread", field, "note") for field in fields]


@pytest.mark.parametrize("kind", RULE_KINDS)
def test_every_kind_is_known_to_the_checks(kind: str) -> None:
    keys = {key for key, _, _ in told(ruled(kind, limit=1.0))}
    assert keys <= {"rule-no-item", "rule-no-group", "rule-no-other", "rule-field-unread", "rule-share-of-all"}


def test_a_rule_of_another_mix_and_of_none_is_checked_too() -> None:
    rules = [Rule(id="a", kind="cover at least"), Rule(id="b", mix="slow", kind="cover at least")]
    assert [problem.record for problem in check(tiny_project(rules=rules))] == ["a", "b"]


def in_pieces(kind: str, **values: Value) -> Project:
    """Ready motors from China beside the magnets, and one rule."""
    offer = Offer(id="JL-motor", source="JL", item="motor", price=9000.0)
    held = Content(item="motor", element="Nd", kg_per_unit=0.56)
    return tiny_project(
        rules=[evolved(Rule(id="r", kind=kind, measure="quantity"), values)],
        offers=[*tiny_records()["offers"], offer],
        contents=[*tiny_records()["contents"], held],
    )


def test_an_amount_in_several_units_is_an_error() -> None:
    problem = only(in_pieces("amount at most", limit=5.0))
    assert (problem.key, problem.field, problem.severity) == ("rule-units", "measure", "error")
    assert problem.values["units"] == "kg, piece"


@pytest.mark.parametrize(
    "values", [{"item": "motor"}, {"class_": "domestic"}, {"element": "Dy"}, {"offer": "JL-motor"}]
)
def test_an_amount_in_one_unit_is_none(values: dict[str, Value]) -> None:
    assert told(in_pieces("amount at most", limit=5.0, **values)) == []


def test_a_share_or_concentration_of_several_units_is_noted() -> None:
    assert told(in_pieces("share at most", limit=5.0, class_="domestic")) == [("rule-units", "measure", "note")]
    assert told(in_pieces("concentration at most", limit=0.9)) == [("rule-units", "measure", "note")]
    assert told(in_pieces("concentration at most", limit=0.9, measure="value")) == []


def test_more_members_than_there_are_are_noted() -> None:
    assert told(ruled("sources at least", limit=3.0)) == [("rule-members-few", "limit", "note")]
    assert told(ruled("sources at least", limit=2.0, class_="domestic")) == [("rule-members-few", "limit", "note")]
    assert told(ruled("concentration at most", limit=0.4)) == [("rule-members-spread", "limit", "note")]
    assert told(ruled("concentration at most", limit=0.6, country="India")) == [
        ("rule-members-spread", "limit", "note")
    ]
    assert told(ruled("concentration at most", limit=0.1, item="motor")) == []
    assert told(ruled("sources at least", limit=2.0, counts_from=50.0)) == []
    assert told(ruled("sources at least", limit=2.0, counts_from=51.0)) == [("rule-members-fit", "limit", "note")]


def test_a_law_that_no_purchase_keeps_is_said_to_stop_all_of_them() -> None:
    """What the note says is what the plan does: see what is bought under such a law."""
    assert told(ruled("sources at least", limit=3.0, rank="law")) == [("rule-members-few-law", "limit", "note")]
    assert told(ruled("concentration at most", limit=0.4, rank="law")) == [("rule-members-spread-law", "limit", "note")]
    crowded = ruled("sources at least", limit=2.0, counts_from=51.0, rank="law")
    assert told(crowded) == [("rule-members-fit-law", "limit", "note")]


def test_members_are_counted_as_the_rule_counts_them() -> None:
    second = Source(id="YG", country="China", class_="licensed_chinese")
    offer = Offer(id="YG-magnet", source="YG", item="magnet", price=3000.0)
    grown = tiny_project(sources=[*tiny_records()["sources"], second], offers=[*tiny_records()["offers"], offer])
    rule = Rule(id="r", kind="sources at least", limit=3.0)
    assert check(grown.put("rules", {1: rule})) == ()
    assert told(grown.put("rules", {1: evolved(rule, {"by": "country"})})) == [("rule-members-few", "limit", "note")]


def test_members_are_not_counted_while_supply_has_faults() -> None:
    faulty = ruled("sources at least", limit=3.0).put("offers", {1: Offer(id="x", source="nobody", item="magnet")})
    assert {problem.key for problem in check(faulty)} == {"dangling"}


def test_a_month_or_item_that_does_not_exist_is_told_once() -> None:
    assert told(ruled("cover at least", item="nothing", limit=3.0)) == [("dangling", "item", "error")]
    late = ruled("amount at most", limit=3.0, first_month=Month.of(2028, 1), last_month=Month.of(2027, 1))
    assert told(late) == [("window-reversed", "last_month", "error")]


@pytest.mark.parametrize(
    ("values", "tier", "noted"),
    [
        ({"window": "month"}, {"basis": "horizon"}, True),
        ({"window": "month"}, {"basis": "fiscal year"}, True),
        ({"window": "fiscal year"}, {"basis": "horizon"}, True),
        ({"window": "horizon", "last_month": FIRST.plus(1)}, {"basis": "horizon"}, True),
        ({"window": "horizon"}, {"basis": "fiscal year"}, False),
        ({"window": "fiscal year"}, {"basis": "fiscal year"}, False),
        ({"window": "month"}, {"basis": "order"}, False),
        ({"window": "month"}, {"basis": "horizon", "kind": "all units"}, False),
        ({"window": "month", "measure": "quantity", "item": "magnet"}, {"basis": "horizon"}, False),
        ({"window": "month", "off": True}, {"basis": "horizon"}, False),
        ({"window": "month", "item": "motor", "limit": 0.0}, {"basis": "horizon"}, False),
    ],
)
def test_a_limit_on_value_that_cuts_the_window_of_a_tier_by_part_is_noted(
    values: dict[str, Value], tier: dict[str, Value], noted: bool
) -> None:
    rule = evolved(Rule(id="r", mix="least", kind="amount at most", measure="value", limit=1e6), values)
    steps = evolved(Tier(offer="JL-magnet", from_quantity=100.0, discount=5.0, kind="incremental"), tier)
    found = told(tiny_project(rules=[rule], tiers=[steps]))
    assert found == ([("rule-part-of-tier", "window", "note")] if noted else [])
