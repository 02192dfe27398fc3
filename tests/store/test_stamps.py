"""How a file stood is remembered, so that a change by somebody else is noticed and a mere touch is not."""

import contextlib
import os
import sqlite3
from pathlib import Path

from desktop.session import jobs
from desktop.store.layout import APPLICATION_ID, NOTE
from desktop.store.stamps import stamp
from tests.tiny import tiny_project


def test_a_file_that_was_only_touched_still_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.dhatu"
    jobs.save_project(tiny_project(), path)
    before = stamp(path)
    assert before is not None
    os.utime(path, ns=(0, 0))
    assert before.still_holds(stamp(path))


def test_other_content_is_noticed_and_so_is_a_file_that_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "a.dhatu"
    jobs.save_project(tiny_project(), path)
    before = stamp(path)
    assert before is not None
    jobs.save_project(tiny_project(scenarios=[]), path)
    assert not before.still_holds(stamp(path))
    path.unlink()
    assert stamp(path) is None
    assert not before.still_holds(None)


def test_what_is_no_project_has_no_digest(tmp_path: Path) -> None:
    path = tmp_path / "a.dhatu"
    path.write_text("no database", encoding="utf-8")
    found = stamp(path)
    assert found is not None
    assert found.digest == ""
    path.write_text("another one", encoding="utf-8")
    assert not found.still_holds(stamp(path))


def test_of_a_file_made_by_others_to_look_like_a_project_no_query_is_run(tmp_path: Path) -> None:
    path = tmp_path / "a.dhatu"
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"CREATE VIEW {NOTE} AS SELECT 1 AS name, 2 AS value")
    found = stamp(path)
    assert found is not None
    assert found.digest == ""
