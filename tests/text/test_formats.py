"""Numbers, money, months and days look as people in India write them."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.months import Month
from desktop.text import formats


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (1234567.84, 1, "12,34,567.8"),
        (100000.0, 0, "1,00,000"),
        (999.0, 2, "999.00"),
        (-1234.5, 1, "-1,234.5"),
        (-1e-10, 1, "0.0"),
        (0.0, 0, "0"),
        (0.0, 2, "0.00"),
    ],
)
def test_a_number_has_lakhs_and_crores_apart(value: float, decimals: int, shown: str) -> None:
    assert formats.number(value, decimals) == shown


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_unknown_or_endless_is_a_dash(value: float) -> None:
    assert formats.number(value, 2) == "–"
    assert formats.money(value) == "–"
    assert formats.money(value, "crore") == "–"
    assert formats.percent(value) == "– %"
    assert formats.quantity(value, "kg") == "– kg"


@pytest.mark.parametrize(
    ("inr", "shown"),
    [
        (4.126e9, "₹412.6 crore"),
        (1e7, "₹1.0 crore"),
        (9.9e6, "₹99.0 lakh"),
        (1e5, "₹1.0 lakh"),
        (114000.0, "₹1.14 lakh"),
        (9.99e5, "₹9.99 lakh"),
        (1.865e6, "₹18.6 lakh"),
        (99999.0, "₹99,999"),
        (0.0, "₹0"),
        (-4.126e9, "−₹412.6 crore"),
        (-250000.0, "−₹2.5 lakh"),
        (-512.0, "−₹512"),
        (0.4, "₹0.4"),
        (-0.4, "−₹0.4"),
        (1e-12, "₹0"),
    ],
)
def test_money_is_in_the_unit_that_fits(inr: float, shown: str) -> None:
    assert formats.money(inr) == shown


def test_money_is_in_the_unit_that_is_asked_for() -> None:
    assert formats.money(2.5e7, "lakh") == "₹250.0 lakh"
    assert formats.money(2.5e7, "INR") == "₹2,50,00,000"
    assert formats.money(0.0, "crore") == "₹0.0 crore"


def test_money_that_is_less_than_one_of_the_unit_asked_for_is_told_in_a_smaller_one() -> None:
    assert formats.money(2.5e5, "crore") == "₹2.5 lakh"
    assert formats.money(-1000.0, "crore") == "−₹1,000"
    assert formats.money(1e7, "crore") == "₹1.0 crore"


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (0.06, 1, "0.06"),
        (-0.04, 1, "-0.04"),
        (0.14, 1, "0.14"),
        (0.5, 1, "0.5"),
        (0.9996, 1, "1.0"),
        (0.3, 0, "0.3"),
        (1.4, 0, "1"),
        (0.04123, 2, "0.0412"),
        (0.04, 2, "0.04"),
        (0.523, 2, "0.52"),
        (0.0004, 1, "<0.001"),
        (-0.0004, 1, ">-0.001"),
    ],
)
def test_a_number_near_nothing_is_never_shown_as_nothing(value: float, decimals: int, shown: str) -> None:
    assert formats.number(value, decimals) == shown


@given(st.floats(1e-8, 1e12) | st.floats(-1e12, -1e-8), st.integers(0, 3))
def test_only_nothing_is_shown_as_nothing(value: float, decimals: int) -> None:
    for shown in (
        formats.number(value, decimals),
        formats.quantity(value, "kg"),
        formats.money(value, "crore"),
        formats.percent(value),
    ):
        assert any(digit in shown for digit in "123456789")


def test_a_share_is_shown_in_percent() -> None:
    assert formats.percent(0.982) == "98.2 %"
    assert formats.percent(1.0, 0) == "100 %"


def test_pieces_are_whole() -> None:
    assert formats.quantity(1234.56, "kg") == "1,234.6 kg"
    assert formats.quantity(1234.0, "piece") == "1,234 pieces"


def test_months_days_and_fiscal_years_have_their_short_names() -> None:
    assert formats.month(Month.of(2027, 8)) == "Aug 2027"
    assert formats.date(dt.date(2027, 1, 12)) == "12 Jan 2027"
    assert formats.fiscal_year(2027) == "FY27"


def test_a_moment_is_told_in_the_zone_of_this_place() -> None:
    at = dt.datetime(2027, 1, 12, 5, 12, tzinfo=dt.UTC)
    assert (formats.moment(at), formats.clock(at)) == ("12 Jan 2027, 10:42", "10:42")


def test_all_of_a_promise_is_said_of_all_of_it_only() -> None:
    assert formats.reached(1.0) == formats.reached(1 - 1e-12) == "100.0 %"
    assert formats.reached(0.99999) == "99.9 %"
    assert formats.reached(0.982) == "98.2 %"
    assert formats.nearly(0.99999) == 0.999
    assert formats.nearly(1 - 1e-12) == pytest.approx(1.0)
