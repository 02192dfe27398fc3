"""Problems of single records: fields out of their limits, doubled records, references to nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from desktop.model.errors import Problem, Value, Values
from desktop.model.fields import Field
from desktop.model.project import Project
from desktop.model.records import TABLES, Record, Table


def problem(
    project: Project, record: Record, key: str, field: str, values: Values | None = None, *, note: bool = False
) -> Problem:
    """A problem of ``record``, with its place in ``project``."""
    table = next(table for table in TABLES if isinstance(record, table.record))
    row = next((number for number, each in project.tables[table.name].items() if each is record), None)
    found = _placed(table, row, record, key, field, values or {})
    return attrs.evolve(found, severity="note") if note else found


def shape_problems(project: Project) -> Iterator[Problem]:
    """Field faults, doubled records and dangling references of all tables."""
    if len(project.tables["settings"]) != 1:
        yield Problem("settings-rows", {"count": len(project.tables["settings"])}, table="settings")
    for table in TABLES:
        yield from _faulty_fields(project, table)
        yield from _doubled(project, table)
        yield from _dangling(project, table)


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
    for row, record in project.tables[table.name].items():
        for field in table.fields:
            value = getattr(record, field.name)
            key = field.fault(value)
            if key is not None:
                yield _placed(table, row, record, key, field.name, _described(field, str(value)))


def _described(field: Field, value: str) -> dict[str, Value]:
    return {
        "value": value,
        "least": f"{field.least:g}",
        "most": f"{field.most:g}",
        "unit": field.unit,
        "choices": ", ".join(field.choices),
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
