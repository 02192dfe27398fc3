"""What a plan buys: one record for each purchase, and all of them as columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

import attrs

from desktop.model.months import Month

Tiers = tuple[tuple[float, float], ...]


@attrs.frozen
class LandedCost:
    """What a quantity costs, in INR, by part (model.md section 3); IGST is cash, not cost."""

    price: float = 0.0
    freight: float = 0.0
    insurance: float = 0.0
    duty: float = 0.0
    surcharge: float = 0.0
    inland: float = 0.0
    igst: float = 0.0

    @property
    def landed(self) -> float:
        """The cost without the creditable IGST."""
        return self.price + self.freight + self.insurance + self.duty + self.surcharge + self.inland


@attrs.frozen
class Order:
    """One purchase: what arrives from one offer in one month, under one licence.

    ``quantity`` is as bought, in the item's unit; ``usable`` is what reaches the stock. ``licence`` is "" where
    none is needed, the id of a file of the project, or "new" for a file still to go in by ``file_by``.
    ``placed`` orders are the project's receipts: they have no order date and no planned quantity. ``tiers`` says how
    much of it is priced in which tier, by the tier's lower end; 0.0 is the offer's own price below the first.
    """

    offer: str
    month: Month
    quantity: float
    usable: float
    cost: LandedCost
    order_date: dt.date | None = None
    licence: str = ""
    file_by: dt.date | None = None
    placed: bool = False
    tiers: Tiers = ()


@attrs.frozen
class Orders(Sequence[Order]):
    """Orders as columns, one line for each; a record is made when somebody looks at it, and not kept.

    ``cost`` has a column for each part of a landed cost, as ``LandedCost`` names them. They are lists, so that orders
    are compared but not hashed.
    """

    offer: Sequence[str]
    month: Sequence[Month]
    quantity: Sequence[float]
    usable: Sequence[float]
    cost: Sequence[Sequence[float]]
    order_date: Sequence[dt.date | None]
    licence: Sequence[str]
    file_by: Sequence[dt.date | None]
    placed: Sequence[bool]
    tiers: Sequence[Tiers]

    def __attrs_post_init__(self) -> None:
        columns = (getattr(self, field.name) for field in attrs.fields(Orders) if field.name != "cost")
        if len({len(column) for column in (*columns, *self.cost)}) != 1:
            raise ValueError("columns of unequal length")

    @property
    def landed(self) -> float:
        """What all of them cost, without the creditable IGST, which stands last."""
        return float(sum(map(sum, self.cost[:-1])))

    @overload
    def __getitem__(self, at: int) -> Order: ...

    @overload
    def __getitem__(self, at: slice[int | None, int | None, int | None]) -> tuple[Order, ...]: ...

    def __getitem__(self, at: int | slice[int | None, int | None, int | None]) -> Order | tuple[Order, ...]:
        """The records at some places."""
        places = range(len(self))[at]
        return self._made(places) if isinstance(places, int) else tuple(map(self._made, places))

    def __iter__(self) -> Iterator[Order]:
        """All records, in order."""
        return map(self._made, range(len(self)))

    def __len__(self) -> int:
        """How many there are, which needs no record."""
        return len(self.offer)

    def _made(self, at: int) -> Order:
        return Order(
            self.offer[at],
            self.month[at],
            self.quantity[at],
            self.usable[at],
            LandedCost(*(part[at] for part in self.cost)),
            self.order_date[at],
            self.licence[at],
            self.file_by[at],
            self.placed[at],
            self.tiers[at],
        )


def in_columns(orders: Iterable[Order]) -> Orders:
    """``orders`` as columns; themselves where they are that already."""
    if isinstance(orders, Orders):
        return orders
    rows = tuple(orders)
    return Orders(
        offer=[order.offer for order in rows],
        month=[order.month for order in rows],
        quantity=[order.quantity for order in rows],
        usable=[order.usable for order in rows],
        cost=[[getattr(order.cost, part.name) for order in rows] for part in attrs.fields(LandedCost)],
        order_date=[order.order_date for order in rows],
        licence=[order.licence for order in rows],
        file_by=[order.file_by for order in rows],
        placed=[order.placed for order in rows],
        tiers=[order.tiers for order in rows],
    )
