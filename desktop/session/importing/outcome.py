"""What a draft would make of the project: one edit, what it adds, changes and deletes, and what goes wrong then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

import attrs

from desktop.model import checks
from desktop.model.edits import AddRecords, DropRecords, Edit, SetFields, Several, apply
from desktop.model.errors import Problem
from desktop.model.fields import Value
from desktop.model.months import Month
from desktop.model.progress import Progress
from desktop.model.project import Project
from desktop.model.records import TABLE, Record, Table
from desktop.model.uses import following
from desktop.session.importing.amounts import Rates
from desktop.session.importing.derived import OPEN
from desktop.session.importing.draft import Draft, Line
from desktop.session.importing.layout import Layout, Use
from desktop.session.importing.money import Money
from desktop.session.importing.pending import Pending
from desktop.session.importing.slots import UNIT

State = Literal["added", "changed", "same", "left", "unused", "refused"]
_SMALL = 0.2
STATES: tuple[State, ...] = ("added", "changed", "same", "left", "unused", "refused")
"""What becomes of a row; one that is ``unused`` has nothing in the columns used, as a heading between rows."""


@attrs.frozen
class Count:
    """How many records of a table are added, changed, the same already, left alone as asked, and deleted.

    ``kept`` are those that would be deleted if no refused row named them.
    """

    table: str
    added: int = 0
    changed: int = 0
    same: int = 0
    left: int = 0
    dropped: int = 0
    kept: int = 0


@attrs.frozen
class CellOutcome:
    """What becomes of one cell: the value its field gets, the one it had (None in a new record), and its state."""

    state: State
    value: Value = None
    before: Value = None


@attrs.frozen(eq=False)
class Outcome:
    """The result of a draft; nothing of it is in the project before ``edit`` is applied.

    ``edit`` is None when nothing would change, ``after`` is the project after it. ``problems`` are those that the
    project does not have without it. ``states`` say what becomes of each line of the draft, ``lines`` how many there
    are of each; ``troubled`` are the problems of each record that a line gives, ``doubtful`` the positions of the lines
    that are refused or bring some. ``conversions`` are the pairs of currencies, with their rate, between which figures
    were converted with the exchange rates of ``rate_month``.
    """

    draft: Draft
    edit: Edit | None
    after: Project
    counts: tuple[Count, ...]
    dropped: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...]
    states: tuple[State, ...]
    lines: Counter[State]
    troubled: Mapping[Pending, tuple[Problem, ...]]
    doubtful: tuple[int, ...]
    conversions: tuple[tuple[str, str, float], ...]
    rate_month: Month

    def cell(self, line: Line, column: int, use: Use) -> CellOutcome | None:
        """What becomes of a cell; None where its column, or the cell, gives nothing."""
        if use.slot is None or use.slot.table == UNIT.table:
            return None
        pending = line.across.get(column) if use.across else line.owner(use.slot.table)
        values = pending.values if pending is not None else {}
        if pending is None or use.slot.field not in values:
            return None
        value = values[use.slot.field]
        if pending.before is None:
            return CellOutcome("added", value)
        before = getattr(pending.before, use.slot.field)
        return CellOutcome("same" if before == value else state_of(pending, self.draft.layout), value, before)

    def rate(self, line: Line, column: int, use: Use) -> tuple[str, str, float] | None:
        """The currency that a cell is in, the one that its figure was converted to, and the rate; None for none."""
        if not self.conversions:
            return None
        pair = Money(self.draft.layout).converted(line, column, use)
        return next((each for each in self.conversions if each[:2] == pair), None)


def outcome(draft: Draft, progress: Progress) -> Outcome:
    """The edit that a draft makes, with everything there is to know before it is made; raises Cancelled."""
    edits: list[Edit] = []
    for table, pendings in draft.pending.items():
        edits += _of_table(draft, table, pendings)
    dropped = _dropped(draft)
    edits += [DropRecords(name, sorted(rows)) for name, rows in dropped.items()]
    edit = Several(edits, "edit-import") if edits else None
    progress.report("step-import-check", 0.0)
    after = apply(draft.project, edit) if edit else draft.project
    problems = (*_questions(draft), *_brought(draft.project, after, progress)) if edit else ()
    rates = Rates(draft.project)
    names = {
        name: tuple(TABLE[name].label(draft.project.tables[name][row]) for row in sorted(rows))
        for name, rows in dropped.items()
    }
    troubled, states = _troubled(draft, problems), tuple(_states(draft))
    return Outcome(
        draft,
        edit,
        after,
        _counts(draft, dropped),
        names,
        problems,
        states,
        Counter(states),
        troubled,
        tuple(at for at, line in enumerate(draft.lines) if line.faults or _any_of(line, troubled)),
        tuple((*pair, rates.between(*pair)) for pair in Money(draft.layout).pairs(draft.lines)),
        rates.month,
    )


def _any_of(line: Line, troubled: Mapping[Pending, object]) -> bool:
    return bool(troubled) and any(pending in troubled for pending in line.pending)


def state_of(pending: Pending, layout: Layout) -> State:
    """What becomes of a record."""
    if pending.before is None:
        return "added"
    if not pending.changes:
        return "same"
    return "left" if layout.mode == "add" else "changed"


def _states(draft: Draft) -> Iterator[State]:
    """What becomes of each row as a whole: the first of its records' states."""
    known: dict[Pending, State] = {}
    for line in draft.lines:
        if line.faults:
            yield "refused"
            continue
        if not line.pending:
            yield "unused"
            continue
        found = set()
        for pending in line.pending:
            if pending not in known:
                known[pending] = state_of(pending, draft.layout)
            found.add(known[pending])
        yield next((state for state in STATES if state in found), "same")


