"""Goals reached from the last answer: without a search where its basis lasts, else in one that is proven afterwards."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress

from desktop.engine.memory import Course
from desktop.engine.program import Sparse
from desktop.engine.solver import Answer, Solver
from desktop.engine.vectors import FloatArray
from desktop.model.errors import SolverFault
from desktop.model.plan import Goal

_LAST_FEW = (1.0, 1e-6, 1e-11)
"""What the last goals weigh where all are solved for at once: few enough, and still told apart by HiGHS.

Much cost can be saved by very little of what comes before it. What is taken from a goal shows the proof.
"""
_LESS, _LEAST = 1e-6, 1e-15
"""What each of more goals weighs against the one before it, and the last of them against the first."""
_MUCH = 10.0
"""What a goal that was met weighs against the next that was not, where it may be given up."""
_STEPS = 300
"""The most steps of a search that may turn out to have been in vain."""
Goals = Sequence[tuple[str, Sparse]]
Turns = Sequence[tuple[Sparse, float]]
"""Goals in their order, and the most that each may come to and is met by."""
Reached = tuple[FloatArray, tuple[Goal, ...]]
"""Values in real units, and what they are for each goal."""


def from_last(
    solver: Solver,
    goals: Goals,
    most: Sequence[float],
    course: Course,
    go_on: Callable[[FloatArray], Reached],
) -> Reached | None:
    """The best for ``goals`` in turn, from where the last basis leads to.

    A goal that comes to no more than its ``most`` is met. Few changes move that basis; it takes a tenth of the time
    of solves from it to see that it is the best still. Else the last few goals are solved for while those before them
    leave as little choice as they did last time, and where that has no answer, all goals without it. How the values
    were found is no matter where they are proven the best; where they are not, goals ``go_on`` from them in turn.
    None, with nothing held any longer, where there is no last answer, or HiGHS finds none.
    """
    if course.met is None:
        return None
    turns = [(goal, enough) for (_, goal), enough in zip(goals, most, strict=True)]
    if (x := solver.lasting(turns)) is not None:
        return _told(solver, goals, x)
    basis, answer = solver.basis(), _held(solver, goals, course.met)
    if answer.status == "optimal":
        return _from_held(solver, goals, turns, answer.x, go_on)
    solver.free()
    solver.start_from(basis)
    answer = solver.minimise(Sparse.sum(*_weighed(solver, goals, course.met)))
    if answer.status != "optimal":
        return None
    x = solver.lasting(turns)
    return go_on(answer.x) if x is None else _told(solver, goals, x)


def _from_held(
    solver: Solver, goals: Goals, turns: Turns, near: FloatArray, go_on: Callable[[FloatArray], Reached]
) -> Reached:
    """The best, from the values ``near`` it that were found while goals were held as last time.

    Proven at once, or after the goals were gone on with in turn; else in turn again with nothing held.
    """
    if (x := solver.lasting(turns)) is not None:
        return _told(solver, goals, x)
    with suppress(SolverFault):
        reached = go_on(near)
        if solver.lasting(turns) is not None:
            return reached
        near = reached[0]
    solver.free()
    return go_on(near)


def _told(solver: Solver, goals: Goals, x: FloatArray) -> Reached:
    """What all goals together took is told of the last."""
    solves = [0] * (len(goals) - 1) + [solver.solves]
    return x, tuple(Goal(name, goal.value(x), times) for (name, goal), times in zip(goals, solves, strict=True))


def _held(solver: Solver, goals: Goals, met: Collection[str]) -> Answer:
    """The best for the last few goals that were not met, if all others leave as little choice as they did."""
    asked = [goal for name, goal in goals if name not in met]
    few = min(len(asked), len(_LAST_FEW))
    first, last = asked[: len(asked) - few], asked[len(asked) - few :]
    solver.hold_as_last(Sparse.sum(*(goal for name, goal in goals if name in met)), first)
    weights = _LAST_FEW[len(_LAST_FEW) - few :]
    weighed = (goal.times(weight / solver.size_of(goal)) for goal, weight in zip(last, weights, strict=True))
    return solver.minimise(Sparse.sum(*weighed), steps=_STEPS)


def _weighed(solver: Solver, goals: Goals, met: Collection[str]) -> Iterator[Sparse]:
    """All goals, each weighing far less than the one before it, but those that were met with the next one."""
    less = max(_LESS, _LEAST ** (1 / max(len(goals) - len(met) - 1, 1)))
    weight = 1.0
    for name, goal in goals:
        if name in met:
            yield goal.times(_MUCH * weight / solver.size_of(goal))
        else:
            yield goal.times(weight / solver.size_of(goal))
            weight *= less
