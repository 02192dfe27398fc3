"""Plans are kept beside the project that they are of, and are the first to go."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import attrs
import pytest

from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.session import jobs
from desktop.store import kept_plans
from desktop.store.kept_plans import keep, kept
from desktop.store.project_file import load, save, save_as
from tests.store.test_layout import make_old
from tests.store.test_project_file import OTHER, refused, same
from tests.tiny import tiny_project

PROJECT = tiny_project()


@pytest.fixture(scope="module")
def plan() -> Plan:
    return jobs.plan(PROJECT, "least", "", Silent())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "tiny.dhatu"
    save(PROJECT, made)
    return made


def names(path: Path) -> list[str]:
    return [plan.mix for plan in kept(path, PROJECT).plans]


def named(plan: Plan, *mixes: str) -> list[Plan]:
    return [attrs.evolve(plan, mix=mix) for mix in mixes]


def test_a_plan_is_there_again_for_an_equal_project(path: Path, plan: Plan) -> None:
    assert keep(path, PROJECT, [plan]) == 1
    found = kept(path, load(path))
    assert [(one.mix, one.orders, one.cost) for one in found.plans] == [(plan.mix, plan.orders, plan.cost)]
    assert found.broken == 0
    assert same(load(path), PROJECT)


def test_a_plan_is_of_one_project_only_and_there_again_when_that_comes_back(path: Path, plan: Plan) -> None:
    keep(path, PROJECT, [plan])
    save(OTHER, path)
    assert kept(path, OTHER).plans == ()
    assert keep(path, PROJECT, named(plan, "late")) == 0
    save(PROJECT, path)
    assert names(path) == ["least"]


def test_a_better_plan_takes_the_place_of_the_one_before(path: Path, plan: Plan) -> None:
    keep(path, PROJECT, named(plan, "a", "b"))
    keep(path, PROJECT, [attrs.evolve(plan, mix="a", bound=3.0)])
    assert sorted((one.mix, one.bound) for one in kept(path, PROJECT).plans) == [("a", 3.0), ("b", plan.bound)]


def test_plans_go_along_to_another_file(path: Path, plan: Plan) -> None:
    keep(path, PROJECT, [plan])
    target = path.with_name("copy.dhatu")
    save_as(PROJECT, target, path)
    assert names(target) == ["least"]


def test_the_oldest_of_too_many_go(path: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_plans, "_MOST", 2)
    keep(path, PROJECT, named(plan, "a", "b"))
    keep(path, PROJECT, named(plan, "c"))
    assert names(path) == ["b", "c"]


def test_plans_take_no_more_room_than_there_is(path: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(path, PROJECT, named(plan, "a"))
    with closing(sqlite3.connect(path)) as db:
        (size,) = db.execute("SELECT length(data) FROM dhatu_plans").fetchone()
    monkeypatch.setattr(kept_plans, "_ROOM", 2 * size + 50)
    keep(path, PROJECT, named(plan, "b", "c"))
    assert names(path) == ["b", "c"]
    monkeypatch.setattr(kept_plans, "_LARGEST", size - 50)
    assert keep(path, PROJECT, named(plan, "d")) == 0
    assert names(path) == ["b", "c"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dhatu_plans SET mix = 'other' WHERE row = 1",
        "UPDATE dhatu_plans SET data = x'00' WHERE row = 1",
        "UPDATE dhatu_plans SET data = 'text' WHERE row = 1",
        "UPDATE dhatu_plans SET data = substr(data, 1, 100) WHERE row = 1",
    ],
)
def test_a_plan_changed_by_another_hand_is_dropped_and_the_project_is_not(
    path: Path, plan: Plan, statement: str
) -> None:
    keep(path, PROJECT, named(plan, "a", "b"))
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(statement)
    found = kept(path, PROJECT)
    assert ([one.mix for one in found.plans], found.broken) == (["b"], 1)
    assert same(load(path), PROJECT)


def test_an_older_file_keeps_no_plans(tmp_path: Path, plan: Plan) -> None:
    old = make_old(tmp_path / "old.dhatu", 2)
    assert kept(old, PROJECT).plans == ()
    save(PROJECT, old)
    assert keep(old, PROJECT, [plan]) == 1


def test_a_plan_that_cannot_be_kept_leaves_the_file_as_it_was(path: Path, plan: Plan) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        with pytest.raises(Exception, match="file-busy"):
            keep(path, PROJECT, [plan])
        assert refused(OTHER, path).key == "file-busy"
    assert names(path) == []
