"""Where resources and the user's files lie."""

from pathlib import Path

import pytest

from desktop import paths


def test_a_checkout_finds_its_resources_beside_the_package() -> None:
    assert paths.resource("fonts", "OFL.txt").is_file()


def test_an_installed_package_finds_them_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    assert paths.resource("icons") == tmp_path / "resources" / "icons"


def test_the_user_folder_is_made_where_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DHATU_HOME", str(tmp_path / "a" / "b"))
    assert paths.user_dir() == tmp_path / "a" / "b"
    assert paths.user_dir().is_dir()


def test_the_user_folder_is_the_systems_own_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DHATU_HOME")
    monkeypatch.setattr(paths, "user_data_path", lambda name, *, appauthor: tmp_path / name)
    assert paths.user_dir() == tmp_path / "dhatu"
