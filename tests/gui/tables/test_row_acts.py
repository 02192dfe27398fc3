"""Rows that come, go and move: each act one step of undo."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.hub import Hub
from desktop.gui.tables.deletion import Answer, Question
from desktop.gui.tables.grid import Grid
from desktop.model.records import Evidence
from desktop.session.arranging import Arrangement, Key
from tests.gui.tables import select, shown_grid, texts, tiny_hub


@pytest.fixture
def hub() -> Hub:
    return tiny_hub()


@pytest.fixture
def grid(qtbot: QtBot, hub: Hub) -> Grid:
    return shown_grid(qtbot, hub, "targets")


def test_deleted_rows_are_those_selected(grid: Grid, hub: Hub) -> None:
    select(grid, 1, 0, 2, 0)
    grid.rows.delete()
    assert texts(grid, "month") == ["Jan 2027", "Apr 2027", "May 2027", "Jun 2027"]
    hub.undo()
    assert grid.records.rowCount() == 6


def test_an_added_row_is_the_last_and_current(grid: Grid) -> None:
    grid.rows.add()
    assert grid.records.rowCount() == 7
    assert grid.currentIndex().row() == 6


def test_a_duplicate_gets_a_short_name_that_is_free(qtbot: QtBot, hub: Hub) -> None:
    grid = shown_grid(qtbot, hub, "sources")
    for _ in range(2):
        select(grid, 0, 0, 1, 0)
        grid.rows.duplicate()
    assert texts(grid, "id") == ["IREL", "JL", "IREL-3", "JL-3", "IREL-2", "JL-2"]
    assert texts(grid, "name") == ["IREL", "JL Mag"] * 3


def test_the_settings_are_one_row_for_ever(qtbot: QtBot, hub: Hub) -> None:
    grid = shown_grid(qtbot, hub, "settings")
    select(grid, 0, 0, 0, 0)
    grid.rows.add()
    grid.rows.duplicate()
    grid.rows.delete()
    assert grid.records.rowCount() == 1
    assert hub.desk.undo_name is None


def test_rows_are_inserted_where_the_selection_is(grid: Grid, hub: Hub) -> None:
    select(grid, 1, 0, 2, 0)
    grid.rows.insert_above()
    assert texts(grid, "quantity") == ["50", "0", "0", "50", "50", "50", "50", "50"]
    assert grid.selected_rows() == [1, 2]
    select(grid, 7, 0, 7, 0)
    grid.rows.insert_below()
    assert texts(grid, "quantity")[7:] == ["50", "0"]
    assert hub.undo_words == "insert rows (Targets)"


def test_rows_are_moved_by_key_and_by_drag_and_stay_selected(grid: Grid, hub: Hub) -> None:
    months = ["Jan 2027", "Feb 2027", "Mar 2027", "Apr 2027", "May 2027", "Jun 2027"]
    select(grid, 3, 0, 4, 2)
    grid.rows.move_up()
    assert texts(grid, "month") == [*months[:2], *months[3:5], months[2], months[5]]
    assert grid.selected_rows() == [2, 3]
    grid.rows.move_down()
    assert texts(grid, "month") == months
    grid.verticalHeader().moveSection(4, 0)
    assert texts(grid, "month") == [*months[3:5], *months[:3], months[5]]
    assert [grid.verticalHeader().logicalIndex(at) for at in range(6)] == list(range(6))
    assert hub.undo_words == "move rows (Targets)"


def test_sorted_rows_are_not_moved_and_it_is_said_why(grid: Grid, hub: Hub) -> None:
    said: list[str] = []
    hub.said.connect(said.append)
    grid.arrange(Arrangement(keys=(Key("month", descending=True),)))
    select(grid, 1, 0, 1, 0)
    grid.rows.move_up()
    assert hub.desk.undo_name is None
    assert len(said) == 1


def test_evidence_goes_with_its_record_in_one_step(qtbot: QtBot) -> None:
    hub = tiny_hub(evidence=[Evidence(table="targets", record="motor / 2027-01")])
    grid = shown_grid(qtbot, hub, "targets")
    said: list[str] = []
    hub.said.connect(said.append)
    select(grid, 0, 0, 0, 0)
    grid.rows.delete()
    assert (grid.records.rowCount(), len(hub.project.tables["evidence"])) == (5, 0)
    assert (hub.undo_words, said) == ("delete rows (Targets)", ["1 row of evidence was deleted with it."])
    hub.undo()
    assert (grid.records.rowCount(), len(hub.project.tables["evidence"])) == (6, 1)


@pytest.mark.parametrize(("answer", "left"), [("all", (1, 0, 0)), ("only", (1, 1, 6)), ("", (2, 1, 6))])
def test_records_that_others_use_are_deleted_as_the_user_decides(
    qtbot: QtBot, hub: Hub, answer: Answer, left: tuple[int, int, int]
) -> None:
    grid = shown_grid(qtbot, hub, "items")
    asked: list[Question] = []

    def ask(_: QWidget, told: Question) -> Answer:
        asked.append(told)
        return answer

    grid.rows.ask = ask
    select(grid, 1, 0, 1, 0)
    grid.rows.delete()
    assert [(told.who, told.count, told.hanging) for told in asked] == [("motor", 1, 8)]
    assert tuple(len(hub.project.tables[name]) for name in ("items", "recipes", "targets")) == left
    hub.undo()
    assert len(hub.project.tables["items"]) == 2
