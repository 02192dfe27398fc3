"""How charts are drawn: bars as high as their values, months by fiscal year, what is said when there is nothing."""

from collections.abc import Callable

import attrs
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.charts import legend
from desktop.gui.charts.axes import MonthAxis, NameAxis, NumberAxis
from desktop.gui.charts.bars import BarsView
from desktop.gui.charts.lines import LinesView
from desktop.gui.charts.stack import StackView, values_by_month
from desktop.gui.charts.states import MUTED, Bars, Lines, Series, Stack
from desktop.model.months import Month, span
from tests.gui.charts.states import BARS, LINES
from tests.tiny import MONTHS

BLUE, RED = "#0000FF", "#FF0000"
EVEN = Series("Even", (2.0,) * 6, BLUE)
HALF = Series("Half", (1.0,) * 6, RED)
STACK = Stack(title="Supply", unit="kg", empty="Buy something.", months=MONTHS, layers=(EVEN, HALF))


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    """Show a chart at a size; it goes with the test."""

    def show(view: QWidget) -> QWidget:
        qtbot.addWidget(view)
        view.resize(640, 320)
        view.show()
        return view

    return show


def _count(view: QWidget, colour: str) -> int:
    """How many pixels of a chart have a colour."""
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = QColor(colour).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def _texts(view: QWidget) -> list[str]:
    return [label.text() for label in view.findChildren(QLabel) if label.isVisible()]


def test_bars_are_as_high_as_their_values(shown: Callable[[QWidget], QWidget]) -> None:
    view = StackView()
    shown(view)
    view.show_state(STACK)
    assert _count(view, BLUE) == pytest.approx(2 * _count(view, RED), rel=0.1)


def test_bars_of_an_earlier_state_are_gone(shown: Callable[[QWidget], QWidget]) -> None:
    view = StackView()
    shown(view)
    view.show_state(STACK)
    view.show_state(attrs.evolve(STACK, layers=(HALF,)))
    assert _count(view, BLUE) == 0
    assert _count(view, RED) > 0


def test_horizontal_bars_are_as_long_as_their_values(shown: Callable[[QWidget], QWidget]) -> None:
    view = BarsView()
    shown(view)
    view.show_state(Bars(title="Cost", labels=("One", "Two"), layers=(Series("A", (3, 1), BLUE),)))
    long = _count(view, BLUE)
    view.show_state(Bars(title="Cost", labels=("One", "Two"), layers=(Series("A", (3, 3), BLUE),)))
    assert _count(view, BLUE) == pytest.approx(long * 6 / 4, rel=0.1)


def test_what_is_below_zero_goes_to_the_left_and_the_total_is_what_is_left(shown: Callable[[QWidget], QWidget]) -> None:
    view = BarsView()
    shown(view)
    layers = (Series("A", (3.0, 3.0), BLUE), Series("B", (-1.0, 0.0), RED))
    view.show_state(Bars(title="Cost", labels=("One", "Two"), layers=layers))
    assert _count(view, BLUE) == pytest.approx(6 * _count(view, RED), rel=0.1)
    assert [text.toPlainText() for text in view._totals] == ["2.0", "3.0"]


def test_lines_are_drawn_only_while_the_state_has_them(shown: Callable[[QWidget], QWidget]) -> None:
    view = LinesView()
    shown(view)
    state = Lines(
        title="Stock", months=MONTHS, lines=(Series("A", (0, 5, 5, 5, 5, 0), BLUE, "line"),), filled=frozenset({""})
    )
    view.show_state(state)
    assert _count(view, BLUE) > 0
    view.show_state(attrs.evolve(state, lines=(Series("B", (1, 1, 1, 1, 1, 1), RED, "dash"),)))
    assert _count(view, BLUE) == 0


def test_an_empty_chart_says_what_is_wrong_and_draws_nothing(shown: Callable[[QWidget], QWidget]) -> None:
    view = StackView()
    shown(view)
    view.show_state(STACK)
    assert "Buy something." not in _texts(view)
    view.show_state(attrs.evolve(STACK, layers=()))
    assert "Buy something." in _texts(view)
    assert _count(view, BLUE) == 0
    view.show_state(STACK)
    assert "Buy something." not in _texts(view)


def test_a_chart_is_named_for_those_who_hear_it(shown: Callable[[QWidget], QWidget]) -> None:
    view = StackView()
    shown(view)
    view.show_state(STACK)
    assert view.accessibleName() == "Supply (kg)"
    assert {"Supply", "kg"} <= set(_texts(view))


def test_the_values_under_the_pointer_are_shown(qtbot: QtBot, shown: Callable[[QWidget], QWidget]) -> None:
    view = StackView()
    shown(view)
    view.show_state(STACK)
    plot = view._plot
    view.grab()
    place = view._box.mapViewToScene(QPointF(2.0, 1.0))
    plot.scene().sigMouseMoved.emit(place)
    assert "Mar 2027\nEven: 2.0 kg\nHalf: 1.0 kg" in _texts(view)
    plot.scene().sigMouseMoved.emit(QPointF(-50, -50))
    assert not any("Mar 2027" in text for text in _texts(view))


