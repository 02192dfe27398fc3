"""The order of goals: solve, freeze what was reached, solve the next (model.md section 5)."""

from __future__ import annotations

import time
from collections.abc import Iterator

import attrs
import numpy as np

from desktop.engine import limits
from desktop.engine.arrays import arrays
from desktop.engine.draft import Draft, start
from desktop.engine.landed import FloatArray
from desktop.engine.outcome import read_plan
from desktop.engine.program import Sparse
from desktop.engine.rules import ShareRow, add_rules
from desktop.engine.scales import scales
from desktop.engine.solver import Solver
from desktop.engine.verify import verify
from desktop.model import scenario as scenarios
from desktop.model.errors import SolverFault
from desktop.model.plan import Effort, Fault, Goal, Plan
from desktop.model.progress import Progress
from desktop.model.project import Project
from desktop.model.records import GOALS, Mix

_NOTHING = 1e-9
"""A goal within this share of its own size is met."""
_KEPT = 1e-6
"""What later goals may take from a reached one, relative or in its own unit (model.md section 5)."""


def optimise(project: Project, mix: str, scenario: str, progress: Progress) -> Plan:
    """The best plan of ``mix`` under ``scenario`` ("" for the project as entered), verified.

    The project must have passed its checks. Raises Cancelled, or SolverFault when HiGHS gives no answer that can
    be trusted; a project whose targets or rules cannot be met still has a plan.
    """
    started = time.perf_counter()
    progress.report("step-prepare", 0.0)
    world = scenarios.apply(project, scenario)
    data = arrays(world, world.by_id(Mix)[mix])
    draft = start(data, scales(data))
    rules, goals = write(draft)
    matrix = draft.program.matrix()
    solver = Solver(matrix, progress)
    x, reached = _solve_in_turn(solver, goals, progress)
    progress.report("step-verify", 0.95)
    effort = Effort(
        total=0.0,
        solver=solver.seconds,
        solves=solver.solves,
        rows=matrix.row_lower.size,
        columns=matrix.column_lower.size,
        nonzeros=matrix.value.size,
    )
    plan = attrs.evolve(read_plan(project, draft, rules, x, scenario), goals=reached, effort=effort)
    plan = attrs.evolve(plan, faults=(*_lost_goals(goals, reached, x), *verify(plan)))
    return attrs.evolve(plan, effort=attrs.evolve(effort, total=time.perf_counter() - started))


def write(draft: Draft) -> tuple[list[ShareRow], list[tuple[str, Sparse]]]:
    """Write limits and rules into ``draft``; returns the rules' rows and the goals in order, each with its name."""
    limits.balance_stock(draft)
    limits.promise_deliveries(draft)
    limits.share_capacity(draft)
    limits.share_making(draft)
    over = limits.limit_storage(draft)
    safety = limits.keep_safety(draft)
    closing = limits.close_stock(draft)
    rules = add_rules(draft)
    by_step = {
        "targets": [
            *((f"{priority} targets", _unmet(draft, priority)) for priority in ("must", "should", "nice")),
            ("early shortage", _early_shortage(draft)),
        ],
        "rules": [(f"{rank} rules", _broken(rules, rank)) for rank in ("high", "normal", "low")],
        "safety stock": [("closing stock", closing), ("safety stock", safety)],
        "cost": [("cost", _cost(draft))],
    }
    goals = [("storage limits", over), ("law rules", _broken(rules, "law"))]
    for step in dict.fromkeys([*draft.arrays.mix.goals, *GOALS]):
        goals += by_step[step]
    goals.append(("early arrival", _late_arrival(draft)))
    return rules, [(name, goal) for name, goal in goals if goal.columns.size]


def _unmet(draft: Draft, priority: str) -> Sparse:
    """Lost and late of one priority, in months' worth of each target's total; lost weighs more than any lateness."""
    columns, data = draft.columns, draft.arrays
    chosen = [row for row, item in enumerate(columns.targets) if data.items[item].priority == priority]
    totals = data.target[columns.targets[chosen]].sum(axis=1).reshape(-1, 1)
    return Sparse.of((columns.lost[chosen], (data.size + 1) / totals), (columns.late[chosen], 1 / totals))


