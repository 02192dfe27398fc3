"""The log file: what went wrong inside the program, without a single figure of a project."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import re
import sys
import threading
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from desktop.paths import user_dir
from desktop.session import trouble
from desktop.session.places import Places
from desktop.session.who import now

_SIZE = 500_000
_CRASHES_KEPT = 5
_LONGEST_RUN = 30 * 24 * 3600
"""Seconds after which an empty file is taken for one of a run that is over."""
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_QT_SPEAKER = re.compile(r"Q[A-Za-z]+(?:::[A-Za-z]+)?(?=[: (])")
log = logging.getLogger("dhatu")


class _Lenient(RotatingFileHandler):
    """Leaves out what the disk does not take: a full one must not make the program speak of its own log."""

    def handleError(self, record: logging.LogRecord) -> None:
        pass


class Log:
    """Writes to files in the user's folder from ``open`` to ``close``; ``unforeseen`` hears of uncaught errors.

    Each run has a file for a crash of the process, of which the last few are kept; one that stays empty goes.
    """

    def __init__(self, unforeseen: Callable[[BaseException], None]) -> None:
        self._unforeseen = unforeseen
        self._handler: logging.Handler | None = None
        self._crashes: TextIO | None = None

    @property
    def path(self) -> Path:
        """The log file."""
        return user_dir() / trouble.LOG

    def open(self) -> None:
        """Begin; hears of uncaught errors in every thread, Qt's messages, and crashes of the process.

        Where the user's folder cannot be written, uncaught errors are still heard of and nothing is kept.
        """
        sys.excepthook = self._on_uncaught
        sys.unraisablehook = self._on_unraisable
        threading.excepthook = self._on_thread
        qInstallMessageHandler(_on_qt)
        with contextlib.suppress(OSError):
            self._open_files()

    def _open_files(self) -> None:
        handler = _Lenient(self.path, maxBytes=_SIZE, backupCount=1, encoding="utf-8", delay=True)
        handler.setFormatter(Places("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        handler.setLevel(logging.WARNING)
        log.addHandler(handler)
        self._handler = handler
        _tidy_crashes()
        self._crashes = (user_dir() / f"crash-{now():%Y%m%d-%H%M%S}-{os.getpid()}.log").open("w", encoding="utf-8")
        faulthandler.enable(self._crashes)

    def close(self) -> None:
        """End; a run without a crash leaves no crash file, unless the disk fails."""
        qInstallMessageHandler(None)
        sys.excepthook = sys.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        threading.excepthook = threading.__excepthook__
        faulthandler.disable()
        if self._crashes is not None:
            with contextlib.suppress(OSError):
                self._crashes.close()
                Path(self._crashes.name).unlink(missing_ok=True)
        if self._handler is not None:
            log.removeHandler(self._handler)
            with contextlib.suppress(OSError):  # what a full disk has not taken
                self._handler.close()

    def _on_uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self._unforeseen(error)

    def _on_thread(self, arguments: threading.ExceptHookArgs) -> None:
        log.error("in a thread", exc_info=arguments.exc_value)

    def _on_unraisable(self, arguments: sys.UnraisableHookArgs) -> None:
        log.error("while tidying up", exc_info=arguments.exc_value)


def _tidy_crashes() -> None:
    """Let go of all but the last crashes, and of the empty files of runs that were killed from outside long ago.

    One that is empty and new may be that of another Dhatu that runs.
    """
    files = sorted(user_dir().glob(trouble.CRASH), reverse=True)
    told = [path for path in files if path.stat().st_size]
    longest = now().timestamp() - _LONGEST_RUN
    old = (path for path in files if path not in told and path.stat().st_mtime < longest)
    for path in (*told[_CRASHES_KEPT:], *old):
        with contextlib.suppress(OSError):
            path.unlink()


def _on_qt(kind: QtMsgType, _: QMessageLogContext, text: str) -> None:
    """Note which part of the library spoke; what it said can hold names of files and of whatever is on the screen."""
    speaker = _QT_SPEAKER.match(text)
    logging.getLogger("dhatu.qt").log(_LEVELS.get(kind, logging.WARNING), "%s", speaker[0] if speaker else "Qt")
