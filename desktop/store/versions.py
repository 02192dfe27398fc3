"""Named versions inside the project file: what was issued to the plant in March can be looked at in May."""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import attrs

from desktop.model.errors import FileFault
from desktop.model.project import Content, Project
from desktop.store import columns, database, project_file, version_rows
from desktop.store.layout import CURRENT, DOUBLED, PARTS, PARTS_MIRROR, VERSIONS
from desktop.store.version_rows import Row

_ROOM = 32_000_000
"""Bytes that all versions of a file may take, without their second copy."""


@attrs.frozen
class Version:
    """One named version: ``made`` is a moment in UTC, ``author`` is "" where it is not known.

    ``number`` stays with it as long as it is there; ``digest`` is that of the project as it was. ``kept`` is told of
    one that was just added: the file of an older make that was put beside, as none such can have versions.
    """

    number: int
    name: str
    note: str
    made: dt.datetime
    author: str
    digest: str
    kept: Path | None = None


def versions(path: Path) -> tuple[Version, ...]:
    """The versions in a project file, oldest first; raises FileFault as ``project_file.load`` does."""
    with _reading(path) as db:
        return tuple(version_of(row) for row in version_rows.rows(db, VERSIONS)) if db else ()


def add_version(path: Path, project: Project, version: Version) -> Version:
    """Keep ``project`` in its file under a name; the answer has the number and digest that it got.

    What the file holds as the current project stays as it is. Raises FileFault: where there is no room for another
    version ("versions-full"), and as ``project_file.save`` does; then the file is as it was.
    """
    content = project.content()
    shape, parts = version_rows.packed(content)
    with _changing(path) as (db, kept):
        (number,) = db.execute(f"SELECT ifnull(max(number), 0) + 1 FROM {VERSIONS}").fetchone()  # noqa: S608 - ours
        version = attrs.evolve(version, number=number, digest=columns.digest(content, CURRENT))
        row = (number, version.name, version.note, version.made.isoformat(), version.author, version.digest, shape)
        db.execute(f"INSERT INTO {VERSIONS} VALUES (?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608 - our own name
        numbered = ((number, *part) for part in parts)
        db.executemany(f"INSERT INTO {PARTS} VALUES (NULL, ?, ?, ?, ?)", numbered)  # noqa: S608 - our own name
        (taken,) = db.execute(f"SELECT sum(length(data)) FROM {PARTS}").fetchone()  # noqa: S608 - our own name
        if taken > _ROOM:
            raise FileFault("versions-full", path=str(path), name=version.name, room=_ROOM // 1_000_000)
        _mirror(db, number)
    return attrs.evolve(version, kept=kept)


def read_version(path: Path, number: int) -> Project:
    """The project as it was; raises FileFault, "version-missing" where there is none with this number."""
    with _reading(path) as db:
        row = _row(db, number) if db else None
        if db is None or row is None:
            raise FileFault("version-missing", path=str(path))
        return Project.of(content_of(db, row))


def rename_version(path: Path, number: int, name: str, note: str) -> None:
    """Give a version another name and note; raises FileFault, "version-missing" where there is none."""
    with _changing(path) as (db, _):
        _refuse_missing(db, number, path)
        db.execute(f"UPDATE {VERSIONS} SET name = ?, note = ? WHERE number = ?", (name, note, number))  # noqa: S608
        _mirror(db, number)


def drop_version(path: Path, number: int) -> None:
    """Take a version out of the file; raises FileFault, "version-missing" where there is none."""
    with _changing(path) as (db, _):
        _refuse_missing(db, number, path)
        for table in (VERSIONS, PARTS, PARTS_MIRROR):
            db.execute(f"DELETE FROM {table} WHERE number = ?", (number,))  # noqa: S608 - our own name


def version_of(row: Row) -> Version:
    """A version from its row; raises ValueError for what is none."""
    match row:
        case (int(number), str(name), str(note), str(made), str(author), str(digest), _):
            return Version(number, name, note, dt.datetime.fromisoformat(made), author, digest)
    raise ValueError(VERSIONS)


def content_of(db: sqlite3.Connection, row: Row) -> Content:
    """The records of the version of a row; raises ValueError where they are not as they were written."""
    number, *_, digest, shape = row
    chosen = f"SELECT name, first, data FROM {PARTS} WHERE number = ? ORDER BY row"  # noqa: S608 - our own name
    return version_rows.unpacked(shape, db.execute(chosen, (number,)), digest)


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection | None]:
    """The file of sound versions, or None where it is too old to have any."""
    with database.reading(path) as (db, found):
        if found.version >= DOUBLED:
            version_rows.refuse_unsound(db, path)
        yield db if found.version >= DOUBLED else None


@contextlib.contextmanager
def _changing(path: Path) -> Iterator[tuple[sqlite3.Connection, Path | None]]:
    """One transaction on the versions of a file, of today's make before it or then, and their seal after it.

    With it goes what was put beside the file to make it one of today's.
    """
    with database.writing(path):
        with database.reading(path) as (_, found):
            older = not found.current
        kept = project_file.save(project_file.load(path), path).kept if older else None
        with database.changing(path) as db:
            version_rows.refuse_unsound(db, path)
            yield db, kept
            version_rows.put_seal(db)


def _row(db: sqlite3.Connection, number: int) -> Row | None:
    return next((row for row in version_rows.rows(db, VERSIONS) if row[0] == number), None)


def _mirror(db: sqlite3.Connection, number: int) -> None:
    head = _row(db, number)
    if head is not None:
        version_rows.mirror(db, head, (part for part in version_rows.rows(db, PARTS) if part[1] == number))


def _refuse_missing(db: sqlite3.Connection, number: int, path: Path) -> None:
    if _row(db, number) is None:
        raise FileFault("version-missing", path=str(path))