def _troubled(draft: Draft, problems: Iterable[Problem]) -> dict[Pending, tuple[Problem, ...]]:
    """The problems of each record that the list gives."""
    rows: dict[str, set[int]] = {}
    for problem in problems:
        rows.setdefault(problem.table, set()).add(problem.row or 0)
    found: dict[tuple[str, int], Pending] = {}
    for table, wanted in rows.items():
        number = draft.project.next_row(table) - 1
        for pending in draft.pending.get(table, ()):
            number += pending.at is None
            if (at := number if pending.at is None else pending.at) in wanted:
                found[table, at] = pending
    troubled: dict[Pending, tuple[Problem, ...]] = {}
    for problem in problems:
        record = found.get((problem.table, problem.row or 0))
        if record is not None:
            troubled[record] = (*troubled.get(record, ()), problem)
    return troubled


def _questions(draft: Draft) -> Iterator[Problem]:
    """What the list leaves open about new records, though they come in."""
    row = draft.project.next_row("sources") - 1
    for pending in draft.pending.get("sources", ()):
        row += pending.at is None
        if OPEN in pending.made.values():
            yield Problem("import-class-open", {}, "sources", row, "class_", pending.label, severity="note")


def _of_table(draft: Draft, table: str, pendings: tuple[Pending, ...]) -> Iterator[Edit]:
    new = [pending for pending in pendings if pending.before is None]
    if new:
        yield AddRecords(table, [*_records(TABLE[table], new)])
    if draft.layout.mode != "add":
        cells = {pending.at: pending.changes for pending in pendings if pending.at is not None and pending.changes}
        if cells:
            yield SetFields(table, cells)


def _records(table: Table, new: Iterable[Pending]) -> Iterator[Record]:
    defaults: dict[str, Value] = {field.name: field.default for field in table.fields}
    for pending in new:
        yield table.record(**{**defaults, **pending.values})


def _dropped(draft: Draft) -> dict[str, set[int]]:
    """When the list replaces its table: records that it does not name, and what hangs on them, with the evidence.

    What a refused row names is not deleted: the list has it, though nobody knows yet what it says of it.
    """
    if draft.layout.mode != "replace" or not draft.pending.get(draft.layout.kind):
        return {}
    kind, project = draft.layout.kind, draft.project
    gone = set(project.tables[kind]) - {pending.at for pending in draft.pending[kind]} - draft.spared
    if not gone:
        return {}
    also = following(project, kind, gone)
    found: dict[str, set[int]] = {kind: gone}
    for name, rows in also.rows.items():
        found.setdefault(name, set()).update(rows)
    if also.evidence:
        found.setdefault("evidence", set()).update(also.evidence)
    return found


def _counts(draft: Draft, dropped: Mapping[str, set[int]]) -> tuple[Count, ...]:
    found = []
    for name in dict.fromkeys((*draft.pending, *dropped)):
        pendings = draft.pending.get(name, ())
        new = sum(pending.before is None for pending in pendings)
        differing = sum(pending.before is not None and bool(pending.changes) for pending in pendings)
        adding = draft.layout.mode == "add"
        same = len(pendings) - new - differing
        changed, left = (0, differing) if adding else (differing, 0)
        kept = len(draft.spared - {each.at for each in pendings}) if name == draft.layout.kind else 0
        count = Count(name, new, changed, same, left, len(dropped.get(name, ())), kept)
        if count != Count(name):
            found.append(count)
    return tuple(found)


def _brought(project: Project, after: Project, progress: Progress) -> tuple[Problem, ...]:
    """The problems that the project has after the edit and does not have without it."""
    before = {(each.key, each.table, each.record, each.field) for each in checks.check(project)}
    progress.report("step-import-check", _SMALL)
    found = checks.check(after)
    progress.report("step-import-check", 1.0)
    return tuple(each for each in found if (each.key, each.table, each.record, each.field) not in before)
