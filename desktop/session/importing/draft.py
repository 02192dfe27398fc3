"""All rows of a list read and joined: the records they give, which are there already, and why rows are refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from desktop.model.fields import Value
from desktop.model.progress import Progress
from desktop.model.project import Project
from desktop.model.records import TABLE
from desktop.session.importing.derived import OPEN
from desktop.session.importing.gaps import filled_down
from desktop.session.importing.known import Identities, Named
from desktop.session.importing.layout import Layout
from desktop.session.importing.pending import Pending
from desktop.session.importing.reading import DAYS, NUMBERS, nothing
from desktop.session.importing.row_reader import Part, RowReader
from desktop.session.importing.shapes import Fault
from desktop.session.importing.spared import Spared
from desktop.session.importing.stated import Refused, Told
from desktop.session.intake import Line as Read
from desktop.text import entry
from desktop.text.entry import Raw

_REPORT_EVERY = 500
_NOTE = "note"
_HALF = 0.5
_NONE_ACROSS: Mapping[int, Pending] = {}


@attrs.frozen(eq=False)
class Line:
    """One row of the list: its cells, the records it gives, those of its columns across by column, its faults."""

    row: int
    columns: tuple[int, ...]
    values: tuple[Raw, ...]
    records: tuple[Pending, ...]
    across: Mapping[int, Pending]
    faults: tuple[Fault, ...]

    @property
    def pending(self) -> tuple[Pending, ...]:
        """All records that the row gives or adds to."""
        return (*self.records, *self.across.values()) if self.across else self.records

    def owner(self, table: str) -> Pending | None:
        """The record of a table that the row as a whole gives."""
        return next((pending for pending in self.records if pending.table == table), None)

    def raw(self, column: int) -> Raw:
        """The cell in a column, None where there is none."""
        return self.values[self.columns.index(column)] if column in self.columns else None


@attrs.frozen(eq=False)
class Draft:
    """What a list would do to a project with a layout: its lines, the records by table, and the names it uses.

    ``spared`` are the rows of the main table that rows of the list name, or may name, though they are refused; they
    are sought where the list replaces its table. ``filled`` are the columns of rows of the list, by row, in which an
    empty cell got what stands above.
    """

    project: Project
    layout: Layout
    lines: tuple[Line, ...]
    pending: Mapping[str, tuple[Pending, ...]]
    names: tuple[Named, ...]
    spared: frozenset[int] = frozenset()
    filled: Mapping[int, tuple[int, ...]] = attrs.field(factory=dict)


def draft(project: Project, layout: Layout, rows: Iterable[Read], last: int, progress: Progress) -> Draft:
    """Read all rows below the header; ``last`` is the number of the last one, for telling how far it is.

    Raises Cancelled when the handle says so.
    """
    texts: dict[str, str] = {}
    filled: dict[int, tuple[int, ...]] = {}
    lines = list(filled_down(layout, _gathered(layout, rows, last, progress, texts), filled))
    identities = Identities(project, layout)
    reader = RowReader(project, layout, identities, _different(layout, lines))
    spared = Spared(layout, identities.names)
    joining = _Joining(reader, frozenset(filter(nothing, (*texts, None))), spared)
    del texts
    for at, line in enumerate(lines):
        if at % _REPORT_EVERY == 0:
            progress.report("step-import-read", _HALF + _HALF * at / len(lines))
        joining.take(line)
    found: dict[str, list[Pending]] = {name: [] for name in layout.of.tables}
    for pending in joining.pending.values():
        found[pending.table].append(pending)
    records = {name: tuple(rows_of) for name, rows_of in found.items()}
    kept = spared.rows(project) if layout.mode == "replace" else frozenset[int]()
    return Draft(project, layout, tuple(joining.lines), records, tuple(identities.names.values()), kept, filled)


def _gathered(
    layout: Layout, rows: Iterable[Read], last: int, progress: Progress, texts: dict[str, str]
) -> Iterator[Read]:
    """The rows below the header; ``texts`` keeps once what many cells hold."""
    shapes: dict[tuple[int, ...], tuple[int, ...]] = {}
    for at, (row, columns, values, faults) in enumerate(rows):
        if at % _REPORT_EVERY == 0:
            progress.report("step-import-read", _HALF * min(row / max(last, 1), 1.0))
        if row > layout.header.last:
            kept = tuple([texts.setdefault(value, value) if isinstance(value, str) else value for value in values])
            yield row, shapes.setdefault(columns, columns), kept, faults


def _different(layout: Layout, lines: Iterable[Read]) -> dict[int, tuple[Raw, ...]]:
    """The different cells of each column that holds figures written as text, or days."""
    used = {at: use.slot.declared.kind for at, use in layout.uses.items() if use.slot is not None}
    found: dict[int, dict[Raw, None]] = {at: {} for at, kind in used.items() if kind in (*NUMBERS, *DAYS)}
    bare = {at for at in found if used[at] in DAYS}
    for _, columns, values, faults in lines:
        for column, value in zip(columns, values, strict=True):
            if column in found and (isinstance(value, str) or column in bare) and not (faults and column in faults):
                found[column][value] = None
    return {at: tuple(value for value in cells if not nothing(value)) for at, cells in found.items()}


class _Joining:
    """Joins what rows say; of what a refused row says only the names count, so that nothing of that name is deleted.

    A row without anything in the columns used is kept as a line without records.
    """

    def __init__(self, reader: RowReader, empty: frozenset[Raw], spared: Spared) -> None:
        self._reader, self._empty, self._spared = reader, empty, spared
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._made: dict[tuple[tuple[str, str], ...], Mapping[str, str]] = {}
        self.pending: dict[tuple[str, tuple[Value, ...]], Pending] = {}
        self.lines: list[Line] = []

    def take(self, line: Read) -> None:
        """Read one row, and keep what it says unless some of it is refused."""
        row, columns, values, _ = line
        parts, faults = self._reader.read(*self._filled(line))
        if not parts and not faults:
            self.lines.append(Line(row, columns, values, (), _NONE_ACROSS, ()))
            return
        joined = [(part, part.pending or self._found(part, row)) for part in parts] if not faults else []
        for part, pending in joined:
            if pending.row != row and part.pending is None:
                faults += self._contradictions(part, pending)
        faults += _differing(joined)
        if faults:
            self._spared.take(parts)
            self.lines.append(Line(row, columns, values, (), _NONE_ACROSS, tuple(faults)))
            return
        for part, pending in joined:
            if part.pending is None:
                self._keep(part, pending)
        records = tuple([pending for part, pending in joined if not part.across])
        across = {part.across: pending for part, pending in joined if part.across} or _NONE_ACROSS
        self.lines.append(Line(row, columns, values, records, across, ()))

    def _filled(self, line: Read) -> tuple[tuple[int, ...], tuple[Told, ...]]:
        """The cells that say anything, with why it cannot be used in place of what is wrong."""
        _, columns, values, faults = line
        if faults is None and self._empty.isdisjoint(values):
            return columns, values
        wrong = faults or {}
        filled = [
            (column, Refused(wrong[column], entry=str(value)) if column in wrong else value)
            for column, value in zip(columns, values, strict=True)
            if column in wrong or value not in self._empty
        ]
        return tuple(column for column, _ in filled), tuple(value for _, value in filled)

    def _found(self, part: Part, row: int) -> Pending:
        known = self.pending.get((part.table.name, part.key))
        return known or Pending(part.table.name, part.key, part.at, part.before, row)

    def _contradictions(self, part: Part, pending: Pending) -> list[Fault]:
        """What a row says differently from an earlier one; also the same figures of a second row are told."""
        known = pending.values
        return [
            Fault(
                part.columns.get(name, 0),
                "import-contradicts",
                {"field": TABLE[pending.table].field[name].label, "record": pending.label, "row": pending.row},
            )
            for name, value in part.values.items()
            if known.get(name, value) != value and name not in pending.made and name != _NOTE
        ]

    def _keep(self, part: Part, pending: Pending) -> None:
        known = pending.values
        self.pending.setdefault((pending.table, pending.key), pending)
        values = {**known, **part.values}
        if _NOTE in known and _NOTE in part.values and _NOTE not in pending.made:
            values[_NOTE] = _noted(str(known[_NOTE]), str(part.values[_NOTE]))
        made = {name: key for name, key in pending.made.items() if name not in part.values}
        for name, (value, key) in part.made.items():
            if name not in values or (made.get(name) == OPEN and key != OPEN):
                values[name], made[name] = value, key
        if made.get(_NOTE) == OPEN and made.get("class_") != OPEN:  # another row answers what the note asks
            del values[_NOTE], made[_NOTE]
        names = tuple(values)
        pending.names, pending.told = self._names.setdefault(names, names), tuple(values.values())
        pending.made = self._made.setdefault(tuple(made.items()), made)
        part.pending = pending


def _noted(before: str, more: str) -> str:
    """Remarks of several rows on one record, one after the other: they add to one another, unlike figures."""
    return before if more in before.split("; ") else f"{before}; {more}"


def _differing(joined: Sequence[tuple[Part, Pending]]) -> Iterator[Fault]:
    """What two columns of a row say differently of the same record, as two that stand for the same month may.

    Of a column that stands for several months the first that differs is enough.
    """
    said: dict[tuple[str, tuple[Value, ...]], Part] = {}
    told_of: set[int] = set()
    for part, pending in joined:
        first = said.setdefault((part.table.name, part.key), part) if part.across else part
        for name, value in part.values.items() if first is not part and part.across not in told_of else ():
            if first.values.get(name, value) != value:
                told_of.add(part.across)
                told = {"field": part.table.field[name].label, "record": pending.label}
                yield Fault(part.across, "import-columns-differ", {**told, "other": entry.show(first.values[name])})
