"""The months that a project plans."""

from desktop.model.horizon import horizon_of, months_of
from desktop.model.months import Month
from tests.tiny import tiny_project

JAN, JUN = Month.of(2027, 1), Month.of(2027, 6)


def test_the_horizon_is_that_of_the_settings() -> None:
    project = tiny_project()
    assert horizon_of(project) == (JAN, JUN)
    assert months_of(project) == tuple(JAN.plus(at) for at in range(6))