def test_values_by_month_end_where_the_months_end() -> None:
    assert values_by_month(STACK, 5.4) == "Jun 2027\nEven: 2.0 kg\nHalf: 1.0 kg"
    assert values_by_month(STACK, 6.0) == ""
    assert values_by_month(STACK, -0.6) == ""


def test_month_labels_thin_out_but_keep_april(shown: Callable[[QWidget], QWidget]) -> None:
    axis = MonthAxis()
    months = span(Month.of(2027, 1), 36)
    axis.set_months(months)
    for width in (2400, 900, 400, 250):
        ((_, places),) = axis.tickValues(-0.6, 35.4, width)
        labels = axis.tickStrings(places, 1.0, 1.0)
        assert len(labels) * 52 <= width + 52
        assert "Apr 27" in labels
    assert axis.tickStrings([0.0, 11.0], 1.0, 1.0) == ["Jan 27", "Dec 27"]


def test_numbers_on_an_axis_are_grouped_and_have_the_decimals_they_need() -> None:
    axis = NumberAxis("left")
    assert axis.tickStrings([0, 150000], 1.0, 50000) == ["0", "1,50,000"]
    assert axis.tickStrings([0.5], 1.0, 0.5) == ["0.5"]
    assert axis.tickStrings([0.05], 1.0, 0.05) == ["0.05"]
    assert axis.tickStrings([0.195, 0.2], 1.0, 0.005) == ["0.195", "0.200"]


def test_a_long_name_takes_no_more_than_its_room() -> None:
    axis = NameAxis()
    axis.set_names(["A very long name of a source that nobody could ever read in a chart"], 100)
    assert axis.width() <= 114
    axis.set_names(["IREL"], 100)
    assert axis.width() < 60


def test_patterns_are_a_second_cue_beside_colours() -> None:
    hatch, dots = legend.overlay("hatch"), legend.overlay("dots")
    assert hatch is not None
    assert dots is not None
    assert hatch.style() != dots.style()
    assert legend.overlay("") is None
    assert legend.gap_brush().style() is Qt.BrushStyle.BDiagPattern
    styles = [legend.line_pen(attrs.evolve(EVEN, pattern=name)).style() for name in ("line", "dash", "dot")]
    assert len(set(styles)) == 3


def test_the_legend_takes_another_line_when_it_is_narrow(shown: Callable[[QWidget], QWidget]) -> None:
    view = legend.Legend()
    shown(view)
    view.show_series([EVEN, HALF, attrs.evolve(EVEN, name="A third of some length", pattern="missing")])
    wide = view.height()
    view.resize(90, wide)
    assert view.height() == 3 * wide
    assert _count(view, BLUE) > 0
    view.show_series([])
    assert not view.isVisible()


def test_bars_that_fold_show_as_many_as_there_is_room_for(shown: Callable[[QWidget], QWidget]) -> None:
    names = tuple(f"Source {number}" for number in range(40))
    view = BarsView()
    shown(view)
    view.show_state(Bars(title="Cost", labels=names, layers=(Series("A", (1.0,) * 40, BLUE),), folds=True))
    few = _count(view, MUTED)
    assert few > 0
    view.resize(640, 640)
    assert 0 < _count(view, MUTED) < few
    view.show_state(Bars(title="Cost", labels=names[:3], layers=(Series("A", (1.0,) * 3, BLUE),), folds=True))
    assert _count(view, MUTED) == 0


def test_a_chart_leaves_no_menu_behind(qtbot: QtBot, shown: Callable[[QWidget], QWidget]) -> None:
    before = set(QApplication.topLevelWidgets())
    view = BarsView()
    view.show()
    view.close()
    view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [widget for widget in QApplication.topLevelWidgets() if widget not in before] == []


def test_values_in_pieces_have_no_decimals() -> None:
    pieces = attrs.evolve(STACK, unit="piece a month", layers=(EVEN,))
    assert values_by_month(pieces, 0).splitlines()[1] == "Even: 2 piece a month"


def test_labels_below_a_chart_have_room_before_it_is_painted(shown: Callable[[QWidget], QWidget]) -> None:
    stack, lines, bars = StackView(), LinesView(), BarsView()
    stack.show_state(STACK)
    lines.show_state(LINES)
    bars.show_state(BARS)
    for view in (stack, lines, bars):
        (axis,) = [each for each in view._plot.axes.values() if each.orientation == "bottom"]
        assert axis.fixedHeight >= QFontMetrics(axis.style["tickFont"]).height() + axis.style["tickTextOffset"][1]


def test_figures_that_others_are_about_to_replace_are_muted_and_the_scale_holds_still(
    shown: Callable[[QWidget], QWidget],
) -> None:
    view = StackView()
    shown(view)
    view.show_state(STACK)
    whole, full = view._box.viewRange()[1], _count(view, BLUE)
    view.show_old(True)
    assert _count(view, BLUE) < full / 10  # the legend alone
    view.show_state(attrs.evolve(STACK, layers=(EVEN, attrs.evolve(HALF, values=(0.8,) * 6))))
    assert view._box.viewRange()[1] == whole
    view.show_state(attrs.evolve(STACK, layers=(EVEN, attrs.evolve(HALF, values=(1.2,) * 6))))
    assert view._box.viewRange()[1][1] > whole[1]
    view.show_old(False)
    view.show_state(STACK)
    assert (view._box.viewRange()[1], _count(view, BLUE)) == (whole, full)
