"""Backups in a list: the one that is chosen opens as a new document."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.session import jobs
from tests.gui.window import answers, price


def test_what_was_saved_over_comes_back_as_a_new_document(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    path = tmp_path / "motors.dhatu"
    answers(parts, path)
    with qtbot.waitSignal(parts.hub.said):
        parts.documents.save()
    first = parts.hub.project.content()
    parts.hub.apply(price(1, 6000.0))
    with qtbot.waitSignal(parts.hub.said):
        parts.documents.save()
    second = path.read_bytes()
    parts.actions["restore-backup"].trigger()
    qtbot.waitUntil(lambda: parts.files.restoring.dialog is not None)
    dialog = parts.files.restoring.dialog
    assert dialog is not None
    ((name, _, _, records, where),) = dialog.lines
    assert (name, records, where) == ("motors.dhatu", str(sum(map(len, first.values()))), str(tmp_path))
    with qtbot.waitSignal(parts.documents.opened):
        dialog.press("open-backup")
    assert parts.hub.project.content() == first
    assert (parts.hub.desk.path, parts.hub.desk.modified) == (None, True)
    assert path.read_bytes() == second
    assert jobs.open_project(path).content() != first


def test_without_backups_the_list_says_so(qtbot: QtBot, parts: Parts) -> None:
    parts.files.restoring.show()
    qtbot.waitUntil(lambda: parts.files.restoring.dialog is not None)
    assert parts.files.restoring.dialog is not None
    assert parts.files.restoring.dialog.lines == []
