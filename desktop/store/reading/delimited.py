"""Text with delimiters: csv, tsv and what is pasted; in any encoding, split by whatever splits it best."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import PurePosixPath
from typing import BinaryIO, TextIO, cast

import attrs

from desktop.store.reading.cells import Line, place
from desktop.store.reading.encodings import encoding_of, known
from desktop.store.reading.notes import Notes
from desktop.store.reading.package import Package
from desktop.store.reading.source import LAST_COLUMN, LONG_TEXT, LONGEST_TEXT, Broken, Options, Sheet, Source, Tell

_DELIMITERS = ("\t", ";", "|", ",")
"""In the order in which they are taken where several would do."""
_NONE = "\x1f"
"""Splits nothing: no table has it."""
_END = "\x1d"
"""Follows the last line: read as a line of its own it shows that no quote is left open."""
_SAMPLE_LINES = 200
_NEVER = ('"', "\r", "\n")
KEPT_FROM_COMPUTING = frozenset("=+-@\t\r'")
"""What spreadsheets may take for the beginning of a formula; our own export puts an apostrophe before it."""
_LONGEST_LINE = 20_000_000
_TOLD_EVERY = 5_000
_LEAST_ALIKE = 0.5
_SAID = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DOS_END = "\x1a"
"""What DOS and what grew out of it puts behind the last line."""
_DECIMAL_COMMA = re.compile(r"[^,]*(?<=\d),(?=\d)[^,]*")


def open_file(file: BinaryIO, title: str, options: Options, tell: Tell) -> Source:
    """A text file as a source with one sheet; raises Broken for an encoding that is asked for and not known."""
    size = max(file.seek(0, io.SEEK_END), 1)
    notes = Notes()
    text, options = _decoded(file, options, notes)
    sheet, options = _sheet(text, title, options, notes, lambda: tell(min(file.tell() / size, 1.0)))
    return Source("csv", iter([sheet]), notes, options)


def open_package(package: Package, options: Options, tell: Tell) -> Source:
    """A zip of text files as a source with a sheet for each; the options guessed are those of the first."""
    names = [name for name in package if PurePosixPath(name).suffix in {".csv", ".tsv", ".txt"}]
    notes = Notes()

    def opened(at: int) -> tuple[Sheet, Options]:
        file = io.BytesIO(b"".join(package.chunks(names[at])))
        text, chosen = _decoded(file, options, notes)
        return _sheet(text, PurePosixPath(package.called(names[at])).stem, chosen, notes, lambda: tell(at / len(names)))

    first, chosen = opened(0)
    rest = (opened(at)[0] for at in range(1, len(names)))
    return Source("csv", chain([first], rest), notes, chosen)


def pasted(text: str, options: Options) -> Source:
    """What was copied, as a source; tabs split it where it has any."""
    notes = Notes()
    if not options.delimiter and "\t" in text:
        options = attrs.evolve(options, delimiter="\t")
    sheet, options = _sheet(io.StringIO(text, newline=""), "", options, notes, lambda: None)
    return Source("text", iter([sheet]), notes, options)


def _decoded(file: BinaryIO, options: Options, notes: Notes) -> tuple[TextIO, Options]:
    """The file as text, and the options with the encoding it is read in."""
    if options.encoding and not known(options.encoding):
        raise Broken("encoding-unknown", encoding=options.encoding)
    encoding = options.encoding or encoding_of(file)
    file.seek(0)
    notes.see("note-encoding", encoding=codecs.lookup(encoding).name.removesuffix("-sig").upper())
    text = io.TextIOWrapper(cast("BinaryIO", _Lent(file)), encoding, errors="replace", newline="")
    return text, attrs.evolve(options, encoding=encoding)


def _sheet(text: TextIO, title: str, options: Options, notes: Notes, tell: Callable[[], None]) -> tuple[Sheet, Options]:
    lines = _bounded(text)
    head = list(islice(lines, _SAMPLE_LINES))
    said = _SAID.fullmatch(head[0]) if head else None
    if said:
        head = head[1:]
    if len(options.delimiter) > 1 or options.delimiter in _NEVER:
        raise Broken("delimiter-unknown", delimiter=options.delimiter)
    delimiter = options.delimiter or (said[1] if said else guess(head))
    key = {"\t": "note-delimiter-tab", _NONE: "note-delimiter-none"}.get(delimiter, "note-delimiter")
    notes.see(key, delimiter=delimiter)
    reader = _Reader(title, delimiter, _usual(head, delimiter))
    chosen = attrs.evolve(options, delimiter="" if delimiter == _NONE else delimiter)
    return Sheet(title, reader.rows(chain(head, lines), tell), reader.notes), chosen


def guess(lines: list[str]) -> str:
    """The delimiter that splits most lines into equally many cells; one that splits nothing where none does."""
    best, found = (_LEAST_ALIKE, 1), _NONE
    for delimiter in _DELIMITERS:
        counts = _counts(lines, delimiter)
        usual, times = max(Counter(count for count in counts if count > 1).items(), key=_often, default=(1, 0))
        if times and (times / len(counts), usual) > best:
            best, found = (times / len(counts), usual), delimiter
    return _NONE if found == "," and _are_decimals(lines) else found


def _often(item: tuple[int, int]) -> tuple[int, int]:
    return item[1], item[0]


def _are_decimals(lines: list[str]) -> bool:
    """Whether the commas are those of numbers: one between two digits, in some lines, but not in the header."""
    filled = [line for line in lines if line.strip()]
    return "," not in filled[0] and all(_DECIMAL_COMMA.fullmatch(line) for line in filled if "," in line)


def _counts(lines: list[str], delimiter: str) -> list[int]:
    """How many cells each line with any has."""
    try:
        return [len(record) for record in csv.reader(lines, delimiter=delimiter) if any(record)] or [0]
    except csv.Error:
        return [0]


def _usual(lines: list[str], delimiter: str) -> int:
    """How many cells most lines have."""
    return max(Counter(_counts(lines, delimiter)).items(), key=_often)[0]


class _Lent(io.BufferedIOBase):
    """A file that stays open when the text made of it goes."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        """The next bytes."""
        return self._file.read(-1 if size is None else size)

    read1 = read


def _bounded(text: TextIO) -> Iterator[str]:
    """The lines of a text; raises Broken at one that is longer than any table's."""
    count = 0
    while line := text.readline(_LONGEST_LINE):
        count += 1
        if len(line) == _LONGEST_LINE:
            raise Broken("line-too-long", line=count)
        yield line


