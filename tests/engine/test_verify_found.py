"""What is found of a limit against what a plan tells of it."""

from __future__ import annotations

import attrs
import pytest

from desktop.engine.verify_found import Limit, judged, over_months
from desktop.model.plan import Bent
from tests.tiny import FIRST, MONTHS

FOUND = Bent("pin", "p", FIRST, FIRST, 5.0, "kg", 10.0, 15.0)
LIMIT = Limit(FOUND, 100.0, 100.0, (FIRST,), (FIRST,))
NAN = float("nan")


def test_what_was_found_may_be_told() -> None:
    assert [*judged(LIMIT, FOUND)] == []


@pytest.mark.parametrize(
    "values",
    [
        {"amount": 5.001},
        {"amount": NAN},
        {"unit": "t"},
        {"asked": 10.001},
        {"reached": 15.001},
        {"reached": NAN},
        {"first_month": FIRST.plus(1)},
        {"last_month": FIRST.plus(1)},
    ],
)
def test_every_figure_told_is_judged(values: dict[str, object]) -> None:
    told = Bent(**{**attrs.asdict(FOUND, recurse=False), **values})
    (fault,) = judged(LIMIT, told)
    assert (fault.key, fault.where) == ("verify-bent", "pin p")


def test_only_what_is_more_than_rounding_must_be_told() -> None:
    for amount, found in ((5.0, 1), (2.1e-4, 1), (1.9e-4, 0), (-5.0, 0)):
        assert len([*judged(attrs.evolve(LIMIT, found=attrs.evolve(FOUND, amount=amount)), None)]) == found


def test_a_share_is_named_by_its_window() -> None:
    share = attrs.evolve(LIMIT, found=attrs.evolve(FOUND, kind="share at most"))
    (fault,) = judged(share, None)
    assert (fault.key, fault.where) == ("verify-share", "p 2027-01")


def test_a_limit_over_many_months_is_told_from_the_first_that_is_clearly_over_to_the_last() -> None:
    over = [(MONTHS[0], 1e-4), (MONTHS[1], 5.0), (MONTHS[3], 1.0), (MONTHS[4], 1e-4)]
    limit = over_months(FOUND, 100.0, over)
    assert (limit.firsts, limit.lasts) == (MONTHS[:2], MONTHS[3:5])
    for first in limit.firsts:
        for last in limit.lasts:
            assert [*judged(limit, attrs.evolve(FOUND, first_month=first, last_month=last))] == []
    hair = over_months(FOUND, 100.0, over[:1])
    assert (hair.firsts, hair.lasts) == (MONTHS[:1], MONTHS[:1])


def test_what_is_over_in_no_month_cannot_be_told() -> None:
    never = over_months(attrs.evolve(FOUND, amount=-5.0), 100.0, [])
    assert [*judged(never, None)] == []
    assert [*judged(never, FOUND)] != []
