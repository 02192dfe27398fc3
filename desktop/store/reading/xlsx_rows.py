"""The rows of one .xlsx sheet, streamed; what the sheet says of its own size is not believed, nor needed."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from itertools import chain

from desktop.store.reading import xlsx_plain
from desktop.store.reading.cells import Line, place
from desktop.store.reading.markup import Attributes, LocalNames, Parser
from desktop.store.reading.notes import Notes
from desktop.store.reading.source import BROKEN, LAST_COLUMN, LONGEST_TEXT
from desktop.store.reading.xlsx_builder import NO_RESULT, RowBuilder, Shared

_MOST_BEGINNING = 1_000_000
_END_OF_ROW = "</row>"
_ENDS = ("</sheetData>", "<!", "<?")
"""Where rows end, and what may hide that they do."""
_TEXTS = frozenset({"v", "t", "f"})


class SheetReader:
    """Takes the rows out of a stream of XML, and notes what is odd about the sheet."""

    def __init__(self, title: str, shared: Shared, notes: Notes) -> None:
        self._notes = notes
        self._builder = RowBuilder(title, shared, notes)
        self._names = LocalNames()
        self._cell: Attributes = {}
        self._held: str | None = None
        self._text: list[str] = []
        self._formula: str | None = None
        self._aside = self._within = self._is_sheet = False
        self._parts: list[str] = []
        self._parser = Parser(self._start)
        self._parser.expat.EndElementHandler = self._end
        self._parser.expat.CharacterDataHandler = self._parts.append

    def lines(self, pieces: Iterable[bytes]) -> Iterator[Line]:
        """The rows with anything in them; raises Broken for what no workbook may hold."""
        ready = self._builder.lines
        try:
            for _ in self._fed(iter(pieces)):
                yield from ready
                ready.clear()
        except BROKEN as error:
            raise self._builder.broken("workbook-damaged") from error
        if not self._is_sheet:  # its link leads to something else, which must not read as an empty sheet
            raise self._builder.broken("workbook-damaged")

    def _fed(self, pieces: Iterator[bytes]) -> Iterator[None]:
        """Takes in all pieces, and comes up for air after each."""
        begin = b""
        for piece in pieces:
            begin += piece
            if (at := xlsx_plain.begins_plain(begin)) or len(begin) > _MOST_BEGINNING:
                break
        else:
            at = 0
        self._parse(begin[:at])
        rest = chain([begin[at:]], pieces)
        if at:
            yield from self._fed_plain(rest)
        for piece in rest:
            self._parse(piece)
            yield
        self._parser.end()
        yield

    def _fed_plain(self, pieces: Iterator[bytes]) -> Iterator[None]:
        """Takes in plain rows; leaves off where rows end, or where something is met that is none of them."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        plain = xlsx_plain.PlainRows(self._builder)
        rest = ""
        for piece in pieces:
            text = rest + decoder.decode(piece)
            if not (xlsx_plain.holds_rows(piece) and len(text) <= LONGEST_TEXT) or any(mark in text for mark in _ENDS):
                self._parse(text.encode() + decoder.getstate()[0])
                return
            at = plain.add_alike(text, 0)
            while (end := text.find(_END_OF_ROW, at)) >= 0:
                if not plain.add(text[at:end]):
                    self._parse(f"{text[at:end]}{_END_OF_ROW}".encode())
                at = plain.add_alike(text, end + len(_END_OF_ROW))
            rest = text[at:]
            yield
        self._parse(rest.encode() + decoder.getstate()[0])

    def _parse(self, piece: bytes) -> None:
        self._parser.feed(piece)
        if not self._within:
            self._parts.clear()
        elif sum(map(len, self._parts)) > LONGEST_TEXT:
            raise self._builder.broken("text-too-long")

    def _start(self, name: str, attributes: Attributes) -> None:
        local = self._names[name]
        if local in _TEXTS:
            self._parts.clear()
            self._within = True
        elif local == "c":
            self._cell, self._held, self._formula = attributes, None, None
            self._text.clear()
        elif local == "row":
            self._builder.start_row(attributes)
        elif local == "rPh":
            self._aside = True
        else:
            self._see(local, attributes)

    def _end(self, name: str) -> None:
        local = self._names[name]
        if local in _TEXTS:
            self._within = False
            if local == "v":
                self._held = "".join(self._parts)
            elif local == "f":
                self._formula = "".join(self._parts)
            elif not self._aside:
                self._text.append("".join(self._parts))
        elif local == "c":
            self._end_cell()
        elif local == "row":
            self._builder.end_row()
        elif local == "rPh":
            self._aside = False

    def _end_cell(self) -> None:
        kind, held = self._cell.get("t", "n"), self._held
        if self._formula is not None and kind != "inlineStr" and (held is None or (not held and kind != "str")):
            kind, held = NO_RESULT, self._formula
        text = "".join(self._text) if self._text else None
        self._builder.add(self._cell.get("r", ""), kind, self._cell.get("s", ""), held, text)

    def _see(self, name: str, about: Attributes) -> None:
        """Take note of what stands around the rows."""
        if name == "sheetData":
            self._is_sheet = True
        elif name == "mergeCell":
            self._notes.see("note-merged", about.get("ref", ""))
        elif name == "hyperlink":
            self._notes.see("note-hyperlinks", about.get("ref", ""))
        elif name == "col" and about.get("hidden") in {"1", "true"} and about.get("min", "").isdecimal():
            self._notes.see("note-hidden-columns", place(1, min(int(about["min"]), LAST_COLUMN)).rstrip("1"))
