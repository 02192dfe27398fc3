"""Months across, edited like the other grids: blocks, fills, yearly figures, each one step of undo."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.gui.hub import Hub
from desktop.gui.tables.blocks import Making
from desktop.gui.tables.month_grid import MonthGrid
from desktop.gui.tables.month_model import LABELS
from desktop.model.records import Price, Target
from desktop.session.matrix import SHAPES
from desktop.session.reading import Decimals
from tests.gui.tables import alerts_of, clip, tiny_hub
from tests.tiny import MONTHS, tiny_rows

JANUARY, MARCH, YEAR = LABELS, LABELS + 2, LABELS + 3


@pytest.fixture
def hub() -> Hub:
    return tiny_hub(
        targets=[*tiny_rows("targets"), *(Target(item="magnet", month=month, quantity=1.0) for month in MONTHS)],
        prices=[Price(offer="JL-magnet", from_month=MONTHS[0], value=40.0)],
    )


def _shown(qtbot: QtBot, hub: Hub, table: str = "targets") -> MonthGrid:
    grid = MonthGrid(hub, SHAPES[table])
    qtbot.addWidget(grid)
    hub.changed.connect(lambda _: grid.lines.refresh())
    grid.resize(900, 300)
    grid.show()
    return grid


def _line(grid: MonthGrid, row: int) -> list[str]:
    return [grid.lines.text(row, column) for column in range(LABELS, grid.lines.columnCount())]


def _press(grid: MonthGrid, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> tuple[int, int]:
    QTest.keyClick(grid, key, held)
    return grid.currentIndex().row(), grid.currentIndex().column()


def test_a_pasted_block_with_grouping_is_one_step(qtbot: QtBot, hub: Hub) -> None:
    grid = _shown(qtbot, hub)
    clip("1,23,456\t2 piece\t\n7\t8\t9")
    grid.select(0, JANUARY, 0, JANUARY)
    grid.cells.paste()
    assert (_line(grid, 0)[:4], _line(grid, 1)[:4]) == (["123456", "2", "", "123458"], ["7", "8", "9", "24"])
    assert hub.undo_words == "paste (Targets)"
    hub.undo()
    assert _line(grid, 0)[:3] == ["50", "50", "50"]


def test_copied_lines_come_back_with_labels_and_totals_as_they_were(qtbot: QtBot, hub: Hub) -> None:
    grid = _shown(qtbot, hub)
    grid.selectAll()
    grid.cells.copy()
    told = QGuiApplication.clipboard().text()
    assert told.splitlines()[1] == "magnet\tkg\t1\t1\t1\t3\t1\t1\t1\t3"
    grid.cells.paste()
    assert hub.desk.undo_name is None


def test_cells_that_cannot_be_taken_are_told_by_line_and_month(qtbot: QtBot, hub: Hub) -> None:
    grid = _shown(qtbot, hub)
    asked: list[Making] = []

    def ask(_: object, read: Making, __: Callable[[Decimals], Making]) -> Making:
        asked.append(read)
        return read

    grid.cells.ask = ask
    clip("x\t3\n4\t5\n6\t7")
    grid.select(0, MARCH - 1, 0, MARCH - 1)
    grid.cells.paste()
    assert [refusal.place for refusal in asked[0].refused] == ["Row 3", "motor, Feb 27"]
    assert (_line(grid, 0)[1:3], _line(grid, 1)[1:3]) == (["50", "3"], ["4", "5"])


def test_cells_are_filled_cleared_and_cut(qtbot: QtBot, hub: Hub) -> None:
    grid = _shown(qtbot, hub)
    grid.select(0, JANUARY, 1, JANUARY)
    grid.cells.fill_down()
    assert _line(grid, 1)[:3] == ["50", "1", "1"]
    grid.select(1, JANUARY, 1, YEAR + 1)
    grid.cells.fill_right()
    assert _line(grid, 1)[:6] == ["50", "50", "50", "150", "50", "1"]
    grid.select(1, JANUARY + 1, 1, JANUARY + 1)
    grid.cells.fill_all("7")
    _press(grid, Qt.Key.Key_Delete)
    assert _line(grid, 1)[:3] == ["50", "", "50"]
    grid.select(1, JANUARY, 1, YEAR)
    grid.cells.cut()
    assert _line(grid, 1)[:4] == ["", "", "", ""]
    assert QGuiApplication.clipboard().text() == "50\t\t50\t100\n"
    names = []
    while hub.desk.undo_name:
        names.append(hub.undo_words)
        hub.undo()
    edits = ("cut", "clear cells", "fill selection", "fill right", "fill down")
    assert names == [f"{name} (Targets)" for name in edits]


def test_one_selected_row_or_column_fills_from_the_one_before(qtbot: QtBot, hub: Hub) -> None:
    grid = _shown(qtbot, hub)
    grid.select(1, JANUARY, 1, JANUARY)
    grid.cells.fill_down()
    grid.select(1, YEAR + 1, 1, YEAR + 1)
    grid.cells.fill_right()
    assert _line(grid, 1)[:5] == ["50", "1", "1", "52", "1"]


def test_a_single_value_fills_the_selection_and_an_emptied_step_lets_the_one_before_hold(
    qtbot: QtBot, hub: Hub
) -> None:
    grid = _shown(qtbot, hub, "prices")
    clip("44")
    grid.select(0, JANUARY + 1, 0, MARCH)
    grid.cells.paste()
    assert _line(grid, 0) == ["40", "44", "44", "42.6666666667", "40", "40", "40", "40"]
    assert len(hub.project.tables["prices"]) == 3
    grid.cells.clear()
    assert _line(grid, 0)[:3] == ["40", "40", "40"]


def test_the_totals_of_selected_years_are_spread_anew_in_one_step(qtbot: QtBot, hub: Hub) -> None:
    grid = _shown(qtbot, hub)
    grid.select(0, YEAR, 1, YEAR)
    grid.cells.spread("days")
    assert _line(grid, 0)[:4] == ["49", "47", "54", "150"]
    assert _line(grid, 1)[:4] == ["0.984", "0.938", "1.078", "3"]
    assert grid.in_year
    hub.undo()
    assert hub.desk.undo_name is None


def test_an_entry_is_typed_and_refused_at_its_cell(qtbot: QtBot, hub: Hub) -> None:
    grid, heard = _shown(qtbot, hub), alerts_of(hub)
    grid.select(0, YEAR, 0, YEAR)
    QTest.keyClicks(grid, "9")
    editor = next(line for line in grid.viewport().findChildren(QLineEdit) if line.isVisible())
    QTest.keyClicks(editor, "x")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert grid.state() is grid.State.EditingState
    editor.setText("60")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert _line(grid, 0)[:4] == ["20", "20", "20", "60"]
    assert (grid.currentIndex().row(), heard) == (1, [])


def test_keys_move_as_in_a_spreadsheet(qtbot: QtBot, hub: Hub) -> None:
    grid = _shown(qtbot, hub)
    grid.select(0, JANUARY, 0, JANUARY)
    last = grid.lines.columnCount() - 1
    assert _press(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier) == (0, last)
    assert _press(grid, Qt.Key.Key_Return) == (1, last)
    assert _press(grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier) == (0, last)
    assert _press(grid, Qt.Key.Key_Left) == (0, last - 1)


def test_a_record_is_found_in_its_month(qtbot: QtBot, hub: Hub) -> None:
    grid = _shown(qtbot, hub)
    assert grid.go_to(9)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, MARCH)
    assert not grid.go_to(99)


def test_sums_are_of_months_and_not_of_years_besides(qtbot: QtBot, hub: Hub) -> None:
    grid = _shown(qtbot, hub)
    grid.select(0, JANUARY, 0, YEAR)
    assert grid.selected_numbers() == ([50.0] * 3, 3)
    grid.select(0, YEAR, 1, YEAR)
    assert grid.selected_numbers() == ([150.0, 3.0], 2)


def test_an_entry_that_is_being_typed_is_taken_before_other_lines_are_shown(qtbot: QtBot, hub: Hub) -> None:
    grid = _shown(qtbot, hub)
    grid.select(0, JANUARY, 0, JANUARY)
    QTest.keyClicks(grid, "9")
    grid.lines.find = "magnet"
    grid.lines.refresh()
    assert grid.state() is not MonthGrid.State.EditingState
    assert (grid.lines.rowCount(), hub.undo_words) == (1, "change months (Targets)")


def test_an_entry_that_is_being_typed_goes_with_the_document_that_it_was_for(qtbot: QtBot, hub: Hub) -> None:
    grid, heard = _shown(qtbot, hub), alerts_of(hub)
    grid.select(0, JANUARY, 0, JANUARY)
    QTest.keyClicks(grid, "9")
    hub.adopt(tiny_hub().project)
    assert (grid.state() is MonthGrid.State.EditingState, hub.desk.undo_name, len(heard)) == (False, None, 1)
