"""What is kept from one solve to the next: the program in HiGHS, and the way that led to its answer."""

from __future__ import annotations

from collections import OrderedDict

import attrs
import numpy as np

from desktop.engine.blocks import Blocks
from desktop.engine.program import Matrix
from desktop.engine.solver import Basis, Solver
from desktop.engine.vectors import FloatArray
from desktop.model.progress import Progress

_KEPT = 4
_ENDS = 16
"""How many ends of solves are kept at most."""
Key = tuple[str, str]
Shape = tuple[int, int, int]


@attrs.frozen(eq=False)
class End:
    """Where a solve ended: what the coefficients of each row came to, the basis, and the goals that were met."""

    rows: FloatArray
    basis: Basis
    met: frozenset[str]


@attrs.frozen(eq=False)
class Course:
    """The ways of solves before: the bases in which the last reached its goals (see ``solve_in_turn``), and ends.

    Empty at first, as there is no last solve yet.
    """

    bases: dict[str, Basis] = attrs.field(factory=dict)
    _ends: list[End] = attrs.field(factory=list)

    def ended(self, matrix: Matrix, basis: Basis, met: frozenset[str]) -> None:
        """Keep where a solve ended, and let go of the oldest."""
        self._ends.append(End(_rows(matrix), basis, met))
        del self._ends[:-_ENDS]

    def nearest(self, matrix: Matrix) -> End | None:
        """The end of the program most like ``matrix``, row by row, the latest of several; None before any."""
        if not self._ends:
            return None
        rows = _rows(matrix)
        return min(reversed(self._ends), key=lambda end: float(np.abs(end.rows - rows).sum()))


def _rows(matrix: Matrix) -> FloatArray:
    """What the coefficients of each row come to: all of them, for sixteen programs, take too much room."""
    return np.bincount(matrix.row, matrix.value, matrix.row_lower.size).astype(float, copy=False)


class Memory:
    """The programs planned last, by mix and scenario; a changed price, capacity or target changes only numbers.

    Of several shapes each is kept: a share that is dragged to zero and back asks for a row less and a row more.

    To be used by one solve at a time.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Key, Shape], tuple[Solver, Course]] = OrderedDict()
        self._written: OrderedDict[Key, Blocks] = OrderedDict()

    def solver(self, key: Key, matrix: Matrix, progress: Progress, *, certified: bool) -> tuple[Solver, Course]:
        """A solver that holds ``matrix``, with the way to its last answer; a new one where the shape has changed.

        Raises SolverFault when a number is not fit for HiGHS.
        """
        place = key, (matrix.row_lower.size, matrix.column_lower.size, matrix.value.size)
        solver, course = self._kept.pop(place, (None, Course()))
        if solver is None or not solver.take_on(matrix, progress, certified=certified):
            solver, course = Solver(matrix, progress, certified=certified), Course()
        self._kept[place] = solver, course
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return solver, course

    def blocks(self, key: Key) -> Blocks | None:
        """The steps in which the program of a mix and scenario was written last; None where they are not kept."""
        return self._written.get(key)

    def remember(self, key: Key, blocks: Blocks) -> None:
        """Keep the steps in which a program was written."""
        self._written.pop(key, None)
        self._written[key] = blocks
        while len(self._written) > _KEPT:
            self._written.popitem(last=False)

    def forget(self, key: Key) -> None:
        """Drop what is kept of a mix and scenario: after a fault its state cannot be trusted."""
        for place in [place for place in self._kept if place[0] == key]:
            del self._kept[place]
        self._written.pop(key, None)
