"""Landed cost of one unit of each offer in each month, by part (model.md section 3)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import attrs
import numpy as np

from desktop.engine.paths import paths
from desktop.engine.vectors import FloatArray, IntArray
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import ExchangeRate, Offer, Price, Source

FREIGHT_HELD = frozenset({"CIF", "DAP", "DDP"})
INLAND_HELD = frozenset({"DAP", "DDP"})
DUTY_HELD = frozenset({"DDP"})


@attrs.frozen(eq=False, slots=False)
class LandedCosts:
    """INR for one unit as bought, each part of shape (offers, months)."""

    price: FloatArray
    freight: FloatArray
    insurance: FloatArray
    duty: FloatArray
    surcharge: FloatArray
    inland: FloatArray
    igst: FloatArray

    @cached_property
    def landed(self) -> FloatArray:
        """The cost of one unit as bought, without IGST; a usable unit costs this by the usable yield."""
        return self.price + self.freight + self.insurance + self.duty + self.surcharge + self.inland

    @cached_property
    def _parts(self) -> FloatArray:
        """All parts, shape (parts, offers, months)."""
        return np.stack(attrs.astuple(self, recurse=False))

    def of(self, offers: IntArray, months: IntArray, quantities: FloatArray) -> FloatArray:
        """The parts for several purchases, all (purchases,), shape (purchases, parts)."""
        return np.asarray((self._parts[:, offers, months] * quantities).T)


def landed_costs(
    project: Project, offers: Sequence[Offer], months: Sequence[Month], quoted: FloatArray | None = None
) -> LandedCosts:
    """The landed cost of ``offers``, at their own prices or at those ``quoted`` (offers, months) in their currencies.

    Every currency must have a rate from the first month on.
    """
    shape = (len(offers), len(months))
    rate = _rates(project, offers, months)
    price = (quoted_prices(project, offers, months) if quoted is None else quoted) * rate

    def column(values: Sequence[float]) -> FloatArray:
        return np.array(values, dtype=float).reshape(-1, 1)

    carried = column([offer.price_term not in FREIGHT_HELD for offer in offers])
    freight = carried * column([offer.freight for offer in offers]) * rate
    insurance = carried * (price + freight) * column([offer.insurance / 100 for offer in offers])
    countries = project.by_id(Source)
    dutiable = column(
        [offer.price_term not in DUTY_HELD and countries[offer.source].class_ != "domestic" for offer in offers]
    )
    cif = price + freight + insurance
    duty = dutiable * cif * column([offer.customs_duty / 100 for offer in offers])
    surcharge = duty * column([offer.surcharge / 100 for offer in offers])
    inland = column([0.0 if offer.price_term in INLAND_HELD else offer.inland_cost for offer in offers])
    igst = (cif + duty + surcharge) * column([offer.igst / 100 for offer in offers])
    return LandedCosts(price, freight, insurance, duty, surcharge, np.broadcast_to(inland, shape), igst)


def quoted_prices(project: Project, offers: Sequence[Offer], months: Sequence[Month]) -> FloatArray:
    """The price in the offer's currency, shape (offers, months)."""
    at = {offer.id: position for position, offer in enumerate(offers)}
    steps = ((at[row.offer], row.from_month, row.value) for row in project.all(Price) if row.offer in at)
    return paths(steps, months, [offer.price for offer in offers])


def _rates(project: Project, offers: Sequence[Offer], months: Sequence[Month]) -> FloatArray:
    """INR for one unit of the offer's currency, shape (offers, months)."""
    known = {currency: at for at, currency in enumerate(project.grouped(ExchangeRate, "currency"), start=1)}
    steps = ((known[row.currency], row.from_month, row.rate) for row in project.all(ExchangeRate))
    rates = paths(steps, months, [1.0] + [0.0] * len(known))
    at = {**known, "INR": 0}
    return rates[[at[offer.currency] for offer in offers]]
