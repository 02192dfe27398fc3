"""Blocks of cells as spreadsheets put them on the clipboard: tab-separated text, and tables in HTML."""

from __future__ import annotations

import csv
import html
import io
import math
import re
from collections.abc import Sequence
from html.parser import HTMLParser

import attrs

from desktop.text import entry

Texts = Sequence[Sequence[str]]
_MOST_SPAN = 1000
_MARKS = str.maketrans("", "", ",. ")
_KEPT = ' style="mso-number-format:\'\\@\'" sdnum="1033;0;@"'
_LOOKS_LIKE_MORE = re.compile(r"\d|^[=+@-]|^(?:true|false|n/a)$", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_NO_FIGURE = re.compile(r"0\d|[=+@]|\d{16}")
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@attrs.frozen
class Cell:
    """One cell: the text that was shown, and the exact number behind it where the spreadsheet tells."""

    text: str
    number: float | None = None

    @property
    def figure(self) -> float | None:
        """The exact number behind a plain figure.

        One with a percent sign, unit or currency is read as it was shown: the number behind it may be another one.
        """
        shown = self.text.strip("()-−+ \u00a0").translate(_MARKS)
        return self.number if shown.isdecimal() else None


Block = Sequence[Sequence[Cell]]


def to_tsv(block: Texts) -> str:
    """The block with tabs between cells, and quotes where a cell needs them."""
    text = io.StringIO()
    csv.writer(text, dialect="excel-tab", lineterminator="\n").writerows(block)
    return text.getvalue()


def to_html(block: Texts, *, as_shown: bool = False) -> str:
    """The block as a table; texts that a spreadsheet would take for something else, such as 007, say that they are.

    Excel reads ``mso-number-format``, LibreOffice ``sdnum``. Numbers, days and months are left to be what they are;
    so are figures with groups, decimals and units where cells are ``as_shown`` and not as they are typed.
    """
    alters = _alters_shown if as_shown else _alters
    rows = ("".join(f"<td{_KEPT if alters(cell) else ''}>{_marked_up(cell)}</td>" for cell in row) for row in block)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def from_tsv(text: str) -> list[list[Cell]]:
    """The cells of a text; quoted cells may hold tabs and line ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), dialect="excel-tab", strict=True))
    except csv.Error:
        rows = [line.split("\t") for line in text.split("\n")]
        if rows[-1] == [""]:
            rows.pop()
    return [[Cell(cell) for cell in row] or [Cell("")] for row in rows]


def combined(text: str, page: str) -> list[list[Cell]]:
    """The cells of a clipboard that holds a block as text and as a page: texts of the one, numbers of the other."""
    told, block = from_html(page) if page else [], from_tsv(text) if text else []
    if [len(row) for row in told] == [len(row) for row in block]:
        pairs = zip(block, told, strict=True)
        return [[Cell(a.text, b.number) for a, b in zip(row, other, strict=True)] for row, other in pairs]
    return told if sum(map(len, told)) > 1 or not block else block


def from_html(text: str) -> list[list[Cell]]:
    """The cells of the first table in a page; empty when there is none. Merged cells fill their place with blanks."""
    reader = _TableReader()
    reader.feed(text)
    reader.close()
    width = max(map(len, reader.rows), default=0)
    return [row + [Cell("")] * (width - len(row)) for row in reader.rows]


class _TableReader(HTMLParser):
    """Collects the cells of the first table; tables within it count as text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[Cell]] = []
        self._depth = 0
        self._over = False
        self._cell: list[str] | None = None
        self._told: dict[str, str | None] = {}
        self._hanging: dict[int, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
        if self._over or self._depth != 1:
            return
        if tag == "tr":
            self._end_cell()
            self.rows.append([])
            self._fill_hanging()
        elif tag in {"td", "th"}:
            self._end_cell()
            if not self.rows:
                self.rows.append([])
            self._cell, self._told = [], dict(attrs)
        elif tag == "br" and self._cell is not None:
            self._cell.append("\v")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr"} and self._depth == 1:
            self._end_cell()
        elif tag == "table":
            self._end_cell()
            self._depth -= 1
            self._over = self._over or (self._depth == 0 and bool(self.rows))

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._over:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        text = _BLANKS.sub(" ", "".join(self._cell)).strip(" ")
        text = re.sub(r" ?\v ?", "\n", text).replace("\u00a0", " ")
        row, told = self.rows[-1], self._told
        across, down = _span(told.get("colspan")), _span(told.get("rowspan"))
        for at in range(len(row), len(row) + across):
            if down > 1:
                self._hanging[at] = down - 1
        row += [Cell(text, _number(told)), *[Cell("")] * (across - 1)]
        self._cell = None
        self._fill_hanging()

    def _fill_hanging(self) -> None:
        """Leave out the places that cells of rows above reach down to."""
        row = self.rows[-1]
        while self._hanging.get(len(row), 0):
            self._hanging[len(row)] -= 1
            row.append(Cell(""))


def _alters(text: str) -> bool:
    """Whether a spreadsheet would make another thing of a text than what it says."""
    if not _LOOKS_LIKE_MORE.search(text) or _DAY.fullmatch(text):
        return False
    try:
        return entry.show(float(text)) != text
    except ValueError:
        return True


def _alters_shown(text: str) -> bool:
    return bool(_NO_FIGURE.match(text))


def _marked_up(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")


def _span(told: str | None) -> int:
    return min(max(int(told), 1), _MOST_SPAN) if told and told.isdecimal() and len(told) <= 4 else 1  # noqa: PLR2004


def _number(told: dict[str, str | None]) -> float | None:
    """The number behind a cell, as LibreOffice (sdval) and Excel (x:num) tell it."""
    plain = told.get("sdval") or told.get("x:num") or ""
    try:
        number = float(plain) if plain else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None
