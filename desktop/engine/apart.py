"""A world apart from numbers of its offers that a step does not read, so that what it found holds when they change."""

from __future__ import annotations

from collections.abc import Mapping
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
_TABLES = 8


def apart_from(world: Project, *numbers: Number) -> Project:
    """``world`` with ``numbers`` of its offers unreadable: in the same table as before while nothing else has changed.

    So ``Project.part`` gives the same part of it, with all that has been worked out of that.
    """
    return Project(MappingProxyType({**world.tables, _NAME: _offers(world, *numbers)}))


@reads(Offer)
def _offers(world: Project, *numbers: Number) -> Rows:
    return _SEEN.table(world.rows(Offer), numbers)


class _Seen:
    """The tables of offers without some of their numbers that were asked for last, and their records, each kept once.

    There is one for the program, whatever the thread: records never change, and without their numbers say nothing of
    the project that they are from.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._tables: list[tuple[tuple[tuple[int, Offer], ...], Rows]] = []
        self._apart: dict[tuple[int, tuple[Number, ...]], tuple[Offer, Offer]] = {}
        self._same: dict[Offer, Offer] = {}

    def table(self, offers: Mapping[int, Offer], numbers: tuple[Number, ...]) -> Rows:
        """The first table that was equal to ``offers`` without ``numbers``, or this one."""
        with self._lock:
            rows = tuple((row, self._without(offer, numbers)) for row, offer in offers.items())
            same = (known for known in self._tables if known[0] == rows)
            found = next(same, None) or (rows, MappingProxyType(dict(rows)))
            self._tables = [found, *(known for known in self._tables if known is not found)][:_TABLES]
            return found[1]

    def _without(self, offer: Offer, numbers: tuple[Number, ...]) -> Offer:
        """One record for all offers that differ in ``numbers`` alone, looked up by identity, which is quick.

        The offer itself is kept with it, so that no other gets its identity.
        """
        kept = self._apart.get((id(offer), numbers))
        if kept is None:
            if len(self._apart) >= _MOST:
                self._apart.clear()
                self._same.clear()
            apart = cast(Offer, evolved(offer, dict.fromkeys(numbers, _UNREAD)))
            kept = self._apart[id(offer), numbers] = offer, self._same.setdefault(apart, apart)
        return kept[1]


_SEEN = _Seen()
