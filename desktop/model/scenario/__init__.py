"""What a scenario's events make of a project: a pure function from project to project."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator
from typing import cast

import attrs

from desktop.model.horizon import months_of
from desktop.model.licensing import part_of
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import (
    TABLE_OF,
    Capacity,
    Commitment,
    Event,
    ExchangeRate,
    Incentive,
    LeadTime,
    Offer,
    Price,
    Recipe,
    Record,
    Regime,
    Source,
    Target,
)
from desktop.model.scenario.hits import hits_item, hits_source, holds_in, offers_hit, regimes_hit
from desktop.model.series import condense, spread

Change = Callable[[float], float]
Piece = tuple[float, float, bool]

UNLIMITED = 1e12
"""What a capacity step holds after a window on an offer without a limit: more than anything can use."""


def apply(project: Project, scenario: str) -> Project:
    """The project after the events of ``scenario``, in their order; "" is the project as entered, unchanged.

    Of the same project it is the same one each time.
    """
    if not scenario:
        return project
    kept = project.memo.get((apply, scenario))
    if kept is None:
        world = project
        for event in project.all(Event):
            if event.scenario == scenario:
                world = _KINDS[event.kind](world, event)
        kept = project.memo[apply, scenario] = (), world
    return cast(Project, kept[1])


# -------------------------------------------------------------------------- step series


def _steps_in_window(
    project: Project, event: Event, steps: Iterable[tuple[Month, float]], base: float, change: Change
) -> list[tuple[Month, float]]:
    """The steps of a series whose values are changed inside the event's window and nowhere else."""
    months = months_of(project)
    values = spread(steps, months, base)
    changed = [change(value) if holds_in(event, month) else value for month, value in zip(months, values, strict=True)]
    return condense(months, changed, base)


def _change_offer_series(
    project: Project, event: Event, record: type[Price] | type[LeadTime], field: str, change: Change
) -> Project:
    """Change the series of every offer that the event hits; ``field`` of the offer holds before its first step."""
    hit = {offer.id: offer for offer in offers_hit(project, event)}
    rows: list[Record] = [row for row in project.all(record) if row.offer not in hit]
    for name, offer in hit.items():
        steps = _dated((row.from_month, row.value) for row in project.all(record) if row.offer == name)
        for month, value in _steps_in_window(project, event, steps, getattr(offer, field), change):
            rows.append(record(offer=name, from_month=month, value=value))
    return _with(project, record, rows)


def _change_capacity(project: Project, event: Event, change: Change) -> Project:
    """Change the capacities of the recipe named, or of the offers and sources that the event hits."""
    fixed = event.kind == "capacity value"
    whole_source = not event.item and not event.elements and not event.recipe
    owners: list[tuple[str, Offer | Source | Recipe]] = []
    if event.recipe:
        owners += [("recipe", recipe) for recipe in project.all(Recipe) if recipe.id == event.recipe]
    elif not (fixed and event.source and whole_source):
        owners += [("offer", offer) for offer in offers_hit(project, event)]
    if whole_source:
        sources = (source for source in project.all(Source) if hits_source(project, event, source.id))
        owners += [("source", source) for source in sources if not fixed or event.source]
    rows: list[Record] = list(project.all(Capacity))
    for column, owner in owners:
        steps = _dated((r.from_month, r.value) for r in project.all(Capacity) if getattr(r, column) == owner.id)
        if not fixed and owner.capacity is None and not steps:
            continue
        base = UNLIMITED if owner.capacity is None else owner.capacity
        rows = [row for row in rows if getattr(row, column) != owner.id]
        for month, value in _steps_in_window(project, event, steps, base, change):
            rows.append(Capacity(**{column: owner.id}, from_month=month, value=min(value, UNLIMITED)))
    return _with(project, Capacity, rows)


