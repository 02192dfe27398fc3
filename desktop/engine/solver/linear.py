"""Linear programs in HiGHS: each goal from the basis of the last, with what was reached frozen."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence

import attrs
import highspy
import numpy as np

from desktop.engine.certify import certify
from desktop.engine.program import Matrix, Sparse
from desktop.engine.solver.beside import Work, beside
from desktop.engine.solver.bounds import Bounds
from desktop.engine.solver.door import (
    LONG,
    STATUS,
    Asked,
    Status,
    do,
    hand_over,
    interrupt,
    numbers,
    opened,
    refuse_unfit,
    usual,
)
from desktop.engine.solver.last import Last
from desktop.engine.solver.scaled import columns_of, costs_of, merged, real
from desktop.engine.vectors import FloatArray, IntArray
from desktop.model.progress import Cancelled, Progress

_PRICED = 1e-8
"""A reduced cost above this is one; costs are scaled to a median of 1, and HiGHS is told to be exact to 1e-10."""
_EXACT = 1e-10
"""How exact rows and reduced costs are to be: at HiGHS's usual 1e-7 dust is frozen, and later goals pay for it."""
_USUAL = 1e-7
_CERTAIN = 1e-6
"""The relative gap up to which an answer counts as the best there is (model.md section 5)."""
_LITTLE = 1e-3
"""Of a goal that comes to less than this part of one usual column, the gap is measured by this part, in any unit."""
_MANY = 20
"""Changed coefficients from which it is quicker to hand the whole program over again."""
_OTHER_WAYS = (
    ("presolve", "off", "choose"),
    ("solver", "ipm", "choose"),
    ("primal_feasibility_tolerance", _USUAL, _EXACT),
)
"""What to try from scratch when there is no answer: HiGHS is known to lose its way after presolve, or by simplex.

Last, to be no more exact than it usually is: beside coefficients of a thousand times the usual ones, what a goal has
reached cannot be kept to the last digit. Whether such a plan holds is for the second computation to say.
"""


@attrs.frozen(eq=False)
class Answer:
    """What one solve gave: ``x`` holds one value per column in real units, empty unless optimal."""

    status: Status
    x: FloatArray


Basis = highspy.HighsBasis
_DUAL, _PRIMAL = 1, 4
_DEVEX = 1
"""HiGHS's numbers for these."""


