"""The window under random clicks, drags, wheel and keys: nothing fails, warns, or grows."""

import gc
import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QLocale, QTimer
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QComboBox

from desktop.gui.app import Parts
from desktop.gui.charts.frame import ChartFrame
from desktop.paths import resource
from tests.end2end.monkey import Monkey
from tests.gui.window import Answers, opened

_SHORT, _LONG, _WARM = 150, 10_000, 3000
_MOST_GROWTH = 20 * 2**20


@pytest.fixture
def parts(qapp: QApplication) -> Iterator[Parts]:
    QLocale.setDefault(QLocale("en_IN"))
    qapp.setStyle("Fusion")
    for font in sorted(resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(font))
    qapp.setFont(QFont("Noto Sans", 10))
    with opened() as made:
        made.documents.dialogs = Answers(made.window)
        yield made
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.clipboard().clear()


def _rest(milliseconds: int) -> None:
    """Let jobs come home and what was deleted go."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _memory() -> int:
    """What the process holds in memory, in bytes; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as pages:  # noqa: PTH123 - a file of the system's making
            return int(pages.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def test_the_list_of_a_combo_box_that_is_open_is_acted_on_until_it_closes(parts: Parts) -> None:
    shown = QComboBox(parts.window)
    shown.addItems(["a", "b", "c"])
    shown.show()
    shown.showPopup()
    monkey = Monkey(parts, 1)
    for _ in range(200):
        if not shown.view().isVisible():
            break
        monkey.act()
    assert not shown.view().isVisible()
    assert any("QListView" in act or "QWidget" in act for act in monkey.done)


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--seed"))


@pytest.mark.timeout(3600)
@pytest.mark.qt_log_ignore("Mouse event .* not accepted by receiving widget", extend=True)  # said by the test tool
def test_nothing_fails_or_grows_under_random_clicks_drags_and_keys(parts: Parts, thorough: bool, seed: int) -> None:
    parts.window.resize(1366, 768)
    parts.window.go_to("compare")
    for chart in parts.window.findChildren(ChartFrame):
        chart.dialogs = Answers(parts.window)
    monkey, memory = Monkey(parts, seed), [0]

    def after(number: int) -> None:
        if number == _WARM:
            memory[0] = _memory()

    monkey.run(_LONG if thorough else _SHORT, after)
    _rest(500)
    gc.collect()
    assert parts.window.isVisible()
    assert len(monkey.done) > (_LONG if thorough else _SHORT) / 2
    if thorough:
        assert _memory() - memory[0] < _MOST_GROWTH
