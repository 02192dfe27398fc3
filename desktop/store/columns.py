"""How the values of fields lie in the columns of a project file, and the digest that tells damage."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from desktop.model.fields import Field, Value
from desktop.model.months import Month
from desktop.model.records import TABLE, Record, Table
from desktop.store.layout import CURRENT, Layout

Stored = None | int | float | str
_WIDEST = 2**63


def write_rows(db: sqlite3.Connection, table: Table, records: Sequence[Record]) -> None:
    """Insert ``records`` in their order."""
    marks = ", ".join("?" * (len(table.fields) + 1))
    rows = ((at, *stored_row(table, record, CURRENT[table.name])) for at, record in enumerate(records))
    db.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)  # noqa: S608 - names of our own tables


def read_rows(db: sqlite3.Connection, table: Table, names: Sequence[str]) -> Iterator[Record]:
    """The records of a table in their order, of which the file has the fields ``names``.

    Raises ValueError for what no field can hold.
    """
    chosen = ", ".join(f'"{name}"' for name in names)
    for row in db.execute(f"SELECT {chosen} FROM {table.name} ORDER BY row"):  # noqa: S608 - names of our own tables
        yield record_of(table, names, row)


def record_of(table: Table, names: Sequence[str], row: Sequence[Stored]) -> Record:
    """The record that a row of such columns holds; raises ValueError for what no field can hold."""
    return table.record(**{name: _value(table.field[name], stored) for name, stored in zip(names, row, strict=True)})


def stored_row(table: Table, record: Record, names: Sequence[str]) -> tuple[Stored, ...]:
    """The values of these fields of a record as the file holds them."""
    return tuple(_stored(table.field[name], getattr(record, name)) for name in names)


def digest(content: Mapping[str, Sequence[Record]], layout: Layout) -> str:
    """SHA-256 over all values that such a file holds, in order: whatever flips a bit in the file changes it."""
    found = hashlib.sha256()
    for name, names in layout.items():
        rows = [stored_row(TABLE[name], record, names) for record in content[name]]
        found.update(json.dumps([name, rows], ensure_ascii=True).encode("ascii"))
    return found.hexdigest()


def _stored(field: Field, value: Value) -> Stored:
    if field.kind == "number" and isinstance(value, int):
        value = float(value)
    if isinstance(value, Month | dt.date):
        return str(value)
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float) and not math.isfinite(value):
        return repr(value)  # a database stores NaN as nothing at all
    if isinstance(value, int) and not -_WIDEST <= value < _WIDEST:
        return str(value)
    return value


def _names(field: Field, stored: str) -> tuple[str, ...]:
    try:
        names = json.loads(stored)
    except RecursionError:
        names = None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError(f"{field.name}: {stored[:60]!r}")
    return tuple(names)


def _value(field: Field, stored: Stored) -> Value:
    """The value of a field; what is of another kind than the field's makes the file damaged."""
    if stored is None:
        return None
    match field.kind:
        case "number":
            return float(stored)
        case "whole":
            return int(stored)
        case "flag":
            return bool(stored)
    if not isinstance(stored, str):
        raise ValueError(f"{field.name}: {stored!r}")  # noqa: TRY004 - one kind of error for all damage
    match field.kind:
        case "month":
            return Month.from_iso(stored)
        case "date":
            return dt.date.fromisoformat(stored)
        case "names":
            return _names(field, stored)
        case _:
            return stored
