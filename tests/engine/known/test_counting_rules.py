"""Rules that count: how many sources or countries, how concentrated, which together."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest

from desktop.model.fields import Value
from desktop.model.project import Project
from desktop.model.records import Receipt, Record, Rule
from desktop.model.records.table import evolved
from tests.engine.known.build import FIRST, Answer, arrives, bent, both, costs, item, offer, planned, project, source


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


def _plain(*rules: Record, demand: Sequence[float] = (100,), **tables: list[Record]) -> Project:
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


def _two(limit: float, **values: Value) -> Project:
    """100 parts from A at 10 or B at 12, with a limit on their concentration."""
    return project(
        {"part": (100,)},
        [offer("A", 10.0), offer("B", 12.0)],
        rules=[_rule("concentration at most", limit, measure="quantity", **values)],
    )


@both
@pytest.mark.parametrize("limit", [1.0, 0.82, 0.68, 0.6, 0.58, 0.505, 0.5001])
def test_the_cheapest_part_that_a_limit_on_concentration_allows(answer: Answer, limit: float) -> None:
    """P x p + (1 - p) x (1 - p) = limit at p = (1 + sqrt(2 limit - 1)) / 2, wherever that lies."""
    part = 100 * (1 + math.sqrt(2 * limit - 1)) / 2
    plan = answer(_two(limit))
    costs(plan, 1200 - 2 * part)
    assert plan.arrivals["A"][0] == pytest.approx(part, abs=1e-6 * 100 / math.sqrt(max(2 * limit - 1, 1e-6)))
    assert plan.bent == ()


@both
@pytest.mark.parametrize(("limit", "rank"), [(0.4, "normal"), (0.345, "law"), (0.3334, "high")])
def test_three_sources_lie_where_a_line_of_equal_cost_touches_the_circle_of_the_limit(
    answer: Answer, limit: float, rank: str
) -> None:
    """Prices of 10, 12 and 17 are 13 +- (-3, -1, 4): least at 1/3 less a step against them, of sqrt(limit - 1/3)."""
    prices = np.array([10.0, 12.0, 17.0])
    against = (prices - prices.mean()) / np.linalg.norm(prices - prices.mean())
    shares = 1 / 3 - math.sqrt(limit - 1 / 3) * against
    offers = [offer(name, price) for name, price in zip("ABC", prices.tolist(), strict=True)]
    rule = _rule("concentration at most", limit, measure="quantity", rank=rank)
    plan = answer(project({"part": (40, 60)}, offers, rules=[rule]))
    costs(plan, 100 * float(prices @ shares))
    bought = [sum(plan.arrivals[name]) for name in "ABC"]
    assert bought == pytest.approx((100 * shares).tolist(), abs=0.05)
    assert sum((each / 100) ** 2 for each in bought) <= limit + 1e-6
    assert plan.bent == ()


@both
@pytest.mark.parametrize(("limit", "rank"), [(0.5, "normal"), (0.5, "law"), (0.45, "normal")])
def test_at_the_least_that_two_sources_can_be_concentrated_each_sells_half(
    answer: Answer, limit: float, rank: str
) -> None:
    """A thousandth of a percent more of the cheaper one moves the index by no more than 1e-10."""
    plan = answer(_two(limit, rank=rank))
    assert plan.arrivals["A"][0] == pytest.approx(50, abs=2e-3)
    assert plan.cost.total == pytest.approx(1100, rel=5e-6)
    assert [each.reached for each in plan.bent] == pytest.approx([0.5] * (limit < 0.5), abs=1e-8)


@both
def test_a_limit_on_concentration_is_bent_as_little_as_can_be(answer: Answer) -> None:
    """B sells 37 of the 100: 0.63 x 0.63 + 0.37 x 0.37 = 0.5338, which no tangent of the grid touches."""
    offers = [offer("A", 10.0), offer("B", 12.0, capacity=37.0)]
    rule = _rule("concentration at most", 0.51, measure="quantity")
    plan = answer(project({"part": (100,)}, offers, rules=[rule]))
    arrives(plan, "B", 37)
    told = bent(plan)["r"]
    assert (told.amount, told.reached) == pytest.approx((0.0238, 0.5338), abs=1e-6)


@pytest.mark.parametrize(("lot", "limit", "part"), [(7.0, 0.6, 70.0), (1.0, 0.6, 72.0), (1.0, 0.501, 52.0)])
def test_whole_lots_keep_the_exact_index(lot: float, limit: float, part: float) -> None:
    """Of 100 in lots, as much of the cheaper A as the exact index leaves; a tangent alone would let more through."""
    offers = [offer("A", 10.0, lot_size=lot), offer("B", 12.0, lot_size=lot if lot > 1 else 1.0)]
    demand = 98.0 if lot > 1 else 100.0
    rule = _rule("concentration at most", limit, measure="quantity")
    plan = planned(project({"part": (demand,)}, offers, rules=[rule]))
    costs(plan, 12 * demand - 2 * part)
    arrives(plan, "A", part)
    assert plan.bent == ()


def test_one_source_cannot_be_spread() -> None:
    plan = planned(
        project({"part": (100,)}, [offer("A", 10.0)], rules=[_rule("concentration at most", 0.5, measure="quantity")])
    )
    costs(plan, 1000)
    told = bent(plan)["r"]
    assert (told.kind, told.unit) == ("concentration at most", "HHI")
    assert (told.amount, told.asked, told.reached) == pytest.approx((0.5, 0.5, 1.0))


@pytest.mark.parametrize(("rank", "bought"), [("law", 0.0), ("normal", 100.0)])
def test_a_limit_that_nothing_can_keep_stops_all_purchases_as_a_law_and_is_bent_else(rank: str, bought: float) -> None:
    """Two sources are never below 0.5; a law of 0.3 outranks the target, so that only nothing keeps it."""
    plan = planned(_two(0.3, rank=rank))
    assert sum(plan.arrivals["A"]) + sum(plan.arrivals["B"]) == pytest.approx(bought, abs=1e-3)
    assert sum(plan.lost["part"]) == pytest.approx(100 - bought, abs=1e-3)
    assert [each.limit for each in plan.bent] == ["r"] * (rank == "normal")


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
