"""What can be done on the data page: months and tables have their own actions, in menus and by key."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.gui.app import Parts
from desktop.gui.tables.month_model import LABELS
from desktop.model.edits import SetFields


def _enabled(parts: Parts, *names: str) -> list[bool]:
    return [parts.actions[name].isEnabled() for name in names]


def test_a_table_is_seen_by_its_months_which_is_remembered(parts: Parts) -> None:
    months = parts.actions["months"]
    assert not months.isEnabled()
    parts.data.show_table("targets")
    months.trigger()
    assert (parts.data.in_months, months.isChecked()) == (True, True)
    assert parts.hub.settings.as_months == ("targets",)
    assert parts.data.shown is parts.data.months.grid
    assert parts.data.months.isVisible()
    parts.data.show_table("items")
    assert (parts.data.in_months, months.isChecked(), parts.data.grid.isVisible()) == (False, False, True)
    parts.data.show_table("targets")
    assert parts.data.in_months
    months.trigger()
    assert not parts.hub.settings.as_months


def test_months_take_entries_and_spread_years_but_no_rows(parts: Parts) -> None:
    rows, years = ("add-row", "duplicate", "delete-rows", "replace", "column"), ("spread-even", "spread-days")
    parts.data.show_table("targets")
    assert _enabled(parts, *rows, *years) == [True, False, False, True, True, False, False]
    parts.actions["months"].trigger()
    assert _enabled(parts, *rows, *years) == [False] * 5 + [True] * 2
    grid = parts.data.months.grid
    grid.select(0, LABELS + 3, 0, LABELS + 3)
    parts.actions["spread-days"].trigger()
    assert parts.hub.undo_words == "spread over the year (Targets)"
    grid.select(0, LABELS, 0, LABELS)
    parts.actions["clear"].trigger()
    assert len(parts.hub.project.tables["targets"]) == 5
    assert [action for action in parts.data.month_actions if action is parts.actions["spread-days"]]


def test_the_keys_lead_from_table_to_table_and_stop_at_the_last(parts: Parts) -> None:
    parts.data.show_table("sources")
    parts.data.grid.setFocus()
    QTest.keyClick(parts.data.grid, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert parts.data.grid.table.name == "offers"
    assert parts.window.focusWidget() is parts.data.grid
    parts.actions["table-before"].trigger()
    assert parts.data.grid.table.name == "sources"
    for _ in range(40):
        parts.actions["table-after"].trigger()
    assert parts.data.grid.table.name == "evidence"


def test_after_a_row_is_added_the_keys_go_to_it(parts: Parts) -> None:
    parts.data.show_table("items")
    parts.window.setFocus()
    parts.actions["add-row"].trigger()
    assert parts.window.focusWidget() is parts.data.grid
    assert parts.data.grid.currentIndex().row() == len(parts.hub.project.tables["items"]) - 1


def test_a_problem_is_gone_to_in_its_month_or_else_in_the_table(parts: Parts) -> None:
    parts.hub.apply(SetFields("targets", {3: {"quantity": -1.0}, 4: {"item": "nothing"}}))
    parts.data.show_table("targets")
    parts.actions["months"].trigger()
    wrong = {problem.row: problem for problem in parts.hub.problems if problem.table == "targets"}
    parts.data.show_problem(wrong[3])
    assert parts.data.months.grid.currentIndex().column() == LABELS + 2
    parts.hub.apply(SetFields("targets", {4: {"month": None}}))
    parts.data.show_problem(wrong[4])
    assert not parts.data.in_months
    assert parts.data.grid.currentIndex().row() == 3
