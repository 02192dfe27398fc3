"""The menus: complete, without clashes, and each entry does what it says."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.gui import theme
from desktop.gui.app import Parts
from desktop.gui.commands import MENUS
from desktop.model.edits import SetFields
from desktop.session import jobs
from desktop.text.messages import say
from tests.gui.searching import staged
from tests.gui.window import price
from tests.tiny import tiny_project


def _menus(parts: Parts) -> list[QMenu]:
    menus = [action.menu() for action in parts.window.menuBar().actions()]
    return [menu for menu in menus if isinstance(menu, QMenu)]


def _recent(parts: Parts) -> QMenu:
    (menu,) = [menu for menu in _menus(parts)[0].findChildren(QMenu) if menu.title() == say("menu-recent")]
    menu.aboutToShow.emit()
    return menu


@pytest.fixture
def light_again(qapp: QApplication) -> Iterator[None]:
    sheet, palette = qapp.styleSheet(), qapp.palette()
    yield
    qapp.styleHints().unsetColorScheme()
    qapp.setPalette(palette)
    qapp.setStyleSheet(sheet)


def test_every_action_is_in_its_menu(parts: Parts) -> None:
    for name, menu in zip(MENUS, _menus(parts), strict=True):
        there = set(menu.actions())
        assert {
            row.id for row in parts.actions.rows if row.menu == name and parts.actions[row.id] not in there
        } == set()
        assert any(row.menu == name for row in parts.actions.rows)


def test_no_two_actions_share_a_shortcut_or_a_letter_within_their_menu(parts: Parts) -> None:
    shortcuts = Counter(row.shortcut for row in parts.actions.rows if row.shortcut)
    assert [key for key, number in shortcuts.items() if number > 1] == []
    for menu in _menus(parts):
        texts = [action.text().replace("&&", "") for action in menu.actions()]
        letters = Counter(text[text.index("&") + 1].lower() for text in texts if "&" in text)
        assert [letter for letter, number in letters.items() if number > 1] == []


def test_undo_and_redo_are_named_after_the_edit_and_grey_without_one(parts: Parts) -> None:
    undo, redo = parts.actions["undo"], parts.actions["redo"]
    assert (undo.isEnabled(), redo.isEnabled()) == (False, False)
    parts.hub.apply(price(1, 5300.0))
    assert (undo.text(), undo.isEnabled()) == ("&Undo: change price of IREL-magnet", True)
    undo.trigger()
    assert (undo.text(), undo.isEnabled()) == ("&Undo", False)
    assert redo.text() == "&Redo: change price of IREL-magnet"
    redo.trigger()
    assert undo.text() == "&Undo: change price of IREL-magnet"
    assert parts.hub.desk.modified


def test_rows_can_be_changed_only_where_a_grid_is_shown(parts: Parts) -> None:
    add, drop = parts.actions["add-row"], parts.actions["delete-rows"]
    assert (add.isEnabled(), drop.isEnabled()) == (True, False)
    parts.data.grid.selectRow(0)
    assert drop.isEnabled()
    parts.window.go_to("plan")
    assert (add.isEnabled(), drop.isEnabled()) == (False, False)


def test_a_search_for_whole_lots_is_stopped_and_goes_on_from_the_menu(qtbot: QtBot) -> None:
    with staged(qtbot) as scene:
        stop, further = scene.parts.actions["stop-improving"], scene.parts.actions["improve-further"]
        assert (stop.isEnabled(), further.isEnabled()) == (False, False)
        scene.begin()
        assert (stop.isEnabled(), further.isEnabled()) == (True, False)
        stop.trigger()
        scene.wait(lambda: scene.standing == "stopped")
        assert (stop.isEnabled(), further.isEnabled()) == (False, True)
        further.trigger()
        scene.wait(lambda: scene.standing == "searching")
        assert (stop.isEnabled(), further.isEnabled()) == (True, False)


def test_leaving_the_data_page_greys_what_only_works_there(parts: Parts) -> None:
    parts.actions["go-plan"].trigger()
    assert not parts.actions["paste"].isEnabled()
    parts.actions["go-data"].trigger()
    assert parts.actions["paste"].isEnabled()


def test_a_theme_is_remembered_ticked_and_shown(parts: Parts, light_again: None) -> None:
    parts.actions["theme-dark"].trigger()
    assert parts.hub.settings.theme == "dark"
    ticks = {name: parts.actions[f"theme-{name}"].isChecked() for name in ("light", "dark", "system")}
    assert ticks == {"light": False, "dark": True, "system": False}
    assert theme.colours() is theme.DARK
    parts.actions["theme-light"].trigger()
    assert theme.colours() is theme.LIGHT


def test_recent_files_can_be_opened_and_those_that_are_gone_are_grey(
    qtbot: QtBot, parts: Parts, tmp_path: Path
) -> None:
    here, gone = tmp_path / "R&D.dhatu", tmp_path / "gone.dhatu"
    assert [action.text() for action in _recent(parts).actions()] == [say("recent-none")]
    jobs.save_project(tiny_project(), here)
    parts.hub.settings = attrs.evolve(parts.hub.settings, recent=(str(here), str(gone)))
    first, second = _recent(parts).actions()
    assert (first.text(), first.isEnabled()) == ("R&&D.dhatu", True)
    assert (second.text(), second.isEnabled()) == ("gone.dhatu", False)
    with qtbot.waitSignal(parts.documents.opened):
        first.trigger()
    assert parts.hub.desk.path == here


def test_a_problem_that_is_chosen_leads_to_its_cell(parts: Parts) -> None:
    parts.hub.apply(SetFields("offers", {2: {"source": "nobody"}}))
    parts.window.go_to("plan")
    (problem,) = [found for found in parts.hub.problems if found.severity == "error" and found.table == "offers"]
    parts.window.problems.chosen.emit(problem)
    assert parts.window.pages.currentWidget() is parts.data
    assert parts.data.grid.currentIndex().row() == 1


def test_help_opens_one_window_with_text(parts: Parts) -> None:
    parts.actions["help"].trigger()
    parts.actions["about"].trigger()
    windows = [widget for widget in QApplication.topLevelWidgets() if widget.windowTitle() == say("help-title")]
    assert len(windows) == 1
    assert windows[0].isVisible()
