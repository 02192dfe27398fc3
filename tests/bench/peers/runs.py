"""The planner beside the modelling libraries: each in a process of its own, the same model, the same least cost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs

from tests.bench.company import Size
from tests.bench.table import Row

FOLDER = Path(sys.prefix) / "bench"
"""Where `dev.py bench` installs the libraries: beside the environment, so that nothing else sees them."""
_ROUNDS = 3
_LIBRARIES = {"pulp": "PuLP with CBC", "pyomo": "Pyomo with HiGHS", "linopy": "linopy with HiGHS"}
_SAME = 1e-6


@attrs.frozen
class Run:
    """Processor seconds, least cost in INR and number of solves of one library's run."""

    seconds: float
    cost: float
    solves: int


def measure(size: Size, seed: int) -> Iterator[Row]:
    """From arrays to values in each library, against the planner's own way from project to verified plan."""
    ours = run("ours", size, seed)
    figure = f"{ours.seconds:.2f} s, {ours.solves} solves"
    for library, name in _LIBRARIES.items():
        peer = run(library, size, seed)
        if abs(peer.cost - ours.cost) > _SAME * ours.cost:
            raise RuntimeError(f"{name} finds {peer.cost}, the planner {ours.cost}")
        against = f"{name}: {peer.seconds:.2f} s, {peer.solves} solves"
        yield Row(size.name, "project to verified plan", figure, against, peer.seconds / ours.seconds)


def run(library: str, size: Size, seed: int) -> Run:
    """The quickest of a few runs of a library."""
    command = (sys.executable, "-m", "tests.bench.peers", library, size.name, str(seed))
    runs = []
    for _ in range(_ROUNDS):
        environment = {**os.environ, "PYTHONPATH": str(FOLDER)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{library}: {done.stderr.strip()[-2000:]}")
        runs.append(Run(**json.loads(done.stdout.splitlines()[-1])))
    return min(runs, key=lambda each: each.seconds)
