"""What runs inside a child process: it takes jobs from the pipe, one after the other, and says what comes of them."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from queue import SimpleQueue
from typing import Protocol

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


class Words:
    """The file that takes what a child prints: the child is handed it open, so that it needs no name.

    Nothing is left of it then, whoever dies first and when. Windows takes no name off an open file: there the child
    opens it by its name, and the parent takes it away in the end.
    """

    def __init__(self) -> None:
        handle, name = tempfile.mkstemp(prefix="dhatu-", suffix=".log")
        self._file, self._named = os.fdopen(handle, "rb"), Path(name)
        if sys.platform != "win32":
            self._named.unlink()

    def __reduce__(self) -> tuple[Callable[[_Handed], int] | type[Path], tuple[object]]:
        """What the child gets in its place, as it is started."""
        if sys.platform == "win32":
            return Path, (self._named,)
        from multiprocessing.reduction import DupFd

        return _handed_over, (DupFd(self._file.fileno()),)

    def taken(self, most: int) -> str:
        """The last of what was printed, of a child that has ended; the file is gone then."""
        with self._file as file:
            file.seek(0)
            words = file.read()[-most:].decode("utf-8", "replace")
        self._named.unlink(missing_ok=True)
        return words


class _Handed(Protocol):
    """An open file on its way to a child."""

    def detach(self) -> int:
        """Its number there."""


def _handed_over(file: _Handed) -> int:
    return file.detach()


def serve(pipe: Connection[Said, Asked], words: int | Path, prepare: Callable[[], None]) -> None:
    """Do jobs until the parent wants no more or is gone; all that is printed goes to ``words``, open or by its name."""
    _print_into(words)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, who asks the child to stop
    line = _Line(pipe)
    logging.getLogger().addHandler(_Forward(line))
    threading.Thread(target=line.listen, daemon=True).start()
    line.send("ready", None)
    prepare()
    while asked := line.jobs.get():
        _do(line, *asked)


def _print_into(words: int | Path) -> None:
    """Send prints of Python and of libraries, and the last words of a crash, to a file in place of the terminal."""
    handle = words if isinstance(words, int) else os.open(words, os.O_WRONLY | os.O_APPEND)
    file = os.fdopen(handle, "a", encoding="utf-8", errors="backslashreplace", buffering=1)
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
