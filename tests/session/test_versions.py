"""A named version is compared with today and restored as one edit."""

from __future__ import annotations

import datetime as dt
import getpass
from pathlib import Path

import pytest

from desktop.model.edits import apply
from desktop.model.errors import WrongCall
from desktop.session import jobs, versions
from tests.tiny import tiny_project, tiny_rows

NOW = dt.datetime(2027, 3, 12, 15, 0, tzinfo=dt.timezone(dt.timedelta(hours=5.5)))
TODAY = tiny_project(items=tiny_rows("items", "magnet", holding_cost=11.0))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of the project as it is today, with the tiny project as its one version."""
    made = tmp_path / "tiny.dhatu"
    jobs.save_project(TODAY, made)
    versions.name(made, tiny_project(), "issued to plant", "by phone", NOW)
    return made


def test_a_version_says_when_it_was_made_and_by_whom(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "meera")
    versions.name(path, TODAY, "second")
    first, second = versions.listed(path)
    assert (first.name, first.note, first.made) == ("issued to plant", "by phone", NOW)
    assert (second.author, second.made.tzinfo) == ("meera", dt.UTC)


def test_a_user_whom_the_system_does_not_know_is_no_reason_to_keep_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown() -> str:
        raise KeyError("no such user")

    monkeypatch.setattr(getpass, "getuser", unknown)
    assert versions.name(path, TODAY, "second").author == ""


def test_what_changed_since_is_told_field_by_field(path: Path) -> None:
    (found,) = versions.since(path, 1, TODAY)
    assert (found.kind, found.record, [field.field for field in found.fields]) == (
        "changed",
        "magnet",
        ["holding_cost"],
    )
    assert versions.since(path, 1, tiny_project()) == ()


def test_restoring_replaces_only_the_tables_that_differ(path: Path) -> None:
    edit = versions.restoring(path, 1, TODAY)
    assert (list(edit.records), edit.name) == (["items"], "edit-restore")
    assert apply(TODAY, edit).content() == versions.read(path, 1).content()


def test_a_version_is_renamed_and_dropped(path: Path) -> None:
    versions.rename(path, 1, "issued", "")
    assert [version.name for version in versions.listed(path)] == ["issued"]
    versions.drop(path, 1)
    assert versions.listed(path) == ()


def test_a_version_has_a_name(path: Path) -> None:
    for nameless in (lambda: versions.name(path, TODAY, " "), lambda: versions.rename(path, 1, "", "")):
        with pytest.raises(WrongCall, match="version-nameless"):
            nameless()
    assert [version.name for version in versions.listed(path)] == ["issued to plant"]
