"""Jobs of the wizard: one at a time, the newest wins, and what goes wrong is told in the wizard itself."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.gui.job_runner import Handle, Job, JobRunner
from desktop.model.errors import AppError, ProblemsFound
from desktop.model.progress import Cancelled, Progress
from desktop.text.messages import say, sentence

log = logging.getLogger("dhatu.window")

_MOST_TOLD = 5


class _Ageing:
    """A progress handle that takes what a job made so far for old.

    It is no rubbish, and looking through a million new objects for some would make the window stand still.
    """

    def __init__(self, handle: Handle) -> None:
        self._handle = handle

    def report(self, step: str, share: float) -> None:
        """Passed on."""
        gc.freeze()
        gc.unfreeze()
        self._handle.report(step, share)

    def cancelled(self) -> bool:
        """Whether nobody waits any more."""
        return self._handle.cancelled()


class Background(QObject):
    """Runs what takes its time.

    ``failed`` tells why something is not, ``moved`` carries a step and the share done, 0-1, ``idle`` tells that
    nothing runs any more.
    """

    failed = Signal(str)
    moved = Signal(str, float)
    idle = Signal()

    def __init__(self, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._job: Job | None = None
        runner.reported.connect(self._on_reported)

    @property
    def busy(self) -> bool:
        """Whether something is being read or judged."""
        return self._job is not None

    def cancel(self) -> None:
        """Stop what runs."""
        if self._job is not None:
            self._job.cancel()

    def start(self, title: str, work: Callable[[Progress], Any], done: Callable[[Any], None]) -> None:
        """Run a job in place of the one that runs; its result goes to ``done``."""
        self.cancel()

        def ended(result: Any) -> None:
            if self._job is job:
                self._job = None
                self.idle.emit()
                done(result)

        def failed(error: Exception) -> None:
            if self._job is job:
                self._job = None
                self.idle.emit()
                self._tell(error)

        def working(handle: Handle) -> Any:
            progress = _Ageing(handle)
            result = work(progress)
            progress.report("", 1.0)
            return result

        job = self._runner.start(title, working, ended, failed)
        self._job = job
        self.moved.emit(title, 0.0)

    def _tell(self, error: Exception) -> None:
        match error:
            case Cancelled():
                self.failed.emit(say("job-cancelled"))
            case ProblemsFound():
                told = "\n".join(sentence(problem) for problem in error.problems[:_MOST_TOLD])
                self.failed.emit(f"{say(error.key, **error.values)}\n{told}")
            case AppError():
                self.failed.emit(say(error.key, **error.values))
            case _:
                log.error("unforeseen %s", type(error).__name__, exc_info=error)
                self.failed.emit(say("unforeseen-fault"))

    def _on_reported(self, title: str, step: str, share: float) -> None:
        if self._job is not None and title == self._job.title:
            self.moved.emit(title, share)
