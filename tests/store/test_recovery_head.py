"""What a recovery file says of itself is believed only where it makes sense, whatever version wrote it."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from desktop.model.edits import SetFields, apply
from desktop.model.errors import FileFault
from desktop.model.project import Project
from desktop.store import recovery, recovery_head, recovery_salvage
from desktop.store.layout import CURRENT
from desktop.store.recovery import Origin, RecoveryFile
from desktop.store.recovery_changes import RowChanges, row_changes
from tests.store.test_recovery import ORIGIN, plain
from tests.tiny import tiny_project


@pytest.mark.parametrize("content", [b"no database at all", b"SQLite format 3\0" + bytes(4000)])
def test_what_is_no_recovery_file_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "1.recovery"
    path.write_bytes(content)
    with pytest.raises(FileFault, match="recovery-damaged"):
        recovery.look(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("told", ['"x"', "[]", "3", "null", "[" * 100_000])
def test_a_file_that_says_nothing_sensible_of_its_document_is_damaged(tmp_path: Path, told: str) -> None:
    path = tmp_path / "1.recovery"
    file = RecoveryFile.create(path)
    file.commit(tiny_project(), Origin())
    file.close()
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE dhatu_recovery SET value = ? WHERE name = 'origin'", (told,))
    with pytest.raises(FileFault, match="recovery-damaged"):
        recovery.look(path)


def of_an_older_version(path: Path) -> Project:
    """A file as a version made it that knew neither incentives nor where storage ends."""
    older = {
        name: tuple(column for column in columns if column != "storage_limit")
        for name, columns in CURRENT.items()
        if name != "incentives"
    }
    with pytest.MonkeyPatch.context() as patch:
        for module in (recovery, recovery_head):
            patch.setattr(module, "CURRENT", older)
        patch.setattr(recovery_head, "VERSION", 1)
        patch.setattr(recovery, "row_changes", of_tables(older))
        file = RecoveryFile.create(path)
        file.commit(tiny_project(), ORIGIN)
        file.close()
    return tiny_project()


def of_tables(names: Mapping[str, object]) -> Callable[[Project | None, Project], dict[str, RowChanges]]:
    return lambda before, after: {
        name: changes for name, changes in row_changes(before, after).items() if name in names
    }


def test_what_an_older_version_left_is_read_and_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "1.recovery"
    project = of_an_older_version(path)
    assert recovery.look(path) == ORIGIN
    assert plain(recovery.load(path)) == plain(project)
    assert recovery_salvage.salvage(path).project.content() == project.content()
    file, _, taken = RecoveryFile.take(path)
    assert plain(taken) == plain(project)
    edited = apply(taken, SetFields("settings", {1: {"storage_limit": 7.0}}))
    file.commit(edited, ORIGIN)
    file.close()
    assert plain(recovery.load(path)) == plain(edited)
