"""The frame of a chart: series that come and go, copies as picture and table, files, the menu."""

from pathlib import Path

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui import theme
from desktop.gui.charts.bars import BarsView
from desktop.gui.charts.lines import LinesView
from desktop.gui.charts.stack import StackView
from tests.gui.charts.states import BARS, BLUE, LINES, RED, STACK, large_stack
from tests.gui.window import Answers


@pytest.fixture
def view(qtbot: QtBot) -> StackView:
    chart = StackView()
    qtbot.addWidget(chart)
    chart.resize(640, 320)
    chart.show()
    chart.show_state(STACK)
    return chart


def _count(image: QImage, colour: str) -> int:
    wanted, picture = QColor(colour).rgb(), image.convertToFormat(QImage.Format.Format_RGB32)
    return sum(picture.pixel(x, y) == wanted for x in range(picture.width()) for y in range(picture.height()))


def test_a_series_is_hidden_by_a_click_in_the_legend_and_stays_so_while_the_data_change(view: StackView) -> None:
    even, half, need = view._legend.entries
    assert [entry.name for entry in (even, half, need)] == ["Even", "Half", "Need"]
    QTest.mouseClick(even, Qt.MouseButton.LeftButton)
    assert _count(view.grab().toImage(), BLUE) < 200  # its swatch in the legend, at most
    view.show_state(STACK.without(frozenset({"Need"})))
    assert [series.name for series in view.drawn.series] == ["Half"]
    assert view.state is not None
    assert [series.name for series in view.state.series] == ["Even", "Half"]
    QTest.mouseClick(even, Qt.MouseButton.LeftButton)
    assert [series.name for series in view.drawn.series] == ["Even", "Half"]
    assert _count(view.grab().toImage(), BLUE) > 1000


def test_the_legend_works_by_keys_too(view: StackView) -> None:
    half = view._legend.entries[1]
    assert half.focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.keyClick(half, Qt.Key.Key_Space)
    assert view.hidden == {"Half"}
    assert not half.isChecked()
    assert "show it again" in half.toolTip()
    view.toggle()
    assert view.hidden == frozenset()
    assert half.isChecked()


def test_with_all_series_hidden_the_chart_still_has_its_axes_and_legend(view: StackView) -> None:
    for entry in list(view._legend.entries):
        entry.click()
    assert view.drawn.series == ()
    assert view._pages.currentWidget() is view._plot
    assert len(view._legend.entries) == 3
    assert _count(view.grab().toImage(), RED) < 200


def test_more_layers_than_can_be_told_apart_are_drawn_as_one(view: StackView) -> None:
    view.show_state(large_stack())
    assert len(view.drawn.layers) == 10
    assert view.drawn.layers[-1].name == "21 smaller ones"
    assert view.drawn.layers[-1].values[0] == sum(range(1, 22))
    assert sum(series.values[0] for series in view.drawn.layers) == sum(range(1, 31))
    assert [len(row) for row in large_stack().rows[:2]] == [31, 31]


def test_a_table_has_all_numbers_with_their_units(view: StackView) -> None:
    view.copy_table()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[:2] == ["Month\tEven (kg)\tHalf (kg)\tNeed (kg)", "Jan 2027\t2\t1\t4"]
    assert len(lines) == 7
    mime = QGuiApplication.clipboard().mimeData()
    assert "<td>Even (kg)</td>" in mime.html()


@pytest.mark.parametrize(
    ("state", "rows"),
    [
        (LINES, (("Month", "Even (kg)", "Half (kg)"), ("Jan 2027", "2", "1"))),
        (BARS, (("Cost", "Goods (₹ crore)"), ("One", "3"), ("Two", "1.5"))),
    ],
)
def test_every_kind_of_chart_has_a_table(state: object, rows: object) -> None:
    assert state.rows[: len(rows)] == rows  # type: ignore[attr-defined, arg-type]


