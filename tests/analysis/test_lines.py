"""The rows of figures: what a limit that gave way is counted in, and what becomes of everything in JSON."""

from __future__ import annotations

import datetime as dt

import pytest

from desktop.analysis.lines import DAYS, SHARE, BentRule, as_json, bent_rule, level_unit
from desktop.model.plan import Bent
from tests.analysis.plans import FEB, JAN


@pytest.mark.parametrize(
    ("kind", "unit", "level"),
    [
        ("share at least", "kg", SHARE),
        ("share at most", "INR", SHARE),
        ("amount at most", "kg", "kg"),
        ("sources at least", "countries", "countries"),
        ("concentration at most", "HHI", "HHI"),
        ("cover at least", "kg", DAYS),
        ("not both used", "", ""),
        ("pin", "piece", "piece"),
        ("total storage", "space", "space"),
    ],
)
def test_levels_are_counted_in_what_was_asked(kind: str, unit: str, level: str) -> None:
    assert level_unit(Bent(kind, "R", JAN, FEB, 1.0, unit, 2.0, 1.0)) == level


def test_shares_are_parts_of_one_and_all_else_as_it_is() -> None:
    share = bent_rule(Bent("share at least", "R", JAN, FEB, 5.0, "kg", 40.0, 30.0))
    assert share == BentRule("R", "share at least", JAN, FEB, 5.0, "kg", 0.4, 0.3, "share")
    cover = bent_rule(Bent("cover at least", "R", JAN, FEB, 5.0, "kg", 40.0, 30.0))
    assert cover == BentRule("R", "cover at least", JAN, FEB, 5.0, "kg", 40.0, 30.0, "days")


def test_json_is_plain_and_named() -> None:
    line = BentRule("R", "share at least", JAN, FEB, 5.0, "kg", 0.4, 0.3, "share")
    assert as_json({"a": (line, dt.date(2027, 1, 2), None, True)}) == {
        "a": [
            {
                "rule": "R",
                "kind": "share at least",
                "first_month": "2027-01",
                "last_month": "2027-02",
                "missing": 5.0,
                "missing_unit": "kg",
                "asked": 0.4,
                "reached": 0.3,
                "level_unit": "share",
            },
            "2027-01-02",
            None,
            True,
        ]
    }


def test_a_value_that_json_does_not_know_is_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        as_json({1})
