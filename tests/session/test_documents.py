"""Documents: locked while they are open, backed up before they are overwritten, never overwritten unasked."""

from __future__ import annotations

import resource
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs
import pytest

from desktop.model.errors import FileFault
from desktop.session import documents, jobs
from desktop.session.documents import NOWHERE, ChangedMeanwhile, Unconfirmed
from desktop.store import database, stamps, whole_file
from desktop.store.recovery import Origin
from tests.tiny import tiny_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "motors.dhatu"
    jobs.save_project(tiny_project(), made)
    return made


def marker(path: Path, host: str) -> Path:
    found = path.with_name(f".~lock.{path.name}#")
    found.write_text(f"123\n{host}\n", encoding="utf-8")
    return found


def test_who_opens_a_file_second_may_look_and_saves_elsewhere(path: Path, tmp_path: Path) -> None:
    _, first = documents.opened(path)
    project, second = documents.opened(path)
    assert (first.read_only, second.read_only) == (False, True)
    assert second.holder is not None
    with pytest.raises(FileFault, match="file-held"):
        documents.save_as(project, path, second)
    elsewhere, _ = documents.save_as(project, tmp_path / "mine.dhatu", second)
    assert not elsewhere.read_only
    first.release()
    assert not documents.taken_again(second).read_only
    documents.taken_again(second).release()
    elsewhere.release()


def test_the_same_document_opened_again_stays_ours(path: Path) -> None:
    _, first = documents.opened(path)
    _, again = documents.opened(path, first)
    assert not again.read_only
    assert again.lock is first.lock
    first.release()


def test_a_marker_of_another_computer_is_pushed_aside_when_the_user_says_so(path: Path) -> None:
    marker(path, "priya-laptop")
    _, place = documents.opened(path)
    assert place.holder is not None
    assert not place.holder.here
    assert documents.taken_again(place).holder is not None
    ours = documents.taken_again(place, by_force=True)
    assert not ours.read_only
    ours.release()


def test_a_save_leaves_a_backup_of_what_was_there(path: Path) -> None:
    project, place = documents.opened(path)
    documents.save(tiny_project(scenarios=[]), place)
    (backup,) = documents.backups_found()
    assert jobs.open_project(backup.path).content() == project.content()
    place.release()


@pytest.mark.stray_logs
def test_a_backup_that_cannot_be_made_does_not_stop_the_save(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "taken").touch()
    monkeypatch.setenv("DHATU_HOME", str(tmp_path / "taken"))
    _, place = documents.opened(path)
    _, outcome = documents.save(tiny_project(scenarios=[]), place)
    assert not outcome.backed_up
    assert jobs.open_project(path).content() == tiny_project(scenarios=[]).content()
    place.release()


def test_a_file_that_another_program_changed_is_not_overwritten_unasked(path: Path) -> None:
    project, place = documents.opened(path)
    jobs.save_project(tiny_project(scenarios=[]), path)
    with pytest.raises(ChangedMeanwhile):
        documents.save(project, place)
    assert jobs.open_project(path).content() == tiny_project(scenarios=[]).content()
    place, _ = documents.save(project, place, over=True)
    assert jobs.open_project(path).content() == project.content()
    documents.save(tiny_project(items=[]), place)
    place.release()


def test_a_file_that_is_gone_is_simply_written_again(path: Path) -> None:
    project, place = documents.opened(path)
    path.unlink()
    documents.save(project, place)
    assert jobs.open_project(path).content() == project.content()
    place.release()


@pytest.mark.stray_logs
@pytest.mark.parametrize("in_place", [True, False])
def test_a_save_that_the_disk_did_not_confirm_is_told_as_that_and_is_no_change_of_somebody_else(
    path: Path, monkeypatch: pytest.MonkeyPatch, in_place: bool
) -> None:
    if not in_place:  # then a new file takes the place of the old one
        path.write_bytes(path.read_bytes()[:-5000])
    _, place = documents.opened(path) if in_place else (None, documents.taken(path, stamps.stamp(path)))
    with monkeypatch.context() as patch:
        if in_place:
            patch.setattr(database, "transaction", failing_at_the_end)
        else:
            patch.setattr(whole_file, "sync_folder", refused)
        with pytest.raises(Unconfirmed, match="file-not-confirmed") as unconfirmed:
            documents.save(tiny_project(scenarios=[]), place)
    assert jobs.open_project(path).content() == tiny_project(scenarios=[]).content()
    documents.save(tiny_project(items=[]), unconfirmed.value.place)
    assert jobs.open_project(path).content() == tiny_project(items=[]).content()
    place.release()


