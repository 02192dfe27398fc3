"""One cell of a file: its place, its value, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

from desktop.store.sheets import letters
from desktop.text.entry import Raw

_MOST_LETTERS = 3


class Cell(NamedTuple):
    """A cell as it was found; a plain tuple, because a file can have millions of them.

    ``row`` and ``column`` count from 1 as in the file, for text files too. ``fault`` is the message key of why the
    value cannot be used as it stands ("" if nothing is wrong): ``cell-error`` for ``#N/A``, ``cell-formula`` for a
    formula without a result, which is the value then, ``cell-date`` for a day number that programs read differently.
    """

    row: int
    column: int
    value: Raw
    fault: str = ""

    @property
    def name(self) -> str:
        """``C7``: how people call the cell."""
        return place(self.row, self.column)

    @property
    def blank(self) -> bool:
        """Whether there is nothing to see in it."""
        return not self.fault and (self.value is None or (isinstance(self.value, str) and not self.value.strip()))


Row = Sequence[Cell]
"""The cells of a row that hold anything, from left to right; never empty."""
Line = tuple[int, tuple[int, ...], tuple[Raw, ...], Mapping[int, str] | None]
"""A row as it is read and kept: its number, its columns, their values, and the faults by column where it has any."""


_new = tuple.__new__


def column_number(name: str) -> int:
    """3 for ``C``; raises ValueError for what names no column."""
    if not (name.isascii() and name.isupper() and name.isalpha() and len(name) <= _MOST_LETTERS):
        raise ValueError(name)
    number = 0
    for letter in name:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def cells(line: Line) -> list[Cell]:
    """The cells of a line."""
    row, columns, values, faults = line
    if faults is None:  # past the initialiser, which takes twice as long for millions of cells
        return [_new(Cell, each) for each in zip(repeat(row), columns, values, repeat(""))]
    return [Cell(row, column, value, faults.get(column, "")) for column, value in zip(columns, values, strict=True)]


def place(row: int, column: int) -> str:
    """``C7`` for row 7 and column 3."""
    return f"{letters(column - 1)}{row}"