def _change_rates(project: Project, event: Event, change: Change) -> Project:
    rows: list[Record] = [r for r in project.all(ExchangeRate) if event.currency not in ("", r.currency)]
    for currency in dict.fromkeys(r.currency for r in project.all(ExchangeRate) if event.currency in ("", r.currency)):
        steps = _dated((r.from_month, r.rate) for r in project.all(ExchangeRate) if r.currency == currency)
        for month, rate in _steps_in_window(project, event, steps, 0.0, change):
            rows.append(ExchangeRate(currency=currency, from_month=month, rate=rate))
    return _with(project, ExchangeRate, rows)


def _change_demand(project: Project, event: Event, change: Change) -> Project:
    rows = (
        attrs.evolve(row, quantity=change(row.quantity))
        if holds_in(event, row.month) and hits_item(project, event, row.item)
        else row
        for row in project.all(Target)
    )
    return _with(project, Target, rows)


def _dated(steps: Iterable[tuple[Month | None, float]]) -> list[tuple[Month, float]]:
    return [(month, value) for month, value in steps if month is not None]


# -------------------------------------------------------------------------- records with a window of their own


def _cut(first: float, last: float, start: float, end: float) -> Iterator[Piece]:
    """The parts of [first, last] before, inside and after [start, end], whole numbers all, and whether inside."""
    for piece_first, piece_last, inside in (
        (first, min(last, start - 1), False),
        (max(first, start), min(last, end), True),
        (max(first, end + 1), last, False),
    ):
        if piece_first <= piece_last and piece_first < math.inf and piece_last > -math.inf:
            yield piece_first, piece_last, inside


def _months_cut(record: Commitment | Incentive, event: Event) -> Iterator[tuple[Month | None, Month | None, bool]]:
    """The parts of a record's months around the event's window."""

    def index(month: Month | None, otherwise: float) -> float:
        return otherwise if month is None else month.index

    def month(index: float) -> Month | None:
        return Month(int(index)) if math.isfinite(index) else None

    record_span = (index(record.first_month, -math.inf), index(record.last_month, math.inf))
    for first, last, inside in _cut(
        *record_span, index(event.first_month, -math.inf), index(event.last_month, math.inf)
    ):
        yield month(first), month(last), inside


def _suspend_commitments(project: Project, event: Event) -> Project:
    rows: list[Record] = []
    names = _Names(project, Commitment)
    for row in project.all(Commitment):
        if hits_source(project, event, row.source) and hits_item(project, event, row.item):
            for part, (first, last, inside) in enumerate(_months_cut(row, event)):
                status = "suspended" if inside else row.status
                name = names.of(row.id, part)
                rows.append(attrs.evolve(row, id=name, first_month=first, last_month=last, status=status))
        else:
            rows.append(row)
    return _with(project, Commitment, rows)


def _change_incentives(project: Project, event: Event, change: Change) -> Project:
    rows: list[Record] = []
    names = _Names(project, Incentive)
    for row in project.all(Incentive):
        if hits_item(project, event, row.item):
            for part, (first, last, inside) in enumerate(_months_cut(row, event)):
                rate = change(row.rate) if inside else row.rate
                name = names.of(row.id, part)
                rows.append(attrs.evolve(row, id=name, first_month=first, last_month=last, rate=rate))
        else:
            rows.append(row)
    return _with(project, Incentive, rows)


# -------------------------------------------------------------------------- regimes


def _window(event: Event) -> tuple[dt.date | None, dt.date | None]:
    """The event's window in days; None where it is open."""
    first = event.first_month.first_day if event.first_month else None
    return first, event.last_month.last_day if event.last_month else None


def _set_regimes(project: Project, event: Event, status: str) -> Project:
    """Inside the window the regimes hit have ``status``; outside they stay as they are."""
    rows: list[Record] = []
    names = _Names(project, Regime)
    hit = set(regimes_hit(project, event))
    start, end = _window(event)
    for row in project.all(Regime):
        if row not in hit:
            rows.append(row)
            continue
        outside = [piece for piece in _days_cut(row, start, end) if not piece[2]]
        pieces = [(start, end, True), *outside]
        for part, (first, last, inside) in enumerate(pieces):
            name, state = names.of(row.id, part), status if inside else row.status
            rows.append(attrs.evolve(part_of(row), id=name, from_date=first, until_date=last, status=state))
    return _with(project, Regime, rows)


