"""All rows of a list read and joined: the records they give, which are there already, and why rows are refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from desktop.model.fields import Value
from desktop.model.progress import Progress
from desktop.model.project import Project
from desktop.model.records import TABLE, Record
from desktop.session.importing.known import Identities, Named
from desktop.session.importing.layout import Layout
from desktop.session.importing.row_reader import Fault, Part, RowReader
from desktop.session.intake import Cell, Row

_REPORT_EVERY = 500


@attrs.define(eq=False)
class Pending:
    """A record that rows give: its row in the project (None: new), what it was, and what rows say of it.

    ``made`` holds the message key of where a value comes from that no row said; ``row`` is the first row of the list
    that named it.
    """

    table: str
    key: tuple[Value, ...]
    at: int | None
    before: Record | None
    row: int
    values: dict[str, Value] = attrs.field(factory=dict)
    made: dict[str, str] = attrs.field(factory=dict)

    @property
    def changes(self) -> dict[str, Value]:
        """The fields in which a known record becomes another."""
        return {name: value for name, value in self.values.items() if getattr(self.before, name) != value}

    @property
    def label(self) -> str:
        """How people call it: its name, else its identity."""
        name = self.values.get("name") or getattr(self.before, "name", "")
        return str(name) if name else " / ".join(str(part) for part in self.key if part not in (None, ""))


@attrs.frozen(eq=False)
class Line:
    """One row of the list: its cells, the records it gives by table, those of its columns across, its faults."""

    row: int
    cells: Mapping[int, Cell]
    owners: Mapping[str, Pending]
    across: Mapping[int, Pending]
    faults: tuple[Fault, ...]

    @property
    def pending(self) -> tuple[Pending, ...]:
        """All records that the row gives or adds to."""
        return (*self.owners.values(), *self.across.values())


@attrs.frozen(eq=False)
class Draft:
    """What a list would do to a project with a layout: its lines, the records by table, and the names it uses."""

    project: Project
    layout: Layout
    lines: tuple[Line, ...]
    pending: Mapping[str, tuple[Pending, ...]]
    names: tuple[Named, ...]


def draft(project: Project, layout: Layout, rows: Iterable[Row], last: int, progress: Progress) -> Draft:
    """Read all rows below the header; ``last`` is the number of the last one, for telling how far it is.

    Raises Cancelled when the handle says so.
    """
    identities = Identities(project, layout)
    joining = _Joining(layout, RowReader(project, layout, identities), identities)
    for at, row in enumerate(rows):
        if at % _REPORT_EVERY == 0:
            progress.report("step-import-read", min(row[0].row / max(last, 1), 1.0))
        if row[0].row > layout.header.last:
            joining.take(row)
    found: dict[str, list[Pending]] = {name: [] for name in layout.of.tables}
    for pending in joining.pending.values():
        found[pending.table].append(pending)
    records = {name: tuple(rows_of) for name, rows_of in found.items()}
    return Draft(project, layout, tuple(joining.lines), records, tuple(identities.names.values()))


class _Joining:
    """Joins what rows say; what a refused row says leaves no trace."""

    def __init__(self, layout: Layout, reader: RowReader, identities: Identities) -> None:
        self._main = layout.kind
        self._reader, self._identities = reader, identities
        self.pending: dict[tuple[str, tuple[Value, ...]], Pending] = {}
        self.lines: list[Line] = []

    def take(self, row: Row) -> None:
        """Read one row, and keep what it says unless some of it is refused."""
        cells = {cell.column: cell for cell in row}
        parts, faults = self._reader.read(cells)
        if not parts and not faults:
            return
        joined = [(part, self._found(part, row[0].row)) for part in parts] if not faults else []
        for part, pending in joined:
            faults += self._contradictions(part, pending, row[0].row)
        if faults:
            self.lines.append(Line(row[0].row, cells, {}, {}, tuple(faults)))
            return
        for part, pending in joined:
            self._keep(part, pending)
        owners = {part.table.name: pending for part, pending in joined if not part.across}
        across = {part.across: pending for part, pending in joined if part.across}
        self.lines.append(Line(row[0].row, cells, owners, across, ()))

    def _found(self, part: Part, row: int) -> Pending:
        place = (part.table.name, part.key)
        if place in self.pending:
            return self.pending[place]
        at, before = self._identities.find(part.table, part.key)
        return Pending(part.table.name, part.key, at, before, row)

    def _contradictions(self, part: Part, pending: Pending, row: int) -> Sequence[Fault]:
        """What a row says differently from an earlier one; also the same figures of a second row are told."""
        return [
            Fault(
                part.columns.get(name, 0),
                "import-contradicts",
                {"field": TABLE[pending.table].field[name].label, "record": pending.label, "row": pending.row},
            )
            for name, value in part.values.items()
            if pending.row != row and pending.values.get(name, value) != value and name not in pending.made
        ]

    def _keep(self, part: Part, pending: Pending) -> None:
        self.pending.setdefault((pending.table, pending.key), pending)
        pending.values.update(part.values)
        pending.made = {name: key for name, key in pending.made.items() if name not in part.values}
        for name, (value, key) in part.made.items():
            if name not in pending.values:
                pending.values[name] = value
                pending.made[name] = key
