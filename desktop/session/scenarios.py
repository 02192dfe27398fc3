"""Edits of whole scenarios, and how every mix fares under every scenario: a few figures kept of each plan."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence

import attrs

from desktop.analysis import coverage
from desktop.analysis.figures import limits_bent
from desktop.model.edits import AddRecords, DropRecords, Edit, SetFields, Several
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.project import Project
from desktop.model.records import Event, Evidence, Issued, Mix, Pin, Rule, Scenario
from desktop.session.shares import unused

Pair = tuple[str, str]
_MOST = 400
"""Standings kept at least; each keeps the tables that it was made of."""
_MOST_NUMBERS = 10_000
"""Versions of mixes and scenarios that are told apart before all is forgotten."""
_OWN = ("events", "evidence", "issued", "mixes", "pins", "rules", "scenarios")
"""Tables of which a plan reads only what is its mix's or its scenario's own."""


def add(project: Project, name: str, note: str = "") -> tuple[Edit, str]:
    """The edit that adds a scenario without events, and its id."""
    identity = unused(_id_of(name), set(project.by_id(Scenario)))
    names = {each.name for each in project.all(Scenario)}
    scenario = Scenario(id=identity, name=unused(name, names), note=note)
    return AddRecords("scenarios", [scenario], "edit-scenario-new"), identity


def duplicate(project: Project, scenario: str, name: str) -> tuple[Edit, str]:
    """The edit that adds a scenario like another, with copies of its events and pins, and its id."""
    known = project.by_id(Scenario)
    identity = unused(scenario, set(known))
    copy = attrs.evolve(known[scenario], id=identity, name=unused(name, {each.name for each in known.values()}))
    pins = set(project.by_id(Pin))
    events = [attrs.evolve(event, scenario=identity) for event in project.all(Event) if event.scenario == scenario]
    held = [
        attrs.evolve(pin, id=unused(pin.id, pins), scenario=identity)
        for pin in project.all(Pin)
        if pin.scenario == scenario
    ]
    parts: list[Edit] = [AddRecords("scenarios", [copy])]
    parts += [AddRecords(table, records) for table, records in (("events", events), ("pins", held)) if records]
    return Several(tuple(parts), "edit-scenario-new"), identity


def rename(project: Project, scenario: str, name: str) -> Edit:
    """The edit that gives a scenario another name."""
    row = next(row for row, record in project.rows(Scenario).items() if record.id == scenario)
    return SetFields("scenarios", {row: {"name": name}}, "edit-scenario-name")


def drop(project: Project, scenario: str) -> Edit:
    """The edit that takes a scenario away with its events, its pins and the evidence for it."""
    gone = {
        "events": [row for row, event in project.rows(Event).items() if event.scenario == scenario],
        "pins": [row for row, pin in project.rows(Pin).items() if pin.scenario == scenario],
        "evidence": [
            row
            for row, proof in project.rows(Evidence).items()
            if (proof.table, proof.record) == ("scenarios", scenario)
        ],
        "scenarios": [row for row, record in project.rows(Scenario).items() if record.id == scenario],
    }
    return Several(tuple(DropRecords(table, rows) for table, rows in gone.items() if rows), "edit-scenario-drop")


@attrs.frozen
class Standing:
    """How a mix fares under a scenario: share delivered on time (0-1), rupees, first month short, limits bent.

    ``promised`` tells whether there is any target, ``sound`` whether the plan was verified, ``whole`` whether it is
    in whole lots.
    """

    on_time: float
    cost_inr: float
    first_short: Month | None
    bent: int
    promised: bool
    sound: bool
    whole: bool = False

    @classmethod
    def of(cls, plan: Plan) -> Standing:
        """That of a plan; of all its figures only these are computed, so that it can be told while one drags."""
        first = coverage.first_short(plan)
        promised = any(map(any, plan.target.values()))
        month = first.month if first else None
        on_time, bent, whole = coverage.overall(plan), limits_bent(plan), plan.answer == "whole"
        return cls(on_time, plan.cost.total, month, bent, promised, plan.verified, whole)


class Standings:
    """Keeps how mixes fare under scenarios by all that a plan reads, so that nothing is planned twice.

    An edit of one scenario's events, or of one mix's rules, leaves the standings of all others known.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[Hashable, Standing] = OrderedDict()
        self._most = _MOST
        self._numbers: dict[Hashable, int] = {}
        self._keys: _Keys | None = None

    def keep(self, plan: Plan) -> None:
        """Take note of a plan."""
        key = self._key(plan.project, plan.mix, plan.scenario)
        self._known[key] = Standing.of(plan)
        self._known.move_to_end(key)
        while len(self._known) > self._most:
            self._known.popitem(last=False)

    def of(self, project: Project, mix: str, scenario: str) -> Standing | None:
        """How a mix fares under a scenario of a project, None where that is not known yet."""
        return self._known.get(self._key(project, mix, scenario))

    def missing(self, project: Project, pairs: Sequence[Pair]) -> tuple[Pair, ...]:
        """Those of (mix, scenario) that are not known, of several that must come out alike the first."""
        self._most = max(_MOST, 2 * len(pairs))
        keys: dict[Hashable, Pair] = {}
        for mix, scenario in pairs:
            keys.setdefault(self._key(project, mix, scenario), (mix, scenario))
        return tuple(pair for key, pair in keys.items() if key not in self._known)

    def _key(self, project: Project, mix: str, scenario: str) -> Hashable:
        if len(self._numbers) > _MOST_NUMBERS:
            self._numbers.clear()
            self._known.clear()
            self._keys = None
        if self._keys is None or self._keys.project is not project:
            self._keys = _Keys(project, self._numbers)
        return self._keys.of(mix, scenario)


