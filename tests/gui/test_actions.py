"""Rows of actions become Qt actions: text, shortcut, whether they can be used, what they do."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from desktop.gui.actions import Action, Actions


@pytest.fixture
def owner(nothing_left_behind: None) -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


def test_an_action_has_the_text_and_shortcut_of_its_row_and_does_its_work(owner: QObject) -> None:
    done: list[str] = []
    actions = Actions([Action("save", "file", lambda: done.append("saved"), "save", "Ctrl+S")], owner)
    made = actions["save"]
    assert made.text().replace("&", "") == "Save"
    assert made.shortcut().toString() == "Ctrl+S"
    assert not made.icon().isNull()
    made.trigger()
    assert done == ["saved"]


def test_an_action_that_cannot_be_used_is_grey_until_it_can(owner: QObject) -> None:
    stack: list[str] = []
    row = Action("undo", "edit", stack.pop, enabled=lambda: bool(stack), text=lambda: f"Undo {len(stack)}")
    actions = Actions([row], owner)
    actions["undo"].trigger()
    assert (actions["undo"].isEnabled(), actions["undo"].text()) == (False, "Undo 0")
    stack.append("edit")
    actions.refresh()
    assert (actions["undo"].isEnabled(), actions["undo"].text()) == (True, "Undo 1")
    actions["undo"].trigger()
    assert stack == []


def test_a_choice_is_ticked_as_it_really_stands_and_not_as_it_was_clicked(owner: QObject) -> None:
    chosen = ["light"]
    rows = [
        Action(f"theme-{name}", "view", lambda: None, checked=lambda name=name: chosen == [name])  # type: ignore[misc]
        for name in ("light", "dark")
    ]
    actions = Actions(rows, owner)
    actions["theme-dark"].trigger()
    actions.refresh()
    assert [actions[row.id].isChecked() for row in rows] == [True, False]


def test_recolouring_draws_icons_anew_and_leaves_actions_without_one_bare(owner: QObject) -> None:
    actions = Actions([Action("save", "file", lambda: None, "save"), Action("quit", "file", lambda: None)], owner)
    before = actions["save"].icon().cacheKey()
    actions.recolour()
    assert actions["save"].icon().cacheKey() != before
    assert actions["quit"].icon().isNull()
