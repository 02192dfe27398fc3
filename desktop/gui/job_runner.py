"""Runs jobs, plain functions with a progress handle, in threads, and hands results back to the window's thread."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any

import attrs
from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer, Signal, Slot

from desktop.gui.heap import Heap
from desktop.model.progress import Cancelled

_THREADS = 4
"""One for the quick plan, one that waits for the child's whole answer, and two for what is read and looked for."""
AT_ONCE = 4000
"""Records that are looked through within a moment, 10-40 us each; work on more is a job."""
_TIDY = 10_000
"""Milliseconds between two looks for unreachable cycles while jobs run."""
_LOOKED_THROUGH = 100_000
"""Objects that Python looks through for cycles within a moment."""
_OFTEN = 0.05
"""Seconds between two reports of a step: nobody sees more, and each takes the window's thread a turn."""
_numbers = count(1)


@attrs.frozen(eq=False)
class Job:
    """A job under way: ``title`` is what the status bar calls it; empty jobs work unseen.

    A job with ``found`` hands over results on its way, and its result also when it was stopped. What a ``lasting``
    one does stays done, such as a file that is written: nobody can stop it.
    """

    title: str
    work: Work
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    found: Callable[[Any], None] | None = None
    lasting: bool = False
    stop: threading.Event = attrs.field(factory=threading.Event)
    number: int = attrs.field(factory=_numbers.__next__)

    def cancel(self) -> None:
        """Ask the job to stop; it ends when it next looks at its handle."""
        self.stop.set()


class Handle:
    """The progress handle of one job; called in the job's thread."""

    def __init__(self, job: Job, runner: JobRunner) -> None:
        self._job = job
        self._runner = runner
        self._step, self._next = "", 0.0

    def report(self, step: str, share: float) -> None:
        """Tell the window of each step, and now and then how far it is; raises Cancelled when nobody waits any more."""
        if self._job.stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if step != self._step or now >= self._next:
            self._step, self._next = step, now + _OFTEN
            self._runner.reported.emit(self._job.title, step, share)

    def cancelled(self) -> bool:
        """Whether the job was asked to stop."""
        return self._job.stop.is_set()

    def found(self, value: object) -> None:
        """Hand a result over to the window's thread while the job goes on."""
        self._runner.handed_over.emit(self._job.number, value)


Work = Callable[[Handle], Any]


class JobRunner(QObject):
    """Starts jobs and ends them; ``reported`` carries title, step and share, ``counted`` how many are under way.

    While jobs run Python does not look for unreachable cycles by itself: it would do so in their threads too, and
    destroy widgets there that only the window's thread may destroy. So that thread looks, now and then.

    ``end`` ends what jobs may be waiting for when all is closed. ``handed_over`` and ``handed_back`` are emitted in
    the job's thread and are for the runner alone: who connects to them and lets go again while a job ends is called
    after it is gone.
    """

    reported = Signal(str, str, float)
    counted = Signal(int)
    handed_over = Signal(int, object)
    handed_back = Signal(int)

    def __init__(self, parent: QObject | None = None, end: Callable[[], None] | None = None) -> None:
        super().__init__(parent)
        self._end = end
        self._heap = Heap()
        self._jobs: dict[int, Job] = {}
        self._waiting: dict[int, Job] = {}
        self._outcomes: dict[int, tuple[object, Exception | None]] = {}
        self._pool, self._lasting = QThreadPool(self), QThreadPool(self)
        self._pool.setMaxThreadCount(_THREADS)
        self._lasting.setMaxThreadCount(1)
        self._tidying = QTimer(self)
        self._tidying.setInterval(_TIDY)
        self._tidying.timeout.connect(_tidy)
        self.handed_over.connect(self._on_found, Qt.ConnectionType.QueuedConnection)
        self.handed_back.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        title: str,
        work: Work,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        found: Callable[[Any], None] | None = None,
        *,
        lasting: bool = False,
    ) -> Job:
        """Run ``work`` in a thread, then ``done`` with its result or ``failed`` with its error in this one.

        A job that is stopped fails as Cancelled whatever it answers, unless it has ``found``: what it answers when it
        is stopped is wanted too. ``lasting`` jobs are done one after the other, and wait for no others.
        """
        job = Job(title, work, done, failed, found, lasting)
        self._jobs[job.number] = job
        gc.disable()
        if not self._tidying.isActive():
            self._tidying.start()
        self._waiting[job.number] = job
        (self._lasting if lasting else self._pool).start(partial(self._run, job.number))
        self.counted.emit(len(self._jobs))
        return job

    @property
    def titles(self) -> tuple[str, ...]:
        """What is under way and has a title."""
        return tuple(job.title for job in self._jobs.values() if job.title)

    @property
    def can_cancel(self) -> bool:
        """Whether a job is under way that ``cancel_all`` would stop."""
        return any(job.title and not job.lasting for job in self._jobs.values())

    def cancel_all(self) -> None:
        """Ask every job that has a title to stop, but for lasting ones."""
        for job in self._jobs.values():
            if job.title and not job.lasting:
                job.cancel()

    def close(self) -> None:
        """Stop everything and wait until no thread is left; results that come now are dropped.

        Lasting jobs are done to the end, those that still wait for their turn too.
        """
        left = tuple(self._jobs.values())  # until no thread holds them any more
        for job in left:
            job.cancel()
        self._jobs.clear()
        self._pool.clear()
        if self._end is not None:
            self._end()
        self._lasting.waitForDone()
        self._pool.waitForDone()
        self._waiting.clear()
        self._rest()

    def _run(self, number: int) -> None:
        """Do a job in its thread, and tell the window's that it has an outcome.

        It is no QRunnable: of those that end at once PySide's pool keeps some for ever, with the projects that they
        were about. Nothing here holds the job any more when its end is told: what it holds in turn, such as a dialog
        that waits for it, is for the window's thread alone to let go of.
        """
        self._work(number)
        self.handed_back.emit(number)

    def _work(self, number: int) -> None:
        job = self._waiting.pop(number)
        try:
            self._outcomes[number] = job.work(Handle(job, self)), None
        except Exception as fault:
            self._outcomes[number] = None, fault

    def _rest(self) -> None:
        """Nothing runs any more; what the last job made is not looked through at once either."""
        self._tidying.stop()
        if gc.get_count()[0] > _LOOKED_THROUGH:
            _tidy()
        gc.enable()
        self._heap.give_back()

    @Slot(int, object)
    def _on_found(self, number: int, value: object) -> None:
        job = self._jobs.get(number)
        if job is not None and job.found is not None:
            job.found(value)

    @Slot(int)
    def _on_ended(self, number: int) -> None:
        job = self._jobs.pop(number, None)
        result, error = self._outcomes.pop(number)
        if not self._jobs:
            self._rest()
        if job is None:
            return
        self.counted.emit(len(self._jobs))
        if isinstance(error, Cancelled) or (error is None and job.stop.is_set() and job.found is None):
            job.failed(Cancelled())
        elif error is not None:
            job.failed(error)
        else:
            job.done(result)


def _tidy() -> None:
    """Free the cycles of a while; when very much was made meanwhile, such as a list that is read, set it all aside.

    To look through it would stop the window. Such records make no cycles: they go when the last one lets go of them.
    """
    if gc.get_count()[0] > _LOOKED_THROUGH:
        gc.freeze()
    else:
        gc.collect(1)
