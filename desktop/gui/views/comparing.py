"""Plans compared as pictures: cost against dependence, supply of each, and the way from one cost to another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from desktop.analysis import compare, supply
from desktop.analysis.bridge import bridge
from desktop.analysis.figures import figures
from desktop.gui import rule_words, theme
from desktop.gui.charts.multiples_state import Multiples, Panel
from desktop.gui.charts.scatter_state import Point, Scatter
from desktop.gui.charts.states import Series
from desktop.gui.charts.waterfall_state import Step, Waterfall
from desktop.gui.hub import Choice
from desktop.gui.tables.results import Column
from desktop.gui.views.measures import lens_of, mass, money
from desktop.gui.views.supply import mix_colour
from desktop.model.plan import Plan
from desktop.model.records.supply import CLASSES
from desktop.session import inputs
from desktop.text.messages import say

_SHAPES = ("o", "s", "t1", "d", "p", "h", "star", "+", "x")
_MOST_INPUTS = 300
_ROUNDING = 1e-12
"""Steps below this part of the costs are rounding; all of them together leave the sum within 1e-9."""


def trade_off(plans: Sequence[Plan], choice: Choice) -> Scatter:
    """What each plan costs against the share of its rare earths that depends on a licence."""
    factor, unit = money(choice)
    scenarios = list(dict.fromkeys(plan.scenario for plan in plans))
    less = compare.less_delivered(compare.table(plans)).loc["cost"]
    points = [
        Point(
            f"{name} †" if less[at] else name,
            100 * figures(plan).on_licence_share,
            figures(plan).cost_inr * factor,
            mix_colour(plan),
            _SHAPES[scenarios.index(plan.scenario) % len(_SHAPES)],
            counts=not less[at],
        )
        for at, (name, plan) in enumerate(zip(compare.labels(plans), plans, strict=True))
    ]
    return Scatter(
        title=say("compare-trade-off"),
        empty=say("compare-none-ready"),
        points=tuple(points),
        along=say("compare-dependence"),
        up=say("compare-cost", unit=unit),
    )


def multiples(plans: Sequence[Plan], choice: Choice) -> Multiples:
    """What each plan brings by month and class, against what is needed, all on one scale."""
    first = plans[0]
    lens = lens_of(first.world, choice)
    factor, unit = mass(first.world, lens, choice)
    panels = []
    for name, plan in zip(compare.labels(plans), plans, strict=True):
        frame = supply.by_class(plan, lens) * factor
        layers = tuple(
            Series(
                say(f"class-{class_}"),
                tuple(map(float, np.array(frame[class_]))),
                theme.CLASS_COLOURS[class_],
                theme.CLASS_PATTERNS[class_],
            )
            for class_ in CLASSES
        )
        panels.append(Panel(name, layers, tuple(map(float, supply.requirement(plan, lens) * factor))))
    return Multiples(
        title=say("compare-multiples", material=rule_words.material(first.project, choice.material)),
        unit=say("unit-month", unit=unit),
        empty=say("chart-supply-empty"),
        months=first.months,
        panels=tuple(panels),
        need=say("chart-need"),
    )


def way(base: Plan, plan: Plan, names: tuple[str, str], choice: Choice) -> Waterfall:
    """The steps from what one plan costs to what another does; causes that change nothing are left out."""
    factor, unit = money(choice)
    found = bridge(base, plan)
    steps = [
        Step(say(f"bridge-{key}"), value * factor, key=key)
        for key, value in found.steps.items()
        if abs(value) > _ROUNDING * max(abs(found.start), abs(found.end))
    ]
    ends = [Step(name, value * factor, total=True) for name, value in zip(names, (found.start, found.end), strict=True)]
    return Waterfall(
        title=say("compare-way", base=names[0], plan=names[1]),
        unit=unit,
        empty=say("compare-none-ready"),
        steps=(ends[0], *steps, ends[1]),
    )


def no_way() -> Waterfall:
    """What the way says while there are no two plans."""
    return Waterfall(title=say("compare-way-none"), empty=say("compare-inputs-pair"))


def inputs_table(base: Plan, plan: Plan, choice: Choice) -> tuple[Column, ...]:
    """One row for each thing that went into two plans and differs."""
    names = compare.labels([base, plan])
    found = inputs.differing(base, plan, lambda amount, unit: " ".join(rule_words.quantity(amount, unit, choice)))
    shown = found[:_MOST_INPUTS]
    return (
        Column(say("input-kind"), tuple(say(f"input-kind-{each.kind}") for each in shown)),
        Column(say("input-what"), tuple(each.what for each in shown)),
        Column(names[0], tuple(each.before or "–" for each in shown)),
        Column(names[1], tuple(each.after or "–" for each in shown)),
    )
