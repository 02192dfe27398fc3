"""A damaged copy is mended so far that the database opens it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.store import wreck
from desktop.store.layout import CURRENT, VERSION
from desktop.store.project_file import save
from tests.tiny import tiny_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "tiny.dhatu"
    save(tiny_project(), made)
    return made


@pytest.mark.parametrize("lost", [0, 16, 18, 28, 40, 56, 60, 68])
def test_a_header_that_is_lost_in_part_or_whole_is_made_again(path: Path, tmp_path: Path, lost: int) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:lost] + bytes(100 - lost) + content[100:])
    with wreck.opened(path, tmp_path) as (db, found):
        assert (found.version, found.layout) == (VERSION, CURRENT)
        assert wreck.noted(db).keys() >= {"format", "layout", "offers"}


def test_the_statements_of_the_tables_are_made_again_from_what_the_file_notes(path: Path, tmp_path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(bytes(4096) + content[4096:])
    with wreck.opened(path, tmp_path) as (db, found):
        assert (found.version, found.layout) == (VERSION, CURRENT)
        assert len(wreck.rows(db, "targets", CURRENT["targets"], 100)) == len(tiny_project().tables["targets"])


def test_rows_between_those_that_cannot_be_read_are_found() -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE TABLE items (row INTEGER PRIMARY KEY, id)")
        rows = [(number, "good" if number % 10 else b"\xff") for number in range(100)]
        db.executemany("INSERT INTO items VALUES (?, CAST(? AS TEXT))", rows)
        found = wreck.rows(db, "items", ("id",), 1 << 20)
    assert found == {number: ("good",) for number in range(100) if number % 10}
