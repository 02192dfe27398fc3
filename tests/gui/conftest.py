"""What every window test gets: one look on all machines, and an end with nothing left running or open."""

import gc
import sys
from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, QThread, QThreadPool, QTimer
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.importing.wizard import ImportWizard
from desktop.paths import resource
from tests.gui.window import opened

Started = list[tuple[QObject, str]]

_KEPT_BY_QT = {"QTipLabel"}  # made for the first tooltip, then used for all


@pytest.fixture(scope="session", autouse=True)
def same_look_everywhere(qapp: QApplication) -> Iterator[None]:
    """Pictures and widths must not depend on the fonts, style or language of the machine."""
    QLocale.setDefault(QLocale("en_IN"))
    qapp.setStyle("Fusion")
    for font in sorted(resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(font))
    qapp.setFont(QFont("Noto Sans", 10))
    yield
    qapp.clipboard().clear()  # without a screen Qt lets go of what was copied after Python has ended, and crashes


def _noted(start: Callable[..., None], started: Started) -> Callable[..., None]:
    """The method `start` of a thread or timer, noting who called it from where."""

    def noting(self: QObject, *args: object) -> None:
        caller = sys._getframe(1)
        started.append((self, f"started at {caller.f_code.co_filename}:{caller.f_lineno}"))
        start(self, *args)

    return noting


@pytest.fixture(autouse=True)
def nothing_left_behind(monkeypatch: pytest.MonkeyPatch, same_look_everywhere: None) -> Iterator[None]:
    """A window, thread or timer that outlives its test fails that test, not a later one."""
    started: Started = []
    monkeypatch.setattr(QThread, "start", _noted(QThread.start, started))
    monkeypatch.setattr(QTimer, "start", _noted(QTimer.start, started))
    before = set(QApplication.topLevelWidgets())
    yield
    _deliver_deletes()
    if _leaks(before, started):
        gc.collect()  # cycles of plots and menus; too slow to do it after every test
        _deliver_deletes()
    if left := _leaks(before, started):
        _end(before, started)
        pytest.fail("left behind:\n" + "\n".join(left), pytrace=False)


@pytest.fixture
def parts(nothing_left_behind: None) -> Iterator[Parts]:
    """The window over the tiny project, shown; it is closed and gone after the test."""
    with opened() as made:
        yield made


@pytest.fixture
def wizard(qtbot: QtBot, parts: Parts) -> Iterator[ImportWizard]:
    parts.actions["import"].trigger()
    found = parts.window.findChild(ImportWizard)
    assert found is not None
    yield found
    if shiboken6.isValid(found):
        found.close()


def _deliver_deletes() -> None:
    """Destroy what `deleteLater` was called on: an event loop does it, processing events does not."""
    QThreadPool.globalInstance().waitForDone(2000)
    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _end(before: set[QWidget], started: Started) -> None:
    """End what a failed test left, so that the tests after it are judged on their own."""
    for widget in _new_windows(before):
        widget.deleteLater()
    for thing, _ in started:
        if shiboken6.isValid(thing) and isinstance(thing, QTimer):
            thing.stop()
        if shiboken6.isValid(thing) and isinstance(thing, QThread):
            thing.quit()
            thing.wait(2000)
    _deliver_deletes()


def _new_windows(before: set[QWidget]) -> list[QWidget]:
    now = (widget for widget in QApplication.topLevelWidgets() if shiboken6.isValid(widget))
    return [widget for widget in now if widget not in before and type(widget).__name__ not in _KEPT_BY_QT]


def _leaks(before: set[QWidget], started: Started) -> list[str]:
    left = [f"window {widget!r}" for widget in _new_windows(before)]
    for thing, where in started:
        if not shiboken6.isValid(thing):
            continue
        if isinstance(thing, QThread) and thing.isRunning() and not thing.wait(2000):
            left.append(f"running thread {thing!r} {where}")
        if isinstance(thing, QTimer) and thing.isActive():
            left.append(f"active timer {thing!r} {where}")
    return left
