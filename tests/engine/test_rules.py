"""What each kind of rule finds missing once it is known what arrives, and which windows it looks at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from desktop.engine import limits
from desktop.engine.draft import Draft
from desktop.engine.rules import RuleRow, add_rules
from desktop.model.fields import Value
from desktop.model.records import Receipt, Rule, Target
from desktop.model.records.table import evolved
from tests.engine.written import drafted, drafted_whole, least_with
from tests.tiny import FIRST, MONTHS, tiny_rows

RULE = Rule(id="r", kind="share at least", class_="domestic", limit=25.0, measure="quantity")
NOTHING = (0.0,) * 6


def _rows(**values: Value) -> tuple[Draft, list[RuleRow]]:
    draft = drafted(rules=[evolved(RULE, values)])
    return draft, add_rules(draft)


def _missing(draft: Draft, rows: Sequence[RuleRow], *arrivals: Sequence[float]) -> list[float]:
    """The least slack of each row once this arrives of each offer."""
    columns = np.concatenate([row.slack for row in rows])
    return [float(value) for value in least_with(draft, columns, *arrivals)[columns]]


@pytest.mark.parametrize(
    ("window", "spans"),
    [
        ("horizon", [[0, 1, 2, 3, 4, 5]]),
        ("fiscal year", [[0, 1, 2], [3, 4, 5]]),
        ("month", [[month] for month in range(6)]),
    ],
)
def test_a_rule_has_a_row_for_each_of_its_windows(window: str, spans: list[list[int]]) -> None:
    _, rows = _rows(window=window)
    assert [row.scope.months.tolist() for row in rows] == spans
    assert {row.rule.id for row in rows} == {"r"}


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({"mix": "slow"}, 0),
        ({"mix": "least"}, 1),
        ({"item": "motor"}, 0),
        ({"element": "Sm"}, 0),
        ({"element": "Dy"}, 1),
        ({"first_month": FIRST.plus(6)}, 0),
        ({"kind": "amount at most", "item": "motor"}, 0),
        ({"kind": "amount at least", "item": "motor"}, 1),
        ({"kind": "concentration at most", "item": "motor"}, 0),
        ({"kind": "cover at least", "item": "motor"}, 1),
    ],
)
def test_a_rule_of_another_mix_or_that_nothing_can_break_has_no_row(values: dict[str, Value], count: int) -> None:
    assert len(_rows(**values)[1]) == count


@pytest.mark.parametrize(
    ("kind", "missing"),
    [("share at least", [0.25 * 80 - 10, 0.0]), ("share at most", [0.0, 40 - 0.25 * 100])],
)
def test_a_share_is_of_all_that_arrives_in_its_window(kind: str, missing: list[float]) -> None:
    draft, rows = _rows(kind=kind, window="fiscal year")
    found = _missing(draft, rows, (0.0, 10.0, 0.0, 0.0, 40.0, 0.0), (70.0, 0.0, 0.0, 0.0, 0.0, 60.0))
    assert found == pytest.approx(missing)


def test_a_share_is_taken_in_the_measure_of_the_rule() -> None:
    """10 kg at 5,000 INR are 50,000 of 242,000 INR; a quarter of all is 60,500."""
    draft, rows = _rows(measure="value")
    assert _missing(draft, rows, (10.0, *NOTHING[1:]), (0.0, 60.0, *NOTHING[2:])) == pytest.approx([10_500.0])


def test_of_nothing_no_share_is_missing() -> None:
    draft, rows = _rows(window="month")
    assert _missing(draft, rows) == [0.0] * 6


@pytest.mark.parametrize(
    ("kind", "missing"),
    [("amount at least", [0.0, 25.0 - 15.0]), ("amount at most", [40.0 - 25.0, 0.0])],
)
def test_an_amount_is_what_arrives_of_the_group_in_the_window(kind: str, missing: list[float]) -> None:
    draft, rows = _rows(kind=kind, window="fiscal year")
    assert _missing(draft, rows, (0.0, 40.0, 0.0, 0.0, 0.0, 15.0), (90.0,) * 6) == pytest.approx(missing)


def test_an_amount_of_what_nobody_offers_is_missing_altogether() -> None:
    draft, rows = _rows(kind="amount at least", item="motor", window="month", last_month=FIRST.plus(1))
    assert _missing(draft, rows, (60.0,) * 6, (60.0,) * 6) == pytest.approx([25.0, 25.0])


@pytest.mark.parametrize("limit", [1e-3, 1e13])
def test_a_limit_of_any_size_is_missed_by_what_is_missing(limit: float) -> None:
    draft, rows = _rows(kind="amount at least", limit=limit)
    assert _missing(draft, rows) == pytest.approx([limit])


@pytest.mark.parametrize(
    ("kind", "class_", "limit", "missing"),
    [
        ("share at least", "domestic", 25.0, 0.25 * 50 - 7.5),
        ("share at most", "domestic", 10.0, 7.5 - 0.1 * 50),
        ("amount at least", "domestic", 8.0, 8.0 - 7.5),
        ("amount at most", "domestic", 7.0, 7.5 - 7.0),
        ("concentration at most", "", 0.5, (0.15**2 + 0.85**2 - 0.5) * 50),
    ],
)
def test_receipts_count_as_bought_as_arrivals_do(kind: str, class_: str, limit: float, missing: float) -> None:
    """2 kg usable at a yield of 0.8 are 2.5 kg of IREL as bought, 22 kg are 27.5 kg of JL; 5 and 15 kg come beside."""
    receipts = [
        Receipt(offer="IREL-magnet", month=FIRST, quantity=2.0),
        Receipt(offer="JL-magnet", month=FIRST, quantity=22.0),
    ]
    rule = evolved(RULE, {"kind": kind, "class_": class_, "limit": limit})
    draft = drafted(receipts=receipts, rules=[rule], offers=tiny_rows("offers", usable_yield=0.8))
    rows = add_rules(draft)
    assert _missing(draft, rows, (5.0, *NOTHING[1:]), (15.0, *NOTHING[1:])) == pytest.approx([missing])


@pytest.mark.parametrize(
    ("irel", "index"),
    [(50.0, 0.5), (60.0, 0.52), (35.0, 0.35**2 + 0.65**2), (0.0, 1.0)],
)
def test_concentration_is_exact_where_shares_are_twentieths(irel: float, index: float) -> None:
    draft, rows = _rows(kind="concentration at most", class_="", limit=0.5)
    found = _missing(draft, rows, (irel, *NOTHING[1:]), (0.0, 100.0 - irel, *NOTHING[2:]))
    assert found == pytest.approx([(index - 0.5) * 100], abs=1e-9)


def test_concentration_is_over_the_members_of_its_group_alone() -> None:
    draft, rows = _rows(kind="concentration at most", limit=0.9)
    assert _missing(draft, rows, (10.0, *NOTHING[1:]), (90.0, *NOTHING[1:])) == pytest.approx([0.1 * 10])
    draft, rows = _rows(kind="concentration at most", source="JL", limit=0.9)  # nobody: JL is not domestic
    assert _missing(draft, rows, (10.0, *NOTHING[1:]), (90.0, *NOTHING[1:])) == [0.0]


def test_concentration_of_countries_takes_the_sources_of_a_country_together() -> None:
    sources = tiny_rows("sources", country="India")
    rule = evolved(RULE, {"kind": "concentration at most", "class_": "", "limit": 0.6})
    for by, missing in (("source", 0.0), ("country", (1 - 0.6) * 100)):
        draft = drafted(sources=sources, rules=[evolved(rule, {"by": by})])
        found = _missing(draft, add_rules(draft), (50.0, *NOTHING[1:]), (50.0, *NOTHING[1:]))
        assert found == pytest.approx([missing], abs=1e-9)


def test_cover_is_missing_by_month_of_the_next_months_use() -> None:
    """Half a month of a use of 30 kg a month is 15 kg; 10 kg come in February, 10 kg more in May."""
    rule = Rule(id="r", kind="cover at least", item="magnet", limit=15.0, first_month=FIRST.plus(1))
    targets = [Target(item="magnet", month=month, quantity=30.0) for month in MONTHS]
    draft = drafted(rules=[rule], targets=targets, recipes=tiny_rows("recipes", capacity=0.0))
    limits.balance_stock(draft)
    rows = add_rules(draft)
    assert rows[0].slack.size == 5
    found = _missing(draft, rows, (0.0, 10.0, 0.0, 0.0, 10.0, 0.0))
    assert found == pytest.approx([5.0, 5.0, 5.0, 0.0, 0.0])


@pytest.mark.parametrize(
    "kind", ["sources at least", "sources at most", "if used then used", "at least one used", "not both used"]
)
def test_what_is_used_at_all_is_asked_of_whole_answers_only(kind: str) -> None:
    rule = evolved(RULE, {"kind": kind, "other_source": "JL", "window": "fiscal year"})
    relaxed = drafted(rules=[rule])
    before = relaxed.program.column_count, relaxed.program.row_count
    assert add_rules(relaxed) == []
    assert (relaxed.program.column_count, relaxed.program.row_count) == before
    rows = add_rules(drafted_whole(rules=[rule]))
    assert [(row.slack.size, row.scale) for row in rows] == [(1, 1.0), (1, 1.0)]


def test_a_rule_is_measured_by_what_can_arrive_in_its_window() -> None:
    """A hundred a month at 5,000 INR or, when IREL has nothing more to give, at 1,600 INR: a power of ten a month."""
    rule = evolved(RULE, {"measure": "value", "window": "fiscal year"})
    offers = [*tiny_rows("offers", last_month=FIRST.plus(2))[:1], *tiny_rows("offers", price=20.0)[1:]]
    draft = drafted(rules=[rule], offers=offers)
    assert [row.scale for row in add_rules(draft)] == pytest.approx([3 * 1e6, 3 * 1e5])
