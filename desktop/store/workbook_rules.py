"""What depends on values in a workbook to hand over: the grouping that a format has no room for, and marks."""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from desktop.store import sheets, workbook_look
from desktop.store.sheets import Block, Kind, Look

_Look = tuple[Look | None, str]


class Rules:
    """The conditional formats of a workbook; rows and columns count from 0, as XlsxWriter wants them."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.formats: dict[_Look, Format] = {}

    def add(self, page: Worksheet, block: Block, first: int, last: int) -> None:
        """Those of a block whose values stand in rows ``first`` to ``last``.

        Some programs follow only the first of the conditions that hold, so a highlighted number has its grouping too.
        """
        for mark in block.marks:
            kind = block.columns[mark.column].kind
            where = (first, mark.column, last, mark.column)
            for criteria, value, code in workbook_look.rules(kind):
                both = f"=AND({mark.condition},{sheets.cell(mark.column, first + 1)}{criteria}{value})"
                self._add(page, where, {"type": "formula", "criteria": both}, (mark.look, code))
            self._add(page, where, {"type": "formula", "criteria": f"={mark.condition}"}, (mark.look, ""))
        for kind, where in _alike(block, first, last):
            for criteria, value, code in workbook_look.rules(kind):
                self._add(page, where, {"type": "cell", "criteria": criteria, "value": value}, (None, code))

    def _add(
        self, page: Worksheet, where: tuple[int, int, int, int], rule: dict[str, str | float], look: _Look
    ) -> None:
        if look not in self.formats:
            own = workbook_look.LOOKS[look[0]] if look[0] else {}
            self.formats[look] = self.book.add_format({**own, **({"num_format": look[1]} if look[1] else {})})
        page.conditional_format(*where, {**rule, "stop_if_true": True, "format": self.formats[look]})


def _alike(block: Block, first: int, last: int) -> Iterator[tuple[Kind, tuple[int, int, int, int]]]:
    """Rectangles of numbers that are written alike: neighbouring columns, or rows with a kind of their own."""
    at = 0
    columns = block.columns
    bands = list(_bands(block, last - first + 1))
    while at < len(columns):
        end = at
        while end + 1 < len(columns) and columns[end + 1].kind == columns[at].kind:
            end += 1
        if columns[at].kind != "text":
            for kind, top, bottom in bands:
                yield kind or columns[at].kind, (first + top, at, first + bottom, end)
        at = end + 1


def _bands(block: Block, count: int) -> Iterator[tuple[Kind | None, int, int]]:
    """Neighbouring rows of one kind: the kind, the first and the last row."""
    start = 0
    for row in range(1, count + 1):
        if row == count or block.kinds.get(row) != block.kinds.get(start):
            yield block.kinds.get(start), start, row - 1
            start = row
