"""Every acknowledged edit is in the recovery file: small ones at once, large ones in order, and again after faults."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule

from desktop.model.edits import AddRecords, DropRecords, Edit, ReplaceTables, SetFields
from desktop.model.errors import FileFault
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import Item, Target
from desktop.session import documents, keeper, recovery
from desktop.session.desk import Desk
from desktop.session.keeper import Keeper
from desktop.store import recovery as store
from desktop.store.recovery import Origin, RecoveryFile
from tests.session.crashes import crash
from tests.tiny import FIRST, tiny_project

BIG = [Target(item="motor", month=Month(FIRST.index + at % 6), quantity=float(at)) for at in range(3 * keeper.AT_ONCE)]


def priced(value: float) -> SetFields:
    return SetFields("offers", {1: {"price": value}})


def kept_in(path: Path) -> Project:
    """What a recovery file holds once its program is gone."""
    return store.load(path)


def files() -> list[Path]:
    return sorted(recovery.folder().glob("*.recovery"))


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A desk with a keeper, over the tiny project."""
    made = Desk(tiny_project(), keeper=Keeper(recovery.folder))
    yield made
    made.close()


def test_an_edit_is_in_the_recovery_file_when_it_is_made(desk: Desk) -> None:
    assert files() == []
    desk.apply(priced(6000.0))
    crash(desk)
    (path,) = files()
    assert dict(kept_in(path).tables) == dict(desk.project.tables)


def test_undo_and_redo_are_kept_and_what_is_saved_needs_no_recovery_file(desk: Desk) -> None:
    desk.apply(priced(6000.0))
    desk.apply(priced(7000.0))
    desk.undo()
    assert desk.keeper is not None
    assert desk.keeper._file is not None
    assert desk.keeper._file.kept is desk.project
    desk.undo()
    assert files() == []
    desk.redo()
    assert len(files()) == 1


