"""Random sources, offers with their terms and series, and orders already placed."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.model.records import (
    Capacity,
    Commitment,
    ExchangeRate,
    LeadTime,
    Offer,
    Price,
    Receipt,
    Record,
    Source,
    Tier,
)
from desktop.model.records.supply import CLASSES, COMMITMENT_STATES, FREIGHT_MODES, LICENCE_NEEDS, PRICE_TERMS
from tests.engine.drawn.draw import FIRST, Draw

COUNTRIES = ("India", "China", "Japan", "Vietnam")
BASES, KINDS = ("order", "fiscal year", "horizon"), ("all units", "incremental")


def tables(draw: Draw) -> dict[str, list[Record]]:
    """Where things come from."""
    return {
        "sources": [_source(draw, name) for name in draw.sources],
        "offers": [_offer(draw, name) for name in draw.offers],
        "prices": [Price(offer=name, from_month=draw.month(), value=draw.money()) for name in draw.offers[:2]],
        "capacities": list(_capacities(draw)),
        "lead_times": [
            LeadTime(offer=name, from_month=draw.month(), value=draw.of(0.0, 60.0)) for name in draw.offers[3:5]
        ],
        "tiers": [tier for name in draw.offers if draw.has("tiers") for tier in _tiers(draw, name)],
        "receipts": list(_receipts(draw)),
        "commitments": [_commitment(draw, number) for number in range(draw.upto(2))],
        "exchange_rates": [ExchangeRate(currency="USD", from_month=FIRST, rate=88.0)],
    }


def _source(draw: Draw, name: str) -> Source:
    contracts = draw.has("contracts")
    return Source(
        id=name,
        country=draw.one(COUNTRIES),
        class_=draw.one(CLASSES),
        order_cost=draw.money() if draw.has("order form") else 0.0,
        contract_cost=draw.money() if contracts else 0.0,
        capacity=draw.limit(),
        least_per_year=draw.some() if draw.has("order form") else 0.0,
        take_or_pay_share=draw.share() if contracts else 0.0,
        take_or_pay_quantity=draw.some() if contracts else 0.0,
    )


def _offer(draw: Draw, name: str) -> Offer:
    first, last = draw.window()
    capacity, form = draw.limit(), draw.has("order form")
    return Offer(
        id=name,
        source=draw.one(draw.sources),
        item=draw.one(draw.items),
        price=draw.money(),
        currency=draw.of("INR", "INR", "USD"),
        price_term=draw.one(PRICE_TERMS),
        freight=draw.money(),
        insurance=draw.of(0.0, 1.0),
        customs_duty=draw.of(0.0, 7.5),
        surcharge=10.0,
        igst=18.0,
        inland_cost=draw.of(0.0, 12.0),
        capacity=capacity,
        capacity_use=draw.of(1.0, 1.0, 0.0, 2.5),
        minimum_order=min(draw.lot(), 1e4 if capacity is None else capacity) if form else 0.0,
        lot_size=draw.lot() if form else 0.0,
        lead_days=draw.of(0.0, 45.0, 400.0),
        usable_yield=draw.of(1.0, 0.9),
        freight_mode=draw.one(FREIGHT_MODES[:2]),
        co2=draw.of(0.0, 3.5, 80.0),
        domestic_value=draw.share(),
        licence=draw.one(LICENCE_NEEDS) if "licences" in draw.features else "not needed",
        first_month=first,
        last_month=last,
    )


def _capacities(draw: Draw) -> Iterator[Capacity]:
    for name in draw.offers[1:3]:
        yield Capacity(offer=name, from_month=draw.month(), value=draw.some())
    if draw.upto(1):
        yield Capacity(source=draw.one(draw.sources), from_month=draw.month(), value=draw.some())
    if draw.recipes and draw.upto(1):
        yield Capacity(recipe=draw.one(draw.recipes), from_month=draw.month(), value=draw.some())


def _tiers(draw: Draw, offer: str) -> Iterator[Tier]:
    """Tiers of one offer: one basis and one kind, falling or rising."""
    basis, kind = draw.one(BASES), draw.one(KINDS)
    for from_quantity in draw.chance.sample([0.0, 7.3, 50.0, 1_234.567, 9e3], draw.chance.randint(1, 3)):
        yield Tier(
            offer=offer,
            basis=basis,
            from_quantity=from_quantity,
            price=draw.of(None, None, draw.money()),
            discount=draw.of(5.0, 30.0, -20.0),
            kind=kind,
            charge=draw.of(0.0, 0.0, draw.money()),
        )


def _receipts(draw: Draw) -> Iterator[Receipt]:
    months = [draw.month() for _ in range(draw.upto(2))] if draw.offers else []
    for month in dict.fromkeys(months):
        yield Receipt(offer=draw.one(draw.offers), month=month, quantity=draw.some())


def _commitment(draw: Draw, number: int) -> Commitment:
    first, last = draw.window()
    return Commitment(
        id=f"c{number}",
        source=draw.one(draw.sources),
        item=draw.one(draw.items),
        quantity=draw.some(),
        first_month=first,
        last_month=last,
        status=draw.one(COMMITMENT_STATES),
    )
