"""What is looked at, and in which unit: the choice of the screen as a lens of the analysis."""

from __future__ import annotations

from desktop.analysis import lens as lenses
from desktop.analysis.lens import Lens
from desktop.gui.hub import Choice
from desktop.gui.words import decimals
from desktop.model.plan import Plan
from desktop.model.project import Project
from desktop.model.records import Item
from desktop.text import formats
from desktop.text.messages import say

_MONEY = {"crore": 1e7, "lakh": 1e5}


def lens_of(world: Project, choice: Choice) -> Lens:
    """The lens of the chosen material; one that the project does not know counts as all."""
    kind, _, name = choice.material.partition(":")
    if kind == "item" and name in world.by_id(Item):
        return Lens("item", name)
    return Lens("element", name) if kind == "element" else Lens("all")


def mass(world: Project, lens: Lens, choice: Choice) -> tuple[float, str]:
    """The factor and the unit that quantities seen through the lens are shown in."""
    return scaled(lenses.unit(world, lens), choice)


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


def money(choice: Choice) -> tuple[float, str]:
    """The factor and the unit that rupees are shown in."""
    return 1 / _MONEY[choice.money_unit], say(f"money-{choice.money_unit}")
