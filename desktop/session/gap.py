"""How far a whole answer may be from the best, in words."""

from __future__ import annotations

from desktop.model.plan import Plan
from desktop.text import formats
from desktop.text.messages import say

_CLOSED = 1e-6
"""A gap of this share of the cost is within the accuracy of the goals (model.md section 5)."""
_FINE, _FINEST = 0.0005, 0.000005
"""Below these shares one decimal, and three, would say nothing."""


def share(plan: Plan) -> float | None:
    """The gap as a share of what the plan costs; None where no bound is known."""
    return None if plan.gap is None else plan.gap / max(abs(plan.cost.total), 1.0)


def closed(plan: Plan) -> bool:
    """Whether a plan is proven to be as good as any."""
    part = share(plan)
    return part is not None and part <= _CLOSED


def words(plan: Plan) -> str:
    """The gap in rupees and percent, that there is none, or that it is not known; of first tries, that they are."""
    part = share(plan)
    if plan.gap is None or part is None:
        return say("gap-first-try" if plan.first_try else "gap-unknown")
    if closed(plan):
        return say("gap-closed")
    shown = formats.percent(part, 1 if part >= _FINE else 3) if part >= _FINEST else say("gap-tiny")
    return say("gap", amount=formats.money(plan.gap), share=shown)


def told(plan: Plan) -> str:
    """One line on a better plan, for somebody who waits at a terminal."""
    return say("cli-better", cost=formats.money(plan.cost.total), gap=words(plan))
