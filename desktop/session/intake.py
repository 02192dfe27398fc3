"""Looking into any file that a planner has, in a process of its own that cannot harm the program or the project.

    book = look(path, progress)              everything the file holds, as it was at this moment
    book.sheets[0].first                     the first 200 rows of a sheet, with the place of each cell
    take(book, "Offers", progress)           all rows of one sheet, one after the other
    look_text(text, html)                    the same for what was copied in another program

The process is bounded in time and memory, and killed when the progress handle says that nobody waits any more.
"""

from __future__ import annotations

import math
import mmap
import signal
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import attrs

from desktop.model.errors import AppError, FileFault
from desktop.model.progress import Cancelled, Progress
from desktop.session.child import Children
from desktop.store.reading import files
from desktop.store.reading.book import Book, SheetHead
from desktop.store.reading.cells import Cell, Line, Row
from desktop.store.reading.source import AS_GUESSED, Options
from desktop.store.sheets import letters

__all__ = ["Book", "Cell", "Line", "Options", "Row", "SheetHead", "column_name", "look", "look_text", "take"]

MEMORY, MEMORY_A_BYTE, MOST_MEMORY = 300_000_000, 40, 2_000_000_000
"""Bytes that a reader may take for any file, how many more for each byte of it, and at most, where the system can bound
them: sound files need a third of that, and a small one with two cells far from one another would take all there is."""
BUSY_SECONDS, BYTES_A_SECOND = 10.0, 100_000
"""How long a reader may be at work for any file, where the system can bound that, and how much more of a file gives it
a second more: sound files need a tenth of that."""
PATIENCE = 12.0
"""Times as long may pass meanwhile: a computer can be busy with other things, a folder far away."""
_OUT_OF_TIME = getattr(signal, "SIGXCPU", 0) or math.inf
_TO_STOP = 0.2
"""Seconds that a reader has for stopping by itself, before it is killed."""
_DEATHS = {"child-crashed": "reader-died", "child-killed": "reader-memory", "child-memory": "reader-memory"}
_REPORT_EVERY = 1_000

Reader = Callable[[files.Task, Progress, Callable[[files.Packed], None]], Book]


def look(
    path: Path,
    progress: Progress,
    options: Options = AS_GUESSED,
    *,
    seconds: float | None = None,
    reader: Reader = files.look,
) -> Book:
    """What a file holds: xlsx, xlsm, xls, xlsb, ods, html, or text with delimiters, told apart by its content.

    ``options`` count for text files only. Blocks until the file is read; call it from a job. Raises FileFault with
    what is wrong and what to do (also when the reader dies, or takes more time or memory than a sound file could),
    and Cancelled. ``seconds`` bounds the time in place of what the file's size allows; ``reader`` does the work in the
    other process.
    """
    packed: defaultdict[int, list[bytes]] = defaultdict(list)

    def keep(found: files.Packed) -> None:
        at, piece = found
        packed[at].append(piece)

    size = _size_of(path)
    busy = math.ceil(BUSY_SECONDS + size / BYTES_A_SECOND)
    seconds = PATIENCE * busy if seconds is None else seconds
    memory = min(MEMORY + MEMORY_A_BYTE * size, MOST_MEMORY)
    watched = _Watched(progress, seconds)
    try:
        with Children(partial(bound, busy, memory), _TO_STOP) as children:
            book = children.run(reader, (path, options), watched, keep)
    except Cancelled:
        if watched.late:
            raise FileFault("reader-slow", path=str(path), seconds=round(seconds)) from None
        raise
    except AppError as death:
        if death.values.get("code") == -_OUT_OF_TIME:
            raise FileFault("reader-slow", path=str(path), seconds=busy) from death
        if death.key in _DEATHS:
            raise FileFault(_DEATHS[death.key], path=str(path)) from death
        raise
    return attrs.evolve(book, packed=tuple(tuple(packed[at]) for at in range(len(book.sheets))))


def _size_of(path: Path) -> int:
    """The bytes of a file, 0 for one that is not there."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def take(book: Book, title: str, progress: Progress) -> Iterator[Row]:
    """All rows of a sheet that have anything in them, in their order; reports the share done on the way.

    Nothing is read again. Raises KeyError for a title the book does not have, and Cancelled.
    """
    rows = book.head(title).rows
    for at, row in enumerate(book.rows(title)):
        if at % _REPORT_EVERY == 0:
            progress.report("step-take", row[0].row / rows)
        yield row


def look_text(text: str, html: str = "", options: Options = AS_GUESSED) -> Book:
    """What was copied: the tables in ``html`` where there are any, else ``text`` with tabs or another delimiter.

    Cheap enough to be called directly. A book of kind ``text``; raises FileFault when there is nothing in it.
    """
    return files.look_text(text, html, options)


def column_name(at: int) -> str:
    """``C`` for column 3, as spreadsheets call it."""
    return letters(at - 1)


def bound(busy: int | None = None, memory: int = MOST_MEMORY) -> None:
    """Bound the memory that this process takes from now on and, if told, its seconds of work, where the system can.

    Past the memory there is a MemoryError, or an end of the process, as there is when it has worked for too long.
    """
    try:
        import resource
    except ImportError:
        return
    if busy is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (busy, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = _held() + memory
    resource.setrlimit(resource.RLIMIT_AS, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


def _held() -> int:
    """Bytes of address space that this process has, 0 where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return 0
    return int(pages) * mmap.PAGESIZE


class _Watched:
    """A progress handle that asks the work to stop also when it takes too long."""

    def __init__(self, progress: Progress, seconds: float) -> None:
        self._progress, self._end = progress, time.monotonic() + seconds
        self.late = False

    def report(self, step: str, share: float) -> None:
        """Passed on."""
        self._progress.report(step, share)

    def cancelled(self) -> bool:
        """Whether nobody waits any more, or time is up."""
        if self._progress.cancelled():
            return True
        self.late = time.monotonic() > self._end
        return self.late
