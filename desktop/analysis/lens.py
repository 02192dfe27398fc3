"""What is looked at: one item in its own unit, one element, or all rare earths, in kilograms contained."""

from __future__ import annotations

from typing import Literal

import attrs

from desktop.model.composition import contents_of
from desktop.model.project import Project
from desktop.model.reads import reads
from desktop.model.records import RARE_EARTHS, Content, Item


@attrs.frozen
class Lens:
    """``id`` names the item or the element; all rare earths together need none."""

    kind: Literal["item", "element", "all"]
    id: str = ""


ALL = Lens("all")


def weights(world: Project, lens: Lens) -> dict[str, float]:
    """What one unit of each item counts: 1 for the item itself, else kg contained; items that count 0 are missing."""
    if lens.kind == "item":
        return {lens.id: 1.0}
    return _contained(world, lens.id if lens.kind == "element" else "")


@reads(Content)
def _contained(world: Project, element: str) -> dict[str, float]:
    """Kg of an element, or of all rare earths for "", in one unit of each item that has any."""
    counted = (element,) if element else RARE_EARTHS
    kg = {item: sum(held.get(name, 0.0) for name in counted) for item, held in contents_of(world).items()}
    return {item: weight for item, weight in kg.items() if weight}


def unit(world: Project, lens: Lens) -> str:
    """The unit of all quantities seen through the lens: kg, t or piece."""
    return world.by_id(Item)[lens.id].unit if lens.kind == "item" else "kg"
