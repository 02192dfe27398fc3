"""Columns are as wide as what they hold, unless the user made them otherwise."""

from pytestqt.qtbot import QtBot

from desktop.gui.hub import Hub
from desktop.gui.job_runner import JobRunner
from desktop.gui.tables.grid import Grid
from desktop.model.edits import AddRecords
from desktop.model.records import Source
from desktop.session import jobs
from desktop.session.desk import Desk
from desktop.session.settings import Settings
from tests.gui.tables import column, press_text, shown_grid, tiny_hub
from tests.tiny import tiny_project

LONG = "Northern Rare Earth Group of Baotou"


def empty_grid(qtbot: QtBot) -> tuple[Hub, Grid]:
    hub = Hub(Desk(jobs.new_project(sample=False)), JobRunner(), Settings())
    return hub, shown_grid(qtbot, hub, "sources")


def room(grid: Grid, name: str) -> int:
    return grid.columnWidth(column(grid, name))


def needed(grid: Grid, text: str) -> int:
    return grid.fontMetrics().horizontalAdvance(text)


def test_an_empty_table_leaves_room_for_names_and_for_the_longest_choice(qtbot: QtBot) -> None:
    _, grid = empty_grid(qtbot)
    assert room(grid, "name") > needed(grid, "IREL (India) Ltd")
    assert room(grid, "class_") > needed(grid, "Licensed Chinese")


def test_a_document_that_is_opened_finds_its_columns_fitted(qtbot: QtBot) -> None:
    hub, grid = empty_grid(qtbot)
    assert room(grid, "name") < needed(grid, LONG)
    hub.adopt(tiny_project(sources=[Source(id="N", name=LONG, country="China")]))
    assert room(grid, "name") > needed(grid, LONG)


def test_the_first_rows_of_a_table_fit_its_columns(qtbot: QtBot) -> None:
    hub, grid = empty_grid(qtbot)
    hub.apply(AddRecords("sources", [Source(id="N", name=LONG, country="China")]))
    assert room(grid, "name") > needed(grid, LONG)


def test_a_column_grows_with_what_is_typed_but_not_against_the_user(qtbot: QtBot) -> None:
    grid = shown_grid(qtbot, tiny_hub(), "sources")
    press_text(grid, 0, "name", LONG)
    assert room(grid, "name") > needed(grid, LONG)
    grid.setColumnWidth(column(grid, "country"), 60)
    press_text(grid, 0, "country", LONG)
    assert room(grid, "country") == 60


def test_only_widths_that_the_user_chose_are_remembered(qtbot: QtBot) -> None:
    hub = tiny_hub()
    grid = shown_grid(qtbot, hub, "sources")
    grid.sort("name")
    assert hub.settings.grids["sources"].widths == {}
    grid.setColumnWidth(column(grid, "name"), 199)
    grid.show_column(column(grid, "country"), shown=False)
    grid.show_column(column(grid, "country"), shown=True)
    assert hub.settings.grids["sources"].widths == {"name": 199}
    hub.adopt(tiny_project(sources=[Source(id="N", name=LONG, country="China")]))
    assert room(grid, "name") == 199
