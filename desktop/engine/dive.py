"""A whole answer from the relaxed one: charges spread over what they carry, then decision by decision, each tried."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from desktop.engine.draft import Decided
from desktop.engine.program import Matrix, Sparse
from desktop.engine.solver import Relaxation
from desktop.engine.vectors import BoolArray, FloatArray, IntArray

_ROUNDS = 4
"""How often charges are spread anew."""
_NOTHING = 1e-7
_LEAST_PART = 1e-3
"""The least part of a yes that a charge is spread over: less would make it dearer than it can ever be."""
_NUDGE = 1e-4
"""Of a usual cost, what a yes without a charge earns: it is as near to a yes as the quantities allow."""
_SURE = 0.25
"""How near to whole a long decision is that is made together with others."""


class Dive:
    """Looks for one whole answer in a relaxed program, by linear programs alone that each go on from the last.

    Charges are spread over what they carried last time, until few are paid for little (dynamic slope scaling, Kim and
    Pardalos 1999). Then decisions are rounded and held, first those on more than a month, then month by month, and
    what is still open makes up for it. What costs too much at once is halved; single decisions take their better side.
    ``spread_answer`` is what is relaxed with charges spread (real units), empty until they are.
    """

    def __init__(self, matrix: Matrix, goal: Sparse, decided: Decided, stopped: Callable[[], bool]) -> None:
        self._relaxed = Relaxation(matrix, goal, stopped)
        self._stopped = stopped
        self._scale = matrix.column_scale
        self._lower, self._upper = matrix.column_lower, matrix.column_upper
        self._decided = decided
        self._own = self._relaxed.costs.copy()
        self._charged = matrix.whole & (self._own > 0)
        self._yes_or_no = matrix.whole & (matrix.column_upper <= 1)
        self._long = decided.columns[decided.last > decided.first]
        self._rise = 0.0
        self._spread = self._own + self._nudges()
        self.spread_answer = np.zeros(0)

    def _nudges(self) -> FloatArray:
        usual = float(np.median(self._own[self._own > 0])) if (self._own > 0).any() else 1.0
        return np.where(self._yes_or_no & (self._own == 0), -_NUDGE * usual, 0.0)

    def spread_charges(self) -> bool:
        """Find what charges come to for each part of a yes, as far as there is time.

        False where there is no relaxed answer, or no time for one.
        """
        everything = np.arange(self._own.size)
        self._relaxed.price(everything, self._spread)
        if self._stopped() or not self._relaxed.solve():
            return False
        self._spread_anew()
        self._spread = self._relaxed.costs.copy()
        self.spread_answer = self._relaxed.x * self._scale
        return True

    def _spread_anew(self) -> None:
        """Spread the charges that are still open over what they carry, round by round; the best round is kept."""
        relaxed = self._relaxed
        open_ = np.flatnonzero(self._charged & (relaxed.lower < relaxed.upper))
        best, costs = self._with_charges(), relaxed.costs[open_].copy()
        for _ in range(_ROUNDS):
            x = relaxed.x[open_]
            carried = np.ceil(x - _NOTHING) / np.maximum(x, _LEAST_PART)
            relaxed.price(open_, np.where(x > _NOTHING, self._own[open_] * carried, relaxed.costs[open_]))
            if not open_.size or self._stopped() or not relaxed.solve():
                break
            if self._with_charges() < best:
                best, costs = self._with_charges(), relaxed.costs[open_].copy()
        relaxed.price(open_, costs)
        relaxed.solve()

    def _with_charges(self) -> float:
        """What the last answer comes to if every charge that is paid in part is paid."""
        x = self._relaxed.x
        return float(self._own @ np.where(self._charged, np.ceil(x - _NOTHING), x))

    def decide(self, rise: float) -> tuple[FloatArray, BoolArray]:
        """An answer (real units) after all decisions, and which of them could be made, as they stand in ``decided``.

        A step may add ``rise`` to what the answer comes to, in the goal's unit, before it is looked at more closely.
        """
        everything = np.arange(self._own.size)
        self._rise = rise / self._relaxed.unit
        self._relaxed.bound(everything, self._lower, self._upper)
        self._relaxed.price(everything, self._spread)
        self._relaxed.solve()
        return self._decide_all()

    def go_on(self, rise: float) -> tuple[FloatArray, BoolArray]:
        """Make the decisions that a dive which was stopped has left open; steps may add ``rise``: time is short."""
        self._rise = rise / self._relaxed.unit
        return self._decide_all()

    def _decide_all(self) -> tuple[FloatArray, BoolArray]:
        if np.isfinite(self._relaxed.value):
            self._decide_long()
            self._spread_anew()
            self._decide_by_month()
        columns = self._decided.columns
        made = self._relaxed.lower[columns] == self._relaxed.upper[columns]
        return self._relaxed.x * self._scale, made

    def _decide_long(self) -> None:
        """Decisions on several months, the surest first: the others follow from them."""
        for _ in range(self._long.size):
            columns = self._open(self._long)
            values = self._relaxed.x[columns]
            apart = np.abs(values - np.round(values))
            open_, values, apart = columns[apart > _NOTHING], values[apart > _NOTHING], apart[apart > _NOTHING]
            if not open_.size or self._stopped():
                break
            sure = open_[(apart <= _SURE) & (values > 1 - _SURE)]
            sure = sure if sure.size else open_[apart <= _SURE]
            self._make(sure if sure.size else open_[[int(np.argmax(values))]])
        self._make(self._open(self._long))

    def _decide_by_month(self) -> None:
        """Month by month: first yes or no, then how many lots; a long decision that is in the way is opened again."""
        decided = self._decided
        short = decided.first == decided.last
        for month in np.unique(decided.first[short]).tolist():
            columns = decided.columns[short & (decided.first == month)]
            for part in (columns[self._yes_or_no[columns]], columns[~self._yes_or_no[columns]]):
                left = self._make(self._open(part))
                if left.size and not self._stopped():
                    over = np.isin(self._long, decided.columns[(decided.first <= month) & (decided.last >= month)])
                    long = self._long[over]
                    self._relaxed.bound(long, self._lower[long], self._upper[long])
                    self._make(left)

    def _open(self, columns: IntArray) -> IntArray:
        return columns[self._relaxed.lower[columns] < self._relaxed.upper[columns]]

    def _make(self, columns: IntArray) -> IntArray:
        """Round and hold ``columns``; returns those for which no value leaves any answer."""
        if not columns.size or self._stopped():
            return columns
        most = self._relaxed.value + self._rise
        values = self._rounded(columns)
        if self._hold(columns, values, most):
            return columns[:0]
        if columns.size > 1:
            half = columns.size // 2
            return np.concatenate([self._make(columns[:half]), self._make(columns[half:])])
        x = self._relaxed.x[columns]
        other = np.clip(np.where(values > x, np.floor(x), np.ceil(x)), self._lower[columns], self._upper[columns])
        if other != values and self._hold(columns, other, np.inf):
            if self._relaxed.value > most:
                self._hold(columns, values, self._relaxed.value)
            return columns[:0]
        return columns[:0] if self._hold(columns, values, np.inf) else columns

    def _rounded(self, columns: IntArray) -> FloatArray:
        """A charge that is paid in part is paid, everything else goes to the nearest whole number."""
        x = self._relaxed.x[columns]
        whole = np.where(self._charged[columns], np.ceil(x - _NOTHING), np.floor(x + 0.5))
        return np.clip(whole, self._relaxed.lower[columns], self._relaxed.upper[columns])

    def _hold(self, columns: IntArray, values: FloatArray, most: float) -> bool:
        """Hold ``columns`` at ``values`` if there is an answer within ``most``; what is held costs what it is."""
        relaxed = self._relaxed
        lower, upper, costs = (part[columns].copy() for part in (relaxed.lower, relaxed.upper, relaxed.costs))
        relaxed.bound(columns, values, values)
        relaxed.price(columns, self._own[columns])
        if relaxed.solve(most):
            return True
        relaxed.bound(columns, lower, upper)
        relaxed.price(columns, costs)
        return False
