"""The grids of the project's tables, each made alone over the tiny project."""

from collections.abc import Sequence

from pytestqt.qtbot import QtBot

from desktop.gui.hub import Hub
from desktop.gui.job_runner import JobRunner
from desktop.gui.tables.grid import Grid
from desktop.model.records import TABLE, Record
from desktop.session.desk import Desk
from desktop.session.settings import Settings
from tests.tiny import tiny_project

Alert = tuple[str, tuple[str, ...]]


def tiny_hub(**changed: Sequence[Record]) -> Hub:
    """A hub over the tiny project with the named tables replaced."""
    return Hub(Desk(tiny_project(**changed)), JobRunner(), Settings())


def shown_grid(qtbot: QtBot, hub: Hub, table: str) -> Grid:
    """The grid of a table, on the screen, following the hub as its page makes it do."""
    grid = Grid(hub, TABLE[table])
    qtbot.addWidget(grid)
    hub.changed.connect(lambda _: grid.records.refresh())
    grid.resize(900, 400)
    grid.show()
    return grid


def alerts_of(hub: Hub) -> list[Alert]:
    """What the hub alerts the user of from now on."""
    heard: list[Alert] = []
    hub.alerted.connect(lambda sentence, details: heard.append((sentence, tuple(details))))
    return heard


def column(grid: Grid, name: str) -> int:
    """Where the field of a name stands in a grid."""
    return [field.name for field in grid.records.fields].index(name)


def texts(grid: Grid, name: str) -> list[str]:
    """What one column shows, from the top."""
    at = column(grid, name)
    return [grid.records.index(row, at).data() for row in range(grid.records.rowCount())]
