"""That the machine which looks at pictures sees what is wrong in them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTableWidget, QTableWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.charts.bars import BarsView
from desktop.gui.charts.stack import StackView
from desktop.gui.words import Elided
from desktop.text.messages import say
from tests.gui.charts.states import large_bars, large_stack
from tests.images import looking

WORDS = "A sentence that is longer than there is room for"


def _holder(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(200, 100)
    for widget in widgets:
        widget.setParent(holder)
    holder.show()
    return holder


def test_words_that_are_cut_are_seen(qtbot: QtBot) -> None:
    label, button, table = QLabel(WORDS), QPushButton(WORDS), QTableWidget(1, 1)
    table.setHorizontalHeaderLabels([WORDS])
    label.resize(80, 20)
    button.resize(80, 24)
    table.resize(100, 80)
    assert len(looking.cut(_holder(qtbot, label, button, table))) == 3


def test_what_an_empty_field_asks_for_is_seen_where_it_is_cut(qtbot: QtBot) -> None:
    field = QLineEdit()
    field.setPlaceholderText(WORDS)
    field.resize(80, 24)
    holder = _holder(qtbot, field)
    assert len(looking.cut(holder)) == 1
    field.setText("x")
    assert looking.cut(holder) == []
    field.clear()
    field.resize(600, 24)
    assert looking.cut(holder) == []


def test_words_that_have_room_or_a_tooltip_are_not(qtbot: QtBot) -> None:
    label, button, wrapped = QLabel("Short"), QPushButton(WORDS), QLabel(WORDS)
    wrapped.setWordWrap(True)
    wrapped.resize(150, 100)
    button.resize(80, 24)
    button.setToolTip(WORDS)
    holder = _holder(qtbot, label, button, wrapped)
    assert looking.cut(holder) == []
    wrapped.resize(150, 12)
    assert len(looking.cut(holder)) == 1


def test_cells_that_are_cut_are_seen_unless_a_tooltip_has_them_whole(qtbot: QtBot) -> None:
    table = QTableWidget(2, 1)
    table.resize(180, 90)
    for row in range(2):
        table.setItem(row, 0, QTableWidgetItem(WORDS))
    item = table.item(1, 0)
    assert item is not None
    item.setToolTip(WORDS)
    assert len([told for told in looking.cut(_holder(qtbot, table)) if told.startswith("cell")]) == 1


def test_texts_that_are_shortened_while_they_are_painted_are_seen(qtbot: QtBot) -> None:
    class Painted(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
            self.fontMetrics().elidedText(WORDS, Qt.TextElideMode.ElideRight, self.width())

    label, painted = Elided(), Painted()
    holder = _holder(qtbot, label, painted)
    for width in (40, 1000):
        with looking.shortening(holder) as short:
            painted.resize(width, 20)
            holder.grab()
        assert short == ([WORDS] if width == 40 else [])
    label.resize(60, 20)
    label.show_text(f"{WORDS}, or none")
    assert looking.shortened(holder) == [f"{WORDS}, or none"]


def test_what_sticks_out_is_seen(qtbot: QtBot) -> None:
    inside, beside = QLabel("In"), QLabel("Out")
    inside.setGeometry(0, 0, 50, 20)
    beside.setGeometry(180, 0, 50, 20)
    (told,) = looking.outside(_holder(qtbot, inside, beside))
    assert "180" in told


def test_labels_that_lie_over_one_another_are_seen_and_those_of_large_charts_do_not(qtbot: QtBot) -> None:
    stack, bars = StackView(), BarsView()
    for chart in (stack, bars):
        qtbot.addWidget(chart)
        chart.resize(640, 200)
        chart.show()
    stack.show_state(large_stack())
    bars.show_state(large_bars())
    for _ in range(2):
        QApplication.sendPostedEvents()
        stack.grab()
        bars.grab()
    assert looking.overlapping(stack) == []
    assert looking.overlapping(bars) == []
    stack._plot.axes["bottom"].setTicks([[(float(at), "Apr 2027") for at in range(60)]])
    assert len(looking.overlapping(stack)) > 20


def test_longer_words_are_shown_longer(half_as_long_again: None) -> None:
    assert len(say("chart-copy-picture")) == round(1.5 * len("Copy picture"))
    assert say("compare-ready", count=3).startswith("3 plans")
