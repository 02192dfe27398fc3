"""What is looked at, and in which unit: the choice of the screen as a lens of the analysis."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from desktop.analysis import lens as lenses
from desktop.analysis.lens import Lens
from desktop.gui.hub import Choice
from desktop.gui.words import decimals
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.project import Project
from desktop.model.records import ExchangeRate, Item
from desktop.model.series import spread
from desktop.session import pins
from desktop.session.sentences import Shown
from desktop.text import formats
from desktop.text.messages import say

_MONEY = {"crore": 1e7, "lakh": 1e5}
_MILLION = 1e6


def lens_of(world: Project, choice: Choice) -> Lens:
    """The lens of the chosen material; one that the project does not know counts as all."""
    kind, _, name = choice.material.partition(":")
    if kind == "item" and name in world.by_id(Item):
        return Lens("item", name)
    return Lens("element", name) if kind == "element" else Lens("all")


def nothing(world: Project, choice: Choice, key: str) -> str:
    """What stands where a chart is empty: words of its own, or that no item is known to contain what is looked at."""
    lens = lens_of(world, choice)
    return say(key) if lens.kind == "item" or lenses.weights(world, lens) else say("chart-no-contents")


def mass(world: Project, lens: Lens, choice: Choice) -> tuple[float, str]:
    """The factor and the unit that quantities seen through the lens are shown in."""
    if lens.kind == "item" and choice.counted == "contained" and lens.id in contained(world):
        factor, unit = scaled("kg", choice)
        return contained(world)[lens.id] * factor, say("unit-contained", unit=unit)
    factor, unit = scaled(lenses.unit(world, lens), choice)
    return factor, formats.unit_of(math.inf, unit)


def contained(world: Project) -> Mapping[str, float]:
    """Kg of rare earths in one unit of each item that has any."""
    return lenses.weights(world, lenses.ALL)


def scaled(unit: str, choice: Choice) -> tuple[float, str]:
    """The factor and the unit that quantities in ``unit`` are shown in; pieces stay pieces."""
    if unit not in ("kg", "t"):
        return 1.0, unit
    return {"kg": 1.0, "t": 1000.0}[unit] / {"kg": 1.0, "t": 1000.0}[choice.mass_unit], choice.mass_unit


def promises(plan: Plan) -> bool:
    """Whether anything is promised at all; of nothing, no figure means anything."""
    return any(any(row) for row in plan.target.values())


def amount(quantity: float, unit: str, choice: Choice, usual: int = 1) -> tuple[str, str]:
    """A quantity and its unit as they are shown; pieces are whole."""
    factor, shown = scaled(unit, choice)
    return formats.number(quantity * factor, decimals(shown, usual)), shown


def told(quantity: float, unit: str, choice: Choice, usual: int = 1) -> str:
    """A quantity with its unit behind it."""
    text, shown = amount(quantity, unit, choice, usual)
    return f"{text} {formats.unit_of(quantity, shown)}"


def exact(choice: Choice) -> Shown:
    """How quantities that somebody entered are written, in the unit chosen and not rounded."""

    def write(quantity: float, unit: str) -> str:
        factor, shown = scaled(unit, choice)
        return pins.exact(quantity * factor, shown)

    return write


def dollars(plan: Plan) -> tuple[float, ...]:
    """INR for one US dollar in each month of the plan; () where the project knows no rate."""
    steps = [(row.from_month, row.rate) for row in plan.world.all(ExchangeRate) if row.currency == "USD"]
    known = [(month, rate) for month, rate in steps if month is not None]
    return tuple(spread(known, plan.months, min(known)[1])) if known else ()


def rupees(plan: Plan, choice: Choice, months: Sequence[Month]) -> tuple[pd.Series[float], str]:
    """By month the factor that rupees are shown with, and the unit: US dollars at the rate of the month, if chosen.

    Before and after the plan the rate is that of its first and of its last month.
    """
    rates = dollars(plan) if choice.currency == "USD" else ()
    if not rates:
        factor, unit = money(choice)
        return pd.Series(factor, index=list(months), dtype=float), unit
    first, last = plan.months[0].index, len(rates) - 1
    factors = [1 / (rates[min(max(month.index - first, 0), last)] * _MILLION) for month in months]
    return pd.Series(factors, index=list(months), dtype=float), say("money-USD")


def per_period(unit: str, choice: Choice) -> str:
    """The unit of what comes in each of the periods chosen."""
    return say(f"unit-{choice.period}", unit=unit)


def money(choice: Choice) -> tuple[float, str]:
    """The factor and the unit that rupees are shown in."""
    return 1 / _MONEY[choice.money_unit], say(f"money-{choice.money_unit}")
