"""Coverage as a picture: the share of the targets so far that was delivered on time, for mixes side by side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from desktop.analysis import coverage, supply
from desktop.analysis.lens import Lens
from desktop.gui.charts.states import Lines
from desktop.gui.hub import Choice
from desktop.gui.views.measures import lens_of
from desktop.gui.views.supply import named
from desktop.model.plan import Plan
from desktop.text.messages import say


def side_by_side(plans: Sequence[Plan], choice: Choice) -> Lines:
    """Coverage so far, %, of the targets that contain the material; no lines when there are none."""
    lens = lens_of(plans[0].world, choice)
    promised = any(sum(plan.target[item]) for plan in plans for item in _weights(plan, lens))
    rows = [_so_far(plan, lens) for plan in plans]
    lowest = min(min(row) for row in rows)
    return Lines(
        title=say("chart-coverage"),
        unit="%",
        empty=say("chart-coverage-empty"),
        months=plans[0].months,
        lines=named(plans, rows) if promised else (),
        least=max(10.0 * (lowest // 10) - 10, 0.0),
        most=102.0,
    )


def _weights(plan: Plan, lens: Lens) -> dict[str, float]:
    """What one unit of each promised item counts; when none contains rare earths, every item's promise alike."""
    known = supply.per_unit(plan, lens)
    weights = {item: known[item] for item in plan.target if item in known}
    if weights or lens.kind != "all":
        return weights
    return {item: 1 / total for item, target in plan.target.items() if (total := sum(target))}


def _so_far(plan: Plan, lens: Lens) -> tuple[float, ...]:
    prompt, target = np.zeros(len(plan.months)), np.zeros(len(plan.months))
    for item, weight in _weights(plan, lens).items():
        prompt += weight * coverage.on_time(plan, item)
        target += weight * np.array(plan.target[item])
    due = target.cumsum()
    share = np.divide(prompt.cumsum(), due, out=np.ones_like(due), where=due > 0)
    return tuple(map(float, 100 * share))
