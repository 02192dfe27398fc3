"""A world apart from numbers of its offers that a step does not read, so that what it found holds when they change."""

from __future__ import annotations

from collections import deque
from functools import lru_cache
from math import inf
from threading import Lock
from types import MappingProxyType
from typing import Literal, cast

from desktop.model.project import Project, Rows
from desktop.model.reads import reads
from desktop.model.records import TABLE_OF, Offer
from desktop.model.records.table import evolved

Number = Literal["price", "capacity"]
_NAME = TABLE_OF[Offer].name
_UNREAD = -inf
"""What stands in the place of what is not to be read: nothing comes out right with it."""
_MOST = 20_000
_tables: deque[tuple[tuple[tuple[int, Offer], ...], Rows]] = deque(maxlen=8)
_lock = Lock()
_apart: dict[tuple[int, tuple[Number, ...]], tuple[Offer, Offer]] = {}
"""Offers, which are kept so that no others get their identity, and what they are without some numbers."""


def apart_from(world: Project, *numbers: Number) -> Project:
    """``world`` with ``numbers`` of its offers unreadable: in the same table as before while nothing else has changed.

    So ``Project.part`` gives the same part of it, with all that has been worked out of that.
    """
    return Project(MappingProxyType({**world.tables, _NAME: _offers(world, *numbers)}))


@reads(Offer)
def _offers(world: Project, *numbers: Number) -> Rows:
    rows = tuple((row, _without(offer, numbers)) for row, offer in world.rows(Offer).items())
    with _lock:
        for known, table in _tables:
            if known == rows:
                return table
        _tables.append((rows, MappingProxyType(dict(rows))))
        return _tables[-1][1]


def _without(offer: Offer, numbers: tuple[Number, ...]) -> Offer:
    """One record for all offers that differ in ``numbers`` alone, looked up by identity, which is quick."""
    kept = _apart.get((id(offer), numbers))
    if kept is None:
        if len(_apart) >= _MOST:
            _apart.clear()
        kept = offer, _one(cast(Offer, evolved(offer, dict.fromkeys(numbers, _UNREAD))))
        _apart[id(offer), numbers] = kept
    return kept[1]


@lru_cache(maxsize=_MOST)
def _one(offer: Offer) -> Offer:
    """The first of all equal records."""
    return offer
