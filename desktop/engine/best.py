"""The best whole plan of a search: what is better takes its place and is told, with the bound there is by then."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import attrs
import numpy as np

from desktop.engine.goals import COST, KEPT, NOTHING, TIE, finished
from desktop.engine.objectives import Written
from desktop.engine.outcome import arriving
from desktop.engine.program import Sparse
from desktop.engine.ranking import is_better, within
from desktop.engine.solver import Solver
from desktop.engine.vectors import FloatArray
from desktop.model.plan import Goal, Plan
from desktop.model.project import Project

Better = Callable[[Plan], None]
Reached = tuple[tuple[Sparse, float], ...]
"""Goals that a plan must reach, each with the most that it may come to."""

_PROOF = 3 * KEPT
"""The accuracy of proofs: a goal that was settled may slip, and a plan is proven best but for a gap."""


class Best:
    """Keeps the best plan of one program.

    ``relaxed`` is what each goal comes to where nothing is whole, ``watched`` the bound of a search for the least cost
    with the goals that it keeps to, ``known`` a plan of an earlier search: all give bounds. ``plan`` is None until
    there is one, ``x`` are its column values in real units, ``goals`` what each of its goals came to, ``ahead`` the
    place of the cost among them. ``decides`` says whether anything is whole: else no plan is bounded by what is
    sensible.
    """

    def __init__(self, project: Project, written: Written, sizes: Sequence[float], better: Better) -> None:
        """``sizes`` are the usual sizes of the goals, in their order."""
        self.plan: Plan | None = None
        self.x = np.zeros(0)
        self.goals: tuple[Goal, ...] = ()
        self.relaxed: tuple[Goal, ...] = ()
        self.watched: tuple[Callable[[], float], Reached] | None = None
        self.known: Plan | None = None
        self.decides = True
        names = [name for name, _ in written.goals]
        self.ahead = names.index(COST) if COST in names else len(names) - 1
        self._project, self._written, self._sizes, self._better = project, written, sizes, better
        self._started = time.monotonic()

    def keep(self, solver: Solver, x: FloatArray, reached: tuple[Goal, ...], *, proven: bool = False) -> None:
        """Keep a plan that ``solver`` found, and tell it, if it is better than the best so far.

        One that is ``proven`` need only be as good, within the accuracy of proofs, in all goals but the last, that
        chooses between plans as good as one another: what was found before must not decide which plan it is.
        """
        if self.plan is None or not self.plan.verified:
            wanted = True
        elif proven:
            new, old = ([goal for goal in goals if goal.name != TIE] for goals in (reached, self.goals))
            # what a goal before the cost slips by, however little, may be what a plan is cheaper for
            better = is_better(new, old, self._sizes[: len(new)])
            wanted = better or not is_better(old, new, self._sizes[: len(new)], _PROOF)
        else:
            wanted = is_better(reached, self.goals, self._sizes)
        if wanted:
            plan = finished(self._project, self._written, solver, x, reached)
            if plan.verified or self.plan is None:
                self.plan, self.x, self.goals = plan, x, reached
                self.tell()

    def is_better(self, x: FloatArray, than: FloatArray) -> bool:
        """Whether values ``x`` (real units) reach the goals up to the cost better than others, in their order."""
        goals = self._written.goals[: self.ahead + 1]
        one, other = (tuple(Goal(name, goal.value(each), 0) for name, goal in goals) for each in (x, than))
        return is_better(one, other, self._sizes[: self.ahead + 1])

    def tell(self) -> None:
        """Hand on the best plan with the bound there is by now and the time it took."""
        if self.plan is not None:
            effort = attrs.evolve(self.plan.effort, total=time.monotonic() - self._started)
            self.plan = attrs.evolve(self.plan, bound=self._below(self.plan), effort=effort)
            self._better(self.plan)

    def most(self, position: int, value: float) -> float:
        """The most that a goal may come to once ``value`` was reached: a little of it, or of its usual size."""
        return 0.0 if value <= NOTHING else value + KEPT * max(value, self._sizes[position])

    def hemmed_in(self) -> bool:
        """Whether the best plan buys as much in a month as it was thought that any could sensibly want to."""
        if self.plan is None or not self.decides:
            return False
        bounds, arrivals = self._written.draft.bounds, arriving(self._written.draft, self.x)
        return bool((bounds.guessed & (arrivals > 0) & (arrivals >= bounds.order * (1 - KEPT))).any())

    def _below(self, plan: Plan) -> float | None:
        """What no plan can cost less than, INR, that reaches the goals before the cost as well as the best does."""
        if not self.goals or self.goals[self.ahead].name != COST or self.hemmed_in():
            return None
        cost, watched, known = plan.cost.total, self.watched, self.known
        # what is on order already costs the same in every plan, and is in no goal
        placed = cost - self.goals[self.ahead].value
        bounds = [self.relaxed[self.ahead].value + placed] if self._as_good_as(self.relaxed) else []
        if watched is not None and within(self.x, watched[1]):
            bounds.append(watched[0]() + placed)
        if known is not None and known.bound is not None and self._as_good_as(known.goals):
            bounds.append(known.bound)
        # a goal before that slips by as little as it may can earn a little money; what is further above was no bound
        most = cost + _PROOF * max(abs(cost), self._sizes[self.ahead])
        return max((min(bound, cost) for bound in bounds if -np.inf < bound <= most), default=None)

    def _as_good_as(self, goals: Sequence[Goal]) -> bool:
        """Whether the best plan reaches every goal before the cost as well as that, which has the same goals."""
        if [goal.name for goal in goals] != [name for name, _ in self._written.goals]:
            return False
        pairs = zip(self.goals[: self.ahead], goals[: self.ahead], strict=True)
        return all(one.value <= self.most(position, other.value) for position, (one, other) in enumerate(pairs))
