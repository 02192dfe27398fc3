"""Step series of many records are what they are one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.engine.paths import Step, paths
from desktop.model.months import span
from desktop.model.series import spread
from tests.tiny import FIRST, MONTHS

steps = st.lists(
    st.tuples(st.integers(0, 2), st.integers(-3, 8).map(FIRST.plus) | st.none(), st.sampled_from([0.0, 1.0, 2.5, 7.0])),
    max_size=12,
)


@given(steps, st.integers(0, 6))
def test_each_row_is_spread_by_its_own_steps(all_steps: list[Step], size: int) -> None:
    months, before = span(FIRST, size), [9.0, float("inf"), 3.0]
    found = paths(all_steps, months, before)
    own = [[(month, value) for row, month, value in all_steps if row == at and month is not None] for at in range(3)]
    assert found.tolist() == [spread(each, months, first) for each, first in zip(own, before, strict=True)]


def test_without_steps_what_was_before_holds() -> None:
    assert paths([], MONTHS, [1.0, 2.0]).tolist() == [[1.0] * 6, [2.0] * 6]
    assert paths([(0, None, 5.0)], MONTHS, [1.0]).tolist() == [[1.0] * 6]
    assert paths([], MONTHS, []).shape == (0, 6)
