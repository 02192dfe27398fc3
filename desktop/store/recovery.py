"""Recovery files: what is on the desk, row by row, committed after every edit and read back after a crash."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from types import MappingProxyType

import attrs

from desktop.model.errors import FileFault
from desktop.model.project import Project
from desktop.model.records import TABLE, TABLES, Record
from desktop.store import columns
from desktop.store.columns import Stored
from desktop.store.layout import CURRENT
from desktop.store.recovery_changes import RowChanges, ascending, row_changes
from desktop.store.recovery_rows import sealed, sound_rows

ENDING = ".recovery"
APPLICATION_ID = 0x44687452
"""The bytes 'DhtR' in the file's header."""
VERSION = 1
_NOTE, _ORDER = "dhatu_recovery", "dhatu_order"
_LONGEST_VALUE = 10_000_000
_PATIENCE = 1000
"""Milliseconds in which whoever only looks at a file is done with it; a Dhatu that works on it holds it for good."""
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


@attrs.frozen
class Origin:
    """The document that a recovery file holds: its file ("" where it has none), what is in that file, who has it open.

    ``digest`` is that of the project as it was read from ``path`` or written there last. ``modified`` is whether
    the project differs from it. ``at`` is when it was last changed.
    """

    path: str = ""
    digest: str = ""
    name: str = ""
    modified: bool = True
    user: str = ""
    host: str = ""
    pid: int = 0
    at: dt.datetime | None = None


class InUse(FileFault):
    """Another Dhatu that is running has the recovery file open."""


class RecoveryFile:
    """An open recovery file, which no other process can open; ``kept`` is the project that it holds.

    Its methods raise FileFault where it cannot be written. Then it holds what it held before, or what it was to hold:
    a disk can fail to answer when all is written. So ``kept`` is None, and the next commit writes everything anew.
    """

    def __init__(self, path: Path, db: sqlite3.Connection, kept: Project | None) -> None:
        self.path = path
        self.kept = kept
        self._db = db
        self._inode = path.stat().st_ino

    @classmethod
    def create(cls, path: Path) -> RecoveryFile:
        """Make a new file, which holds nothing yet."""
        with _faults_told(path), contextlib.ExitStack() as undone:
            path.touch(mode=0o600, exist_ok=False)
            undone.callback(discard, path)
            db = _connect(path)
            undone.callback(db.close)
            db.execute("BEGIN IMMEDIATE")
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {VERSION}")
            for statement in _statements():
                db.execute(statement)
            db.execute("COMMIT")
            made = cls(path, db, None)
            undone.pop_all()
        return made

    @classmethod
    def take(cls, path: Path) -> tuple[RecoveryFile, Origin, Project]:
        """Open a file that a crash left, with what it holds; raises InUse, and FileFault where it is damaged."""
        db = _connect(path)
        with contextlib.ExitStack() as undone:
            undone.callback(db.close)
            db.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
            _hold(db, path)
            origin, project = read(db, path)
            undone.pop_all()
        return cls(path, db, project), origin, project

    @property
    def is_there(self) -> bool:
        """Whether the file still has its name: what is written to one without it is lost when it is closed."""
        try:
            return self.path.stat().st_ino == self._inode
        except OSError:
            return False

    def commit(self, project: Project, origin: Origin) -> None:
        """Bring the file up to date in one transaction."""
        known, self.kept = self.kept, None
        changed = row_changes(known, project)
        db = self._db
        with _faults_told(self.path):
            db.execute("BEGIN IMMEDIATE")
            try:
                if known is None:
                    _empty(db)
                for name, changes in changed.items():
                    _bring_up_to_date(db, name, changes)
                    self._note(f"rows {name}", len(project.tables[name]))
                self._note("origin", json.dumps(_plain(origin)))
                db.execute("COMMIT")
            finally:
                if db.in_transaction:  # a full disk has rolled back by itself
                    db.execute("ROLLBACK")
        self.kept = project

    def close(self) -> None:
        """Let go of the file and leave it where it is."""
        self._db.close()

    def remove(self) -> None:
        """Close the file and delete it."""
        self._db.close()
        with _faults_told(self.path):
            discard(self.path)

    def _note(self, name: str, value: Stored) -> None:
        self._db.execute(f"INSERT OR REPLACE INTO {_NOTE} VALUES (?, ?)", (name, value))  # noqa: S608 - our own name


