"""The user's choices survive a restart, and damage to them never stops the program."""

import json
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.paths import user_dir
from desktop.session.settings import Settings, load, store

PATHS = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=20)


def test_without_a_file_everything_is_as_on_the_first_day() -> None:
    assert load() == Settings()


@given(recent=st.lists(PATHS, max_size=10), scenario=PATHS)
def test_what_was_stored_comes_back(recent: list[str], scenario: str) -> None:
    settings = Settings(theme="dark", mass_unit="kg", money_unit="lakh", recent=tuple(recent), scenario=scenario)
    settings = attrs.evolve(settings, as_months=("targets", "prices"), details=False, details_width=333)
    settings = attrs.evolve(settings, period="year", by="source", currency="USD")
    store(settings)
    assert load() == settings


@given(garbage=st.binary(max_size=200))
def test_a_damaged_file_counts_as_none(garbage: bytes) -> None:
    (user_dir() / "settings.json").write_bytes(garbage)
    assert isinstance(load(), Settings)


@pytest.mark.parametrize("value", [7, None, [], {"a": 1}, "plaid"])
def test_a_damaged_value_counts_as_the_first_choice(value: object) -> None:
    names = ["theme", "mass_unit", "money_unit", "recent", "scenario", "geometry"]
    names += ["as_months", "details", "details_width", "period", "by", "currency", "compared", "pinned", "base"]
    (user_dir() / "settings.json").write_text(json.dumps(dict.fromkeys(names, value)), encoding="utf-8")
    settings = load()
    assert settings.theme == "system"
    assert settings.recent == ()
    assert (settings.period, settings.by, settings.currency) == ("month", "class", "INR")
    assert (settings.as_months, settings.details) == ((), True)
    assert 200 <= settings.details_width <= 1000


def test_only_a_list_or_mapping_at_the_top_is_told_apart() -> None:
    (user_dir() / "settings.json").write_text("[1]", encoding="utf-8")
    assert load() == Settings()


def test_the_file_opened_last_stands_first_and_only_once(tmp_path: Path) -> None:
    settings = Settings()
    for name in ("a", "b", "a"):
        settings = settings.with_recent(tmp_path / name)
    assert [Path(name).name for name in settings.recent] == ["a", "b"]
    for number in range(20):
        settings = settings.with_recent(tmp_path / str(number))
    assert len(settings.recent) == 10
