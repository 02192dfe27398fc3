"""Named versions lie in the project file and survive whatever happens to it."""

from __future__ import annotations

import datetime as dt

from desktop.store.versions import Version

MADE = dt.datetime(2027, 3, 12, 9, 30, tzinfo=dt.UTC)


def test_a_version_is_a_plain_value() -> None:
    assert Version(1, "issued", "", MADE, "", "ab") == Version(1, "issued", "", MADE, "", "ab")
