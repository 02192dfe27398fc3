"""A damaged file: what can be read goes into a new file when the user wants it, and what was lost is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.session import jobs
from tests.gui.window import answers
from tests.tiny import tiny_project

_PAGE = 4096


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A project of which one page is lost."""
    path = tmp_path / "motors.dhatu"
    jobs.save_project(tiny_project(), path)
    content = bytearray(path.read_bytes())
    at = content.index(b"JL-magnet") // _PAGE * _PAGE
    content[at : at + _PAGE] = bytes(_PAGE)
    path.write_bytes(content)
    return path


def test_what_can_be_read_is_opened_from_a_new_file_and_the_damaged_one_stays(
    qtbot: QtBot, parts: Parts, damaged: Path, tmp_path: Path
) -> None:
    before = damaged.read_bytes()
    user = answers(parts, tmp_path / "recovered.dhatu", choice="rescue")
    with qtbot.waitSignal(parts.documents.opened):
        parts.documents.open_path(damaged)
    assert "is damaged" in user.asked[0]
    assert user.asked[1].endswith("motors (recovered).dhatu")
    assert parts.hub.desk.path == tmp_path / "recovered.dhatu"
    assert damaged.read_bytes() == before
    dialog = parts.files.rescue.dialog
    assert dialog is not None
    assert ("Items", "2") in [line[:2] for line in dialog.lines]
    dialog.close()


def test_a_damaged_file_that_is_left_alone_is_said_to_be_damaged(qtbot: QtBot, parts: Parts, damaged: Path) -> None:
    answers(parts, choice="cancel")
    before = parts.hub.project
    with qtbot.waitSignal(parts.hub.alerted) as alerted:
        parts.documents.open_path(damaged)
    assert "damaged" in alerted.args[0]
    assert parts.hub.project is before
