"""One order as the sheets of orders take it from its frame."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from desktop.model.months import Month


class Line(NamedTuple):
    """A row of the frame of orders, with the columns that the sheets take."""

    offer: str
    source: str
    source_name: str
    class_: str
    country: str
    item: str
    item_name: str
    unit: str
    month: Month
    order_date: dt.date | None
    quantity: float
    usable: float
    contained: float
    price: float
    freight: float
    insurance: float
    duty: float
    surcharge: float
    inland: float
    igst: float
    landed: float
    licence: str
    file_by: dt.date | None
    placed: bool
    tiers: tuple[tuple[float, float], ...]
