"""The list of tables: which is chosen, and the badges for what is wrong or worth knowing in each."""

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from desktop.gui import theme
from desktop.gui.tables.table_list import TableList
from desktop.model.errors import Problem
from desktop.model.records import TABLE
from tests.tiny import tiny_project

ERROR = Problem("entry-number", {"entry": "x"}, table="offers", row=1, field="price")
NOTE = Problem("entry-number", {"entry": "x"}, table="offers", row=1, field="price", severity="note")


@pytest.fixture
def tables(qtbot: QtBot) -> TableList:
    made = TableList()
    qtbot.addWidget(made)
    made.resize(220, 700)
    made.show()
    return made


def _colours(tables: TableList) -> set[str]:
    """Every colour on the screen."""
    picture = tables.viewport().grab().toImage()
    return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}


def _name(colour: str) -> str:
    return QColor(colour).name()


def test_every_table_of_the_project_can_be_chosen(tables: TableList) -> None:
    heard: list[str] = []
    tables.chosen.connect(heard.append)
    for name in reversed(TABLE):
        tables.select(name)
        assert tables.current == name
    assert heard == list(reversed(TABLE))


def test_headings_cannot_be_chosen(tables: TableList) -> None:
    tables.select("items")
    tables.setCurrentRow(0)
    assert not tables.item(0).isSelected()


def test_a_badge_is_red_only_where_there_are_errors(tables: TableList) -> None:
    bad, neutral = _name(theme.colours().bad), _name(theme.colours().border)
    tables.show_counts(tiny_project(), ())
    assert {bad, neutral}.isdisjoint(_colours(tables))
    tables.show_counts(tiny_project(), (NOTE,))
    seen = _colours(tables)
    assert bad not in seen
    assert neutral in seen
    tables.show_counts(tiny_project(), (NOTE, ERROR))
    seen = _colours(tables)
    assert bad in seen
    assert neutral not in seen
