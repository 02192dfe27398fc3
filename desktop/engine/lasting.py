"""Goals reached from the last answer: without a search where its basis lasts, else in one that is proven afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.engine.memory import Course
from desktop.engine.program import Sparse
from desktop.engine.solver import Solver
from desktop.engine.vectors import FloatArray

_FAR_LESS = 1e-5
"""What a goal weighs against the one before it where all are solved for at once; what else it takes shows the proof."""
_FEW = 3
"""The most goals that can weigh so far apart and still be told apart by HiGHS."""
_STEPS = 100
"""The most steps of a search that may turn out to have been in vain."""


def from_last(
    solver: Solver, goals: Sequence[tuple[str, Sparse]], most: Sequence[float], course: Course
) -> FloatArray | None:
    """The values (real units) that are the best for ``goals`` in turn, as far as the last basis leads to them at once.

    A goal that comes to no more than its ``most`` is met. Few changes move that basis; it takes a tenth of the time
    of solves from it to see that it is the best still. Else all goals that were not met last time are solved for at
    once, while those that were are held so. How the values were found is no matter: all are proven the best. None,
    with nothing held any longer, where they are not.
    """
    if course.met is None:
        return None
    turns = [(goal, enough) for (_, goal), enough in zip(goals, most, strict=True)]
    x = solver.lasting(turns)
    asked = [goal for name, goal in goals if name not in course.met]
    if x is None and len(asked) <= _FEW:
        solver.free()
        met = Sparse.sum(*(goal for name, goal in goals if name in course.met))
        solver.hold_down(met, solver.nothing())
        weighed = (goal.times(_FAR_LESS**place / solver.size_of(goal)) for place, goal in enumerate(asked))
        if solver.minimise(Sparse.sum(*weighed), steps=_STEPS).status == "optimal":
            x = solver.lasting(turns)
    if x is None:
        solver.free()
    return x
