"""The log file: what went wrong inside the program, without a single figure of a project."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from desktop.paths import user_dir
from desktop.session.places import Places

_SIZE = 500_000
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
log = logging.getLogger("dhatu")


class Log:
    """Writes to files in the user's folder from ``open`` to ``close``; ``unforeseen`` hears of uncaught errors."""

    def __init__(self, unforeseen: Callable[[BaseException], None]) -> None:
        self._unforeseen = unforeseen
        self._handler: logging.Handler | None = None
        self._crashes: TextIO | None = None

    @property
    def path(self) -> Path:
        """The log file."""
        return user_dir() / "dhatu.log"

    def open(self) -> None:
        """Begin; hears of uncaught errors in every thread, Qt's messages, and crashes of the process.

        Where the user's folder cannot be written, uncaught errors are still heard of and nothing is kept.
        """
        sys.excepthook = self._on_uncaught
        threading.excepthook = self._on_thread
        qInstallMessageHandler(_on_qt)
        with contextlib.suppress(OSError):
            self._open_files()

    def _open_files(self) -> None:
        handler = RotatingFileHandler(self.path, maxBytes=_SIZE, backupCount=1, encoding="utf-8", delay=True)
        handler.setFormatter(Places("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        handler.setLevel(logging.WARNING)
        log.addHandler(handler)
        self._handler = handler
        self._crashes = (user_dir() / "crash.log").open("w", encoding="utf-8")
        faulthandler.enable(self._crashes)

    def close(self) -> None:
        """End; a run without a crash leaves no crash file."""
        qInstallMessageHandler(None)
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        faulthandler.disable()
        if self._crashes is not None:
            self._crashes.close()
            Path(self._crashes.name).unlink(missing_ok=True)
        if self._handler is not None:
            log.removeHandler(self._handler)
            self._handler.close()

    def _on_uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self._unforeseen(error)

    def _on_thread(self, arguments: threading.ExceptHookArgs) -> None:
        log.error("in a thread", exc_info=arguments.exc_value)


def _on_qt(kind: QtMsgType, _: QMessageLogContext, text: str) -> None:
    logging.getLogger("dhatu.qt").log(_LEVELS.get(kind, logging.WARNING), "%s", text)
