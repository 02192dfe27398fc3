"""Files of older versions lack tables and columns; what they hold is read, and the rest is as it is by default."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.model.records import TABLE, TABLES
from desktop.store.layout import CURRENT, NOTE, layout_of, statements
from desktop.store.project_file import APPLICATION_ID, VERSION, load, save
from tests.store.test_project_file import OTHER, fault, same
from tests.tiny import tiny_project

VERSION_1 = Path(__file__).with_name("version_1.sql")
"""The tiny project as the first version of the program wrote it."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The file that the first version wrote."""
    path = tmp_path / "old.dhatu"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript(VERSION_1.read_text(encoding="utf-8"))
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA user_version = 1")
    return path


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


def test_saving_makes_an_older_file_one_of_today(old: Path) -> None:
    save(OTHER, old)
    assert version(old) == VERSION
    assert same(load(old), OTHER)
    assert list(old.parent.iterdir()) == [old]


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
    assert fault(path).values["reason"] == "schema"


def test_a_layout_is_told_by_the_statements_that_make_it() -> None:
    assert layout_of(statements(CURRENT)) == CURRENT
    few = {"items": ("id", "name"), "targets": ("item",)}
    assert layout_of(statements(few)) == few
    assert layout_of({NOTE: statements({})[NOTE]}) == {}
    assert layout_of({}) is None
    assert layout_of({**statements(few), "more": "CREATE TABLE more (a)"}) is None
    assert layout_of({**statements(few), "items": "CREATE VIEW items AS SELECT 1"}) is None


def test_today_s_layout_is_that_of_the_records() -> None:
    assert list(CURRENT) == [table.name for table in TABLES]
    assert all(list(names) == list(TABLE[name].field) for name, names in CURRENT.items())
