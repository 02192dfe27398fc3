"""The library of ready events: what they change, the dated fact behind them, and what a project lacks for them."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NotRequired, TypedDict, cast

import attrs

from desktop.model.edits import AddRecords, apply
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import Event, Incentive, Item, Offer, Regime, Source
from desktop.paths import resource
from desktop.session.event_effects import effects_of
from desktop.session.events import Horizon
from desktop.text.messages import say

_EACH = {"suspended regime": "regime", "incentive": "item", "bought product": "item"}
"""Of what there is one event for every record, and the field that names it."""
_PROBE = "\0"
"""A scenario that no project has, in which events are tried."""


def _names(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(names)


@attrs.frozen
class Change:
    """One event to be: ``named`` are words in a source's id or name, ``each`` asks for one event per record."""

    kind: str
    named: str = ""
    each: str = ""
    class_: str = ""
    country: str = ""
    currency: str = ""
    elements: tuple[str, ...] = attrs.field(default=(), converter=_names)
    value: float = 1.0


class _ChangeEntry(TypedDict, total=False):
    """A change as the file has it."""

    kind: str
    named: str
    each: str
    class_: str
    country: str
    currency: str
    elements: tuple[str, ...]
    value: float


class _Entry(TypedDict):
    """A ready event as the file has it."""

    id: str
    group: str
    source: NotRequired[str]
    begins: NotRequired[str]
    months: int
    change: list[_ChangeEntry]


@attrs.frozen
class Ready:
    """A ready event: ``months`` it lasts (0: to the end), ``begins`` in the month that the fact is about, if any."""

    id: str
    group: str
    changes: tuple[Change, ...]
    source: str = ""
    begins: Month | None = None
    months: int = 0

    @property
    def name(self) -> str:
        """What it is called."""
        return say(f"ready-{self.id}")

    @property
    def about(self) -> str:
        """What it means for a plan."""
        return say(f"ready-{self.id}-about")

    @property
    def fact(self) -> str:
        """The dated fact behind it."""
        return say(f"ready-{self.id}-fact")


@attrs.frozen
class Origin:
    """Who says so: publisher, date as published (``2025-06`` or a day) and how reliable, A best to D."""

    publisher: str
    date: str
    grade: str
    address: str


@cache
def library() -> tuple[Ready, ...]:
    """All ready events, group by group."""
    content = tomllib.loads(resource("events", "library.toml").read_text(encoding="utf-8"))
    return tuple(map(_ready, cast("list[_Entry]", content["ready"])))


@cache
def origins() -> Mapping[str, Origin]:
    """The sources of facts by their id."""
    with resource("facts", "sources.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["id"]: Origin(row["publisher"], row["date"], row["reliability_A_to_D"], row["url"])
            for row in csv.DictReader(lines)
        }


def begins(project: Project, ready: Ready) -> Month:
    """The month in which an event would begin in a project: that of its fact, if the plan has it still before it."""
    horizon = Horizon.of(project)
    return ready.begins if ready.begins and horizon.first <= ready.begins <= horizon.last else horizon.first


def events_of(project: Project, ready: Ready, scenario: str, first: Month, months: int) -> tuple[Event, ...]:
    """The events of a scenario that a ready event becomes in a project, from ``first`` on.

    Those that would change nothing there are left out.
    """
    found = tuple(_events(project, ready, scenario, first, months))
    tried = [attrs.evolve(event, scenario=_PROBE) for event in found]
    world = apply(project, AddRecords("events", tried)) if tried else project
    rows = range(project.next_row("events"), project.next_row("events") + len(tried))
    return tuple(event for row, event in zip(rows, found, strict=True) if effects_of(world, row))


def lacking(project: Project, ready: Ready, first: Month, months: int) -> str:
    """What a project lacks for a ready event to change anything, in a sentence; "" where it does."""
    return "" if events_of(project, ready, "", first, months) else lacked(project, ready)


def lacked(project: Project, ready: Ready) -> str:
    """What a project lacks for a ready event that is known to change nothing, in a sentence."""
    change = ready.changes[0]
    if change.named and not any(_is_named(source, change.named) for source in project.all(Source)):
        return say("ready-lacks-source", name=change.named)
    if change.each and not _each(project, change.each):
        return say(f"ready-lacks-{change.each.replace(' ', '-')}")
    family = {
        "capacity factor": "capacity",
        "price factor": "price",
        "exchange rate factor": "rate",
        "lead time added": "days",
        "licences stopped": "licences",
        "licences slower": "licences",
        "commitment suspended": "suspended",
        "demand factor": "demand",
        "incentive rate": "incentive-rate",
    }
    return say(f"ready-lacks-{family.get(change.kind, 'regime')}")


def _ready(entry: _Entry) -> Ready:
    begins = entry.get("begins")
    return Ready(
        id=entry["id"],
        group=entry["group"],
        changes=tuple(Change(**change) for change in entry["change"]),
        source=entry.get("source", ""),
        begins=Month.from_iso(begins) if begins else None,
        months=entry["months"],
    )


def _events(project: Project, ready: Ready, scenario: str, first: Month, months: int) -> Iterator[Event]:
    origin = origins().get(ready.source)
    note = say("ready-note", name=ready.name, publisher=origin.publisher, date=origin.date) if origin else ready.name
    for change in ready.changes:
        event = Event(
            scenario=scenario,
            kind=change.kind,
            class_=change.class_,
            country=change.country,
            currency=change.currency,
            elements=change.elements,
            first_month=first,
            last_month=first.plus(months - 1) if months else None,
            value=change.value,
            note=note,
        )
        if change.named:
            sources = (source for source in project.all(Source) if _is_named(source, change.named))
            yield from (attrs.evolve(event, source=source.id) for source in sources)
        elif change.each:
            named = _EACH[change.each]
            for name in _each(project, change.each):
                yield attrs.evolve(event, regime=name) if named == "regime" else attrs.evolve(event, item=name)
        else:
            yield event


def _each(project: Project, what: str) -> tuple[str, ...]:
    """The regimes or items that ``what`` speaks of."""
    if what == "suspended regime":
        return tuple(regime.id for regime in project.all(Regime) if regime.status == "suspended")
    if what == "incentive":
        return tuple(dict.fromkeys(incentive.item for incentive in project.all(Incentive)))
    bought = {offer.item for offer in project.all(Offer)}
    return tuple(item.id for item in project.all(Item) if item.id in bought and item.kind in ("component", "product"))


def _is_named(source: Source, word: str) -> bool:
    return word.casefold() in f"{source.id} {source.name}".casefold()
