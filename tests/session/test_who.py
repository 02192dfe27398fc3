"""Who works here, and when."""

import getpass

import pytest

from desktop.session import who


def test_the_time_knows_its_zone() -> None:
    assert who.now().utcoffset() is not None


def test_a_system_that_knows_no_name_of_the_user_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> str:
        raise KeyError

    assert who.user_name() == getpass.getuser()
    monkeypatch.setattr(getpass, "getuser", unknown)
    assert who.user_name() == ""
