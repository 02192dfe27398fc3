"""The project file: one SQLite database, written in one transaction, read with distrust."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

from desktop.model.errors import FileFault
from desktop.model.project import Project
from desktop.model.records import TABLE, TABLES, Record
from desktop.store import columns
from desktop.store.layout import CURRENT, NOTE, Layout, layout_of, statements
from desktop.text.messages import say

ENDING = ".dhatu"
APPLICATION_ID = 0x44687475
"""The bytes 'Dhtu' in the file's header, by which the system's `file` command can tell the format."""
VERSION = 2
"""Files of older versions lack tables and columns, whose fields are then as they are by default."""

_LONGEST_VALUE = 1_000_000
_MOST_STEPS = 200_000
"""Steps of the database engine, in thousands, after which reading is given up: a file made to be endless."""
_REFUSED = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}
_IN_USE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_BESIDE = ("-journal", "-wal", "-shm")


def save(project: Project, path: Path) -> None:
    """Write ``project`` to ``path``; raises FileFault, and then the file is as it was.

    An existing project file is changed in one transaction. Where there is none, or something else, a new file is
    made beside it and takes the place when it is complete.
    """
    path = path.resolve()
    try:
        if path.is_dir():
            raise FileFault("file-is-folder", path=str(path))
        if _is_current(path):
            with _connection(path, "rw") as db:
                _write(db, project, fresh=False)
        else:
            _write_anew(project, path)
    except (sqlite3.Error, OSError) as error:
        key = "file-busy" if _code(error) in _IN_USE else "file-not-saved"
        raise FileFault(key, path=str(path), reason=_reason(error, path)) from error
    except UnicodeEncodeError as error:
        raise FileFault("file-text-unfit", path=str(path), text=ascii(error.object[:60])) from error


def load(path: Path) -> Project:
    """Read the project in ``path``; raises FileFault for whatever is not a sound project file."""
    _refuse_unreadable(path)
    try:
        with _connection(path.resolve(), "rw" if _writable(path) else "ro") as db:
            found = _known_layout(db, path)
            content = {name: tuple(columns.read_rows(db, TABLE[name], fields)) for name, fields in found.items()}
            noted = dict(db.execute(f"SELECT name, value FROM {NOTE}").fetchall())  # noqa: S608 - our own name
    except sqlite3.DatabaseError as error:
        key = "file-busy" if _code(error) in _IN_USE else "file-damaged"
        key = {sqlite3.SQLITE_NOTADB: "file-stranger", sqlite3.SQLITE_CANTOPEN: "file-unreadable"}.get(
            _code(error), key
        )
        raise FileFault(key, path=str(path), reason=str(error)) from error
    except (ValueError, OverflowError) as error:
        raise FileFault("file-damaged", path=str(path), reason=str(error)) from error
    if noted.get("digest") != columns.digest(content, found):
        raise FileFault("file-damaged", path=str(path), reason="digest")
    return Project.of(content)


def _refuse_unreadable(path: Path) -> None:
    """Refuse what is no file, or may not be read."""
    try:
        kind = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise FileFault("file-missing", path=str(path)) from None
    except OSError as error:
        raise FileFault("file-unreadable", path=str(path)) from error
    if stat.S_ISDIR(kind):
        raise FileFault("file-is-folder", path=str(path))
    if not os.access(path, os.R_OK):
        raise FileFault("file-unreadable", path=str(path))


def _reason(error: Exception, path: Path) -> str:
    """Why a file could not be written, in words that end no sentence."""
    if isinstance(error, FileNotFoundError):
        return say("reason-no-folder")
    if isinstance(error, PermissionError) or _code(error) in _REFUSED:
        return say("reason-no-right" if _exists(path.parent) else "reason-no-folder")
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _exists(folder: Path) -> bool:
    """Whether there is such a folder, even where it may not be looked into."""
    try:
        return folder.exists()
    except OSError:
        return True


def _write_anew(project: Project, path: Path) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    beside.unlink(missing_ok=True)
    try:
        with _connection(beside, "rwc") as db:
            _write(db, project, fresh=True)
        # A journal left beside the old file would be rolled back into the new one.
        for ending in _BESIDE:
            path.with_name(path.name + ending).unlink(missing_ok=True)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _write(db: sqlite3.Connection, project: Project, *, fresh: bool) -> None:
    content: dict[str, tuple[Record, ...]] = project.content()
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute("PRAGMA synchronous = EXTRA")
    db.execute("BEGIN IMMEDIATE")
    try:
        if fresh:
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {VERSION}")
            for statement in statements(CURRENT).values():
                db.execute(statement)
        for table in TABLES:
            db.execute(f"DELETE FROM {table.name}")  # noqa: S608 - our own name
            columns.write_rows(db, table, content[table.name])
        db.execute(
            f"INSERT OR REPLACE INTO {NOTE} VALUES ('digest', ?)",  # noqa: S608 - our own name
            (columns.digest(content, CURRENT),),
        )
        db.execute("COMMIT")
    finally:
        # A full disk has already rolled back, and a second rollback would hide the reason.
        if db.in_transaction:
            db.execute("ROLLBACK")


@contextlib.contextmanager
def _connection(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    """A connection that trusts nothing in the file: no huge values, no attached files, no endless views."""
    db = sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=2.0)
    try:
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        db.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        steps = iter(range(_MOST_STEPS))
        db.set_progress_handler(lambda: next(steps, None) is None, 1000)
        db.execute("PRAGMA trusted_schema = OFF")
        db.execute("PRAGMA cell_size_check = ON")
        db.execute("PRAGMA mmap_size = 0")
        yield db
    finally:
        db.close()


def _is_current(path: Path) -> bool:
    """Whether ``path`` is a sound project file of this version, which can be changed in place.

    A file that another program holds is neither changed nor replaced: then the error is raised.
    """
    try:
        with _connection(path, "rw") as db:
            return _known_layout(db, path) == CURRENT and _version(db) == VERSION
    except (sqlite3.Error, FileFault) as error:
        if _code(error) in _IN_USE:
            raise
        return False


def _code(error: Exception) -> int:
    """The database engine's number of an error, without its details; 0 where it has none."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _known_layout(db: sqlite3.Connection, path: Path) -> Layout:
    """What tables a file has; refuses other programs' and newer versions' files, and anything beside our own tables."""
    (identity,) = db.execute("PRAGMA application_id").fetchone()
    version = _version(db)
    if identity != APPLICATION_ID:
        raise FileFault("file-stranger", path=str(path))
    if version > VERSION:
        raise FileFault("file-newer", path=str(path), version=version, known=VERSION)
    layout = layout_of(dict(db.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()))
    if layout is None or (version == VERSION and layout != CURRENT):
        raise FileFault("file-damaged", path=str(path), reason="schema")
    return layout


def _version(db: sqlite3.Connection) -> int:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return int(version)


def _writable(path: Path) -> bool:
    """Whether a journal left by a crash could be rolled back; else the file is read as it stands."""
    return os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)
