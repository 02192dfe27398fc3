"""Find and replace: where it looks, what it counts, what it changes in one step."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.gui.hub import Hub
from desktop.gui.tables.grid import Grid
from desktop.gui.tables.replace_bar import ReplaceBar
from desktop.model.edits import SetFields
from tests.gui.tables import alerts_of, column, select, shown_grid, texts, tiny_hub


@pytest.fixture
def hub() -> Hub:
    return tiny_hub()


@pytest.fixture
def grid(qtbot: QtBot, hub: Hub) -> Grid:
    return shown_grid(qtbot, hub, "offers")


@pytest.fixture
def bar(qtbot: QtBot, hub: Hub, grid: Grid) -> Iterator[ReplaceBar]:
    bar = ReplaceBar(hub, lambda: grid)
    qtbot.addWidget(bar)
    bar.open()
    yield bar
    bar.hide()
    hub.runner.close()


def _is_at(grid: Grid, place: QModelIndex) -> bool:
    return grid.currentIndex() == place


def _count(bar: ReplaceBar) -> str:
    return next(label.text() for label in bar.findChildren(QLabel) if "found" in label.text())


@pytest.mark.parametrize("at_once", [10**6, 0])
def test_the_cells_are_counted_before_anything_changes(
    qtbot: QtBot, bar: ReplaceBar, hub: Hub, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr("desktop.gui.tables.replace_bar._AT_ONCE", at_once)
    assert not bar.all.isEnabled()
    bar.sought.setText("magnet")
    qtbot.waitUntil(bar.all.isEnabled)
    assert _count(bar) == "4 cells found"
    assert hub.desk.undo_name is None


def test_all_are_replaced_in_one_step_with_its_name(bar: ReplaceBar, grid: Grid, hub: Hub) -> None:
    before = hub.project
    bar.sought.setText("magnet")
    bar.replacement.setText("block")
    bar.replace()
    assert (texts(grid, "id"), texts(grid, "item")) == (["IREL-block", "JL-block"], ["block", "block"])
    assert hub.undo_words == "replace (Offers)"
    hub.undo()
    assert hub.project is before


def test_among_many_cells_the_next_is_found_and_all_are_replaced_in_the_background(
    qtbot: QtBot, bar: ReplaceBar, grid: Grid, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.gui.tables.replace_bar._AT_ONCE", 0)
    bar.sought.setText("magnet")
    bar.replacement.setText("block")
    item = column(grid, "item")
    for place in (grid.records.index(0, item), grid.records.index(1, 0), grid.records.index(1, item)):
        bar.go_to_next()
        qtbot.waitUntil(partial(_is_at, grid, place))
    bar.replace()
    assert hub.desk.undo_name is None
    hub.apply(SetFields("offers", {1: {"item": "magnet two"}}))
    qtbot.waitUntil(lambda: texts(grid, "id") == ["IREL-block", "JL-block"])
    assert "block two" in texts(grid, "item")


def test_where_a_text_is_found_again_and_again_the_way_to_the_next_is_looked_up_once(
    bar: ReplaceBar, grid: Grid, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, place_of = [], grid.records.place_of

    def counted(row: int, field: str) -> QModelIndex:
        asked.append(row)
        return place_of(row, field)

    monkeypatch.setattr(grid.records, "place_of", counted)
    bar.sought.setText("magnet")
    bar.go_to_next()
    assert len(asked) == 1


def test_only_the_selection_or_the_column_is_looked_at_when_asked(bar: ReplaceBar, grid: Grid) -> None:
    bar.sought.setText("magnet")
    bar.replacement.setText("x")
    select(grid, 1, 0, 1, column(grid, "item"))
    bar.where.setCurrentIndex(0)
    bar.replace()
    assert (texts(grid, "id"), texts(grid, "item")) == (["IREL-magnet", "JL-x"], ["magnet", "x"])
    bar.where.setCurrentIndex(1)
    bar.whole.setChecked(True)
    grid.setCurrentIndex(grid.records.index(0, column(grid, "item")))
    bar.replace()
    assert (texts(grid, "id"), texts(grid, "item")) == (["IREL-magnet", "JL-x"], ["x", "x"])


def test_cells_that_cannot_take_the_outcome_stay_and_are_listed(bar: ReplaceBar, grid: Grid, hub: Hub) -> None:
    heard = alerts_of(hub)
    bar.sought.setText("40")
    bar.replacement.setText("dear")
    bar.replace()
    assert texts(grid, "price") == ["5,000", "40"]
    ((_, details),) = heard
    assert details == ("Row 2, Price: 'dear' is not a number. Enter digits, such as 1,23,456.78.",)


def test_return_goes_from_cell_to_cell_and_round_and_escape_closes(bar: ReplaceBar, grid: Grid) -> None:
    bar.sought.setText("magnet")
    seen = []
    for _ in range(5):
        QTest.keyClick(bar, Qt.Key.Key_Return)
        seen.append((grid.currentIndex().row(), grid.currentIndex().column()))
    item = column(grid, "item")
    assert seen == [(0, item), (1, 0), (1, item), (0, 0), (0, item)]
    QTest.keyClick(bar, Qt.Key.Key_Escape)
    assert bar.isHidden()


def test_return_on_the_button_replaces_and_the_keys_stay_in_the_bar(
    qtbot: QtBot, bar: ReplaceBar, grid: Grid, hub: Hub
) -> None:
    bar.sought.setText("IREL")
    bar.replacement.setText("IRE")
    qtbot.waitUntil(bar.all.isEnabled)
    bar.all.setFocus()
    QTest.keyClick(bar.all, Qt.Key.Key_Return)
    assert hub.undo_words == "replace (Offers)"
    assert bar.sought.hasFocus()
    assert not bar.all.isEnabled()
    QTest.keyClick(bar.sought, Qt.Key.Key_Escape)
    assert bar.isHidden()


def test_the_bar_fits_beside_the_details_in_a_small_window(bar: ReplaceBar) -> None:
    bar.sought.setText("magnet")
    assert bar.minimumSizeHint().width() < 480
    for box in (bar.whole, bar.cased):
        assert box.width() >= box.sizeHint().width()
