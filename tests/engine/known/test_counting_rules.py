"""Rules that count: how many sources or countries, how concentrated, which together; asked of whole answers only."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from desktop.model.fields import Value
from desktop.model.project import Project
from desktop.model.records import Receipt, Record, Rule
from desktop.model.records.table import evolved
from tests.engine.known.build import FIRST, arrives, bent, costs, item, offer, planned, project, source


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


def _two(limit: float, **values: Value) -> Project:
    """100 parts from A at 10 or B at 12, with a limit on their concentration."""
    return project(
        {"part": (100,)},
        [offer("A", 10.0), offer("B", 12.0)],
        rules=[_rule("concentration at most", limit, measure="quantity", **values)],
    )


@pytest.mark.parametrize(("limit", "part"), [(1.0, 100), (0.82, 90), (0.68, 80), (0.58, 70), (0.52, 60), (0.505, 55)])
def test_concentration_is_exact_where_shares_are_multiples_of_five_percent(limit: float, part: float) -> None:
    """0.8 x 0.8 + 0.2 x 0.2 = 0.68, and so on: the tangents touch there."""
    plan = planned(_two(limit))
    costs(plan, 1200 - 2 * part)
    arrives(plan, "A", part)
    assert plan.bent == ()


def test_half_and_half_is_kept_as_well_as_tangents_tell() -> None:
    """0.5 at 50 : 50 only; the tangents at 0.45, 0.5 and 0.55 meet at 52.5 %, where the index is 0.50125."""
    plan = planned(_two(0.5))
    costs(plan, 1200 - 2 * 52.5)
    assert plan.bent == ()


def test_concentration_between_the_touching_points_is_the_tangents() -> None:
    """0.6 between 0.58 (70 %) and 0.625 (75 %): on the tangents of 0.7 and 0.3, 0.8 p + 0.02, p = 0.725."""
    plan = planned(_two(0.6))
    costs(plan, 1200 - 2 * 72.5)


def test_one_source_cannot_be_spread() -> None:
    plan = planned(
        project({"part": (100,)}, [offer("A", 10.0)], rules=[_rule("concentration at most", 0.5, measure="quantity")])
    )
    costs(plan, 1000)
    told = bent(plan)["r"]
    assert (told.kind, told.unit) == ("concentration at most", "HHI")
    assert (told.amount, told.asked, told.reached) == pytest.approx((0.5, 0.5, 1.0))


def test_concentration_by_country_adds_up_the_sources_of_each() -> None:
    """A and B are Indian, C Japanese: 0.68 asks for 20 from Japan, whatever A and B do."""
    plan = planned(_bought(_rule("concentration at most", 0.68, by="country", measure="quantity"), demand=(100,)))
    costs(plan, 800 + 280)
    arrives(plan, "C", 20)


def test_concentration_counts_orders_placed() -> None:
    """80 of 100 may come from A; 30 of them are on order."""
    plan = planned(
        project(
            {"part": (100,)},
            [offer("A", 10.0), offer("B", 12.0)],
            receipts=[Receipt(offer="A", month=FIRST, quantity=30.0)],
            rules=[_rule("concentration at most", 0.68, measure="quantity")],
        )
    )
    costs(plan, 800 + 240)
    arrives(plan, "A", 50)


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
