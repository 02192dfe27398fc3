"""Tables in HTML: what programs put beside copied cells, and what some programs write and call .xls."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import BinaryIO

import attrs

from desktop.store.reading.cells import Line, place
from desktop.store.reading.encodings import encoding_of, known
from desktop.store.reading.notes import Notes
from desktop.store.reading.source import LAST_COLUMN, LAST_ROW, LONGEST_TEXT, Broken, Kind, Options, Sheet, Source, Tell

_MOST_BYTES = 100_000_000
_MOST_PASTED = 5_000_000
_TAG = re.compile(r"(/?[a-zA-Z][a-zA-Z0-9]*)(.*)", re.DOTALL)
_SPAN = re.compile(r"\b(row|col)span\s*=[\s\"']*(\d{1,5})", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_END_OF_COMMENT = "-->"
_MOST_SPAN, _MOST_MERGED = 1_000, 10_000
_SKIPPED = ("script", "style", "title")
_BREAKS = ("br", "p", "/p", "div", "/div", "li")


def open_file(file: BinaryIO, options: Options, tell: Tell) -> Source:
    """The tables of a page in a file; raises Broken for a page without any."""
    content = file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise Broken("file-too-large")
    if options.encoding and not known(options.encoding):
        raise Broken("encoding-unknown", encoding=options.encoding)
    encoding = options.encoding or encoding_of(file)
    source = _source("html", content.decode(encoding, "replace"), Options(encoding))
    tell(1.0)
    if source is None:
        raise Broken("html-no-table")
    return source


def pasted(text: str) -> Source | None:
    """The tables of copied HTML; None where it has none, or is larger than what people copy."""
    return _source("text", text, Options()) if len(text) <= _MOST_PASTED else None


def _source(kind: Kind, text: str, options: Options) -> Source | None:
    tables = _Reader(text).tables
    if not tables:
        return None
    titles = [""] if len(tables) == 1 else [str(number) for number in range(1, len(tables) + 1)]
    sheets = (_sheet(title, table) for title, table in zip(titles, tables, strict=True))
    return Source(kind, sheets, Notes(), options)


def _sheet(title: str, table: _Table) -> Sheet:
    notes = Notes(title)
    for merged in table.merged:
        notes.see("note-merged", merged)
    return Sheet(title, iter(table.lines), notes)


@attrs.define
class _Table:
    """One table so far."""

    lines: list[Line] = attrs.field(factory=list)
    merged: list[str] = attrs.field(factory=list)
    row: int = 0
    _column: int = 1
    _cells: dict[int, str] = attrs.field(factory=dict)
    _taken: dict[int, int] = attrs.field(factory=dict)
    """Columns that cells of rows above reach down into, and the last row that they do."""

    def begin_row(self) -> None:
        """Begin the next row."""
        self.end_row()
        self.row += 1
        self._column = 1
        if self.row > LAST_ROW:
            raise Broken("line-too-wide", line=self.row, most=LAST_COLUMN)

    def add(self, text: str, across: int, down: int) -> None:
        """Put a cell where the next one is free."""
        while self._taken.get(self._column, 0) >= self.row:
            self._column += 1
        if self._column + across - 1 > LAST_COLUMN:
            raise Broken("line-too-wide", line=self.row, most=LAST_COLUMN)
        if len(text) > LONGEST_TEXT:
            raise Broken("text-too-long")
        if text:
            self._cells[self._column] = text
        if len(self.merged) >= _MOST_MERGED:
            across = down = 1
        if across > 1 or down > 1:
            last = place(self.row + down - 1, self._column + across - 1)
            self.merged.append(f"{place(self.row, self._column)}:{last}")
        for column in range(self._column, self._column + across):
            self._taken[column] = self.row + down - 1
        self._column += across

    def end_row(self) -> None:
        """End the row at hand, if any."""
        if self._cells:
            self.lines.append((self.row, tuple(self._cells), tuple(self._cells.values()), None))
        self._cells = {}


class _Reader:
    """Takes tables out of HTML in one pass, however wrong it is; the time it takes grows with the text alone."""

    def __init__(self, text: str) -> None:
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._cell: list[str] | None = None
        self._across = self._down = 1
        self._read(text)
        while self._open:
            self._end_table()

    def _read(self, text: str) -> None:
        for tag, about, following in _tags(text):
            self._see(tag, about)
            if self._cell is not None:
                self._cell.append(following)

    def _see(self, tag: str, about: str) -> None:
        table = self._open[-1] if self._open else None
        if tag == "table":
            self._end_cell()
            self._open.append(_Table())
        elif table is None:
            return
        elif tag == "/table":
            self._end_table()
        elif tag == "tr":
            self._end_cell()
            table.begin_row()
        elif tag in {"td", "th"}:
            self._begin_cell(table, about)
        elif tag in {"/td", "/th", "/tr"}:
            self._end_cell()
        elif self._cell is not None and tag in _BREAKS:
            self._cell.append("\v")

    def _begin_cell(self, table: _Table, about: str) -> None:
        self._end_cell()
        if not table.row:
            table.begin_row()
        spans = {kind.lower(): min(max(int(count), 1), _MOST_SPAN) for kind, count in _SPAN.findall(about)}
        self._across, self._down = spans.get("col", 1), spans.get("row", 1)
        self._cell = []

    def _end_cell(self) -> None:
        if self._cell is not None and self._open:
            text = _SPACES.sub(" ", html.unescape("".join(self._cell)))
            self._open[-1].add("\n".join(filter(None, map(str.strip, text.split("\v")))), self._across, self._down)
        self._cell = None

    def _end_table(self) -> None:
        self._end_cell()
        table = self._open.pop()
        table.end_row()
        if table.lines:
            self.tables.append(table)


def _tags(text: str) -> Iterator[tuple[str, str, str]]:
    """Every tag in small letters, its attributes, and the text that follows it; comments and scripts left out."""
    left_out = ""
    for part in text.split("<")[1:]:
        if left_out == _END_OF_COMMENT or part.startswith("!--"):
            _, end, following = part.partition(_END_OF_COMMENT)
            left_out = "" if end else _END_OF_COMMENT
            yield "", "", following
            continue
        if not part.lower().startswith(left_out):
            continue
        inside, _, following = part.partition(">")
        if match := _TAG.match(inside):
            tag = match[1].lower()
            left_out = f"/{tag}" if tag in _SKIPPED else ""
            yield tag, match[2], "" if left_out else following
        else:
            yield "", "", f"<{part}"
