"""What bounds are passed on to HiGHS: those that differ from what it knows, and no others."""

from __future__ import annotations

import highspy
import numpy as np
import numpy.typing as npt
import pytest

from desktop.engine.solver.bounds import Bounds
from desktop.engine.vectors import FloatArray
from desktop.model.errors import SolverFault

Call = tuple[list[int], list[float], list[float]]


def _bounds(status: highspy.HighsStatus = highspy.HighsStatus.kOk) -> tuple[Bounds, list[Call]]:
    """Three places from 0 to 10, and what is passed on of them."""
    calls: list[Call] = []

    def change(_count: int, places: npt.NDArray[np.int32], lower: FloatArray, upper: FloatArray) -> highspy.HighsStatus:
        calls.append((places.tolist(), lower.tolist(), upper.tolist()))
        return status

    return Bounds(change, np.zeros(3), np.full(3, 10.0)), calls


def test_only_what_differs_is_passed_on_and_only_once() -> None:
    bounds, calls = _bounds()
    for _ in range(2):
        bounds.put_all(np.array([0.0, 1.0, 0.0]), np.array([10.0, 10.0, 5.0]))
    assert calls == [([1, 2], [1.0, 0.0], [10.0, 5.0])]
    assert (bounds.lower.tolist(), bounds.upper.tolist()) == ([0.0, 1.0, 0.0], [10.0, 10.0, 5.0])


def test_some_places_are_bound_by_themselves() -> None:
    bounds, calls = _bounds()
    bounds.put(np.array([2]), np.array([4.0]), np.array([4.0]))
    assert calls == [([2], [4.0], [4.0])]
    assert bounds.lower.tolist() == [0.0, 0.0, 4.0]


def test_what_is_fixed_is_held_at_the_bound_that_lies_nearest() -> None:
    bounds, calls = _bounds()
    bounds.fix_at_nearest(np.array([0, 2]), np.array([1e-9, 9.999]))
    assert calls == [([0, 2], [0.0, 10.0], [0.0, 10.0])]


def test_bounds_that_highs_refuses_are_a_fault() -> None:
    bounds, _ = _bounds(highspy.HighsStatus.kError)
    with pytest.raises(SolverFault, match="solver-refused"):
        bounds.put_all(np.ones(3), np.ones(3))
