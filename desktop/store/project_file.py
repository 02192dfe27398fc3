"""The project file: one SQLite database, written in one transaction, read with distrust."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import attrs

from desktop.model.errors import FileFault
from desktop.model.project import Content, Project
from desktop.model.records import TABLE, TABLES
from desktop.store import columns, database, packs, version_rows, whole_file
from desktop.store.database import ENDING, Format
from desktop.store.layout import (
    APPLICATION_ID,
    CURRENT,
    DOUBLED,
    MIRROR,
    MOST_ROWS,
    NOTE,
    VERSION,
    VERSIONS,
    statements,
)
from desktop.store.version_rows import Carried
from desktop.text.messages import say

__all__ = ["ENDING", "Saved", "load", "put", "same_file", "save", "save_as"]

T = TypeVar("T")
_NEVER_REPLACED = {"file-is-folder", "file-path-long", "file-newer", "file-busy", "file-unfinished"}


@attrs.frozen
class Saved:
    """What a save did beside saving.

    ``kept`` is what lay at the place before, where that was a project of an older version or a damaged one.
    ``versions_lost`` is whether the named versions could not be taken along.
    """

    kept: Path | None = None
    versions_lost: bool = False


def load(path: Path) -> Project:
    """Read the project in ``path``; raises FileFault for whatever is not a sound project file."""
    return _twice(lambda: _loaded(path))


def _loaded(path: Path) -> Project:
    with database.reading(path) as (db, found):
        held = (db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in found.layout)  # noqa: S608 - ours
        _refuse_too_many("file-too-many-rows", sum(held), path)
        if db.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
            raise FileFault("file-damaged", path=str(path), reason="integrity")
        content = {name: tuple(columns.read_rows(db, TABLE[name], names)) for name, names in found.layout.items()}
        noted = dict(db.execute(f"SELECT name, value FROM {NOTE}").fetchall())  # noqa: S608 - our own name
        if noted != _expected(db, content, found):
            raise FileFault("file-damaged", path=str(path), reason="digest")
    return Project.of(content)


def save(project: Project, path: Path) -> Saved:
    """Write ``project`` to its file ``path``; raises FileFault, and then the file is as it was.

    A sound file of today's version is changed in one transaction, and its named versions stay. One of an older
    version, or a damaged one, is kept beside it under another name while a new one takes its place. One of a newer
    version is refused. Whatever else lies there is replaced.
    """
    with database.writing(path):
        found = _found(path)
        try:
            if isinstance(found, Format) and found.current:
                _twice(lambda: _change(project, path))
                return Saved()
        except sqlite3.DatabaseError as error:
            if not database.tells_damage(error):
                raise
            found = FileFault("file-damaged", path=str(path), reason=str(error))
        if isinstance(found, Format):
            label = say("kept-format", version=found.version)
            return Saved(_replace(project, path, _twice(lambda: version_rows.carried(path)), label))
        if found.key == "file-damaged":
            return Saved(_replace(project, path, {}, say("kept-damaged")), versions_lost=True)
        return Saved(_replace(project, path, {}))


def save_as(project: Project, path: Path, own: Path | None) -> Saved:
    """Write ``project`` to ``path``, with the named versions of its ``own`` file so far, if there is one.

    What lies at ``path`` is replaced, unless it is the own file or of a newer version. Raises FileFault; then it is
    as it was.
    """
    if own is not None and same_file(path, own):
        return save(project, path)
    try:
        carried, lost = (_twice(lambda: version_rows.carried(own)) if own else {}), False
    except FileFault:
        carried, lost = {}, True
    put(project, path, carried)
    return Saved(versions_lost=lost)


def put(project: Project, path: Path, carried: Carried) -> None:
    """Write a new file in the place of whatever is at ``path``; raises FileFault, and then it is as it was."""
    with database.writing(path):
        _found(path)
        _replace(project, path, carried)


def same_file(path: Path, other: Path) -> bool:
    """Whether two names are of one file, be it there or not."""
    try:
        return path.samefile(other)
    except OSError:  # one of them is not there
        return path.absolute() == other.absolute()


def _twice(act: Callable[[], T]) -> T:
    """Do something with a file, and where damage stops it, once more.

    What a disk or a network fails to read for a moment looks the same, and must cost nobody a sound file.
    """
    try:
        return act()
    except (sqlite3.DatabaseError, FileFault) as error:
        if not database.tells_damage(error):
            raise
    return act()


def _change(project: Project, path: Path) -> None:
    """Put the project into its file, which is of today's version."""
    with database.changing(path) as db:
        _write(db, project, path)


