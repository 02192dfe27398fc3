"""Of a damaged recovery file everything is read that still can be, and what is lost is counted."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from desktop.model.errors import FileFault
from desktop.model.project import Project
from desktop.model.records import Target
from desktop.store import recovery
from desktop.store.recovery import Origin, RecoveryFile
from desktop.store.recovery_salvage import salvage
from tests.tiny import MONTHS, tiny_project

COUNT = 3000
_PAGE = 4096


def written(path: Path) -> Project:
    project = tiny_project(targets=[Target(item="motor", month=MONTHS[n % 6], quantity=float(n)) for n in range(COUNT)])
    file = RecoveryFile.create(path)
    file.commit(project, Origin())
    file.close()
    return project


def test_a_sound_file_is_read_whole(tmp_path: Path) -> None:
    project = written(tmp_path / "1.recovery")
    found = salvage(tmp_path / "1.recovery")
    assert found.project.content() == project.content()
    assert found.lost == {}


def test_one_lost_page_costs_at_most_its_rows_and_the_file_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "1.recovery"
    project = written(path)
    whole, chance = path.read_bytes(), random.Random(1)
    total = sum(map(len, project.tables.values()))
    for page in chance.sample(range(2, len(whole) // _PAGE), 12):
        damaged = bytearray(whole)
        damaged[page * _PAGE : (page + 1) * _PAGE] = bytes(_PAGE)
        path.write_bytes(damaged)
        try:
            recovery.load(path)
        except FileFault:
            found = salvage(path)
            assert found.read + sum(found.lost.values()) >= total - _most_on_a_page(project)
            assert found.read >= total - _most_on_a_page(project)
        assert path.read_bytes() == damaged


def _most_on_a_page(project: Project) -> int:
    return max(_PAGE // 20, *(len(rows) for name, rows in project.tables.items() if name != "targets"))


def test_a_row_with_a_flipped_bit_is_counted_as_lost(tmp_path: Path) -> None:
    path = tmp_path / "1.recovery"
    written(path)
    content = bytearray(path.read_bytes())
    at = content.index(b"assembly")
    content[at] ^= 1
    path.write_bytes(content)
    found = salvage(path)
    assert sum(found.lost.values()) == 1


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + bytes(5000)])
def test_where_nothing_is_left_that_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "1.recovery"
    path.write_bytes(content)
    with pytest.raises(FileFault, match="recovery-nothing-left"):
        salvage(path)
