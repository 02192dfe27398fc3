"""Named versions lie in the project file and survive whatever happens to it."""

from __future__ import annotations

import datetime as dt
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import attrs
import pytest
from hypothesis import given

from desktop.model.errors import FileFault
from desktop.model.project import Project
from desktop.store import versions as store
from desktop.store.project_file import load, save, save_as
from desktop.store.versions import Version, add_version, drop_version, read_version, rename_version, versions
from desktop.text.messages import sentence
from tests.store.test_layout import make_old
from tests.store.test_project_file import LARGE, OTHER, same
from tests.strategies import projects
from tests.tiny import tiny_project

MADE = dt.datetime(2027, 3, 12, 9, 30, tzinfo=dt.UTC)
ISSUED = Version(0, "issued to plant 12 March", "as agreed by phone\nधन्यवाद", MADE, "meera", "")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The tiny project in a file, with one version that is another project."""
    made = tmp_path / "tiny.dhatu"
    save(tiny_project(), made)
    add_version(made, OTHER, ISSUED)
    return made


def fault(function: object, *args: object) -> str:
    assert callable(function)
    with pytest.raises(FileFault) as caught:
        function(*args)
    assert sentence(caught.value)
    return caught.value.key


def alter(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(statement)


@given(projects())
def test_any_project_comes_back_as_it_was_named(project: Project) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.dhatu"
        save(tiny_project(), path)
        number = add_version(path, project, ISSUED).number
        assert same(read_version(path, number), project)


def test_a_version_tells_its_name_note_moment_and_author(path: Path) -> None:
    (found,) = versions(path)
    assert attrs.evolve(found, number=0, digest="") == ISSUED
    assert found.number == 1
    assert same(load(path), tiny_project())


def test_a_version_of_many_records_comes_back(path: Path) -> None:
    assert same(read_version(path, add_version(path, LARGE, ISSUED).number), LARGE)


def test_versions_are_listed_in_the_order_in_which_they_were_made(path: Path) -> None:
    add_version(path, LARGE, attrs.evolve(ISSUED, name="second"))
    drop_version(path, 1)
    add_version(path, OTHER, attrs.evolve(ISSUED, name="third"))
    assert [(found.number, found.name) for found in versions(path)] == [(2, "second"), (3, "third")]
    assert same(read_version(path, 3), OTHER)


def test_a_version_can_be_renamed_and_dropped(path: Path) -> None:
    rename_version(path, 1, "issued", "")
    (found,) = versions(path)
    assert (found.name, found.note, found.made, found.author) == ("issued", "", MADE, "meera")
    assert same(read_version(path, 1), OTHER)
    drop_version(path, 1)
    assert versions(path) == ()
    assert same(load(path), tiny_project())


def test_a_version_that_is_not_there_is_told(path: Path) -> None:
    assert fault(read_version, path, 2) == "version-missing"
    assert fault(rename_version, path, 2, "a", "") == "version-missing"
    assert fault(drop_version, path, 2) == "version-missing"


def test_versions_survive_a_save(path: Path) -> None:
    save(LARGE, path)
    assert same(read_version(path, 1), OTHER)
    assert same(load(path), LARGE)


def test_versions_go_along_to_another_file_and_stay_in_the_first(path: Path) -> None:
    target = path.with_name("copy.dhatu")
    assert save_as(LARGE, target, path).versions_lost is False
    for place, project in ((path, tiny_project()), (target, LARGE)):
        assert same(load(place), project)
        assert same(read_version(place, 1), OTHER)


def test_the_versions_of_a_project_that_is_replaced_go_with_it(path: Path) -> None:
    own = path.with_name("own.dhatu")
    save(LARGE, own)
    save_as(LARGE, path, own)
    assert versions(path) == ()
    save_as(LARGE, own, None)
    assert same(load(own), LARGE)


def test_saving_a_project_as_itself_keeps_its_versions(path: Path) -> None:
    link = path.with_name("link.dhatu")
    link.symlink_to(path)
    save_as(LARGE, link, path)
    assert link.is_symlink()
    assert same(read_version(path, 1), OTHER)


def test_a_project_whose_file_is_gone_is_saved_elsewhere_without_its_versions(path: Path) -> None:
    path.unlink()
    target = path.with_name("copy.dhatu")
    assert save_as(OTHER, target, path).versions_lost is True
    assert same(load(target), OTHER)
    assert save_as(OTHER, path, path).versions_lost is False


def test_an_older_file_gets_its_first_version_and_is_kept(tmp_path: Path) -> None:
    path = make_old(tmp_path / "old.dhatu", 2)
    assert versions(path) == ()
    assert fault(read_version, path, 1) == "version-missing"
    added = add_version(path, OTHER, ISSUED)
    assert same(load(path), tiny_project())
    assert same(read_version(path, 1), OTHER)
    assert added.kept == path.with_name("old (format 2).dhatu")
    assert same(load(added.kept), tiny_project())
    assert add_version(path, OTHER, ISSUED).kept is None


def test_versions_take_no_more_room_than_there_is(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (only,) = versions(path)
    monkeypatch.setattr(store, "_ROOM", 1000)
    assert fault(add_version, path, LARGE, ISSUED) == "versions-full"
    assert versions(path) == (only,)
    assert same(load(path), tiny_project())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dhatu_versions SET name = 'issued to plant 13 March'",
        "UPDATE dhatu_versions SET number = 2",
        "UPDATE dhatu_version_parts SET data = x'00' WHERE row = 1",
        "DELETE FROM dhatu_version_parts WHERE row = 1",
        "DELETE FROM dhatu_versions",
        "DELETE FROM dhatu_file WHERE name = 'dhatu_versions'",
    ],
)
def test_a_version_changed_by_another_hand_is_told_and_nothing_is_added_to_it(path: Path, statement: str) -> None:
    alter(path, statement)
    was = path.read_bytes()
    assert [fault(load, path), fault(versions, path), fault(read_version, path, 1)] == ["file-damaged"] * 3
    assert fault(add_version, path, OTHER, ISSUED) == "file-damaged"
    assert path.read_bytes() == was
    assert save_as(OTHER, path.with_name("copy.dhatu"), path).versions_lost is True
