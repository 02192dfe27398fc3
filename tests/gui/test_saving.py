"""Saving asks where somebody else has the file or changed it, and says what has to be known."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.gui.saving import suggested, usual_folder
from desktop.model.edits import SetFields
from desktop.model.errors import FileFault
from desktop.model.project import Project
from desktop.session import documents, jobs
from desktop.session.documents import Place
from desktop.store.document_lock import DocumentLock
from desktop.store.project_file import Saved
from tests.gui.window import answers, opened, price
from tests.tiny import tiny_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "motors.dhatu"
    jobs.save_project(tiny_project(), made)
    return made


@pytest.fixture
def window(qtbot: QtBot, path: Path) -> Iterator[Parts]:
    """The window with the file open."""
    with opened() as parts:
        with qtbot.waitSignal(parts.documents.opened):
            parts.documents.open_path(path)
        yield parts


def test_a_file_open_elsewhere_opens_read_only_and_is_saved_under_another_name(
    qtbot: QtBot, parts: Parts, path: Path, tmp_path: Path
) -> None:
    other = DocumentLock(path)
    other.take()
    with qtbot.waitSignal(parts.hub.alerted) as alerted:
        parts.documents.open_path(path)
    assert "is open in another Dhatu on this computer" in alerted.args[0]
    assert parts.window.windowTitle() == "motors.dhatu (read-only)[*] – Dhatu"
    parts.hub.apply(price(1, 6000.0))
    user = answers(parts, tmp_path / "mine.dhatu", choice="save-as")
    with qtbot.waitSignal(parts.hub.said):
        parts.documents.save()
    assert "is open in another Dhatu" in user.asked[0]
    assert parts.window.windowTitle() == "mine.dhatu[*] – Dhatu"
    assert not parts.window.alert_bar.isVisibleTo(parts.window)
    assert jobs.open_project(path).content() == tiny_project().content()
    other.release()


def test_a_file_that_is_free_again_is_saved_as_if_nothing_had_been(qtbot: QtBot, parts: Parts, path: Path) -> None:
    other = DocumentLock(path)
    other.take()
    with qtbot.waitSignal(parts.hub.alerted):
        parts.documents.open_path(path)
    other.release()
    parts.hub.apply(price(1, 6000.0))
    user = answers(parts)
    with qtbot.waitSignal(parts.hub.said):
        parts.documents.save()
    assert user.asked == []
    assert jobs.open_project(path).tables == parts.hub.project.tables


@pytest.mark.parametrize(
    ("choice", "title"), [("take-over", "motors.dhatu"), ("read-only", "motors.dhatu (read-only)")]
)
def test_of_a_marker_of_another_computer_the_user_decides(
    qtbot: QtBot, parts: Parts, path: Path, choice: str, title: str
) -> None:
    path.with_name(f".~lock.{path.name}#").write_text("123\npriya-laptop\n", encoding="utf-8")
    answers(parts, choice=choice)
    with qtbot.waitSignal(parts.documents.opened):
        parts.documents.open_path(path)
    assert parts.window.windowTitle() == f"{title}[*] – Dhatu"


def test_of_a_marker_of_another_computer_nothing_is_opened_when_the_user_steps_back(
    qtbot: QtBot, parts: Parts, path: Path
) -> None:
    path.with_name(f".~lock.{path.name}#").write_text("123\npriya-laptop\n", encoding="utf-8")
    user, before = answers(parts, choice="cancel"), parts.hub.project
    parts.documents.open_path(path)
    qtbot.waitUntil(lambda: bool(user.asked))
    assert parts.hub.project is before


def test_a_file_that_changed_is_overwritten_only_when_the_user_says_so(
    qtbot: QtBot, window: Parts, path: Path, tmp_path: Path
) -> None:
    theirs = tiny_project(scenarios=[])
    window.hub.apply(price(1, 6000.0))
    mine = window.hub.project
    jobs.save_project(theirs, path)
    user = answers(window, tmp_path / "mine.dhatu", choice="cancel")
    window.documents.save()
    qtbot.waitUntil(lambda: bool(user.asked))
    assert "was changed by another program" in user.asked[0]
    assert jobs.open_project(path).content() == theirs.content()
    answers(window, tmp_path / "mine.dhatu", choice="overwrite")
    with qtbot.waitSignal(window.hub.said):
        window.documents.save()
    assert jobs.open_project(path).content() == mine.content()


def test_a_file_that_changed_can_be_read_again(qtbot: QtBot, window: Parts, path: Path) -> None:
    theirs = tiny_project(scenarios=[])
    window.hub.apply(price(1, 6000.0))
    jobs.save_project(theirs, path)
    answers(window, choice="reload")
    with qtbot.waitSignal(window.documents.opened):
        window.documents.save()
    assert window.hub.project.content() == theirs.content()
    assert not window.hub.desk.modified


def test_revert_asks_and_goes_back_to_what_was_saved(qtbot: QtBot, window: Parts) -> None:
    saved = window.hub.project.content()
    window.hub.apply(price(1, 6000.0))
    answers(window, choice="cancel")
    window.actions["revert"].trigger()
    assert window.hub.desk.modified
    answers(window, choice="revert")
    with qtbot.waitSignal(window.documents.opened):
        window.actions["revert"].trigger()
    assert window.hub.project.content() == saved
    assert not window.hub.desk.modified


def test_after_a_save_that_the_disk_did_not_confirm_the_next_one_asks_nothing(
    qtbot: QtBot, window: Parts, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = jobs.save_project

    def unconfirmed(project: Project, to: Path) -> Saved:
        save(project, to)
        raise FileFault("file-not-confirmed", path=str(to), reason="disk I/O error")

    window.hub.apply(price(1, 6000.0))
    with monkeypatch.context() as patch, qtbot.waitSignal(window.hub.alerted) as alerted:
        patch.setattr(jobs, "save_project", unconfirmed)
        window.documents.save()
    assert "the disk did not confirm it" in alerted.args[0]
    assert window.hub.desk.modified
    window.hub.apply(price(1, 6100.0))
    user = answers(window)
    with qtbot.waitSignal(window.hub.said):
        window.documents.save()
    assert user.asked == []
    assert jobs.open_project(path).tables == window.hub.project.tables


@pytest.mark.parametrize("own", [False, True])
def test_an_opening_that_is_stopped_lets_others_have_the_file_unless_it_is_the_open_one(
    qtbot: QtBot, window: Parts, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own: bool
) -> None:
    other = tmp_path / "other.dhatu"
    jobs.save_project(tiny_project(scenarios=[]), other)
    read, found = documents.opened, []

    def stopped(at: Path, current: Place) -> tuple[Project, Place]:
        found.append(read(at, current))  # kept by whoever else looks at it
        window.hub.runner.cancel_all()
        return found[0]

    monkeypatch.setattr(documents, "opened", stopped)
    with qtbot.waitSignal(window.hub.said):
        window.documents.open_path(path if own else other)
    assert window.hub.desk.path == path
    lock = DocumentLock(path if own else other)
    assert (lock.take() is None) is not own
    lock.release()


@pytest.mark.stray_logs
def test_a_save_without_a_backup_says_so(qtbot: QtBot, window: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "backed_up", lambda _: False)
    window.hub.apply(price(1, 6000.0))
    with qtbot.waitSignal(window.hub.alerted) as alerted:
        window.documents.save()
    assert "No backup" in alerted.args[0]
    assert not window.hub.desk.modified


def test_a_save_that_is_stopped_or_asked_for_twice_is_done_and_asks_nothing(
    qtbot: QtBot, window: Parts, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, save = threading.Event(), jobs.save_project

    def slowly(project: Project, to: Path) -> Saved:
        assert go_on.wait(5)
        return save(project, to)

    monkeypatch.setattr(jobs, "save_project", slowly)
    user = answers(window)
    window.hub.apply(price(1, 6000.0))
    window.documents.save()
    window.hub.runner.cancel_all()
    window.hub.apply(price(1, 6100.0))
    window.documents.save()
    go_on.set()
    qtbot.waitUntil(lambda: not window.hub.desk.modified)
    assert user.asked == []
    assert jobs.open_project(path).tables == window.hub.project.tables


def test_what_is_asked_for_while_a_save_fails_is_not_tried(
    qtbot: QtBot, window: Parts, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Path] = []

    def refused(_: Project, to: Path) -> Saved:
        tried.append(to)
        raise FileFault("file-busy", path=str(to), reason="")

    monkeypatch.setattr(jobs, "save_project", refused)
    window.hub.apply(price(1, 6000.0))
    with qtbot.waitSignal(window.hub.alerted):
        window.documents.save()
        window.documents.save()
    assert tried == [path]
    assert list(window.hub.runner.titles) == []


def test_a_save_that_goes_well_takes_away_that_one_failed(
    qtbot: QtBot, window: Parts, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_: object, **__: object) -> Saved:
        raise FileFault("file-not-saved", path=str(tmp_path), reason="the disk is full")

    window.hub.apply(price(1, 6000.0))
    window.hub.said.emit("Saved as motors.dhatu.")
    with monkeypatch.context() as faulty, qtbot.waitSignal(window.hub.alerted):
        faulty.setattr(documents, "save", full)
        window.documents.save()
    assert window.window.alert_bar.isVisibleTo(window.window)
    assert window.window.status.currentMessage() == ""
    answers(window, tmp_path / "elsewhere.dhatu")
    with qtbot.waitSignal(window.hub.said):
        window.documents.save_as()
    assert not window.window.alert_bar.isVisibleTo(window.window)


def test_files_are_suggested_where_the_last_ones_lay_under_names_that_every_system_takes(
    parts: Parts, path: Path, tmp_path: Path
) -> None:
    parts.hub.settings = parts.hub.settings.with_recent(path).with_recent(tmp_path / "gone" / "old.dhatu")
    assert usual_folder(parts.hub) == tmp_path
    parts.hub.apply(SetFields("settings", {1: {"name": "Plan 26/27: motors"}}))
    assert suggested(parts.hub, ".dhatu") == str(tmp_path / "Plan 26-27- motors.dhatu")
