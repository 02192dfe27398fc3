"""Backups: a copy before every save, thinned out with time, none of them half or of the wrong file."""

from __future__ import annotations

import datetime as dt
import sqlite3
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.errors import FileFault
from desktop.session import jobs
from desktop.store import backups
from tests.tiny import tiny_project

NOW = dt.datetime(2027, 3, 10, 12, tzinfo=dt.UTC)


def test_a_backup_is_a_whole_project_with_its_origin_and_number_of_records(tmp_path: Path) -> None:
    path, folder = tmp_path / "motors.dhatu", tmp_path / "backups"
    jobs.save_project(tiny_project(), path)
    copy = backups.back_up(path, folder, NOW)
    assert copy is not None
    jobs.save_project(tiny_project(scenarios=[]), path)
    assert jobs.open_project(copy).content() == tiny_project().content()
    (found,) = backups.backups(folder)
    assert (found.path, found.of, found.at, found.size) == (copy, str(path), NOW, copy.stat().st_size)
    assert found.records == sum(map(len, tiny_project().tables.values()))


def test_two_files_of_one_name_have_backups_of_their_own(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    for place in ("a", "b"):
        path = tmp_path / place / "motors.dhatu"
        path.parent.mkdir()
        jobs.save_project(tiny_project(), path)
        backups.back_up(path, folder, NOW)
    assert {backup.of for backup in backups.backups(folder)} == {
        str(tmp_path / place / "motors.dhatu") for place in ("a", "b")
    }


def test_where_there_is_no_file_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    assert backups.back_up(tmp_path / "motors.dhatu", tmp_path / "backups", NOW) is None
    assert backups.backups(tmp_path / "backups") == ()


def test_a_file_that_is_no_database_is_copied_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "motors.dhatu"
    path.write_text("torn", encoding="utf-8")
    copy = backups.back_up(path, tmp_path / "backups", NOW)
    assert copy is not None
    assert copy.read_text(encoding="utf-8") == "torn"
    (found,) = backups.backups(tmp_path / "backups")
    assert found.records is None


def test_a_copy_that_cannot_be_finished_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, folder = tmp_path / "motors.dhatu", tmp_path / "backups"
    jobs.save_project(tiny_project(), path)

    def full(_: Path, part: Path) -> None:
        part.touch()
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(backups, "_copy", full)
    with pytest.raises(FileFault, match="backup-not-made"):
        backups.back_up(path, folder, NOW)
    assert list(folder.rglob("*.part")) == list(folder.rglob("*.dhatu")) == []


def kept(ages: list[dt.timedelta]) -> list[dt.timedelta]:
    dated = {Path(str(at)): NOW - age for at, age in enumerate(ages)}
    gone = set(backups.no_longer_kept(dated, NOW))
    return sorted(NOW - at for path, at in dated.items() if path not in gone)


def test_the_last_ten_stay_whatever_their_age() -> None:
    minutes = [dt.timedelta(minutes=at) for at in range(10)]
    years = [dt.timedelta(days=1000 + at) for at in range(10)]
    assert kept(minutes) == minutes
    assert kept(years) == years
    assert kept(minutes + years) == minutes


def test_one_a_day_stays_for_a_week_and_one_a_week_for_two_months() -> None:
    every_hour = [dt.timedelta(hours=at) for at in range(24 * 365)]
    left = kept(every_hour)
    assert left[:10] == every_hour[:10]
    days = [age for age in left[10:] if age <= dt.timedelta(days=7)]
    weeks = [age for age in left if age > dt.timedelta(days=7)]
    assert 6 <= len(days) <= 7
    assert 7 <= len(weeks) <= 9
    assert max(weeks) <= dt.timedelta(days=61)
    assert all(dt.timedelta(days=6) <= after - before <= dt.timedelta(days=8) for before, after in pairwise(weeks))


@given(st.lists(st.timedeltas(dt.timedelta(), dt.timedelta(days=100)), max_size=60))
def test_the_newest_ten_are_never_let_go_of_and_thinning_again_changes_nothing(ages: list[dt.timedelta]) -> None:
    left = kept(ages)
    assert left[:10] == sorted(ages)[:10]
    assert kept(left) == left
