"""What a recovery file says of itself: its document, its version and columns; and how it is opened and held."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from pathlib import Path

import attrs

from desktop.model.errors import FileFault
from desktop.store.columns import Stored
from desktop.store.database import uri
from desktop.store.layout import CURRENT, VERSION, Layout, columns_of, quoted

APPLICATION_ID = 0x44687452
"""The bytes 'DhtR' in the file's header."""
NOTE, ORDER = "dhatu_recovery", "dhatu_order"
_LONGEST_VALUE = 10_000_000
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


def make_empty(db: sqlite3.Connection) -> None:
    """Leave today's tables without a row, in the place of whatever tables there are."""
    found = _schema(db)
    if found == _statements(CURRENT):
        for name in (*CURRENT, ORDER):
            db.execute(f"DELETE FROM {name}")  # noqa: S608 - our own name
        return
    for name in found:
        db.execute(f"DROP TABLE {name}")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {VERSION}")
    for statement in _statements(CURRENT).values():
        db.execute(statement)


def origin_of(db: sqlite3.Connection, path: Path) -> tuple[Origin, Layout]:
    """The document that a file is of, and the columns that it has: those of the version that wrote it."""
    try:
        if db.execute("PRAGMA page_count").fetchone() == (0,):  # the end came before the first commit
            return Origin(modified=False), {}
        (identity,), (version,) = (
            db.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")
        )
        found = _schema(db)
        layout = columns_of(found)
        if identity != APPLICATION_ID or not 0 < version <= VERSION or found != _statements(layout):
            raise FileFault("recovery-other-version" if version > VERSION else "recovery-damaged", path=str(path))
        noted = db.execute(f"SELECT value FROM {NOTE} WHERE name = 'origin'").fetchone()  # noqa: S608 - our own name
        return _of_plain(noted[0]) if noted else Origin(modified=False), layout
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _BUSY:
            raise InUse("recovery-in-use", path=str(path)) from error
        raise FileFault("recovery-damaged", path=str(path)) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise FileFault("recovery-damaged", path=str(path)) from error


def hold(db: sqlite3.Connection, path: Path) -> Layout:
    """Keep others from opening the file from now on: to read it alone would let them. The columns that it has."""
    _, layout = origin_of(db, path)
    try:
        db.execute("BEGIN EXCLUSIVE")
        db.execute("COMMIT")
    except sqlite3.Error as error:
        raise InUse("recovery-in-use", path=str(path)) from error
    return layout


def plain(origin: Origin) -> dict[str, Stored]:
    """The origin in values that JSON can say."""
    return {**attrs.asdict(origin), "at": origin.at.isoformat() if origin.at else None}


def _of_plain(text: str) -> Origin:
    plain = json.loads(text)
    at = plain.pop("at")
    return Origin(**plain, at=dt.datetime.fromisoformat(at) if at else None)


def connect(path: Path) -> sqlite3.Connection:
    """A connection that holds the file alone until it is closed, and waits for nobody; raises FileFault."""
    try:
        db = sqlite3.connect(uri(path, "rw"), uri=True, isolation_level=None, timeout=0.0, check_same_thread=False)
    except sqlite3.Error as error:
        raise FileFault("recovery-closed", path=str(path), reason=str(error)) from error
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


def _schema(db: sqlite3.Connection) -> dict[str, str]:
    return dict(db.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall())


def _statements(layout: Layout) -> dict[str, str]:
    """The statement that makes each table of a file with such columns."""
    tables = {name: "row INTEGER PRIMARY KEY, seal INTEGER, " + quoted(names) for name, names in layout.items()}
    made = {name: f"CREATE TABLE {name} ({columns})" for name, columns in tables.items()}
    order = f"CREATE TABLE {ORDER} (name TEXT, place INTEGER, row INTEGER, PRIMARY KEY (name, place)) WITHOUT ROWID"
    return {NOTE: f"CREATE TABLE {NOTE} (name TEXT PRIMARY KEY, value)", ORDER: order, **made}
