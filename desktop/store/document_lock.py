"""Who has a project file open: a marker beside it with host, process and user, told to whoever comes second."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import platform
from pathlib import Path

import attrs
from filelock import SoftFileLock, Timeout

from desktop.store import whole_file

_LINES = 2


@attrs.frozen
class Holder:
    """Somebody who has a file open: ``here`` is whether on this computer. User and host are "" where nothing tells."""

    user: str
    host: str
    since: dt.datetime
    here: bool


class DocumentLock:
    """The marker of one project file. One that was left by a process of this computer that is gone is taken over.

    Of another computer's marker nobody here can tell whether it is stale; the user decides, and ``seize``s it.
    """

    def __init__(self, path: Path) -> None:
        with contextlib.suppress(OSError):  # of a ring of links whoever writes there is told
            path = whole_file.real(path)
        self._marker = path.with_name(f".~lock.{path.name}#")
        self._lock = SoftFileLock(self._marker, timeout=0, thread_local=False)

    def take(self) -> Holder | None:
        """Take the file; the answer is who has it already, None when it is ours now.

        It is also ours where no marker can be made, such as in a folder that may not be written: then nobody else
        can be told.
        """
        if not self._marker.parent.is_dir():  # the library would make the folder
            return None
        while True:
            try:
                self._lock.acquire()
            except Timeout:
                try:
                    return self._holder()
                except FileNotFoundError:  # let go of at this moment
                    continue
            except OSError:
                return None
            return None

    def seize(self) -> Holder | None:
        """Take the file from whoever has it."""
        self._lock.break_lock()
        return self.take()

    def release(self) -> None:
        """Let go of the file; a marker that another has put there stays."""
        with contextlib.suppress(OSError):
            self._lock.release()

    def _holder(self) -> Holder:
        """What the marker tells, if others may read it; raises FileNotFoundError when it is gone by now."""
        found = self._marker.stat()
        try:
            lines = self._marker.read_text(encoding="utf-8", errors="replace").splitlines()
        except PermissionError:
            lines = []
        host = lines[1] if len(lines) >= _LINES else ""
        since = dt.datetime.fromtimestamp(found.st_mtime).astimezone()
        return Holder(_owner(self._marker), host, since, here=host == platform.node())


def _owner(marker: Path) -> str:
    """The name of the user whose file it is; "" where the system does not tell."""
    try:
        return marker.owner()
    except (KeyError, OSError, NotImplementedError):
        return ""


def writable(path: Path) -> bool:
    """Whether a file may be written, as far as the system tells beforehand; one that is not there yet may be."""
    return not path.exists() or (os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK))
