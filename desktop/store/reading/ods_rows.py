"""Builds the rows of an .ods sheet, where one row or cell can stand for many alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from desktop.store.reading.cells import Line, place
from desktop.store.reading.markup import Attributes
from desktop.store.reading.notes import Notes
from desktop.store.reading.ods_cells import plain_value, value
from desktop.store.reading.ods_plain import Told
from desktop.store.reading.source import BROKEN, LAST_COLUMN, LAST_ROW, LONG_TEXT, LONGEST_TEXT, Broken
from desktop.text.entry import Raw

_MOST_REPEATED = 5_000_000
"""Cells of a sheet that may be there by being repeated: more than any list has that is alike from row to row."""
_NOTES = {"cell-formula": "note-formulas", "cell-error": "note-errors", "cell-date": "note-days"}
_LOOK = frozenset({"style-name", "number-columns-repeated", "content-validation-name"})
"""Attributes that a cell without content has."""
_HIDDEN = frozenset({"collapse", "filter"})


class RowBuilder:
    """Collects the rows of one sheet; raises Broken, with sheet and cell, for what no workbook may say."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.notes = Notes(title)
        self.ended = False
        self._row = self._column = 1
        self._times = 1
        self._hidden = False
        self._repeated = 0
        self._columns: list[int] = []
        self._values: list[Raw] = []
        self._faults: dict[int, str] = {}
        self._alike: tuple[int, ...] = ()
        self._made: list[tuple[int, Line]] = []

    def broken(self, key: str) -> Broken:
        """What is wrong at the cell that comes next."""
        return Broken(key, self.title, place(min(self._row, LAST_ROW), min(self._column, LAST_COLUMN)))

    def taken(self) -> Iterator[Line]:
        """The rows since this was asked last, each as often as it stands in the sheet."""
        made, self._made = self._made, []
        for times, (first, columns, values, faults) in made:
            for row in range(first, first + times):
                yield row, columns, values, faults

    def start_row(self, about: Attributes) -> None:
        """Begin a row, or rows that are alike."""
        self._times = _count(about.get("table:number-rows-repeated", "1"))
        self._hidden = about.get("table:visibility") in _HIDDEN
        self._column = 1

    def end_row(self) -> None:
        """Keep the row if there is anything to see in it."""
        if self._columns:
            if self._row + self._times - 1 > LAST_ROW:
                raise self.broken("workbook-damaged")
            if self._hidden:
                self.notes.see("note-hidden-rows", str(self._row), self._times)
            self._count_repeated(len(self._columns) * (self._times - 1))
            self._keep(self._times, self._columns, self._values, self._faults or None)
            self._columns, self._values, self._faults = [], [], {}
        self._row += self._times

    def add_row(self, times: int, cells: Sequence[Told]) -> bool:
        """Add a plain row, so many times; False where there is more to say of it, and nothing is added."""
        columns: list[int] = []
        values: list[Raw] = []
        column = 1
        try:
            for count, kind, held, day, text, _ in cells:
                many = int(count) if count else 1
                if kind and (kind != "string" or text):
                    values.extend([plain_value(kind, held, day, text)] * many)
                    columns.extend(range(column, column + many))
                column += many
        except ValueError:
            return False
        alike = len(columns) * times - len(cells)
        if column > LAST_COLUMN or self._row + times > LAST_ROW or self._repeated + alike > _MOST_REPEATED:
            return False
        if columns:
            self._repeated += max(alike, 0)
            self._keep(times, columns, values, None)
        self._row += times
        return True

    def _keep(
        self, times: int, columns: Sequence[int], values: Sequence[Raw], faults: Mapping[int, str] | None
    ) -> None:
        if (now := tuple(columns)) != self._alike:
            self._alike = now  # most rows have the same columns, which need to be kept but once
        self._made.append((times, (self._row, self._alike, tuple(values), faults)))

    def add(self, about: Mapping[str, str], text: str | None) -> None:
        """Add a cell, or cells that are alike, with the attributes and the text that it has."""
        repeated = about.get("number-columns-repeated")
        times = _count(repeated) if repeated else 1
        if text or not about.keys() <= _LOOK:
            self._add(about, text, times)
        self._column += times

    def _add(self, about: Mapping[str, str], text: str | None, times: int) -> None:
        if "number-columns-spanned" in about:
            self._see_merged(about)
        try:
            found, fault = value(about, text)
        except BROKEN as error:
            raise self.broken("workbook-damaged") from error
        if fault:
            self.notes.see(_NOTES[fault], self._here, times * self._times)
        elif found is None or (isinstance(found, str) and not found.strip()):
            return
        if self._column + times - 1 > LAST_COLUMN:
            raise self.broken("workbook-damaged")
        self._see(about, found)
        self._count_repeated(times - 1)
        columns = range(self._column, self._column + times)
        self._columns.extend(columns)
        self._values.extend([found] * times)
        if fault:
            self._faults.update(dict.fromkeys(columns, fault))

    def _see(self, about: Mapping[str, str], found: Raw) -> None:
        if about.get("value-type") == "percentage":
            self.see_here("note-shares")
        if isinstance(found, str) and len(found) > LONG_TEXT:
            self.see_here("note-long")
            if len(found) > LONGEST_TEXT:
                raise self.broken("text-too-long")

    def _see_merged(self, about: Mapping[str, str]) -> None:
        across, down = (_count(about.get(f"number-{way}-spanned", "1")) for way in ("columns", "rows"))
        if across > 1 or down > 1:
            last = place(self._row + down - 1, self._column + across - 1)
            self.notes.see("note-merged", f"{self._here}:{last}")

    def _count_repeated(self, cells: int) -> None:
        self._repeated += cells
        if self._repeated > _MOST_REPEATED:
            raise self.broken("file-too-much")

    def see_column(self, about: Attributes) -> None:
        """Take note of columns that are hidden."""
        times = _count(about.get("table:number-columns-repeated", "1"))
        if about.get("table:visibility") in _HIDDEN:
            self.notes.see("note-hidden-columns", place(1, min(self._column, LAST_COLUMN)).rstrip("1"))
        self._column += times

    def see_here(self, key: str) -> None:
        """Take note of something at the cell at hand."""
        self.notes.see(key, self._here)

    @property
    def _here(self) -> str:
        return place(self._row, self._column)


def _count(digits: str) -> int:
    """How often something is there; raises ValueError for what is no such number."""
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= len(str(LAST_ROW)) + 2):
        raise ValueError(digits)
    return max(int(digits), 1)
