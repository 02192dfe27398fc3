"""What a plan buys as columns of numbers: figures that follow a mix while it is dragged about need no frames."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import attrs
import numpy as np
import numpy.typing as npt

from desktop.analysis.memory import remembered
from desktop.model.plan import Plan
from desktop.model.records import Offer, Source

Group = Literal["class", "source", "offer", "country", "item"]
Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]
_KEYS: Mapping[Group, Callable[[Offer, Source], str]] = {
    "class": lambda _, source: source.class_,
    "source": lambda _, source: source.id,
    "offer": lambda offer, _: offer.id,
    "country": lambda _, source: source.country,
    "item": lambda offer, _: offer.item,
}


@attrs.frozen(eq=False)
class Bought:
    """All orders, placed ones too, in the order that the plan has them in.

    ``offer`` is a place in ``offers``, whose ``sources`` stand in the same order; ``month`` counts from the plan's
    first. ``quantity`` is as bought and ``usable`` what reaches the stock, in the item's unit, ``landed`` is in INR.
    """

    offers: tuple[Offer, ...]
    sources: tuple[Source, ...]
    offer: Places
    month: Places
    quantity: Numbers
    usable: Numbers
    landed: Numbers
    licensed: Flags

    def counted(self, counts: Mapping[str, float]) -> Numbers:
        """What a unit of each order counts, of what one of each item does; items that are not named count 0."""
        return np.array([counts.get(offer.item, 0.0) for offer in self.offers], dtype=float)[self.offer]

    def grouped(self, group: Group, seen: Flags) -> tuple[list[str], Places]:
        """The groups of the orders that are ``seen``, sorted, and the place of each of these orders among them."""
        keys = [_KEYS[group](*each) for each in zip(self.offers, self.sources, strict=True)]
        names = sorted(set(keys))
        place = {name: at for at, name in enumerate(names)}
        known = np.array([place[key] for key in keys], dtype=np.intp)[self.offer[seen]]
        found, places = np.unique(known, return_inverse=True)
        return [names[at] for at in found.tolist()], places


@remembered
def bought(plan: Plan) -> Bought:
    """The orders of a plan."""
    orders, first = plan.orders, plan.months[0].index
    place = {offer: at for at, offer in enumerate(dict.fromkeys(orders.offer))}
    by_id, sources = plan.world.by_id(Offer), plan.world.by_id(Source)
    offers = tuple(by_id[name] for name in place)
    return Bought(
        offers=offers,
        sources=tuple(sources[offer.source] for offer in offers),
        offer=np.array([place[name] for name in orders.offer], dtype=np.intp),
        month=np.array([month.index for month in orders.month], dtype=np.intp) - first,
        quantity=np.array(orders.quantity, dtype=float),
        usable=np.array(orders.usable, dtype=float),
        landed=np.array(orders.cost[:-1], dtype=float).sum(axis=0),
        licensed=np.array([licence != "" for licence in orders.licence], dtype=bool),
    )
