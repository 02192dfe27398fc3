"""Files of older versions lack tables and columns; what they hold is read, and the rest is as it is by default."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.model.records import TABLE, TABLES
from desktop.store.layout import APPLICATION_ID, CURRENT, NOTE, VERSION, layout_of, statements
from desktop.store.project_file import load, save
from tests.store.test_project_file import OTHER, fault, same
from tests.tiny import tiny_project


def make_old(path: Path, version: int) -> Path:
    """The tiny project as an older version of the program wrote it."""
    written = Path(__file__).with_name(f"version_{version}.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript(written)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {version}")
    return path


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The file that the first version wrote."""
    return make_old(tmp_path / "old.dhatu", 1)


def alter(path: Path, *statements: str) -> None:
    """Change a file behind the program's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for statement in statements:
            db.execute(statement)


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        (found,) = db.execute("PRAGMA user_version").fetchone()
        return int(found)


def test_a_file_of_the_first_version_is_read_with_the_defaults_of_what_it_lacks(old: Path) -> None:
    project = load(old)
    assert same(project, tiny_project())
    assert (project.settings.near_months, project.settings.storage_limit) == (12, None)
    assert project.tables["issued"] == {}
    assert version(old) == 1


@pytest.mark.parametrize("number", range(1, VERSION))
def test_a_file_of_every_older_version_is_read(tmp_path: Path, number: int) -> None:
    assert same(load(make_old(tmp_path / "old.dhatu", number)), tiny_project())


@pytest.mark.parametrize("number", range(1, VERSION))
def test_saving_makes_an_older_file_one_of_today_and_keeps_it_under_another_name(tmp_path: Path, number: int) -> None:
    old = make_old(tmp_path / "old.dhatu", number)
    was = old.read_bytes()
    kept = save(OTHER, old).kept
    assert version(old) == VERSION
    assert same(load(old), OTHER)
    assert kept == old.with_name(f"old (format {number}).dhatu")
    assert kept.read_bytes() == was
    assert {*old.parent.iterdir()} == {old, kept}


def test_another_older_file_is_kept_under_a_name_of_its_own(old: Path) -> None:
    first = save(OTHER, old).kept
    old.unlink()
    second = save(OTHER, make_old(old, 1)).kept
    assert [path and path.name for path in (first, second)] == ["old (format 1).dhatu", "old (format 1, 2).dhatu"]
    assert save(OTHER, old).kept is None


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE offers SET price = 1 WHERE row = 0", "digest"),
        ("UPDATE settings SET months = 7", "digest"),
        ("ALTER TABLE targets DROP COLUMN quantity", "digest"),
        ("DROP TABLE targets", "digest"),
        ("ALTER TABLE items ADD COLUMN more", "schema"),
        ('ALTER TABLE items RENAME COLUMN "name" TO "nome"', "schema"),
        ("CREATE TABLE more (a)", "schema"),
        ("DROP TABLE dhatu_file", "schema"),
    ],
)
def test_an_older_file_is_believed_no_more_than_a_new_one(old: Path, statement: str, reason: str) -> None:
    alter(old, statement)
    found = fault(old)
    assert (found.key, found.values["reason"]) == ("file-damaged", reason)


def test_a_file_of_today_must_have_everything(tmp_path: Path) -> None:
    path = tmp_path / "new.dhatu"
    save(tiny_project(), path)
    alter(path, "DROP TABLE issued")
    assert fault(path).values["reason"] == "digest"


def test_a_layout_is_told_by_the_statements_that_make_it() -> None:
    assert layout_of(statements(CURRENT)) == CURRENT
    few = {"items": ("id", "name"), "targets": ("item",)}
    assert layout_of(statements(few, 1), 1) == few
    assert layout_of(statements(few, 2), 1) == few
    assert layout_of(statements(few)) == few
    assert layout_of(statements(CURRENT), 2) is None
    assert layout_of({NOTE: statements({})[NOTE]}, 1) == {}
    assert layout_of({}, 1) is None
    assert layout_of({**statements(few, 1), "more": "CREATE TABLE more (a)"}, 1) is None
    assert layout_of({**statements(few, 1), "items": "CREATE VIEW items AS SELECT 1"}, 1) is None


def test_today_s_layout_is_that_of_the_records() -> None:
    assert list(CURRENT) == [table.name for table in TABLES]
    assert all(list(names) == list(TABLE[name].field) for name, names in CURRENT.items())
