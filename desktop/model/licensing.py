"""Who needs a licence when, by which day its file has to go in, and when a file in hand can be used.

The day on which goods leave (their month of arrival less the lead time) decides for stops and for a file's
validity: what has left before a stop still arrives in it, and what would have to leave in it does not, however long
after it would arrive. Regimes that are not stopped hold for the months of arrival that they touch.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import attrs

from desktop.model.composition import mass_share
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.reads import reads
from desktop.model.records import Content, Item, LeadTime, Licence, Offer, Recipe, RecipeInput, Regime, Source
from desktop.model.series import spread

Days = Literal["P50", "P90"]
Stops = tuple[tuple[dt.date, dt.date], ...]
Obstacle = Literal["", "status", "regime", "freight mode", "dates"]
"""Why no goods can leave under a file: its state, what nobody asks for, how its goods travel, or when; "": they can."""
USED_LICENCES = ("granted", "submitted")
"""The states of files that can be used, now or once they are granted."""


@attrs.frozen(kw_only=True)
class RegimePart(Regime):
    """A regime that an event made of another; files under its ``parent``, one that was entered, count for it."""

    parent: str


def part_of(regime: Regime) -> RegimePart:
    """The same regime as a part of itself, or of what it is a part of already: to be given an id and changed."""
    values = attrs.asdict(regime, recurse=False)
    return RegimePart(**{**values, "parent": parent_of(regime)})


def parent_of(regime: Regime) -> str:
    """The id under which files for ``regime`` are put in."""
    return regime.parent if isinstance(regime, RegimePart) else regime.id


@attrs.frozen
class Ask:
    """What one regime asks: files under ``parent``, whether new ones may be planned, and how long they take."""

    regime: str
    parent: str
    days: float = 0.0
    files: bool = True


@attrs.frozen
class Permit:
    """What the regimes ask of one offer's arrivals in one month; all that apply must be satisfied.

    ``closed``: the goods would have to leave in a stop, so that none can arrive, licence or not. ``stops``: spans of
    days, both inclusive, in which no file moves. ``freight_mode``: how the goods travel, which a file names.
    """

    asks: tuple[Ask, ...] = ()
    closed: bool = False
    stops: Stops = ()
    freight_mode: str = "sea"

    @property
    def regimes(self) -> tuple[str, ...]:
        """The ids of the regimes; "" where only the offer itself says that it needs a licence."""
        return tuple(ask.regime for ask in self.asks)

    @property
    def needed(self) -> bool:
        """Whether an arrival needs a licence."""
        return bool(self.asks)

    @property
    def files(self) -> bool:
        """Whether new files may be planned under all of the regimes."""
        return all(ask.files for ask in self.asks)

    @property
    def days(self) -> float:
        """How long new files take, the slowest."""
        return max((ask.days for ask in self.asks), default=0.0)

    def under(self, regime: str) -> Permit:
        """What of it a file under ``regime`` satisfies; not ``needed`` where such a file counts for nothing."""
        return _asking(self, regime, under=True)

    def beside(self, regime: str) -> Permit:
        """What is still asked of goods that have a file under ``regime``."""
        return _asking(self, regime, under=False)


@lru_cache(maxsize=1024)
def _asking(permit: Permit, regime: str, *, under: bool) -> Permit:
    """What of a permit a file under ``regime`` satisfies, or what it leaves."""
    return attrs.evolve(permit, asks=tuple(ask for ask in permit.asks if (ask.parent in ("", regime)) == under))


FREE = Permit()


@reads(LeadTime, Source, Regime, Item, Content, Recipe, RecipeInput)
def permits(project: Project, offer: Offer, months: Sequence[Month], days: Days) -> tuple[Permit, ...]:
    """What the regimes ask of ``offer`` in each month of arrival."""
    regimes = applying(project, offer)
    if not regimes and offer.licence != "needed":
        return (FREE,) * len(months)
    by_regimes: dict[tuple[bool, ...], Permit] = {}
    asked = []
    holds = [_holds(project, offer, regime, months) for regime in regimes]
    for held in zip(*holds, strict=True) if holds else ((),) * len(months):
        if held not in by_regimes:
            holding = [regime for regime, on in zip(regimes, held, strict=True) if on]
            by_regimes[held] = permit_for(offer, holding, days, regimes)
        asked.append(by_regimes[held])
    return tuple(asked)


def span_of(regime: Regime) -> tuple[dt.date, dt.date]:
    """The first and the last day of a regime."""
    return regime.from_date or dt.date.min, regime.until_date or dt.date.max


def _holds(project: Project, offer: Offer, regime: Regime, months: Sequence[Month]) -> list[bool]:
    """Whether a regime holds, by month of arrival: stopped, by the day of leaving; else by the month itself."""
    first, last = span_of(regime)
    if regime.status == "suspended":
        return [False] * len(months)
    if regime.status == "stopped":
        return [first <= day <= last for day in leaving(project, offer, months)]
    begin, end = Month.containing(first).index, Month.containing(last).index
    return [begin <= month.index <= end for month in months]


def in_force(regime: Regime, month: Month) -> bool:
    """Whether a regime holds on any day of ``month``."""
    first, last = span_of(regime)
    return regime.status != "suspended" and Month.containing(first) <= month <= Month.containing(last)


def applying(project: Project, offer: Offer) -> tuple[Regime, ...]:
    """The regimes, whatever their dates, that control the offer's item from its country."""
    if offer.licence == "not needed":
        return ()
    country = project.by_id(Source)[offer.source].country
    from_there = tuple(regime for regime in project.all(Regime) if country in regime.origins)
    if not from_there or offer.licence == "needed":
        return from_there
    item = project.by_id(Item)[offer.item]
    held = ((regime, mass_share(project, item, regime.elements) or 0.0) for regime in from_there)
    return tuple(regime for regime, share in held if share > regime.threshold)


