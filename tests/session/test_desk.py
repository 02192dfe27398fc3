"""The desk: edits, undo, redo, files and kept plans; any sequence of them keeps its promises."""

from pathlib import Path

import attrs
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from desktop.model.edits import AddRecords, Changes, DropRecords, MoveRows, SetFields
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Item
from desktop.session import documents, jobs
from desktop.session.desk import Desk
from desktop.session.documents import Place
from tests.tiny import tiny_project


def _priced(value: float) -> SetFields:
    return SetFields("offers", {1: {"price": value}})


def test_an_edit_is_one_step_that_undo_takes_back_to_the_same_project() -> None:
    desk = Desk(tiny_project())
    before = desk.project
    assert desk.apply(_priced(6000.0)).tables == {"offers"}
    assert (desk.modified, desk.undo_name, desk.redo_name) == (True, "edit-set", None)
    after = desk.project
    desk.undo()
    assert desk.project is before
    assert (desk.modified, desk.undo_name, desk.redo_name) == (False, None, "edit-set")
    desk.redo()
    assert desk.project is after


def test_an_edit_that_changes_nothing_is_no_step() -> None:
    desk = Desk(tiny_project())
    assert desk.apply(_priced(5000.0)) == Changes()
    assert desk.undo_name is None


def test_another_order_of_rows_is_a_step_that_undo_takes_back_and_a_file_keeps(tmp_path: Path) -> None:
    desk = Desk(tiny_project())
    desk.apply(MoveRows("offers", [2], 1))
    moved = [getattr(offer, "id", "") for offer in desk.project.content()["offers"]]
    assert (moved, desk.undo_name) == (["JL-magnet", "IREL-magnet"], "edit-move")
    documents.save_as(desk.project, tmp_path / "moved.dhatu", desk.place)
    assert jobs.open_project(tmp_path / "moved.dhatu").content() == desk.project.content()
    desk.undo()
    assert list(desk.project.tables["offers"]) == [1, 2]


def test_nothing_happens_when_there_is_nothing_to_undo_or_redo() -> None:
    desk = Desk(tiny_project())
    assert desk.undo() == desk.redo() == Changes()


def test_what_was_worked_out_of_projects_to_go_back_or_forth_to_is_kept_of_the_nearest_alone() -> None:
    desk, seen = Desk(tiny_project()), list[Project]()
    for value in (6000.0, 7000.0, 8000.0):
        seen.append(desk.project)
        assert desk.project.by_id(Item)
        desk.apply(_priced(value))
    assert [bool(project.memo) for project in seen] == [False, False, True]
    while desk.undo_name:
        assert desk.project.by_id(Item)
        desk.undo()
    assert desk.project is seen[0]
    assert [bool(project.memo) for project in seen] == [False, True, False]


def test_a_preview_becomes_the_project_when_its_edit_is_made() -> None:
    desk = Desk(tiny_project())
    seen = desk.preview(_priced(7000.0))
    assert desk.project is not seen
    desk.apply(_priced(7000.0))
    assert desk.project is seen


def test_saving_and_opening_go_through_a_real_file(tmp_path: Path) -> None:
    desk, other = Desk(tiny_project()), Desk(tiny_project())
    desk.apply(_priced(6000.0))
    place, _ = documents.save_as(desk.project, tmp_path / "a.dhatu", desk.place)
    assert desk.note_saved(desk.project, place).file
    assert not desk.modified
    desk.close()
    other.adopt(*documents.opened(tmp_path / "a.dhatu"))
    assert other.project.content() == desk.project.content()
    assert other.path == tmp_path / "a.dhatu"
    other.close()


def test_another_document_has_nothing_to_undo_and_nothing_to_save() -> None:
    desk = Desk(tiny_project(), Place(Path("x.dhatu")))
    desk.apply(_priced(6000.0))
    desk.adopt(jobs.new_project(sample=True))
    assert (desk.path, desk.modified, desk.undo_name) == (None, False, None)
    assert len(desk.project.all(Item)) == 14


def test_a_document_that_is_in_no_file_of_its_own_is_unsaved_from_the_start() -> None:
    desk = Desk(tiny_project())
    desk.adopt(tiny_project(), unsaved=True)
    assert (desk.path, desk.modified, desk.undo_name) == (None, True, None)


