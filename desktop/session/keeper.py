"""Keeps what is on the desk in a recovery file, so that no crash loses an edit that was acknowledged."""

from __future__ import annotations

import logging
import os
import platform
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal

import attrs

from desktop.model.errors import FileFault
from desktop.model.project import Project
from desktop.session.who import now, user_name
from desktop.store import recovery
from desktop.store.recovery import Origin, RecoveryFile
from desktop.store.recovery_changes import difference_in_rows, row_changes, size

log = logging.getLogger("dhatu.recovery")

AT_ONCE = 800
"""Rows that are written while the window waits, which takes it about as long as to draw a picture."""

Keeping = Literal["kept", "keeping", "failing"]


@attrs.frozen
class State:
    """What is to be kept: the project, and the document that it is of."""

    project: Project
    origin: Origin


class Keeper:
    """Brings a recovery file up to date after every edit; ``told`` hears when its ``keeping`` changes, in any thread.

    A small change is in the file when ``keep`` returns. A large one, such as an import, is written by a thread, and
    what follows is written after it; states that are out of date by then are passed over. What cannot be written is
    tried again with the next change. The file is there only while something would be lost without it, and for a large
    project from the start, so that its first edit is a small one.
    """

    def __init__(self, folder: Callable[[], Path], told: Callable[[Keeping], None] | None = None) -> None:
        self.keeping: Keeping = "kept"
        self.told = told
        self._folder = folder
        self._file: RecoveryFile | None = None
        self._left: list[Path] = []
        self._wanted: State | None = None
        self._busy = False
        self._lock = threading.Condition()
        self._writer: ThreadPoolExecutor | None = None

    def keep(self, project: Project, origin: Origin) -> None:
        """Have the state of a document in the recovery file, or soon, as the class tells; never raises OSError."""
        with self._lock:
            self._wanted = State(project, _signed(origin))
            if self._busy:
                return
            self._busy = True
        if self._size(self._wanted) <= AT_ONCE:
            self._write_all()
        else:
            self._tell("keeping")
            self._writer = self._writer or ThreadPoolExecutor(1, "recovery")
            self._writer.submit(self._write_all)

    def go_on_with(self, file: RecoveryFile) -> None:
        """Go on with the file that a crash left, in place of the own one."""
        self.wait()
        self._drop()
        self._file = file

    def wait(self) -> None:
        """Wait until all that was to be kept is written, or has failed."""
        with self._lock:
            self._lock.wait_for(lambda: not self._busy)

    def close(self) -> None:
        """End: what is on the desk is saved, or is not wanted any more."""
        self.wait()
        if self._writer is not None:
            self._writer.shutdown()
        self._drop()

    def _size(self, wanted: State) -> int:
        if not wanted.origin.modified and not _is_large(wanted.project):
            return 0
        file = self._file
        kept = file.kept if file is not None and file.is_there else None
        least = difference_in_rows(kept, wanted.project)
        return least if least > AT_ONCE else size(row_changes(kept, wanted.project))

    def _write_all(self) -> None:
        """Write what is wanted, and again while more is wanted meanwhile."""
        done = False
        try:
            while (wanted := self._next()) is not None:
                self._write(wanted)
            done = True
        finally:
            if not done:
                self._rest()

    def _next(self) -> State | None:
        with self._lock:
            wanted, self._wanted = self._wanted, None
            if wanted is None:
                self._rest()
            return wanted

    def _rest(self) -> None:
        with self._lock:
            self._busy = False
            self._lock.notify_all()

    def _write(self, wanted: State) -> None:
        keeping: Keeping = "failing"
        try:
            if wanted.origin.modified or _is_large(wanted.project):
                self._open().commit(wanted.project, wanted.origin)
            else:
                self._drop()
            keeping = "kept"
        except (FileFault, OSError) as fault:
            log.warning("recovery file not written: %s", type(fault.__cause__ or fault).__name__)
        finally:
            self._tell(keeping)

    def _open(self) -> RecoveryFile:
        """The own file, made anew when there is none or it was taken away."""
        if self._file is not None and not self._file.is_there:
            self._let_go()
        if self._file is None:
            self._file = RecoveryFile.create(recovery.new_path(self._folder(), now(), os.getpid()))
        return self._file

    def _drop(self) -> None:
        """Nothing would be lost without the file.

        Another program can hold it for a moment: then it goes with the next one. Until then the next start offers it,
        which loses nothing.
        """
        if self._file is not None:
            self._left.append(self._file.path)
        self._let_go()
        for path in list(self._left):
            try:
                recovery.discard(path)
                self._left.remove(path)
            except OSError as error:
                log.warning("recovery file not deleted: %s", type(error).__name__)

    def _let_go(self) -> None:
        """Leave a file that cannot be written any more as it is."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _tell(self, keeping: Keeping) -> None:
        if keeping != self.keeping:
            self.keeping = keeping
            if self.told is not None:
                self.told(keeping)


def _is_large(project: Project) -> bool:
    return sum(map(len, project.tables.values())) > AT_ONCE


def _signed(origin: Origin) -> Origin:
    """With who works on the document, where and now."""
    return attrs.evolve(origin, user=user_name(), host=platform.node(), pid=os.getpid(), at=now())
