"""A copy of a damaged project file, mended so far that the database opens it and reads what is left."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import struct
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from desktop.model.errors import FileFault
from desktop.store import database, whole_file
from desktop.store.columns import Raw
from desktop.store.database import Format
from desktop.store.layout import APPLICATION_ID, CURRENT, DOUBLED, NOTE, VERSION, Layout, layout_of, statements

_PAGE = 4096
_HEADER, _COUNT = 100, 28
"""The bytes of the header, and the one from which on it tells the pages of the file."""
_MOST_PAGES = 1 << 20
_MOST_TRIES = 200_000
_UNREADABLE = (sqlite3.Error, UnicodeDecodeError)
"""What comes of damage: where it is in the text of a statement, even the message about it is no text."""


@contextlib.contextmanager
def opened(path: Path, folder: Path) -> Iterator[tuple[sqlite3.Connection, Format]]:
    """A connection to a mended copy, which is made in ``folder``; ``path`` is only read.

    Raises FileFault for what is another program's file, or of a newer version.
    """
    copy = folder / f"damaged{database.ENDING}"
    for source in (path, *whole_file.journals(path)):
        whole_file.copy(source, copy.with_name(copy.name + source.name[len(path.name) :]))
    version = _version(copy, path)
    for journal in whole_file.journals(copy):  # it has been rolled back, or never can be
        journal.unlink()
    _fill_up(copy)
    mended = _mended(copy, version, folder)
    with database.connection(copy, "rw") as db:
        yield db, mended


def rows(db: sqlite3.Connection, table: str, columns: Sequence[str], most: int) -> dict[int, tuple[Raw, ...]]:
    """Every row of a table that can be read, by its number, found by halving the ranges that cannot.

    Of the rows beyond ``most`` nothing is read.
    """
    chosen = ", ".join(f'"{name}"' for name in columns) or "*"
    query = f"SELECT rowid, {chosen} FROM {table} WHERE rowid >= ? AND rowid < ?"  # noqa: S608 - our own names
    found: dict[int, tuple[Raw, ...]] = {}
    if _read(db, query, -1, 0) is None:  # not even the way into the table is left
        return found
    waiting = [(0, most)]
    for _ in range(_MOST_TRIES):
        if not waiting:
            break
        low, high = waiting.pop()
        read = _read(db, query, low, high)
        if read is not None:
            found |= {int(row[0] or 0): row[1:] for row in read}
        elif high - low > 1:
            middle = (low + high) // 2
            waiting += [(middle, high), (low, middle)]
    return dict(sorted(found.items()))


def _read(db: sqlite3.Connection, query: str, low: int, high: int) -> list[tuple[Raw, ...]] | None:
    try:
        return db.execute(query, (low, high)).fetchall()
    except _UNREADABLE:
        return None


def _version(copy: Path, path: Path) -> int:
    """The version that the file tells, today's where it tells none; on the way an interrupted save is undone."""
    try:
        with database.connection(copy, "rw") as db:
            schema = _schema(db)
            told = (db.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version"))
            (identity,), (version,) = told
    except _UNREADABLE:
        return VERSION
    if identity != APPLICATION_ID and NOTE not in schema:
        raise FileFault("file-stranger", path=str(path))
    if identity == APPLICATION_ID and version > VERSION and layout_of(schema) is None:
        raise FileFault("file-newer", path=str(path), version=version, known=VERSION)
    return int(version) if 0 < version <= VERSION else VERSION


def _fill_up(copy: Path) -> None:
    """Give a file that was cut short the size that its header tells; what is not there, or half of a page, is zero."""
    size = copy.stat().st_size
    with copy.open("r+b") as file:
        header = file.read(_HEADER)
        told = struct.unpack_from(">I", header, _COUNT)[0] if len(header) == _HEADER else 0
        pages = max(-(-size // _PAGE), told if told <= _MOST_PAGES else 0, 1)
        file.truncate(max(size // _PAGE * _PAGE, min(size, _PAGE)))
        file.truncate(pages * _PAGE)


def _mended(copy: Path, version: int, folder: Path) -> Format:
    """Give the file a header, and the statements that make its tables where they are lost; what it then is."""
    for candidate in sorted(range(1, VERSION + 1), key=lambda number: (number != version, -number)):
        _put(copy, 1, _template(folder, CURRENT, candidate)[1][:_HEADER])
        with database.connection(copy, "rw") as db, contextlib.suppress(*_UNREADABLE):
            if (layout := layout_of(_schema(db), candidate)) is not None:
                return Format(candidate, layout)
    # The first table, which tells what the others are, begins on the same page in every file.
    _put_statements(copy, _template(folder, CURRENT, VERSION))
    with database.connection(copy, "rw") as db:
        found = _told(noted(db))
    _put_statements(copy, _template(folder, found.layout, found.version))
    return found


def _told(notes: Mapping[str, str]) -> Format:
    """What a file says that it is; of today's make where it says nothing."""
    with contextlib.suppress(ValueError, KeyError, AttributeError, RecursionError):
        version = int(notes["format"])
        layout = {str(name): tuple(map(str, columns)) for name, columns in json.loads(notes["layout"]).items()}
        if DOUBLED <= version <= VERSION and layout_of(statements(layout, version), version) is not None:
            return Format(version, layout)
    return Format(VERSION, CURRENT)


def _put_statements(copy: Path, template: Mapping[int, bytes]) -> None:
    for number, page in template.items():
        _put(copy, number, page)


def noted(db: sqlite3.Connection) -> dict[str, str]:
    """What can be read of what the file says of itself."""
    return {str(name): str(value) for name, value in rows(db, NOTE, ("name", "value"), 1000).values()}


def _template(folder: Path, layout: Layout, version: int) -> dict[int, bytes]:
    """The pages on which such files have their header and statements, by number; a table begins on each other page."""
    path = folder / f"template{database.ENDING}"
    path.unlink(missing_ok=True)
    with database.connection(path, "rwc") as db, database.transaction(db, "OFF"):
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {version}")
        for statement in statements(layout, version).values():
            db.execute(statement)
    with database.connection(path, "ro") as db:
        roots = {root for (root,) in db.execute("SELECT rootpage FROM sqlite_schema")}
    content = path.read_bytes()
    pages = {at // _PAGE + 1: content[at : at + _PAGE] for at in range(0, len(content), _PAGE)}
    return {number: page for number, page in pages.items() if number not in roots}


def _put(copy: Path, number: int, page: bytes) -> None:
    """Write a page, or the beginning of one; the header goes on telling the size of the file."""
    with copy.open("r+b") as file:
        size = file.seek(0, 2)
        file.seek((number - 1) * _PAGE)
        file.write(page)
        file.seek(_COUNT)
        file.write(struct.pack(">I", max(size, number * _PAGE) // _PAGE))
        file.truncate(max(size, number * _PAGE))


def _schema(db: sqlite3.Connection) -> dict[str, str]:
    return dict(db.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall())