def _days_cut(
    regime: Regime, start: dt.date | None, end: dt.date | None
) -> Iterator[tuple[dt.date | None, dt.date | None, bool]]:
    def ordinal(day: dt.date | None, otherwise: float) -> float:
        return otherwise if day is None else day.toordinal()

    def day(ordinal: float) -> dt.date | None:
        return dt.date.fromordinal(int(ordinal)) if math.isfinite(ordinal) else None

    own = (ordinal(regime.from_date, -math.inf), ordinal(regime.until_date, math.inf))
    for first, last, inside in _cut(*own, ordinal(start, -math.inf), ordinal(end, math.inf)):
        yield day(first), day(last), inside


def _tighten(project: Project, event: Event, *, stop: bool) -> Project:
    """Add, beside each regime hit, one that holds in the window: stopped, or slower by the event's days.

    The regimes themselves stay: goods have to satisfy both, and a file under the regime counts for its parts too.
    The added one lists the event's elements only.
    """
    rows: list[Record] = [*project.all(Regime)]
    names = _Names(project, Regime)
    start, end = _window(event)
    for row in regimes_hit(project, event):
        for first, last, inside in _days_cut(row, start, end):
            if inside and row.status != "suspended":
                chosen = tuple(element for element in row.elements if element in event.elements)
                extra = 0.0 if stop else event.value
                rows.append(
                    attrs.evolve(
                        part_of(row),
                        id=names.fresh(f"{row.id} {'stopped' if stop else 'slower'}"),
                        origins=(event.country,) if event.country else row.origins,
                        elements=chosen or row.elements,
                        status="stopped" if stop else row.status,
                        from_date=first,
                        until_date=last,
                        days_p10=max(row.days_p10 + extra, 0.0),
                        days_p50=max(row.days_p50 + extra, 0.0),
                        days_p90=max(row.days_p90 + extra, 0.0),
                    )
                )
    return _with(project, Regime, rows)


class _Names:
    """Ids for the parts that a record falls into: the first keeps the record's own."""

    def __init__(self, project: Project, record: type[Commitment] | type[Incentive] | type[Regime]) -> None:
        self._taken = {row.id for row in project.all(record)}

    def of(self, name: str, part: int) -> str:
        """The id of part ``part`` of the record called ``name``."""
        return self.fresh(name) if part else name

    def fresh(self, name: str) -> str:
        """``name`` where nothing is called so yet, else ``name`` with a number."""
        number, free = 1, name
        while free in self._taken:
            number += 1
            free = f"{name} ({number})"
        self._taken.add(free)
        return free


def _with(project: Project, record: type[Record], rows: Iterable[Record]) -> Project:
    """The project with other records in one table."""
    return project.with_table(TABLE_OF[record].name, dict(enumerate(rows, start=1)))


_KINDS: dict[str, Callable[[Project, Event], Project]] = {
    "capacity factor": lambda p, e: _change_capacity(p, e, lambda value: value * e.value),
    "capacity value": lambda p, e: _change_capacity(p, e, lambda _: e.value),
    "price factor": lambda p, e: _change_offer_series(p, e, Price, "price", lambda value: value * e.value),
    "exchange rate factor": lambda p, e: _change_rates(p, e, lambda value: value * e.value),
    "lead time added": lambda p, e: _change_offer_series(p, e, LeadTime, "lead_days", lambda d: max(d + e.value, 0.0)),
    "licences stopped": lambda p, e: _tighten(p, e, stop=True),
    "licences slower": lambda p, e: _tighten(p, e, stop=False),
    "commitment suspended": _suspend_commitments,
    "demand factor": lambda p, e: _change_demand(p, e, lambda value: value * e.value),
    "regime in force": lambda p, e: _set_regimes(p, e, "in force"),
    "regime suspended": lambda p, e: _set_regimes(p, e, "suspended"),
    "incentive rate": lambda p, e: _change_incentives(p, e, lambda _: e.value),
}
