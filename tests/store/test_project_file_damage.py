"""A file that is missing, foreign, newer, changed or damaged is told as such and never believed."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from desktop.model.errors import FileFault
from desktop.store import columns, database, project_file
from desktop.store.layout import VERSION
from desktop.store.project_file import load, save, save_as
from desktop.store.versions import Version, add_version, versions
from tests.store.test_project_file import LARGE, OTHER, fault, inode, same
from tests.tiny import tiny_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The tiny project in a file."""
    made = tmp_path / "tiny.dhatu"
    save(tiny_project(), made)
    return made


def alter(path: Path, *statements: str) -> None:
    """Change a file behind the program's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for statement in statements:
            db.execute(statement)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    assert fault(tmp_path / "none.dhatu").key == "file-missing"
    assert fault(tmp_path).key == "file-is-folder"
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_another_program_is_a_stranger(tmp_path: Path) -> None:
    text, empty, database = tmp_path / "a.txt", tmp_path / "b", tmp_path / "c.sqlite"
    text.write_text("item,price\nmagnet,5000\n" * 50)
    empty.touch()
    alter(database, "CREATE TABLE items (id TEXT)")
    assert [fault(path).key for path in (text, empty, database)] == ["file-stranger"] * 3


def test_a_file_of_a_newer_version_says_which(path: Path) -> None:
    alter(path, "PRAGMA user_version = 7")
    found = fault(path)
    assert found.key == "file-newer"
    assert (found.values["version"], found.values["known"]) == (7, VERSION)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE more (a)",
        "CREATE VIEW more AS SELECT 1",
        "CREATE TRIGGER more AFTER DELETE ON items BEGIN SELECT 1; END",
        "CREATE INDEX more ON items (id)",
        "ALTER TABLE items ADD COLUMN more",
    ],
)
def test_anything_beside_our_own_tables_is_damage_and_is_not_written_into(path: Path, statement: str) -> None:
    alter(path, statement)
    found = fault(path)
    assert (found.key, found.values["reason"]) == ("file-damaged", "schema")
    save(OTHER, path)
    assert same(load(path), OTHER)


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("DROP TABLE items", "digest"),
        ("UPDATE offers SET price = 1 WHERE row = 0", "digest"),
        ("DELETE FROM targets WHERE row = 5", "digest"),
        ("DELETE FROM dhatu_file", "digest"),
        ("UPDATE offers SET price = 'dear'", "could not convert string to float: 'dear'"),
        ("UPDATE settings SET months = 1e999", "cannot convert float infinity to integer"),
    ],
)
def test_a_value_changed_by_another_hand_is_told(path: Path, statement: str, reason: str) -> None:
    alter(path, statement)
    found = fault(path)
    assert (found.key, found.values["reason"]) == ("file-damaged", reason)


def test_text_that_is_no_unicode_is_damage(path: Path) -> None:
    alter(path, "UPDATE items SET name = CAST(x'ff41' AS TEXT)")
    assert fault(path).key == "file-damaged"


def test_a_file_made_to_be_endless_is_given_up(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(LARGE, path)
    monkeypatch.setattr(database, "_MOST_STEPS", 3)
    found = fault(path)
    assert (found.key, found.values["reason"]) == ("file-damaged", "interrupted")


def outcomes(path: Path, versions: Iterable[bytes]) -> Counter[str]:
    """How often a file of the tiny project, damaged in many ways, was refused, and how often read unharmed."""
    found: Counter[str] = Counter()
    for content in versions:
        path.write_bytes(content)
        try:
            project = load(path)
        except FileFault as error:
            found[error.key] += 1
        else:
            found["unharmed" if same(project, tiny_project()) else "wrong"] += 1
    return found


def test_a_truncated_file_is_never_believed(path: Path) -> None:
    whole = path.read_bytes()
    found = outcomes(path, (whole[:length] for length in range(0, len(whole) - 4096, 1499)))
    assert found.keys() <= {"file-damaged", "file-stranger", "unharmed"}
    assert found["unharmed"] <= 3  # where the lost pages were empty ones


def test_a_flipped_bit_is_told_or_changes_nothing(path: Path) -> None:
    whole = path.read_bytes()

    def flipped(at: int) -> bytes:
        return whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :]

    found = outcomes(path, map(flipped, [*range(100), *range(100, len(whole), 97)]))
    assert found.keys() <= {"file-damaged", "file-stranger", "file-newer", "unharmed"}
    assert found["file-damaged"] > 20


def test_more_rows_than_fit_in_memory_are_refused_before_any_is_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = sum(map(len, tiny_project().tables.values()))
    monkeypatch.setattr(project_file, "MOST_ROWS", rows)
    assert same(load(path), tiny_project())
    monkeypatch.setattr(project_file, "MOST_ROWS", rows - 1)
    monkeypatch.setattr(columns, "record_of", None)
    found = fault(path)
    assert (found.key, found.values["rows"], found.values["most"]) == ("file-too-many-rows", rows, rows - 1)


def test_a_file_that_could_not_be_opened_again_is_not_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    was = path.read_bytes()
    monkeypatch.setattr(project_file, "MOST_ROWS", 1)
    for place in (path, path.with_name("new.dhatu")):
        with pytest.raises(FileFault) as caught:
            save(OTHER, place)
        assert caught.value.key == "file-too-many-rows-to-save"
    assert path.read_bytes() == was
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("failing", ["format_of", "refuse_unreadable"])
def test_what_could_not_be_read_for_a_moment_is_no_damage(
    path: Path, failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_version(path, tiny_project(), Version(0, "issued", "", dt.datetime(2027, 3, 12, tzinfo=dt.UTC), "", ""))
    before, work, failed = inode(path), getattr(database, failing), [False]

    def once(*given: object) -> object:
        if failed[0]:
            return work(*given)
        failed[0] = True
        raise FileFault("file-damaged", path=str(path), reason="disk I/O error")

    for act in (lambda: save(OTHER, path), lambda: load(path), lambda: save_as(OTHER, path.with_name("b.dhatu"), path)):
        failed[0] = False
        with monkeypatch.context() as patch:
            patch.setattr(database, failing, once)
            act()
        assert failed[0]
    assert same(load(path), OTHER)
    assert inode(path) == before
    assert {found.name for found in path.parent.iterdir()} == {path.name, "b.dhatu"}
    assert [len(versions(each)) for each in (path, path.with_name("b.dhatu"))] == [1, 1]
