"""How goods are ordered and priced by quantity: tiers at odds, lots that never fit, agreements half made."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from sys import float_info

from desktop.model.checks.shape import problem
from desktop.model.errors import Problem
from desktop.model.horizon import months_of
from desktop.model.months import Month, fiscal_year_name
from desktop.model.project import Project
from desktop.model.reads import reads
from desktop.model.records import Capacity, Offer, Settings, Source, Tier
from desktop.model.series import spread

_ALL = 100.0
_APRIL, _MARCH = 4, 3


def tiers_at_odds(project: Project) -> Iterator[Problem]:
    """Tiers of one offer that count another quantity, or price it in another way, than its first."""
    first: dict[str, Tier] = {}
    for tier in project.all(Tier):
        known = first.setdefault(tier.offer, tier)
        if tier.basis != known.basis:
            yield problem(project, tier, "tier-basis", "basis", {"basis": known.basis})
        elif tier.kind != known.kind:
            yield problem(project, tier, "tier-kind", "kind", {"kind": known.kind})


def tiers_of_no_price(project: Project) -> Iterator[Problem]:
    """Tiers that change nothing, that say two prices, or in which goods are free."""
    for tier in project.all(Tier):
        if tier.price is None and not tier.discount and not tier.charge:
            yield problem(project, tier, "tier-same", "price", note=True)
        if tier.price is not None and tier.discount:
            yield problem(project, tier, "tier-two-prices", "discount", {"price": f"{tier.price:g}"}, note=True)
        elif tier.price == 0 or tier.discount == _ALL:
            yield problem(project, tier, "tier-free", "discount" if tier.discount else "price", note=True)


def orders_above_the_capacity(project: Project) -> Iterator[Problem]:
    """Offers whose smallest order or lot is more than they deliver in the best of the near months, if in any."""
    settings = project.settings
    near = months_of(project)[: settings.near_months]
    room = _Room(project, near)
    for offer in project.all(Offer) if near else ():
        most = max(room.of_offer(offer))
        lots = lots_of(offer) if offer.lot_size else 0
        values = {"most": f"{most:g}", "least": f"{lots * offer.lot_size:g}"}
        if not most:
            continue
        if offer.minimum_order > most:
            values["least"] = f"{offer.minimum_order:g}"
            yield problem(project, offer, "capacity-below-minimum", "minimum_order", values, note=True)
        elif lots * offer.lot_size > most:
            yield problem(project, offer, "capacity-below-lots", "lot_size", values, note=True)


def lots_of(offer: Offer) -> int:
    """How many lots its smallest order is, of a lot size above zero, however small."""
    return max(math.ceil(min(offer.minimum_order / offer.lot_size, float_info.max)), 1)


def agreements_half_made(project: Project) -> Iterator[Problem]:
    """A take-or-pay share of no quantity, and a quantity of which no share is paid in any case."""
    for source in project.all(Source):
        if bool(source.take_or_pay_share) != bool(source.take_or_pay_quantity):
            field = "take_or_pay_quantity" if source.take_or_pay_share else "take_or_pay_share"
            yield problem(project, source, "take-or-pay-half", field, note=True)


def years_cut_short(project: Project) -> Iterator[Problem]:
    """Yearly quantities of sources, where the plan begins or ends within a fiscal year."""
    months = months_of(project)
    cut = dict.fromkeys(
        fiscal_year_name(month.fiscal_year)
        for month, whole in ((months[0], _APRIL), (months[-1], _MARCH))
        if month.month != whole
    )
    for source in project.all(Source) if cut else ():
        for field in ("least_per_year", "take_or_pay_quantity"):
            if getattr(source, field) and (field == "least_per_year" or source.take_or_pay_share):
                yield problem(project, source, "year-cut", field, {"years": ", ".join(cut)}, note=True)


@reads(Settings, Source, Offer, Capacity)
def years_below_the_least(project: Project) -> tuple[Problem, ...]:
    """Sources that cannot deliver in a fiscal year what they ask for if used at all."""
    return tuple(_below_the_least(project))


def _below_the_least(project: Project) -> Iterator[Problem]:
    months = months_of(project)
    room = _Room(project, months)
    for source in project.all(Source):
        possible: dict[int, float] = {}
        for month, most in zip(months, room.of_source(source), strict=True):
            possible[month.fiscal_year] = possible.get(month.fiscal_year, 0.0) + most
        short = {year: most for year, most in possible.items() if most < source.least_per_year}
        if short:
            years = ", ".join(fiscal_year_name(year) for year in short)
            values = {"most": f"{max(short.values()):g}", "years": years}
            yield problem(project, source, "least-above-capacity", "least_per_year", values, note=True)


class _Room:
    """The most that offers and sources deliver in each month: an item's unit, or use of a source's capacity."""

    def __init__(self, project: Project, months: Sequence[Month]) -> None:
        self._months = months
        self._steps: dict[tuple[str, str], list[tuple[Month, float]]] = {}
        for row in project.all(Capacity):
            if row.from_month is not None:
                self._steps.setdefault((row.offer, row.source), []).append((row.from_month, row.value))
        self._offers: dict[str, list[Offer]] = {}
        for offer in project.all(Offer):
            self._offers.setdefault(offer.source, []).append(offer)

    def of_offer(self, offer: Offer) -> list[float]:
        """By its own capacity; unlimited where it has none."""
        before = math.inf if offer.capacity is None else offer.capacity
        return spread(self._steps.get((offer.id, ""), ()), self._months, before)

    def of_source(self, source: Source) -> list[float]:
        """By the joint capacity and those of its offers, each in the offer's own months."""
        before = math.inf if source.capacity is None else source.capacity
        joint = spread(self._steps.get(("", source.id), ()), self._months, before)
        together = [0.0] * len(self._months)
        for offer in self._offers.get(source.id, ()):
            for at, most in enumerate(self.of_offer(offer) if offer.capacity_use else ()):
                begun = offer.first_month is None or offer.first_month <= self._months[at]
                if begun and (offer.last_month is None or self._months[at] <= offer.last_month):
                    together[at] += most * offer.capacity_use
        return [min(pair) for pair in zip(joint, together, strict=True)]


CHECKS = (
    tiers_at_odds,
    tiers_of_no_price,
    orders_above_the_capacity,
    agreements_half_made,
    years_cut_short,
)
