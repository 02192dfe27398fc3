"""What runs inside a child process: it takes jobs from the pipe, one after the other, and says what comes of them."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from queue import SimpleQueue

from desktop.model.errors import AppError
from desktop.model.progress import Cancelled, Progress
from desktop.session.places import Places

log = logging.getLogger("dhatu.child")

Asked = tuple[str, int, bytes]
"""What the parent says: "job" with its number and the pickled function and task, "stop" with a number, or "end"."""
Said = tuple[str, object]
"""What the child says: "ready" for jobs, "begun"; "report", "better", "log" at work; then "done" or "failed"."""
Better = Callable[[object], None]
Work = Callable[[object, Progress, Better], object]


def serve(pipe: Connection[Said, Asked], words: Path, prepare: Callable[[], None]) -> None:
    """Do jobs until the parent wants no more or is gone; all that is printed goes to the file ``words``."""
    _print_into(words)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, who asks the child to stop
    line = _Line(pipe)
    logging.getLogger().addHandler(_Forward(line))
    threading.Thread(target=line.listen, daemon=True).start()
    line.send("ready", None)
    prepare()
    while asked := line.jobs.get():
        _do(line, *asked)


def _print_into(words: Path) -> None:
    """Send prints of Python and of libraries, and the last words of a crash, to a file in place of the terminal.

    The file loses its name, where a system allows that, so that nothing is left of it whoever dies first.
    """
    file = words.open("a", encoding="utf-8", errors="backslashreplace", buffering=1)
    with contextlib.suppress(OSError):
        words.unlink()
    for number in (1, 2):
        os.dup2(file.fileno(), number)
    sys.stdout = sys.stderr = file
    faulthandler.enable(file)


class _Line:
    """The child's end of the pipe; it is listened to in a thread of its own, whatever the job is busy with."""

    def __init__(self, pipe: Connection[Said, Asked]) -> None:
        self._pipe = pipe
        self._one_at_a_time = threading.Lock()
        self.jobs: SimpleQueue[tuple[int, bytes] | None] = SimpleQueue()
        self.stopped = 0

    def listen(self) -> None:
        """Take in what the parent says; without a parent there is nobody to work for."""
        try:
            while True:
                kind, number, content = self._pipe.recv()
                match kind:
                    case "job":
                        self.jobs.put((number, content))
                    case "stop":
                        self.stopped = number
                    case _:
                        self.jobs.put(None)
        except (EOFError, OSError):
            os._exit(0)

    def send(self, kind: str, content: object) -> None:
        """Say something to the parent, from any thread."""
        with self._one_at_a_time:
            self._pipe.send((kind, content))


class _Handle:
    """The progress handle of one job."""

    def __init__(self, line: _Line, number: int) -> None:
        self._line, self._number = line, number

    def report(self, step: str, share: float) -> None:
        """Tell the parent how far the job is; raises Cancelled when it was asked to stop."""
        if self.cancelled():
            raise Cancelled
        self._line.send("report", (step, share))

    def cancelled(self) -> bool:
        """Whether the job was asked to stop."""
        return self._line.stopped >= self._number


class _Forward(logging.Handler):
    """Hands the child's log to the parent, which has the log file."""

    def __init__(self, line: _Line) -> None:
        super().__init__(logging.WARNING)
        self._line = line
        self.setFormatter(Places("%(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Send one line of the log."""
        with contextlib.suppress(OSError):
            self._line.send("log", (record.name, record.levelno, self.format(record)))


def _do(line: _Line, number: int, packed: bytes) -> None:
    """Do a job and send what comes of it: its result, or its error in a form that can travel."""
    line.send("begun", None)
    try:
        work, task = _unpacked(packed)
        line.send("done", work(task, _Handle(line, number), lambda found: line.send("better", found)))
    except MemoryError:
        line.send("failed", AppError("child-memory"))
    except (AppError, Cancelled) as error:
        line.send("failed", error)
    except Exception as error:
        log.exception("unforeseen %s", type(error).__name__)
        line.send("failed", RuntimeError(type(error).__name__))


def _unpacked(packed: bytes) -> tuple[Work, object]:
    work, task = ForkingPickler.loads(packed)
    return work, task
