"""The months that a project plans."""

from desktop.model.horizon import clipped, horizon_of, months_of
from desktop.model.months import Month
from tests.tiny import tiny_project

JAN, JUN = Month.of(2027, 1), Month.of(2027, 6)


def test_the_horizon_is_that_of_the_settings() -> None:
    project = tiny_project()
    assert horizon_of(project) == (JAN, JUN)
    assert months_of(project) == tuple(JAN.plus(at) for at in range(6))


def test_months_that_are_left_open_reach_to_the_ends_of_a_window() -> None:
    assert clipped(None, None, (JAN, JUN)) == (JAN, JUN)
    assert clipped(JAN.plus(-3), JUN.plus(3), (JAN, JUN)) == (JAN, JUN)
    assert clipped(JAN.plus(1), JUN.plus(-1), (JAN, JUN)) == (JAN.plus(1), JUN.plus(-1))
    first, last = clipped(JUN.plus(1), None, (JAN, JUN))
    assert first > last
