"""Which records refer to which: by name in a field, or as evidence; what would lead to nothing if some were gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from operator import attrgetter

import attrs

from desktop.model.edits import DropRecords, Edit, Several
from desktop.model.project import Project
from desktop.model.reads import reads
from desktop.model.records import TABLE, TABLES, Evidence, Record, Table

Name = tuple[str, str]
"""A record as others name it: its table and its id, or for evidence its label."""
Rows = Mapping[str, Collection[int]]
_EVIDENCE = "evidence"


@attrs.frozen
class Use:
    """One record that refers to another: its table, row number, and the field that names it."""

    table: str
    row: int
    field: str


Index = Mapping[Name, tuple[Use, ...]]


def uses_of(project: Project, table: str, row: int) -> tuple[Use, ...]:
    """The records that refer to one record, evidence for it last."""
    names, label = _names(TABLE[table], project.tables[table][row])
    return (*(use for name in names for use in _named(project, name)), *_evidence(project, label))


def evidence_of(project: Project, table: str, row: int) -> tuple[int, ...]:
    """The row numbers of the evidence for one record and its fields."""
    _, label = _names(TABLE[table], project.tables[table][row])
    return tuple(use.row for use in _evidence(project, label))


def label_of(table: Table, record: Record) -> str:
    """What evidence calls a record; one without a name of its own is called as its table."""
    return table.label(record) or table.title


@attrs.frozen
class Following:
    """What hangs on records that are to be deleted.

    ``direct`` are the references that would lead to nothing, ``rows`` all records that hang on the deleted ones,
    directly or through others, without these themselves; ``evidence`` are the row numbers of evidence for any of them.
    """

    direct: tuple[Use, ...]
    rows: Mapping[str, tuple[int, ...]]
    evidence: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many records hang on the deleted ones, without evidence."""
        return sum(map(len, self.rows.values()))


def following(project: Project, table: str, rows: Collection[int]) -> Following:
    """What hangs on rows of a table. A name that another record keeps does not go, nor what refers to it."""
    gone: dict[str, set[int]] = {table: set(rows)}
    found: dict[str, set[int]] = {}
    direct: list[Use] = []
    fresh: Rows = {table: set(rows)}
    while fresh:
        uses = [use for name in _lost(project, fresh, gone) for use in _named(project, name)]
        uses = [use for use in uses if use.row not in gone.get(use.table, ())]
        direct = direct or uses
        now: dict[str, set[int]] = {}
        for use in uses:
            now.setdefault(use.table, set()).add(use.row)
            gone.setdefault(use.table, set()).add(use.row)
            found.setdefault(use.table, set()).add(use.row)
        fresh = now
    order = {name: tuple(row for row in project.tables[name] if row in found[name]) for name in TABLE if name in found}
    taken = gone.get(_EVIDENCE, set())
    evidence = {use.row for label in _unlabelled(project, gone) for use in _evidence(project, label)} - taken
    return Following(tuple(direct), order, tuple(sorted(evidence)))


def deletion(table: str, rows: Collection[int], also: Following | None = None) -> Edit:
    """The edit that deletes rows of a table, and what hangs on them with them."""
    own = DropRecords(table, tuple(rows))
    more: dict[str, tuple[int, ...]] = dict(also.rows) if also else {}
    if also and also.evidence:
        more[_EVIDENCE] = (*more.get(_EVIDENCE, ()), *also.evidence)
    if not more:
        return own
    own = DropRecords(table, (*rows, *more.pop(table, ())))
    return Several((own, *(DropRecords(name, dropped) for name, dropped in more.items())), own.name)


def _names(table: Table, record: Record) -> tuple[tuple[Name, ...], Name]:
    """What other records call one: its id, if it has one, and its label for evidence."""
    own = getattr(record, "id", "")
    return (((table.name, own),) if own else ()), (table.name, label_of(table, record))


def _lost(project: Project, fresh: Rows, gone: Mapping[str, set[int]]) -> Iterator[Name]:
    """The ids of fresh rows that no record has that stays."""
    for name, rows in fresh.items():
        if "id" not in TABLE[name].field:
            continue
        there, own = project.tables[name], attrgetter("id")
        lost = dict.fromkeys(own(there[row]) for row in rows)
        known = Counter(filter(lost.__contains__, map(own, there.values())))
        going = Counter(own(there[row]) for row in gone[name])
        yield from ((name, each) for each in lost if each and known[each] == going[each])


def _unlabelled(project: Project, gone: Mapping[str, set[int]]) -> Iterator[Name]:
    """The labels of gone records that no record has that stays."""
    told = {row.table for row in project.all(Evidence)}
    for name, rows in gone.items():
        if name not in told:
            continue
        there, table = project.tables[name], TABLE[name]
        lost = {label_of(table, there[row]) for row in rows}
        kept = {label_of(table, record) for row, record in there.items() if row not in rows}
        yield from ((name, label) for label in sorted(lost - kept))


def _named(project: Project, name: Name) -> Iterator[Use]:
    """The references to a record by its id, in the order of tables and rows."""
    for table in _REFERRING.get(name[0], ()):
        yield from _INDEXES[table](project).get(name, ())


def _evidence(project: Project, label: Name) -> tuple[Use, ...]:
    return _evidence_index(project).get(label, ())


def _indexing(table: Table) -> Callable[[Project], Index]:
    refs = [field for field in table.fields if field.kind == "ref"]

    @reads(table.record)
    def index(project: Project) -> Index:
        found: dict[Name, list[Use]] = {}
        for field in refs:
            read = attrgetter(field.name)
            for row, record in project.tables[table.name].items():
                name = read(record)
                if name:
                    found.setdefault((field.table, name), []).append(Use(table.name, row, field.name))
        return {name: tuple(uses) for name, uses in found.items()}

    return index


@reads(Evidence)
def _evidence_index(project: Project) -> Index:
    found: dict[Name, list[Use]] = {}
    for row, record in project.rows(Evidence).items():
        found.setdefault((record.table, record.record), []).append(Use(_EVIDENCE, row, "record"))
    return {name: tuple(uses) for name, uses in found.items()}


_INDEXES = {table.name: _indexing(table) for table in TABLES}
_REFERRING = {
    told.name: tuple(
        table.name for table in TABLES if any(f.kind == "ref" and f.table == told.name for f in table.fields)
    )
    for told in TABLES
}
