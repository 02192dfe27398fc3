"""Tables of results: sorted by their numbers, copied with their headers, shown as text."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.gui.tables.results import Column, ResultTable

Role = Qt.ItemDataRole
COLUMNS = (
    Column("Source", ("IREL", "<b>JL</b>", "Lynas")),
    Column("Amount (t)", ("900", "1,200", "45"), (900.0, 1200.0, 45.0), numeric=True, marked=frozenset({1})),
)


@pytest.fixture
def table(qtbot: QtBot) -> ResultTable:
    made = ResultTable("Orders")
    qtbot.addWidget(made)
    made.show_columns(COLUMNS)
    return made


def _texts(table: ResultTable, column: int) -> list[str]:
    return [table.results.index(row, column).data() for row in range(table.results.rowCount())]


def test_numbers_sort_by_size_and_stay_sorted_when_the_figures_are_new(table: ResultTable) -> None:
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert _texts(table, 1) == ["45", "900", "1,200"]
    table.show_columns((COLUMNS[0], Column("Amount (t)", ("7", "8", "6"), (7.0, 8.0, 6.0), numeric=True)))
    assert _texts(table, 1) == ["6", "7", "8"]
    assert _texts(table, 0) == ["Lynas", "IREL", "<b>JL</b>"]
    table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert _texts(table, 0) == ["IREL", "<b>JL</b>", "Lynas"]


def test_a_marked_cell_is_bold_wherever_sorting_puts_it(table: ResultTable) -> None:
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    fonts = [table.results.index(row, 1).data(Role.FontRole) for row in range(3)]
    assert [font is not None and font.bold() for font in fonts] == [True, False, False]


def test_a_copy_takes_the_selected_rows_with_their_headers(table: ResultTable) -> None:
    table.selectRow(1)
    table.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "Source\tAmount (t)\n<b>JL</b>\t1,200\n"
    assert "<td>&lt;b&gt;JL&lt;/b&gt;</td>" in data.html()


def test_a_copy_of_nothing_selected_takes_all_rows(table: ResultTable) -> None:
    table.copy()
    assert QGuiApplication.clipboard().text() == "Source\tAmount (t)\nIREL\t900\n<b>JL</b>\t1,200\nLynas\t45\n"


def test_a_tooltip_shows_markup_as_it_was_typed(table: ResultTable) -> None:
    assert "&lt;b&gt;JL&lt;/b&gt;" in table.results.index(1, 0).data(Role.ToolTipRole)


LONG = "A source with a name that is longer than all the others"


def test_columns_fit_the_rows_that_come_first_and_grow_with_later_ones(table: ResultTable) -> None:
    table.resize(200, 200)
    table.show()
    table.show_columns(tuple(Column(each.header, (), numeric=each.numeric) for each in COLUMNS))
    empty = table.columnWidth(0)
    table.show_columns(COLUMNS)
    few = table.columnWidth(0)
    table.show_columns((Column("Source", (LONG,)), Column("Amount (t)", ("1",), (1.0,), numeric=True)))
    assert empty <= few < table.columnWidth(0)


def test_the_last_text_takes_the_room_that_is_left_and_all_headers_are_whole(table: ResultTable) -> None:
    table.resize(900, 200)
    table.show()
    table.show_columns(COLUMNS)
    assert table.columnWidth(0) + table.columnWidth(1) == table.viewport().width()
    assert table.columnWidth(1) < table.columnWidth(0)
    assert table.columnWidth(1) >= table.horizontalHeader().sectionSizeHint(1)


def test_a_width_chosen_by_hand_stays(table: ResultTable) -> None:
    table.resize(900, 200)
    table.show()
    table.setColumnWidth(1, 333)
    table.show_columns(COLUMNS)
    assert table.columnWidth(1) == 333


def test_a_table_high_enough_for_its_rows_shows_them_all(table: ResultTable) -> None:
    table.resize(100, table.height_of(3))
    table.show()
    assert table.rowViewportPosition(2) + table.rowHeight(2) <= table.viewport().height()


def test_one_that_wraps_shows_long_texts_whole_without_scrolling_sideways(qtbot: QtBot) -> None:
    table = ResultTable("Inputs", wraps=True)
    qtbot.addWidget(table)
    table.resize(360, 200)
    table.show()
    rule = "At least 50.0 % of the rare earths contained from domestic sources, each fiscal year from Apr 2027 on"
    table.show_columns([Column("Input", ("Rule",)), Column("What", (rule,)), Column("Base", (rule,))])
    assert sum(table.columnWidth(at) for at in range(3)) <= table.viewport().width()
    assert table.rowHeight(0) >= 4 * table.fontMetrics().height()
