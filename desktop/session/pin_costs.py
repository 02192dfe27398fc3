"""What it costs to hold figures: each pin's plan beside the one without it."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from desktop.analysis import coverage
from desktop.model.asked import pins_asked
from desktop.model.edits import apply
from desktop.model.plan import Plan
from desktop.model.progress import Progress
from desktop.model.project import Project
from desktop.session import jobs, pins
from desktop.text import formats
from desktop.text.messages import say

_MOST = 30
"""Of so many pins it is found out what each costs: a plan is made for every one."""
_NOTHING = 1e-7
"""Of the cost of a plan, or of what is promised: as close as plans are solved."""


@attrs.frozen
class Held:
    """What holding a figure does: INR that the plan costs more, and the share of the targets that it delivers less."""

    cost: float
    late: float


def held(project: Project, mix: str, scenario: str, progress: Progress) -> Mapping[int, Held]:
    """What each pin of a mix under a scenario does, by row number, as if it alone were let go.

    All plans are continuous answers, so that they differ by the pin alone, and not by how far whole lots were improved.
    """
    plans, rows = jobs.QuickPlans(), list(pins_asked(project, mix, scenario))[:_MOST]
    if not rows:
        return {}
    base, found = plans(project, mix, scenario, progress), dict[int, Held]()
    for at, row in enumerate(rows):
        progress.report("step-solve", at / len(rows))
        found[row] = _between(base, plans(apply(project, pins.let_go((row,))), mix, scenario, progress))
    return found


def told(found: Held, money_unit: str) -> str:
    """In words: how much more the plan costs, or less, and what is delivered on time less for it, or more."""
    said = []
    if found.cost:
        key = "pin-costs-more" if found.cost > 0 else "pin-costs-less"
        said.append(say(key, money=formats.money(abs(found.cost), money_unit)))
    if found.late:
        key = "pin-costs-late" if found.late > 0 else "pin-costs-early"
        said.append(say(key, share=formats.percent(abs(found.late))))
    return ", ".join(said) or say("pin-costs-nothing")


def _between(base: Plan, free: Plan) -> Held:
    cost, late = base.cost.total - free.cost.total, coverage.overall(free) - coverage.overall(base)
    small = _NOTHING * max(abs(base.cost.total), 1.0)
    return Held(cost if abs(cost) > small else 0.0, late if abs(late) > _NOTHING else 0.0)
