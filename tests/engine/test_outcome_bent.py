"""Which limits gave way, by how much, and what was asked and reached, once it is known what arrives."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from desktop.engine.draft import Draft
from desktop.engine.objectives import Written, write
from desktop.engine.outcome import arriving
from desktop.engine.outcome_bent import bent
from desktop.engine.vectors import FloatArray
from desktop.model.fields import Value
from desktop.model.plan import Bent
from desktop.model.records import Item, Offer, Pin, Receipt, Rule, Target
from desktop.model.records.table import evolved
from tests.engine.written import arriving as held
from tests.engine.written import drafted, drafted_whole, least
from tests.tiny import FIRST, MONTHS, tiny_records, tiny_rows

RULE = Rule(id="r", kind="share at least", class_="domestic", limit=25.0, measure="quantity")
NOTHING = (0.0,) * 6
LAST = MONTHS[-1]


def _first(quantity: float) -> tuple[float, ...]:
    return quantity, *NOTHING[1:]


def _told(draft: Draft, *arrivals: Sequence[float]) -> list[Bent]:
    """What gives way once this arrives of each offer and nothing gives way without need."""
    written = write(draft)
    columns = draft.columns
    slack = [*(row.slack for row in written.rules), *(pin.off for pin in written.pins)]
    slack += [columns.over.ravel(), columns.closing.ravel(), written.all_storage]
    x = least(draft, (np.concatenate(slack), 1.0), held=held(draft, *arrivals))
    return list(bent(written, x, arriving(draft, x) + draft.arrays.receipts))


def _rule(irel: float, jl: float, /, **values: Value) -> list[Bent]:
    return _told(drafted(rules=[evolved(RULE, values)]), _first(irel), _first(jl))


def _whole_rule(irel: float, jl: float, /, **values: Value) -> list[Bent]:
    return _told(drafted_whole(rules=[evolved(RULE, values)]), _first(irel), _first(jl))


# ------------------------------------------------------------------------- shares and amounts


@pytest.mark.parametrize(
    ("values", "amount", "unit", "reached"),
    [
        ({}, 15.0, "kg", 10.0),
        ({"measure": "contained"}, 15 * 0.32, "kg", 10.0),
        ({"measure": "contained", "element": "Dy"}, 15 * 0.04, "kg", 10.0),
        ({"measure": "value"}, 0.25 * 338_000 - 50_000, "INR", 100 * 50 / 338),
        ({"kind": "share at most", "class_": "licensed_chinese"}, 65.0, "kg", 90.0),
    ],
)
def test_a_share_gives_way_in_percent_by_an_amount_of_its_measure(
    values: dict[str, Value], amount: float, unit: str, reached: float
) -> None:
    (told,) = _rule(10.0, 90.0, **values)
    assert (told.kind, told.limit, told.unit, told.asked) == (values.get("kind", RULE.kind), "r", unit, 25.0)
    assert (told.amount, told.reached) == pytest.approx((amount, reached))
    assert (told.first_month, told.last_month) == (FIRST, LAST)


@pytest.mark.parametrize(
    ("values", "amount", "reached"),
    [
        ({"kind": "amount at least", "limit": 30.0}, 20.0, 10.0),
        ({"kind": "amount at most", "limit": 4.0}, 6.0, 10.0),
        ({"kind": "amount at most", "limit": 4.0, "class_": ""}, 96.0, 100.0),
        ({"kind": "amount at most", "limit": 40_000.0, "measure": "value"}, 10_000.0, 50_000.0),
    ],
)
def test_an_amount_gives_way_in_its_own_unit(values: dict[str, Value], amount: float, reached: float) -> None:
    (told,) = _rule(10.0, 90.0, **values)
    assert (told.asked, told.amount, told.reached) == pytest.approx((values["limit"], amount, reached))
    assert told.unit == ("INR" if values.get("measure") else "kg")


def test_emissions_are_told_in_kilograms() -> None:
    offers = tiny_rows("offers", co2=20.0)
    draft = drafted(offers=offers, rules=[evolved(RULE, {"kind": "amount at most", "measure": "co2", "limit": 50.0})])
    (told,) = _told(draft, _first(10.0), _first(90.0))
    assert told.unit == "kg"
    assert (told.amount, told.reached) == pytest.approx((150.0, 200.0))


def test_a_window_is_told_by_its_own_months() -> None:
    rule = evolved(RULE, {"window": "fiscal year", "first_month": FIRST.plus(1)})
    draft = drafted(rules=[rule])
    (told,) = _told(draft, NOTHING, (50.0, 0.0, 10.0, 0.0, 0.0, 0.0))
    assert (told.first_month, told.last_month) == (FIRST.plus(1), FIRST.plus(2))
    assert told.amount == pytest.approx(2.5)


def test_receipts_count_in_what_is_reached() -> None:
    draft = drafted(rules=[RULE], receipts=[Receipt(offer="IREL-magnet", month=FIRST, quantity=10.0)])
    (told,) = _told(draft, _first(10.0), _first(180.0))
    assert (told.amount, told.reached) == pytest.approx((30.0, 10.0))


def test_quantities_are_told_in_the_unit_of_what_the_rule_speaks_of() -> None:
    items = [Item(id="chip", kind="component", unit="piece"), *tiny_records()["items"]]
    offers = [Offer(id="chip", source="JL", item="chip"), *tiny_records()["offers"]]
    most = evolved(RULE, {"kind": "amount at most", "class_": "", "limit": 0.0})
    for base, name, unit in (("item", "chip", "piece"), ("element", "Dy", "kg")):
        draft = drafted(items=items, offers=offers, rules=[evolved(most, {base: name})])
        (told,) = _told(draft, _first(5.0), _first(5.0), _first(5.0))
        assert told.unit == unit


@pytest.mark.parametrize(("item", "unit"), [("motor", "piece"), ("", "")])
def test_what_nobody_offers_is_missing_altogether(item: str, unit: str) -> None:
    rule = evolved(RULE, {"kind": "amount at least", "item": item})
    (told,) = _told(drafted(offers=[], rules=[rule]))
    assert (told.amount, told.reached, told.unit) == (25.0, 0.0, unit)


@pytest.mark.parametrize("share", [1e-8, 1e-4])
def test_what_misses_by_a_millionth_of_its_size_is_rounding(share: float) -> None:
    told = _rule(25.0 * (1 - share), 75.0 + 25.0 * share)
    assert len(told) == (share > 1e-6)


def test_what_holds_is_not_told() -> None:
    assert _rule(30.0, 70.0) == []
    assert _rule(0.0, 0.0) == []
    assert _rule(10.0, 90.0, kind="amount at most") == []


# ------------------------------------------------------------------------- concentration and cover


@pytest.mark.parametrize(
    ("irel", "limit", "index"),
    [(50.0, 0.45, 0.5), (37.5, 0.5, 0.53125), (37.5, 0.53124, 0.53125), (0.0, 0.9, 1.0)],
)
def test_concentration_is_told_by_the_exact_index(irel: float, limit: float, index: float) -> None:
    (told,) = _rule(irel, 100.0 - irel, kind="concentration at most", class_="", limit=limit)
    assert (told.unit, told.asked) == ("HHI", limit)
    assert (told.amount, told.reached) == pytest.approx((index - limit, index))


@pytest.mark.parametrize(("irel", "jl", "limit"), [(37.5, 62.5, 0.53125), (50.0, 50.0, 0.5), (0.0, 0.0, 0.0)])
def test_a_concentration_at_its_limit_is_not_told(irel: float, jl: float, limit: float) -> None:
    assert _rule(irel, jl, kind="concentration at most", class_="", limit=limit) == []


def test_concentration_within_a_group_leaves_the_others_out() -> None:
    (told,) = _rule(10.0, 90.0, kind="concentration at most", limit=0.5)
    assert (told.amount, told.reached) == (0.5, 1.0)
    assert _rule(0.0, 90.0, kind="concentration at most", limit=0.5) == []


def test_cover_is_told_once_with_the_worst_month() -> None:
    """Half a month of 30 kg is 15 kg: nothing is in stock in February and 10 kg in March and April."""
    rule = Rule(id="r", kind="cover at least", item="magnet", limit=15.0, first_month=FIRST.plus(1))
    targets = [Target(item="magnet", month=month, quantity=30.0) for month in MONTHS]
    draft = drafted(rules=[rule], targets=targets, recipes=tiny_rows("recipes", capacity=0.0))
    (told,) = _told(draft, (0.0, 0.0, 10.0, 0.0, 10.0, 0.0))
    assert (told.kind, told.first_month, told.last_month) == ("cover at least", FIRST.plus(1), FIRST.plus(3))
    assert (told.unit, told.asked) == ("kg", 15.0)
    assert (told.amount, told.reached) == pytest.approx((15.0, 0.0))
    (told,) = _told(_again(draft), (0.0, 10.0, 0.0, 0.0, 10.0, 0.0))
    assert (told.amount, told.reached) == pytest.approx((5.0, 10.0))
    assert _told(_again(draft), (0.0, 15.0, 0.0, 0.0, 0.0, 0.0)) == []


def _again(draft: Draft) -> Draft:
    """The same project, drafted anew."""
    return drafted(**{name: list(rows) for name, rows in draft.arrays.world.content().items()})


# ------------------------------------------------------------------------- whole answers


@pytest.mark.parametrize(
    ("irel", "jl", "values", "amount", "reached", "unit"),
    [
        (10.0, 0.0, {"limit": 2.0}, 1.0, 1.0, "sources"),
        (10.0, 0.0, {"limit": 3.0, "by": "country"}, 2.0, 1.0, "countries"),
        (0.0, 10.0, {"limit": 1.0, "class_": "domestic"}, 1.0, 0.0, "sources"),
        (10.0, 10.0, {"kind": "sources at most", "limit": 1.0}, 1.0, 2.0, "sources"),
        (0.0, 10.0, {"kind": "sources at most", "limit": 0.0}, 1.0, 1.0, "sources"),
    ],
)
def test_sources_are_told_by_number(
    irel: float, jl: float, values: dict[str, Value], amount: float, reached: float, unit: str
) -> None:
    (told,) = _whole_rule(irel, jl, **{"kind": "sources at least", "class_": "", **values})
    assert (told.amount, told.asked, told.reached, told.unit) == (amount, values["limit"], reached, unit)


@pytest.mark.parametrize(
    ("irel", "jl", "values"),
    [
        (10.0, 10.0, {"limit": 2.0}),
        (0.0, 0.0, {"limit": 2.0}),
        (10.0, 0.0, {"kind": "sources at most", "limit": 1.0}),
        (0.0, 0.0, {"kind": "sources at most", "limit": 0.0}),
    ],
)
def test_sources_that_are_enough_or_of_nothing_are_not_told(irel: float, jl: float, values: dict[str, Value]) -> None:
    assert _whole_rule(irel, jl, **{"kind": "sources at least", "class_": "", **values}) == []


@pytest.mark.parametrize(
    ("kind", "broken"),
    [
        ("if used then used", (10.0, 0.0)),
        ("at least one used", (0.0, 0.0)),
        ("not both used", (10.0, 10.0)),
    ],
)
def test_a_sentence_on_two_groups_is_broken_or_not(kind: str, broken: tuple[float, float]) -> None:
    for used in ((0.0, 0.0), (0.0, 10.0), (10.0, 0.0), (10.0, 10.0)):
        told = _whole_rule(*used, kind=kind, class_="domestic", other_source="JL", limit=0.0)
        assert told == ([Bent(kind, "r", FIRST, LAST, 1.0, "", 1.0, 0.0)] if used == broken else [])


# ------------------------------------------------------------------------- pins, stores, closing stock


@pytest.mark.parametrize(("bound", "reached"), [("exactly", 10.0), ("exactly", 55.0), ("at most", 55.0)])
def test_a_pin_that_does_not_hold_is_told_in_its_month(bound: str, reached: float) -> None:
    pin = Pin(id="p", mix="least", offer="IREL-magnet", month=FIRST.plus(1), bound=bound, quantity=40.0)
    (told,) = _told(drafted(pins=[pin]), (0.0, reached, *NOTHING[2:]))
    assert (told.kind, told.limit, told.unit) == ("pin", "p", "kg")
    assert (told.first_month, told.last_month) == (FIRST.plus(1), FIRST.plus(1))
    assert (told.amount, told.asked, told.reached) == pytest.approx((abs(reached - 40), 40.0, reached))


def test_a_pin_on_making_is_told_in_the_unit_of_what_is_made() -> None:
    pin = Pin(id="p", mix="least", recipe="assembly", month=FIRST, bound="at least", quantity=40.0)
    (told,) = _told(drafted(pins=[pin]), _first(30.0), NOTHING)
    assert told.unit == "piece"
    assert (told.amount, told.reached) == pytest.approx((25.0, 15.0))


def test_a_pin_that_holds_is_not_told() -> None:
    pin = Pin(id="p", mix="least", offer="IREL-magnet", month=FIRST, bound="at most", quantity=40.0)
    assert _told(drafted(pins=[pin]), _first(40.0)) == []


def test_a_store_that_overflows_is_told_by_item_with_the_worst_month() -> None:
    """20 kg too many in January, and 30 kg more from March on."""
    items = tiny_rows("items", "magnet", opening_stock=100.0, storage_limit=80.0)
    recipes = tiny_rows("recipes", capacity=0.0)
    (told,) = _told(drafted(items=items, recipes=recipes), (0.0, 0.0, 30.0, 0.0, 0.0, 0.0))
    assert (told.kind, told.limit, told.unit, told.asked) == ("storage limit", "magnet", "kg", 80.0)
    assert (told.first_month, told.last_month) == (FIRST, LAST)
    assert (told.amount, told.reached) == pytest.approx((50.0, 130.0))


def test_the_store_of_all_items_is_told_in_the_space_that_they_take() -> None:
    items = tiny_rows("items", "magnet", opening_stock=100.0, storage_use=0.5)
    settings = tiny_rows("settings", storage_limit=60.0)
    draft = drafted(settings=settings, items=items, recipes=tiny_rows("recipes", capacity=0.0))
    (told,) = _told(draft, (0.0, 0.0, 30.0, 0.0, 0.0, 0.0))
    assert (told.kind, told.limit, told.unit, told.asked) == ("total storage", "", "space", 60.0)
    assert (told.first_month, told.last_month) == (FIRST.plus(2), LAST)
    assert (told.amount, told.reached) == pytest.approx((5.0, 65.0))


@pytest.mark.parametrize(("closing", "opening", "off"), [("at least", 40.0, 60.0), ("exactly", 130.0, 30.0)])
def test_a_closing_stock_that_differs_is_told_at_the_end(closing: str, opening: float, off: float) -> None:
    items = tiny_rows("items", "magnet", closing=closing, closing_stock=100.0, opening_stock=opening)
    (told,) = _told(drafted(items=items, recipes=tiny_rows("recipes", capacity=0.0)), NOTHING, NOTHING)
    assert (told.kind, told.limit, told.unit, told.asked) == ("closing stock", "magnet", "kg", 100.0)
    assert (told.first_month, told.last_month) == (LAST, LAST)
    assert (told.amount, told.reached) == pytest.approx((off, opening))


def test_dust_in_the_columns_is_no_limit_that_gave_way() -> None:
    written = _everything()
    columns = written.draft.columns
    x: FloatArray = np.full(written.draft.program.column_count, 1e-9)
    x[columns.stock], x[columns.arrive] = 50.0, 10.0
    told = bent(written, x, arriving(written.draft, x))
    assert list(told) == []


def _everything() -> Written:
    items = tiny_rows("items", closing="exactly", closing_stock=50.0, storage_limit=50.0)
    cover = Rule(id="c", kind="cover at least", item="magnet", limit=3.0)
    return write(drafted(items=items, settings=tiny_rows("settings", storage_limit=500.0), rules=[cover]))
