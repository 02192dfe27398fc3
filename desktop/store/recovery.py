"""Recovery files: what is on the desk, row by row, committed after every edit and read back after a crash."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from types import MappingProxyType

from desktop.model.errors import FileFault
from desktop.model.project import Project
from desktop.model.records import TABLE, TABLES, Record
from desktop.store import columns
from desktop.store.columns import Stored
from desktop.store.layout import CURRENT
from desktop.store.recovery_changes import RowChanges, ascending, row_changes
from desktop.store.recovery_head import NOTE, ORDER, InUse, Origin, connect, hold, make_empty, origin_of, plain
from desktop.store.recovery_rows import sealed, sound_rows

__all__ = [
    "ENDING",
    "InUse",
    "Origin",
    "RecoveryFile",
    "discard",
    "discard_unused",
    "load",
    "look",
    "new_path",
    "read",
]

ENDING = ".recovery"
_PATIENCE = 1000
"""Milliseconds in which whoever only looks at a file is done with it; a Dhatu that works on it holds it for good."""


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
            db = connect(path)
            undone.callback(db.close)
            db.execute("BEGIN EXCLUSIVE")  # nobody takes it for what a crash left, not even while it is empty
            make_empty(db)
            db.execute("COMMIT")
            made = cls(path, db, None)
            undone.pop_all()
        return made

    @classmethod
    def take(cls, path: Path) -> tuple[RecoveryFile, Origin, Project]:
        """Open a file that a crash left, with what it holds; raises InUse, and FileFault where it is damaged.

        One of an older version gets today's columns with the next commit.
        """
        db = connect(path)
        with contextlib.ExitStack() as undone:
            undone.callback(db.close)
            db.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
            layout = hold(db, path)
            origin, project = read(db, path)
            file = cls(path, db, project if layout == CURRENT else None)
            undone.pop_all()
        return file, origin, project

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
                    make_empty(db)
                for name, changes in changed.items():
                    _bring_up_to_date(db, name, changes)
                    self._note(f"rows {name}", len(project.tables[name]))
                self._note("origin", json.dumps(plain(origin)))
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
        self._db.execute(f"INSERT OR REPLACE INTO {NOTE} VALUES (?, ?)", (name, value))  # noqa: S608 - our own name


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


def discard_unused(path: Path) -> None:
    """Delete a recovery file that nobody can take meanwhile; raises InUse, FileFault, and OSError."""
    with contextlib.closing(connect(path)) as db:
        hold(db, path)
        with contextlib.suppress(PermissionError):
            discard(path)
            return
    discard(path)  # Windows deletes nothing that is open, be it here or elsewhere


def look(path: Path) -> Origin:
    """Of what document a file is, without reading all of it; raises InUse, and FileFault where it is damaged."""
    with contextlib.closing(connect(path)) as db:
        return origin_of(db, path)[0]


def load(path: Path) -> Project:
    """The project that a file holds, which stays as it is; raises InUse, and FileFault where it is damaged."""
    with contextlib.closing(connect(path)) as db:
        return read(db, path)[1]


def _bring_up_to_date(db: sqlite3.Connection, name: str, changes: RowChanges) -> None:
    table, names = TABLE[name], CURRENT[name]
    marks = ", ".join("?" * (len(names) + 2))
    db.executemany(f"DELETE FROM {name} WHERE row = ?", ((row,) for row in changes.dropped))  # noqa: S608 - ours
    db.executemany(
        f"INSERT OR REPLACE INTO {name} VALUES ({marks})",  # noqa: S608 - names of our own tables
        ((row, *sealed(row, columns.stored_row(table, record, names))) for row, record in changes.put.items()),
    )
    if changes.order is not None:
        db.execute(f"DELETE FROM {ORDER} WHERE name = ?", (name,))  # noqa: S608 - our own name
        if not ascending(changes.order):
            places = ((name, place, row) for place, row in enumerate(changes.order))
            db.executemany(f"INSERT INTO {ORDER} VALUES (?, ?, ?)", places)  # noqa: S608 - our own name


def read(db: sqlite3.Connection, path: Path) -> tuple[Origin, Project]:
    """All that a file holds; raises FileFault where a bit of it is not as it was written."""
    origin, layout = origin_of(db, path)
    try:
        if db.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise FileFault("recovery-damaged", path=str(path))
        noted = dict(db.execute(f"SELECT name, value FROM {NOTE}").fetchall())  # noqa: S608 - our own name
        tables = {table.name: _rows(db, table.name, layout.get(table.name, ())) for table in TABLES}
    except (sqlite3.Error, ValueError, OverflowError) as error:
        raise FileFault("recovery-damaged", path=str(path)) from error
    if any(noted.get(f"rows {name}", 0) != len(rows) for name, rows in tables.items()) or not tables["settings"]:
        raise FileFault("recovery-damaged", path=str(path))
    return origin, Project(MappingProxyType({name: MappingProxyType(rows) for name, rows in tables.items()}))


def _rows(db: sqlite3.Connection, name: str, names: Sequence[str]) -> dict[int, Record]:
    rows: dict[int, Record] = {}
    for row, record in sound_rows(db, name, names) if names else ():
        if record is None:
            raise ValueError(name)
        rows[row] = record
    ordered = f"SELECT row FROM {ORDER} WHERE name = ? ORDER BY place"  # noqa: S608 - our own name
    places = [row for (row,) in db.execute(ordered, (name,))]
    if places and (len(places) != len(rows) or not rows.keys() <= set(places)):
        raise ValueError(name)
    return {row: rows[row] for row in places} if places else rows
