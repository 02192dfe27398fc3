"""Processes of their own for jobs that must not take the program down: asked to stop, else killed; missed when dead."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import signal
import threading
import time
from collections.abc import Callable, Iterator
from itertools import count
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from types import TracebackType
from typing import TypeVar, cast

from desktop.model.errors import AppError
from desktop.model.progress import Cancelled, Progress
from desktop.session.child_process import Asked, Said, Words, serve

log = logging.getLogger("dhatu.child")

PATIENCE = 2.5
"""Seconds that a job has for stopping by itself."""
_LOOK_UP = 0.05
"""Seconds between two looks at whether the job is still wanted."""
_TO_END = 1.0
"""Seconds that a process has for ending when it is idle, or when its pipe is closed already."""
_LAST_WORDS = 2000

T = TypeVar("T")
B = TypeVar("B")
R = TypeVar("R")
Job = Callable[[T, Progress, Callable[[B], None]], R]
"""A function of some module: from a task to a result, with a handle, and a call for each better result on the way."""


def _nothing() -> None:
    """What a child prepares when it is not told."""


class Children:
    """Runs jobs in child processes, one job per child at a time, and keeps one child ready for the next.

    ``prepare`` is done by each child before its first job, to load what the jobs need. Safe to use from several
    threads; ``run`` blocks the one that calls it.
    """

    def __init__(self, prepare: Callable[[], None] = _nothing, patience: float = PATIENCE) -> None:
        self._prepare, self._patience = prepare, patience
        self._lock = threading.Lock()
        self._idle: list[_Child] = []
        self._busy: set[_Child] = set()
        self._closed = False

    def __enter__(self) -> Children:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def warm(self) -> None:
        """Have a child ready, so that the next job need not wait for it to load; returns at once."""
        with self._lock:
            if not self._closed and not self._idle:
                self._idle.append(_Child(self._prepare))

    def run(self, job: Job[T, B, R], task: T, progress: Progress, better: Callable[[B], None]) -> R:
        """Do a job in a child and wait for it; ``job``, ``task`` and what comes back must pickle.

        Asked to stop by ``progress``, a job may still answer; one that does not stop in time is killed. Raises what
        the job raises (the unforeseen as RuntimeError), Cancelled, or AppError when the child ends without an answer.
        """
        packed = bytes(ForkingPickler.dumps((job, task)))
        found = cast("Callable[[object], None]", better)
        try:
            return cast("R", self._do(packed, progress, found))
        except _NotBegun:  # a child that ended while it waited for a job; another one has not
            try:
                return cast("R", self._do(packed, progress, found))
            except _NotBegun as again:
                raise again.death from None

    def close(self) -> None:
        """End every child: idle ones in order, those at work by force; jobs under way end as cancelled."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            for child in self._busy:
                child.kill()
        for child in idle:
            child.end()

    def _do(self, packed: bytes, progress: Progress, better: Callable[[object], None]) -> object:
        if progress.cancelled():
            raise Cancelled
        child = self._take()
        try:
            kind, content = child.work(packed, progress, better, self._patience)
        except AppError as death:
            if child.begun:
                raise
            raise _NotBegun(death) from None
        finally:
            self._give_back(child)
        if isinstance(content, Exception) and kind == "failed":
            raise content
        return content

    def _take(self) -> _Child:
        with self._lock:
            if self._closed:
                raise Cancelled
            child = self._idle.pop() if self._idle else _Child(self._prepare)
            if not child.alive:
                child.end()
                child = _Child(self._prepare)
            self._busy.add(child)
            return child

    def _give_back(self, child: _Child) -> None:
        """Keep a child for the next job; in place of one that ended, and of no other, a new one gets ready."""
        with self._lock:
            self._busy.discard(child)
            room = not self._closed and not self._idle
            if room and child.usable:
                self._idle.append(child)
                return
        child.end()
        if room:
            with contextlib.suppress(AppError):
                self.warm()