def refused(_: Path) -> None:
    raise OSError(5, "Input/output error")


@contextmanager
def failing_at_the_end(db: sqlite3.Connection, _: str) -> Iterator[None]:
    """A transaction that is done, and told as failed, as when the disk cannot sync the end of the journal."""
    db.execute("BEGIN IMMEDIATE")
    yield
    db.execute("COMMIT")
    raise sqlite3.OperationalError("disk I/O error")


def test_a_version_that_the_disk_did_not_confirm_is_no_change_of_somebody_else(path: Path) -> None:
    project, place = documents.opened(path)

    def changed_unconfirmed() -> None:
        jobs.save_project(tiny_project(scenarios=[]), path)
        raise FileFault("file-not-confirmed", path=str(path), reason="Input/output error")

    with pytest.raises(documents.Unconfirmed) as caught:
        documents.touched(place, changed_unconfirmed)
    assert caught.value.before is place
    where, _ = documents.save(project, caught.value.place)
    where.release()


def test_a_change_of_our_own_beside_the_project_is_no_change_of_somebody_else(path: Path) -> None:
    project, place = documents.opened(path)
    place = documents.touched(place, lambda: jobs.save_project(tiny_project(scenarios=[]), path))
    place, _ = documents.save(project, place)
    jobs.save_project(tiny_project(items=[]), path)
    place = documents.touched(place, lambda: None)
    with pytest.raises(ChangedMeanwhile):
        documents.save(project, place)
    place.release()


def test_a_recovered_document_knows_whether_its_file_is_still_as_it_was(path: Path) -> None:
    project, place = documents.opened(path)
    origin = documents.origin_of(place, project, modified=True)
    assert (origin.path, origin.name) == (str(path), "Tiny")
    place.release()
    again = documents.place_of(origin)
    place, _ = documents.save(project, again)
    place.release()
    again = documents.place_of(attrs.evolve(origin, digest="of another content"))
    with pytest.raises(ChangedMeanwhile):
        documents.save(project, again)
    again.release()
    assert documents.place_of(Origin()) == NOWHERE


def test_a_document_recovered_while_its_file_is_open_here_goes_on_with_the_lock(path: Path) -> None:
    project, place = documents.opened(path)
    again = documents.place_of(documents.origin_of(place, project, modified=True), place)
    assert not again.read_only
    assert again.lock is place.lock
    place.release()


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """No file of this process may grow beyond so many bytes, as on a disk without room."""
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.stray_logs
def test_a_full_disk_leaves_the_file_as_it_was_and_the_project_can_be_saved_later(path: Path, tmp_path: Path) -> None:
    _, place = documents.opened(path)
    larger = tiny_project(targets=tiny_project().all(type(tiny_project().tables["targets"][1])) * 500)
    before = path.read_bytes()
    with full_disk(len(before)), pytest.raises(FileFault, match="file-not-saved"):
        documents.save(larger, place)
    assert jobs.open_project(path).content() == tiny_project().content()
    elsewhere, _ = documents.save_as(larger, tmp_path / "elsewhere.dhatu", place)
    assert jobs.open_project(tmp_path / "elsewhere.dhatu").content() == larger.content()
    elsewhere.release()
    place.release()


def test_a_folder_that_vanished_is_said_and_the_project_can_be_saved_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    jobs.save_project(tiny_project(), folder / "motors.dhatu")
    project, place = documents.opened(folder / "motors.dhatu")
    place.release()
    (folder / "motors.dhatu").unlink()
    folder.rmdir()
    with pytest.raises(FileFault) as fault:
        documents.save(project, place)
    assert fault.value.values["reason"] == "there is no such folder"
    elsewhere, _ = documents.save_as(project, tmp_path / "elsewhere.dhatu", place)
    assert jobs.open_project(tmp_path / "elsewhere.dhatu").content() == project.content()
    elsewhere.release()
