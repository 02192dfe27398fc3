"""What a file holds, as it is kept for looking at and taking in: heads of its sheets, rows, and what was noticed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from multiprocessing.reduction import ForkingPickler
from typing import cast

import attrs

from desktop.model.errors import Problem
from desktop.store.reading.cells import Line, Row, cells
from desktop.store.reading.source import AS_GUESSED, Kind, Options

FIRST = 200
"""Rows of each sheet that are there at once."""
_TOGETHER = 1_000


@attrs.frozen
class SheetHead:
    """A sheet before anything is taken from it.

    ``rows`` and ``columns`` are the last row and column with anything in them, ``first`` its first rows that have
    anything. ``notes`` tell what a planner should know before using it (merged cells, hidden rows, cells without a
    result), one of each kind: at the cell where it is met first, with the ``count`` of all and the first ``places``
    among its values.
    """

    title: str
    rows: int = 0
    columns: int = 0
    first: tuple[Row, ...] = ()
    notes: tuple[Problem, ...] = ()


@attrs.frozen
class Book:
    """A file, or what was pasted: its sheets in their order, the hidden ones too (a note says so).

    ``options`` are those that a text file was read with, guessed where they were not given. ``notes`` are about the
    whole file: macros, links to other files, the encoding and delimiter chosen. ``names`` are those that a workbook
    defines for places in it, in lower case. The rows are kept as they were when
    the file was read: what is shown is what is taken, though the file may have changed since.
    """

    kind: Kind
    sheets: tuple[SheetHead, ...]
    notes: tuple[Problem, ...] = ()
    options: Options = AS_GUESSED
    names: frozenset[str] = frozenset()
    packed: tuple[tuple[bytes, ...], ...] = attrs.field(default=(), repr=False, eq=False)

    def head(self, title: str) -> SheetHead:
        """The sheet of that title; raises KeyError."""
        return self.sheets[self._at(title)]

    def rows(self, title: str) -> Iterator[Row]:
        """All rows of a sheet, unpacked as one goes through them; raises KeyError."""
        return map(cells, self.lines(title))

    def lines(self, title: str) -> Iterator[Line]:
        """The same rows as they are kept, which costs less where there are very many."""
        for packed in self.packed[self._at(title)]:
            yield from unpack(packed)

    def _at(self, title: str) -> int:
        for at, sheet in enumerate(self.sheets):
            if sheet.title == title:
                return at
        raise KeyError(title)


def pack(lines: Iterable[Line]) -> Iterator[tuple[bytes, list[Line]]]:
    """Lines some at a time, beside the same in one piece; a cell in it costs its value and little more."""
    source = iter(lines)
    while together := list(islice(source, _TOGETHER)):
        yield bytes(ForkingPickler.dumps(together)), together


def unpack(packed: bytes) -> list[Line]:
    """The lines that ``pack`` put together."""
    return cast("list[Line]", ForkingPickler.loads(packed))
