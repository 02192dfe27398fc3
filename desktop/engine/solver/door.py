"""What crosses the door to HiGHS: options, statuses that are read, numbers that are fit, programs in its form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from struct import pack
from typing import Literal, Protocol

import attrs
import highspy
import numpy as np

from desktop.engine.program import Matrix
from desktop.engine.vectors import FloatArray
from desktop.model.errors import SolverFault

Status = Literal["optimal", "infeasible", "unbounded", "failed"]

LARGEST = 1e9
"""No number above this is handed over: HiGHS treats 1e20 as infinite and loses digits long before."""
DUST = 1e-10
"""HiGHS keeps rows and bounds to this; what is smaller is no quantity."""
LONG = 20_000
"""Coefficients from which a solve can take long enough to be interrupted: asking costs time at every step."""
WIDEST = 1e7
"""The largest cost, where the usual one is 1: beyond it the small ones are told apart no more."""
STATUS: dict[highspy.HighsModelStatus, Status] = {
    highspy.HighsModelStatus.kOptimal: "optimal",
    highspy.HighsModelStatus.kInfeasible: "infeasible",
    highspy.HighsModelStatus.kUnbounded: "unbounded",
    highspy.HighsModelStatus.kUnboundedOrInfeasible: "infeasible",
}
_OPTIONS = (("output_flag", False), ("threads", 1), ("random_seed", 0), ("small_matrix_value", 1e-12))


class _Interrupt(Protocol):
    user_interrupt: bool


@attrs.define(eq=False)
class Asked:
    """What HiGHS calls at every step; it knows no solver, or HiGHS would keep alive the solver that keeps it."""

    stopped: Callable[[], bool]

    def __call__(self, _kind: object, _message: str, _told: object, answer: _Interrupt, _data: object) -> None:
        """Answer HiGHS, which keeps the last answer from one solve to the next."""
        answer.user_interrupt = self.stopped()


def interrupt(highs: highspy.Highs, asked: Asked) -> None:
    """Let ``highs`` ask at every step of a linear program whether to stop, by simplex or interior point."""
    do(highs.setCallback(asked, None))
    kinds = highspy.cb.HighsCallbackType
    for kind in (kinds.kCallbackSimplexInterrupt, kinds.kCallbackIpmInterrupt):
        do(highs.startCallback(kind))


def opened(**options: float | str) -> highspy.Highs:
    """A silent HiGHS on one thread that answers the same every time, with further ``options`` set."""
    highs = highspy.Highs()
    for option, value in (*_OPTIONS, *options.items()):
        do(highs.setOptionValue(option, value))
    return highs


def do(status: highspy.HighsStatus) -> None:
    """Read the status of a call; a warning is as good as an error where numbers are handed over."""
    if status != highspy.HighsStatus.kOk:
        raise SolverFault("solver-refused", status=str(status))


def hand_over(highs: highspy.Highs, matrix: Matrix, *, whole: bool = False) -> None:
    """Give ``matrix`` to ``highs`` at no cost, its whole columns relaxed or not.

    Raises SolverFault when HiGHS takes it otherwise.
    """
    refuse_unfit(matrix)
    pass_on(highs, matrix, whole=whole)
    given = matrix.row_lower.size, matrix.column_lower.size, matrix.value.size
    taken = highs.getNumRow(), highs.getNumCol(), highs.getNumNz()
    if taken != given:
        raise SolverFault("solver-counts-differ", rows=taken[0], columns=taken[1], entries=taken[2])


def pass_on(highs: highspy.Highs, matrix: Matrix, *, whole: bool = False) -> None:
    """The call itself, by arrays: a HighsLp would be filled number by number."""
    do(
        highs.passModel(
            matrix.column_lower.size,
            matrix.row_lower.size,
            matrix.value.size,
            int(highspy.MatrixFormat.kRowwise),
            int(highspy.ObjSense.kMinimize),
            0.0,
            np.zeros(matrix.column_lower.size),
            matrix.column_lower,
            matrix.column_upper,
            matrix.row_lower,
            matrix.row_upper,
            matrix.start,
            matrix.index,
            matrix.value,
            (matrix.whole & whole).astype(np.int32),
        )
    )


def numbers(listed: Sequence[float]) -> FloatArray:
    """What HiGHS gives as a list, for reading; packed as bytes on the way, which takes a third of the time."""
    return np.frombuffer(pack(f"{len(listed)}d", *listed))


def fit_costs(weights: FloatArray) -> tuple[FloatArray, float]:
    """The weights of a goal as costs around 1, and the weight of which one unit is; raises SolverFault when unfit."""
    if not np.isfinite(weights).all():
        raise SolverFault("solver-number-unfit")
    size = max(usual(weights), float(np.abs(weights).max(initial=0.0)) / WIDEST)
    return weights / size, size


def usual(weights: FloatArray) -> float:
    """The median of the weights above zero; 1 where there are none."""
    above = weights[weights > 0]
    if not above.size:
        return 1.0
    low, high = (above.size - 1) // 2, above.size // 2
    ordered = np.partition(above, (low, high))
    return float((ordered[low] + ordered[high]) / 2)


def refuse_unfit(matrix: Matrix) -> None:
    """Every number finite and at most 1e9; only limits may be infinite, on their open side."""
    finite = bool(np.isfinite(matrix.value).all() and np.isfinite(matrix.column_scale).all())
    for lower, upper in ((matrix.column_lower, matrix.column_upper), (matrix.row_lower, matrix.row_upper)):
        sane = ~np.isnan(lower) & ~np.isnan(upper) & (lower <= upper) & (lower < np.inf) & (upper > -np.inf)
        limits = np.concatenate([lower[np.isfinite(lower)], upper[np.isfinite(upper)]])
        finite = finite and bool(sane.all()) and bool(np.abs(limits).max(initial=0.0) <= LARGEST)
    if not finite or np.abs(matrix.value).max(initial=0.0) > LARGEST:
        raise SolverFault("solver-number-unfit")
