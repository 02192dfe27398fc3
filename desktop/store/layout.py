"""Which tables and columns a project file has: all of today's, or the fewer ones of an older version."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from desktop.model.records import TABLE, TABLES

Layout = Mapping[str, tuple[str, ...]]
"""The columns of each table of records, in the order of the file, without the number of the row."""

NOTE = "dhatu_file"
"""The table of what the file says of itself."""
CURRENT: Layout = {table.name: tuple(table.field) for table in TABLES}
_COLUMN = re.compile('"([a-z0-9_]+)"')


def statements(layout: Layout) -> dict[str, str]:
    """The statement that creates each table of such a file."""
    note = f"CREATE TABLE {NOTE} (name TEXT PRIMARY KEY, value TEXT NOT NULL)"
    return {NOTE: note, **{name: _statement(name, columns) for name, columns in layout.items()}}


def layout_of(found: Mapping[str, str]) -> Layout | None:
    """The layout that a file's own statements make; None where they are not such as this program writes."""
    layout = {name: tuple(_COLUMN.findall(found[name])) for name in TABLE if name in found}
    return layout if statements(layout) == found and all(map(_known, layout, layout.values())) else None


def _statement(name: str, columns: Iterable[str]) -> str:
    return f"CREATE TABLE {name} (row INTEGER PRIMARY KEY, " + ", ".join(f'"{column}"' for column in columns) + ")"


def _known(name: str, columns: tuple[str, ...]) -> bool:
    return set(columns) <= TABLE[name].field.keys()
