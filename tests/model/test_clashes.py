"""Rules that no purchase can keep together: what is told is a contradiction, and of plain shares all are told."""

from collections.abc import Mapping
from typing import cast

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.engine.goals import optimise
from desktop.model.clashes import Clash, clashes
from desktop.model.fields import Value
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Content, Offer, Pin, Record, Rule, Source
from desktop.model.records.table import evolved
from tests.tiny import FIRST, tiny_project, tiny_rows

APR = Month.of(2027, 4)
SOURCES = [
    Source(id="IREL", name="IREL", country="India", class_="domestic"),
    Source(id="JL", name="JL Mag", country="China", class_="licensed_chinese"),
    Source(id="BG", name="Baotou", country="China", class_="licensed_chinese"),
    Source(id="VAC", name="VAC", country="Germany", class_="other_foreign"),
]
OFFERS = [
    Offer(id=f"{source.id}-magnet", source=source.id, item="magnet", price=5000.0 + 10 * at, lead_days=30.0, co2=2.0)
    for at, source in enumerate(SOURCES)
]
DOMESTIC, CHINA, JL, BG = {"class_": "domestic"}, {"country": "China"}, {"source": "JL"}, {"source": "BG"}
OTHER = {"class_": "other_foreign"}


def _project(*rules: Rule, **more: list[Record]) -> Project:
    """The tiny project with four sources of magnets, none of which has a limit or needs a licence.

    So little can be stored that something has to be bought in every month.
    """
    items = tiny_rows("items", storage_limit=10.0)
    return tiny_project(sources=SOURCES, offers=OFFERS, regimes=[], items=items, rules=list(rules), **more)


def _plan(*rules: Rule, **more: list[Record]) -> Plan:
    return optimise(_project(*rules, **more), "least", "", Silent())


def _rule(name: str, kind: str, limit: float, group: Mapping[str, str], **more: Value) -> Rule:
    return cast(Rule, evolved(Rule(id=name, mix="least", kind=kind, limit=limit), {**group, **more}))


def _least(name: str, limit: float, group: Mapping[str, str], **more: Value) -> Rule:
    return _rule(name, "share at least", limit, group, **more)


def _most(name: str, limit: float, group: Mapping[str, str], **more: Value) -> Rule:
    return _rule(name, "share at most", limit, group, **more)


@pytest.mark.parametrize(
    ("rule", "others", "found"),
    [
        (_least("a", 50, DOMESTIC), [_least("b", 60, OTHER)], Clash("above", ("b",), 110, 100)),
        (_least("a", 50, DOMESTIC), [_least("b", 50, OTHER)], None),
        (_least("a", 40, JL), [_most("b", 30, CHINA)], Clash("above", ("b",), 40, 30)),
        (_most("a", 30, CHINA), [_least("b", 40, JL)], Clash("above", ("b",), 40, 30)),
        (_least("a", 30, JL), [_least("b", 30, BG), _most("c", 50, CHINA)], Clash("above", ("b", "c"), 60, 50)),
        (_most("a", 10, JL), [_most("b", 10, BG), _least("c", 30, CHINA)], Clash("below", ("b", "c"), 30, 20)),
        (
            _most("a", 20, CHINA),
            [_most("b", 20, DOMESTIC), _most("c", 20, OTHER)],
            Clash("below", ("b", "c"), 100, 60),
        ),
        (_least("a", 50, DOMESTIC), [_least("b", 60, OTHER, measure="value")], None),
        (
            _least("a", 50, DOMESTIC, item="magnet"),
            [_least("b", 60, OTHER, item="magnet", measure="quantity")],
            Clash("above", ("b",), 110, 100),
        ),
        (_least("a", 50, DOMESTIC), [_least("b", 60, OTHER, off=True)], None),
        (_least("a", 50, DOMESTIC), [_least("b", 60, OTHER, mix="slow")], None),
        (_least("a", 50, DOMESTIC, last_month=APR.plus(-1)), [_least("b", 60, OTHER, first_month=APR)], None),
        (
            _least("a", 50, DOMESTIC, window="month"),
            [_least("b", 60, OTHER, first_month=APR)],
            Clash("above", ("b",), 110, 100),
        ),
        (_least("a", 5, {"country": "Japan"}), [], Clash("nobody", (), 5, 0)),
        (
            _rule("a", "amount at least", 5, DOMESTIC, window="month"),
            [_rule("b", "amount at most", 25, {})],
            Clash("amount", ("b",), 30, 25),
        ),
        (
            _rule("a", "amount at most", 4, {}, window="fiscal year"),
            [_rule("b", "amount at least", 9, CHINA)],
            Clash("amount", ("b",), 9, 8),
        ),
        (
            _rule("a", "amount at least", 5, DOMESTIC),
            [_rule("b", "amount at most", 8, {}), _rule("c", "amount at least", 4, CHINA)],
            Clash("amount", ("b", "c"), 9, 8),
        ),
        (
            _rule("a", "sources at least", 3, {}, item="magnet"),
            [_rule("b", "sources at most", 2, {})],
            Clash("sources", ("b",), 3, 2),
        ),
        (
            _rule("a", "concentration at most", 0.3, {}),
            [_rule("b", "sources at most", 2, {})],
            Clash("concentration", ("b",), 0.5, 0.3),
        ),
        (
            _least("a", 70, JL),
            [_rule("b", "concentration at most", 0.5, {})],
            Clash("concentration", ("b",), 0.7**2 + (1 - 0.7) ** 2 / 3, 0.5),
        ),
        (_rule("a", "sources at least", 9, {}), [], Clash("few", (), 9, 4)),
    ],
)
def test_rules_that_cannot_be_kept_together_are_told_with_what_they_ask(
    rule: Rule, others: list[Rule], found: Clash | None
) -> None:
    assert clashes(_project(*others), rule, "least") == ((found,) if found else ())


