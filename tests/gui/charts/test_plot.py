"""What charts are drawn on: made when there is something to draw, and gone with its chart."""

import gc

import attrs
import pyqtgraph as pg
import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.charts.axes import MonthAxis, NumberAxis
from desktop.gui.charts.export import picture
from desktop.gui.charts.lines import LinesView
from desktop.gui.charts.plot import Plot
from desktop.gui.charts.stack import StackView
from desktop.gui.charts.time_box import TimeBox
from tests.gui.charts.states import EVEN, LINES, STACK


def test_values_lie_between_an_axis_at_the_left_and_one_below(qtbot: QtBot) -> None:
    box, left, bottom = TimeBox(), NumberAxis("left"), MonthAxis()
    plot = Plot(box, {"left": left, "bottom": bottom})
    qtbot.addWidget(plot)
    plot.resize(400, 300)
    plot.show()
    plot.grab()
    within = box.sceneBoundingRect()
    assert left.sceneBoundingRect().center().x() < within.left()
    assert bottom.sceneBoundingRect().center().y() > within.bottom()
    assert within.width() * within.height() > 0.7 * 400 * 300
    box.setYRange(0, 7, padding=0)
    assert left.range == [0, 7]


def test_a_chart_has_nothing_to_draw_on_before_there_is_something_to_draw(qtbot: QtBot) -> None:
    view = StackView()
    qtbot.addWidget(view)
    view.show_old(True)
    assert view.findChildren(pg.GraphicsView) == []
    view.show_state(STACK)
    view.show_state(STACK)
    assert len(view.findChildren(pg.GraphicsView)) == 1


def test_a_window_that_opens_makes_no_plots_for_pages_that_nobody_has_seen(parts: Parts) -> None:
    assert parts.window.findChildren(pg.GraphicsView) == []


def test_a_plot_goes_with_its_chart(qtbot: QtBot) -> None:
    view = StackView()
    view.show_state(STACK)
    box = view._box
    view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del view
    gc.collect()
    assert not shiboken6.isValid(box)


@pytest.mark.parametrize("fine", [1.0, 2.0, 3.0])
def test_lines_are_as_wide_in_a_finer_picture_for_its_dots(qtbot: QtBot, fine: float) -> None:
    view = LinesView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    flat = attrs.evolve(LINES, lines=(attrs.evolve(EVEN, colour="#0000FF", pattern="line"),), filled=frozenset())
    view.show_state(flat)
    view.grab()
    image = picture(view, fine)
    for x, top in ((22, 30), (200, 55)):  # in the legend, and in the plot
        down = [image.pixelColor(round(x * fine), y) for y in range(round(top * fine), image.height())]
        assert sum(colour.blue() - colour.red() > 128 for colour in down) == pytest.approx(2 * fine, abs=1)
