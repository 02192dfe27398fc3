"""The database behind a project file: opened with distrust, changed in one transaction, its errors told in words."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import stat
import sys
from collections.abc import Iterator
from pathlib import Path, PurePath
from urllib.parse import quote_from_bytes

import attrs

from desktop.model.errors import FileFault
from desktop.store import whole_file
from desktop.store.layout import APPLICATION_ID, CURRENT, NOTE, VERSION, Layout, layout_of
from desktop.text.messages import say

ENDING = ".dhatu"
_LONGEST_VALUE = 4_000_000
_LONGEST_PATH = 500
"""Bytes of a path; the engine takes 512 on most systems, with the ending of a journal."""
_MOST_STEPS = 200_000
"""Steps of the database engine, in thousands, after which reading is given up: a file made to be endless."""
_REFUSED = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}
_IN_USE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


@attrs.frozen
class Format:
    """Of which version a project file is, and which tables and columns it has."""

    version: int
    layout: Layout

    @property
    def current(self) -> bool:
        """Whether it can be written into as it is."""
        return self.version == VERSION and self.layout == CURRENT


@contextlib.contextmanager
def connection(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    """A connection that trusts nothing in the file: no huge values, no attached files, no endless views."""
    db = sqlite3.connect(uri(path, mode), uri=True, isolation_level=None, timeout=2.0)
    try:
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        db.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        steps = iter(range(_MOST_STEPS))
        db.set_progress_handler(lambda: next(steps, None) is None, 1000)
        if mode != "rwc":
            _distrust(db)
        db.execute("PRAGMA trusted_schema = OFF")
        db.execute("PRAGMA cell_size_check = ON")
        db.execute("PRAGMA mmap_size = 0")
        yield db
    finally:
        db.close()


def uri(path: Path, mode: str) -> str:
    """The name by which the database engine opens a file; raises OSError, and FileFault where it takes none so long."""
    whole = whole_file.real(path)
    if os.name == "posix" and len(os.fsencode(whole)) > _LONGEST_PATH:
        raise FileFault("file-path-long", path=str(path))
    return f"{named(whole)}?mode={mode}"


def named(whole: PurePath) -> str:
    """A path in the form of the engine, which takes no server of Windows in the place of a host."""
    posix = whole.as_posix()
    return f"file://{'' if posix.startswith('/') else '/'}{quote_from_bytes(os.fsencode(posix))}"


def _distrust(db: sqlite3.Connection) -> None:
    """Run no trigger or view that a file brings along, and let nothing damage it.

    Python can say so from 3.12 on; before, files with any are refused by their layout alone. A new file of our own is
    written without a journal, which this would not allow.
    """
    if sys.version_info >= (3, 12):  # pragma: no cover
        db.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE)
        for run in (sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, sqlite3.SQLITE_DBCONFIG_ENABLE_VIEW):
            db.setconfig(run, False)  # noqa: FBT003 - has no name


@contextlib.contextmanager
def reading(path: Path) -> Iterator[tuple[sqlite3.Connection, Format]]:
    """One moment of a sound project file of any known version; raises FileFault for whatever is none.

    ValueError and OverflowError out of the block tell damage as well.
    """
    refuse_unreadable(path)
    try:
        with connection(path, "rw" if _writable(path) else "ro") as db:
            db.execute("BEGIN")
            yield db, format_of(db, path)
    except sqlite3.DatabaseError as error:
        raise FileFault(_reading_fault(error, path), path=str(path), reason=str(error)) from error
    except (ValueError, OverflowError) as error:
        raise FileFault("file-damaged", path=str(path), reason=str(error)) from error


@contextlib.contextmanager
def changing(path: Path) -> Iterator[sqlite3.Connection]:
    """One transaction on a project file of this version; raises FileFault for any other, and what SQLite raises.

    Raises NotConfirmed where the disk failed when all was written.
    """
    wanted = None
    try:
        with connection(path, "rw") as db:
            found = format_of(db, path)
            if not found.current:
                raise FileFault("file-older", path=str(path), version=found.version)
            with transaction(db, "DELETE"):
                yield db
                wanted = told(db)
    except sqlite3.Error as error:
        if wanted is not None and code(error) not in _IN_USE and _tells(path, wanted):
            raise whole_file.NotConfirmed(errno.EIO, str(error), str(path)) from error
        raise


@contextlib.contextmanager
def transaction(db: sqlite3.Connection, journal: str) -> Iterator[None]:
    """All or nothing, and on the disk when it ends, with such a journal."""
    db.execute(f"PRAGMA journal_mode = {journal}")
    db.execute("PRAGMA synchronous = EXTRA")
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    finally:
        # A full disk has already rolled back, and an error of a rollback would hide the reason.
        if db.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                db.execute("ROLLBACK")


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turns what goes wrong while ``path`` is written into a FileFault."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        key = "file-busy" if code(error) in _IN_USE else "file-not-saved"
        if isinstance(error, whole_file.NotConfirmed):
            key = "file-not-confirmed"
        raise FileFault(key, path=str(path), reason=_reason(error, path)) from error
    except UnicodeEncodeError as error:
        raise FileFault("file-text-unfit", path=str(path), text=ascii(error.object[:60])) from error


def format_of(db: sqlite3.Connection, path: Path) -> Format:
    """What a file is; refuses other programs' and newer versions' files, and anything beside our own tables."""
    (identity,), (version,) = (db.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version"))
    found = dict(db.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall())
    if identity != APPLICATION_ID:
        raise FileFault("file-damaged" if NOTE in found else "file-stranger", path=str(path), reason="header")
    if version > VERSION:
        raise FileFault("file-newer", path=str(path), version=version, known=VERSION)
    layout = layout_of(found, version)
    if layout is None:
        raise FileFault("file-damaged", path=str(path), reason="schema")
    return Format(version, layout)


def told(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """What a project file notes of its content: digests that tell any two contents apart."""
    return db.execute(f"SELECT name, value FROM {NOTE} ORDER BY name").fetchall()  # noqa: S608 - our own name


def _tells(path: Path, wanted: list[tuple[str, str]]) -> bool:
    """Whether a file, read anew, notes such a content."""
    try:
        with connection(path, "rw") as db:
            return told(db) == wanted
    except sqlite3.Error:
        return False


def code(error: BaseException) -> int:
    """The database engine's number of an error, without its details; 0 where it has none."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def tells_damage(error: BaseException) -> bool:
    """Whether an error means that the file is no sound database."""
    return code(error) in _DAMAGED or (isinstance(error, FileFault) and error.key == "file-damaged")


