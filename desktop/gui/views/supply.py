"""Supply as pictures: arrivals by class against what is needed, and the shares that the classes reach."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from desktop.analysis import supply
from desktop.gui import theme
from desktop.gui.charts.states import Bars, Series, Stack
from desktop.gui.hub import Choice
from desktop.gui.rule_words import material
from desktop.gui.views.measures import lens_of, mass
from desktop.model.plan import Plan
from desktop.model.records import Mix
from desktop.model.records.supply import CLASSES
from desktop.session.shares import WHOLE
from desktop.text.messages import say

_MADE_COLOUR = "#8A94A3"
_ROUNDING = 1e-9
_DASHES = ("line", "dash", "dot", "dashdot", "dashdotdot")


def stack(plan: Plan, choice: Choice) -> Stack:
    """Arrivals by class and own making, stacked by month, with the need and what of the targets is missing."""
    lens = lens_of(plan.world, choice)
    factor, unit = mass(plan.world, lens, choice)
    frame = supply.by_class(plan, lens) * factor
    layers = [
        Series(
            say(f"class-{name}"), tuple(map(float, frame[name])), theme.CLASS_COLOURS[name], theme.CLASS_PATTERNS[name]
        )
        for name in CLASSES
    ]
    if supply.MADE in frame:
        layers.append(Series(say("chart-made"), tuple(map(float, frame[supply.MADE])), _MADE_COLOUR))
    missing = tuple(map(float, supply.shortage(plan, lens) * factor))
    return Stack(
        title=say("chart-supply", material=material(plan.project, choice.material)),
        unit=say("unit-month", unit=unit),
        empty=say("chart-supply-empty"),
        months=plan.months,
        layers=tuple(layers),
        target=Series(say("chart-need"), tuple(map(float, supply.requirement(plan, lens) * factor)), "", "line"),
        missing=Series(say("chart-missing"), missing, "", "missing") if any(missing) else None,
    )


def class_shares(plan: Plan, choice: Choice) -> dict[str, int] | None:
    """The shares that the classes reach, in tenths of a percent adding to 1000; None without any purchase."""
    frame = supply.by_class(plan, lens_of(plan.world, choice))
    totals = np.array([frame[name].sum() for name in CLASSES])
    if not totals.sum():
        return None
    exact = totals / totals.sum() * WHOLE
    shares = np.floor(exact + _ROUNDING).astype(int)
    last = np.argsort(shares - exact, kind="stable")[: WHOLE - shares.sum()]  # the largest remainders
    shares[last] += 1
    return dict(zip(CLASSES, map(int, shares), strict=True))


def side_by_side(plans: Sequence[Plan], choice: Choice) -> Bars:
    """What every mix brings over the horizon, by class."""
    first = plans[0]
    lens = lens_of(first.world, choice)
    factor, unit = mass(first.world, lens, choice)
    totals = [supply.by_class(plan, lens).sum() * factor for plan in plans]
    mixes = first.project.by_id(Mix)
    return Bars(
        title=say("chart-supply-by-mix", material=material(first.project, choice.material)),
        unit=unit,
        empty=say("chart-supply-empty"),
        labels=tuple(mixes[plan.mix].name or plan.mix for plan in plans),
        layers=tuple(
            Series(
                say(f"class-{name}"),
                tuple(float(total[name]) for total in totals),
                theme.CLASS_COLOURS[name],
                theme.CLASS_PATTERNS[name],
            )
            for name in CLASSES
        ),
    )


def named(plans: Sequence[Plan], rows: Sequence[tuple[float, ...]]) -> tuple[Series, ...]:
    """A line for each plan in its mix's colour; line styles differ too, for eyes that do not tell the colours."""
    mixes = plans[0].project.by_id(Mix)
    return tuple(
        Series(mixes[plan.mix].name or plan.mix, row, mix_colour(plan), _DASHES[at % len(_DASHES)])
        for at, (plan, row) in enumerate(zip(plans, rows, strict=True))
    )


def mix_colour(plan: Plan) -> str:
    """The colour of a plan's mix."""
    return theme.valid_colour(plan.project.by_id(Mix)[plan.mix].colour)
