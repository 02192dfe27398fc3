"""Figures far from all others of their item are told by name before planning, and what is not told can be planned."""

from __future__ import annotations

import pytest

from desktop.model.checks import check, errors
from desktop.model.fields import Value
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Capacity, ExchangeRate, Item, Offer, Pin, Price, Receipt, Record, Target
from desktop.model.records.table import evolved
from desktop.session import jobs
from desktop.text.messages import sentence
from tests.model.figures import with_values
from tests.tiny import FIRST, MONTHS, tiny_project, tiny_records, tiny_rows

ADDED: dict[str, list[Record]] = {
    "receipts": [Receipt(offer="IREL-magnet", month=FIRST)],
    "pins": [
        Pin(id="p", mix="least", offer="JL-magnet", month=FIRST),
        Pin(id="q", mix="least", recipe="assembly", month=FIRST),
    ],
    "capacities": [
        Capacity(recipe="assembly", from_month=FIRST.plus(2), value=40.0),
        Capacity(source="JL", from_month=FIRST.plus(2), value=40.0),
    ],
    "exchange_rates": [ExchangeRate(currency="USD", from_month=FIRST.plus(2 * at), rate=80.0) for at in range(3)],
    "prices": [Price(offer="JL-magnet", from_month=FIRST.plus(2), value=41.0)],
}
MILLION, BILLIONTH = 1e6, 1e-9
"""Of what a usual month asks of motors and magnets: 50 and 100."""
LIMITS = [
    ("targets", 4, "quantity", 50 * 10 * MILLION),
    ("items", 2, "opening_stock", 50 * MILLION),
    ("items", 1, "closing_stock", 100 * MILLION),
    ("receipts", 1, "quantity", 100 * MILLION),
    ("pins", 1, "quantity", 100 * MILLION),
    ("pins", 2, "quantity", 50 * MILLION),
    ("offers", 2, "capacity", 100 * BILLIONTH),
    ("offers", 2, "lot_size", 100 * BILLIONTH),
    ("recipes", 1, "capacity", 50 * BILLIONTH),
    ("capacities", 1, "value", 50 * BILLIONTH),
    ("sources", 2, "capacity", 100 * BILLIONTH),
    ("capacities", 2, "value", 100 * BILLIONTH),
    ("exchange_rates", 2, "rate", 80 * MILLION),
    ("offers", 2, "price", 5000 / 80 * 100 * MILLION),
    ("offers", 2, "freight", 40 * 100 * MILLION),
    ("prices", 1, "value", 5000 / 80 * 100 * MILLION),
]
INPUTS = [("recipe_inputs", 1, "quantity", 1e-9), ("recipe_inputs", 1, "quantity", 1e7)]


def _with(table: str, row: int, **values: Value) -> Project:
    return with_values({table: ADDED[table]} if table in ADDED else {}, table, row, **values)


@pytest.mark.parametrize(("table", "row", "field", "limit"), LIMITS + INPUTS)
def test_a_figure_is_told_beyond_its_limit_alone_and_planned_up_to_it(
    table: str, row: int, field: str, limit: float
) -> None:
    beyond = limit * 1.001 if limit > 1 else limit / 1.001
    (problem,) = errors(_with(table, row, **{field: beyond}))
    assert (problem.table, problem.row, problem.field) == (table, row, field)
    assert "look for a " in sentence(problem)
    assert jobs.plan(_with(table, row, **{field: limit}), "least", "", Silent()).verified


@pytest.mark.parametrize(
    ("table", "row", "field", "value"),
    [("targets", 1, "quantity", 0.0), ("recipes", 1, "capacity", 0.0), ("recipe_inputs", 1, "quantity", 0.0)],
)
def test_nothing_is_never_far(table: str, row: int, field: str, value: float) -> None:
    assert errors(_with(table, row, **{field: value})) == ()


@pytest.mark.parametrize("price", [1e-2, 1e-4])
def test_a_price_that_only_holds_a_place_leaves_the_other_one_as_it_is(price: float) -> None:
    rows = [evolved(each, {"price": price} if at == 1 else {}) for at, each in enumerate(tiny_records()["offers"])]
    assert errors(tiny_project(offers=rows)) == ()
    assert jobs.plan(tiny_project(offers=rows), "least", "", Silent()).verified


def test_a_lot_size_too_small_to_count_its_lots_is_told() -> None:
    (problem,) = errors(_with("offers", 1, lot_size=5e-324, minimum_order=10.0))
    assert problem.key == "figure-far-below"


