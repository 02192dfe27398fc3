"""When the licence files of a plan go in, are looked at and used, and until when files in hand are good for what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal

import attrs

from desktop.analysis import licences, orders
from desktop.analysis.lens import ALL, Lens, weights
from desktop.analysis.memory import remembered
from desktop.model import licensing
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.records import Item, Licence, Offer, Regime, Source

SOON_DAYS = 60
"""A file in hand that ends within so many days of the plan date raises an alarm."""
_NOTHING = 1e-9
_QUANTILES = ("days_p10", "days_p50", "days_p90")
Alarm = Literal["", "expired", "soon", "unused"]


@attrs.frozen
class Course:
    """One file still to put in: the last day for it, when it is granted if fast, usual or slow, when goods move.

    The three days of the grant are counted from ``file_by``; goods leave on ``leaves`` and arrive on ``arrives``.
    ``quantity`` is as bought, in ``unit``.
    """

    file_by: dt.date
    fast: dt.date
    usual: dt.date
    slow: dt.date
    leaves: dt.date
    arrives: dt.date
    quantity: float
    unit: str


@attrs.frozen
class Held:
    """A file in hand: the days on which goods may leave under it (``until`` None: open), and what is left, in ``unit``.

    ``last_use`` is the last day on which the plan ships under it. ``alarm`` tells that it has ended ("expired"),
    ends ``SOON_DAYS`` after the plan date at the latest with something left ("soon"), or later in the plan so
    ("unused").
    """

    licence: str
    status: str
    since: dt.date
    until: dt.date | None
    allowed: float
    left: float
    unit: str
    last_use: dt.date | None
    alarm: Alarm


@attrs.frozen
class Group:
    """All files for what one source delivers of one item: those to put in by their days, and those in hand."""

    source: str
    item: str
    name: str
    courses: tuple[Course, ...]
    held: tuple[Held, ...]

    @property
    def first_day(self) -> dt.date:
        """The day on which the planner has to look at it first."""
        ends = [each.until for each in self.held if each.until is not None]
        return min([course.file_by for course in self.courses[:1]] + ends, default=dt.date.max)


@attrs.frozen
class Turn:
    """A day on which a regime begins to hold, or ends: its id, its name, and which of both."""

    day: dt.date
    regime: str
    name: str
    begins: bool


@remembered
def groups(plan: Plan, lens: Lens = ALL) -> tuple[Group, ...]:
    """The files of the items seen, gathered by source and item, in the order in which they ask for something."""
    offers, sources, items = plan.world.by_id(Offer), plan.world.by_id(Source), plan.world.by_id(Item)
    seen = None if lens.kind == "all" else weights(plan.world, lens)
    courses: dict[tuple[str, str], list[Course]] = {}
    files_held: dict[tuple[str, str], list[Held]] = {}
    for offer, course in _courses(plan):
        courses.setdefault((offers[offer].source, offers[offer].item), []).append(course)
    for offer, file in _held(plan):
        files_held.setdefault((offers[offer].source, offers[offer].item), []).append(file)
    found = []
    for source, item in dict.fromkeys((*courses, *files_held)):
        if seen is None or item in seen:
            own = sorted(courses.get((source, item), []), key=lambda each: each.file_by)
            name = f"{_name(sources[source])} · {_name(items[item])}"
            found.append(Group(source, item, name, tuple(own), tuple(files_held.get((source, item), []))))
    return tuple(sorted(found, key=lambda group: (group.first_day, group.name)))


def turns(plan: Plan) -> tuple[Turn, ...]:
    """The days within the plan on which a regime that controls anything offered begins, stops or ends."""
    touched = {regime.id for offer in plan.world.all(Offer) for regime in licensing.applying(plan.world, offer)}
    today = plan.world.settings.plan_date or plan.months[0].first_day
    found = []
    for regime in plan.world.all(Regime):
        if regime.id in touched and regime.status != "suspended":
            name = regime.name or regime.id
            for day, begins in ((regime.from_date, True), (regime.until_date, False)):
                if day is not None and today <= day <= plan.months[-1].last_day:
                    found.append(Turn(day, regime.id, name, begins))
    return tuple(sorted(found, key=lambda turn: (turn.day, turn.name)))


def _courses(plan: Plan) -> Iterator[tuple[str, Course]]:
    lines = orders.table(plan)
    new = lines[lines["file_by"].notna()]
    columns = ("offer", "month", "licence", "file_by", "quantity", "unit")
    taking = _Taking(plan)
    for offer, month, licence, file_by, quantity, unit in new[list(columns)].itertuples(index=False, name=None):
        record = plan.world.by_id(Offer)[str(offer)]
        (leaves,) = licensing.leaving(plan.world, record, (month,))
        fast, usual, slow = taking.granted(record, month, str(licence), file_by)
        yield str(offer), Course(file_by, fast, usual, slow, leaves, month.first_day, float(quantity), str(unit))


class _Taking:
    """When files are granted by each of ``_QUANTILES``; what the same regimes ask is looked up once."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._permits: dict[str, tuple[licensing.Permit, ...]] = {}
        self._known: dict[tuple[licensing.Permit, str], tuple[licensing.Permit, ...]] = {}

    def granted(self, offer: Offer, month: Month, licence: str, filed: dt.date) -> tuple[dt.date, ...]:
        """When a file that went in on a day is granted if it is fast, usual or slow."""
        if offer.id not in self._permits:
            self._permits[offer.id] = licensing.permits(self._plan.world, offer, self._plan.months, "P50")
        permit = self._permits[offer.id][month.index - self._plan.months[0].index]
        file = self._plan.world.by_id(Licence).get(licence)
        regime = file.regime if file else ""
        if (permit, regime) not in self._known:
            asked = permit.beside(regime) if regime else permit
            self._known[permit, regime] = tuple(self._with(asked, days) for days in _QUANTILES)
        return tuple(licensing.granted_on(filed, each) for each in self._known[permit, regime])

    def _with(self, permit: licensing.Permit, days: str) -> licensing.Permit:
        """The same permit with the days of its regimes that one of ``_QUANTILES`` names."""
        regimes = self._plan.world.by_id(Regime)
        asks = tuple(
            attrs.evolve(ask, days=float(getattr(regimes[ask.regime], days))) if ask.regime in regimes else ask
            for ask in permit.asks
        )
        return attrs.evolve(permit, asks=asks)


