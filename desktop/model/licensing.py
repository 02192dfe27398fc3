"""Who needs a licence when, and by which day its file has to go in (model.md sections 2 and 4.6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Literal

import attrs

from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import Content, Item, Offer, Regime, Source

Days = Literal["P50", "P90"]
Stops = tuple[tuple[dt.date, dt.date], ...]
_KG_PER_UNIT = {"kg": 1.0, "t": 1000.0}


@attrs.frozen
class Permit:
    """What the regimes ask of one offer's arrivals in one month.

    ``closed``: no arrival is possible, licence or not. ``files``: whether new files may be planned. ``days``: how
    long a new file takes. ``stops``: spans of days, both inclusive, in which no file moves. All regimes that apply
    must be satisfied, so the strictest counts.
    """

    regimes: tuple[str, ...] = ()
    closed: bool = False
    files: bool = True
    days: float = 0.0
    stops: Stops = ()

    @property
    def needed(self) -> bool:
        """Whether an arrival needs a licence."""
        return bool(self.regimes)


FREE = Permit()


def contents_of(project: Project) -> dict[str, dict[str, float]]:
    """Kg of each element in one unit of each item; rows of the same item and element add up."""
    contents: dict[str, dict[str, float]] = {}
    for row in project.all(Content):
        item = contents.setdefault(row.item, {})
        item[row.element] = item.get(row.element, 0.0) + row.kg_per_unit
    return contents


def mass_share(item: Item, contents: Mapping[str, float], elements: Sequence[str]) -> float:
    """Mass share of ``elements`` in an item, kg/kg.

    A piece has no mass of its own in the model: there the share is of the rare earths it contains, so that a
    motor counts as the magnet inside it would.
    """
    listed = sum(contents.get(element, 0.0) for element in elements)
    mass = _KG_PER_UNIT.get(item.unit) or sum(contents.values())
    return listed / mass if mass else 0.0


def permits(project: Project, offer: Offer, months: Sequence[Month], days: Days) -> list[Permit]:
    """What the regimes ask of ``offer`` in each month of arrival."""
    applying = _applying(project, offer)
    if not applying and offer.licence != "needed":
        return [FREE] * len(months)
    stops = tuple(
        (regime.from_date or dt.date.min, regime.until_date or dt.date.max)
        for regime in applying
        if regime.status == "stopped"
    )
    by_regimes: dict[tuple[bool, ...], Permit] = {}
    asked = []
    for held in zip(*([in_force(regime, month) for month in months] for regime in applying), strict=True):
        if held not in by_regimes:
            holding = [regime for regime, holds in zip(applying, held, strict=True) if holds]
            by_regimes[held] = _permit(offer, holding, days, stops)
        asked.append(by_regimes[held])
    return asked or [_permit(offer, (), days, stops)] * len(months)


def in_force(regime: Regime, month: Month) -> bool:
    """Whether a regime holds on any day of ``month``."""
    begun = regime.from_date is None or Month.containing(regime.from_date) <= month
    ended = regime.until_date is not None and Month.containing(regime.until_date) < month
    return regime.status != "suspended" and begun and not ended


def _applying(project: Project, offer: Offer) -> list[Regime]:
    """The regimes, whatever their dates, that control the offer's item from its country."""
    if offer.licence == "not needed":
        return []
    country = project.by_id(Source)[offer.source].country
    item = project.by_id(Item)[offer.item]
    contents = contents_of(project).get(item.id, {})
    return [
        regime
        for regime in project.all(Regime)
        if country in regime.origins
        and (offer.licence == "needed" or mass_share(item, contents, regime.elements) > regime.threshold)
    ]


def _permit(offer: Offer, regimes: Sequence[Regime], days: Days, stops: Stops) -> Permit:
    """The strictest of the regimes; an offer marked 'needed' needs one even where no regime is in force."""
    if not regimes:
        return Permit(regimes=("",)) if offer.licence == "needed" else FREE
    return Permit(
        regimes=tuple(regime.id for regime in regimes),
        closed=any(regime.status == "stopped" for regime in regimes),
        files=all(regime.new_files for regime in regimes),
        days=max(regime.days_p90 if days == "P90" else regime.days_p50 for regime in regimes),
        stops=stops,
    )


def order_date(arrival: Month, lead_days: float) -> dt.date:
    """The day by which goods must be ordered, or leave under their licence, to arrive when ``arrival`` begins."""
    return arrival.first_day - dt.timedelta(days=round(lead_days))


def file_by(ready: dt.date, permit: Permit) -> dt.date:
    """The last day on which a new file can go in to be granted by ``ready``; days inside a stop do not count."""
    day, left = ready, round(permit.days)
    for first, last in sorted(permit.stops, key=lambda stop: stop[1], reverse=True):
        if first >= day:
            continue
        working = max((day - last).days - 1, 0)
        if left <= working:
            break
        left -= working
        day = first
    return max(day, dt.date.min + dt.timedelta(days=left)) - dt.timedelta(days=left)