def test_a_capacity_in_another_unit_than_the_item_is_held_against_what_the_item_takes_of_it() -> None:
    """100 magnets a month at a billionth of the capacity each are no more of it than a billionth of one."""
    records = tiny_records()
    offers = [evolved(each, {"capacity_use": BILLIONTH}) for each in records["offers"]]
    sources = [evolved(each, {"capacity": 200 * BILLIONTH}) for each in records["sources"]]
    assert errors(tiny_project(offers=offers, sources=sources)) == ()


def test_what_nobody_asks_for_is_far_from_nothing() -> None:
    item = Item(id="swarf", opening_stock=1e12)
    assert errors(tiny_project(items=[*tiny_records()["items"], item])) == ()
    assert errors(tiny_project(items=[*tiny_records()["items"], item], targets=[])) == ()


def test_what_a_recipe_makes_is_told_from_what_an_offer_of_the_same_id_brings() -> None:
    records = tiny_records()
    changed: dict[str, list[Record]] = {
        "items": [*records["items"], Item(id="oxide", kind="oxide", unit="kg")],
        "offers": [*records["offers"], Offer(id="assembly", source="JL", item="oxide", price=1.0)],
        "targets": [*records["targets"], *(Target(item="oxide", month=month, quantity=4e9) for month in MONTHS)],
    }
    pin = Pin(id="p", mix="least", recipe="assembly", month=FIRST, bound="at least", quantity=50.0)
    assert check(tiny_project(**changed, pins=[pin])) == check(tiny_project(**changed))
    (problem,) = errors(tiny_project(**changed, pins=[evolved(pin, {"quantity": 1e9})]))
    assert (problem.key, problem.values["usual"]) == ("figure-far-above", "50")
    assert (
        errors(tiny_project(**changed, pins=[evolved(pin, {"quantity": 1e9, "recipe": "", "offer": "assembly"})])) == ()
    )


def test_a_capacity_of_next_to_nothing_is_told_once() -> None:
    (problem,) = errors(_with("capacities", 1, value=0.1 + 0.2 - 0.3))
    assert problem.key == "figure-far-below"


SERIES: dict[str, list[Record]] = {
    "pins": [
        Pin(id="p", mix="least", offer="JL-magnet", month=MONTHS[4], bound="at least", quantity=24_000.0),
        Pin(id="q", mix="least", recipe="assembly", month=MONTHS[4], bound="at least", quantity=12_000.0),
    ],
    "receipts": [Receipt(offer="JL-magnet", month=MONTHS[4], quantity=24_000.0)],
    "sources": [*tiny_rows("sources", "JL", least_per_year=72_000.0, take_or_pay_quantity=72_000.0)],
    "items": [*tiny_rows("items", unit="kg", closing="at least", closing_stock=12_000.0)],
}


@pytest.mark.parametrize("table", ["targets", *SERIES])
@pytest.mark.parametrize("months", [(4, 5), (5,), (0, 1)])
def test_samples_beside_series_are_no_wrong_unit(table: str, months: tuple[int, ...]) -> None:
    """A hundredth of a kilogram in most months, and 12 t in the others."""
    quantity = {at: 12_000.0 if at in months else 0.01 for at in range(6)}
    targets = [Target(item="motor", month=month, quantity=quantity[at]) for at, month in enumerate(MONTHS)]
    tables: dict[str, list[Record]] = {"items": tiny_rows("items", unit="kg"), "targets": [*targets]}
    tables |= {table: SERIES[table]} if table in SERIES else {}
    assert errors(tiny_project(**tables)) == ()
    assert jobs.plan(tiny_project(**tables), "least", "", Silent()).verified


def test_a_closing_stock_that_is_free_is_not_looked_at() -> None:
    assert (
        errors(tiny_project(items=[evolved(each, {"closing_stock": 1e12}) for each in tiny_records()["items"]])) == ()
    )


def test_the_sentence_names_the_figure_and_what_it_is_held_against() -> None:
    (problem,) = errors(_with("targets", 4, quantity=1e9))
    assert sentence(problem) == (
        "Targets, motor / 2027-04, Quantity (unit): 1e+09 piece is more than ten million times what a usual month "
        "asks of motor, 50 piece, and no plan can weigh both; look for a wrong unit"
    )


def test_a_capacity_of_a_source_is_told_in_what_its_goods_take_of_it() -> None:
    """A magnet takes a thousandth of the capacity, so that a usual month of 100 kg takes a tenth of one."""
    offers = tiny_rows("offers", capacity_use=1e-3)
    (problem,) = errors(tiny_project(offers=offers, sources=tiny_rows("sources", "IREL", capacity=1e-11)))
    assert (problem.key, problem.values) == ("capacity-far-below", {"value": "1e-11", "usual": "0.1", "item": "magnet"})
    assert "kg" not in sentence(problem)
