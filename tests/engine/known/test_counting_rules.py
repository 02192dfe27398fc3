"""Rules that count: how many sources or countries, which together; asked of whole answers only."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from desktop.model.fields import Value
from desktop.model.project import Project
from desktop.model.records import Receipt, Record, Rule
from desktop.model.records.table import evolved
from tests.engine.known.build import FIRST, arrives, bent, costs, item, offer, planned, project, settings, source


def _rule(kind: str, limit: float = 0.0, /, **values: Value) -> Record:
    return evolved(Rule(id="r", kind=kind, limit=limit), values)


def _bought(*rules: Record, demand: Sequence[float] = (20,), **tables: list[Record]) -> Project:
    """Parts in lots of 5 from A (India, 10), B (India, 12) or C (Japan, 14)."""
    return project(
        {"part": demand},
        [offer(name, price, lot_size=5.0) for name, price in (("A", 10.0), ("B", 12.0), ("C", 14.0))],
        **{
            "items": [item("part", holding_cost=50.0)],
            "sources": [source("C", country="Japan", class_="other_foreign")],
            "rules": rules,
            **tables,
        },
    )


@pytest.mark.parametrize(
    ("count", "by", "bought"),
    [(1, "source", (20, 0, 0)), (2, "source", (15, 5, 0)), (3, "source", (10, 5, 5)), (2, "country", (15, 0, 5))],
)
def test_a_least_number_of_sources_or_countries(count: int, by: str, bought: tuple[float, float, float]) -> None:
    plan = planned(_bought(_rule("sources at least", count, by=by)))
    costs(plan, sum(price * part for price, part in zip((10, 12, 14), bought, strict=True)))
    for name, quantity in zip("ABC", bought, strict=True):
        arrives(plan, name, quantity)


def test_a_number_of_sources_that_is_not_there_is_told() -> None:
    """Four of three: three are used, one is missing."""
    plan = planned(_bought(_rule("sources at least", 4)))
    costs(plan, 100 + 60 + 70)
    told = bent(plan)["r"]
    assert (told.kind, told.unit) == ("sources at least", "sources")
    assert (told.amount, told.asked, told.reached) == pytest.approx((1, 4, 3))


def _plain(*rules: Record, demand: Sequence[float] = (100,), **tables: Sequence[Record]) -> Project:
    """100 parts from A at 10, B at 12 or C at 14, in any quantities."""
    offers = [offer(name, price) for name, price in (("A", 10.0), ("B", 12.0), ("C", 14.0))]
    return project({"part": demand}, offers, rules=rules, **tables)


@pytest.mark.parametrize(
    ("count", "share", "bought"),
    [
        (2, 5.0, (95, 5, 0)),
        (3, 5.0, (90, 5, 5)),
        (2, 30.0, (70, 30, 0)),
        (3, 20.0, (60, 20, 20)),
        (2, 50.0, (50, 50, 0)),
    ],
)
def test_a_source_counts_from_its_share_of_what_is_bought(
    count: int, share: float, bought: tuple[float, float, float]
) -> None:
    """No crumb makes a second source: the dearer ones get as little as counts, and no less."""
    plan = planned(_plain(_rule("sources at least", count, counts_from=share)))
    costs(plan, sum(price * part for price, part in zip((10, 12, 14), bought, strict=True)))
    for name, quantity in zip("ABC", bought, strict=True):
        arrives(plan, name, quantity)
    assert plan.bent == ()


def test_a_share_that_a_source_cannot_bring_leaves_it_uncounted() -> None:
    """B sells 8 of the 100, short of a tenth: C is the second source, and B is left out for its price alone."""
    offers = [offer("A", 10.0), offer("B", 12.0, capacity=8.0), offer("C", 14.0)]
    rule = _rule("sources at least", 2, counts_from=10.0)
    plan = planned(project({"part": (100,)}, offers, rules=[rule]))
    costs(plan, 900 + 140)
    plan = planned(project({"part": (100,)}, offers[:2], rules=[rule]))
    costs(plan, 1000)
    assert (bent(plan)["r"].amount, bent(plan)["r"].reached) == (1, 1)


def test_an_order_placed_counts_from_its_share_as_well() -> None:
    """3 of 100 are on order from B, 7 more make it the tenth from which it counts."""
    receipts = [Receipt(offer="B", month=FIRST, quantity=3.0)]
    plan = planned(_plain(_rule("sources at least", 2, counts_from=10.0), receipts=receipts))
    arrives(plan, "A", 90)
    arrives(plan, "B", 7)


def test_a_source_of_several_items_counts_by_any_of_them() -> None:
    """B sells 2 % of both items together, but 10 % of the screws: that is enough."""
    offers = [offer("A", 10.0), offer("A2", 1.0, "screw", source="A"), offer("B2", 2.0, "screw", source="B")]
    rule = _rule("sources at least", 2, counts_from=10.0)
    plan = planned(project({"part": (80,), "screw": (20,)}, offers, rules=[rule]))
    costs(plan, 800 + 18 + 2 * 2)


@pytest.mark.parametrize(
    ("kind", "first", "second", "total"),
    [
        ("if used then used", "A", "C", 950 + 70),
        ("at least one used", "B", "C", 950 + 60),
        ("not both used", "A", "B", 1000),
    ],
)
def test_a_sentence_on_use_asks_for_a_share_too(kind: str, first: str, second: str, total: float) -> None:
    costs(planned(_plain(_rule(kind, source=first, other_source=second))), total)


def test_a_number_is_counted_in_every_window() -> None:
    """Two sources a month, 10 in each of two months: a lot of each; over the horizon one lot of B is enough."""
    costs(planned(_bought(_rule("sources at least", 2, window="month"), demand=(10, 10))), 2 * (50 + 60))
    costs(planned(_bought(_rule("sources at least", 2), demand=(10, 10))), 150 + 60)


def test_an_order_placed_counts_as_a_source() -> None:
    plan = planned(
        _bought(_rule("sources at least", 2), receipts=[Receipt(offer="B", month=FIRST, quantity=3.0)], demand=(23,))
    )
    costs(plan, 36 + 200)
    arrives(plan, "A", 20)


def test_a_month_without_any_purchase_asks_for_no_source() -> None:
    """All of month 1 is in stock: no source is counted in it, and none is bought from for the rule."""
    plan = planned(
        _bought(
            _rule("sources at least", 2, window="month"),
            items=[item("part", holding_cost=50.0, opening_stock=10.0)],
            demand=(10, 10),
        )
    )
    costs(plan, 50 + 60)
    assert plan.bent == ()


@pytest.mark.parametrize(("most", "total", "used"), [(1, 240, "B"), (2, 100 + 10 * 12, "AB")])
def test_a_largest_number_of_sources(most: int, total: float, used: str) -> None:
    """A sells 10 of the 20: alone B can, with both A is used up first."""
    offers = [offer("A", 10.0, lot_size=5.0, capacity=10.0), offer("B", 12.0, lot_size=5.0), offer("C", 14.0)]
    plan = planned(project({"part": (20,)}, offers, rules=[_rule("sources at most", most)]))
    costs(plan, total)
    assert "".join(name for name in "ABC" if plan.arrivals[name][0] > 0) == used


def test_a_largest_number_by_law_stands_before_the_targets() -> None:
    """A sells 10, B 15 of the 20; by law one source: 15 from B; else both, and one too many is told."""
    offers = [offer("A", 10.0, capacity=10.0), offer("B", 12.0, capacity=15.0)]
    plan = planned(project({"part": (20,)}, offers, rules=[_rule("sources at most", 1, rank="law")]))
    costs(plan, 180)
    assert plan.lost["part"] == pytest.approx((5,))
    plan = planned(project({"part": (20,)}, offers, rules=[_rule("sources at most", 1)]))
    costs(plan, 100 + 120)
    assert (bent(plan)["r"].amount, bent(plan)["r"].reached) == pytest.approx((1, 2))


def _logical(kind: str, dearer: float) -> Project:
    """20 parts in lots of 5 from A at 10, B at 20 or C at ``dearer``."""
    offers = [offer(name, price, lot_size=5.0) for name, price in (("A", 10.0), ("B", 20.0), ("C", dearer))]
    return project({"part": (20,)}, offers, rules=[_rule(kind, source="A", other_source="B")])


@pytest.mark.parametrize(("dearer", "total", "bought"), [(12.0, 240, (0, 0, 20)), (13.0, 250, (15, 5, 0))])
def test_who_is_used_only_with_another(dearer: float, total: float, bought: tuple[float, ...]) -> None:
    """A with a lot of B is 250; C alone 240 or 260."""
    plan = planned(_logical("if used then used", dearer))
    costs(plan, total)
    for name, quantity in zip("ABC", bought, strict=True):
        arrives(plan, name, quantity)


def test_at_least_one_of_two_is_used() -> None:
    """C at 6 is cheapest; one lot of A is bought for the rule."""
    plan = planned(_logical("at least one used", 6.0))
    costs(plan, 50 + 90)
    arrives(plan, "A", 5)


def test_two_are_not_both_used() -> None:
    """A sells 10 at 10, B 20 at 12, C at 16: A and C cost 260, B alone 240; apart, A and B cost 220."""
    offers = [offer("A", 10.0, capacity=10.0), offer("B", 12.0, capacity=20.0), offer("C", 16.0)]
    rule = _rule("not both used", source="A", other_source="B")
    costs(planned(project({"part": (20,)}, offers)), 220)
    costs(planned(project({"part": (20,)}, offers, rules=[rule])), 240)
    case = project({"part": (20, 5)}, offers, items=[item("part", holding_cost=50.0)], rules=[rule])
    costs(planned(case), 300)
    monthly = evolved(rule, {"window": "month"})
    case = project({"part": (20, 5)}, offers, items=[item("part", holding_cost=50.0)], rules=[monthly])
    costs(planned(case), 240 + 50)


def test_a_logical_rule_that_cannot_hold_is_told() -> None:
    """25 are needed, A sells 10 and B 20, and nobody else: both are used."""
    offers = [offer("A", 10.0, capacity=10.0), offer("B", 12.0, capacity=20.0)]
    plan = planned(project({"part": (25,)}, offers, rules=[_rule("not both used", source="A", other_source="B")]))
    costs(plan, 100 + 180)
    told = bent(plan)["r"]
    assert (told.kind, told.amount, told.unit, told.asked, told.reached) == ("not both used", 1, "", 1, 0)


@pytest.mark.parametrize("near", [0, 3])
def test_a_month_without_need_takes_a_hundredth_of_a_usual_one_to_use_somebody(near: int) -> None:
    """In May nothing is needed: 1 of the 100 of June comes a month early, from B at 12, and costs 1 to keep."""
    rule = _rule("at least one used", source="B", other_source="C", window="month", counts_from=5.0)
    case = _plain(
        rule,
        demand=(100, 0, 100),
        items=[item("part", holding_cost=1.0)],
        settings=[settings(3, near_months=near)],
    )
    plan = planned(case)
    costs(plan, (950 + 60) + (12 + 1) + (940.5 + 59.4))
    arrives(plan, "B", 5, 1, 4.95)
