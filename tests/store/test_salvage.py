"""What can be read of a damaged project file is read, and what is lost is named."""

from __future__ import annotations

import datetime as dt
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from desktop.model.errors import FileFault
from desktop.model.project import Project
from desktop.model.records import Evidence, Item
from desktop.store import stamps
from desktop.store.project_file import load, save
from desktop.store.salvage import Salvaged, SalvagedTable, salvage
from desktop.store.versions import Version, add_version, read_version, versions
from desktop.text.messages import sentence
from tests.store.test_layout import make_old
from tests.store.test_project_file import DYING, OTHER, same
from tests.tiny import tiny_project

PAGE = 4096
LONG = tiny_project(
    evidence=[Evidence(table="items", record="magnet", field=f"field {n}", note=f"{n} " * 20) for n in range(6000)]
)
ISSUED = Version(0, "issued to plant", "", dt.datetime(2027, 3, 12, tzinfo=dt.UTC), "meera", "")

CONTENT = tiny_project().content()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The tiny project in a file, with one version that is another project."""
    made = tmp_path / "tiny.dhatu"
    save(tiny_project(), made)
    add_version(made, OTHER, ISSUED)
    return made


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "recovered.dhatu"


def without(content: bytes, page: int) -> bytes:
    """A file in which one page is lost; the first is 0."""
    return content[: page * PAGE] + bytes(PAGE) + content[(page + 1) * PAGE :]


def fault(path: Path, into: Path) -> str:
    with pytest.raises(FileFault) as caught:
        salvage(path, into)
    assert sentence(caught.value)
    assert not into.exists() or into == path
    return caught.value.key


def checked(path: Path, into: Path, project: Project) -> Salvaged:
    """What was salvaged, which the new file holds and the damaged one goes on holding as it was."""
    was = path.read_bytes()
    found = salvage(path, into)
    assert path.read_bytes() == was
    assert load(into).content() == found.project.content()
    assert [version.name for version in versions(into)] == list(found.versions_kept)
    assert found.lost == sum(map(len, project.content().values())) - found.read or found.lost == 0
    return found


def test_nothing_is_lost_with_any_one_page(path: Path, into: Path) -> None:
    whole = path.read_bytes()
    for page in range(len(whole) // PAGE):
        path.write_bytes(without(whole, page))
        found = checked(path, into, tiny_project())
        assert same(found.project, tiny_project())
        assert found.versions_kept == ("issued to plant",)
        assert same(read_version(into, 1), OTHER)


@pytest.mark.timeout(3600)
def test_nothing_is_lost_with_any_page_of_many(tmp_path: Path, into: Path, thorough: bool) -> None:
    path = tmp_path / "long.dhatu"
    save(LONG, path)
    whole = path.read_bytes()
    with closing(sqlite3.connect(path)) as db:
        chosen = "SELECT rootpage FROM sqlite_schema WHERE name IN ('evidence', 'dhatu_mirror')"
        roots = [root for (root,) in db.execute(chosen)]
    pages = range(len(whole) // PAGE)
    for page in pages if thorough else [*(root - 1 for root in roots), *pages[::60]]:
        path.write_bytes(without(whole, page))
        assert same(checked(path, into, LONG).project, LONG)


@pytest.mark.parametrize("share", [0.9, 0.7, 0.5])
def test_a_file_cut_short_gives_what_is_left_of_it(tmp_path: Path, into: Path, share: float) -> None:
    path = tmp_path / "long.dhatu"
    save(LONG, path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    found = checked(path, into, LONG)
    assert same(found.project, LONG)
    assert found.whole


def test_where_one_copy_is_all_that_was_left_of_a_file_cut_short_the_rest_is_named(tmp_path: Path, into: Path) -> None:
    path = tmp_path / "long.dhatu"
    save(LONG, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("DELETE FROM dhatu_mirror")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 7 // 10])
    found = checked(path, into, LONG)
    (evidence,) = (table for table in found.tables if table.table == "evidence")
    assert evidence.lost
    assert 0.6 < found.read / (found.read + found.lost) < 0.8
    assert not evidence.certain
    assert set(found.project.all(Evidence)) <= set(LONG.all(Evidence))


def test_a_value_changed_by_the_damage_comes_from_the_other_copy(path: Path, into: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE offers SET price = price + 1")
    found = checked(path, into, tiny_project())
    assert same(found.project, tiny_project())
    assert found.whole


def test_what_is_lost_in_both_copies_is_named(path: Path, into: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("DELETE FROM dhatu_mirror WHERE name IN ('offers', 'targets')")
        db.execute("DELETE FROM offers WHERE row = 0")
        db.execute("UPDATE targets SET quantity = 51 WHERE row = 2")
        db.execute("DELETE FROM dhatu_version_parts")
        db.execute("DELETE FROM dhatu_version_mirror")
    found = checked(path, into, tiny_project())
    assert (found.lost, found.whole) == (1, False)
    assert [table for table in found.tables if not table.certain] == [
        SalvagedTable("offers", 1, 1, certain=False),
        SalvagedTable("targets", 6, 0, certain=False),
    ]
    assert (found.versions_kept, found.versions_lost) == ((), ("issued to plant",))


def test_a_value_that_no_field_can_hold_is_lost_and_the_rest_is_not(path: Path, into: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("DELETE FROM dhatu_mirror")
        db.execute("UPDATE targets SET month = 'soon' WHERE row = 2")
        db.execute("UPDATE items SET name = CAST(x'ff41' AS TEXT) WHERE row = 0")
    found = checked(path, into, tiny_project())
    assert found.lost == 2
    assert [item.id for item in found.project.all(Item)] == ["motor"]


def test_an_older_file_gives_what_can_be_read(tmp_path: Path, into: Path) -> None:
    path = make_old(tmp_path / "old.dhatu", 2)
    whole = path.read_bytes()
    with closing(sqlite3.connect(path)) as db:
        roots = [(name, root) for name, root in db.execute("SELECT name, rootpage FROM sqlite_schema WHERE sql <> ''")]
    for name, root in roots:
        path.write_bytes(without(whole, root - 1))
        found = salvage(path, into)
        assert {table for table, records in found.project.content().items() if records != CONTENT[table]} <= {name}
        assert same(found.project, tiny_project()) or not found.whole
    path.write_bytes(whole)
    assert salvage(path, into).whole


def test_an_interrupted_save_is_undone_in_the_copy_and_not_in_the_file(path: Path, into: Path) -> None:
    assert subprocess.run([sys.executable, "-c", DYING, str(path), "offers"], check=False).returncode == 9
    found = checked(path, into, tiny_project())
    assert same(found.project, tiny_project())
    assert path.with_name(path.name + "-journal").exists()


def test_what_is_no_damaged_project_is_refused(tmp_path: Path, path: Path, into: Path) -> None:
    stranger = tmp_path / "a.sqlite"
    with closing(sqlite3.connect(stranger)) as db:
        db.execute("CREATE TABLE items (id)")
    text = tmp_path / "a.txt"
    text.write_text("item,price\n" * 500)
    (tmp_path / "empty").touch()
    assert fault(stranger, into) == "file-stranger"
    assert [fault(text, into), fault(tmp_path / "empty", into)] == ["salvage-nothing", "file-stranger"]
    assert [fault(tmp_path / "none", into), fault(tmp_path, into)] == ["file-missing", "file-is-folder"]
    assert fault(path, path) == "salvage-same-file"
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 9")
        db.execute("CREATE TABLE more (a)")
    assert fault(path, into) == "file-newer"


def test_where_nothing_can_be_written_nothing_is_recovered(path: Path, tmp_path: Path) -> None:
    assert fault(path, tmp_path / "no folder" / "a.dhatu") == "file-not-saved"


def test_a_statement_that_is_no_text_any_more_costs_nothing(path: Path, into: Path) -> None:
    whole = path.read_bytes()
    at = whole.index(b"CREATE TABLE offers") + 10
    path.write_bytes(whole[:at] + bytes([whole[at] | 0x80]) + whole[at + 1 :])
    with pytest.raises(FileFault, match="file-damaged"):
        load(path)
    assert stamps.stamp(path) is not None
    assert same(salvage(path, into).project, tiny_project())
    assert same(read_version(into, 1), OTHER)


@pytest.mark.timeout(3600)
def test_a_flipped_bit_costs_nothing(path: Path, into: Path, thorough: bool) -> None:
    whole = path.read_bytes()
    for at in range(0, len(whole), 7 if thorough else 2711):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :])
        try:
            assert same(load(path), tiny_project())
        except FileFault:
            found = salvage(path, into)
            assert same(found.project, tiny_project())
            assert found.versions_kept == ("issued to plant",)
            assert same(read_version(into, 1), OTHER)


def test_what_was_lost_is_summed_over_the_tables() -> None:
    found = Salvaged(
        tiny_project(),
        (SalvagedTable("offers", 2, 0, certain=True), SalvagedTable("items", 1, None, certain=False)),
    )
    assert (found.read, found.lost, found.whole) == (3, 0, False)
