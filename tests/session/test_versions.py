"""A named version is compared with today and restored as one edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.model.edits import apply
from desktop.session import versions
from desktop.store import versions as store
from tests.tiny import tiny_project, tiny_rows


def test_restoring_replaces_only_the_tables_that_differ(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    was = tiny_project()
    today = tiny_project(items=tiny_rows("items", "magnet", holding_cost=11.0))
    monkeypatch.setattr(store, "read_version", lambda *_: was)
    edit = versions.restoring(tmp_path, 1, today)
    assert (list(edit.records), edit.name) == (["items"], "edit-restore")
    assert apply(today, edit).content() == was.content()
