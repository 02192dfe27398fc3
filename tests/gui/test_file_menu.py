"""The File menu's windows, and when they can be used."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.list_dialog import ListDialog
from tests.gui.window import answers


def test_there_is_something_to_revert_to_once_the_document_has_a_file(
    qtbot: QtBot, parts: Parts, tmp_path: Path
) -> None:
    assert not parts.actions["revert"].isEnabled()
    answers(parts, tmp_path / "motors.dhatu")
    with qtbot.waitSignal(parts.hub.said):
        parts.documents.save()
    assert parts.actions["revert"].isEnabled()


def test_properties_open_from_the_menu(parts: Parts) -> None:
    parts.actions["properties"].trigger()
    (dialog,) = parts.window.findChildren(ListDialog)
    assert dialog.windowTitle() == "Properties of Tiny"
    dialog.close()
