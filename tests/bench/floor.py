"""How much of a continuous plan's time is not HiGHS's, and how long HiGHS takes without the planner."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.engine.goals import optimise
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from tests.bench import alone
from tests.bench.clock import by_processor
from tests.bench.company import L, Size
from tests.bench.projects import BALANCED, project
from tests.bench.table import Row

SEED = 1
_ROUNDS = {"S": 60, "M": 8, "L": 2}


def measure(size: Size) -> Iterator[Row]:
    """From project to verified plan, against HiGHS's time within it, and against HiGHS alone on the same rows."""
    plan = _plan(size)
    effort, cost = plan.effort, reached(plan, "cost")
    name = f"{size.name}: {effort.rows:,} rows, {effort.columns:,} columns"
    figure = f"{effort.total:.3f} s"
    within = f"HiGHS within it, {effort.solves} solves: {effort.solver:.3f} s"
    yield Row(name, "project to verified plan", figure, within, effort.total / effort.solver)
    ways = (True,) if size is L else (True, False)
    runs = [alone.solve(project(size, SEED), BALANCED, cold=cold) for cold in ways]
    for run in runs:
        if abs(run.cost - cost) > 1e-6 * cost:
            raise RuntimeError(f"HiGHS alone finds {run.cost}, the plan {cost}")
    best = min(runs, key=lambda run: run.seconds)
    by_goal = f"HiGHS alone, goal after goal, {best.solves} solves: {best.seconds:.3f} s"
    yield Row(name, "the same", figure, by_goal, effort.total / best.seconds)


def reached(plan: Plan, name: str) -> float:
    """What a goal came to."""
    return next(goal.value for goal in plan.goals if goal.name == name)


def _plan(size: Size) -> Plan:
    """The plan of the round that took the least time: what disturbs a measurement only ever lengthens it."""
    with by_processor():
        plans = [optimise(project(size, SEED), BALANCED, "", Silent()) for _ in range(_ROUNDS[size.name])]
    if plans[0].faults:
        raise RuntimeError(plans[0].faults[0])
    return min(plans, key=lambda plan: plan.effort.total)