def test_edits_made_while_saving_stay_unsaved() -> None:
    desk = Desk(tiny_project())
    written = desk.project
    desk.apply(_priced(6000.0))
    desk.note_saved(written, Place(Path("a.dhatu")))
    assert desk.modified
    desk.undo()
    assert not desk.modified


def test_a_kept_plan_is_found_again_after_undo_and_the_least_used_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.session.desk._PLANS_KEPT", 2)
    desk = Desk(tiny_project())
    plan = jobs.plan(desk.project, "least", "", Silent())
    assert desk.keep(plan) == Changes(plans=True)
    before = desk.project
    desk.apply(_priced(6000.0))
    assert desk.plan("least", "") is None
    desk.undo()
    assert desk.plan("least", "") is plan
    desk.keep(jobs.plan(before, "slow", "", Silent()))
    assert desk.plan("least", "") is plan
    desk.keep(jobs.plan(before, "slow", "base", Silent()))
    assert desk.plan("slow", "") is None
    assert desk.plan("least", "", before) is plan


def _whole(plan: Plan, bound: float) -> Plan:
    return attrs.evolve(plan, answer="whole", bound=bound)


def test_a_whole_plan_takes_the_place_of_the_continuous_one_until_the_next_edit() -> None:
    desk = Desk(tiny_project())
    quick = jobs.plan(desk.project, "least", "", Silent())
    whole = _whole(quick, 0.0)
    desk.keep(quick)
    desk.keep(whole)
    assert desk.plan("least", "") is whole
    desk.keep(quick)
    assert desk.plan("least", "") is whole
    desk.apply(_priced(6000.0))
    newer = jobs.plan(desk.project, "least", "", Silent())
    desk.keep(newer)
    assert desk.plan("least", "") is newer
    desk.undo()
    assert desk.plan("least", "") is whole


def test_a_whole_plan_gives_way_only_to_one_that_is_as_good() -> None:
    desk = Desk(tiny_project())
    quick = jobs.plan(desk.project, "least", "", Silent())
    kept, looser, tighter = (_whole(quick, bound) for bound in (2.0, 1.0, 3.0))
    assert desk.keep(kept) == Changes(plans=True)
    assert desk.keep(looser) == Changes()
    assert desk.plan("least", "") is kept
    assert desk.keep(tighter) == Changes(plans=True)
    assert desk.plan("least", "") is tighter


def test_a_whole_plan_that_gives_up_the_targets_does_not_take_the_place_of_the_continuous_one() -> None:
    desk = Desk(tiny_project())
    quick = jobs.plan(desk.project, "least", "", Silent())
    desk.keep(quick)
    assert desk.keep(attrs.evolve(quick, answer="whole", lost=quick.target)) == Changes()
    assert desk.plan("least", "") is quick


class Session(RuleBasedStateMachine):
    """A random session: whatever is edited, undone, saved and opened, nothing is lost."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk(tiny_project())
        self.past: list[Project] = []
        self.stored: Project | None = None

    @rule(value=st.floats(0, 1e9))
    def price(self, value: float) -> None:
        self._edit(SetFields("offers", {min(self.desk.project.tables["offers"]): {"price": value}}))

    @rule(name=st.text(min_size=1, max_size=5))
    def add(self, name: str) -> None:
        self._edit(AddRecords("items", [Item(id=name)]))

    @precondition(lambda self: len(self.desk.project.tables["items"]) > 1)
    @rule()
    def drop(self) -> None:
        self._edit(DropRecords("items", [max(self.desk.project.tables["items"])]))

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        now = self.desk.project
        self.desk.undo()
        assert self.desk.project is self.past[-1]
        self.desk.redo()
        assert self.desk.project is now
        self.desk.undo()
        self.past.pop()

    @rule()
    def save(self) -> None:
        self.desk.note_saved(self.desk.project, Place(Path("a.dhatu")))
        self.stored = self.desk.project

    @invariant()
    def knows_whether_it_is_modified(self) -> None:
        if self.stored is not None:
            assert self.desk.modified == (self.desk.project is not self.stored)

    def _edit(self, edit: SetFields | AddRecords | DropRecords) -> None:
        before = self.desk.project
        self.desk.apply(edit)
        if self.desk.project is not before:
            self.past.append(before)


TestSession = Session.TestCase
TestSession.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
