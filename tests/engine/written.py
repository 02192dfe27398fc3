"""Programs of the tiny project in the writing, and what the solver makes of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from desktop.engine.arrays import Arrays, arrays
from desktop.engine.draft import Draft, start
from desktop.engine.program import Matrix, Sparse
from desktop.engine.solver import Branching, Solver, Watch, Within
from desktop.engine.vectors import FloatArray, IntArray
from desktop.model.progress import Silent
from desktop.model.records import Mix
from desktop.model.records.table import Record
from tests.tiny import tiny_project


def tiny_arrays(mix: str = "least", scenario: str = "", /, **changed: Sequence[Record]) -> Arrays:
    """The arrays of the tiny project with the named tables replaced."""
    project = tiny_project(**changed)
    return arrays(project, project.by_id(Mix)[mix], scenario)


def drafted(mix: str = "least", scenario: str = "", /, **changed: Sequence[Record]) -> Draft:
    """A draft of the tiny project with the named tables replaced: columns alone, no row yet."""
    return start(tiny_arrays(mix, scenario, **changed))


def drafted_whole(mix: str = "least", scenario: str = "", /, **changed: Sequence[Record]) -> Draft:
    """The same for an answer with whole orders and every yes or no decided."""
    return start(tiny_arrays(mix, scenario, **changed), whole=True)


def matrix_of(draft: Draft) -> Matrix:
    """What has been drafted so far, with a row that asks nothing, for drafts that have no other."""
    row = draft.program.rows((1,), 1.0, -np.inf, np.inf)
    draft.program.put(row, draft.columns.stock[0, :1], 1.0)
    return draft.program.matrix()


def least(draft: Draft, *terms: tuple[IntArray, float | FloatArray], held: Within | None = None) -> FloatArray:
    """The values, in real units, that make the sum of ``terms`` least; whole where they must be whole."""
    x = found(draft, *terms, held=held)
    assert x is not None
    return x


def found(draft: Draft, *terms: tuple[IntArray, float | FloatArray], held: Within | None = None) -> FloatArray | None:
    """The same; None where no values satisfy the program."""
    matrix, goal, held = matrix_of(draft), Sparse.of(*terms), held or Within()
    if matrix.whole.any():
        whole = Branching(matrix, Silent().cancelled).minimise(goal, held, np.inf, None, Watch(lambda _: None))
        assert whole.status in {"optimal", "infeasible"}
        return whole.x
    solver = Solver(matrix, Silent())
    solver.fix(held.fixed, held.values)
    answer = solver.minimise(goal)
    assert answer.status in {"optimal", "infeasible"}
    return answer.x if answer.status == "optimal" else None


def arriving(draft: Draft, *arrivals: Sequence[float]) -> Within:
    """That this arrives of each offer, in order, month by month; nothing by a file in hand."""
    lanes = np.zeros(draft.columns.arrive.shape)
    for lane, series in enumerate(arrivals):
        lanes[lane] = series
    return Within(fixed=draft.columns.arrive.ravel(), values=lanes.ravel())


def least_with(draft: Draft, columns: IntArray, *arrivals: Sequence[float]) -> FloatArray:
    """The values that make ``columns`` least once this arrives of each offer."""
    return least(draft, (columns, 1.0), held=arriving(draft, *arrivals))


def most(draft: Draft, columns: IntArray) -> float:
    """The largest sum of some columns."""
    return float(least(draft, (columns, -1.0))[columns].sum())
