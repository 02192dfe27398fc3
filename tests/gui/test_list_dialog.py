"""A list to choose from: its buttons do what they say with what is chosen."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.list_dialog import Deed, ListDialog, Row


def test_buttons_act_on_the_line_that_is_chosen_and_are_grey_without_one(qtbot: QtBot) -> None:
    window = QWidget()
    done: list[str | None] = []
    qtbot.addWidget(window)
    deeds = (Deed("restore-version", done.append), Deed("name-version", done.append, all=True))
    dialog = ListDialog(window, "Versions", "Said.", ["Name", "Made"], deeds)
    dialog.show_rows([])
    dialog.press("restore-version")
    dialog.press("name-version")
    assert done == [None]
    dialog.show_rows([Row(("<b>a</b>", "1"), "first"), Row(("b", "2"), "second")])
    assert dialog.lines == [("<b>a</b>", "1"), ("b", "2")]
    dialog.press("restore-version")
    dialog.choose(1)
    dialog.press("restore-version")
    assert done == [None, "first", "second"]


def test_a_line_that_is_chosen_stays_so_with_its_details_when_the_list_is_filled_anew(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ListDialog(window, "Versions", "", ["Name"], ())
    dialog.show_rows([Row(("a",), "first"), Row(("b",), "second")])
    dialog.choose(1)
    dialog.show_details(["about b"])
    dialog.show_rows([Row(("new",), "third"), Row(("a",), "first"), Row(("b, known",), "second")])
    assert (dialog.chosen, dialog.details) == ("second", "about b")
    dialog.show_rows([Row(("a",), "first")])
    assert (dialog.chosen, dialog.details) == ("first", "")


def test_details_are_shown_until_the_list_changes(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ListDialog(window, "Versions", "", ["Name"], ())
    assert dialog.details == ""
    dialog.show_details(["one", "two"])
    assert dialog.details == "one\ntwo"
    dialog.show_rows([])
    assert dialog.details == ""
