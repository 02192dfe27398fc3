"""What a pointer or a click on a chart asks about, and what positions are called that are no months."""

import attrs
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.gui import theme
from desktop.gui.charts.axes import MonthAxis
from desktop.gui.charts.bars import BarsView
from desktop.gui.charts.lines import LinesView
from desktop.gui.charts.stack import StackView, values_by_month
from desktop.gui.charts.states import Bars, Lines, Series, Stack
from desktop.gui.charts.view import ChartView
from desktop.model.months import Month
from tests.tiny import MONTHS

EVEN = Series("Even", (2.0,) * 6, "#0000FF", key="even")
HALF = Series("Half", (1.0,) * 6, "#FF0000", key="half")
STACK = Stack(title="Supply", unit="kg", months=MONTHS, layers=(EVEN, HALF))
AnyChart = ChartView[Stack] | ChartView[Bars] | ChartView[Lines]
QUARTERS = (Month.of(2027, 1), Month.of(2027, 4))


def _click(view: AnyChart, x: float, y: float) -> None:
    """A click at a place of the chart's own axes."""
    view.grab()
    plot = view._plot
    where = plot.mapFromScene(view._box.mapViewToScene(QPointF(x, y)))
    QTest.mouseMove(plot.viewport(), where)
    QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)


def _asked(qtbot: QtBot, view: AnyChart, x: float, y: float) -> list[object]:
    with qtbot.waitSignal(view.picked) as heard:
        _click(view, x, y)
    return list(heard.args or [])


def test_a_click_on_a_chart_of_lines_asks_about_the_nearest_of_them(qtbot: QtBot) -> None:
    view = LinesView()
    qtbot.addWidget(view)
    view.resize(640, 320)
    view.show()
    view.show_state(Lines(title="Stock", unit="kg", months=MONTHS, lines=(EVEN, HALF), filled=frozenset({"half"})))
    assert _asked(qtbot, view, 2.2, 1.8) == [2, "even"]
    assert _asked(qtbot, view, 4.0, 0.4) == [4, "half"]


def test_the_values_under_the_pointer_are_read_on_a_ground_of_their_own(qtbot: QtBot, qapp: QApplication) -> None:
    theme.choose(qapp, "light")
    view = StackView()
    qtbot.addWidget(view)
    view.resize(640, 320)
    view.show()
    view.show_state(STACK)
    view.grab()
    view._on_moved(view._box.mapViewToScene(QPointF(0.0, 1.0)))
    assert view._panel.isVisible()
    seen = view._plot.grab(view._panel.geometry().adjusted(4, 4, -4, -4)).toImage()  # within its corners
    colours = {seen.pixelColor(x, y).name() for x in range(seen.width()) for y in range(seen.height())}
    assert theme.colours().surface.lower() in colours
    assert not colours & {"#0000ff", "#ff0000"}


def test_a_click_on_a_stack_asks_about_the_part_of_the_bar_or_the_month(qtbot: QtBot) -> None:
    view = StackView()
    qtbot.addWidget(view)
    view.resize(640, 320)
    view.show()
    view.show_state(STACK)
    assert _asked(qtbot, view, 2.0, 1.0) == [2, "even"]
    assert _asked(qtbot, view, 4.1, 2.5) == [4, "half"]
    assert _asked(qtbot, view, 0.0, 3.1) == [0, ""]
    less = Series("Less", (-1.0,) * 6, "#00FF00", key="less")
    view.show_state(Stack(title="Cash", unit="kg", months=MONTHS, layers=(EVEN, less, HALF)))
    assert _asked(qtbot, view, 3.0, -0.5) == [3, "less"]
    assert _asked(qtbot, view, 3.0, 2.5) == [3, "half"]


def test_a_click_on_a_bar_asks_about_it_and_on_several_in_one_about_none(qtbot: QtBot) -> None:
    names = tuple(f"Source {number}" for number in range(40))
    view = BarsView()
    qtbot.addWidget(view)
    view.resize(640, 320)
    view.show()
    view.show_state(Bars(title="Cost", labels=names, layers=(Series("A", (1.0,) * 40, "#0000FF"),), folds=True))
    assert _asked(qtbot, view, 10.0, 3.0) == [3, ""]
    last = len(view._drawn.labels) - 1
    with qtbot.assertNotEmitted(view.picked, wait=50):
        _click(view, 10.0, float(last))


def test_periods_longer_than_a_month_have_names_of_their_own() -> None:
    quarters = Stack(months=QUARTERS, labels=("Q4 FY27", "Q1 FY28"), layers=(Series("A", (2.0, 1.0), ""),), unit="t")
    assert values_by_month(quarters, 1.0).startswith("Q1 FY28\n")
    axis = MonthAxis()
    axis.set_months(QUARTERS * 6, ("Q4 FY27", "Q1 FY28") * 6)
    ((_, few),) = axis.tickValues(-0.6, 11.4, 240)
    ((_, all_),) = axis.tickValues(-0.6, 11.4, 2400)
    assert len(few) < len(all_) == 12
    assert axis.tickStrings([0.0, 1.0], 1.0, 1.0) == ["Q4 FY27", "Q1 FY28"]
    axis.set_months(MONTHS)
    assert axis.tickStrings([0.0], 1.0, 1.0) == ["Jan 27"]


def test_bars_are_alike_where_the_same_can_be_asked_about_them() -> None:
    higher = attrs.evolve(STACK, layers=(attrs.evolve(EVEN, values=(3.0,) * 6), HALF))
    assert STACK.is_like(higher)
    assert not STACK.is_like(attrs.evolve(STACK, layers=(EVEN,)))
    assert not STACK.is_like(attrs.evolve(STACK, unit="t"))
    assert not STACK.is_like(attrs.evolve(STACK, labels=("Q4",)))
