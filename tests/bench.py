"""Benchmarks, as ratios measured side by side in one run: `python3 dev.py bench`."""

from __future__ import annotations

import statistics
import sys

from desktop.model.plan import Effort
from desktop.model.progress import Silent
from desktop.model.records import Mix
from desktop.session import jobs

ROUNDS = 5


def measure_engine() -> None:
    """Engine time outside HiGHS, from Project to verified Plan, against the solver's own run time."""
    project = jobs.new_project(sample=True)
    jobs.plan(project, project.all(Mix)[0].id, "", Silent())
    sys.stdout.write("Engine outside the solver / solver's run time, sample project (goal: at most 0.5)\n")
    ratios = []
    for mix in project.all(Mix):
        efforts = [jobs.plan(project, mix.id, "", Silent()).effort for _ in range(ROUNDS)]
        ratios += [_outside(effort) for effort in efforts]
        solver = statistics.median(effort.solver for effort in efforts)
        own = statistics.median(effort.total - effort.solver for effort in efforts)
        ratio = statistics.median(map(_outside, efforts))
        sys.stdout.write(f"  {mix.name:24} solver {solver:6.3f} s  outside {own:6.3f} s  ratio {ratio:5.2f}\n")
    sys.stdout.write(f"  {'median of all':24} ratio {statistics.median(ratios):.2f}, worst {max(ratios):.2f}\n")


def _outside(effort: Effort) -> float:
    return (effort.total - effort.solver) / effort.solver


if __name__ == "__main__":
    measure_engine()
