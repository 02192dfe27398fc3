"""What a draft would make of the project: one edit, what it adds, changes and deletes, and what goes wrong then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal

import attrs

from desktop.model import checks
from desktop.model.edits import AddRecords, DropRecords, Edit, SetFields, Several, apply
from desktop.model.errors import Problem
from desktop.model.fields import Value
from desktop.model.months import Month
from desktop.model.progress import Progress
from desktop.model.project import Project
from desktop.model.records import TABLE, TABLES, Record
from desktop.session.importing import units
from desktop.session.importing.draft import Draft, Line, Pending
from desktop.session.importing.layout import Use
from desktop.session.importing.reading import Rates, money_of
from desktop.session.importing.slots import UNIT, Slot

State = Literal["added", "changed", "same", "left", "refused"]
STATES: tuple[State, ...] = ("added", "changed", "same", "left", "refused")


@attrs.frozen
class Count:
    """How many records of a table are added, changed, the same already, left alone as asked, and deleted."""

    table: str
    added: int = 0
    changed: int = 0
    same: int = 0
    left: int = 0
    dropped: int = 0


@attrs.frozen
class CellOutcome:
    """What becomes of one cell: the value its field gets, the one it had (None in a new record), and its state."""

    state: State
    value: Value = None
    before: Value = None


@attrs.frozen(eq=False, slots=False)
class Outcome:
    """The result of a draft; nothing of it is in the project before ``edit`` is applied.

    ``edit`` is None when nothing would change. ``problems`` are those that the project does not have without it;
    ``places`` finds the line of the list that a record comes from, by table and row number.
    """

    draft: Draft
    edit: Edit | None
    counts: tuple[Count, ...]
    dropped: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...]
    places: Mapping[tuple[str, int], Pending]

    def state(self, line: Line) -> State:
        """What becomes of a row as a whole."""
        if line.faults:
            return "refused"
        found = {self.of(pending) for pending in line.pending}
        return next((state for state in STATES if state in found), "same")

    def of(self, pending: Pending) -> State:
        """What becomes of a record."""
        if pending.before is None:
            return "added"
        if not pending.changes:
            return "same"
        return "left" if self.draft.layout.mode == "add" else "changed"

    def cell(self, line: Line, column: int, use: Use) -> CellOutcome | None:
        """What becomes of a cell; None where its column, or the cell, gives nothing."""
        if use.slot is None or use.slot == UNIT:
            return None
        pending = line.across.get(column) if use.across else line.owners.get(use.slot.table)
        if pending is None or use.slot.field not in pending.values:
            return None
        value = pending.values[use.slot.field]
        if pending.before is None:
            return CellOutcome("added", value)
        before = getattr(pending.before, use.slot.field)
        return CellOutcome("same" if before == value else self.of(pending), value, before)

    def rate(self, line: Line, column: int, use: Use) -> tuple[str, str, float] | None:
        """The currency that a cell is in, the one that its figure was converted to, and the rate; None for none."""
        pending = line.owners.get("offers")
        known = str(getattr(pending.before, "currency", "")) if pending else ""
        wanted = known or (str(pending.values.get("currency", "")) if pending else "")
        if use.slot is None or "currency" not in use.slot.declared.unit or not wanted or column not in line.cells:
            return None
        given = money_of(line.cells[column], use) or self._row_money(line)
        return (given, wanted, self._rates.between(given, wanted)) if given and given != wanted else None

    def _row_money(self, line: Line) -> str:
        """The currency that a column of its own, or a constant, names for the row."""
        slot = Slot("offers", "currency")
        columns = [column for column, use in self.draft.layout.uses.items() if use.slot == slot]
        told = [str(line.cells[column].value) for column in columns if column in line.cells]
        return units.currency((told or [self.draft.layout.constants.get(slot, "")])[0])

    @property
    def rate_month(self) -> Month:
        """The month whose exchange rates are used."""
        return self._rates.month

    @cached_property
    def _rates(self) -> Rates:
        return Rates(self.draft.project)

    @cached_property
    def lines(self) -> Counter[State]:
        """How many rows of the list there are of each state."""
        return Counter(self.state(line) for line in self.draft.lines)

    @property
    def new(self) -> Iterator[Pending]:
        """Every record that is added."""
        return (pending for pendings in self.draft.pending.values() for pending in pendings if pending.before is None)


def outcome(draft: Draft, progress: Progress) -> Outcome:
    """The edit that a draft makes, with everything there is to know before it is made; raises Cancelled."""
    edits: list[Edit] = []
    places: dict[tuple[str, int], Pending] = {}
    for table, pendings in draft.pending.items():
        edits += _of_table(draft, table, pendings, places)
    dropped = _dropped(draft)
    edits += [DropRecords(name, sorted(rows)) for name, rows in dropped.items()]
    edit = Several(edits, "edit-import") if edits else None
    progress.report("step-import-check", 0.0)
    problems = _brought(draft.project, edit) if edit else ()
    progress.report("step-import-check", 1.0)
    names = {
        name: tuple(TABLE[name].label(draft.project.tables[name][row]) for row in sorted(rows))
        for name, rows in dropped.items()
    }
    return Outcome(draft, edit, _counts(draft, dropped), names, problems, places)


def _of_table(
    draft: Draft, table: str, pendings: tuple[Pending, ...], places: dict[tuple[str, int], Pending]
) -> Iterator[Edit]:
    new = [pending for pending in pendings if pending.before is None]
    first = draft.project.next_row(table)
    places.update({(table, first + at): pending for at, pending in enumerate(new)})
    if new:
        yield AddRecords(table, [_record(pending) for pending in new])
    if draft.layout.mode != "add":
        cells = {pending.at: pending.changes for pending in pendings if pending.at is not None and pending.changes}
        places.update({(table, pending.at): pending for pending in pendings if pending.at is not None})
        if cells:
            yield SetFields(table, cells)


def _record(pending: Pending) -> Record:
    table = TABLE[pending.table]
    values: dict[str, Value] = {field.name: field.default for field in table.fields}
    return table.record(**{**values, **pending.values})


def _dropped(draft: Draft) -> dict[str, set[int]]:
    """When the list replaces its table: records that it does not name, and others that mean nothing without them."""
    if draft.layout.mode != "replace" or not draft.pending.get(draft.layout.kind):
        return {}
    kind, project = draft.layout.kind, draft.project
    named = {pending.at for pending in draft.pending[kind]}
    gone = {kind: set(project.tables[kind]) - named}
    waiting = [kind]
    while waiting:
        name = waiting.pop()
        ids = {str(getattr(project.tables[name][row], "id", "")) for row in gone[name]} - {""}
        for table in TABLES:
            refs = [
                field.name for field in table.fields if field.kind == "ref" and field.table == name and field.required
            ]
            refs += (
                ["offer", "source", "recipe"]
                if table.name == "capacities" and name in {"offers", "sources", "recipes"}
                else []
            )
            refs = [ref for ref in refs if table.field[ref].table == name]
            found = {
                row
                for row, record in project.tables[table.name].items()
                if any(getattr(record, ref) in ids for ref in refs)
            } - gone.get(table.name, set())
            if found:
                gone.setdefault(table.name, set()).update(found)
                waiting.append(table.name)
    return {name: rows for name, rows in gone.items() if rows}


def _counts(draft: Draft, dropped: Mapping[str, set[int]]) -> tuple[Count, ...]:
    found = []
    for name in dict.fromkeys((*draft.pending, *dropped)):
        pendings = draft.pending.get(name, ())
        new = sum(pending.before is None for pending in pendings)
        differing = sum(pending.before is not None and bool(pending.changes) for pending in pendings)
        adding = draft.layout.mode == "add"
        same = len(pendings) - new - differing
        changed, left = (0, differing) if adding else (differing, 0)
        count = Count(name, new, changed, same, left, len(dropped.get(name, ())))
        if count != Count(name):
            found.append(count)
    return tuple(found)


def _brought(project: Project, edit: Edit) -> tuple[Problem, ...]:
    """The problems that the project has after the edit and does not have without it."""
    before = {(each.key, each.table, each.record, each.field) for each in checks.check(project)}
    after = checks.check(apply(project, edit))
    return tuple(each for each in after if (each.key, each.table, each.record, each.field) not in before)
