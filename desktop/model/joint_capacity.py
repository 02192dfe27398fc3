"""What the capacity of a source, which all its offers share, is counted in."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.model.project import Project
from desktop.model.records import Item, Offer


def joint_unit(project: Project, offers: Iterable[Offer]) -> str:
    """The unit of the goods of these offers where all use as much of the capacity as there is of them, else none.

    Goods that use nothing of it, and those that the project does not know, say nothing of it.
    """
    items = project.by_id(Item)
    using = [offer for offer in offers if offer.capacity_use > 0 and offer.item in items]
    units = {items[offer.item].unit for offer in using}
    return units.pop() if len(units) == 1 and all(offer.capacity_use == 1 for offer in using) else ""
