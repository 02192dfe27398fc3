"""Programs with whole columns in HiGHS: branch and bound, with the best so far told as it is found."""

from __future__ import annotations

import time
from collections.abc import Callable

import attrs
import highspy
import numpy as np

from desktop.engine.program import TRACE, Matrix, Sparse
from desktop.engine.solver.door import STATUS, Status, do, fit_costs, hand_over, opened
from desktop.engine.vectors import FloatArray, IntArray

_ROUNDING = 1e-7
_EXACT = 1e-8
"""How nearly whole a whole column must be: at HiGHS's usual 1e-6 a yes that is none lets a little through."""
QUICK: dict[str, float | str] = {
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_root_reduced_cost": False,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_allow_restart": False,
}
"""How a small search is made: what is better is near, so that to look for it by other means only takes time."""
PROVING: dict[str, float | str] = {"mip_allow_restart": False}
"""How a proof is sought: to begin again seldom pays."""


@attrs.frozen(eq=False)
class Within:
    """What a search keeps to: goals reached before, each with the most it may come to, and columns at a value.

    ``fixed`` are columns that stay at ``values``, in real units. ``base`` is a part of the goal that no answer
    avoids: gaps are relative to the rest. Only answers that come to less than ``below`` are looked for.
    """

    goals: tuple[tuple[Sparse, float], ...] = ()
    fixed: IntArray = attrs.field(factory=lambda: np.zeros(0, dtype=np.int64))
    values: FloatArray = attrs.field(factory=lambda: np.zeros(0))
    base: float = 0.0
    below: float = np.inf

    def narrowed(self, matrix: Matrix) -> Matrix:
        """The program within what is held: goals that are met as bounds, the others as rows."""
        lower, upper = matrix.column_lower.copy(), matrix.column_upper.copy()
        lower[self.fixed] = upper[self.fixed] = self.values / matrix.column_scale[self.fixed]
        rows = []
        for goal, most in self.goals:
            if most <= 0 and (goal.weights >= 0).all():
                upper[goal.columns] = np.maximum(lower[goal.columns], 0.0)
            else:
                rows.append((goal, most))
        return _with_rows(attrs.evolve(matrix, column_lower=lower, column_upper=upper), rows)


def unheard(_x: FloatArray) -> None:
    """Let what is found on the way pass: it is told at the end."""


@attrs.define(eq=False)
class Watch:
    """What is seen of a search while it goes on: ``better`` takes the values of each better answer, in real units.

    ``bound`` is below what the goal cannot go, as far as is known by now.
    """

    better: Callable[[FloatArray], object] = unheard
    bound: float = -np.inf


@attrs.frozen(eq=False)
class Found:
    """What a search came to: the best values, None where none were found, and below what the goal cannot go.

    "optimal" means that the best is within the gap asked for; "failed", that the search was stopped before. Where
    only answers below some value were looked for, "infeasible" means that there are none, and no bound is beyond it.
    """

    status: Status
    x: FloatArray | None
    value: float
    bound: float
    nodes: int

    def proves(self, gap: float) -> bool:
        """Whether the best is within ``gap`` by its bound too, not by HiGHS's word alone."""
        if self.status != "optimal" or self.x is None:
            return False
        return self.value - self.bound <= max(gap, _ROUNDING) * max(abs(self.value), 1e-9)


