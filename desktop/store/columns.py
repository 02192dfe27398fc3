"""How the values of fields lie in the columns of a project file, and the digests that tell damage."""

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
from desktop.store.layout import Layout

Stored = None | int | float | str
Raw = Stored | bytes
"""What a file may hold in the place of a stored value when it is damaged."""
Row = tuple[Stored, ...]
_WIDEST = 2**63


def write_rows(db: sqlite3.Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert stored rows in their order; their numbers begin at 0."""
    marks = ", ".join("?" * (len(table.fields) + 1))
    numbered = ((at, *row) for at, row in enumerate(rows))
    db.executemany(f"INSERT INTO {table.name} VALUES ({marks})", numbered)  # noqa: S608 - names of our own tables


def read_rows(db: sqlite3.Connection, table: Table, names: Sequence[str]) -> Iterator[Record]:
    """The records of a table in their order, of which the file has the fields ``names``.

    Raises ValueError for what no field can hold.
    """
    chosen = ", ".join(f'"{name}"' for name in names)
    for row in db.execute(f"SELECT {chosen} FROM {table.name} ORDER BY row"):  # noqa: S608 - names of our own tables
        yield record_of(table, names, row)


def record_of(table: Table, names: Sequence[str], row: Sequence[Raw]) -> Record:
    """The record that a row of such columns holds; raises ValueError for what no field can hold."""
    return table.record(**{name: _value(table.field[name], stored) for name, stored in zip(names, row, strict=True)})


def stored_row(table: Table, record: Record, names: Sequence[str]) -> Row:
    """The values of these fields of a record as the file holds them."""
    return tuple(_stored(table.field[name], getattr(record, name)) for name in names)


def stored_rows(table: Table, records: Sequence[Record], names: Sequence[str]) -> list[Row]:
    """``stored_row`` of every record, in order."""
    return [stored_row(table, record, names) for record in records]


def digest(content: Mapping[str, Sequence[Record]], layout: Layout) -> str:
    """SHA-256 over all values that such a file holds, in order: whatever flips a bit in the file changes it."""
    found = hashlib.sha256()
    for name, names in layout.items():
        found.update(_written(name, stored_rows(TABLE[name], content[name], names)))
    return found.hexdigest()


def table_digest(name: str, rows: Sequence[Row]) -> str:
    """How many rows a table has, and the SHA-256 over their stored values, in order."""
    return f"{len(rows)} {hashlib.sha256(_written(name, rows)).hexdigest()}"


def told(layout: Layout, version: int, rows: Mapping[str, Sequence[Row]]) -> dict[str, str]:
    """What a file says of itself: its version, its tables and columns, and the digest of each table."""
    digests = {name: table_digest(name, rows[name]) for name in layout}
    return {"format": str(version), "layout": json.dumps(layout), **digests}


def _written(name: str, rows: Sequence[Row]) -> bytes:
    return json.dumps([name, rows], ensure_ascii=True).encode("ascii")


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


def _value(field: Field, stored: Raw) -> Value:
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