class Solver:
    """One program inside HiGHS; each solve starts from the last basis, whole columns are relaxed.

    ``seconds`` and ``solves`` add up what HiGHS itself took, ``gap`` is the largest that exact arithmetic found
    between an answer and its bound; None where it was not asked for. ``meanwhile`` is done while HiGHS runs next, but
    not beside a long program: who is asked at every step whether to stop leaves no room for other work.
    """

    def __init__(self, matrix: Matrix, progress: Progress, *, certified: bool = False) -> None:
        """Hand ``matrix`` over; raises SolverFault when a number is not fit or HiGHS counts differently."""
        self._matrix = matrix
        self._asked = Asked(progress.cancelled)
        self.seconds = 0.0
        self.solves = 0
        self.gap = 0.0 if certified else None
        self.meanwhile: Work | None = None
        self._highs = opened(dual_feasibility_tolerance=_EXACT, primal_feasibility_tolerance=_EXACT)
        self._last = Last(self._highs)
        self._hand_over(matrix)
        if matrix.value.size > LONG:
            interrupt(self._highs, self._asked)

    @property
    def matrix(self) -> Matrix:
        """The program as it was handed over last."""
        return self._matrix

    @property
    def size(self) -> tuple[int, int, int]:
        """The numbers of rows, columns and coefficients."""
        return self._matrix.row_lower.size, self._matrix.column_lower.size, self._matrix.value.size

    def take_on(self, matrix: Matrix, progress: Progress, *, certified: bool = False) -> bool:
        """Go on with a program that differs in numbers alone, with the basis there is; False where it does not.

        From then on steps are chosen by weights that start at one: where few steps lead from basis to basis, to work
        out those of the steepest edges for each takes longer than they save. Costs are not shaken against ties: goals
        that weigh little would be lost in that, and found again in steps of their own.
        """
        old = self._matrix
        same = all(np.array_equal(getattr(old, part), getattr(matrix, part)) for part in ("start", "index", "whole"))
        if not same or old.column_lower.size != matrix.column_lower.size:
            return False
        if np.array_equal(old.value, matrix.value):
            refuse_unfit(matrix)
            self._matrix, self._behind = matrix, True
        else:
            self.change(matrix)
        do(self._highs.setOptionValue("simplex_dual_edge_weight_strategy", _DEVEX))
        do(self._highs.setOptionValue("dual_simplex_cost_perturbation_multiplier", 0.0))
        self._asked.stopped = progress.cancelled
        self.seconds, self.solves = 0.0, 0
        self.gap = 0.0 if certified else None
        return True

    def change(self, matrix: Matrix) -> None:
        """Go on with other numbers in the same places, in the same search; what was fixed and frozen is taken back."""
        refuse_unfit(matrix)
        changed = np.flatnonzero(self._matrix.value != matrix.value)
        if changed.size > _MANY:
            basis = self.basis()
            self._hand_over(matrix)
            if basis.valid:
                self.start_from(basis)
            return
        for entry in changed:
            row = int(np.searchsorted(matrix.start, entry, side="right")) - 1
            do(self._highs.changeCoeff(row, int(matrix.index[entry]), float(matrix.value[entry])))
        self._last.leave()
        self._matrix = matrix
        self.free()

    def _hand_over(self, matrix: Matrix) -> None:
        hand_over(self._highs, matrix)
        self._last.leave()
        change_rows = self._highs.changeRowsBounds  # type: ignore[attr-defined]  # its types leave it out
        self._matrix = matrix
        self._columns = Bounds(self._highs.changeColsBounds, matrix.column_lower.copy(), matrix.column_upper.copy())
        self._rows = Bounds(change_rows, matrix.row_lower.copy(), matrix.row_upper.copy())
        self._costs = np.zeros(matrix.column_lower.size)
        self._behind = False  # whether the program has limits that HiGHS does not know yet

    def free(self) -> None:
        """Take back whatever was fixed and frozen."""
        matrix = self._matrix
        self._columns.put_all(matrix.column_lower, matrix.column_upper)
        self._rows.put_all(matrix.row_lower, matrix.row_upper)
        self._behind = False

    def basis(self) -> Basis:
        """The basis of the last answer."""
        return self._highs.getBasis()

    def start_from(self, basis: Basis) -> None:
        """Let the next solve start from ``basis``, of an answer to this program or to one that it took the place of."""
        do(self._highs.setBasis(basis))
        self._last.leave()

    def minimise(self, goal: Sparse, until: float = math.inf, *, near: bool = False) -> Answer:
        """The least of ``goal``; raises Cancelled when the handle says so while HiGHS works.

        ``near``: the last answer is one still, and not far from the best; few steps of the primal simplex lead there,
        where the dual one would give it up. An answer that HiGHS does not find at once, or that exact arithmetic does
        not confirm, is looked for in other ways. There is none where it takes longer than ``time.monotonic`` shows
        ``until``.
        """
        if self._behind:
            self.free()
        self._set_cost(goal)
        do(self._highs.setOptionValue("simplex_strategy", _PRIMAL if near else _DUAL))
        status = self._run(until)
        for option, other, normal in _OTHER_WAYS:
            if (status == "optimal" and self._gap() <= _CERTAIN) or time.monotonic() >= until:
                break
            do(self._highs.setOptionValue("simplex_strategy", _DUAL))
            do(self._highs.clearSolver())
            do(self._highs.setOptionValue(option, other))
            status = self._run(until)
            do(self._highs.setOptionValue(option, normal))
        if status != "optimal":
            return Answer(status, np.zeros(0))
        solution = self._highs.getSolution()
        if not solution.value_valid:
            return Answer("failed", np.zeros(0))
        if self.gap is not None:
            self.gap = max(self.gap, self._gap())
        self._values = numbers(solution.col_value)
        self._last.answered(self._matrix, self._values)
        return Answer("optimal", real(self._values, self._matrix))

    def lasting(self, goals: Sequence[tuple[Sparse, float]]) -> FloatArray | None:
        """The values of the last basis, in real units, if they are the best for ``goals`` in turn by the numbers now.

        Each goal is told with the most that it may come to and is met by. None where the basis is not the best, or
        cannot be shown to be. Raises Cancelled when the handle says so.
        """
        if self._asked.stopped():
            raise Cancelled
        return self._last.best(self._matrix, goals)

    def size_of(self, goal: Sparse) -> float:
        """The usual weight of a goal's columns in the solver's scale."""
        return usual(merged(goal, self._matrix)[1])

    def _gap(self) -> float:
        """How far from the best the last answer may be by exact arithmetic, where that is asked."""
        if self.gap is None:
            return 0.0
        solution = self._highs.getSolution()
        bounded = attrs.evolve(
            self._matrix,
            column_lower=self._columns.lower,
            column_upper=self._columns.upper,
            row_lower=self._rows.lower,
            row_upper=self._rows.upper,
        )
        return certify(bounded, self._costs, numbers(solution.col_value), numbers(solution.row_dual), _LITTLE).gap

    def fix(self, columns: IntArray, values: FloatArray) -> None:
        """Hold ``columns`` at ``values``, in real units, from now on."""
        if self._behind:
            self.free()
        held = values / self._matrix.column_scale[columns]
        self._columns.put(columns, held, held)

    def nothing(self) -> FloatArray:
        """Zero in every column: to buy, make and deliver nothing."""
        return np.zeros(self._matrix.column_scale.size)

    def hold_down(self, goal: Sparse, x: FloatArray) -> None:
        """No column of ``goal`` may be above what it is in ``x``, in real units, from now on.

        For goals that are met: what is left of them is dust, which to take away may leave no answer.
        """
        columns = columns_of(goal, self._costs.size)
        found = x[columns] / self._matrix.column_scale[columns]
        lower = self._columns.lower[columns]
        self._columns.put(columns, lower, np.maximum(found, lower))

    def freeze(self) -> None:
        """What the last goal reached cannot be given up again.

        By complementary slackness the equally good answers are those in which every column and every row with a
        price other than zero stays at its bound. Unlike a row that limits the goal's value this leaves the
        last answer feasible, a basis to go on from; prices below the solver's own accuracy count as none.
        """
        solution = self._highs.getSolution()
        for bounds, prices, values in (
            (self._columns, numbers(solution.col_dual), self._values),
            (self._rows, numbers(solution.row_dual), numbers(solution.row_value)),
        ):
            priced = np.flatnonzero(np.abs(prices) > _PRICED)
            bounds.fix_at_nearest(priced, values[priced])

    def _set_cost(self, goal: Sparse) -> None:
        costs = costs_of(goal, self._matrix)
        other = np.flatnonzero(costs != self._costs)
        if other.size:
            do(self._highs.changeColsCost(other.size, other.astype(np.int32), costs[other]))
        self._costs = costs

    def _run(self, until: float) -> Status:
        left = max(until - time.monotonic(), 0.0)  # HiGHS counts the time of all runs together
        do(self._highs.setOptionValue("time_limit", self._highs.getRunTime() + left))
        work, self.meanwhile = self.meanwhile, None
        self._last.leave()
        with beside(work if self._matrix.value.size <= LONG else None):
            started = time.perf_counter()
            outcome = self._highs.run()
            self.seconds += time.perf_counter() - started
        self.solves += 1
        if self._asked.stopped():
            raise Cancelled
        if outcome == highspy.HighsStatus.kError:  # from a warm start HiGHS can trip over its basis: that is no answer
            return "failed"
        return STATUS.get(self._highs.getModelStatus(), "failed")
