"""Runs jobs, plain functions with a progress handle, in threads, and hands results back to the window's thread."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from itertools import count
from typing import Any

import attrs
from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from desktop.model.progress import Cancelled, Progress

Work = Callable[[Progress], Any]
_THREADS = 2
_numbers = count(1)


@attrs.frozen(eq=False)
class Job:
    """A job under way: ``title`` is what the status bar calls it; empty jobs work unseen."""

    title: str
    work: Work
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    stop: threading.Event = attrs.field(factory=threading.Event)
    number: int = attrs.field(factory=_numbers.__next__)

    def cancel(self) -> None:
        """Ask the job to stop; it answers when it next looks at its handle, and then nothing is handed back."""
        self.stop.set()


class _Handle:
    """The progress handle of one job; called in the job's thread."""

    def __init__(self, job: Job, runner: JobRunner) -> None:
        self._job = job
        self._runner = runner

    def report(self, step: str, share: float) -> None:
        """Tell the window how far the job is; raises Cancelled when nobody waits for it any more."""
        if self._job.stop.is_set():
            raise Cancelled
        self._runner.reported.emit(self._job.title, step, share)

    def cancelled(self) -> bool:
        """Whether the job was asked to stop."""
        return self._job.stop.is_set()


class _Run(QRunnable):
    """One job in a thread of the pool."""

    def __init__(self, job: Job, runner: JobRunner) -> None:
        super().__init__()
        self._job = job
        self._runner = runner

    def run(self) -> None:
        """Do the work; whatever comes of it, a result or an error, goes to the window's thread."""
        result, error = None, None
        try:
            result = self._job.work(_Handle(self._job, self._runner))
        except Exception as fault:
            error = fault
        self._runner.handed_back.emit(self._job.number, result, error)


class JobRunner(QObject):
    """Starts jobs and ends them; ``reported`` carries title, step and share, ``counted`` how many are under way.

    While jobs run Python does not look for unreachable cycles: it would do so in their threads too, and destroy
    widgets there that only the window's thread may destroy.

    ``handed_back`` is emitted in the job's thread and is for the runner alone: who connects to it and lets go again
    while a job ends is called after it is gone.
    """

    reported = Signal(str, str, float)
    counted = Signal(int)
    handed_back = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: dict[int, Job] = {}
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(_THREADS)
        self.handed_back.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def start(self, title: str, work: Work, done: Callable[[Any], None], failed: Callable[[Exception], None]) -> Job:
        """Run ``work`` in a thread, then ``done`` with its result or ``failed`` with its error in this one."""
        job = Job(title, work, done, failed)
        self._jobs[job.number] = job
        gc.disable()
        self._pool.start(_Run(job, self))
        self.counted.emit(len(self._jobs))
        return job

    @property
    def titles(self) -> tuple[str, ...]:
        """What is under way and has a title."""
        return tuple(job.title for job in self._jobs.values() if job.title)

    def cancel_all(self) -> None:
        """Ask every job that has a title to stop."""
        for job in self._jobs.values():
            if job.title:
                job.cancel()

    def close(self) -> None:
        """Stop everything and wait until no thread is left; results that come now are dropped."""
        for job in self._jobs.values():
            job.cancel()
        self._jobs.clear()
        self._pool.clear()
        self._pool.waitForDone()
        gc.enable()

    @Slot(int, object, object)
    def _on_ended(self, number: int, result: object, error: Exception | None) -> None:
        job = self._jobs.pop(number, None)
        if not self._jobs:
            gc.enable()
        if job is None:
            return
        self.counted.emit(len(self._jobs))
        if isinstance(error, Cancelled) or (error is None and job.stop.is_set()):
            job.failed(Cancelled())
        elif error is not None:
            job.failed(error)
        else:
            job.done(result)
