"""Problems of single records: fields out of their limits, doubled records, references to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import cast

import attrs

from desktop.model.errors import Problem, Values
from desktop.model.errors import Value as Said
from desktop.model.fields import YEARS, Field, Value
from desktop.model.project import Project
from desktop.model.records import TABLE, TABLES, Record, Table

_REFERRED_TO = {
    table.name: tuple(TABLE[name].record for name in sorted({field.table for field in table.fields} - {"", table.name}))
    for table in TABLES
}
"""The kinds of records that those of a table refer to."""


def problem(
    project: Project, record: Record, key: str, field: str, values: Values | None = None, *, note: bool = False
) -> Problem:
    """A problem of ``record``, with its place in ``project``."""
    table = next(table for table in TABLES if isinstance(record, table.record))
    row = _numbers(project.part(table.record), table).get(id(record))
    found = _placed(table, row, record, key, field, values or {})
    return attrs.evolve(found, severity="note") if note else found


def _numbers(part: Project, table: Table) -> Mapping[int, int]:
    """The row number of each record of a table by the record's identity; of the same in two rows the first."""
    kept = part.memo.get(_numbers)
    if kept is None:
        rows = part.tables[table.name].items()
        kept = part.memo[_numbers] = (), {id(record): number for number, record in reversed(tuple(rows))}
    return cast("Mapping[int, int]", kept[1])


def shape_problems(project: Project) -> Iterator[Problem]:
    """Field faults, doubled records and dangling references of all tables."""
    if len(project.tables["settings"]) != 1:
        yield Problem("settings-rows", {"count": len(project.tables["settings"])}, table="settings")
    for table in TABLES:
        yield from _of_table(project, table)


def _of_table(project: Project, table: Table) -> tuple[Problem, ...]:
    """The problems of one table, found once for all projects that share it and those that it refers to."""
    part = project.part(table.record, *_REFERRED_TO[table.name])
    kept = part.memo.get(_of_table)
    if kept is None:
        found = (*_faulty_fields(part, table), *_doubled(part, table), *_dangling(part, table))
        kept = part.memo[_of_table] = (), found
    return cast("tuple[Problem, ...]", kept[1])


def sound_part(project: Project, found: Sequence[Problem]) -> Project:
    """The project without records that have such a problem, nor those that refer to one set aside.

    ``found`` are the shape problems of the project.
    """
    while True:
        faulty: dict[str, set[int]] = {}
        for each in found:
            if each.row is not None:
                faulty.setdefault(each.table, set()).add(each.row)
        if not faulty:
            return project
        for name, rows in faulty.items():
            project = project.drop(name, rows)
        found = tuple(shape_problems(project))


def _placed(table: Table, row: int | None, record: Record, key: str, field: str, values: Values) -> Problem:
    return Problem(
        key,
        values,
        table=table.name,
        row=row,
        field=field,
        record=table.label(record),
    )


def _faulty_fields(project: Project, table: Table) -> Iterator[Problem]:
    rows = project.tables[table.name]
    wrong = {field.name: faults for field in table.fields if (faults := _faults(field, rows.values()))}
    for row, record in rows.items() if wrong else ():
        for name, faults in wrong.items():
            value = getattr(record, name)
            key = faults.get((type(value), value))
            if key is not None:
                yield _placed(table, row, record, key, name, _described(table.field[name], str(value)))


def _faults(field: Field, records: Iterable[Record]) -> dict[tuple[type, Value], str]:
    """The faulty values of a field; each is judged once, as many records have the same."""
    values = list(map(attrgetter(field.name), records))
    different = dict.fromkeys(zip(map(type, values), values, strict=True))
    return {each: key for each in different if (key := field.fault(each[1])) is not None}


def _described(field: Field, value: str) -> dict[str, Said]:
    return {
        "value": value,
        "least": f"{field.least:g}",
        "most": f"{field.most:g}",
        "unit": field.unit,
        "choices": ", ".join(field.choices),
        "first": str(YEARS[0]),
        "last": str(YEARS[1]),
    }


def _doubled(project: Project, table: Table) -> Iterator[Problem]:
    seen: set[tuple[object, ...]] = set()
    for row, record in project.tables[table.name].items():
        identity = tuple(getattr(record, name) for name in table.identity)
        if table.identity and identity in seen:
            yield _placed(table, row, record, "record-doubled", table.identity[-1], {"name": table.label(record)})
        seen.add(identity)


def _dangling(project: Project, table: Table) -> Iterator[Problem]:
    refs = [field for field in table.fields if field.kind == "ref"]
    known = {field.table: {str(getattr(row, "id")) for row in project.tables[field.table].values()} for field in refs}  # noqa: B009 - the id of a generic record
    titles = {each.name: each.title for each in TABLES}
    for row, record in project.tables[table.name].items():
        for field in refs:
            name = getattr(record, field.name)
            if isinstance(name, str) and name and name not in known[field.table]:
                yield _placed(table, row, record, "dangling", field.name, {"name": name, "where": titles[field.table]})