def test_a_clash_does_not_depend_on_which_of_the_rules_is_looked_at() -> None:
    rules = [_least("a", 30, JL), _least("b", 30, BG), _most("c", 50, CHINA)]
    for rule in rules:
        (found,) = clashes(_project(*rules), rule, "least")
        assert {rule.id, *found.others} == {"a", "b", "c"}


def test_a_rule_that_is_edited_does_not_clash_with_what_it_was() -> None:
    before = _least("a", 80, DOMESTIC)
    assert clashes(_project(before), _most("a", 10, DOMESTIC), "least") == ()


def test_a_rule_of_every_mix_clashes_with_those_of_any_mix() -> None:
    project = _project(_least("b", 60, OTHER, mix="slow"))
    assert [each.others for each in clashes(project, _least("a", 50, DOMESTIC, mix=""))] == [("b",)]


def test_a_pin_above_what_a_rule_allows_is_told_and_cannot_be_kept() -> None:
    pin = Pin(id="p", mix="least", offer="JL-magnet", month=FIRST, bound="at least", quantity=50.0)
    rule = _rule("a", "amount at most", 40, CHINA, measure="quantity")
    assert clashes(_project(pins=[pin]), rule) == (Clash("pin", ("p",), 50.0, 40.0),)
    assert clashes(_project(pins=[pin]), _most("a", 0, JL)) == (Clash("pin", ("p",), 50.0 * (0.28 + 0.04), 0.0),)
    assert clashes(_project(pins=[pin]), attrs.evolve(rule, first_month=APR)) == ()
    assert _plan(attrs.evolve(rule, rank="law"), pins=[pin]).bent


def test_references_that_lead_nowhere_are_no_clash() -> None:
    offers = [*OFFERS, Offer(id="stray", source="gone", item="nothing", price=1.0)]
    project = tiny_project(sources=SOURCES, offers=offers, rules=[_least("b", 60, OTHER)])
    assert [each.why for each in clashes(project, _least("a", 50, DOMESTIC))] == ["above"]


def test_of_goods_without_rare_earths_nobody_is_asked_for_a_share_of_what_they_contain() -> None:
    contents: list[Record] = [Content(item="motor", element="Nd", kg_per_unit=1.0)]
    assert clashes(_project(contents=contents), _least("a", 50, DOMESTIC)) == ()


GROUPS = [DOMESTIC, OTHER, {"class_": "licensed_chinese"}, CHINA, JL, BG, {"offer": "VAC-magnet"}]
SHARES = st.builds(
    _rule,
    st.just("x"),
    st.sampled_from(["share at least", "share at most"]),
    st.integers(0, 20).map(lambda step: 5.0 * step),
    st.sampled_from(GROUPS),
)
WINDOWED = st.builds(
    lambda rule, kind, window, first, measure: attrs.evolve(
        rule, kind=kind or rule.kind, window=window, first_month=first, measure=measure
    ),
    SHARES,
    st.sampled_from(["", "amount at least", "amount at most"]),
    st.sampled_from(["horizon", "fiscal year", "month"]),
    st.sampled_from([None, APR]),
    st.sampled_from(["contained", "quantity"]),
)


def _named(rules: list[Rule]) -> list[Rule]:
    return [attrs.evolve(rule, id=f"r{at}") for at, rule in enumerate(rules)]


@settings(max_examples=60)
@given(st.lists(SHARES, min_size=2, max_size=3))
def test_of_plain_shares_a_clash_is_told_exactly_where_every_plan_bends_one(drawn: list[Rule]) -> None:
    rules = _named(drawn)
    told = any(clashes(_project(*rules), rule, "least") for rule in rules)
    assert bool(_plan(*rules).bent) is told


@settings(max_examples=60)
@given(st.lists(WINDOWED, min_size=2, max_size=3))
def test_of_rules_that_are_told_to_clash_every_plan_bends_one(drawn: list[Rule]) -> None:
    rules = _named(drawn)
    for found in clashes(_project(*rules), rules[0], "least"):
        together = [rule for rule in rules if rule.id in (rules[0].id, *found.others)]
        plan = _plan(*together)
        assert {bent.limit for bent in plan.bent} <= {rule.id for rule in together}
        assert plan.bent
