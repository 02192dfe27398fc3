"""Named versions: given, compared with today, restored as one edit, renamed and let go of."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.list_dialog import ListDialog
from tests.gui.window import answers, price
from tests.store.test_layout import make_old


def shown(qtbot: QtBot, parts: Parts) -> ListDialog:
    parts.actions["versions"].trigger()
    qtbot.waitUntil(lambda: parts.files.versions.dialog is not None)
    assert parts.files.versions.dialog is not None
    return parts.files.versions.dialog


def test_a_document_that_was_never_saved_has_to_be_saved_first(qtbot: QtBot, parts: Parts) -> None:
    with qtbot.waitSignal(parts.hub.alerted) as alerted:
        parts.actions["versions"].trigger()
    assert alerted.args[0].startswith("Save the project first")


def test_a_version_is_named_compared_restored_renamed_and_deleted(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    user = answers(parts, tmp_path / "motors.dhatu", choice="drop-version")
    with qtbot.waitSignal(parts.hub.said):
        parts.documents.save()
    dialog = shown(qtbot, parts)
    assert dialog.lines == []
    user.text = "issued to plant"
    dialog.press("name-version")
    qtbot.waitUntil(lambda: len(dialog.lines) == 1)
    issued = parts.hub.project.content()
    parts.hub.apply(price(1, 6000.0))
    dialog.press("compare-version")
    qtbot.waitUntil(lambda: dialog.details != "")
    assert "Offers, IREL-magnet: Price 5,000 → 6,000" in dialog.details
    with qtbot.waitSignal(parts.hub.said):
        dialog.press("restore-version")
        parts.hub.apply(price(1, 6100.0))
    assert parts.hub.project.content() == issued
    assert "6,000" not in dialog.details  # the comparison of before holds no longer
    parts.hub.undo()
    assert parts.hub.project.content() != issued
    user.text = "issued on 12 March"
    dialog.press("rename-version")
    qtbot.waitUntil(lambda: dialog.lines[0][0] == "issued on 12 March")
    dialog.press("drop-version")
    qtbot.waitUntil(lambda: dialog.lines == [])
    user.asked.clear()
    with qtbot.waitSignal(parts.hub.said) as said:
        parts.documents.save()
    assert said.args == ["Saved as motors.dhatu."]
    assert user.asked == []


def test_what_was_put_beside_a_file_of_an_older_make_for_its_first_version_is_told(
    qtbot: QtBot, parts: Parts, tmp_path: Path
) -> None:
    user = answers(parts, make_old(tmp_path / "motors.dhatu", 2))
    parts.documents.open()
    qtbot.waitUntil(lambda: parts.hub.desk.path is not None)
    dialog = shown(qtbot, parts)
    user.text = "issued to plant"
    with qtbot.waitSignal(parts.hub.alerted) as alerted:
        dialog.press("name-version")
    assert "put beside it as motors (format 2).dhatu" in alerted.args[0]
    qtbot.waitUntil(lambda: len(dialog.lines) == 1)
