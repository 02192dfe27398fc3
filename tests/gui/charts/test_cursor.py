"""Charts are read and asked about by keys: the arrows go from one thing to another, Return asks, Escape leaves."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.gui.charts.bars import BarsView
from desktop.gui.charts.frame import S
from desktop.gui.charts.lines import LinesView
from desktop.gui.charts.scatter import ScatterView
from desktop.gui.charts.scatter_state import Point, Scatter
from desktop.gui.charts.stack import StackView
from desktop.gui.charts.states import Bars, Lines, Series, Stack
from desktop.gui.charts.view import ChartView
from desktop.gui.charts.waterfall import WaterfallView
from desktop.gui.charts.waterfall_state import Step, Waterfall
from tests.tiny import MONTHS

EVEN = Series("Even", (2.0,) * 6, "#0000FF", key="even")
HALF = Series("Half", (1.0,) * 6, "#FF0000", key="half")
STACK = Stack(title="Supply", unit="kg", months=MONTHS, layers=(EVEN, HALF))
RIGHT, LEFT, UP, DOWN = Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Down
RETURN, ESCAPE, HOME, END = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Home, Qt.Key.Key_End


def _shown(qtbot: QtBot, view: ChartView[S], state: S) -> list[tuple[int, str]]:
    """Show a state in a chart that has the keys; what is asked about from now on."""
    asked: list[tuple[int, str]] = []
    qtbot.addWidget(view)
    view.resize(640, 320)
    view.show()
    view.show_state(state)
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    view.grab()
    view.picked.connect(lambda at, key: asked.append((at, key)))
    return asked


def _press(view: ChartView[S], *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(view, key)


def test_the_arrows_go_along_the_months_and_up_the_parts_of_a_bar(qtbot: QtBot) -> None:
    view = StackView()
    asked = _shown(qtbot, view, STACK)
    _press(view, RIGHT, RETURN, RIGHT, RIGHT, RETURN, UP, RETURN, UP, RETURN, UP, RETURN, DOWN, LEFT, RETURN)
    assert asked == [(0, ""), (2, ""), (2, "even"), (2, "half"), (2, "half"), (1, "even")]
    assert view.by_keys
    _press(view, END, RETURN, HOME, RETURN)
    assert asked[-2:] == [(5, "even"), (0, "even")]


def test_what_the_keys_stand_on_is_marked_and_read(qtbot: QtBot) -> None:
    view = StackView()
    _shown(qtbot, view, STACK)
    assert view._cursor.isHidden()
    _press(view, RIGHT, RIGHT)
    assert view._cursor.isVisible()
    middle = view._plot.mapToScene(view._cursor.geometry().center())
    assert view._box.mapSceneToView(middle).x() == pytest.approx(1.0, abs=0.1)
    assert view._panel.text().splitlines()[0] == "Feb 2027"
    assert view.accessibleDescription() == view._panel.text()
    _press(view, ESCAPE)
    assert view._cursor.isHidden()
    assert view._panel.isHidden()


def test_up_and_down_scroll_the_page_until_the_keys_are_in_the_chart(qtbot: QtBot) -> None:
    view = StackView()
    _shown(qtbot, view, STACK)
    _press(view, DOWN, UP, RETURN)
    assert view._cursor.isHidden()


def test_rows_are_gone_along_downwards(qtbot: QtBot) -> None:
    view = BarsView()
    few = Series("Cost", (3.0, 2.0), "#0000FF")
    asked = _shown(qtbot, view, Bars(title="Cost", unit="kg", labels=("One", "Two"), layers=(few,)))
    _press(view, RIGHT, RETURN, DOWN, RETURN, DOWN, RETURN, UP, RETURN)
    assert asked == [(0, ""), (1, ""), (1, ""), (0, "")]


def test_the_steps_of_a_waterfall_are_asked_about_by_keys(qtbot: QtBot) -> None:
    view = WaterfallView()
    steps = (Step("Goods", 5.0, key="goods"), Step("Duty", 1.0, key="duty"), Step("All", 6.0, total=True))
    asked = _shown(qtbot, view, Waterfall(title="Cost", unit="kg", steps=steps))
    _press(view, RIGHT, DOWN, RETURN, DOWN, RETURN)
    assert asked == [(1, "duty")]  # a sum is of all that stands above it


def test_lines_are_gone_along_and_from_one_to_the_next_above(qtbot: QtBot) -> None:
    view = LinesView()
    asked = _shown(qtbot, view, Lines(title="Stock", unit="kg", months=MONTHS, lines=(EVEN, HALF)))
    _press(view, RIGHT, RETURN, UP, RETURN, RIGHT, RETURN)
    assert asked == [(0, "half"), (0, "even"), (1, "even")]


def test_points_are_gone_along_from_the_left(qtbot: QtBot) -> None:
    view = ScatterView()
    points = (Point("b", 2.0, 1.0, "#0000FF"), Point("a", 1.0, 2.0, "#FF0000"))
    asked = _shown(qtbot, view, Scatter(title="Trade", along="x", up="y", points=points))
    _press(view, RIGHT, RETURN, RIGHT, RETURN)
    assert asked == [(1, "a"), (0, "b")]


def test_the_months_looked_at_go_with_the_keys(qtbot: QtBot) -> None:
    view = StackView()
    _shown(qtbot, view, STACK)
    view._box.zoom((0.0, 3.0))
    _press(view, RIGHT, END)
    low, high = view._box.shown
    assert low <= 5.0 <= high
    assert high - low == pytest.approx(3.0)


def test_a_click_marks_what_it_asks_about_until_another_state_is_shown(qtbot: QtBot) -> None:
    view = StackView()
    asked = _shown(qtbot, view, STACK)
    where = view._plot.mapFromScene(view._box.mapViewToScene(QPointF(2.0, 1.0)))
    QTest.mouseClick(view._plot.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    qtbot.waitUntil(lambda: bool(asked))
    assert view._cursor.isVisible()
    assert not view.by_keys
    view.clearFocus()
    assert view._cursor.isVisible()
    view.unmark()
    assert view._cursor.isHidden()


def test_what_is_only_looked_at_is_left_with_the_keys(qtbot: QtBot) -> None:
    view = StackView()
    _shown(qtbot, view, STACK)
    _press(view, RIGHT)
    assert view._cursor.isVisible()
    view.clearFocus()
    assert view._cursor.isHidden()
    view.setFocus()
    _press(view, RIGHT)
    view.show_state(STACK)
    assert view._cursor.isHidden()
