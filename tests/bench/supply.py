"""Whom a benchmark's company buys from: sources, offers, prices, capacities, licences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

import attrs

from desktop.model.records import (
    Capacity,
    Commitment,
    ExchangeRate,
    Licence,
    Offer,
    Price,
    Receipt,
    Regime,
    Source,
)
from tests.bench.company import FIRST, Company

PLAN_DATE = dt.date(2027, 3, 1)
_RATES = {"USD": 86.0, "CNY": 11.9, "EUR": 93.0, "JPY": 0.58}


@attrs.frozen
class _Land:
    """A country of origin: how its sources quote, at which part of the world price, and how many they are."""

    country: str
    class_: str
    currency: str
    term: str
    least: float
    most: float
    weight: int


_LANDS = (
    _Land("India", "domestic", "INR", "DAP", 1.04, 1.22, 5),
    _Land("China", "licensed_chinese", "CNY", "FOB", 0.84, 0.98, 7),
    _Land("Japan", "other_foreign", "JPY", "CIF", 1.08, 1.30, 3),
    _Land("Australia", "other_foreign", "USD", "FOB", 1.00, 1.20, 3),
    _Land("Estonia", "other_foreign", "EUR", "EXW", 1.02, 1.24, 2),
)
_TURNS = tuple(land for turn in range(7) for land in _LANDS if turn < land.weight)
"""The lands in the order in which sources are handed out, so that any few sources are of all of them."""
_LAND = {land.country: land for land in _LANDS}


def sources(company: Company) -> list[Source]:
    """The suppliers, without joint capacities yet."""
    lands = [_TURNS[number % len(_TURNS)] for number in range(company.size.sources)]
    return [
        Source(id=f"S{number:03d}", name=f"{land.country} {number}", country=land.country, class_=land.class_)
        for number, land in enumerate(lands, start=1)
    ]


def offers(company: Company, suppliers: Sequence[Source]) -> list[Offer]:
    """Two to five offers of each source, every good offered by somebody; capacities sum up to half as much again.

    Where the size fixes the number of offers, goods are handed out in turn until it is reached.
    """
    ids = [good.id for good in company.goods]
    pairs: list[tuple[Source, str]] = []
    for number, source in enumerate(suppliers):
        count = min(int(company.random.integers(2, 6)), len(ids))
        if company.size.offers:
            count = company.size.offers // len(suppliers) + (number < company.size.offers % len(suppliers))
        chosen = {ids[number % len(ids)], *company.random.permutation(ids)[: count - 1].tolist()}
        ranked = sorted(company.random.permutation(ids).tolist(), key=lambda each: each not in chosen)
        pairs += [(source, item) for item in ranked[:count]]
    rivals = {item: sum(other == item for _, other in pairs) for item in ids}
    return [_offer(company, source, item, rivals[item]) for source, item in pairs]


def _offer(company: Company, source: Source, item: str, rivals: int) -> Offer:
    land = _LAND[source.country]
    price = next(good.price for good in company.goods if good.id == item) * company.between(land.least, land.most)
    foreign = source.class_ != "domestic"
    quoted = price * _RATES["USD"] / _RATES.get(land.currency, 1.0)
    return Offer(
        id=f"{source.id}-{item}",
        source=source.id,
        item=item,
        price=_rounded(quoted),
        currency=land.currency,
        price_term=land.term,
        freight=_rounded(quoted * company.between(0.01, 0.04)),
        insurance=0.4,
        customs_duty=7.5 if foreign else 0.0,
        surcharge=10.0 if foreign else 0.0,
        igst=18.0,
        inland_cost=_rounded(price * _RATES["USD"] * company.between(0.005, 0.02)),
        capacity=_rounded(company.asked[item] * company.between(0.6, 2.4) / max(rivals, 1)),
        capacity_use=_rounded(company.between(0.5, 2.0)),
        lead_days=float(company.random.integers(10, 120)),
        usable_yield=_rounded(company.between(0.94, 1.0)) if company.chance(0.5) else 1.0,
        domestic_value=0.0 if foreign else 80.0,
        co2=_rounded(company.between(5.0, 60.0)),
        freight_mode="sea" if foreign else "road",
    )


def _rounded(value: float) -> float:
    """A figure as people quote it: four digits."""
    return float(f"{value:.4g}")


def joined(company: Company, suppliers: Sequence[Source], quotes: Sequence[Offer]) -> list[Source]:
    """The suppliers, two of three with a joint capacity below what their offers add up to."""
    total: dict[str, float] = {}
    for offer in quotes:
        total[offer.source] = total.get(offer.source, 0.0) + (offer.capacity or 0.0) * offer.capacity_use
    return [
        attrs.evolve(source, capacity=_rounded(total[source.id] * company.between(0.5, 0.9)))
        if company.chance(0.67)
        else source
        for source in suppliers
    ]


def prices(company: Company, quotes: Sequence[Offer]) -> Iterator[Price]:
    """A price for each quarter of two offers in three: the good's market and the seller's own steps."""
    quarters = company.months[::3]
    market = {good.id: company.walk(len(quarters), 0.045) for good in company.goods}
    for offer in quotes:
        if company.chance(0.67):
            own = company.walk(len(quarters), 0.02)
            for month, common, step in zip(quarters, market[offer.item], own, strict=True):
                yield Price(offer=offer.id, from_month=month, value=_rounded(offer.price * common * step))


def exchange_rates(company: Company) -> Iterator[ExchangeRate]:
    """A rate for each half-year."""
    halves = company.months[::6]
    for currency, rate in _RATES.items():
        for month, factor in zip(halves, company.walk(len(halves), 0.03), strict=True):
            yield ExchangeRate(currency=currency, from_month=month, rate=_rounded(rate * factor))


def ramps(company: Company, quotes: Sequence[Offer]) -> Iterator[Capacity]:
    """A third of the offers grow or shrink once; some stand still for three months, so that things run short."""
    for offer in quotes:
        if offer.capacity is not None and company.chance(0.33):
            at = int(company.random.integers(3, company.size.months - 3))
            after = _rounded(offer.capacity * company.between(0.6, 1.8))
            if company.chance(0.3):
                yield Capacity(offer=offer.id, from_month=company.months[at - 3], value=0.0)
            yield Capacity(offer=offer.id, from_month=company.months[at], value=after)


def receipts(company: Company, quotes: Sequence[Offer]) -> Iterator[Receipt]:
    """One offer in three has something on order for one of the first three months."""
    for offer in quotes:
        if company.chance(0.33):
            month = company.months[int(company.random.integers(0, 3))]
            quantity = _rounded((offer.capacity or 0.0) * company.between(0.2, 0.8))
            yield Receipt(offer=offer.id, month=month, quantity=quantity)


def commitments(company: Company, quotes: Sequence[Offer]) -> Iterator[Commitment]:
    """One Indian offer in five owes a part to somebody else for two years."""
    for offer in quotes:
        if offer.currency == "INR" and company.chance(0.2):
            quantity = _rounded((offer.capacity or 0.0) * 0.15)
            last = FIRST.plus(23)
            yield Commitment(
                id=f"owed-{offer.id}", source=offer.source, item=offer.item, quantity=quantity, last_month=last
            )


def regime() -> Regime:
    """The Chinese rule on heavy rare earths."""
    return Regime(
        id="A18",
        name="Announcement 18",
        origins=("China",),
        elements=("Dy", "Tb"),
        threshold=0.001,
        days_p10=45.0,
        days_p50=75.0,
        days_p90=140.0,
    )


def licences(company: Company, quotes: Sequence[Offer], contents: Mapping[str, frozenset[str]]) -> Iterator[Licence]:
    """Half of the Chinese offers with heavy rare earths have a file in hand, a quarter one that is under way."""
    for offer in quotes:
        if offer.currency == "CNY" and contents[offer.item] & {"Dy", "Tb"}:
            for status, share in (("granted", 0.5), ("submitted", 0.25)):
                if company.chance(share):
                    yield Licence(
                        id=f"{status}-{offer.id}",
                        regime="A18",
                        offer=offer.id,
                        quantity=_rounded((offer.capacity or 0.0) * company.between(3.0, 9.0)),
                        status=status,
                        submitted=PLAN_DATE - dt.timedelta(days=int(company.random.integers(5, 60))),
                        valid_until=PLAN_DATE + dt.timedelta(days=int(company.random.integers(200, 500))),
                        freight_mode=offer.freight_mode,
                    )
