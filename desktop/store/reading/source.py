"""What every reader gives: sheets whose rows are streamed, and faults that name sheet and cell."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Literal
from xml.parsers.expat import ExpatError

import attrs

from desktop.model.errors import FileFault, Problem
from desktop.store.reading.cells import Line
from desktop.store.reading.notes import Notes

Kind = Literal["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "html", "text"]
"""What a file is by its content; ``text`` is what was pasted."""
Tell = Callable[[float], None]
"""Told the share of the file that is read, 0-1; it may raise Cancelled."""

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
LONGEST_TEXT = 1_000_000
"""More characters than any cell holds; what has more is not meant to be read."""
LONG_TEXT = 32_767
"""As many characters as a workbook's cell may hold."""
BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, ExpatError, LookupError, ValueError, OverflowError, NotImplementedError,
)  # fmt: skip
"""What libraries and arithmetic raise inside a damaged file."""


@attrs.frozen
class Options:
    """How a text file is to be read, where the user knows better than the guess; "" leaves it to the guess.

    ``encoding`` is a name that Python knows, ``delimiter`` one character, ``decimal`` "." or ",": it is for those who
    read numbers in the cells, which stay text.
    """

    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""


AS_GUESSED = Options()


@attrs.frozen
class Sheet:
    """One sheet: its title, its rows that have anything in them, which can be gone through once, and notes.

    The notes are whole when the rows are through.
    """

    title: str
    lines: Iterator[Line]
    notes: Notes


@attrs.frozen
class Source:
    """An open file: what it is, its sheets in their order, what was noticed of it as a whole, the names it defines."""

    kind: Kind
    sheets: Iterator[Sheet]
    notes: Notes
    options: Options = AS_GUESSED
    names: frozenset[str] = frozenset()

    @property
    def told(self) -> tuple[Problem, ...]:
        """The notes on the whole file."""
        return self.notes.all()


class Broken(Exception):
    """A reader met what it cannot make sense of, or will not: the key of the message, and the place within the file."""

    def __init__(self, key: str, sheet: str = "", cell: str = "", **values: int | str) -> None:
        super().__init__(key)
        self.key, self.sheet, self.cell, self.values = key, sheet, cell, values

    def fault(self, path: str) -> FileFault:
        """The same as a fault of the file, with the place in front where it is known."""
        place = {"sheet": self.sheet, "cell": self.cell} if self.sheet else {}
        key = f"{self.key}-at" if self.sheet else self.key
        return FileFault(key, path=path, **place, **self.values)
