"""Events under the planner's hands: which fields a kind asks for, how one is moved and stretched by months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import attrs

from desktop.model.edits import AddRecords, DropRecords, Edit, SetFields, Several
from desktop.model.fields import Value
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import TABLE, Event, Item, Recipe, Record, Regime, Source
from desktop.session import event_units
from desktop.session.arranging import shown
from desktop.text import formats
from desktop.text.messages import say

Cells = Mapping[str, Value]
Edge = Literal["first_month", "last_month"]
_MONTHS: tuple[Edge, Edge] = ("first_month", "last_month")
_OFFERS = ("source", "class_", "country", "item", "elements")
_CAPACITY = (*_OFFERS, "recipe", "value")
_REGIMES = ("regime", "country", "elements")
ASKED: Mapping[str, tuple[str, ...]] = {
    "capacity factor": _CAPACITY,
    "capacity value": _CAPACITY,
    "price factor": (*_OFFERS, "value"),
    "exchange rate factor": ("currency", "value"),
    "lead time added": (*_OFFERS, "value"),
    "licences stopped": _REGIMES,
    "licences slower": (*_REGIMES, "value"),
    "commitment suspended": _OFFERS,
    "demand factor": ("item", "elements", "value"),
    "regime in force": _REGIMES,
    "regime suspended": _REGIMES,
    "incentive rate": ("item", "elements", "value"),
}
"""What an event of each kind hits, and whether its value counts; its months and note always do."""
_USUAL: Mapping[str, float] = {"lead time added": 30.0, "licences slower": 30.0, "capacity value": 0.0}
_LONGEST = 28


@attrs.frozen
class Horizon:
    """The months that a project plans, both inclusive."""

    first: Month
    last: Month

    @classmethod
    def of(cls, project: Project) -> Horizon:
        """The horizon of a project; a year from January 2000 where the settings name no first month."""
        settings = project.settings
        first = settings.first_month or Month.of(2000, 1)
        return cls(first, first.plus(max(settings.months, 1) - 1))

    @property
    def months(self) -> int:
        """How many months it has."""
        return self.last.index - self.first.index + 1


def moved(event: Event, by: int, horizon: Horizon) -> Cells:
    """What changes when an event is moved ``by`` months: it keeps its length, and at least one month in the horizon.

    An end that is open stays open; an event without any end cannot be moved.
    """
    first, last = event.first_month, event.last_month
    if first is not None and last is not None:
        least, most = horizon.first.index - last.index, horizon.last.index - first.index
        by = max(min(by, max(most, 0)), min(least, 0))
        return {"first_month": first.plus(by), "last_month": last.plus(by)} if by else {}
    if first is not None or last is not None:
        return stretched(event, by, "first_month" if first else "last_month", horizon)
    return {}


def stretched(event: Event, by: int, edge: Edge, horizon: Horizon) -> Cells:
    """What changes when one end of an event is moved ``by`` months: within the horizon, and not past the other end.

    An open end moves from the end of the horizon, and stays open where it would not leave that.
    """
    first, last = event.first_month or horizon.first, event.last_month or horizon.last
    own = first if edge == "first_month" else last
    least = min(horizon.first, own) if edge == "first_month" else first
    most = last if edge == "first_month" else max(horizon.last, own)
    to = Month(max(min(own.index + by, most.index), least.index))
    return {edge: to} if to != own else {}


def with_cells(row: int, cells: Cells) -> Edit:
    """The edit that changes fields of one event."""
    timed = set(cells) <= set(_MONTHS)
    return SetFields("events", {row: cells}, "edit-event-months" if timed else "edit-event")


def with_kind(event: Event, kind: str) -> Cells:
    """What changes when an event becomes one of another kind: what that does not ask for is empty, its value usual."""
    cells: dict[str, Value] = {"kind": kind, "value": _USUAL.get(kind, 1.0)}
    if "value" in ASKED[kind] and "value" in ASKED.get(event.kind, ()) and _measure(kind) == _measure(event.kind):
        cells["value"] = event.value
    for name in {name for names in ASKED.values() for name in names} - {*ASKED[kind], "value"}:
        cells[name] = TABLE["events"].field[name].default
    return cells


def fresh(project: Project, scenario: str, month: Month) -> Event:
    """An event that changes nothing yet: from ``month`` on for six months, or to the end of the horizon."""
    last = min(month.plus(5), Horizon.of(project).last)
    return Event(scenario=scenario, kind="capacity factor", first_month=month, last_month=max(month, last))


def add(project: Project, events: Sequence[Event], before: Sequence[Edit] = ()) -> tuple[Edit, tuple[int, ...]]:
    """The edit that adds events, after what has to be there ``before``, and the row numbers that they get."""
    edit = Several((*before, AddRecords("events", list(events))), "edit-event-add")
    first = project.next_row("events")
    return edit, tuple(range(first, first + len(events)))


def drop(rows: Sequence[int]) -> Edit:
    """The edit that takes events away."""
    return DropRecords("events", rows, "edit-event-drop")


def of_scenario(project: Project, scenario: str) -> Mapping[int, Event]:
    """The events of one scenario by row number, in the order in which they apply."""
    return {row: event for row, event in project.rows(Event).items() if event.scenario == scenario}


def asked(kind: str) -> tuple[str, ...]:
    """The fields that an event of a kind shows: what happens and when, then what it hits."""
    counts = ASKED.get(kind, ())
    value = ("value",) if "value" in counts else ()
    return ("kind", *value, *_MONTHS, *(name for name in counts if name != "value"), "note")


def bar_text(project: Project, event: Event) -> str:
    """An event in a few words: what it hits and what happens to that."""
    value = shown(float(f"{event.value:.6g}"))
    if event.kind not in ASKED:
        return event.kind
    if event.kind == "capacity value" and (unit := event_units.of_capacity(project, event)):
        value = say("unit-month", unit=f"{value} {formats.unit_of(event.value, unit)}")
    return say(f"event-bar-{_key(event.kind)}", hit=hit(project, event), value=value)


def hit(project: Project, event: Event) -> str:
    """What an event hits, in few words; "all" for an event that names nothing."""
    counts = ASKED.get(event.kind, ())
    names = [
        *(_called(project, record, getattr(event, name)) for name, record in _REFERENCES if name in counts),
        shown(event.class_, TABLE["events"].field["class_"]) if "class_" in counts else "",
        *(getattr(event, name) for name in ("country", "currency") if name in counts),
        ", ".join(event.elements) if "elements" in counts else "",
    ]
    return ", ".join(name for name in names if name) or say("event-hits-all")


def kind_words(kind: str) -> str:
    """What an event of a kind does, in a sentence; "" for a kind that there is not."""
    return "" if kind not in ASKED else say(f"event-kind-{_key(kind)}")


def value_words(kind: str) -> str:
    """What the value of an event of a kind means; "" where it has none."""
    return say(f"event-value-{_key(kind)}") if "value" in ASKED.get(kind, ()) else ""


_REFERENCES: tuple[tuple[str, type[Record]], ...] = (
    ("source", Source),
    ("recipe", Recipe),
    ("item", Item),
    ("regime", Regime),
)


def _called(project: Project, record: type[Record], name: str) -> str:
    """The full name of what an event names, where that is short enough, else its id."""
    found = project.by_id(record).get(name)
    full = str(getattr(found, "name", "")) or name
    return full if len(full) <= _LONGEST else name


def _measure(kind: str) -> str:
    """What sort of figure the value is: a factor, days, a quantity."""
    return kind.rsplit(" ", 1)[-1].replace("added", "days").replace("slower", "days")


def _key(kind: str) -> str:
    return kind.replace(" ", "-")
