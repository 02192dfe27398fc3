"""Builds the rows of an .xlsx sheet from what its elements say, and refuses what no workbook may say."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence

import attrs

from desktop.store.reading import xlsx_cells
from desktop.store.reading.cells import Line, column_number, place
from desktop.store.reading.markup import Attributes
from desktop.store.reading.notes import Notes
from desktop.store.reading.source import LAST_COLUMN, LAST_ROW, LONG_TEXT, Broken
from desktop.store.reading.xlsx_cells import Styles, decoded
from desktop.store.reading.xlsx_shapes import Shape, Shapes, converted
from desktop.text.entry import Raw, Share

NO_RESULT = "formula"
"""Stands for the type of a cell whose formula has no value."""
_DIGITS = "0123456789"
_YES = {"1", "true"}
_DAYS_KEPT = 50_000
_NOTES = {"cell-formula": "note-formulas", "cell-error": "note-errors", "cell-date": "note-days"}


@attrs.frozen
class Shared:
    """What the sheets of a workbook have in common."""

    texts: list[str] = attrs.field(factory=list)
    styles: Styles = attrs.field(factory=Styles)
    from_1904: bool = False


class RowBuilder:
    """Collects ``lines``; raises Broken, with sheet and cell, or ValueError for what cannot be read at all."""

    def __init__(self, title: str, shared: Shared, notes: Notes) -> None:
        self._title, self._shared, self._notes = title, shared, notes
        self._texts, self._styles = shared.texts, shared.styles
        self._days: dict[str, dt.date | None] = {}
        self._shapes = Shapes(shared.texts, shared.styles, self._days)
        self._letters: dict[str, int] = {}
        self._row = 0
        self._digits = ""
        self._columns: list[int] = []
        self._values: list[Raw] = []
        self._faults: dict[int, str] = {}
        self.lines: list[Line] = []

    def broken(self, key: str) -> Broken:
        """What is wrong at the cell that comes next."""
        return Broken(key, self._title, place(max(self._row, 1), min(self._last + 1, LAST_COLUMN)))

    @property
    def _last(self) -> int:
        return self._columns[-1] if self._columns else 0

    def start_row(self, attributes: Attributes) -> None:
        """Begin a row; rows stand one below the other, each once."""
        number = attributes.get("r")
        row = self._row + 1 if number is None else _whole(number)
        if not self._row < row <= LAST_ROW:
            raise self.broken("workbook-damaged")
        self._row, self._digits = row, "" if number is None else str(row)
        self._columns, self._values, self._faults = [], [], {}
        if attributes.get("hidden") in _YES:
            self._notes.see("note-hidden-rows", str(row))

    def end_row(self) -> None:
        """Keep the row if there is anything to see in it."""
        if self._faults or _seen(self._values):
            self.lines.append((self._row, tuple(self._columns), tuple(self._values), self._faults or None))
        self._columns, self._values, self._faults = [], [], {}

    def add(self, reference: str, kind: str, style: str, held: str | None, text: str | None) -> None:
        """Add a cell as its attributes ``r``, ``t``, ``s`` ("" where it has none), its value and its own text tell.

        ``t`` is ``NO_RESULT`` for a formula without a value, which stands in its place.
        """
        last = self._columns[-1] if self._columns else 0
        column = self._column(reference) if reference else last + 1
        if not last < column <= LAST_COLUMN:
            raise self.broken("workbook-damaged")
        value, fault = self._value(kind, style, held, text, column)
        if fault:
            self._faults[column] = fault
            self._notes.see(_NOTES[fault], place(self._row, column))
        elif value is None:
            return
        self._columns.append(column)
        self._values.append(value)

    def add_row(self, attributes: Attributes, cells: Sequence[tuple[str, ...]]) -> Shape | None:
        """Add a row with its cells, told as letters and digits of ``r``, ``s``, ``t``, value, own text and "".

        Gives the shape of a row that is plain, and is not hidden.
        """
        self.start_row(attributes)
        found = self._shapes.read(cells, self._digits)
        if found is not None and _seen(found[1]):
            self.lines.append((self._row, found[0][0], found[1], None))
            return None if attributes.get("hidden") in _YES else found[0]
        for letters, row, style, kind, held, text, _ in cells:
            self.add(letters + row, kind or "n", style, held or None, text or None)
        self.end_row()
        return None

    def add_alike(self, text: str, at: int, alike: re.Pattern[str], shape: Shape) -> int:
        """Add rows of a shape from a position on, as long as they are written alike; where they end.

        ``alike`` has a group for the number of the row, and for what each of its cells holds.
        """
        columns, append = shape[0], self.lines.append
        while found := alike.match(text, at):
            digits, *contents = found.groups()
            row, values = int(digits), converted(shape, contents)
            if not self._row < row <= LAST_ROW or values is None or not _seen(values):
                break
            append((row, columns, values, None))
            self._row, at = row, found.end()
        return at

    def _column(self, reference: str) -> int:
        name = reference.rstrip(_DIGITS)
        if reference[len(name) :] != self._digits:
            self._move(reference[len(name) :])
        column = self._letters.get(name)
        if column is None:
            column = self._letters[name] = column_number(name)
        return column

    def _move(self, digits: str) -> None:
        """Take the row's number from its first cell, where the row itself has none."""
        row = _whole(digits)
        if self._digits or self._columns or not self._row <= row <= LAST_ROW:
            raise self.broken("workbook-damaged")
        self._row, self._digits = row, digits

    def _value(self, kind: str, style: str, held: str | None, text: str | None, column: int) -> tuple[Raw, str]:
        """The value of a cell, None where it has none, and its fault; numbers first, as most cells are."""
        if kind == "n" and held:
            return self._number(held, style, column)
        if kind == NO_RESULT:
            return xlsx_cells.formula(held or ""), "cell-formula"
        if kind == "inlineStr":
            return (None if text is None else self._text(decoded(text), column)), ""
        if kind == "str" and held is not None:
            return self._text(decoded(held), column), ""
        if not held:
            return None, ""
        if kind == "s":
            return self._text(self._shared_text(held), column), ""
        return self._other(kind, style, held, column)

    def _other(self, kind: str, style: str, held: str, column: int) -> tuple[Raw, str]:
        if kind == "e":
            return held, "cell-error"
        if kind == "b":
            return held in _YES, ""
        if kind == "d":
            return xlsx_cells.plain_day(dt.datetime.fromisoformat(held.removesuffix("Z"))), ""
        return self._number(held, style, column)

    def _shared_text(self, held: str) -> str:
        at = _whole(held)
        if at >= len(self._texts):
            raise self.broken("workbook-damaged")
        return self._texts[at]

    def _text(self, text: str, column: int) -> str:
        if len(text) > LONG_TEXT:
            self._notes.see("note-long", place(self._row, column))
        return text

    def _number(self, held: str, style: str, column: int) -> tuple[Raw, str]:
        if style in self._styles.days:
            return self._day(held)
        number = xlsx_cells.number(held)
        if not math.isfinite(number):
            return held, "cell-error"
        if style not in self._styles.shares:
            return number, ""
        self._notes.see("note-shares", place(self._row, column))
        return Share(number), ""

    def _day(self, held: str) -> tuple[Raw, str]:
        if held in self._days:
            day = self._days[held]
        else:
            day = xlsx_cells.day(float(xlsx_cells.number(held)), from_1904=self._shared.from_1904)
            if len(self._days) < _DAYS_KEPT:
                self._days[held] = day
        return (held, "cell-date") if day is None else (day, "")


def _seen(values: Sequence[Raw]) -> bool:
    """Whether there is anything to see in a row."""
    first = values[0] if values else ""
    plainly = not isinstance(first, str) or bool(first.strip())
    return plainly or any(not isinstance(value, str) or value.strip() for value in values)


def _whole(digits: str) -> int:
    """A whole number in digits that every program reads."""
    if not (digits.isascii() and digits.isdecimal()):
        raise ValueError(digits)
    return int(digits)
