"""Better whole answers near the best one: some decisions are freed, the others held, and the rest is solved again."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Lock

import attrs
import numpy as np

from desktop.engine.dive import Dive
from desktop.engine.draft import Decided
from desktop.engine.nearness import KINDS, WIDE, Nearness
from desktop.engine.program import Matrix, Sparse
from desktop.engine.ranking import Judge
from desktop.engine.solver import Branching, Found, Watch, Within
from desktop.engine.vectors import BoolArray, FloatArray

_RISE = 1e-3
"""What a step of the dive may add to the cost before it is looked at more closely."""
_ENOUGH = 1e-4
"""The relative gap at which what a dive left open is decided well enough."""
_ALONE = 1 / 2
"""The share of the time that the first dive may take before branch and bound begins beside it."""
_SECONDS = 1.0
"""The most time for one neighbourhood, and for what a dive leaves open."""
_NODES = 300
_HELPED = 2.0
"""How long a second thread helps at most, by the time of the first dive: branch and bound is as slow or as quick."""
_SETTLED = 1e-3
"""The relative gap at which long decisions are good enough: what else is decided changes more."""
_QUICK: dict[str, float | str] = {
    "mip_rel_gap": 3e-5,
    "mip_max_nodes": _NODES,
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_root_reduced_cost": False,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_allow_restart": False,
}
"""How a neighbourhood is searched: small as it is, programs within it take longer than its few nodes."""
_THOROUGH: dict[str, float | str] = {"mip_rel_gap": 3e-5}
"""How a wide one is searched: by all that HiGHS knows, which finds in its root what takes small ones long."""
_WIDE = 4.0
"""The most time for a wide neighbourhood."""
_TIRED = 6
"""Neighbourhoods in a row without a better answer, after which looking is left to one thread."""
_BETTER = 1e-7
"""A share of its cost by which an answer must be better to count as better."""
_HASTE = 0.1
"""As ``_RISE``, where time is short: less than any goal before the cost is worth."""
_LEAST, _MOST = 0.01, 0.9
_WAIT = 0.05
"""Seconds between looks whether to stop, while there is nothing to look near to."""
_SIZE = 0.1
"""The share of all decisions that a neighbourhood frees to begin with; it grows where that is too easy."""
_WIDEST = 3.0
"""The most that a wide one frees, as a multiple of the decisions in which two answers differ: more are any others."""

Tell = Callable[[FloatArray], object]


class Neighbours:
    """A search for whole answers that cost little.

    It begins with a dive, and goes on where that departs from relaxed answers (relaxation induced neighbourhoods,
    Danna, Rothberg and Le Pape 2005; the one with charges spread is nearest to good ones), and with a dive from better
    long decisions. Then neighbourhoods of the best answer are searched, each by a small branch and bound, of those
    kinds more often that paid before. ``take`` hands in an answer from elsewhere; another thread may call it.
    """

    def __init__(
        self,
        branching: Branching,
        goal: Sparse,
        decided: Decided,
        relaxed: FloatArray,
        base: float,
        judge: Judge | None = None,
    ) -> None:
        """``relaxed`` are the values of the relaxed answer, in real units; ``base`` is what no answer's goal avoids.

        Answers are compared by ``goal`` alone unless there is a ``judge``.
        """
        self._branching = branching
        self._goal = goal
        self._judge = judge or Judge(self._costs_less)
        self._decided = decided
        self._relaxed = relaxed
        self._base = base
        self._until = np.inf
        self._nearness = Nearness(decided, relaxed)
        self._dive: Dive | None = None
        self._pause = np.inf
        self._first = 0.0
        self._sizes = {kind: 1.0 if kind in WIDE else _SIZE for kind in KINDS}
        self._paid = dict.fromkeys(KINDS, 1.0)
        self._best: FloatArray | None = None
        self._adopting = Lock()
        self._handed_in: SimpleQueue[FloatArray] = SimpleQueue()

    def take(self, x: FloatArray) -> None:
        """Go on from ``x`` (real units) if it is better than the best known here."""
        self._handed_in.put(x)

    def sharpen(self, matrix: Matrix) -> None:
        """Search from now on in ``matrix``, the same program with other tangents."""
        self._branching = attrs.evolve(self._branching, matrix=matrix)

    def begin(self, start: FloatArray | None, until: float, tell: Tell) -> None:
        """Begin with ``start``, else with a dive; the search is to end when the clock shows ``until``."""
        self._until = until
        if start is not None and self._adopt(start, tell):
            self._nearness.begin_anew(start)
            return
        began = time.monotonic()
        self._pause = began + _ALONE * (until - began)
        dive = Dive(self._branching.matrix, self._goal, self._decided, self._paused)
        if dive.spread_charges():
            self._dive = dive
            self._nearness.compare(dive.spread_answer)
            self._descend(dive, tell)
        self._pause, self._first = np.inf, time.monotonic() - began

    def search(self, tell: Tell) -> None:
        """Search until the time is used up or the search is stopped; ``tell`` is handed each better answer."""
        if self._dive is not None:
            if self._best is None:
                self._take_up(*self._dive.go_on(_HASTE * self._avoidable()), tell)
            else:
                for kind in ("spread", "relaxed"):
                    self._look(tell, kind)
                self._dive_again(self._dive, tell)
            self._dive = None
        while not self._over():
            self._look(tell)

    def _dive_again(self, dive: Dive, tell: Tell) -> None:
        """Dive once more from long decisions that branch and bound makes, all others relaxed, in the time of a dive."""
        columns, matrix = dive.long, self._branching.matrix
        if not columns.size or self._over():
            return
        whole = np.zeros_like(matrix.whole)
        whole[columns] = True
        branching = attrs.evolve(self._branching, matrix=attrs.evolve(matrix, whole=whole))
        until = min(self._until, time.monotonic() + self._first)
        found = branching.minimise(
            dive.spread_goal(), Within(base=self._base), until, None, Watch(_pass), mip_rel_gap=_SETTLED
        )
        if found.x is not None and not self._over():
            dive.settle_long(np.round(found.x[columns]))
            self._descend(dive, tell)

    def _descend(self, dive: Dive, tell: Tell) -> None:
        """Take up what a dive comes to, unless it has to pause."""
        x, made = dive.decide(_RISE * self._avoidable())
        if made.all() or not self._paused():
            self._take_up(x, made, tell)

    def _avoidable(self) -> float:
        """What the relaxed answer comes to without what no answer avoids."""
        return abs(self._goal.value(self._relaxed) - self._base)

    def help(self, tell: Tell) -> None:
        """Search beside ``search``, in another thread, as long as it pays and not for long."""
        vain, until = 0, time.monotonic() + _HELPED * self._first
        if self._first:
            self._look(tell, "relaxed")
        while self._best is not None and vain < _TIRED and time.monotonic() < until and not self._over():
            vain = 0 if self._look(tell) else vain + 1

    def _over(self) -> bool:
        return self._branching.stopped() or time.monotonic() >= self._until

    def _paused(self) -> bool:
        return time.monotonic() >= self._pause or self._over()

    def _take_up(self, x: FloatArray, made: BoolArray, tell: Tell) -> None:
        """Adopt what a dive came to; what it left open is left to branch and bound."""
        if not made.all():
            self._improve(self._solve(made, x[self._decided.columns], None, _SECONDS, mip_rel_gap=_ENOUGH), tell)
        else:
            self._adopt(x, tell)

    def _look(self, tell: Tell, kind: str = "") -> bool:
        """Search one neighbourhood of the best answer, of a ``kind`` or any; whether it paid.

        How large its kind should be is learned from it.
        """
        self._adopt_given(tell)
        best = self._best
        if best is None or self._over():
            return False
        kind = kind or self._nearness.kind(self._paid)
        free = self._nearness.freed(kind, self._sizes[kind], best)
        began = time.monotonic()
        seconds, options = (_WIDE, _THOROUGH) if kind in WIDE else (_SECONDS, _QUICK)
        found = self._solve(~free, best[self._decided.columns], best, seconds, **options)
        better = self._improve(found, tell)
        before = self._goal.value(best)
        gained = max(before - found.value, 0.0) / max(abs(before), 1.0) if better else 0.0
        took = max(time.monotonic() - began, 0.05)
        self._paid[kind] = max(0.15, 0.8 * self._paid[kind] + 0.2 * min(3.0, gained / 1e-5 / took))
        grown = 1.0
        if found.status != "optimal":
            grown = 1.0 if kind in WIDE and better else 0.8
        elif kind in WIDE or found.nodes < _NODES / 4:
            grown = 1.08 if better else 1.25
        most = _WIDEST if kind in WIDE else _MOST
        self._sizes[kind] = float(np.clip(grown * self._sizes[kind], _LEAST, most))
        return better

    def _solve(
        self,
        held: BoolArray,
        values: FloatArray,
        start: FloatArray | None,
        seconds: float,
        **options: float | str,
    ) -> Found:
        """Branch and bound with some decisions held at ``values``, for a while."""
        columns = self._decided.columns[held]
        within = Within(base=self._base, fixed=columns, values=np.round(values[held]))
        until = time.monotonic() + seconds
        if self._best is not None:  # a first answer is worth the moment that it takes after the time
            until = min(until, self._until)
        return self._branching.minimise(self._goal, within, until, start, Watch(_pass), **options)

    def _improve(self, found: Found, tell: Tell) -> bool:
        return found.x is not None and self._adopt(found.x, tell)

    def _adopt_given(self, tell: Tell) -> None:
        """Look at all that was handed in; wait a moment for it as long as there is no answer to look near to."""
        with contextlib.suppress(Empty):
            while True:
                given = self._handed_in.get(timeout=_WAIT if self._best is None else 0.0)
                if not self._adopt(given, tell):
                    self._nearness.meet(given)

    def _adopt(self, x: FloatArray, tell: Tell) -> bool:
        """Take ``x`` as the best if it is better, at first sight and by what it comes to exactly.

        It is told unless it had to be settled to know that, which tells it.
        """
        if self._best is not None and not self._judge.beats(x, self._best):
            return False
        exact = self._judge.exactly(x)
        with self._adopting:
            if self._best is not None and not self._judge.beats(exact, self._best):
                return False
            self._best = exact
        if exact is x:
            tell(x)
        return True

    def _costs_less(self, x: FloatArray, than: FloatArray) -> bool:
        cost = self._goal.value(x)
        return cost < self._goal.value(than) - _BETTER * abs(cost)


def _pass(_x: FloatArray) -> None:
    """Answers on the way are told at the end of each step."""
