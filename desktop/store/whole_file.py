"""Files that are there whole or not at all: written beside their place, then moved into it in one step."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from desktop.model.errors import FileFault
from desktop.store import office_locks
from desktop.text.messages import say

_JOURNALS = ("-journal", "-wal", "-shm")
_PART = ".part"
_RECOGNISED = 40
"""Characters of a file's name in that of its successor, which may not be longer than a system allows."""
_HELD = {5, 32, 33}
"""What Windows says of a file that a virus scanner, a search index or a sync program looks into for a moment."""
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.7, 1.0)
"""Seconds before each new try; together as long as such a look takes at most."""
_NO_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF}
"""What file systems say that know no syncing of folders, such as some of networks: they have names there at once."""
_ABANDONED = 600.0
"""Seconds in which a program that writes a file at all writes some of it."""


class NotConfirmed(OSError):
    """The new content stands in its place, and the disk did not confirm that it is there for good."""


def write_whole(path: Path, data: bytes | memoryview) -> None:
    """Write ``data`` to ``path``; raises FileFault, and then what stood there stands there still.

    With "file-not-confirmed" it is written, as far as the system knows. What an office program has open is left to
    whoever has: they would not see the new content, and save theirs over it.
    """
    refuse_unwritable(path)
    with _faults_told(path), in_place_of(path) as beside, beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def refuse_unwritable(path: Path) -> None:
    """Raise FileFault where it is known beforehand that ``write_whole`` would: it can take long to make the data."""
    with _faults_told(path):
        there = path.exists()
        if there and (held := office_locks.holder(path)):
            who, mark = held
            reason = say("reason-open", who=who or say("reason-open-somebody"), mark=mark.name)
            raise FileFault("file-not-written", path=str(path), reason=reason)
        if there:
            path.open("r+b").close()  # Windows refuses what a program has open
        elif not path.parent.is_dir():
            raise FileNotFoundError
        elif not os.access(path.parent, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def refuse_closed_folder(path: Path) -> None:
    """Raise FileFault where no file can be written into a folder, which need not be there yet."""
    with _faults_told(path):
        there = next((each for each in (path, *path.absolute().parents) if each.exists()), None)
        if there is None:  # a drive that is not there
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        if not there.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        if not os.access(there, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


@contextlib.contextmanager
def _faults_told(path: Path) -> Iterator[None]:
    """Turns what the system refuses while ``path`` is written into a FileFault."""
    try:
        yield
    except NotConfirmed as fault:
        raise FileFault("file-not-confirmed", path=str(path), reason=fault.strerror or str(fault)) from fault
    except FileNotFoundError as fault:
        raise FileFault("file-no-folder", path=str(path)) from fault
    except OSError as fault:
        raise FileFault("file-not-written", path=str(path), reason=fault.strerror or str(fault)) from fault


@contextlib.contextmanager
def in_place_of(path: Path) -> Iterator[Path]:
    """A name for a new file, which takes the place of ``path``, and its rights, when the block ends without an error.

    A link stays, and what it leads to is replaced. Whoever writes the new file has to sync it. Raises OSError; then
    what stood there stands there still, and nothing is left beside it. NotConfirmed is the one error after the change.
    What a program that was killed has left half written goes too.
    """
    path = real(path)
    beside = path.with_name(f"{_begun(path)}{secrets.token_hex(4)}{_PART}")
    try:
        if path.exists():  # what is closed to others is so from its first byte on
            beside.touch(mode=0o600, exist_ok=False)
        yield beside
        _sweep(path, beside)
        if path.exists():
            shutil.copymode(path, beside)
        _move(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    try:
        sync_folder(path.parent)
    except OSError as error:
        raise NotConfirmed(error.errno, error.strerror, str(path)) from error


def _move(beside: Path, path: Path) -> None:
    """Give a file its name; one there that others look into for a moment is waited for."""
    for wait in _WAITS:
        try:
            beside.replace(path)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
            time.sleep(wait)
        else:
            return
    beside.replace(path)


def _begun(path: Path) -> str:
    """How the names of files begin that are to take the place of ``path``."""
    return f".{path.name[:_RECOGNISED]}."


def _sweep(path: Path, fresh: Path) -> None:
    """Take away what others began to write in the place of a file, and have not gone on with for a while.

    Their time of change is compared with that of ``fresh``, which the same file system gave a moment ago.
    """
    with contextlib.suppress(OSError):
        abandoned = fresh.stat().st_mtime - _ABANDONED
        for other in path.parent.iterdir():
            if other.name.startswith(_begun(path)) and other.name.endswith(_PART) and other.stat().st_mtime < abandoned:
                other.unlink()


def real(path: Path) -> Path:
    """Where a path leads to, whether or not something is there; raises OSError for a ring of links."""
    try:
        return path.resolve()
    except RuntimeError as error:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk; systems that open or sync no folders do it by themselves."""
    with contextlib.suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in _NO_SYNC:
                raise
        finally:
            os.close(handle)


def journals(path: Path) -> list[Path]:
    """The files that a database interrupted in its work leaves beside itself, as far as they are there."""
    named = (path.with_name(path.name + ending) for ending in _JOURNALS)
    return [beside for beside in named if beside.exists()]


def keep_beside(path: Path, label: str) -> Path:
    """A second name, beside it, for what is at ``path`` now, before something else takes its place; raises OSError.

    Where the system knows no second names, it is a copy. What is kept already is not kept again.
    """
    names = count(1)
    while True:
        number = next(names)
        kept = path.with_name(f"{path.stem} ({label}{f', {number}' if number > 1 else ''}){path.suffix}")
        if not kept.exists():
            break
        if kept.samefile(path):
            return kept
    try:
        kept.hardlink_to(path)
    except OSError:
        try:
            with in_place_of(kept) as beside:
                copy(path, beside)
        except NotConfirmed as error:
            kept.unlink(missing_ok=True)
            raise OSError(error.errno, error.strerror, str(kept)) from error
    return kept


def copy(source: Path, target: Path) -> None:
    """Copy the bytes of a file that no connection of this process is open to, and sync them; raises OSError."""
    with source.open("rb") as old, target.open("wb") as new:
        shutil.copyfileobj(old, new, 1 << 20)
        new.flush()
        os.fsync(new.fileno())
