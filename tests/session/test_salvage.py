"""Window and command line recover what can be read of a damaged project through the session."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.model.errors import FileFault
from desktop.session import documents, jobs
from desktop.session.salvage import salvage
from tests.tiny import tiny_project


def damaged(path: Path) -> Path:
    jobs.save_project(tiny_project(), path)
    path.write_bytes(path.read_bytes()[:-10_000])
    return path


def test_a_file_that_somebody_has_open_is_not_overwritten_with_what_was_recovered(tmp_path: Path) -> None:
    path, into = damaged(tmp_path / "a.dhatu"), tmp_path / "b.dhatu"
    jobs.save_project(tiny_project(items=[]), into)
    _, place = documents.opened(into)
    with pytest.raises(FileFault, match="file-held"):
        salvage(path, into)
    assert jobs.open_project(into).content() == tiny_project(items=[]).content()
    place.release()


def test_what_is_overwritten_has_a_backup_and_the_new_file_is_free(tmp_path: Path) -> None:
    path, into = damaged(tmp_path / "a.dhatu"), tmp_path / "b.dhatu"
    jobs.save_project(tiny_project(items=[]), into)
    salvage(path, into)
    (backup,) = documents.backups_found()
    assert jobs.open_project(backup.path).content() == tiny_project(items=[]).content()
    _, place = documents.opened(into)
    assert not place.read_only
    place.release()


def test_a_damaged_project_is_recovered_into_another_file(tmp_path: Path) -> None:
    path, into = damaged(tmp_path / "a.dhatu"), tmp_path / "b.dhatu"
    assert salvage(path, into).project.content() == tiny_project().content()
    assert jobs.open_project(into).content() == tiny_project().content()