def test_a_copied_picture_has_twice_the_pixels_of_the_screen(view: StackView) -> None:
    view.copy_picture()
    copied = QGuiApplication.clipboard().image()
    assert copied.size() == view.size() * 2
    assert _count(copied, BLUE) > 3 * _count(view.grab().toImage(), BLUE)


def test_a_picture_shows_the_chart_alone_whatever_was_said_and_wherever_the_keys_go(
    qtbot: QtBot, qapp: QApplication
) -> None:
    theme.choose(qapp, "light")
    holder = QWidget()
    qtbot.addWidget(holder)
    other, view = QLineEdit(holder), StackView(holder)
    view.resize(640, 320)
    view.show_state(STACK)
    holder.show()
    qtbot.waitActive(holder)
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    view.copy_picture()
    first = QGuiApplication.clipboard().image()
    for focused in (view, view._more):
        focused.setFocus()
        assert focused.hasFocus()
        assert view._said.isVisible()
        view.copy_picture()
        assert QGuiApplication.clipboard().image() == first
        assert focused.hasFocus()
    assert view._more.isVisible()
    assert _count(first, theme.colours().accent) == 0


def test_a_chart_is_written_as_png_at_three_times_its_size(view: StackView, tmp_path: Path) -> None:
    view.dialogs = Answers(view, tmp_path / "supply.png")
    view.save()
    assert view.dialogs.asked == ["Supply.png"]
    assert QImage(str(tmp_path / "supply.png")).size() == view.size() * 3
    assert view._said.whole == "Saved as supply.png"


def test_a_chart_is_written_as_lines_and_letters_that_scale(view: StackView, tmp_path: Path) -> None:
    view.dialogs = Answers(view, tmp_path / "supply.svg")
    view.save()
    drawing = (tmp_path / "supply.svg").read_text(encoding="utf-8")
    assert "<image" not in drawing
    assert drawing.count("<path") + drawing.count("<rect") + drawing.count("<polygon") > 12
    assert ">Supply</text>" in drawing


def test_a_file_that_cannot_be_written_is_said_in_the_chart(view: StackView, tmp_path: Path) -> None:
    for name in ("a.png", "a.svg"):
        view.dialogs = Answers(view, tmp_path / "missing" / name)
        view.save()
        assert name in view._said.whole
        assert not view._said.whole.startswith("Saved")


def test_the_menu_offers_what_the_chart_can_do(qtbot: QtBot, view: StackView) -> None:
    names = [action.text() for action in view._menu.actions() if action.text()]
    assert names[:4] == ["Copy picture", "Copy table", "Save picture…", "Show all series"]
    assert names[4:] == ["Zoom in", "Zoom out", "Reset zoom"]
    for chart in (BarsView(), LinesView()):
        qtbot.addWidget(chart)
        chart._on_menu(chart.rect().center())
        assert not any(action.isEnabled() for action in chart._menu.actions()[:4])
        chart._menu.close()


def test_tab_leads_from_a_chart_through_its_legend_to_what_follows(qtbot: QtBot) -> None:
    page, first, second = QWidget(), StackView(), StackView()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    layout.addWidget(first)
    layout.addWidget(second)
    page.show()
    for chart in (second, first):
        chart.show_state(STACK)
    page.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    for follows in (*first._legend.entries, first._more, second, *second._legend.entries, second._more, first):
        QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Tab)
        assert follows.hasFocus()


def test_a_chart_without_a_unit_is_named_by_its_title_alone(view: StackView) -> None:
    view.show_state(attrs.evolve(STACK, unit=""))
    assert view.accessibleName() == STACK.title


def test_the_menu_of_a_chart_opens_by_a_button_in_its_head_too(qtbot: QtBot) -> None:
    view = StackView()
    qtbot.addWidget(view)
    view.show()
    view.show_state(STACK)
    view._more.click()
    assert view._menu.isVisible()
    view._menu.close()
    assert view._more.accessibleName()
    view.show_state(attrs.evolve(STACK, layers=(), target=None))
    assert view._more.isHidden()  # there is nothing to copy
