"""What an event makes of a project, month by month: each value that it touches, before and after."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

import attrs

from desktop.model import scenario
from desktop.model.horizon import months_of
from desktop.model.licensing import permits
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.reads import reads
from desktop.model.records import (
    Capacity,
    Commitment,
    Content,
    Event,
    ExchangeRate,
    Incentive,
    Item,
    LeadTime,
    Offer,
    Price,
    Recipe,
    RecipeInput,
    Regime,
    Source,
    Target,
)
from desktop.model.series import spread

State = float | str
"""A number (infinite: no limit), or of licences "free" (none is needed) or "closed" (nothing can leave)."""
States = tuple[State, ...]
FREE, CLOSED = "free", "closed"
Courses = tuple[tuple["Figure", States], ...]
"""Some values by month of the horizon."""


@attrs.frozen
class Figure:
    """One value that has a course through the months: what it is, of which record, and of which item or currency.

    ``kind`` is price, lead days, licence (days of a new file, P50), capacity, rate, demand, commitment or incentive;
    ``table`` and ``record`` say whose it is.
    """

    kind: str
    table: str
    record: str
    detail: str = ""


@attrs.frozen
class Effect:
    """One value in consecutive months that all change: before and after, one state per month."""

    figure: Figure
    first: Month
    before: States
    after: States

    @property
    def last(self) -> Month:
        """The last month that changes."""
        return self.first.plus(len(self.before) - 1)


def effects_of(project: Project, row: int) -> tuple[Effect, ...]:
    """What the event of a row changes, where the events of its scenario that stand before it have applied already."""
    event = project.rows(Event)[row]
    rows = [key for key, other in project.rows(Event).items() if other.scenario == event.scenario]
    at = rows.index(row)
    before, after = (_world(project, event.scenario, rows[:count]) for count in (at, at + 1))
    return effects(before, after)


def effects(before: Project, after: Project) -> tuple[Effect, ...]:
    """All that differs between two states of the world, figure by figure."""
    if before is after:
        return ()
    old, new, first = courses(before), courses(after), months_of(before)[0]
    return tuple(
        effect
        for figure in dict.fromkeys((*old, *new))
        if (was := old.get(figure)) is not (now := new.get(figure))  # of tables that both have, all is the same
        for effect in _changed(figure, first, was, now)
    )


def courses(world: Project) -> Mapping[Figure, States]:
    """Every value that an event can touch, by month of the horizon; what is zero throughout may be missing."""
    months = months_of(world)
    found: dict[Figure, States] = {}
    for part in (_offers, _capacities, _rates, _demand, _commitments, _incentives):
        found.update(part(world, months))
    return found


def _world(project: Project, name: str, rows: Iterable[int]) -> Project:
    """The project after the events of these rows alone."""
    known = project.tables["events"]
    return scenario.apply(project.with_table("events", {row: known[row] for row in rows}), name)


def _changed(figure: Figure, first: Month, old: States | None, new: States | None) -> Iterator[Effect]:
    size = len(old or new or ())
    before, after = old or (0.0,) * size, new or (0.0,) * size
    for kinds, places in groupby(range(size), key=lambda at: _kind(before[at], after[at])):
        run = list(places)
        if kinds:
            part = slice(run[0], run[-1] + 1)
            yield Effect(figure, first.plus(run[0]), before[part], after[part])


def _kind(before: State, after: State) -> tuple[object, ...]:
    """What must be the same throughout one effect; nothing where nothing changes."""
    if before == after:
        return ()
    return tuple(state if isinstance(state, str) else math.isfinite(state) for state in (before, after))


def _course(steps: Iterable[tuple[Month | None, float]], months: tuple[Month, ...], base: float) -> States:
    dated = [(month, value) for month, value in steps if month is not None]
    return tuple(spread(dated, months, base))


def _offers(world: Project, months: tuple[Month, ...]) -> Courses:
    columns = (_prices(world, months), _lead_times(world, months), _licences(world, months))
    return tuple(course for offer in zip(*columns, strict=True) for course in offer)


@reads(Offer, Price)
def _prices(world: Project, months: tuple[Month, ...]) -> Courses:
    rows = world.grouped(Price, "offer")
    return tuple(
        (
            Figure("price", "offers", offer.id),
            _course(((row.from_month, row.value) for row in rows.get(offer.id, ())), months, offer.price),
        )
        for offer in world.all(Offer)
    )


@reads(Offer, LeadTime)
def _lead_times(world: Project, months: tuple[Month, ...]) -> Courses:
    rows = world.grouped(LeadTime, "offer")
    return tuple(
        (
            Figure("lead days", "offers", offer.id),
            _course(((row.from_month, row.value) for row in rows.get(offer.id, ())), months, offer.lead_days),
        )
        for offer in world.all(Offer)
    )


@reads(Offer, LeadTime, Source, Regime, Item, Content, Recipe, RecipeInput)
def _licences(world: Project, months: tuple[Month, ...]) -> Courses:
    found = []
    for offer in world.all(Offer):
        asked = permits(world, offer, months, "P50")
        states = (CLOSED if each.closed else each.days if each.needed else FREE for each in asked)
        found.append((Figure("licence", "offers", offer.id), tuple(states)))
    return tuple(found)


@reads(Capacity, Offer, Source, Recipe)
def _capacities(world: Project, months: tuple[Month, ...]) -> Courses:
    owners: tuple[tuple[str, type[Offer] | type[Source] | type[Recipe]], ...] = (
        ("offer", Offer),
        ("source", Source),
        ("recipe", Recipe),
    )
    found = []
    for column, record in owners:
        rows = world.grouped(Capacity, column)
        for owner in world.all(record):
            base = math.inf if owner.capacity is None else owner.capacity
            course = _course(((row.from_month, row.value) for row in rows.get(owner.id, ())), months, base)
            limited = tuple(math.inf if value == scenario.UNLIMITED else value for value in course)
            found.append((Figure("capacity", f"{column}s", owner.id), limited))
    return tuple(found)


@reads(ExchangeRate)
def _rates(world: Project, months: tuple[Month, ...]) -> Courses:
    return tuple(
        (
            Figure("rate", "exchange_rates", currency),
            _course(((row.from_month, row.rate) for row in rows), months, 0.0),
        )
        for currency, rows in world.grouped(ExchangeRate, "currency").items()
    )


@reads(Target)
def _demand(world: Project, months: tuple[Month, ...]) -> Courses:
    found = []
    for item, rows in world.grouped(Target, "item").items():
        asked = dict.fromkeys(months, 0.0)
        for row in rows:
            if row.month in asked:
                asked[row.month] += row.quantity
        found.append((Figure("demand", "items", item), tuple(asked.values())))
    return tuple(found)


@reads(Commitment)
def _commitments(world: Project, months: tuple[Month, ...]) -> Courses:
    """What each source owes of each item in each month; parts of one commitment count together."""
    owed: dict[Figure, list[float]] = {}
    for row in world.all(Commitment):
        course = owed.setdefault(Figure("commitment", "sources", row.source, row.item), [0.0] * len(months))
        for at in _held(row, months) if row.status == "in force" else ():
            course[at] += row.quantity
    return tuple((figure, tuple(course)) for figure, course in owed.items())


@reads(Incentive)
def _incentives(world: Project, months: tuple[Month, ...]) -> Courses:
    """What is paid for each item in each month: rates of one sort together."""
    paid: dict[Figure, list[float]] = {}
    for row in world.all(Incentive):
        course = paid.setdefault(Figure("incentive", "items", row.item, row.rate_kind), [0.0] * len(months))
        for at in _held(row, months):
            course[at] += row.rate
    return tuple((figure, tuple(course)) for figure, course in paid.items())


def _held(row: Commitment | Incentive, months: tuple[Month, ...]) -> Iterator[int]:
    """The places of the months in which a record holds."""
    for at, month in enumerate(months):
        if (row.first_month is None or row.first_month <= month) and (
            row.last_month is None or month <= row.last_month
        ):
            yield at
