"""The File menu's work: real files written and read back, faults said in words."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.gui.app import Parts
from desktop.model.project import Project
from desktop.session import documents, jobs
from desktop.store.project_file import Saved
from tests.gui.window import answers, price
from tests.tiny import tiny_project


@pytest.fixture
def slow_saving(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Saving waits until it is let through, as on a slow drive."""
    go_on, save, save_as = threading.Event(), jobs.save_project, jobs.save_project_as

    def wait(project: Project, path: Path) -> Saved:
        assert go_on.wait(5)
        return save(project, path)

    def wait_as(project: Project, path: Path, own: Path | None) -> Saved:
        assert go_on.wait(5)
        return save_as(project, path, own)

    monkeypatch.setattr(jobs, "save_project", wait)
    monkeypatch.setattr(jobs, "save_project_as", wait_as)
    yield go_on
    go_on.set()


def test_what_is_saved_under_a_name_opens_again_just_the_same(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    path = tmp_path / "motors.dhatu"
    user = answers(parts, path)
    parts.hub.apply(price(1, 5555.5))
    tables = parts.hub.project.tables
    with qtbot.waitSignal(parts.hub.said) as said:
        parts.documents.save()
    assert said.args == ["Saved as motors.dhatu."]
    assert user.asked[0].endswith("Tiny.dhatu")
    assert not parts.hub.desk.modified
    assert parts.documents.name == "motors.dhatu"
    with qtbot.waitSignal(parts.documents.opened):
        parts.documents.new()
    assert parts.hub.project.tables["offers"] == {}
    assert parts.documents.name == "Untitled"
    with qtbot.waitSignal(parts.documents.opened):
        parts.documents.open()
    assert parts.hub.project.tables == tables
    assert parts.hub.desk.path == path
    assert parts.hub.settings.recent == (str(path.resolve()),)


def test_saving_again_writes_to_the_same_file_and_asks_nothing(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    path = tmp_path / "motors.dhatu"
    user = answers(parts, path)
    with qtbot.waitSignal(parts.hub.said):
        parts.documents.save_as()
    user.asked.clear()
    parts.hub.apply(price(2, 44.0))
    with qtbot.waitSignal(parts.hub.said):
        parts.documents.save()
    assert user.asked == []
    assert jobs.open_project(path).tables == parts.hub.project.tables


def test_an_edit_made_while_the_file_is_written_stays_unsaved(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    answers(parts, tmp_path / "motors.dhatu")
    with qtbot.waitSignal(parts.hub.said):
        parts.documents.save_as()
        parts.hub.apply(price(1, 5300.0))
    assert parts.hub.desk.modified
    assert parts.window.isWindowModified()


def test_a_file_that_cannot_be_read_is_said_in_a_sentence(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    before, path = parts.hub.project, tmp_path / "stranger.dhatu"
    path.write_text("no project at all", encoding="utf-8")
    answers(parts, path)
    with qtbot.waitSignal(parts.hub.alerted):
        parts.documents.open()
    assert parts.window.alert_bar.isVisible()
    shown = parts.window.alert_bar.text
    assert "stranger.dhatu is not a Dhatu project" in shown
    assert "Traceback" not in shown
    assert len(shown.splitlines()) == 1
    assert parts.hub.project is before
    assert parts.hub.desk.path is None


def test_a_file_that_cannot_be_written_leaves_the_work_unsaved(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    answers(parts, tmp_path / "nowhere" / "motors.dhatu")
    parts.hub.apply(price(1, 5300.0))
    with qtbot.waitSignal(parts.hub.alerted) as alerted:
        parts.documents.save()
    assert "motors.dhatu" in alerted.args[0]
    assert parts.window.alert_bar.way_out.isVisible()
    answers(parts, tmp_path / "motors.dhatu")
    with qtbot.waitSignal(parts.hub.said):
        parts.window.alert_bar.way_out.click()
    assert (tmp_path / "motors.dhatu").exists()


def test_a_failed_first_save_names_no_file(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    answers(parts, tmp_path / "nowhere" / "motors.dhatu")
    parts.hub.apply(price(1, 5300.0))
    with qtbot.waitSignal(parts.hub.alerted):
        parts.documents.save()
    assert parts.hub.desk.modified
    assert parts.hub.desk.path is None


def test_an_alert_about_a_file_goes_when_another_file_opens(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    with qtbot.waitSignal(parts.hub.alerted):
        parts.documents.open_path(tmp_path / "gone.dhatu")
    assert parts.window.alert_bar.isVisible()
    with qtbot.waitSignal(parts.documents.opened):
        parts.documents.new()
    assert not parts.window.alert_bar.isVisible()


def test_leaving_unsaved_work_for_another_document_asks_first(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    other, own = tmp_path / "other.dhatu", tmp_path / "own.dhatu"
    jobs.save_project(tiny_project(scenarios=[]), other)
    parts.hub.apply(price(1, 5300.0))
    edited = parts.hub.project
    user = answers(parts, own, leave="cancel")
    parts.documents.open_path(other)
    qtbot.waitUntil(lambda: not parts.hub.runner.titles)
    assert parts.hub.project is edited
    user.leave = "save"
    with qtbot.waitSignal(parts.documents.opened):
        parts.documents.open_path(other)
    assert jobs.open_project(own).tables == edited.tables
    assert parts.hub.project.tables["scenarios"] == {}


def test_nothing_is_asked_about_unsaved_work_for_a_file_that_cannot_be_read(
    qtbot: QtBot, parts: Parts, tmp_path: Path
) -> None:
    (tmp_path / "empty.dhatu").touch()
    parts.hub.apply(price(1, 5300.0))
    edited, user = parts.hub.project, answers(parts, leave="discard")
    with qtbot.waitSignal(parts.hub.alerted) as alerted:
        parts.documents.open_path(tmp_path / "empty.dhatu")
    assert "it is empty or holds something else" in alerted.args[0]
    assert user.asked == []
    assert parts.hub.project is edited


def test_who_stays_after_all_does_not_keep_the_other_file_from_others(
    qtbot: QtBot, parts: Parts, tmp_path: Path
) -> None:
    other = tmp_path / "other.dhatu"
    jobs.save_project(tiny_project(), other)
    parts.hub.apply(price(1, 5300.0))
    user = answers(parts, leave="save")  # and then names no file to save in
    parts.documents.open_path(other)
    qtbot.waitUntil(lambda: bool(user.asked) and not parts.hub.runner.titles)
    _, place = documents.opened(other)
    assert not place.read_only
    place.release()


def test_a_file_written_late_is_not_taken_for_that_of_the_next_document(
    qtbot: QtBot, parts: Parts, tmp_path: Path, slow_saving: threading.Event
) -> None:
    own = tmp_path / "own.dhatu"
    answers(parts, own, leave="discard")
    parts.hub.apply(price(1, 5300.0))
    edited = parts.hub.project
    parts.documents.save()
    with qtbot.waitSignal(parts.documents.opened):
        parts.documents.new()
    with qtbot.waitSignal(parts.hub.said):
        slow_saving.set()
    assert jobs.open_project(own).tables == edited.tables
    assert parts.hub.desk.path is None
    assert not parts.hub.desk.modified


def test_an_edit_made_while_the_work_is_saved_before_leaving_is_asked_about_too(
    qtbot: QtBot, parts: Parts, tmp_path: Path, slow_saving: threading.Event
) -> None:
    parts.hub.apply(price(1, 5300.0))
    user = answers(parts, tmp_path / "own.dhatu", leave="save")
    parts.documents.new()
    parts.hub.apply(price(1, 5400.0))
    edited = parts.hub.project
    user.leave = "cancel"
    user.asked.clear()
    slow_saving.set()
    qtbot.waitUntil(lambda: user.asked == ["own.dhatu"])
    assert parts.hub.project is edited
    assert parts.hub.desk.modified


def test_an_edit_made_while_another_file_is_read_is_asked_about(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    other = tmp_path / "other.dhatu"
    jobs.save_project(tiny_project(scenarios=[]), other)
    user = answers(parts, leave="cancel")
    parts.documents.open_path(other)
    parts.hub.apply(price(1, 5300.0))
    edited = parts.hub.project
    qtbot.waitUntil(lambda: user.asked == ["Tiny"])
    assert parts.hub.project is edited


def test_asking_for_a_file_and_getting_none_does_nothing(parts: Parts) -> None:
    user, before = answers(parts, None), parts.hub.project
    documents = parts.documents
    for command in (documents.open, documents.save, documents.save_as):
        command()
    documents.export_inputs()
    assert len(user.asked) == 4
    assert list(parts.hub.runner.titles) == []
    assert parts.hub.project is before


@pytest.mark.parametrize(("ending", "opens"), [(".dhatu", True), (".DHATU", True), (".txt", False)])
def test_a_dropped_file_is_judged_by_its_ending(
    qtbot: QtBot, parts: Parts, tmp_path: Path, ending: str, opens: bool
) -> None:
    path = tmp_path / f"dropped{ending}"
    jobs.save_project(tiny_project(), path)
    with qtbot.waitSignal(parts.documents.opened if opens else parts.documents.list_dropped):
        parts.documents.open_dropped(str(path))
    assert (parts.hub.desk.path == path) is opens