def _held(plan: Plan) -> Iterator[tuple[str, Held]]:
    table, records = licences.held(plan), plan.world.by_id(Licence)
    today = plan.world.settings.plan_date or plan.months[0].first_day
    columns = ("licence", "offer", "allowed", "used", "unit")
    for id_, offer, allowed, used, unit in table[list(columns)].itertuples(index=False, name=None):
        file = records[str(id_)]
        if file.status in licensing.USED_LICENCES:
            left = float(allowed) - float(used)
            left = left if left > _NOTHING * float(allowed) else 0.0
            alarm = _alarm(file, left, today, plan.months)
            days = _since(plan, file, today), file.valid_until
            yield str(offer), Held(file.id, file.status, *days, allowed, left, unit, _last_use(plan, file), alarm)


def _since(plan: Plan, file: Licence, today: dt.date) -> dt.date:
    """The first day on which goods may leave under a file: its own, or that of the grant one may count on."""
    granted = dt.date.min
    regime = plan.world.by_id(Regime).get(file.regime)
    if file.status == "submitted" and regime is not None:
        days = regime.days_p90 if licences.days(plan) == "P90" else regime.days_p50
        ask = licensing.Ask(regime.id, regime.id, days)
        granted = licensing.granted_on(file.submitted or today, licensing.Permit((ask,)))
    return max(file.valid_from or granted, granted)


def _last_use(plan: Plan, file: Licence) -> dt.date | None:
    months = [order.month for order in plan.orders if order.licence == file.id]
    if not months:
        return None
    return max(licensing.leaving(plan.world, plan.world.by_id(Offer)[file.offer], (month,))[0] for month in months)


def _alarm(file: Licence, left: float, today: dt.date, months: Sequence[Month]) -> Alarm:
    if file.valid_until is None:
        return ""
    if file.valid_until < today:
        return "expired"
    if not left:
        return ""
    if (file.valid_until - today).days <= SOON_DAYS:
        return "soon"
    return "unused" if file.valid_until <= months[-1].last_day else ""


def _name(record: Source | Item) -> str:
    return record.name or record.id
