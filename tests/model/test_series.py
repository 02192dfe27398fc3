"""Step series hold a value until the next step, and are found again from their values."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.model.months import Month, span
from desktop.model.series import condense, spread
from tests.strategies import months

JANUARY = Month.of(2027, 1)
HALF_YEAR = span(JANUARY, 6)
amounts = st.sampled_from([0.0, 1.0, 2.5, 1e12])


def test_a_step_holds_from_its_month_until_the_next() -> None:
    steps = [(JANUARY.plus(1), 10.0), (JANUARY.plus(4), 20.0)]
    assert spread(steps, HALF_YEAR, 5.0) == [5.0, 10.0, 10.0, 10.0, 20.0, 20.0]


def test_a_step_before_the_horizon_holds_from_its_beginning() -> None:
    steps = [(JANUARY.plus(-9), 10.0), (JANUARY.plus(-2), 20.0), (JANUARY.plus(9), 30.0)]
    assert spread(steps, HALF_YEAR, 5.0) == [20.0] * 6


def test_steps_may_come_in_any_order_and_of_one_month_the_last_counts() -> None:
    steps = [(JANUARY.plus(4), 20.0), (JANUARY.plus(1), 10.0), (JANUARY.plus(1), 11.0)]
    assert spread(steps, HALF_YEAR, 5.0) == [5.0, 11.0, 11.0, 11.0, 20.0, 20.0]


def test_without_steps_the_value_before_holds_throughout() -> None:
    assert spread([], HALF_YEAR, 5.0) == [5.0] * 6


def test_only_changes_are_kept_as_steps() -> None:
    values = [5.0, 5.0, 10.0, 10.0, 0.0, 5.0]
    assert condense(HALF_YEAR, values, 5.0) == [(JANUARY.plus(i), v) for i, v in ((2, 10.0), (4, 0.0), (5, 5.0))]
    assert condense(HALF_YEAR, values, 6.0)[0] == (JANUARY, 5.0)
    assert condense((), (), 5.0) == []


@given(months(), st.lists(amounts, max_size=24), amounts)
def test_values_come_back_from_the_steps_found_in_them(first: Month, values: list[float], before: float) -> None:
    horizon = span(first, len(values))
    assert spread(condense(horizon, values, before), horizon, before) == values


@given(st.dictionaries(st.sampled_from(HALF_YEAR), amounts), amounts)
def test_steps_come_back_without_those_that_change_nothing(steps: dict[Month, float], before: float) -> None:
    found = condense(HALF_YEAR, spread(steps.items(), HALF_YEAR, before), before)
    assert set(found) <= set(steps.items())
    assert all(now != earlier for (_, earlier), (_, now) in zip([(JANUARY, before), *found], found, strict=False))