@contextlib.contextmanager
def _faults_told(path: Path) -> Iterator[None]:
    """Turns what the database and the system refuse into a FileFault."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise FileFault("recovery-not-written", path=str(path)) from error


def new_path(folder: Path, at: dt.datetime, pid: int) -> Path:
    """A name that no recovery file in the folder has."""
    names = (folder / f"{at:%Y%m%d-%H%M%S}-{pid}-{number}{ENDING}" for number in count(1))
    return next(path for path in names if not path.exists())


def discard(path: Path) -> None:
    """Delete a recovery file with what belongs to it."""
    for ending in ("-journal", ""):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def look(path: Path) -> Origin:
    """Of what document a file is, without reading all of it; raises InUse, and FileFault where it is damaged."""
    with contextlib.closing(_connect(path)) as db:
        return _origin(db, path)


def load(path: Path) -> Project:
    """The project that a file holds, which stays as it is; raises InUse, and FileFault where it is damaged."""
    with contextlib.closing(_connect(path)) as db:
        return read(db, path)[1]


def _empty(db: sqlite3.Connection) -> None:
    for name in (*CURRENT, _ORDER):
        db.execute(f"DELETE FROM {name}")  # noqa: S608 - our own name


def _bring_up_to_date(db: sqlite3.Connection, name: str, changes: RowChanges) -> None:
    table, names = TABLE[name], CURRENT[name]
    marks = ", ".join("?" * (len(names) + 2))
    db.executemany(f"DELETE FROM {name} WHERE row = ?", ((row,) for row in changes.dropped))  # noqa: S608 - ours
    db.executemany(
        f"INSERT OR REPLACE INTO {name} VALUES ({marks})",  # noqa: S608 - names of our own tables
        ((row, *sealed(row, columns.stored_row(table, record, names))) for row, record in changes.put.items()),
    )
    if changes.order is not None:
        db.execute(f"DELETE FROM {_ORDER} WHERE name = ?", (name,))  # noqa: S608 - our own name
        if not ascending(changes.order):
            places = ((name, place, row) for place, row in enumerate(changes.order))
            db.executemany(f"INSERT INTO {_ORDER} VALUES (?, ?, ?)", places)  # noqa: S608 - our own name


def read(db: sqlite3.Connection, path: Path) -> tuple[Origin, Project]:
    """All that a file holds; raises FileFault where a bit of it is not as it was written."""
    origin = _origin(db, path)
    try:
        if db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise FileFault("recovery-damaged", path=str(path))
        noted = dict(db.execute(f"SELECT name, value FROM {_NOTE}").fetchall())  # noqa: S608 - our own name
        tables = {table.name: _rows(db, table.name) for table in TABLES}
    except (sqlite3.Error, ValueError, OverflowError) as error:
        raise FileFault("recovery-damaged", path=str(path)) from error
    if any(noted.get(f"rows {name}", 0) != len(rows) for name, rows in tables.items()) or not tables["settings"]:
        raise FileFault("recovery-damaged", path=str(path))
    return origin, Project(MappingProxyType({name: MappingProxyType(rows) for name, rows in tables.items()}))


def _rows(db: sqlite3.Connection, name: str) -> dict[int, Record]:
    rows = {}
    for row, record in sound_rows(db, name):
        if record is None:
            raise ValueError(name)
        rows[row] = record
    ordered = f"SELECT row FROM {_ORDER} WHERE name = ? ORDER BY place"  # noqa: S608 - our own name
    places = [row for (row,) in db.execute(ordered, (name,))]
    if places and (len(places) != len(rows) or not rows.keys() <= set(places)):
        raise ValueError(name)
    return {row: rows[row] for row in places} if places else rows


def _origin(db: sqlite3.Connection, path: Path) -> Origin:
    try:
        if db.execute("PRAGMA page_count").fetchone() == (0,):  # the end came before the first commit
            return Origin(modified=False)
        (identity,), (version,) = (
            db.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")
        )
        found = dict(db.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall())
        if identity != APPLICATION_ID or version != VERSION or list(found.values()) != _statements():
            raise FileFault("recovery-other-version" if version > VERSION else "recovery-damaged", path=str(path))
        noted = db.execute(f"SELECT value FROM {_NOTE} WHERE name = 'origin'").fetchone()  # noqa: S608 - our own name
        return _of_plain(noted[0]) if noted else Origin(modified=False)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _BUSY:
            raise InUse("recovery-in-use", path=str(path)) from error
        raise FileFault("recovery-damaged", path=str(path)) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise FileFault("recovery-damaged", path=str(path)) from error


def _hold(db: sqlite3.Connection, path: Path) -> None:
    """Keep others from opening the file from now on: to read it alone would let them."""
    _origin(db, path)
    try:
        db.execute("BEGIN EXCLUSIVE")
        db.execute("COMMIT")
    except sqlite3.Error as error:
        raise InUse("recovery-in-use", path=str(path)) from error


def _plain(origin: Origin) -> dict[str, Stored]:
    return {**attrs.asdict(origin), "at": origin.at.isoformat() if origin.at else None}


def _of_plain(text: str) -> Origin:
    plain = json.loads(text)
    at = plain.pop("at")
    return Origin(**plain, at=dt.datetime.fromisoformat(at) if at else None)


def _connect(path: Path) -> sqlite3.Connection:
    """A connection that holds the file alone until it is closed, and waits for nobody."""
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=0.0, check_same_thread=False
    )
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    db.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    for name, value in (
        ("locking_mode", "EXCLUSIVE"),
        ("trusted_schema", "OFF"),
        ("cell_size_check", "ON"),
        ("mmap_size", "0"),
        ("journal_mode", "TRUNCATE"),
        ("synchronous", "EXTRA"),
    ):
        try:
            db.execute(f"PRAGMA {name} = {value}")
        except (sqlite3.Error, UnicodeDecodeError):  # a file that cannot be read is told of when it is
            continue
    return db


def _statements() -> list[str]:
    tables = [
        f"CREATE TABLE {name} (row INTEGER PRIMARY KEY, seal INTEGER, " + ", ".join(f'"{one}"' for one in names) + ")"
        for name, names in CURRENT.items()
    ]
    return [
        f"CREATE TABLE {_NOTE} (name TEXT PRIMARY KEY, value)",
        f"CREATE TABLE {_ORDER} (name TEXT, place INTEGER, row INTEGER, PRIMARY KEY (name, place)) WITHOUT ROWID",
        *tables,
    ]
