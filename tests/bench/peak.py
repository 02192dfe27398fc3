"""The memory that planning the largest size takes, in a process of its own: `python -m tests.bench.peak`."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.company import L
from tests.bench.table import Row

_KILO = 1024


def measure() -> Iterator[Row]:
    """The most memory that a process has in use that makes the project, plans it, and verifies the plan."""
    command = (sys.executable, "-m", "tests.bench.peak")
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    before, after = (float(each) for each in done.stdout.split())
    yield Row(L.name, "peak memory, project to verified plan", f"{after:.0f} MB", f"before planning: {before:.0f} MB")


def most_used() -> float:
    """Megabytes in use at most so far; where the system tells, without what the process before it had."""
    status = Path("/proc/self/status")
    if status.is_file() and (told := re.search(r"VmHWM:\s+(\d+) kB", status.read_text())):
        return int(told[1]) / _KILO
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KILO


def main() -> None:
    """Print the peak before and after planning."""
    from desktop.engine.goals import optimise
    from desktop.model.progress import Silent
    from tests.bench.floor import SEED
    from tests.bench.projects import BALANCED, project

    made = project(L, SEED)
    before = most_used()
    optimise(made, BALANCED, "", Silent())
    sys.stdout.write(f"{before} {most_used()}\n")


if __name__ == "__main__":
    main()
