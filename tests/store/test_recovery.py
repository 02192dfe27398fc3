"""Recovery files give back what was committed to the last bit, or say that they cannot."""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from desktop.model.edits import AddRecords, DropRecords, MoveRows, SetFields, apply
from desktop.model.errors import FileFault
from desktop.model.project import Project
from desktop.model.records import Item
from desktop.store import recovery, recovery_head
from desktop.store.columns import Stored
from desktop.store.recovery import InUse, Origin, RecoveryFile
from tests.strategies import projects
from tests.tiny import tiny_project

ORIGIN = Origin(
    "/here/motors.dhatu", "abc", "Motors", True, "priya", "pc-7", 12, dt.datetime(2027, 1, 2, 3, 4, tzinfo=dt.UTC)
)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[RecoveryFile]:
    made = RecoveryFile.create(tmp_path / "1.recovery")
    yield made
    made.close()


def plain(project: Project) -> dict[str, list[tuple[int, object]]]:
    """All rows in their order, with their numbers."""
    return {name: list(rows.items()) for name, rows in project.tables.items()}


def test_what_was_committed_is_there_after_the_end_with_where_it_came_from(file: RecoveryFile) -> None:
    file.commit(tiny_project(), ORIGIN)
    file.close()
    again, origin, project = RecoveryFile.take(file.path)
    assert origin == ORIGIN
    assert again.kept is project
    assert plain(project) == plain(tiny_project())
    again.close()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=projects(), after=projects())
def test_any_project_after_any_other_is_kept_to_the_last_bit(
    tmp_path_factory: pytest.TempPathFactory, before: Project, after: Project
) -> None:
    made = RecoveryFile.create(tmp_path_factory.mktemp("any") / "1.recovery")
    made.commit(before, ORIGIN)
    made.commit(after, ORIGIN)
    made.close()
    assert plain(recovery.load(made.path)) == plain(after)


def test_rows_keep_their_numbers_and_their_order_whatever_is_moved_added_and_dropped(file: RecoveryFile) -> None:
    project = tiny_project()
    for edit in (
        MoveRows("targets", [5], 1),
        AddRecords("items", [Item(id="one more")]),
        DropRecords("targets", [2, 6]),
        MoveRows("targets", [5], 4),
        DropRecords("items", [3]),
    ):
        project = apply(project, edit)
        file.commit(project, ORIGIN)
        file.close()
        file, *_ = RecoveryFile.take(file.path)
        assert file.kept is not None
        assert plain(file.kept) == plain(project)
    file.close()


def test_text_that_no_database_takes_is_kept_all_the_same(file: RecoveryFile) -> None:
    project = apply(tiny_project(), SetFields("items", {1: {"name": "half \ud83d of a sign"}}))
    file.commit(project, ORIGIN)
    file.close()
    assert plain(recovery.load(file.path)) == plain(project)


def test_a_file_in_use_is_left_alone(file: RecoveryFile) -> None:
    file.commit(tiny_project(), ORIGIN)
    with pytest.raises(InUse):
        recovery.look(file.path)
    with pytest.raises(InUse):
        RecoveryFile.take(file.path)
    file.close()
    assert recovery.look(file.path) == ORIGIN
    again, *_ = RecoveryFile.take(file.path)
    with pytest.raises(InUse):
        recovery.look(file.path)
    again.close()


def test_what_was_not_committed_is_as_it_was(file: RecoveryFile, monkeypatch: pytest.MonkeyPatch) -> None:
    file.commit(tiny_project(), ORIGIN)

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(recovery, "_bring_up_to_date", full)
        with pytest.raises(FileFault, match="recovery-not-written"):
            file.commit(apply(tiny_project(), SetFields("offers", {1: {"price": 1.0}})), ORIGIN)
    file.close()
    assert plain(recovery.load(file.path)) == plain(tiny_project())


def test_a_file_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileFault, match="recovery-not-written"):
        RecoveryFile.create(tmp_path / "nowhere" / "1.recovery")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_was_taken_away_is_noticed(file: RecoveryFile) -> None:
    seen = [file.is_there]
    file.path.unlink()
    seen.append(file.is_there)
    assert seen == [True, False]


def test_every_flipped_bit_is_noticed_or_harmless(file: RecoveryFile) -> None:
    file.commit(tiny_project(), ORIGIN)
    file.close()
    whole, wanted = file.path.read_bytes(), plain(tiny_project())
    silent, told = [], set()
    for at in range(0, 8 * len(whole), 8 * len(whole) // 300 + 1):
        damaged = bytearray(whole)
        damaged[at // 8] ^= 1 << at % 8
        file.path.write_bytes(bytes(damaged))
        try:
            if plain(recovery.load(file.path)) != wanted:
                silent.append(at)
        except FileFault as fault:
            told.add(fault.key)
    assert silent == []
    assert told <= {"recovery-damaged", "recovery-other-version"}


def test_a_file_whose_first_commit_never_came_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "1.recovery"
    path.touch()
    assert not recovery.look(path).modified


def test_names_never_meet(tmp_path: Path) -> None:
    at = dt.datetime(2027, 1, 2, tzinfo=dt.UTC)
    first = recovery.new_path(tmp_path, at, 7)
    first.touch()
    assert recovery.new_path(tmp_path, at, 7) != first


def test_after_a_disk_that_failed_when_all_was_written_the_next_state_is_whole(
    file: RecoveryFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.commit(tiny_project(), ORIGIN)
    written: list[str] = []

    class Failing:
        """Tells of a fault after the commit, as a disk does that cannot sync the end of the journal."""

        def __init__(self, db: sqlite3.Connection) -> None:
            self._db = db

        def __getattr__(self, name: str) -> object:
            return getattr(self._db, name)

        def execute(self, statement: str, values: tuple[Stored, ...] = ()) -> sqlite3.Cursor:
            found = self._db.execute(statement, values)
            if statement == "COMMIT" and not written:
                written.append(statement)
                raise sqlite3.OperationalError("disk I/O error")
            return found

    monkeypatch.setattr(file, "_db", Failing(file._db))
    more = apply(tiny_project(), AddRecords("items", (Item(id="late", name="Late"),)))
    with pytest.raises(FileFault):
        file.commit(more, ORIGIN)
    file.commit(tiny_project(), ORIGIN)
    file.close()
    assert recovery.load(file.path).content() == tiny_project().content()


def test_a_file_that_is_only_looked_at_is_taken_once_the_look_is_over(file: RecoveryFile) -> None:
    file.commit(tiny_project(), ORIGIN)
    file.close()
    looking = sqlite3.connect(file.path, isolation_level=None, check_same_thread=False)
    looking.execute("BEGIN")
    looking.execute("SELECT count(*) FROM items").fetchone()
    over = threading.Timer(0.1, looking.close)
    over.start()
    taken, _, project = RecoveryFile.take(file.path)
    over.join()
    assert plain(project) == plain(tiny_project())
    taken.close()


def test_a_file_in_the_making_is_nobodys_to_delete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[type[BaseException]] = []
    make_empty = recovery_head.make_empty

    def meanwhile(db: sqlite3.Connection) -> None:
        with pytest.raises(InUse) as refused:
            recovery.discard_unused(tmp_path / "1.recovery")
        seen.append(refused.type)
        make_empty(db)

    monkeypatch.setattr(recovery, "make_empty", meanwhile)
    file = RecoveryFile.create(tmp_path / "1.recovery")
    assert file.is_there
    assert seen == [InUse]
    file.close()
    recovery.discard_unused(file.path)
    assert list(tmp_path.iterdir()) == []
