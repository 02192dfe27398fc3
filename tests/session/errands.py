"""Jobs for child processes: some do as they should, others stop at nothing, or stop everything."""

import ctypes
import logging
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable

from desktop.model.errors import AppError
from desktop.model.progress import Cancelled, Progress

Better = Callable[[int], None]


def count_up(task: int, progress: Progress, better: Better) -> int:
    """Report and find each number up to ``task``; the best so far when asked to stop."""
    for number in range(1, task + 1):
        if progress.cancelled():
            return number - 1
        progress.report("step-solve", number / task)
        better(number)
    return task


def go_on_until_stopped(task: str, progress: Progress, better: Better) -> str:
    """Find the process's own number, then work until asked to stop, and answer with ``task``."""
    better(os.getpid())
    while not progress.cancelled():
        threading.Event().wait(0.001)
    return task


def give_up_when_stopped(task: None, progress: Progress, better: Better) -> None:
    """Work until asked to stop, and then have nothing."""
    better(os.getpid())
    while not progress.cancelled():
        threading.Event().wait(0.001)
    raise Cancelled


def never_stop(task: None, progress: Progress, better: Better) -> None:
    """Find the process's own number, then work on whatever is asked."""
    better(os.getpid())
    threading.Event().wait()


def own_number(task: None, progress: Progress, better: Better) -> int:
    """The number of the process."""
    return os.getpid()


def refuse(task: str, progress: Progress, better: Better) -> None:
    """Fail as jobs do that have something to tell the user."""
    raise AppError(task, count=3)


def fail(task: str, progress: Progress, better: Better) -> None:
    """Fail as nobody foresaw, with a text that nobody should read."""
    raise ValueError(task)


def answer_what_cannot_travel(task: None, progress: Progress, better: Better) -> Callable[[], None]:
    """Answer with something that does not pickle."""
    return lambda: None


def exit_at_once(task: int, progress: Progress, better: Better) -> None:
    """End the process with an exit code, as a library might."""
    os._exit(task)


def touch_forbidden_memory(task: None, progress: Progress, better: Better) -> None:
    """End the process as a fault in native code does."""
    ctypes.string_at(0)


def run_out_of_memory(task: None, progress: Progress, better: Better) -> None:
    """Find too little memory."""
    raise MemoryError


def be_interrupted(task: None, progress: Progress, better: Better) -> str:
    """Get what Ctrl-C sends to every process of the terminal, and go on."""
    signal.raise_signal(signal.SIGINT)
    return "went on"


def print_and_warn(task: str, progress: Progress, better: Better) -> None:
    """Print in every way there is, and log."""
    sys.stdout.write(f"{task}\n")
    sys.stderr.write(f"{task}\n")
    os.write(1, task.encode())
    os.write(2, task.encode())
    warnings.warn(task, stacklevel=1)
    logging.getLogger("dhatu.errand").warning("%s is logged", task)


def crash_at_start() -> None:
    """What a child prepares that cannot load what it needs."""
    raise ImportError("libsolver.so")


def load_nothing() -> None:
    """What a child prepares that needs nothing."""
