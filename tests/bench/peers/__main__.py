"""Solves one project with one library in a process of its own: `python -m tests.bench.peers pulp M 1`."""

from __future__ import annotations

import json
import os
import sys
import warnings
from importlib import import_module

from desktop.engine.goals import optimise
from desktop.model.progress import Silent
from tests.bench.company import SIZES, S, Size
from tests.bench.peers.given import given
from tests.bench.projects import BALANCED, project

OURS = "ours"


def main(library: str, size: Size, seed: int) -> None:
    """Print processor seconds, the least cost and the number of solves, after a first go on a small project."""
    _solve(library, S, seed)
    seconds, cost, solves = _solve(library, size, seed)
    print("\n" + json.dumps({"seconds": seconds, "cost": cost, "solves": solves}))


def _solve(library: str, size: Size, seed: int) -> tuple[float, float, int]:
    """Ours from the project to the verified plan; the others from its arrays to the values of all variables."""
    made = project(size, seed)
    if library == OURS:
        before = _processor()
        plan = optimise(made, BALANCED, "", Silent())
        seconds = _processor() - before
        if plan.faults:
            raise RuntimeError(plan.faults[0])
        return seconds, next(goal.value for goal in plan.goals if goal.name == "cost"), plan.effort.solves
    solve = import_module(f"tests.bench.peers.in_{library}").solve
    handed = given(made, BALANCED)
    before = _processor()
    reached, solves = solve(handed)
    return _processor() - before, reached["cost"], solves


def _processor() -> float:
    """Seconds of processor time of this process and its children, such as CBC: fair on a busy machine."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(sys.argv[1], SIZES[sys.argv[2]], int(sys.argv[3]))
