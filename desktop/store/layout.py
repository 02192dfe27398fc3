"""Which tables and columns a project file has: all of today's, or the fewer ones of an older version."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from desktop.model.records import TABLE, TABLES

Layout = Mapping[str, tuple[str, ...]]
"""The columns of each table of records, in the order of the file, without the number of the row."""

APPLICATION_ID = 0x44687475
"""The bytes 'Dhtu' in the file's header, by which the system's `file` command can tell the format."""
VERSION = 3
"""Files of older versions lack tables and columns, whose fields are then as they are by default.

It goes up with every release that adds some, so that the one before can say what it cannot read.
"""
DOUBLED = 3
"""The first version that holds all records twice, with a digest for each table."""

NOTE = "dhatu_file"
"""The table of what the file says of itself."""
MIRROR = "dhatu_mirror"
"""The table that holds all records a second time, packed: what one lost page takes is still in the other."""
VERSIONS, PARTS = "dhatu_versions", "dhatu_version_parts"
"""The tables of the named versions, and of their packed records."""
PARTS_MIRROR = "dhatu_version_mirror"
"""The table that holds the same of all versions, and what they are called, a second time."""
PLANS = "dhatu_plans"
"""The table of results, which can be had again from the records."""
MOST_ROWS = 4_000_000
"""As many rows as all tables of a project may have together: more have no place in memory, and no plan needs them."""
CURRENT: Layout = {table.name: tuple(table.field) for table in TABLES}

_NOTE = "name TEXT PRIMARY KEY, value TEXT NOT NULL"
_DOUBLED = {
    VERSIONS: "number INTEGER PRIMARY KEY, name, note, made, author, digest, shape",
    PARTS: "row INTEGER PRIMARY KEY, number, name, first, data",
    PARTS_MIRROR: "row INTEGER PRIMARY KEY, number, name, first, data",
    PLANS: "row INTEGER PRIMARY KEY, digest, mix, scenario, seal, data",
    MIRROR: "row INTEGER PRIMARY KEY, name, first, data",
}
_COLUMN = re.compile('"([a-z0-9_]+)"')


def statements(layout: Layout, version: int = VERSION) -> dict[str, str]:
    """The statement that creates each table of such a file, in the order in which files were made.

    Salvage relies on this order: it decides on which page each table begins.
    """
    records = {name: "row INTEGER PRIMARY KEY, " + quoted(columns) for name, columns in layout.items()}
    tables = {NOTE: _NOTE, **records, **(_DOUBLED if version >= DOUBLED else {})}
    return {name: f"CREATE TABLE {name} ({columns})" for name, columns in tables.items()}


def layout_of(found: Mapping[str, str], version: int = VERSION) -> Layout | None:
    """The layout that a file's own statements make; None where they are not such as this program writes."""
    layout = columns_of(found)
    return layout if statements(layout, version) == found else None


def columns_of(found: Mapping[str, str]) -> Layout:
    """The tables and columns of today's that a file's own statements name."""
    return {
        name: tuple(column for column in _COLUMN.findall(found[name]) if column in TABLE[name].field)
        for name in TABLE
        if name in found
    }


def quoted(columns: Iterable[str]) -> str:
    """Columns as statements name them."""
    return ", ".join(f'"{column}"' for column in columns)
