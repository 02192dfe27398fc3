"""The least cost, proven in parts: with the decisions that last, such as contracts, made in one way, then in others."""

from __future__ import annotations

import time
from collections.abc import Callable

import attrs
import numpy as np

from desktop.engine.draft import Decided
from desktop.engine.program import Sparse
from desktop.engine.ranking import within
from desktop.engine.solver import PROVING, QUICK, Branching, Found, Watch, Within
from desktop.engine.vectors import BoolArray, FloatArray, IntArray

_SURE = 1e-4
"""The relative gap at which a way to make lasting decisions is the likeliest: all else that is decided changes more."""
_LITTLE = 1e-6
"""The share by which what is looked for beside a proof must cost less than what there is."""
_NEARER = 1 / 3
"""How far from the bound to the cost of the best answer a cheaper one is looked for: the nearer, the sooner it ends."""


def throughout(decided: Decided, goal: Sparse, months: int, yes_or_no: BoolArray) -> IntArray:
    """The columns of yes or no that hold in all of several ``months`` and cost something of their own.

    Relaxed plans make such a decision in part, and pay for that part: most of what they are too cheap by.
    """
    whole = (decided.first == 0) & (decided.last == months - 1) & yes_or_no[decided.columns]
    costly = np.isin(decided.columns, goal.columns[goal.weights > 0])
    return decided.columns[whole & costly] if months > 1 else decided.columns[:0]


@attrs.frozen(eq=False)
class Way:
    """Yes or no for each of ``columns``, in ``made``; no answer at all can cost less than ``least``.

    ``x`` are the values, in real units, that cost least with it where nothing else is whole.
    """

    columns: IntArray
    made: FloatArray
    x: FloatArray
    least: float

    def within(self, held: Within) -> Within:
        """What is ``held``, where that fixes nothing, with the decisions made in this way."""
        return attrs.evolve(held, fixed=self.columns, values=self.made)

    def others(self, held: Within, below: float) -> Within:
        """What is ``held``, with at least one of the decisions made in another way, at a cost below ``below``."""
        same = Sparse(self.columns, 2 * self.made - 1)  # comes to its most where all are the same
        return attrs.evolve(held, goals=(*held.goals, (same, float(self.made.sum()) - 1)), below=below)


def likeliest(branching: Branching, goal: Sparse, held: Within, columns: IntArray, until: float) -> Way | None:
    """The way to decide ``columns`` that costs least where nothing else is whole.

    None where there are no such columns, and where it is not known for sure when ``time.monotonic`` shows ``until``:
    only whether there is a way may depend on the clock, not which one it is.
    """
    if not columns.size:
        return None
    whole = np.zeros_like(branching.matrix.whole)
    whole[columns] = True
    relaxed = attrs.evolve(branching, matrix=attrs.evolve(branching.matrix, whole=whole))
    found = relaxed.minimise(goal, held, until, None, Watch(), mip_rel_gap=_SURE, **QUICK)
    if found.x is None or not found.proves(_SURE):
        return None
    return Way(columns, np.round(found.x[columns]), found.x, found.bound)


@attrs.define(eq=False)
class _Part:
    """A part of all answers: what its search sees, and below what no answer of it is known to go by searches beside."""

    watch: Watch
    beside: float

    @property
    def bound(self) -> float:
        return max(self.watch.bound, self.beside)


