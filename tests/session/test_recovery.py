"""What crashes left is found, compared with its file, and let go of only when the user says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.model.edits import SetFields
from desktop.session import documents, jobs, recovery
from desktop.session.desk import Desk
from desktop.session.keeper import Keeper
from tests.session.crashes import crashed
from tests.tiny import tiny_project


def priced(value: float) -> SetFields:
    return SetFields("offers", {1: {"price": value}})


def test_what_crashes_left_is_found_the_newest_first_with_what_differs(tmp_path: Path) -> None:
    path = tmp_path / "motors.dhatu"
    jobs.save_project(tiny_project(), path)
    crashed(documents.opened(path), priced(7777.0))
    crashed((tiny_project(), documents.NOWHERE), priced(8888.0))
    nowhere, left = recovery.left_behind()
    assert (nowhere.origin.path, left.origin.path) == ("", str(path))
    found = recovery.compared(left)
    assert (found.records, found.tables) == (1, ("offers",))
    assert recovery.compared(nowhere).records is None
    path.unlink()
    assert recovery.compared(left).records is None


def test_what_is_saved_already_is_not_offered(tmp_path: Path) -> None:
    path = tmp_path / "motors.dhatu"
    jobs.save_project(tiny_project(), path)
    project = crashed(documents.opened(path), priced(7777.0))
    assert len(recovery.left_behind()) == 1
    jobs.save_project(project, path)
    assert recovery.left_behind() == ()
    assert list(recovery.folder().iterdir()) == []


def test_the_file_of_a_program_that_runs_is_not_offered() -> None:
    desk = Desk(tiny_project(), keeper=Keeper(recovery.folder))
    desk.apply(priced(7777.0))
    assert recovery.left_behind() == ()
    desk.close()


def test_a_file_that_cannot_be_read_is_named_and_stays() -> None:
    torn = recovery.folder() / "20270101-000000-1-1.recovery"
    torn.write_bytes(b"torn")
    (left,) = recovery.left_behind()
    assert (left.path, left.fault) == (torn, "recovery-damaged")
    assert torn.exists()
    recovery.discard(left)
    assert not torn.exists()


def test_a_file_that_cannot_be_opened_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    crashed((tiny_project(), documents.NOWHERE), priced(8888.0))
    closed, gone = (recovery.folder() / f"20270101-000000-1-{number}.recovery" for number in (1, 2))
    closed.mkdir()
    (there,) = (left for left in recovery.left_behind() if not left.fault)
    found = {left.path: left.fault for left in recovery.left_behind()}
    assert found == {there.path: "", closed: "recovery-closed"}
    monkeypatch.setattr(Path, "glob", lambda *_: iter([gone, there.path]))
    assert [left.path for left in recovery.left_behind()] == [there.path]


def test_a_file_taken_by_another_meanwhile_is_not_discarded() -> None:
    crashed((tiny_project(), documents.NOWHERE), priced(8888.0))
    (left,) = recovery.left_behind()
    taken = recovery.take(left)
    recovery.discard(left)
    assert left.path.exists()
    taken.file.close()
    recovery.discard(left)
    assert not left.path.exists()


def test_what_can_be_read_of_a_damaged_file_is_read_and_the_file_put_aside() -> None:
    project = crashed((tiny_project(), documents.NOWHERE), priced(8888.0))
    (left,) = recovery.left_behind()
    content = bytearray(left.path.read_bytes())
    content[content.index(b"assembly")] ^= 1
    left.path.write_bytes(content)
    found = recovery.salvage(left)
    assert found.tables == (("Recipes", 1),)
    assert found.read == sum(map(len, project.tables.values())) - 1
    assert recovery.left_behind() == (left,)
    assert recovery.put_aside(left).read_bytes() == content
    assert recovery.left_behind() == ()


def test_a_home_that_cannot_be_read_holds_nothing_to_recover(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    monkeypatch.setenv("DHATU_HOME", str(tmp_path / "taken"))
    assert recovery.left_behind() == ()
