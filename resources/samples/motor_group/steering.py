"""What the planner compares: five mixes with their rules, and the scenarios with their events."""

from __future__ import annotations

import attrs

from desktop.model.months import Month
from desktop.model.records import Event, Mix, Rule, Scenario
from motor_group.book import Book
from motor_group.facts import Proof, cited, estimate
from motor_group.sources import IREL_OUTPUT, per_month

FROM = Month.of(2027, 4)
"""Rules begin with FY28: what arrives before was ordered before."""
_CHINA, _OTHER = "licensed_chinese", "other_foreign"
_KEEP = ("targets", "safety stock", "rules")
"""Safety stock before shares: a share is not to be met by running the stock down."""

MIXES = (
    Mix(id="least-cost", name="Least cost", colour="#0072B2", note="Targets first, then safety stock, then rupees."),
    Mix(
        id="irel-first",
        name="IREL first",
        colour="#009E73",
        goals=_KEEP,
        note="As much from IREL and other Indian sources as can be.",
    ),
    Mix(
        id="china-35",
        name="China at most 35 %",
        colour="#E69F00",
        goals=_KEEP,
        note="Of contained rare earths, and of Dy alone.",
    ),
    Mix(id="no-china", name="No China", colour="#D55E00", note="A law: it stands before the targets."),
    Mix(
        id="40-35-25",
        name="40/35/25",
        colour="#CC79A7",
        goals=_KEEP,
        note="40 % India, at most 35 % China, at least 25 % others.",
    ),
)

RULES = (
    Rule(id="india-50", mix="irel-first", kind="share at least", class_="domestic", limit=50, rank="high"),
    Rule(id="irel-40", mix="irel-first", kind="share at least", source="irel", limit=40),
    Rule(id="china-35-all", mix="china-35", kind="share at most", class_=_CHINA, limit=35, rank="high"),
    Rule(id="china-35-dy", mix="china-35", kind="share at most", class_=_CHINA, element="Dy", limit=35, rank="high"),
    Rule(id="china-0", mix="no-china", kind="share at most", class_=_CHINA, limit=0, rank="law"),
    Rule(id="india-40", mix="40-35-25", kind="share at least", class_="domestic", limit=40, rank="high"),
    Rule(id="china-35-mix", mix="40-35-25", kind="share at most", class_=_CHINA, limit=35, rank="high"),
    Rule(id="others-25", mix="40-35-25", kind="share at least", class_=_OTHER, limit=25),
)

_STOP = (Month.of(2027, 4), Month.of(2027, 9))
_TIGHT = (Month.of(2027, 4), Month.of(2028, 9))
SCENARIOS: tuple[tuple[str, str, str, Proof], ...] = (
    (
        "japan-suspended",
        "Japan exports suspended",
        "IREL stops its deliveries under the agreement of 2012 with Japan.",
        cited("S02", "suspension was asked for in June 2025; not confirmed"),
    ),
    (
        "dy-tb-stop",
        "Dy and Tb licences stop for six months",
        "From April to September 2027 no Chinese file for Dy or Tb moves, and granted ones cannot be used.",
        estimate("as in spring 2025, when no Indian file was granted for months [S112][S42]"),
    ),
    (
        "china-japan",
        "China tightens and Japan with it",
        "Slower Chinese files, dearer oxide, and makers in Japan and Vietnam short of heavy rare earths.",
        cited("S48", "China's curbs on Japan since January 2026; effect on tonnage estimated [S49]"),
    ),
    (
        "irel-early",
        "IREL doubles early",
        "IREL reaches the doubled output in April 2028 instead of FY31.",
        estimate("the announced doubling [S01], three years early"),
    ),
    (
        "irel-half",
        "IREL delivers half",
        "IREL makes half of the base, less than what is owed to Japan at first.",
        estimate("near the low case of 200 t, and refineries ran at 40 % [S10]"),
    ),
    (
        "suspension-ends",
        "Announcements 57 and 61 come back",
        "China's rules of October 2025 apply again from January 2027.",
        cited("S25", "the suspension ran to 10 November 2026; what came after is not known here"),
    ),
)

EVENTS = (
    Event(scenario="japan-suspended", kind="commitment suspended", source="irel", item="ndpr_oxide", first_month=FROM),
    Event(
        scenario="dy-tb-stop",
        kind="licences stopped",
        country="China",
        elements=("Dy", "Tb"),
        first_month=_STOP[0],
        last_month=_STOP[1],
    ),
    Event(
        scenario="china-japan",
        kind="licences slower",
        country="China",
        elements=("Dy", "Tb"),
        first_month=_TIGHT[0],
        last_month=_TIGHT[1],
        value=60,
        note="Days added to every file.",
    ),
    *(
        Event(
            scenario="china-japan",
            kind="capacity factor",
            country=country,
            elements=("Dy", "Tb"),
            first_month=_TIGHT[0],
            last_month=_TIGHT[1],
            value=factor,
        )
        for country, factor in (("China", 0.4), ("Japan", 0.25), ("Vietnam", 0.5))
    ),
    Event(
        scenario="china-japan",
        kind="lead time added",
        country="Japan",
        first_month=_TIGHT[0],
        last_month=_TIGHT[1],
        value=30,
    ),
    Event(
        scenario="china-japan",
        kind="price factor",
        country="China",
        first_month=_TIGHT[0],
        last_month=_TIGHT[1],
        value=1.25,
    ),
    Event(
        scenario="irel-early",
        kind="capacity value",
        source="irel",
        first_month=Month.of(2028, 4),
        value=per_month(IREL_OUTPUT[2031]),
    ),
    Event(scenario="irel-half", kind="capacity factor", source="irel", first_month=FROM, value=0.5),
    Event(scenario="suspension-ends", kind="regime in force", regime="ann-57"),
    Event(scenario="suspension-ends", kind="regime in force", regime="ann-61"),
)


def write(book: Book) -> None:
    """Write mixes, rules, scenarios and events."""
    asked = estimate("what the group wants to compare; an example")
    for mix in MIXES:
        book.add(mix, asked)
    for rule in RULES:
        book.add(attrs.evolve(rule, window="fiscal year", first_month=FROM), asked)
    for key, name, note, proof in SCENARIOS:
        book.add(Scenario(id=key, name=name, note=note), proof)
    for event in EVENTS:
        book.add(event)