class _NotBegun(Exception):
    """A child ended before it began the job."""

    def __init__(self, death: AppError) -> None:
        super().__init__(death)
        self.death = death


class _Child:
    """One process, the pipe to it, and the file that takes what it prints."""

    def __init__(self, prepare: Callable[[], None]) -> None:
        context = multiprocessing.get_context("spawn")
        self._numbers = count(1)
        self._ready = self._killed = False
        self.begun = False
        self.usable = True
        try:
            self._words = Words()
            here, there = context.Pipe()
            self._pipe: Connection[Asked, Said] = here
            self._process = context.Process(target=serve, args=(there, self._words, prepare), daemon=True)
            with there:
                self._start()
        except OSError as error:
            raise AppError("child-not-started") from error

    def _start(self) -> None:
        try:
            with _deaf_to_interrupts():
                self._process.start()
        except OSError:
            self._pipe.close()
            self._words.taken(_LAST_WORDS)
            raise

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.is_alive()

    def work(
        self, packed: bytes, progress: Progress, better: Callable[[object], None], patience: float
    ) -> tuple[str, object]:
        """Hand over a job and listen until it is "done" or "failed", with the result or the error."""
        self._wait_until_ready(progress)
        number = next(self._numbers)
        self.usable = self.begun = False
        self._ask("job", number, packed)
        stop_by: float | None = None
        while True:
            kind, content = self._hear()
            if kind in ("done", "failed"):
                self.usable = True
                return kind, content
            self.begun = self.begun or kind == "begun"
            _take_note(kind, content, progress, better)
            if stop_by is None and progress.cancelled():
                self._ask("stop", number)
                stop_by = time.monotonic() + patience
            elif stop_by is not None and time.monotonic() > stop_by:
                log.info("a job that did not stop was killed")
                self.kill()
                raise Cancelled

    def _wait_until_ready(self, progress: Progress) -> None:
        """Wait until the process reads from its pipe: what is written before could block the writer."""
        while not self._ready:
            if progress.cancelled():
                raise Cancelled
            self._ready = self._hear()[0] == "ready"

    def kill(self) -> None:
        """End the process now; the job that waits for its answer ends as cancelled."""
        self._killed = True
        self._process.kill()

    def end(self) -> None:
        """End the process, in order if it is idle, and take note of what it printed."""
        if self.usable:
            with contextlib.suppress(OSError):
                self._pipe.send(("end", 0, b""))
            self._process.join(_TO_END)
        self._process.kill()
        self._process.join()
        self._process.close()
        self._pipe.close()
        if words := self._words.taken(_LAST_WORDS):
            log.warning("the child printed: %s", words)

    def _ask(self, kind: str, number: int, content: bytes = b"") -> None:
        try:
            self._pipe.send((kind, number, content))
        except OSError:
            raise self._death() from None

    def _hear(self) -> Said:
        """What the child says next, or "" after a moment of silence; raises AppError when it will say no more."""
        try:
            return self._pipe.recv() if self._pipe.poll(_LOOK_UP) else ("", None)
        except (EOFError, OSError):
            raise self._death() from None

    def _death(self) -> AppError | Cancelled:
        if self._killed:
            return Cancelled()
        self._process.join(_TO_END)
        code = self._process.exitcode
        log.warning("the child ended by itself, code %s", code)
        killed = code is not None and -code == getattr(signal, "SIGKILL", None)
        return AppError("child-killed") if killed else AppError("child-crashed", code=code)


def _take_note(kind: str, content: object, progress: Progress, better: Callable[[object], None]) -> None:
    """Pass on what a child says while it works."""
    match kind, content:
        case "report", (str() as step, float() | int() as share):
            with contextlib.suppress(Cancelled):  # whether to stop is asked between two messages
                progress.report(step, share)
        case "better", found:
            better(found)
        case "log", (str() as name, int() as level, str() as text):
            logging.getLogger(name).log(level, "%s", text)


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Start a process that Ctrl-C does not reach, not even before it can say so itself."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # would be started on the way, and let interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