class Proof:
    """A search for the least of ``goal`` within what is ``held``.

    With lasting decisions made in one ``way`` the rest has few answers that are nearly as good, and most other ways
    are ruled out at their first node, so that both together take less than one search for all.
    """

    def __init__(
        self,
        branching: Branching,
        goal: Sparse,
        held: Within,
        way: Way | None,
        better: Callable[[FloatArray], object],
        nearer: Callable[[], object] = lambda: None,
    ) -> None:
        """Without a ``way`` there is one search for all.

        ``better`` takes each better answer, in real units; ``nearer`` is called when searches beside raised the bound.
        """
        self.held, self.way = held, way
        self._branching, self._goal, self._nearer = branching, goal, nearer
        least = -np.inf if way is None else way.least
        self._all, self._first, self._others = (_Part(Watch(better, least), least) for _ in range(3))
        self._in_others = False

    def anew(self, branching: Branching) -> Proof:
        """The same search in a program that allows less: no answer of it goes below what is known by now."""
        again = Proof(branching, self._goal, self.held, self.way, self._all.watch.better, self._nearer)
        again._all.beside = self.bound()
        return again

    def bound(self) -> float:
        """Below what the goal cannot go, as far as is known by now."""
        return max(self._all.bound, min(self._first.bound, self._others.bound))

    def least(self, until: float, gap: float) -> Found:
        """The least within a relative ``gap``, sought until ``time.monotonic`` shows ``until``."""
        if self.way is None:
            return self._at_once(until, gap)
        watch = self._first.watch
        held = self.way.within(self.held)
        first = self._branching.minimise(self._goal, held, until, None, watch, mip_rel_gap=gap, **PROVING)
        given_up = first.status == "failed" and time.monotonic() < until and not self._branching.stopped()
        if first.status == "infeasible" or given_up or (first.status == "optimal" and not first.proves(gap)):
            watch.bound = self.way.least  # its word is not believed
            return self._at_once(until, gap)
        watch.bound = max(watch.bound, first.bound)
        if first.status != "optimal":
            return attrs.evolve(first, bound=self.bound())
        found = first
        below = first.value - gap * abs(first.value)
        if self._others.bound < below:
            self._in_others = True
            other = self._prove(self._others, self.way.others(self.held, below), until, gap)
            status = "optimal" if other.status == "infeasible" else other.status
            found = attrs.evolve(first if other.x is None else other, status=status)
        return attrs.evolve(found, bound=self.bound())

    def _at_once(self, until: float, gap: float) -> Found:
        return attrs.evolve(self._prove(self._all, self.held, until, gap), bound=self.bound())

    def _prove(self, part: _Part, held: Within, until: float, gap: float) -> Found:
        """The least of a part, within what is ``held``."""
        found = self._branching.prove(self._goal, held, until, None, part.watch, gap)
        part.watch.bound = max(part.watch.bound, found.bound)
        return found

    def closer(self, x: FloatArray, until: float, better: Callable[[FloatArray], object]) -> Found | None:
        """What costs much less than ``x`` (real units) in the same way, nearly as little as ``bound`` leaves open.

        ``better`` takes what is found on the way. Where there is nothing, what no answer of that way is known to go
        below is the nearer for it. None where ``x`` does not keep what is held or makes lasting decisions in another
        way than the first. It may be called beside ``least``, in one other thread.
        """
        way, part, held = self.way, self._first, self.held
        if way is None:
            part = self._all
        elif (np.round(x[way.columns]) == way.made).all():
            held = way.within(held)
        else:
            return None
        value, bound = self._goal.value(x), part.bound
        if not within(x, self.held.goals) or not np.isfinite(bound):
            return None
        least = _LITTLE * max(abs(value), 1.0)
        if value - bound <= least:
            return Found("optimal", None, np.inf, bound, 0)
        held = attrs.evolve(held, below=bound + max(_NEARER * (value - bound), least))
        return self._beside(part, held, until, better)

    def elsewhere(self, x: FloatArray, until: float, better: Callable[[FloatArray], object]) -> Found | None:
        """What costs less than ``x`` (real units) with lasting decisions made in any other way than the first.

        ``better`` takes what is found on the way; where there is nothing, ``least`` need not look there any more. None
        where there is no way, ``x`` does not keep what is held, or other ways are looked at by ``least`` or ruled out
        already. It may be called beside ``least``, in one other thread.
        """
        if self.way is None or self._in_others or not within(x, self.held.goals):
            return None
        value = self._goal.value(x)
        below = value - _LITTLE * abs(value)
        if self._others.bound >= below:
            return None
        return self._beside(self._others, self.way.others(self.held, below), until, better)

    def _beside(self, part: _Part, held: Within, until: float, better: Callable[[FloatArray], object]) -> Found:
        """The least of a part within what is ``held``, beside the search that is made there."""
        before = self.bound()
        found = self._branching.prove(self._goal, held, until, None, Watch(better), _LITTLE, **QUICK)
        part.beside = max(part.beside, found.bound)
        if self.bound() > before:
            self._nearer()
        return found
