"""A linear program with some yes or no columns, solved by trying every pattern of them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import highspy
import numpy as np

UNLIMITED = float("inf")
Terms = Mapping[int, float]


class Lp:
    """The least of a sum of columns under rows; columns are named by their numbers."""

    def __init__(self) -> None:
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("threads", 1)
        self._yes_or_no: list[int] = []
        self._size = 0

    def column(self, cost: float = 0.0, upper: float = UNLIMITED) -> int:
        """A column from 0 to ``upper``."""
        self._highs.addCol(cost, 0.0, upper, 0, np.zeros(0, dtype=np.int32), np.zeros(0))
        self._size += 1
        return self._size - 1

    def decision(self, cost: float = 0.0) -> int:
        """A column that is 0 or 1."""
        self._yes_or_no.append(self.column(cost, 1.0))
        return self._yes_or_no[-1]

    def row(self, terms: Terms, lower: float = -UNLIMITED, upper: float = UNLIMITED) -> None:
        """Keep a sum of columns, each times its number, between two limits."""
        places = np.array(list(terms), dtype=np.int32)
        self._highs.addRow(lower, upper, len(places), places, np.array(list(terms.values()), dtype=float))

    def least(self) -> float:
        """The least sum of all patterns."""
        found = UNLIMITED
        for pattern in product((0.0, 1.0), repeat=len(self._yes_or_no)):
            for column, value in zip(self._yes_or_no, pattern, strict=True):
                self._highs.changeColBounds(column, value, value)
            self._highs.run()
            if self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal:
                found = min(found, self._highs.getInfo().objective_function_value)
        return found
