"""The rows in which named versions lie in a project file, and how they go from one file into another."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from desktop.model.errors import FileFault
from desktop.model.project import Content
from desktop.model.records import TABLE
from desktop.store import columns, database, packs
from desktop.store.layout import CURRENT, DOUBLED, MOST_ROWS, NOTE, PARTS, PARTS_MIRROR, PLANS, VERSIONS, Layout

Value = None | int | float | str | bytes
Row = tuple[Value, ...]
Carried = Mapping[str, Sequence[Row]]
"""All rows of the tables that belong to a file beside its records."""
HEAD = ""
"""The table of a part that is of none: it says what the version is."""


def carried(path: Path) -> Carried:
    """What goes along when a project gets another file: its named versions and results; raises FileFault."""
    with database.reading(path) as (db, found):
        if found.version < DOUBLED:
            return {}
        refuse_unsound(db, path)
        return {name: list(rows(db, name)) for name in (VERSIONS, PARTS, PLANS)}


def write(db: sqlite3.Connection, given: Carried) -> None:
    """Put such rows into a file that has none yet, and seal its versions."""
    for row in given.get(VERSIONS, ()):
        mirror(db, row, [tuple(part) for part in given[PARTS] if part[1] == row[0]])
    for name, all_rows in given.items():
        for row in all_rows:
            marks = ", ".join("?" * len(row))
            db.execute(f"INSERT INTO {name} VALUES ({marks})", row)  # noqa: S608 - our own name
    put_seal(db)


def rows(db: sqlite3.Connection, name: str) -> Iterator[Row]:
    """The rows of one of our own tables, in order."""
    yield from db.execute(f"SELECT * FROM {name} ORDER BY 1")  # noqa: S608 - our own name


def mirror(db: sqlite3.Connection, head: Row, parts: Iterable[Row]) -> None:
    """Hold one version a second time: its row of the versions, packed, as a part of no table, and its parts."""
    db.execute(f"DELETE FROM {PARTS_MIRROR} WHERE number = ?", (head[0],))  # noqa: S608 - our own name
    second = [(head[0], HEAD, 0, packs.pack([head])), *(part[1:] for part in parts)]
    db.executemany(f"INSERT INTO {PARTS_MIRROR} VALUES (NULL, ?, ?, ?, ?)", second)  # noqa: S608 - our own name


def head_of(data: Value) -> Row:
    """The row of the versions in such a part; raises ValueError for what is none."""
    (head,) = packs.unpacked(data)
    return head


def seal(db: sqlite3.Connection) -> str:
    """SHA-256 over all named versions of a file: whatever changes one of them changes it."""
    found = hashlib.sha256()
    for name in (VERSIONS, PARTS):
        for row in rows(db, name):
            told = [len(value) if isinstance(value, bytes) else value for value in row]
            found.update(json.dumps([name, told]).encode("ascii"))
            found.update(b"".join(value for value in row if isinstance(value, bytes)))
    return found.hexdigest()


def put_seal(db: sqlite3.Connection) -> None:
    """Note the seal of the versions as they are now."""
    db.execute(f"INSERT OR REPLACE INTO {NOTE} VALUES (?, ?)", (VERSIONS, seal(db)))  # noqa: S608 - our own name


def refuse_unsound(db: sqlite3.Connection, path: Path) -> None:
    """Raise FileFault where the versions of a file are not as they were written."""
    noted = db.execute(f"SELECT value FROM {NOTE} WHERE name = ?", (VERSIONS,)).fetchone()  # noqa: S608 - our own name
    if noted is None or noted[0] != seal(db):
        raise FileFault("file-damaged", path=str(path), reason="digest")


def packed(content: Content) -> tuple[str, list[packs.Part]]:
    """All records in parts, and the shape that tells how many of which table with which columns they are."""
    shape: dict[str, tuple[int, list[str]]] = {}
    parts: list[packs.Part] = []
    for name, names in CURRENT.items():
        stored = columns.stored_rows(TABLE[name], content[name], names)
        shape[name] = (len(stored), list(names))
        parts += packs.packed(name, stored)
    return json.dumps(shape), parts


def unpacked(shape: Value, parts: Iterable[packs.Part], digest: Value) -> Content:
    """The records that parts hold; raises ValueError unless they are all there and have this digest."""
    layout, counts = _shape(shape)
    held: dict[str, list[packs.Part]] = {name: [] for name in layout}
    for part in parts:
        if part[0] not in held:
            raise ValueError("pack")
        held[part[0]].append(part)
    content = {
        name: tuple(columns.record_of(TABLE[name], names, row) for row in packs.in_order(held[name], counts[name]))
        for name, names in layout.items()
    }
    if columns.digest(content, layout) != digest:
        raise ValueError("digest")
    return content


def _shape(shape: Value) -> tuple[Layout, Mapping[str, int]]:
    try:
        told = json.loads(str(shape))
        layout = {str(name): tuple(map(str, names)) for name, (_, names) in told.items()}
        counts = {str(name): int(count) for name, (count, _) in told.items()}
    except (TypeError, AttributeError, RecursionError):
        raise ValueError("shape") from None
    known = all(name in TABLE and TABLE[name].field.keys() >= set(names) for name, names in layout.items())
    if not known or sum(counts.values()) > MOST_ROWS:
        raise ValueError("shape")
    return layout, counts