def permit_for(offer: Offer, holding: Sequence[Regime], days: Days, regimes: Sequence[Regime]) -> Permit:
    """What the regimes ``holding`` ask, and when no file moves by any of ``regimes``, which control the offer at all.

    An offer marked 'needed' needs a licence even where none holds.
    """
    stops = tuple(span_of(regime) for regime in regimes if regime.status == "stopped")
    asks = tuple(
        Ask(regime.id, parent_of(regime), regime.days_p90 if days == "P90" else regime.days_p50, regime.new_files)
        for regime in holding
    )
    if not asks:
        return Permit((Ask("", ""),), freight_mode=offer.freight_mode) if offer.licence == "needed" else FREE
    return Permit(asks, any(regime.status == "stopped" for regime in holding), stops, offer.freight_mode)


@reads(LeadTime)
def leaving(project: Project, offer: Offer, months: Sequence[Month]) -> tuple[dt.date, ...]:
    """The day by which goods must be ordered, or leave under their licence, for each month of arrival."""
    own = project.grouped(LeadTime, "offer").get(offer.id, ())
    steps = [(row.from_month, row.value) for row in own if row.from_month is not None]
    return tuple(
        order_date(month, lead) for month, lead in zip(months, spread(steps, months, offer.lead_days), strict=True)
    )


@lru_cache(maxsize=8192)
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


def granted_on(submitted: dt.date, permit: Permit) -> dt.date:
    """The day on which a file that went in on ``submitted`` is granted: the mirror of ``file_by``.

    The days of the permit are counted from ``submitted`` on, that day included, without days inside a stop. So
    ``granted_on(day, permit) <= ready`` holds exactly when ``day <= file_by(ready, permit)``. A file that runs into
    a stop without an end is granted on the last day there is, which is never.
    """
    day, left = submitted, round(permit.days)
    for first, last in sorted(permit.stops):
        if last < day:
            continue
        working = max((first - day).days, 0)
        if left <= working:
            break
        if last == dt.date.max:
            return last
        left -= working
        day = last + dt.timedelta(days=1)
    return day + min(dt.timedelta(days=left), dt.date.max - day)


def usable(licence: Licence, permit: Permit, leaves: dt.date, today: dt.date) -> bool:
    """Whether a file of the project lets goods of its offer leave on ``leaves``, as far as its own regime asks."""
    span = usable_days(licence, permit, today)
    return span is not None and span[0] <= leaves <= span[1]


def usable_days(licence: Licence, permit: Permit, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """The first and last day on which goods of its offer may leave under a file of the project; None for no day.

    ``permit`` is what is asked of the offer in the month of arrival; the file must be under one of its regimes, or
    under the one that an event made it from, and name the goods' freight mode. The day of leaving decides: it lies
    outside every stop (else the permit is ``closed``), not before ``today`` nor the grant (by the days of the file's
    own regime), and within the file's validity. What other regimes ask is still open: ``permit.beside``.
    """
    own = permit.under(licence.regime)
    if not own.needed or permit.closed or licence.status not in USED_LICENCES:
        return None
    if licence.freight_mode != permit.freight_mode:
        return None
    granted = granted_on(licence.submitted or today, own) if licence.status == "submitted" else today
    return max(licence.valid_from or dt.date.min, granted, today), licence.valid_until or dt.date.max


def obstacle(licence: Licence, permits_: Sequence[Permit], leaves: Sequence[dt.date], today: dt.date) -> Obstacle:
    """Why no goods of its offer can leave under a file in any month of arrival; "" where they can in one.

    ``permits_`` is what is asked in each of the months, ``leaves`` the day on which goods leave to arrive in it.
    """
    if licence.status not in USED_LICENCES:
        return "status"
    if not any(permit.under(licence.regime).needed for permit in permits_):
        return "regime"
    if all(permit.freight_mode != licence.freight_mode for permit in permits_ if permit.needed):
        return "freight mode"
    pairs = zip(permits_, leaves, strict=True)
    return "" if any(usable(licence, permit, day, today) for permit, day in pairs) else "dates"
