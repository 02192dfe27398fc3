"""One solver on one program with whole columns: `python -m tests.bench.rivals scip program.mps 10`."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

THREADS = 2
"""What the planner's own search has, one for branch and bound and one beside it."""
_NONE = 1e20
"""The value that a solver without an answer tells, at least."""

Answer = tuple[float | None, float | None]
"""The best objective found and the bound below it; None where there is none."""


def highs(program: Path, seconds: float) -> Answer:
    """HiGHS as it comes."""
    import highspy

    solver: highspy.Highs = highspy.Highs()  # type: ignore[no-untyped-call]  # it says its types only here and there
    for option, value in (("output_flag", False), ("threads", THREADS), ("time_limit", seconds), ("mip_rel_gap", 1e-6)):
        solver.setOptionValue(option, value)
    solver.readModel(str(program))
    solver.run()
    info = solver.getInfo()
    return _found(info.objective_function_value), _found(info.mip_dual_bound)


def scip(program: Path, seconds: float) -> Answer:
    """SCIP as it comes; it has one thread."""
    import pyscipopt

    model = pyscipopt.Model()
    model.hideOutput()
    model.readProblem(str(program))
    model.setParams({"limits/time": seconds, "limits/gap": 1e-6})
    model.optimize()
    return _found(model.getPrimalbound()), _found(model.getDualbound())


def cbc(program: Path, seconds: float) -> Answer:
    """CBC as it comes, by its own program."""
    import cbcbox

    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "answer"
        limits = ("-timeMode", "elapsed", "-sec", str(seconds), "-ratio", "1e-6", "-threads", str(THREADS))
        command = (cbcbox.cbc_bin_path(), str(program), *limits, "-solve", "-solu", str(told))
        log = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        head = told.read_text().splitlines()[0] if told.is_file() else "no integer solution"
    value = None if "no integer solution" in head or "nfeasible" in head else float(head.split()[-1])
    bound = re.search(r"(?:Lower bound|best possible)[:\s]+(-?[\d.e+]+)", log)
    return value, float(bound[1]) if bound else None


def _found(value: float) -> float | None:
    return value if abs(value) < _NONE else None


SOLVERS: dict[str, Callable[[Path, float], Answer]] = {"HiGHS": highs, "SCIP": scip, "CBC": cbc}

if __name__ == "__main__":
    best, below = SOLVERS[sys.argv[1]](Path(sys.argv[2]), float(sys.argv[3]))
    print("\n" + json.dumps([best, below]))
