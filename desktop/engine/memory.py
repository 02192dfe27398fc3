"""What is kept from one solve to the next: the program in HiGHS, and the way that led to its answer."""

from __future__ import annotations

from collections import OrderedDict

import attrs

from desktop.engine.blocks import Blocks
from desktop.engine.program import Matrix
from desktop.engine.solver import Basis, Solver
from desktop.model.progress import Progress

_KEPT = 4
Key = tuple[str, str]
Shape = tuple[int, int, int]


@attrs.define(eq=False)
class Course:
    """The way of the last solve: the bases in which its goals were reached (see ``solve_in_turn``), and which were met.

    Empty at first, as there is no last solve yet.
    """

    bases: dict[str, Basis] = attrs.field(factory=dict)
    met: frozenset[str] | None = None


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
