"""Whole answers: how soon there is one, how good it gets, and what HiGHS, SCIP and CBC find on the same rows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median

import attrs
import numpy as np

from desktop.engine.goals import optimise, write_program
from desktop.engine.program import Sparse
from desktop.engine.solver import Within
from desktop.engine.solver.door import fit_costs, hand_over, opened
from desktop.engine.whole import Enough, improve
from desktop.model.plan import Plan
from desktop.model.progress import Cancelled, Silent
from desktop.model.project import Project
from tests.bench.company import Size
from tests.bench.floor import reached
from tests.bench.peers.runs import FOLDER
from tests.bench.projects import BALANCED, project
from tests.bench.rivals import SOLVERS
from tests.bench.table import Row

TIMES = (10.0, 20.0, 60.0)
COMPARED = (10.0, 60.0)
_KEPT = 1e-6
_COST = "cost"


@attrs.frozen
class Seen:
    """One better plan, and when it came."""

    seconds: float
    plan: Plan


def measure(size: Size, seeds: Sequence[int]) -> Iterator[Row]:
    """For each seed: the first plan against the continuous one, gaps after a while, cost against the best rival's.

    The first is the first that reaches the goals before the cost as well as the last plan does.
    """
    for seed in seeds:
        made, name = project(size, seed, whole=True), f"{size.name}, {seed}"
        began = time.monotonic()
        optimise(made, BALANCED, "", Silent())
        continuous = time.monotonic() - began
        seen = _watch(made)
        first = next(each.seconds for each in seen if _keeps(each.plan, seen[-1].plan))
        yield Row(name, "first whole plan", f"{first:.1f} s", f"continuous: {continuous:.2f} s", first / continuous)
        gaps = [_gap(_after(seen, seconds)) for seconds in TIMES]
        yield Row(name, f"gap after {', '.join(f'{each:.0f}' for each in TIMES)} s", ", ".join(gaps))
        yield from _compared(name, made, seen)


def _watch(made: Project) -> list[Seen]:
    """Every better plan of the longest time."""
    seen: list[Seen] = []
    began = time.monotonic()
    improve(
        made,
        BALANCED,
        "",
        Enough(TIMES[-1]),
        Silent(),
        lambda plan: seen.append(Seen(time.monotonic() - began, plan)),
    )
    if faults := seen[-1].plan.faults:
        raise RuntimeError(faults[0])
    return seen


def _after(seen: Sequence[Seen], seconds: float) -> Plan | None:
    """The plan there is after so many seconds, and the last of all after the longest time."""
    until = seconds if seconds < TIMES[-1] else np.inf
    return next((each.plan for each in reversed(seen) if each.seconds <= until), None)


def _gap(plan: Plan | None) -> str:
    if plan is None or plan.gap is None:
        return "none"
    return f"{100 * plan.gap / plan.cost.total:.2f} %"


def _compared(name: str, made: Project, seen: Sequence[Seen]) -> Iterator[Row]:
    """The cost after each time against the best that any solver finds in it, of plans that keep the same goals."""
    final = seen[-1].plan
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "program.mps"
        unit = _write(made, final, program)
        for seconds in COMPARED:
            ours = _after(seen, seconds)
            found = {solver: _run(solver, program, seconds, unit) for solver in SOLVERS}
            best = min(found.values())
            told = ", ".join(f"{solver} {_crore(value)}" for solver, value in found.items())
            as_good = ours is not None and _keeps(ours, final)
            value = reached(ours, _COST) if ours is not None and as_good else np.inf
            ratio = value / best if np.isfinite(value) and np.isfinite(best) else None
            yield Row(name, f"cost after {seconds:.0f} s", _crore(value), told, ratio)


def _keeps(plan: Plan, final: Plan) -> bool:
    """Whether a plan reaches the goals before the cost as well as the last one does."""
    ahead = [goal.name for goal in final.goals]
    ahead = ahead[: ahead.index(_COST)]
    return all(reached(plan, each) <= _most(reached(final, each)) * (1 + _KEPT) + _KEPT for each in ahead)


def _most(value: float) -> float:
    return 0.0 if value <= _KEPT else value * (1 + _KEPT)


def _write(made: Project, final: Plan, program: Path) -> float:
    """The rows of the whole plan with the goals before the cost held as ``final`` has them; returns the cost's unit."""
    written = write_program(made, BALANCED, "", whole=True)
    matrix = written.draft.program.matrix()
    held: list[tuple[Sparse, float]] = []
    for name, goal in written.goals:
        if name == _COST:
            break
        held.append((goal, _most(reached(final, name))))
    matrix = Within(tuple(held)).narrowed(matrix)
    costs = np.zeros(matrix.column_lower.size)
    goal = dict(written.goals)[_COST]
    np.add.at(costs, goal.columns, goal.weights * matrix.column_scale[goal.columns])
    fit, unit = fit_costs(costs)
    highs = opened()
    hand_over(highs, matrix, whole=True)
    highs.changeColsCost(fit.size, np.arange(fit.size, dtype=np.int32), fit)
    highs.writeModel(str(program))
    return unit


def _run(solver: str, program: Path, seconds: float, unit: float) -> float:
    """The least cost in INR that a solver finds, in a process of its own; infinite where it finds none."""
    command = (sys.executable, "-m", "tests.bench.rivals", solver, str(program), str(seconds))
    environment = {**os.environ, "PYTHONPATH": str(FOLDER)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{solver}: {done.stderr.strip()[-2000:]}")
    best, _ = json.loads(done.stdout.splitlines()[-1])
    return np.inf if best is None else best * unit


def _crore(value: float) -> str:
    return f"{value / 1e7:.3f} crore" if np.isfinite(value) else "none"


class _Stop(Silent):
    """A handle that asks to stop after a while, and knows when it did."""

    def __init__(self, after: float) -> None:
        self.at = time.monotonic() + after

    def cancelled(self) -> bool:
        """Whether the while is over."""
        return time.monotonic() >= self.at


def stops(size: Size, seed: int, tries: int) -> Iterator[Row]:
    """How long a search takes to answer when it is asked to stop, at times spread over its first twenty seconds."""
    made, waits = project(size, seed, whole=True), []
    for after in np.linspace(2.0, 20.0, tries):
        handle = _Stop(float(after))
        with suppress(Cancelled):  # asked before there is any plan
            improve(made, BALANCED, "", Enough(60.0), handle)
        waits.append(max(time.monotonic() - handle.at, 0.0))
    yield Row(
        f"{size.name}, {seed}", "from stop to answer", f"median {median(waits):.2f} s", f"longest {max(waits):.2f} s"
    )
