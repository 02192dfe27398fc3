"""The second computation's step series hold what their rows say, month by month."""

from __future__ import annotations

from desktop.engine.verify_steps import stepped
from desktop.model.months import Month, span

FIRST = Month.of(2027, 1)


def test_a_step_holds_until_the_next_of_its_row() -> None:
    steps = [(0, FIRST.plus(3), 7.0), (0, FIRST.plus(1), 5.0), (1, FIRST.plus(2), 9.0)]
    assert stepped(steps, span(FIRST, 4), [1.0, 2.0]).tolist() == [[1.0, 5.0, 5.0, 7.0], [2.0, 2.0, 9.0, 9.0]]


def test_before_the_first_month_the_latest_step_counts_and_after_the_last_month_none() -> None:
    steps = [(0, FIRST.plus(-1), 4.0), (0, FIRST.plus(-5), 3.0), (0, FIRST.plus(2), 8.0), (0, None, 6.0)]
    assert stepped(steps, span(FIRST, 2), [1.0]).tolist() == [[4.0, 4.0]]


def test_of_two_steps_of_one_month_the_last_counts() -> None:
    assert stepped([(0, FIRST, 2.0), (0, FIRST, 3.0)], span(FIRST, 1), [1.0]).tolist() == [[3.0]]
