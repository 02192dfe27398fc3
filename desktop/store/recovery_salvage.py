"""Reads what can still be read of a damaged recovery file; the file itself is not changed."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from desktop.model.errors import FileFault
from desktop.model.project import Content, Project
from desktop.model.records import TABLES, Record
from desktop.store import copies
from desktop.store.layout import columns_of
from desktop.store.recovery_rows import sound_rows

_NOTED = "SELECT value FROM dhatu_recovery WHERE name = ?"
_HIGHEST = 1 << 12
"""The largest row number that is looked for where the file does not even tell how many rows there were."""


@attrs.frozen
class Salvaged:
    """The project as far as it could be read, how many records it has, and how many of each table are lost.

    Where the file does not tell any more how many there were, only those that were seen to be damaged count.
    """

    project: Project
    read: int
    lost: dict[str, int]


def salvage(path: Path) -> Salvaged:
    """All sound rows of a recovery file; raises FileFault where there is none."""
    try:
        with copies.folder() as folder:
            copy = folder / path.name
            for ending in ("", "-journal"):
                if (source := path.with_name(path.name + ending)).exists():
                    shutil.copyfile(source, copy.with_name(copy.name + ending))
            with contextlib.closing(sqlite3.connect(copy)) as db:
                return _salvaged(db, path)
    except (sqlite3.Error, OSError, ValueError) as error:
        raise FileFault("recovery-nothing-left", path=str(path)) from error


def _salvaged(db: sqlite3.Connection, path: Path) -> Salvaged:
    content: Content = {}
    lost = {}
    there = columns_of(dict(db.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()))
    for table in TABLES:
        names = there.get(table.name)
        found = dict(_readable(db, table.name, names, 1, _last(db, table.name))) if names else {}
        sound = {row: record for row, record in found.items() if record is not None}
        content[table.name] = tuple(sound[row] for row in sorted(sound))
        missing = max(_noted(db, table.name), len(found)) - len(sound)
        if missing:
            lost[table.name] = missing
    read = sum(map(len, content.values()))
    if not read:
        raise FileFault("recovery-nothing-left", path=str(path))
    return Salvaged(Project.of(content), read, lost)


def _readable(
    db: sqlite3.Connection, name: str, names: Sequence[str], first: int, last: int
) -> Iterator[tuple[int, Record | None]]:
    """The rows between two numbers; a stretch that cannot be read is halved until what can be read is."""
    try:
        yield from list(sound_rows(db, name, names, first, last))
    except (sqlite3.Error, ValueError):
        if first < last:
            middle = (first + last) // 2
            yield from _readable(db, name, names, first, middle)
            yield from _readable(db, name, names, middle + 1, last)


def _last(db: sqlite3.Connection, name: str) -> int:
    try:
        (found,) = db.execute(f"SELECT max(row) FROM {name}").fetchone()  # noqa: S608 - our own name
    except sqlite3.Error:
        return 2 * _noted(db, name) or _HIGHEST
    return found if isinstance(found, int) else 0


def _noted(db: sqlite3.Connection, name: str) -> int:
    """How many rows the table had, 0 where the file does not tell."""
    try:
        found = db.execute(_NOTED, (f"rows {name}",)).fetchone()
    except (sqlite3.Error, ValueError):
        return 0
    return found[0] if found and isinstance(found[0], int) else 0
