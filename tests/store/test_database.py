"""A file is opened with distrust, and whatever goes wrong with it is told in words."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from desktop.model.errors import FileFault
from desktop.store import database
from desktop.store.project_file import load, save
from tests.store.test_project_file import DYING, OTHER, fault, inode, refused, same
from tests.tiny import tiny_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The tiny project in a file."""
    made = tmp_path / "tiny.dhatu"
    save(tiny_project(), made)
    return made


def test_a_ring_of_links_is_neither_read_nor_written(tmp_path: Path) -> None:
    one, other = tmp_path / "one.dhatu", tmp_path / "other.dhatu"
    one.symlink_to(other)
    other.symlink_to(one)
    assert fault(one).key == "file-unreadable"
    assert refused(OTHER, one).key == "file-not-saved"
    assert {*tmp_path.iterdir()} == {one, other}


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (PureWindowsPath(r"\\server\share\the plan.dhatu"), "file:////server/share/the%20plan.dhatu"),
        (PureWindowsPath(r"C:\plans\a.dhatu"), "file:///C%3A/plans/a.dhatu"),
        (PurePosixPath("/plans/50%?#.dhatu"), "file:///plans/50%25%3F%23.dhatu"),
    ],
)
def test_the_engine_is_told_of_files_on_servers_in_its_own_form(path: PurePath, name: str) -> None:
    assert database.named(path) == name
    with pytest.raises(sqlite3.OperationalError, match="unable to open database file"):
        sqlite3.connect(f"{name}?mode=rw", uri=True)


@pytest.mark.skipif(os.name == "nt", reason="has other limits")
def test_a_path_that_the_engine_does_not_take_is_told_as_that(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d" * 200] * 3, "a.dhatu")
    deep.parent.mkdir(parents=True)
    with pytest.raises(FileFault, match="file-path-long") as refusal:
        save(OTHER, deep)
    assert refusal.value.values["path"] == str(deep)
    deep.touch()
    with pytest.raises(FileFault, match="file-path-long"):
        load(deep)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_or_a_device_is_not_read(tmp_path: Path) -> None:
    pipe = tmp_path / "a.dhatu"
    os.mkfifo(pipe)
    assert fault(pipe).key == "file-stranger"


@pytest.mark.parametrize(("version", "key"), [(4, "file-newer"), (2**31 - 1, "file-newer")])
def test_a_file_of_a_newer_version_is_not_written_over(path: Path, version: int, key: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {version}")
    was = path.read_bytes()
    assert refused(OTHER, path).key == key
    assert path.read_bytes() == was


def test_only_a_file_of_today_is_changed_in_place(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 9")
    with pytest.raises(FileFault), database.changing(path):
        pass


def test_a_damaged_file_is_kept_under_another_name_when_its_project_is_saved(path: Path) -> None:
    damaged = path.read_bytes()[:-9000]
    path.write_bytes(damaged)
    saved = save(OTHER, path)
    assert same(load(path), OTHER)
    assert saved.versions_lost
    assert saved.kept == path.with_name("tiny (damaged).dhatu")
    assert saved.kept.read_bytes() == damaged


def test_damage_found_only_while_saving_costs_nothing(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        (root,) = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'offers'").fetchone()
    damaged = bytearray(path.read_bytes())
    damaged[(root - 1) * 4096] = 99
    path.write_bytes(damaged)
    saved = save(OTHER, path)
    assert same(load(path), OTHER)
    assert saved.kept is not None
    assert saved.kept.read_bytes() == damaged


def test_a_new_file_has_the_rights_of_the_one_it_replaces(path: Path) -> None:
    path.write_text("not a project")
    path.chmod(0o640)
    save(OTHER, path)
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_that_may_only_be_read_is_not_replaced(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_text("not a project")
    before = inode(path)
    monkeypatch.setattr("os.access", lambda place, mode: place != path or mode == 4)
    assert refused(OTHER, path).values["reason"] == "you may not write there"
    assert inode(path) == before


def test_an_interrupted_save_that_cannot_be_undone_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert subprocess.run([sys.executable, "-c", DYING, str(path), "offers"], check=False).returncode == 9
    monkeypatch.setattr("os.access", lambda _, mode: mode == 4)
    assert fault(path).key == "file-unfinished"
    monkeypatch.undo()
    assert same(load(path), tiny_project())


def test_a_foreign_file_that_is_being_written_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("CREATE TABLE a (b)")
        db.execute("BEGIN IMMEDIATE")
        assert refused(OTHER, path).key == "file-busy"


def test_a_damaged_project_is_no_stranger(path: Path, tmp_path: Path) -> None:
    content = path.read_bytes()
    for flipped in (0, 15, 16, 68):
        path.write_bytes(content[:flipped] + bytes([content[flipped] ^ 8]) + content[flipped + 1 :])
        assert fault(path).key == "file-damaged"
    path.write_bytes(bytes(len(content)))
    assert fault(path).key == "file-damaged"
    (tmp_path / "zeros").write_bytes(bytes(len(content)))
    assert fault(tmp_path / "zeros").key == "file-stranger"


def test_one_moment_of_a_file_is_read_whoever_writes_meanwhile(path: Path) -> None:
    with closing(sqlite3.connect(path, timeout=0)) as db, database.reading(path) as (reader, _):
        (before,) = reader.execute("SELECT count(*) FROM offers").fetchone()
        db.execute("DELETE FROM offers")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            db.commit()
        assert reader.execute("SELECT count(*) FROM offers").fetchone() == (before,)
