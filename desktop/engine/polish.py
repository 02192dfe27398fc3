"""A search's whole numbers as a plan's values: the best that linear programs can do with them, nothing hidden."""

from __future__ import annotations

import contextlib
import time

import attrs
import numpy as np

from desktop.engine.concentration import admitting, most_hidden
from desktop.engine.goals import solve_sharply
from desktop.engine.memory import Course
from desktop.engine.needless import without_needless
from desktop.engine.objectives import Written
from desktop.engine.solver import Solver
from desktop.engine.vectors import FloatArray
from desktop.model.errors import SolverFault
from desktop.model.plan import Goal
from desktop.model.progress import Progress

HIDING = 1e-6
"""How much of a concentration may hide behind its tangents in a whole answer: it is no more exact."""
Polished = tuple[FloatArray, tuple[Goal, ...]]


class Polish:
    """Holds whole columns where a search left them, and solves for the rest, goal by goal.

    ``matrix`` is the program to go on from each time: tangents close together, laid for other numbers, lead HiGHS
    astray.
    """

    def __init__(self, written: Written, solver: Solver, progress: Progress, until: float) -> None:
        """What takes until ``time.monotonic`` shows ``until`` is left as far as it is."""
        self.solver = solver
        self.matrix = solver.matrix
        self._written = written
        self._whole = np.flatnonzero(solver.matrix.whole)
        self._progress = progress
        self._until = until
        self._course = Course()

    def begin_anew(self) -> None:
        """Go on as if nothing had been solved yet."""
        self.solver, self._course = Solver(self.matrix, self._progress), Course()

    def of(self, x: FloatArray) -> Polished | None:
        """The best that can be done with the whole numbers of ``x``, less those it does not need; None: nothing."""
        best: Polished | None = None
        with contextlib.suppress(SolverFault):
            values, reached = best = self._with_whole(x)
            fewer = without_needless(self.matrix, values)
            if (fewer[self._whole] < values[self._whole]).any():
                best = self._told(fewer, reached)
                if time.monotonic() < self._until:
                    best = self._with_whole(fewer)
        return best

    def _with_whole(self, x: FloatArray) -> Polished:
        """The best with the whole numbers of ``x``; raises SolverFault where nothing can be done with them."""
        self.solver.change(self.matrix)

        def hold() -> None:
            self.solver.free()
            self.solver.fix(self._whole, np.round(x[self._whole]))

        values, reached = solve_sharply(
            self.solver, self._written, self._progress, self._course, hold, until=self._until
        )
        if most_hidden(self._written.tangents, values) <= HIDING:
            return values, reached
        return self._told(admitting(self._written.tangents, values), reached)

    def _told(self, x: FloatArray, reached: tuple[Goal, ...]) -> Polished:
        """Values with what the goals come to, in place of what was ``reached``."""
        pairs = zip(reached, self._written.goals, strict=True)
        return x, tuple(attrs.evolve(each, value=goal.value(x)) for each, (_, goal) in pairs)
