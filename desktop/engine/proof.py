"""The least cost, proven in parts: with the decisions that last, such as contracts, made in one way, then in others."""

from __future__ import annotations

import attrs
import numpy as np

from desktop.engine.draft import Decided
from desktop.engine.program import Sparse
from desktop.engine.ranking import within
from desktop.engine.solver import QUICK, Branching, Found, Watch, Within
from desktop.engine.vectors import BoolArray, FloatArray, IntArray

_ENOUGH = 1e-4
"""The relative gap at which a way to make lasting decisions is the likeliest: all else that is decided changes more."""
_LITTLE = 1e-6
"""What is looked for elsewhere must be better by this share: it is how exact proofs are."""


def lasting(decided: Decided, goal: Sparse, months: int, yes_or_no: BoolArray) -> IntArray:
    """The columns of yes or no on all of several ``months`` that cost something of their own.

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
        """What is ``held``, with the decisions made in this way."""
        return attrs.evolve(held, fixed=self.columns, values=self.made)

    def others(self, held: Within) -> Within:
        """What is ``held``, with at least one of the decisions made in another way."""
        same = Sparse(self.columns, 2 * self.made - 1)  # comes to its most where all are the same
        return attrs.evolve(held, goals=(*held.goals, (same, float(self.made.sum()) - 1)))


def likeliest(branching: Branching, goal: Sparse, held: Within, columns: IntArray, until: float) -> Way | None:
    """The way to decide ``columns`` that costs least where nothing else is whole.

    None where there are no such columns, or no such way is found until ``time.monotonic`` shows ``until``.
    """
    if not columns.size:
        return None
    whole = np.zeros_like(branching.matrix.whole)
    whole[columns] = True
    relaxed = attrs.evolve(branching, matrix=attrs.evolve(branching.matrix, whole=whole))
    found = relaxed.minimise(goal, held, until, None, Watch(_pass), mip_rel_gap=_ENOUGH, **QUICK)
    return None if found.x is None else Way(columns, np.round(found.x[columns]), found.x, found.bound)


class Proof:
    """A search for the least of ``goal`` within what is ``held``, until ``time.monotonic`` shows ``until``.

    With lasting decisions made in one ``way`` the rest has few answers that are nearly as good, and most other ways
    are ruled out at their first node, so that both together take less than one search for all. ``watch`` sees both.
    """

    def __init__(self, branching: Branching, goal: Sparse, held: Within, way: Way | None, watch: Watch) -> None:
        """Without a ``way`` there is one search for all."""
        self.goal, self.held, self.watch, self.way = goal, held, watch, way
        self._branching = branching

    def least(self, until: float, gap: float) -> Found:
        """The least within a relative ``gap``."""
        held, watch = self.held, self.watch
        if self.way is None:
            return self._branching.prove(self.goal, held, until, None, watch, gap)
        watch.elsewhere = self.way.least
        here = self._branching.prove(self.goal, self.way.within(held), until, None, watch, gap)
        if here.status == "infeasible":
            watch.elsewhere = np.inf
            return self._branching.prove(self.goal, held, until, None, watch, gap)
        if here.status != "optimal":
            return attrs.evolve(here, bound=min(here.bound, watch.elsewhere))
        below = here.value - gap * abs(here.value)
        watch.elsewhere = here.value
        others = attrs.evolve(self.way.others(held), below=below)
        there = self._branching.prove(self.goal, others, until, None, watch, gap)
        best = there if there.x is not None else here
        bound = min(here.bound, below if there.status == "infeasible" else there.bound)
        return attrs.evolve(best, status="failed" if there.status == "failed" else "optimal", bound=bound)

    def elsewhere(self, x: FloatArray, until: float) -> Found | None:
        """What costs less than ``x`` (real units) with lasting decisions made in any other way.

        Where nothing does, ``watch`` sees how near to the best the first way is. None where there is no other way, or
        ``x`` does not keep what is held. It may be called beside ``least``.
        """
        if self.way is None or not within(x, self.held.goals):
            return None
        value = self.goal.value(x)
        below = value - _LITTLE * abs(value)
        others = attrs.evolve(self.way.others(self.held), below=below)
        found = self._branching.prove(self.goal, others, until, None, Watch(_pass), _LITTLE, **QUICK)
        if found.status in ("infeasible", "optimal"):
            self.watch.elsewhere = max(self.watch.elsewhere, min(found.bound, below))
        return found


def _pass(_x: FloatArray) -> None:
    """What is found is told at the end."""
