"""What makes the benchmark's orders whole: minimum orders, lots, price tiers, order and contract costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from desktop.model.records import Offer, Source, Tier
from tests.bench.company import Company

_INR_PER_USD = 86.0


def lots(company: Company, quotes: Sequence[Offer]) -> list[Offer]:
    """The offers, about half of them with lots and half with a minimum order, well within what a month can bring."""
    formed = []
    for offer in quotes:
        usual = offer.capacity or 0.0
        lot = _whole(usual * company.between(0.03, 0.25)) if company.chance(0.5) else 0.0
        minimum = _whole(usual * company.between(0.1, 0.5)) if company.chance(0.5) else 0.0
        formed.append(attrs.evolve(offer, lot_size=min(lot, usual), minimum_order=min(minimum, usual)))
    return formed


def _whole(quantity: float) -> float:
    return float(max(round(quantity), 1))


def costed(company: Company, suppliers: Sequence[Source]) -> list[Source]:
    """The sources with an order cost of 1-5 % of an item's usual monthly spending, and a contract cost."""
    spending = sum(
        good.price * _INR_PER_USD * company.asked[good.id] for good in company.goods if not good.takes or good.monthly
    )
    usual = spending / len(suppliers)
    return [
        attrs.evolve(
            source,
            order_cost=float(round(usual * company.between(0.01, 0.05))),
            contract_cost=float(round(usual * company.between(0.15, 0.6))),
        )
        for source in suppliers
    ]


def tiers(company: Company, quotes: Sequence[Offer]) -> Iterator[Tier]:
    """Two tiers on one offer in five: on each order, each fiscal year; the whole quantity or the part above."""
    for offer in quotes:
        if company.chance(0.2) and (offer.capacity or 0.0) > 10.0:
            basis = "fiscal year" if company.chance(0.6) else "order"
            kind = "all units" if company.chance(0.6) else "incremental"
            window = (offer.capacity or 0.0) * (12 if basis == "fiscal year" else 1)
            for share, least, most in ((0.3, 1.5, 3.0), (0.6, 4.0, 7.0)):
                yield Tier(
                    offer=offer.id,
                    basis=basis,
                    from_quantity=_whole(window * share),
                    discount=float(f"{company.between(least, most):.2g}"),
                    kind=kind,
                )