@attrs.frozen(eq=False)
class Branching:
    """One program whose whole columns are whole; ``stopped`` is asked often while HiGHS works, and must be quick."""

    matrix: Matrix
    stopped: Callable[[], bool]

    def prove(
        self,
        goal: Sparse,
        held: Within,
        until: float,
        start: FloatArray | None,
        watch: Watch,
        gap: float,
        **options: float | str,
    ) -> Found:
        """The least of ``goal`` as ``minimise`` finds it, within a relative ``gap``, not taken at HiGHS's word.

        After presolve HiGHS is known to call feasible programs infeasible, and a start the best there is without
        having looked at a single node. Such an answer counts only if it comes again without presolve and start. That
        nothing is better than it has to be counts once the root was solved, as in every search that prunes nodes.
        """
        options = {**PROVING, **options, "mip_rel_gap": gap}
        before = watch.bound
        found = self.minimise(goal, held, until, start, watch, **options)
        repeated = (
            start is not None and found.nodes <= 0 and found.value >= goal.value(start) - _ROUNDING * abs(found.value)
        )
        if found.status == "infeasible":
            doubtful = np.isinf(held.below) or found.nodes <= 0
        else:
            doubtful = found.status == "optimal" and (repeated or not found.proves(gap))
        if not doubtful:
            return found
        watch.bound = before
        if self.stopped() or time.monotonic() >= until:
            return attrs.evolve(found, status="failed", bound=before)
        again = self.minimise(goal, held, until, None, watch, **options, presolve="off")
        settled = again.status in ("optimal", "infeasible") or again.value < found.value
        return again if settled else attrs.evolve(found, status="failed", bound=again.bound)

    def minimise(
        self, goal: Sparse, held: Within, until: float, start: FloatArray | None, watch: Watch, **options: float | str
    ) -> Found:
        """The least of ``goal`` within what is ``held``, sought until ``time.monotonic`` shows ``until``.

        ``start`` are values to begin with, in real units; further ``options`` are HiGHS's own.
        """
        matrix = held.narrowed(self.matrix)
        seconds = max(until - time.monotonic(), 0.05)
        highs = opened(time_limit=seconds, mip_abs_gap=0.0, mip_feasibility_tolerance=_EXACT, **options)
        hand_over(highs, matrix, whole=True)
        costs = np.zeros(matrix.column_lower.size)
        np.add.at(costs, goal.columns, goal.weights * matrix.column_scale[goal.columns])
        fit, size = fit_costs(costs)
        do(highs.changeColsCost(fit.size, np.arange(fit.size, dtype=np.int32), fit))
        do(highs.changeObjectiveOffset(-held.base / size))
        if np.isfinite(held.below):
            do(highs.setOptionValue("objective_bound", (held.below - held.base) / size))
        if start is not None:
            solution = highspy.HighsSolution()
            solution.col_value = (start / matrix.column_scale).tolist()
            do(highs.setSolution(solution))

        def ask(event: highspy.HighsCallbackEvent) -> None:
            watch.bound = max(watch.bound, min(event.data_out.mip_dual_bound * size + held.base, held.below))
            if self.stopped():
                event.interrupt()

        def improved(event: highspy.HighsCallbackEvent) -> None:
            watch.better(np.array(event.data_out.mip_solution) * matrix.column_scale)

        highs.cbMipInterrupt += ask
        highs.cbMipImprovingSolution += improved
        ran = highs.run() != highspy.HighsStatus.kError
        status, info = STATUS.get(highs.getModelStatus(), "failed") if ran else "failed", highs.getInfo()
        x = None
        if info.primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible):
            x = np.array(highs.getSolution().col_value) * matrix.column_scale
        value = np.inf if x is None else goal.value(x)
        if value >= held.below and x is not None:  # HiGHS calls it the best there is all the same
            status, x, value = "infeasible" if status == "optimal" else status, None, np.inf
        bound = min(info.mip_dual_bound * size + held.base, held.below) if ran and info.valid else -np.inf
        bound = held.below if status == "infeasible" else bound
        return Found(status, x, value, bound, info.mip_node_count)


def _with_rows(matrix: Matrix, goals: list[tuple[Sparse, float]]) -> Matrix:
    """``matrix`` with a row that keeps each goal within its most, in the goal's usual size."""
    start, index, value = [matrix.start], [matrix.index], [matrix.value]
    most = []
    for goal, limit in goals:
        columns, place = np.unique(goal.columns, return_inverse=True)
        fit, size = fit_costs(np.bincount(place, goal.weights, columns.size) * matrix.column_scale[columns])
        columns, fit = columns[np.abs(fit) > TRACE], fit[np.abs(fit) > TRACE]
        start.append(np.array([start[-1][-1] + columns.size], dtype=np.int32))
        index.append(columns.astype(np.int32))
        value.append(fit)
        most.append(limit / size)
    return attrs.evolve(
        matrix,
        row_lower=np.concatenate([matrix.row_lower, np.full(len(most), -np.inf)]),
        row_upper=np.concatenate([matrix.row_upper, most]),
        start=np.concatenate(start),
        index=np.concatenate(index),
        value=np.concatenate(value),
    )
