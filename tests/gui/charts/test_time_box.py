"""Looking at months more closely: by a mark, wheel, keys and menu; never beyond the months that there are."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.gui.charts.bars import BarsView
from desktop.gui.charts.stack import StackView
from desktop.gui.charts.time_box import TimeBox
from tests.gui.charts.states import BARS, STACK, large_stack

CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
ALL = (-0.6, 59.6)


@pytest.fixture
def view(qtbot: QtBot) -> StackView:
    chart = StackView()
    qtbot.addWidget(chart)
    chart.resize(800, 320)
    chart.show()
    chart.show_state(large_stack())
    chart.grab()
    return chart


def _shown(view: StackView) -> tuple[float, float]:
    (low, high), _ = view._box.viewRange()
    assert view._box.shown == pytest.approx((low, high))
    return low, high


def _point(view: StackView, x: float) -> QPoint:
    """Where a month lies in the plot."""
    box = view._box
    y = sum(box.viewRange()[1]) / 2
    return QPoint(view._plot.mapFromScene(box.mapViewToScene(QPointF(x, y))))


def _turn(view: StackView, x: float, notches: int, held: Qt.KeyboardModifier) -> QWheelEvent:
    where, plot = QPointF(_point(view, x)), view._plot.viewport()
    event = QWheelEvent(
        where,
        plot.mapToGlobal(where),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(plot, event)
    return event


def _mark(view: StackView, start: float, end: float) -> None:
    plot, left = view._plot.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(plot, left, NONE, _point(view, start))
    for step in range(1, 5):
        QTest.mouseMove(plot, _point(view, start + (end - start) * step / 4))
    QTest.mouseRelease(plot, left, NONE, _point(view, end))


def test_a_span_that_is_marked_is_looked_at_closely_and_a_double_click_shows_all(view: StackView) -> None:
    picked: list[object] = []
    view.picked.connect(lambda *what: picked.append(what))
    _mark(view, 12.0, 24.0)
    assert _shown(view) == pytest.approx((12.0, 24.0), abs=0.3)
    assert view._reset.isVisible()
    assert picked == []
    QTest.mouseDClick(view._plot.viewport(), Qt.MouseButton.LeftButton, NONE, _point(view, 18.0))
    assert _shown(view) == ALL
    assert not view._reset.isVisible()


def test_the_wheel_looks_closer_around_the_pointer_with_ctrl_alone(view: StackView, qtbot: QtBot) -> None:
    """Whoever clicked a bar and turns the wheel over the chart scrolls the page."""
    assert not _turn(view, 30.0, 1, NONE).isAccepted()
    assert _shown(view) == ALL
    assert _turn(view, 30.0, 2, CTRL).isAccepted()
    low, high = _shown(view)
    assert high - low == pytest.approx(0.64 * 60.2)
    assert (30.0 - low) / (high - low) == pytest.approx(30.6 / 60.2, abs=0.01)
    view._box.all()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    assert not _turn(view, 30.0, 1, NONE).isAccepted()
    assert _shown(view) == ALL


def test_with_shift_the_wheel_goes_along(view: StackView) -> None:
    assert not _turn(view, 30.0, 1, SHIFT).isAccepted()
    view._box.zoom((10.0, 20.0))
    _turn(view, 15.0, -1, SHIFT)
    assert _shown(view) == pytest.approx((11.0, 21.0))


def test_keys_look_closer_go_along_and_show_all(view: StackView) -> None:
    view._box.zoom((20.0, 40.0))
    QTest.keyClick(view, Qt.Key.Key_Plus)
    low, high = _shown(view)
    assert (low, high) == pytest.approx((22.0, 38.0))
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert _shown(view) == pytest.approx((26.0, 42.0))
    QTest.keyClick(view, Qt.Key.Key_Left, SHIFT)
    assert _shown(view) == pytest.approx((low, high))
    QTest.keyClick(view, Qt.Key.Key_Minus)
    assert _shown(view) == pytest.approx((20.0, 40.0))
    QTest.keyClick(view, Qt.Key.Key_Plus)
    QTest.keyClick(view, Qt.Key.Key_0)
    assert _shown(view) == ALL


def test_what_is_looked_at_stays_while_the_data_change_and_not_when_the_months_do(view: StackView) -> None:
    view._box.zoom((12.0, 24.0))
    view.show_state(large_stack())
    assert _shown(view) == pytest.approx((12.0, 24.0))
    view.toggle(view.drawn.layers[0].name)
    assert _shown(view) == pytest.approx((12.0, 24.0))
    view.show_state(STACK)
    assert _shown(view) == (-0.6, 5.6)
    assert not view._reset.isVisible()


def test_a_chart_without_months_is_not_zoomed(qtbot: QtBot) -> None:
    chart = BarsView()
    qtbot.addWidget(chart)
    chart.show_state(BARS)
    before = chart._box.viewRange()
    QTest.keyClick(chart, Qt.Key.Key_Plus)
    assert chart._box.viewRange() == before


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3)), min_size=1, max_size=5))
def test_no_span_goes_beyond_the_months_or_below_three_of_them(
    qapp: QApplication, spans: list[tuple[float, float]]
) -> None:
    box = TimeBox()
    box.show_count(60)
    for span in spans:
        box.zoom(span)
        low, high = box.shown
        assert ALL[0] - 1e-9 <= low < high <= ALL[1] + 1e-9
        assert high - low >= 3.0 - 1e-9