class _Reader:
    """Splits lines into cells, and notes what is odd about them."""

    def __init__(self, title: str, delimiter: str, usual: int) -> None:
        self.notes = Notes(title)
        self._delimiter, self._usual = delimiter, usual
        self._row = 1
        self._ended = False

    def rows(self, text: Iterable[str], tell: Callable[[], None]) -> Iterator[Line]:
        """The rows; raises Broken where a quote is opened that nothing closes."""
        csv.field_size_limit(LONGEST_TEXT)
        records = csv.reader(self._seen(text), delimiter=self._delimiter)
        begun = 1
        try:
            while (record := next(records)) != [_END] and not self._ended:
                if filled := [(column, self._plain(value, column)) for column, value in enumerate(record, 1) if value]:
                    yield self._line(len(record), filled)
                self._row += 1
                begun = records.line_num + 1
                if self._row % _TOLD_EVERY == 0:
                    tell()
        except csv.Error as error:
            raise Broken("csv-quote", line=begun) from error
        if record != [_END]:
            raise Broken("csv-quote", line=begun)

    def _seen(self, text: Iterable[str]) -> Iterator[str]:
        for line in text:
            if line.strip() == _DOS_END:
                continue
            if _CONTROL.search(line):
                self.notes.see("note-controls", place(self._row, 1))
            if "\ufffd" in line:
                self.notes.see("note-undecoded", place(self._row, 1))
            yield line
        self._ended = True
        yield _END

    def _plain(self, value: str, column: int) -> str:
        """A text without the apostrophe that keeps spreadsheets from computing it."""
        if value[0] == "'" and value[1:2] in KEPT_FROM_COMPUTING:
            self.notes.see("note-apostrophes", place(self._row, column))
            return value[1:]
        return value

    def _line(self, width: int, filled: list[tuple[int, str]]) -> Line:
        columns, values = zip(*filled, strict=True)
        if columns[-1] > LAST_COLUMN:
            raise Broken("line-too-wide", line=self._row, most=LAST_COLUMN)
        if width != self._usual:
            self.notes.see("note-uneven", place(self._row, 1), usual=self._usual)
        for column, value in filled:
            if len(value) > LONG_TEXT:
                self.notes.see("note-long", place(self._row, column))
        return self._row, columns, values, None