def _early_shortage(draft: Draft) -> Sparse:
    """What is late or lost weighs more the earlier it is: stock in hand is delivered before a line stops."""
    columns, data = draft.columns, draft.arrays
    chosen = [row for row, item in enumerate(columns.targets) if data.items[item].priority != "traded"]
    totals = data.target[columns.targets[chosen]].sum(axis=1).reshape(-1, 1)
    earliness = np.arange(data.size, 0, -1) / data.size
    return Sparse.of((columns.lost[chosen], earliness / totals), (columns.late[chosen], earliness / totals))


def _broken(rules: list[ShareRow], rank: str) -> Sparse:
    """What rules of one rank miss, each in its own size."""
    chosen = [row for row in rules if row.rule.rank == rank]
    slack = np.array([row.slack for row in chosen], dtype=np.int64)
    return Sparse.of((slack, np.array([1 / row.scale for row in chosen])))


def _cost(draft: Draft) -> Sparse:
    """Goal 5 in INR: landed + holding + capital + recipe + penalties of traded targets."""
    columns, data = draft.columns, draft.arrays
    landed = data.landed.landed[data.lanes.offer]
    recipes = np.array([recipe.cost for recipe in data.recipes]).reshape(-1, 1)
    interest = data.world.settings.capital_rate / 100 / 12
    storing = np.array([item.holding_cost for item in data.items]) + interest * draft.scales.value
    traded = [row for row, item in enumerate(columns.targets) if data.items[item].priority == "traded"]
    records = [data.items[item] for item in columns.targets[traded]]
    late = np.array([record.late_cost for record in records]).reshape(-1, 1)
    lost = np.array([record.lost_cost for record in records]).reshape(-1, 1)
    return Sparse.of(
        (columns.arrive, landed),
        (columns.make, recipes),
        (columns.stock, storing.reshape(-1, 1)),
        (columns.late[traded], late),
        (columns.lost[traded], lost),
    )


def _late_arrival(draft: Draft) -> Sparse:
    """Last goal: of plans that are equally good, the one that buys earliest; ties go to the offer listed first."""
    data = draft.arrays
    months = np.arange(1, data.size + 1, dtype=float)
    item = draft.scales.item[data.item_of[data.lanes.offer]].reshape(-1, 1)
    turn = 1 + np.arange(len(data.lanes.offer)).reshape(-1, 1) / (1000.0 * max(len(data.lanes.offer), 1))
    return Sparse.of((draft.columns.arrive, months * turn / item))


def _solve_in_turn(
    solver: Solver, goals: list[tuple[str, Sparse]], progress: Progress
) -> tuple[FloatArray, tuple[Goal, ...]]:
    """The values after the last goal, and what every goal reached; a goal that is met already costs no solve."""
    x = solver.nothing()
    reached: list[Goal] = []
    for position, (name, goal) in enumerate(goals):
        progress.report("step-solve", 0.1 + 0.8 * position / len(goals))
        before = solver.solves
        last = position == len(goals) - 1
        if not before or last or goal.value(x) > _NOTHING:
            x = _values(solver, goal)
        value = goal.value(x)
        if value <= _NOTHING:
            solver.fix_at_zero(goal)
        elif not last:
            solver.freeze()
        reached.append(Goal(name, value, solver.solves - before))
    return x, tuple(reached)


def _lost_goals(goals: list[tuple[str, Sparse]], reached: tuple[Goal, ...], x: FloatArray) -> Iterator[Fault]:
    """The goals that the last answer keeps less well than the solve that reached them."""
    for (name, goal), told in zip(goals, reached, strict=True):
        slip = goal.value(x) - told.value
        if not slip <= _KEPT * max(told.value, 1.0):
            yield Fault("verify-goal", name, slip / max(told.value, 1.0))


def _values(solver: Solver, goal: Sparse) -> FloatArray:
    answer = solver.minimise(goal)
    if answer.status != "optimal":
        raise SolverFault("solver-no-answer", status=answer.status)
    return answer.x