class _Keys:
    """All that each plan of one project reads: whole tables, and what is its mix's or its scenario's own, numbered."""

    def __init__(self, project: Project, numbers: dict[Hashable, int]) -> None:
        self.project = project
        self._numbers = numbers
        self._tables = tuple(_Same(rows) for name, rows in project.tables.items() if name not in _OWN)
        self._mixes: dict[str, int] = {}
        self._scenarios: dict[str, int] = {}

    def of(self, mix: str, scenario: str) -> Hashable:
        """The key of one plan."""
        if mix not in self._mixes:
            self._mixes[mix] = self._number(("mix", *self._of_mix(mix)))
        if scenario not in self._scenarios:
            self._scenarios[scenario] = self._number(("scenario", *self._of_scenario(scenario)))
        held = (pin for pin in self.project.grouped(Pin, "mix").get(mix, ()) if pin.scenario in ("", scenario))
        pins = tuple(attrs.evolve(pin, scenario="", reason="") for pin in held)
        return self._tables, self._mixes[mix], self._scenarios[scenario], pins

    def _number(self, part: Hashable) -> int:
        return self._numbers.setdefault(part, len(self._numbers))

    def _of_mix(self, mix: str) -> tuple[Hashable, ...]:
        """A mix without how it is called, its rules and those of all mixes, and what was issued of it."""
        chosen = self.project.by_id(Mix).get(mix)
        rules = (rule for rule in self.project.all(Rule) if rule.mix in ("", mix))
        issued = self.project.grouped(Issued, "mix").get(mix, ())
        return chosen and attrs.evolve(chosen, name="", colour="#0072B2", note=""), tuple(rules), issued

    def _of_scenario(self, scenario: str) -> tuple[Hashable, ...]:
        """The events of a scenario without how they are called; none for the project as entered."""
        own = self.project.grouped(Event, "scenario").get(scenario, ()) if scenario else ()
        return tuple(attrs.evolve(event, scenario="", note="") for event in own)


@attrs.frozen(eq=False)
class _Same:
    """A thing that equals only itself, and stays alive as long as it is compared."""

    thing: object

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.thing is other.thing

    def __hash__(self) -> int:
        return id(self.thing)


def _id_of(name: str) -> str:
    """A short name made of a long one."""
    words = "".join(letter.lower() if letter.isalnum() else " " for letter in name).split()
    return "-".join(words[:4]) or "scenario"
