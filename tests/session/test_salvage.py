"""Window and command line recover what can be read of a damaged project through the session."""

from __future__ import annotations

from pathlib import Path

from desktop.session import jobs
from desktop.session.salvage import salvage
from tests.tiny import tiny_project


def test_a_damaged_project_is_recovered_into_another_file(tmp_path: Path) -> None:
    path, into = tmp_path / "a.dhatu", tmp_path / "b.dhatu"
    jobs.save_project(tiny_project(), path)
    path.write_bytes(path.read_bytes()[:-10_000])
    assert salvage(path, into).project.content() == tiny_project().content()
    assert jobs.open_project(into).content() == tiny_project().content()
