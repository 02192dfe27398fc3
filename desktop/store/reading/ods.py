"""An .ods workbook, streamed: what the file repeats is counted before it is unrolled."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from desktop.store.reading import ods_plain
from desktop.store.reading.cells import Line
from desktop.store.reading.markup import Attributes, LocalNames, Parser
from desktop.store.reading.notes import Notes
from desktop.store.reading.ods_cells import joined, put_in
from desktop.store.reading.ods_rows import RowBuilder
from desktop.store.reading.package import Package
from desktop.store.reading.source import BROKEN, LONGEST_TEXT, Broken, Sheet, Source, Tell

CONTENT = "content.xml"
_PIECE = 65_536
_CELLS = frozenset({"table-cell", "covered-table-cell"})
_ASIDE = frozenset({"annotation", "note", "ruby-text", "frame", "custom-shape", "shapes", "forms", "table"})
"""What stands within a table, or within a text of it, and has texts of its own."""
_BESIDE = frozenset({"tracked-changes", "dde-links", "settings", "database-ranges", "content-validations"})
"""What stands beside the tables and can hold elements of the same names."""


def open_book(package: Package, tell: Tell) -> Source:
    """The sheets of a workbook; raises Broken for what no workbook may hold."""
    notes = Notes()
    if any(name.startswith(("basic/", "scripts/")) for name in package):
        notes.see("note-macros")
    size = max(package.size(CONTENT), 1)
    return Source("ods", sheets(_told(package.chunks(CONTENT), size, tell), notes), notes)


def open_flat(file: BinaryIO, tell: Tell) -> Source:
    """The sheets of a workbook that is one file of XML and no package."""
    size = max(file.seek(0, io.SEEK_END), 1)
    file.seek(0)
    notes = Notes()
    return Source("ods", sheets(_told(iter(lambda: file.read(_PIECE), b""), size, tell), notes), notes)


def sheets(pieces: Iterable[bytes], notes: Notes) -> Iterator[Sheet]:
    """The sheets of a document in pieces; ``notes`` take what is noticed of it as a whole."""
    return _Reader(notes).sheets(pieces)


def _told(pieces: Iterable[bytes], size: int, tell: Tell) -> Iterator[bytes]:
    gone = 0
    for piece in pieces:
        gone += len(piece)
        tell(min(gone / size, 1.0))
        yield piece


class _Reader:
    """Takes sheets and their rows out of the stream of XML that holds all of them."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._names = LocalNames()
        self._hidden: set[str] = set()
        self._style = ""
        self._waiting: list[RowBuilder] = []
        self._rows: RowBuilder | None = None
        self._cell: dict[str, str] | None = None
        self._texts: list[str] = []
        self._parts: list[str] = []
        self._depth = self._aside = self._length = 0
        self._short: bool | None = None
        self._rest = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._parser = Parser(self._start)
        self._parser.expat.EndElementHandler = self._end

    def sheets(self, pieces: Iterable[bytes]) -> Iterator[Sheet]:
        """Every sheet, whose rows are there until the next one is asked for."""
        fed = self._fed(pieces)
        while self._waiting or next(fed, None) is not None:
            if self._waiting:
                rows = self._waiting.pop(0)
                lines = self._lines(rows, fed)
                yield Sheet(rows.title, lines, rows.notes)
                for _ in lines:  # rows that nobody wanted stand before the next sheet
                    pass

    def _lines(self, rows: RowBuilder, fed: Iterator[bool]) -> Iterator[Line]:
        for _ in chain([True], fed):
            yield from rows.taken()
            if rows.ended:
                return

    def _fed(self, pieces: Iterable[bytes]) -> Iterator[bool]:
        """Takes in all pieces, and comes up for air after each."""
        try:
            for piece in pieces:
                self._take(piece)
                yield True
            self._parse(self._rest.encode() + self._decoder.getstate()[0])
            self._parser.end()
            yield True
        except BROKEN as error:
            raise self._broken("workbook-damaged") from error

    def _take(self, piece: bytes) -> None:
        """Take in a piece, rows the short way for as long as nothing is met that could change what they mean."""
        if self._short is None:
            declared = ods_plain.declared(piece)
            self._parse(piece[:declared])
            self._short, piece = bool(declared), piece[declared:]
        if not self._short:
            self._parse(piece)
            return
        text = self._rest + self._decoder.decode(piece)
        self._short = ods_plain.may_be_plain(piece, text)
        end = self._take_rows(text) if self._short else 0
        self._short = self._short and len(text) - end <= LONGEST_TEXT
        until = ods_plain.whole(text, end) if self._short else len(text)
        self._parse(text[end:until].encode())
        self._rest = text[until:]
        if not self._short:
            self._parse(self._decoder.getstate()[0])
            self._decoder.reset()

    def _take_rows(self, text: str) -> int:
        """Take in a part of the document as far as the end of its last row, which is given."""
        done = 0
        for begin, end in ods_plain.rows(text):
            row = ods_plain.row(text[begin:end])
            if row is not None:
                if begin > done:
                    self._parse(text[done:begin].encode())
                taken = self._rows and self._cell is None and not self._aside and self._rows.add_row(*row)
                done = end if taken else begin
        end = text.rfind(ods_plain.END) + len(ods_plain.END)
        if end > max(done, len(ods_plain.END) - 1):
            self._parse(text[done:end].encode())
            done = end
        return done

    def _parse(self, piece: bytes) -> None:
        self._parser.feed(piece)
        if sum(map(len, self._parts)) > LONGEST_TEXT:
            raise self._broken("text-too-long")

    def _broken(self, key: str) -> Broken:
        return self._rows.broken(key) if self._rows else Broken(key)

    def _start(self, name: str, about: Attributes) -> None:
        local = self._names[name]
        self._depth += 1
        if self._aside:
            return
        if local in _CELLS and self._rows:
            self._start_cell(about)
        elif self._cell is not None:
            self._start_within(local, about)
        elif local == "table-row" and self._rows:
            self._rows.start_row(about)
        elif local == "table" and not self._rows:
            self._start_table(self._attributes(about))
        elif local in _BESIDE or (self._rows and local in _ASIDE):
            self._aside = self._depth
        elif local == "table-column" and self._rows:
            self._rows.see_column(about)
        elif local == "style":
            self._style = about.get("style:name", "")
        elif local == "table-properties" and about.get("table:display") == "false":
            self._hidden.add(self._style)

    def _start_within(self, local: str, about: Attributes) -> None:
        """An element within a cell."""
        if local in _ASIDE:
            self._aside = self._depth
            self._parser.expat.CharacterDataHandler = None
        elif local == "p":
            self._parts.clear()
            self._parser.expat.CharacterDataHandler = self._parts.append
        elif local == "a" and self._rows:
            self._rows.see_here("note-hyperlinks")
        elif marks := put_in(local, about):
            self._parts.append(marks)

    def _start_cell(self, about: Attributes) -> None:
        self._cell = self._attributes(about)
        self._texts.clear()
        self._length = 0

    def _attributes(self, about: Attributes) -> dict[str, str]:
        """Attributes of the format without their prefix; those that one program adds say the same in other words."""
        names = self._names
        return {names[name]: held for name, held in about.items() if not name.startswith("calcext:")}

    def _start_table(self, about: dict[str, str]) -> None:
        if "'#" in about["name"]:  # what a program keeps of another file that formulas refer to
            self._notes.see("note-links")
            self._aside = self._depth
            return
        self._rows = RowBuilder(about["name"])
        if about.get("style-name") in self._hidden:
            self._rows.notes.see("note-hidden-sheet")
        self._waiting.append(self._rows)

    def _end(self, name: str) -> None:
        local = self._names[name]
        self._depth -= 1
        if self._aside:
            self._end_aside()
        elif local == "p" and self._cell is not None:
            self._end_paragraph()
        elif local in _CELLS and self._rows and self._cell is not None:
            self._rows.add(self._cell, "\n".join(self._texts) if self._texts else None)
            self._cell = None
        elif local == "table-row" and self._rows:
            self._rows.end_row()
        elif local == "table" and self._rows:
            self._rows.ended = True
            self._rows = None

    def _end_paragraph(self) -> None:
        self._parser.expat.CharacterDataHandler = None
        self._texts.append(joined(self._parts))
        self._parts.clear()
        self._length += len(self._texts[-1])
        if self._length > LONGEST_TEXT:
            raise self._broken("text-too-long")

    def _end_aside(self) -> None:
        if self._depth < self._aside:
            self._aside = 0
            if self._cell is not None:
                self._parser.expat.CharacterDataHandler = self._parts.append
