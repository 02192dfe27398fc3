"""The bounds that columns or rows have in HiGHS, so that only what differs is passed on."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import highspy
import numpy as np
import numpy.typing as npt

from desktop.engine.solver.door import do
from desktop.engine.vectors import FloatArray, IntArray


@attrs.frozen(eq=False)
class Bounds:
    """The bounds that columns or rows have in HiGHS by now; ``change`` passes others on, which takes time for each."""

    change: Callable[[int, npt.NDArray[np.int32], FloatArray, FloatArray], highspy.HighsStatus]
    lower: FloatArray
    upper: FloatArray

    def put(self, places: IntArray, lower: FloatArray, upper: FloatArray) -> None:
        """Bound ``places``; what has these bounds already is not passed on."""
        other = np.flatnonzero((self.lower[places] != lower) | (self.upper[places] != upper))
        if other.size:
            places, lower, upper = places[other], lower[other], upper[other]
            self.lower[places], self.upper[places] = lower, upper
            do(self.change(places.size, places.astype(np.int32), lower, upper))

    def put_all(self, lower: FloatArray, upper: FloatArray) -> None:
        """Bound every place."""
        self.put(np.arange(lower.size), lower, upper)

    def fix_at_nearest(self, places: IntArray, values: FloatArray) -> None:
        """Hold ``places`` at those of their bounds that lie nearest to ``values``."""
        lower, upper = self.lower[places], self.upper[places]
        nearest = np.where(np.abs(values - lower) <= np.abs(values - upper), lower, upper)
        self.put(places, nearest, nearest)