def refuse_used(path: Path) -> None:
    """Raise the error that tells that another program holds the file, where one does."""
    try:
        with connection(path, "rw") as db:
            db.execute("BEGIN IMMEDIATE")
    except sqlite3.Error as error:
        if code(error) in _IN_USE:
            raise


def _reading_fault(error: sqlite3.DatabaseError, path: Path) -> str:
    """The message for an error while reading."""
    match code(error):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "file-busy"
        case sqlite3.SQLITE_CANTOPEN:
            return "file-unreadable"
        case sqlite3.SQLITE_READONLY:
            return "file-unfinished"
        case sqlite3.SQLITE_NOTADB if not _looks_ours(path):
            return "file-stranger"
    return "file-damaged"


def _looks_ours(path: Path) -> bool:
    """Whether a file that cannot be opened has at least our ending, and the size of a database."""
    size = path.stat().st_size
    return path.suffix.lower() == ENDING and size > 0 and size % 4096 == 0


def refuse_unreadable(path: Path) -> None:
    """Refuse what is no file, lies too deep, or may not be read."""
    try:
        uri(path, "ro")
        kind = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise FileFault("file-missing", path=str(path)) from None
    except OSError as error:
        raise FileFault("file-unreadable", path=str(path)) from error
    if stat.S_ISDIR(kind):
        raise FileFault("file-is-folder", path=str(path))
    if not stat.S_ISREG(kind):  # to read a device or a pipe could go on for ever
        raise FileFault("file-stranger", path=str(path))
    if not os.access(path, os.R_OK):
        raise FileFault("file-unreadable", path=str(path))


def _reason(error: Exception, path: Path) -> str:
    """Why a file could not be written, in words that end no sentence."""
    if isinstance(error, FileNotFoundError):
        return say("reason-no-folder")
    if isinstance(error, PermissionError) or code(error) in _REFUSED:
        return say("reason-no-right" if _exists(path.parent) else "reason-no-folder")
    if code(error) == sqlite3.SQLITE_FULL or getattr(error, "errno", 0) in {errno.ENOSPC, errno.EDQUOT}:
        return say("reason-disk-full")
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _exists(folder: Path) -> bool:
    """Whether there is such a folder, even where it may not be looked into."""
    try:
        return folder.exists()
    except OSError:
        return True


def _writable(path: Path) -> bool:
    """Whether a journal left by a crash could be rolled back; else the file is read as it stands."""
    return os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)