def test_a_save_and_the_end_of_the_document_take_the_recovery_file_away(desk: Desk, tmp_path: Path) -> None:
    desk.apply(priced(6000.0))
    desk.note_saved(desk.project, documents.save_as(desk.project, tmp_path / "a.dhatu", desk.place)[0])
    assert files() == []
    desk.apply(priced(7000.0))
    assert len(files()) == 1
    desk.close()
    assert files() == []


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Commits wait until they are let through, as on a slow drive."""
    go_on, commit = threading.Event(), RecoveryFile.commit

    def wait(self: RecoveryFile, project: Project, origin: Origin) -> None:
        assert go_on.wait(5)
        commit(self, project, origin)

    monkeypatch.setattr(RecoveryFile, "commit", wait)
    yield go_on
    go_on.set()


def test_a_large_change_is_written_beside_the_window_and_the_next_edit_after_it(
    desk: Desk, slow: threading.Event
) -> None:
    heard: list[str] = []
    assert desk.keeper is not None
    desk.keeper.told = heard.append
    desk.apply(ReplaceTables({"targets": BIG}))
    desk.apply(priced(6000.0))
    assert heard == ["keeping"]
    slow.set()
    crash(desk)
    assert heard == ["keeping", "kept"]
    (path,) = files()
    assert dict(kept_in(path).tables) == dict(desk.project.tables)


def test_a_large_project_is_written_when_it_is_opened_so_that_its_first_edit_is_quick(desk: Desk) -> None:
    assert desk.keeper is not None
    desk.adopt(tiny_project(targets=BIG))
    desk.keeper.wait()
    (path,) = files()
    held = desk.keeper._file
    assert held is not None
    assert held.kept is desk.project
    desk.apply(priced(6000.0))
    assert held.kept is desk.project
    assert files() == [path]
    desk.undo()
    crash(desk)
    assert recovery.left_behind() == ()
    assert files() == []


def test_a_recovery_file_that_is_taken_away_is_made_anew(desk: Desk) -> None:
    desk.apply(priced(6000.0))
    (path,) = files()
    store.discard(path)
    desk.apply(priced(7000.0))
    crash(desk)
    (path,) = files()
    assert dict(kept_in(path).tables) == dict(desk.project.tables)


@pytest.mark.stray_logs
def test_a_fault_of_the_disk_is_told_once_and_the_next_edit_tries_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    assert desk.keeper is not None
    desk.keeper.told = heard.append
    desk.apply(priced(6000.0))

    def full(*_: object) -> None:
        raise FileFault("recovery-not-written", path="")

    with monkeypatch.context() as patch:
        patch.setattr(RecoveryFile, "commit", full)
        desk.apply(priced(6001.0))
        desk.apply(priced(6002.0))
    assert heard == ["failing"]
    assert desk.project.tables["offers"][1].price == 6002.0  # type: ignore[attr-defined]
    desk.apply(priced(6003.0))
    assert heard == ["failing", "kept"]
    crash(desk)
    (path,) = files()
    assert dict(kept_in(path).tables) == dict(desk.project.tables)


@pytest.mark.stray_logs
def test_a_file_that_another_program_holds_goes_later_and_edits_are_kept_meanwhile(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.apply(priced(6000.0))
    (held,) = files()
    with monkeypatch.context() as patch:

        def refuse(_: Path) -> None:
            raise PermissionError

        patch.setattr(store, "discard", refuse)
        desk.undo()
        desk.apply(priced(7000.0))
        assert desk.keeper is not None
        assert desk.keeper.keeping == "kept"
        assert desk.keeper._file is not None
        assert desk.keeper._file.kept is desk.project
        assert held in files()
        assert len(files()) == 2
    desk.undo()
    assert files() == []


@pytest.mark.stray_logs
def test_a_home_that_cannot_be_written_is_told_and_editing_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "taken").touch()
    monkeypatch.setenv("DHATU_HOME", str(tmp_path / "taken"))
    desk = Desk(tiny_project(), keeper=Keeper(recovery.folder))
    desk.apply(priced(6000.0))
    assert desk.keeper is not None
    assert desk.keeper.keeping == "failing"
    assert desk.modified
    desk.close()


class Crashes(RuleBasedStateMachine):
    """After any edits, undos, redos, saves, openings and crashes, recovery gives the last acknowledged project."""

    paths = Bundle("paths")

    def __init__(self) -> None:
        super().__init__()
        self.folder = recovery.folder().parent / "documents"
        self.folder.mkdir(exist_ok=True)
        self.desk = self._started()

    def _started(self) -> Desk:
        return Desk(tiny_project(), keeper=Keeper(recovery.folder))

    @rule(value=st.floats(0, 1e9), row=st.integers(1, 2))
    def price(self, value: float, row: int) -> None:
        if row in self.desk.project.tables["offers"]:
            self._edit(SetFields("offers", {row: {"price": value}}))

    @rule(name=st.text(min_size=1, max_size=5))
    def add(self, name: str) -> None:
        self._edit(AddRecords("items", [Item(id=name)]))

    @precondition(lambda self: self.desk.project.tables["items"])
    @rule(at=st.floats(0, 1, exclude_max=True))
    def drop(self, at: float) -> None:
        rows = list(self.desk.project.tables["items"])
        self._edit(DropRecords("items", [rows[int(at * len(rows))]]))

    @rule(few=st.integers(0, 3))
    def replace(self, few: int) -> None:
        self._edit(ReplaceTables({"targets": BIG[:few] if few else BIG}))

    @rule()
    def undo(self) -> None:
        self.desk.undo()

    @rule()
    def redo(self) -> None:
        self.desk.redo()

    @rule(target=paths, name=st.sampled_from("ab"))
    def save(self, name: str) -> Path:
        path = self.folder / f"{name}.dhatu"
        place, _ = documents.save_as(self.desk.project, path, self.desk.place)
        self.desk.note_saved(self.desk.project, place)
        return path

    @rule(path=paths)
    def open(self, path: Path) -> None:
        self.desk.adopt(*documents.opened(path, self.desk.place))

    @rule()
    def crash(self) -> None:
        project, modified, path = self.desk.project, self.desk.modified, self.desk.path
        crash(self.desk)
        self.desk = self._started()
        left = recovery.left_behind()
        assert len(left) == modified
        if left:
            assert left[0].fault == ""
            self.desk.recover(recovery.take(left[0]))
            assert dict(self.desk.project.tables) == dict(project.tables)
            assert [list(rows) for rows in self.desk.project.tables.values()] == [
                list(rows) for rows in project.tables.values()
            ]
            assert (self.desk.path, self.desk.modified) == (path, True)

    @invariant()
    def at_most_one_file(self) -> None:
        assert len(files()) <= 1

    def teardown(self) -> None:
        self.desk.close()
        assert files() == []

    def _edit(self, edit: Edit) -> None:
        self.desk.apply(edit)


TestCrashes = Crashes.TestCase
TestCrashes.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
