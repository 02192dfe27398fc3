"""Better whole answers near the best one: some decisions are freed, the others held, and the rest is solved again."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue

import attrs
import numpy as np

from desktop.engine.dive import Dive
from desktop.engine.draft import Decided
from desktop.engine.nearness import KINDS, WIDE, Nearness
from desktop.engine.program import Matrix, Sparse
from desktop.engine.proof import Proof
from desktop.engine.ranking import Judge
from desktop.engine.solver import QUICK, Branching, Found, Watch, Within
from desktop.engine.vectors import BoolArray, FloatArray
from desktop.model.progress import Cancelled

_RISE = 1e-3
"""What a step of the dive may add to the cost before it is looked at more closely."""
_ENOUGH = 1e-4
"""The relative gap at which what a dive left open is decided well enough."""
_ALONE = 1 / 2
"""The share of the time after which the first dive makes haste."""
_SECONDS = 1.0
"""The most time for what a dive leaves open."""
_QUICK: dict[str, float | str] = {**QUICK, "mip_rel_gap": 3e-5}
"""How a neighbourhood is searched."""
_THOROUGH: dict[str, float | str] = {"mip_rel_gap": 3e-5}
"""How it is searched in a large program: all that HiGHS knows finds in its root what takes small ones long."""
_USUAL, _LONGEST = 0.3, 3.0
"""The seconds that a neighbourhood is to take at first, and how often over it may take that at most."""
_PATIENCE, _HURRY, _MOST = 1.04, 0.7, 10.0
"""How often over the next is to take that after one that found nothing, or something; and the most seconds."""
_MANY = 1000
"""The decisions from which on a program is large, however soon its first answer was there."""
_THOROUGHLY = 4.0
"""The most seconds for a neighbourhood that is searched thoroughly."""
_TIRED, _WEARY, _RESTED = 4, 10, 24
"""Neighbourhoods in a row without a better answer, after which other ways, all decisions are searched, and again."""
_BRIEFLY, _LONG = 2.0, 12.0
"""The seconds that each of these may take at first; what did not come to its end may take twice as long next time."""
_BETTER = 1e-7
"""A share of its cost by which an answer must be better to count as better."""
_HASTE = 0.1
"""As ``_RISE``, where time is short: less than any goal before the cost is worth."""
_LEAST = 0.01
_WAIT = 0.05
"""Seconds between looks whether to stop, while there is nothing to look near to."""
_SIZE = 0.25
"""The share of all decisions that a neighbourhood frees to begin with; it grows where that is too easy."""
_WIDEST = 3.0
"""The most that a wide one frees, as a multiple of the decisions in which two answers differ: more are any others."""

Tell = Callable[[FloatArray], object]


class Neighbours:
    """A search for whole answers that cost little.

    It begins with a dive, and goes on where that departs from relaxed answers (relaxation induced neighbourhoods,
    Danna, Rothberg and Le Pape 2005; the one with charges spread is nearest to good ones). Then neighbourhoods of the
    best answer are searched, each by a small branch and bound, of those kinds more often that paid before; where they
    find nothing, what they do not reach. ``take`` hands in an answer from elsewhere; another thread may call it.
    """

    def __init__(
        self,
        branching: Branching,
        goal: Sparse,
        decided: Decided,
        relaxed: FloatArray,
        base: float,
        judge: Judge | None = None,
        proof: Proof | None = None,
    ) -> None:
        """``relaxed`` are the values of the relaxed answer, in real units; ``base`` is what no answer's goal avoids.

        Answers are compared by ``goal`` alone unless there is a ``judge``. With a ``proof`` that makes lasting
        decisions in one way, the search begins with that way, and with the relaxed answer of it.
        """
        self._branching = branching
        self._goal = goal
        self._judge = judge or Judge(self._costs_less)
        self._proof = proof
        self._way = None if proof is None else proof.way
        self._decided = decided
        self._relaxed = relaxed
        self._base = base
        self._until = np.inf
        self._nearness = Nearness(decided, relaxed if self._way is None else self._way.x)
        self._dive: Dive | None = None
        self._pause = np.inf
        self._first = 0.0
        self._sizes = {kind: 1.0 if kind in WIDE else _SIZE for kind in KINDS}
        self._paid = dict.fromkeys(KINDS, 1.0)
        self._usual, self._briefly, self._long, self._large = _USUAL, _BRIEFLY, _LONG, decided.columns.size >= _MANY
        self._best: FloatArray | None = None
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
        if self._way is not None:
            self._dive_in(self._way.within(Within()).narrowed(self._branching.matrix), tell)
        if self._best is None and not self._paused():
            self._dive_in(self._branching.matrix, tell)
        self._pause, self._first = np.inf, time.monotonic() - began

    def _dive_in(self, matrix: Matrix, tell: Tell) -> None:
        """Take up what a dive in ``matrix`` comes to, unless it has to pause."""
        dive = Dive(matrix, self._goal, self._decided, self._paused)
        if dive.spread_charges():
            self._dive = dive
            self._nearness.compare(dive.spread_answer)
            x, made = dive.decide(_RISE * self._avoidable())
            if made.all() or not self._paused():
                self._take_up(x, made, tell)

    def run(self, start: FloatArray | None, until: float, tell: Tell) -> None:
        """Begin with ``start``, else with a dive, and search until the clock shows ``until`` or it is stopped."""
        self.begin(start, until, tell)
        self.search(tell)

    def search(self, tell: Tell) -> None:
        """Search until the time is used up or the search is stopped; ``tell`` is handed each better answer."""
        self._large |= self._first > _LONGEST * _USUAL  # to begin took longer than a quick look may take
        if self._dive is not None:
            if self._best is None:
                self._take_up(*self._dive.go_on(_HASTE * self._avoidable()), tell)
            if self._best is None and self._way is not None and not self._over():
                self._dive_in(self._branching.matrix, tell)
            self._dive = None
            for kind in ("spread", "relaxed"):
                self._look(tell, kind)
        vain = 0
        while not self._over():
            self._adopt_given(tell)
            before = self._best
            if vain % _RESTED == _TIRED:
                self._look_elsewhere(tell)
            elif vain % _RESTED == _WEARY:
                self._close_in(tell)
            else:
                self._look(tell, "met" if self._nearness.newly_met() else "")
            vain = vain + 1 if self._best is before else 0

    def _look_elsewhere(self, tell: Tell) -> None:
        """Look at answers with lasting decisions made in other ways, unless there are known to be no better ones."""
        if self._best is not None and self._proof is not None:
            until = min(self._until, time.monotonic() + self._briefly)
            found = self._proof.elsewhere(self._best, until, self._adopter(tell))
            if found is not None:
                self._improve(found, tell)
                self._briefly *= 2.0 if found.status == "failed" else 1.0

    def _close_in(self, tell: Tell) -> None:
        """Look at all decisions, first for answers that cost hardly more than they must: there soon prove to be none.

        Where a proof cannot say what that is, for any that is better.
        """
        until, found = min(self._until, time.monotonic() + self._long), None
        while self._proof is not None and self._best is not None and not self._over():
            found = self._proof.closer(self._best, until, self._adopter(tell))
            if found is None or found.status != "infeasible":
                break
            self._adopt_given(tell)
        if found is None and self._best is not None:
            value = self._goal.value(self._best)
            within = Within(base=self._base, below=value - _BETTER * abs(value - self._base))
            found = self._branching.minimise(self._goal, within, until, None, Watch(self._adopter(tell)), **_QUICK)
            self._improve(found, tell)
        if found is not None and found.status == "failed":
            self._long *= 2.0

    def _adopter(self, tell: Tell) -> Tell:
        """What takes answers that are found on the way."""

        def adopt(x: FloatArray) -> None:
            with contextlib.suppress(Cancelled):  # it is seen by the search too, which ends then
                self._adopt(x, tell)

        return adopt

    def _avoidable(self) -> float:
        """What the relaxed answer comes to without what no answer avoids."""
        return abs(self._goal.value(self._relaxed) - self._base)

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

        How large its kind should be, and how long it may take, is learned from it.
        """
        self._adopt_given(tell)
        best = self._best
        if best is None or self._over():
            return False
        kind = kind or self._nearness.kind(self._paid)
        free = self._nearness.freed(kind, self._sizes[kind], best)
        began, thorough = time.monotonic(), self._large and kind in WIDE
        seconds, options = (_THOROUGHLY, _THOROUGH) if thorough else (_LONGEST * self._usual, _QUICK)
        found = self._solve(~free, best[self._decided.columns], best, seconds, **options)
        better = self._improve(found, tell)
        before = self._goal.value(best)
        gained = max(before - found.value, 0.0) / max(abs(before), 1.0) if better else 0.0
        took = max(time.monotonic() - began, 0.02)
        self._paid[kind] = max(0.15, 0.8 * self._paid[kind] + 0.2 * min(3.0, gained / 1e-5 / took))
        grown = float(np.clip((self._usual / took) ** 0.5, 0.7, 1.1 if better else 1.6))
        if thorough or found.status != "optimal":
            grown = (1.08 if better else 1.25) if found.status == "optimal" else 1.0 if thorough and better else 0.8
        self._sizes[kind] = float(np.clip(grown * self._sizes[kind], _LEAST, _WIDEST if kind in WIDE else 1.0))
        self._usual = float(np.clip(self._usual * (_HURRY if better else _PATIENCE), _USUAL, _MOST))
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
        return self._branching.minimise(self._goal, within, until, start, Watch(), **options)

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
        if self._best is not None and not self._judge.beats(exact, self._best):
            return False
        self._best = exact
        if exact is x:
            tell(x)
        return True

    def _costs_less(self, x: FloatArray, than: FloatArray) -> bool:
        cost = self._goal.value(x)
        return cost < self._goal.value(than) - _BETTER * abs(cost)