def _write_anew(project: Project, path: Path, carried: Carried) -> None:
    """Write a new file where there is none; raises what SQLite raises, and then a part of it may be there."""
    with database.connection(path, "rwc") as db, database.transaction(db, "OFF"):
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {VERSION}")
        for statement in statements(CURRENT).values():
            db.execute(statement)
        _write(db, project, path)
        version_rows.write(db, carried)


def _found(path: Path) -> Format | FileFault:
    """What is at the place of a project, or the fault that tells; raises FileFault for what may not be replaced."""
    try:
        return _twice(lambda: _format(path))
    except FileFault as fault:
        if fault.key == "file-unreadable":
            raise FileFault("file-not-saved", path=str(path), reason=say("reason-no-right")) from fault
        if fault.key in _NEVER_REPLACED:
            raise
        return fault


def _format(path: Path) -> Format:
    with database.reading(path) as (_, found):
        return found


def _replace(project: Project, path: Path, carried: Carried, label: str = "") -> Path | None:
    """Put a new file in the place of whatever is there, which is kept beside it when there is a label for it."""
    place = whole_file.real(path)
    if place.exists():
        database.refuse_used(place)
        if not os.access(place, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place))
    with contextlib.ExitStack() as undone:
        with whole_file.in_place_of(place) as beside:
            _write_anew(project, beside, carried)
            kept = whole_file.keep_beside(place, label) if label else None
            if kept is not None:
                undone.callback(_drop_second_name, kept, place)
            # A journal left beside the old file would be rolled back into the new one.
            for journal in whole_file.journals(place):
                journal.unlink()
        undone.pop_all()
    return kept


def _drop_second_name(kept: Path, place: Path) -> None:
    """Take away the other name of a file that has kept its own."""
    if kept.exists() and place.exists() and kept.samefile(place):
        kept.unlink()


def _refuse_too_many(key: str, rows: int, path: Path) -> None:
    """Refuse more rows than the records of which fit in memory, before any is made."""
    if rows > MOST_ROWS:
        raise FileFault(key, path=str(path), rows=rows, most=MOST_ROWS)


def _write(db: sqlite3.Connection, project: Project, path: Path) -> None:
    """Put the records of a project in the place of those that are there."""
    content: Content = project.content()
    _refuse_too_many("file-too-many-rows-to-save", sum(map(len, content.values())), path)
    stored = {table: columns.stored_rows(table, content[table.name], CURRENT[table.name]) for table in TABLES}
    # What tells most comes first: of a file that is cut short the end is lost.
    told = columns.told(CURRENT, VERSION, {table.name: rows for table, rows in stored.items()})
    db.executemany(f"INSERT OR REPLACE INTO {NOTE} VALUES (?, ?)", told.items())  # noqa: S608 - our own name
    db.execute(f"DELETE FROM {MIRROR}")  # noqa: S608 - our own name
    for table, rows in stored.items():
        parts = packs.packed(table.name, rows)
        db.executemany(f"INSERT INTO {MIRROR} VALUES (NULL, ?, ?, ?)", parts)  # noqa: S608 - our own name
    for table, rows in stored.items():
        db.execute(f"DELETE FROM {table.name}")  # noqa: S608 - our own name
        columns.write_rows(db, table, rows)


def _expected(db: sqlite3.Connection, content: Content, found: Format) -> dict[str, str]:
    """What a file with such content has to say of itself."""
    if found.version < DOUBLED:
        return {"digest": columns.digest(content, found.layout)}
    rows = {name: columns.stored_rows(TABLE[name], content[name], names) for name, names in found.layout.items()}
    return {**columns.told(found.layout, found.version, rows), VERSIONS: version_rows.seal(db)}
