"""How a project file stood when it was read or written, to notice that another program changed it since."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import attrs

from desktop.model.errors import FileFault
from desktop.store import database


@attrs.frozen
class Stamp:
    """Size, time of change and number of a file, and the digest of its content, "" where none can be read."""

    size: int
    changed_ns: int
    inode: int
    digest: str

    def still_holds(self, now: Stamp | None) -> bool:
        """Whether a file that stands like ``now`` has the same content: sync programs touch files without a change."""
        if now is None:
            return False
        return attrs.evolve(self, digest="") == attrs.evolve(now, digest="") or (
            bool(self.digest) and self.digest == now.digest
        )


def stamp(path: Path) -> Stamp | None:
    """How a file stands; None where there is none or it cannot be looked at."""
    try:
        found = path.stat()
    except OSError:
        return None
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ino, _noted_digest(path))


def _noted_digest(path: Path) -> str:
    """The digest of the digests that a project file notes of its content; "" for whatever else may call itself one."""
    try:
        with database.connection(path, "ro") as db:
            database.format_of(db, path)
            found = database.told(db)
    except (sqlite3.Error, OSError, ValueError, FileFault):
        return ""
    return hashlib.sha256(repr(found).encode("utf-8", "surrogatepass")).hexdigest() if found else ""
