"""The one door to HiGHS: takes a program, answers with a status that was read and values that were checked."""

from __future__ import annotations

from desktop.engine.solver.branching import PROVING, QUICK, Branching, Found, Watch, Within
from desktop.engine.solver.linear import Answer, Basis, Solver
from desktop.engine.solver.relaxation import Relaxation

__all__ = ["PROVING", "QUICK", "Answer", "Basis", "Branching", "Found", "Relaxation", "Solver", "Watch", "Within"]
