"""A project comes back as it was saved, and a save that fails or is killed leaves the file as it was."""

from __future__ import annotations

import math
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given

from desktop.model.errors import FileFault
from desktop.model.project import Project
from desktop.model.records import TABLES, Item, Offer, Settings, Table
from desktop.store import columns
from desktop.store.columns import Row
from desktop.store.project_file import load, save
from desktop.text.messages import sentence
from tests.strategies import projects
from tests.tiny import tiny_project, tiny_rows

OTHER = tiny_project(items=tiny_rows("items", "magnet", holding_cost=11.0))
LARGE = tiny_project(items=[Item(id=f"item {number}" * 50) for number in range(500)])

DYING = """
import os, sys
from pathlib import Path
from desktop.store import columns, project_file
from tests.store.test_project_file import OTHER

write = columns.write_rows

def dying(db, table, records):
    db.execute("PRAGMA cache_size = 1")  # changed pages reach the file before the transaction ends
    write(db, table, records)
    if table.name == sys.argv[2]:
        os._exit(9)

columns.write_rows = dying
project_file.save(OTHER, Path(sys.argv[1]))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The tiny project in a file."""
    made = tmp_path / "tiny.dhatu"
    save(tiny_project(), made)
    return made


def fault(path: Path) -> FileFault:
    """What is said of a file that must not load."""
    with pytest.raises(FileFault) as caught:
        load(path)
    assert str(path) in sentence(caught.value)
    return caught.value


def refused(project: Project, path: Path) -> FileFault:
    """What is said when a project cannot be saved."""
    with pytest.raises(FileFault) as caught:
        save(project, path)
    assert str(path) in sentence(caught.value)
    return caught.value


def same(found: Project, wanted: Project) -> bool:
    return found.content() == wanted.content()


def inode(path: Path) -> int:
    return path.stat().st_ino


@given(projects())
def test_a_project_comes_back_as_it_was_saved(project: Project) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.dhatu"
        save(project, path)
        assert same(load(path), project)


def test_numbers_without_end_and_texts_with_anything_in_them_survive(tmp_path: Path) -> None:
    path = tmp_path / "odd.dhatu"
    odd = tiny_project(
        offers=[
            Offer(id="a\0b\r\n'\";--", price=math.inf, freight=-math.inf, customs_duty=-0.0),
            Offer(id="\U0001f9f2", price=1e-320),
        ],
        settings=[Settings(months=10**30)],
    )
    save(odd, path)
    assert same(load(path), odd)


def test_an_unknown_number_survives(tmp_path: Path) -> None:
    path = tmp_path / "odd.dhatu"
    save(tiny_project(offers=[Offer(id="A", price=math.nan)]), path)
    (found,) = load(path).all(Offer)
    assert math.isnan(found.price)


def test_a_file_bears_the_mark_of_the_format(path: Path) -> None:
    header = path.read_bytes()[:72]
    assert header[68:] == b"Dhtu"
    assert list(path.parent.iterdir()) == [path]


