"""Supply as pictures: arrivals by class against what is needed, and the shares that the classes reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from desktop.analysis import compare, periods, supply
from desktop.analysis.lens import Lens
from desktop.analysis.memory import remembered
from desktop.gui import theme
from desktop.gui.charts.states import Bars, Series, Stack
from desktop.gui.hub import Choice
from desktop.gui.rule_words import material
from desktop.gui.views import layers, stacked
from desktop.gui.views.measures import lens_of, mass, nothing, per_period, scaled
from desktop.model.plan import Plan
from desktop.model.records.supply import CLASSES
from desktop.session.mixes import colours
from desktop.session.shares import WHOLE
from desktop.text.messages import say

_MADE_COLOUR = "#8A94A3"
_ROUNDING = 1e-9
MISSING = "missing"
"""The key of what is missing on time."""
_GROUPS: dict[str, supply.Group] = {"class": "class", "country": "country", "source": "source"}
_HHI = {"source": "chart-hhi", "country": "chart-hhi-country"}
_DASHES = ("line", "dash", "dot", "dashdot", "dashdotdot")


def stack(plan: Plan, choice: Choice) -> Stack:
    """Arrivals by class (or what else is chosen) and own making, stacked by period, with the need and what is missing.

    Elements are counted in kilograms contained, and stand for themselves.
    """
    lens = lens_of(plan.world, choice)
    by_element = choice.by == "element"
    factor, unit = scaled("kg", choice) if by_element else mass(plan.world, lens, choice)
    frame = arrivals(plan, choice)
    frame = frame if factor == 1 else frame * factor
    layers_ = layers.of(plan, frame.drop(columns=supply.MADE) if supply.MADE in frame else frame, choice.by)
    if supply.MADE in frame:
        own = tuple(map(float, frame[supply.MADE]))
        layers_.append(Series(say("chart-made"), own, _MADE_COLOUR, key=supply.MADE))
    need, missing = (_added(row(plan, lens) * factor, plan, choice) for row in (supply.needed, supply.missing))
    title = say("chart-supply", material=material(plan.project, choice.material))
    return stacked.stack(
        (title, per_period(unit, choice), nothing(plan.world, choice, "chart-supply-empty")),
        plan.months,
        choice,
        layers_,
        None if by_element else Series(say(_need(plan, lens)), need, "", "line"),
        Series(say("chart-missing"), missing, "", "missing", MISSING) if any(missing) and not by_element else None,
    )


def _need(plan: Plan, lens: Lens) -> str:
    """What the need is called: of an item that is not usable whole, another figure than its targets."""
    lost = lens.kind == "item" and abs(supply.per_unit(plan, lens)[lens.id] - 1) > _ROUNDING
    return "chart-need-bought" if lost else "chart-need"


def shares(plan: Plan, choice: Choice) -> Stack:
    """What part of all that arrives comes from whom, by period, %; with the concentration by source as a line."""
    lens = lens_of(plan.world, choice)
    frame = arrivals(plan, choice).drop(columns=supply.MADE, errors="ignore")
    by: Literal["country", "source"] = "country" if choice.by == "country" else "source"
    members = periods.added(supply.by_class(plan, lens, by).drop(columns=supply.MADE, errors="ignore"), choice.period)
    hhi = (_parts_of_all(members) ** 2).sum(axis=1) * 100
    bought = frame.to_numpy().sum() > 0
    looked = material(plan.project, choice.material)
    title = say("chart-shares", by=say(f"shares-by-{choice.by}"), material=looked)
    return stacked.stack(
        (title, "%", nothing(plan.world, choice, "chart-shares-empty")),
        plan.months,
        choice,
        layers.of(plan, _parts_of_all(frame) * 100, choice.by) if bought else (),
        Series(say(_HHI[by]), tuple(map(float, hhi)), "", "line", ratio=0.01) if bought else None,
    )


def arrivals(plan: Plan, choice: Choice) -> pd.DataFrame:
    """What arrives by period x groups of the choice, in the unit of the material, elements in kg contained."""
    lens = lens_of(plan.world, choice)
    if choice.by == "element":
        return periods.added(supply.by_element(plan, lens), choice.period)
    return periods.added(supply.by_class(plan, lens, _GROUPS[choice.by]), choice.period)


def _parts_of_all(frame: pd.DataFrame) -> pd.DataFrame:
    """Each row as parts of its sum, 0-1; a row of nothing stays nothing."""
    total = frame.sum(axis=1)
    return frame.div(total.where(total > 0, 1.0), axis=0)


def _added(row: npt.NDArray[np.floating], plan: Plan, choice: Choice) -> tuple[float, ...]:
    """A row by month as one by period."""
    if choice.period == "month":
        return tuple(row.tolist())
    return tuple(periods.added(pd.DataFrame(row, index=list(plan.months)), choice.period)[0].tolist())


def class_shares(plan: Plan, choice: Choice) -> dict[str, int] | None:
    """The shares that the classes reach, in tenths of a percent adding to 1000; None without any purchase."""
    return _class_shares(plan, lens_of(plan.world, choice))


@remembered
def _class_shares(plan: Plan, lens: Lens) -> dict[str, int] | None:
    totals = supply.by_class(plan, lens)[list(CLASSES)].to_numpy().sum(axis=0)
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
    return Bars(
        title=say("chart-supply-by-mix", material=material(first.project, choice.material)),
        unit=unit,
        empty=nothing(first.world, choice, "chart-supply-empty"),
        labels=tuple(compare.labels(plans)),
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
    return tuple(
        Series(name, row, mix_colour(plan), _DASHES[at % len(_DASHES)])
        for at, (name, plan, row) in enumerate(zip(compare.labels(plans), plans, rows, strict=True))
    )


def mix_colour(plan: Plan) -> str:
    """The colour of a plan's mix."""
    return colours(plan.project)[plan.mix]
