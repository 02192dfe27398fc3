"""Rules that count who is used, or ask whether anybody is: yes or no by window, receipts counted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from desktop.engine.rules import add_rules
from desktop.model.fields import Value
from desktop.model.records import Item, Offer, Receipt, Record, Rule
from desktop.model.records.table import evolved
from tests.engine.written import drafted_whole, least_with
from tests.tiny import FIRST, tiny_rows

COUNT = Rule(id="r", kind="sources at least", limit=2.0)
LOGIC = Rule(id="r", kind="not both used", source="IREL", other_source="JL")
NOTHING = (0.0,) * 6
SOME = (0.0, 10.0, 0.0, 0.0, 0.0, 0.0)
JL_IS_COMING = [Receipt(offer="JL-magnet", month=FIRST, quantity=5.0)]


def _missing(rule: Record, irel: Sequence[float], jl: Sequence[float], **changed: Sequence[Record]) -> list[float]:
    """What the rule misses in each of its windows once this arrives."""
    draft = drafted_whole(rules=[rule], **changed)
    slack = np.concatenate([row.slack for row in add_rules(draft)])
    return [round(float(value), 6) for value in least_with(draft, slack, irel, jl)[slack]]


@pytest.mark.parametrize(
    ("irel", "jl", "missing"),
    [(SOME, SOME, 0.0), (SOME, NOTHING, 1.0), (NOTHING, SOME, 1.0), (NOTHING, NOTHING, 0.0)],
)
def test_of_two_sources_asked_for_one_is_missing_unless_nothing_is_bought(
    irel: Sequence[float], jl: Sequence[float], missing: float
) -> None:
    assert _missing(COUNT, irel, jl) == [missing]


@pytest.mark.parametrize(
    ("irel", "jl", "over"),
    [(SOME, SOME, 1.0), (SOME, NOTHING, 0.0), (NOTHING, SOME, 0.0), (NOTHING, NOTHING, 0.0)],
)
def test_of_one_source_allowed_a_second_is_too_many(irel: Sequence[float], jl: Sequence[float], over: float) -> None:
    assert _missing(evolved(COUNT, {"kind": "sources at most", "limit": 1.0}), irel, jl) == [over]


@pytest.mark.parametrize(("share", "missing"), [(0.0, 0.0), (20.0, 0.0), (24.9, 0.0), (25.1, 1.0), (100.0, 2.0)])
def test_a_source_counts_from_the_share_that_the_rule_says(share: float, missing: float) -> None:
    """10 kg of JL are a quarter of the 40 kg bought."""
    rule = evolved(COUNT, {"counts_from": share})
    assert _missing(rule, (0.0, 10.0, 0.0, 20.0, 0.0, 0.0), SOME) == [missing]


@pytest.mark.parametrize(("ordered", "missing"), [(12.0, 0.0), (1.0, 0.0), (0.99, 1.0), (0.01, 1.0)])
@pytest.mark.parametrize("near", [0, 6])
def test_a_crumb_is_no_use_where_nobody_else_sells_any(ordered: float, missing: float, near: int) -> None:
    """100 kg are needed each month: it takes 1 kg to be a use, though any crumb is all that is bought.

    Beyond the near months a part of a whole order is a use as well, as it is all that is planned there.
    """
    either = Rule(id="r", kind="at least one used", source="JL", other_source="JL")
    changed = {
        "offers": tiny_rows("offers", "JL-magnet", minimum_order=25.0 if near == 0 else 0.0),
        "settings": tiny_rows("settings", near_months=near),
    }
    assert _missing(either, NOTHING, (0.0, ordered, 0.0, 0.0, 0.0, 0.0), **changed) == [missing]
    any_use = evolved(either, {"counts_from": 0.0})
    assert _missing(any_use, NOTHING, (0.0, ordered, 0.0, 0.0, 0.0, 0.0), **changed) == [0.0]


def test_what_nobody_needs_is_no_use_beside_what_is_needed() -> None:
    """Nothing asks for dust, so that no quantity of it makes JL a source; an order placed is one all the same."""
    dust = {
        "items": [*tiny_rows("items"), Item(id="dust", kind="oxide", unit="kg")],
        "offers": [*tiny_rows("offers"), Offer(id="dust", source="JL", item="dust", price=1.0)],
    }
    rule = evolved(COUNT, {"class_": "licensed_chinese", "limit": 1.0})
    draft = drafted_whole(rules=[rule], **dust)
    slack = np.concatenate([row.slack for row in add_rules(draft)])
    for arrives, missing in (((SOME, NOTHING, SOME), 1.0), ((SOME, SOME, NOTHING), 0.0)):
        assert least_with(draft, slack, *arrives)[slack].tolist() == pytest.approx([missing])
    coming = [Receipt(offer="dust", month=FIRST, quantity=1.0)]
    draft = drafted_whole(rules=[rule], receipts=coming, **dust)
    slack = np.concatenate([row.slack for row in add_rules(draft)])
    assert least_with(draft, slack, SOME, NOTHING, NOTHING)[slack].tolist() == pytest.approx([0.0])


def test_a_receipt_is_use_of_its_source() -> None:
    assert _missing(COUNT, SOME, NOTHING, receipts=JL_IS_COMING) == [0.0]
    assert _missing(COUNT, NOTHING, NOTHING, receipts=JL_IS_COMING) == [1.0]
    most = evolved(COUNT, {"kind": "sources at most", "limit": 1.0})
    assert _missing(most, SOME, NOTHING, receipts=JL_IS_COMING) == [1.0]
    assert _missing(most, NOTHING, NOTHING, receipts=JL_IS_COMING) == [0.0]


def test_sources_are_counted_in_each_window_alone() -> None:
    in_may = (0.0, 0.0, 0.0, 0.0, 10.0, 0.0)
    assert _missing(evolved(COUNT, {"window": "fiscal year"}), SOME, in_may) == [1.0, 1.0]
    assert _missing(evolved(COUNT, {"window": "month"}), SOME, SOME) == [0.0] * 6
    assert _missing(COUNT, SOME, in_may) == [0.0]


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"by": "country"}, 1.0),
        ({"class_": "domestic", "limit": 1.0}, 0.0),
        ({"class_": "licensed_chinese", "limit": 1.0}, 0.0),
        ({"class_": "other_foreign", "limit": 1.0}, 1.0),
        ({"element": "Dy"}, 0.0),
        ({"element": "Co"}, 0.0),
        ({"item": "motor"}, 0.0),
        ({"limit": 5.0}, 3.0),
    ],
)
def test_members_are_counted_within_their_group_and_base(changed: dict[str, Value], missing: float) -> None:
    sources = tiny_rows("sources", country="India")
    assert _missing(evolved(COUNT, changed), SOME, SOME, sources=sources) == [missing]


def test_a_trace_does_not_count_as_a_source_where_sources_are_asked_for_and_does_where_they_are_limited() -> None:
    trace = tuple(1e-6 * quantity for quantity in SOME)
    assert _missing(COUNT, SOME, trace)[0] > 0.9
    most = evolved(COUNT, {"kind": "sources at most", "limit": 1.0})
    assert _missing(most, SOME, trace) == [1.0]


@pytest.mark.parametrize(
    ("kind", "broken"),
    [
        ("if used then used", [False, False, True, False]),
        ("at least one used", [True, False, False, False]),
        ("not both used", [False, False, False, True]),
    ],
)
def test_a_sentence_on_two_groups_is_broken_as_its_words_say(kind: str, broken: list[bool]) -> None:
    rule = evolved(LOGIC, {"kind": kind})
    found = [_missing(rule, irel, jl) for irel in (NOTHING, SOME) for jl in (NOTHING, SOME)]
    assert found == [[float(each)] for each in broken]


@pytest.mark.parametrize(
    ("kind", "broken"),
    [
        ("if used then used", [False, False]),
        ("at least one used", [False, False]),
        ("not both used", [False, True]),
    ],
)
def test_a_receipt_is_use_of_its_group(kind: str, broken: list[bool]) -> None:
    rule = evolved(LOGIC, {"kind": kind})
    found = [_missing(rule, irel, NOTHING, receipts=JL_IS_COMING) for irel in (NOTHING, SOME)]
    assert found == [[float(each)] for each in broken]


def test_a_sentence_on_two_offers_speaks_of_each_window_alone() -> None:
    rule = evolved(LOGIC, {"source": "", "other_source": "", "offer": "IREL-magnet", "other_offer": "JL-magnet"})
    windows = evolved(rule, {"window": "fiscal year"})
    in_may = (0.0, 0.0, 0.0, 0.0, 10.0, 0.0)
    assert _missing(windows, SOME, in_may) == [0.0, 0.0]
    assert _missing(windows, SOME, SOME) == [1.0, 0.0]
    assert _missing(rule, SOME, in_may) == [1.0]