def test_an_existing_project_is_changed_in_place(path: Path) -> None:
    before = inode(path)
    save(OTHER, path)
    assert inode(path) == before
    assert same(load(path), OTHER)
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("name", ["a b%20?#&.dhatu", "धातु.dhatu", "no ending"])
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    save(tiny_project(), tmp_path / name)
    save(OTHER, tmp_path / name)
    assert same(load(tmp_path / name), OTHER)
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_whatever_else_lies_at_the_place_is_replaced(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "was.dhatu"
    path.write_bytes(content)
    path.with_name("was.dhatu-journal").write_bytes(b"\xd9\xd5\x05\xf9 \xa1c\xd7" + b"\0" * 600)
    save(tiny_project(), path)
    assert same(load(path), tiny_project())
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.dhatu"
    link.symlink_to(path)
    save(OTHER, link)
    assert link.is_symlink()
    assert same(load(path), OTHER)
    path.write_text("not a project")
    save(tiny_project(), link)
    assert link.is_symlink()
    assert same(load(link), tiny_project())


def test_a_text_that_no_file_can_keep_is_named_and_the_file_is_as_it_was(path: Path, tmp_path: Path) -> None:
    unfit = tiny_project(items=[Item(id="half \ud83d")])
    found = refused(unfit, path)
    assert (found.key, found.values["text"]) == ("file-text-unfit", r"'half \ud83d'")
    assert same(load(path), tiny_project())
    assert refused(unfit, tmp_path / "new.dhatu").key == "file-text-unfit"
    assert list(tmp_path.iterdir()) == [path]


def test_a_text_too_long_for_a_file_is_refused_and_the_file_is_as_it_was(path: Path) -> None:
    assert refused(tiny_project(items=[Item(id="x" * 4_000_001)]), path).key == "file-not-saved"
    assert same(load(path), tiny_project())


def test_a_place_that_cannot_be_written_is_said_and_left_clean(tmp_path: Path) -> None:
    found = refused(OTHER, tmp_path / "no folder" / "a.dhatu")
    assert (found.key, found.values["reason"]) == ("file-not-saved", "there is no such folder")
    folder = tmp_path / "folder"
    folder.mkdir()
    assert refused(OTHER, folder).key == "file-is-folder"
    assert list(tmp_path.iterdir()) == [folder]


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (PermissionError(13, "Permission denied"), "you may not write there"),
        (FileNotFoundError(2, "No such file or directory"), "there is no such folder"),
        (OSError(28, "No space left on device"), "the disk is full"),
        (OSError("odd"), "odd"),
    ],
)
def test_why_a_new_file_cannot_be_written_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, reason: str
) -> None:
    def refuse(_: Path, __: Path) -> None:
        raise error

    monkeypatch.setattr(Path, "replace", refuse)
    found = refused(OTHER, tmp_path / "a.dhatu")
    assert (found.key, found.values["reason"]) == ("file-not-saved", reason)


def test_a_folder_that_may_not_be_looked_into_is_not_said_to_be_missing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    target = path.with_name("new.dhatu")
    monkeypatch.setattr(Path, "is_dir", refuse)
    monkeypatch.setattr(Path, "exists", refuse)
    monkeypatch.setattr(Path, "stat", refuse)
    found = refused(OTHER, target)
    assert (found.key, found.values["reason"]) == ("file-not-saved", "you may not write there")
    assert fault(path).key == "file-unreadable"


@pytest.mark.parametrize("code", ["access", "open"])
def test_a_file_that_may_not_be_read_is_not_called_damaged(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    if code == "access":
        monkeypatch.setattr(os, "access", lambda *_: False)
    else:

        def refuse(*_: object, **__: object) -> None:
            error = sqlite3.OperationalError("unable to open database file")
            error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
            raise error

        monkeypatch.setattr(sqlite3, "connect", refuse)
    found = fault(path)
    assert found.key == "file-unreadable"
    assert sentence(found) == f"{path} is closed to you: you may not read it. Ask its owner, or open a copy."


def test_a_full_disk_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = columns.write_rows

    def full(db: sqlite3.Connection, table: Table, records: Sequence[Row]) -> None:
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count = {pages}")
        write(db, table, records)

    monkeypatch.setattr(columns, "write_rows", full)
    found = refused(LARGE, path)
    assert (found.key, found.values["reason"]) == ("file-not-saved", "the disk is full")
    assert same(load(path), tiny_project())


def test_a_file_in_a_folder_that_may_only_be_read_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _, mode: mode == os.R_OK)
    assert same(load(path), tiny_project())


def test_a_file_that_another_program_holds_is_neither_read_nor_replaced(path: Path) -> None:
    before = inode(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("BEGIN EXCLUSIVE")
        assert fault(path).key == "file-busy"
        assert refused(OTHER, path).key == "file-busy"
        db.execute("ROLLBACK")
    assert inode(path) == before
    assert same(load(path), tiny_project())


def test_a_file_that_another_program_is_about_to_write_is_not_written_to(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        assert refused(OTHER, path).key == "file-busy"
        assert same(load(path), tiny_project())


@pytest.mark.parametrize("table", [TABLES[0].name, "offers", TABLES[-1].name])
def test_a_save_that_is_killed_leaves_the_old_content(path: Path, table: str) -> None:
    done = subprocess.run([sys.executable, "-c", DYING, str(path), table], check=False)
    assert done.returncode == 9
    journal = path.with_name(path.name + "-journal")
    assert journal.exists()
    assert same(load(path), tiny_project())
    save(OTHER, path)
    assert same(load(path), OTHER)


def test_a_first_save_that_is_killed_leaves_no_half_project(tmp_path: Path) -> None:
    path = tmp_path / "new.dhatu"
    assert subprocess.run([sys.executable, "-c", DYING, str(path), "offers"], check=False).returncode == 9
    assert fault(path).key == "file-missing"
