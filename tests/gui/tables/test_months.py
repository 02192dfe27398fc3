"""The months of a table with their bar: what is asked for is shown, and where there is nothing it is said why."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.hub import Hub
from desktop.gui.tables.months import Months
from desktop.model.edits import SetFields
from tests.gui.tables import tiny_hub
from tests.tiny import FIRST


@pytest.fixture
def hub() -> Hub:
    return tiny_hub()


@pytest.fixture
def months(qtbot: QtBot, hub: Hub) -> Months:
    made = Months(hub)
    qtbot.addWidget(made)
    made.show_table("targets", "")
    made.show()
    return made


def _lines(months: Months) -> list[str]:
    return [months.grid.lines.label(key) for key in months.grid.lines.keys]


def test_lines_without_entries_are_shown_when_asked(months: Months) -> None:
    assert _lines(months) == ["motor"]
    months.bar.every.setChecked(True)
    assert _lines(months) == ["magnet", "motor"]
    months.show_table("targets", "mag")
    assert _lines(months) == ["magnet"]


def test_yearly_figures_are_spread_as_the_bar_says(months: Months) -> None:
    months.bar.methods.setCurrentIndex(2)
    assert months.grid.lines.method == "shape"
    months.show_table("prices", "")
    assert months.grid.lines.method == "shape"


def test_where_nothing_is_shown_it_is_said_why(months: Months, hub: Hub) -> None:
    assert months.grid.accessibleDescription() == ""
    months.show_table("targets", "zz")
    assert months.grid.accessibleDescription() == "No line contains “zz”."
    months.show_table("receipts", "")
    assert months.grid.accessibleDescription() == ""
    months.show_table("issued", "")
    assert months.grid.accessibleDescription().startswith("Nothing is entered yet.")
    hub.apply(SetFields("settings", {1: {"first_month": None}}))
    months.show_table("issued", "")
    assert months.grid.accessibleDescription().startswith("There are no months yet")


def test_a_table_keeps_its_place_while_another_is_shown(months: Months, hub: Hub) -> None:
    heard: list[None] = []
    months.selected.connect(lambda: heard.append(None))
    months.grid.select(0, 3, 0, 3)
    months.show_table("prices", "")
    months.show_table("targets", "")
    assert months.grid.currentIndex().column() == 3
    hub.apply(SetFields("settings", {1: {"first_month": FIRST.plus(-2)}}))
    months.show_table("targets", "")
    column = months.grid.lines.columns[months.grid.currentIndex().column() - 2]
    assert (column, bool(heard)) == (FIRST.plus(1), True)
