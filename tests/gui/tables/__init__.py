"""The grids of the project's tables, each made alone over the tiny project."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
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


def select(grid: Grid, top: int, left: int, bottom: int, right: int) -> None:
    """Select a block of cells, the first of them current."""
    chosen = QItemSelection(grid.records.index(top, left), grid.records.index(bottom, right))
    grid.setCurrentIndex(grid.records.index(top, left))
    grid.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def click(grid: Grid, name: str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Click on the header of a column."""
    header, at = grid.columns, column(grid, name)
    grid.scrollTo(grid.records.index(0, at))
    middle = QPoint(header.sectionViewportPosition(at) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, held, middle)


def press(grid: Grid, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> tuple[int, int]:
    """Press a key; the current cell then."""
    QTest.keyClick(grid, key, held)
    return grid.currentIndex().row(), grid.currentIndex().column()


def clip(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def line_of(grid: Grid) -> QLineEdit:
    """The editor that is open."""
    return next(line for line in grid.viewport().findChildren(QLineEdit) if line.isVisible())


def press_text(grid: Grid, row: int, name: str, text: str) -> None:
    """Type a text into a cell and press Return."""
    grid.setCurrentIndex(grid.records.index(row, column(grid, name)))
    QTest.keyClick(grid, Qt.Key.Key_F2)
    line = line_of(grid)
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    QApplication.sendPostedEvents()
