"""What stands in the cells of an .xlsx file, read row by row by a reader that distrusts the file.

The package's size and make are checked before anything is unpacked. Sheets are streamed: what a sheet says of its
own size, its merged ranges and its far corners cost nothing. Only rows and cells that the file names are seen.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, cast

import attrs
from defusedxml.ElementTree import ParseError, iterparse, parse
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils import column_index_from_string, get_column_letter

from desktop.model.errors import FileFault
from desktop.text.entry import Raw

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_MOST_PARTS = 5_000
_MOST_BYTES = 1_600_000_000
_MOST_RATIO, _RATIO_COUNTS_FROM = 250, 50_000_000
_MOST_AT_ONCE = 16_000_000
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_OFFICE_1900, _OFFICE_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)  # noqa: DTZ001 - days have no zone
_MARCH_1900 = 61
_ASIAN_DATES = (*range(27, 37), *range(50, 59))
_CODE = re.compile("_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, ParseError, LookupError, ValueError, OverflowError, NotImplementedError,
)  # fmt: skip


@attrs.frozen
class Cell:
    """One cell: its place, its value, and the message key of what is wrong with it ("" if nothing is)."""

    row: int
    column: int
    value: Raw
    fault: str = ""

    @property
    def name(self) -> str:
        """``C7``: how people call the cell."""
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def blank(self) -> bool:
        """Whether there is nothing to see in it."""
        return not self.fault and (self.value is None or (isinstance(self.value, str) and not self.value.strip()))


@attrs.frozen
class Sheet:
    """One sheet: its title, and its rows that have anything in them, which can be gone through once."""

    title: str
    rows: Iterator[list[Cell]]


def sheets(path: Path) -> Iterator[Sheet]:
    """The sheets of a workbook in their order; raises FileFault for a file that is none, or not a safe one."""
    with _faults_of(path), path.open("rb") as file:
        if file.read(len(_OLE)) == _OLE:
            raise FileFault("workbook-old", path=str(path))
        if not zipfile.is_zipfile(file):
            raise FileFault("workbook-not-xlsx", path=str(path))
        with zipfile.ZipFile(file) as package:
            _guard(package, path)
            yield from _Book(package, path).sheets()


@contextmanager
def _faults_of(path: Path) -> Iterator[None]:
    """What can go wrong inside, as faults of the file."""
    try:
        yield
    except OSError as error:
        raise FileFault("file-not-read", path=str(path), reason=error.strerror or str(error)) from error
    except _BROKEN as error:
        raise FileFault("workbook-damaged", path=str(path)) from error


def _guard(package: zipfile.ZipFile, path: Path) -> None:
    """Refuse a package that would unpack to too much, or that says two things at once."""
    parts = sorted(package.infolist(), key=lambda part: part.header_offset)
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
        raise FileFault("workbook-too-large", path=str(path))
    for part in parts:
        if part.file_size > max(_RATIO_COUNTS_FROM, _MOST_RATIO * part.compress_size):
            raise FileFault("workbook-too-large", path=str(path))
        if part.compress_type not in _PACKINGS or part.flag_bits & _ENCRYPTED:
            raise FileFault("workbook-damaged", path=str(path))
    for part, following in pairwise(parts):
        if part.header_offset + part.compress_size > following.header_offset:
            raise FileFault("workbook-damaged", path=str(path))


class _Book:
    """The parts of one package and what its sheets share: texts, date formats, the day that days count from."""

    def __init__(self, package: zipfile.ZipFile, path: Path) -> None:
        self._package = package
        self._path = path
        self._parts = {part.filename.replace("\\", "/").lower(): part for part in package.infolist()}
        self._texts: list[str] = []
        self._dates: frozenset[int] = frozenset()
        self._from_1904 = False

    def sheets(self) -> Iterator[Sheet]:
        main = next((target for kind, target in self._links("").values() if kind == "officeDocument"), "")
        if main not in self._parts or not main.endswith(".xml"):
            raise FileFault("workbook-not-xlsx", path=str(self._path))
        links = self._links(main)
        for kind, target in links.values():
            if kind == "sharedStrings":
                self._texts = [_text(item) for item in self._pieces(target, "si")]
            elif kind == "styles":
                self._dates = self._date_styles(target)
        root = self._whole(main)
        self._from_1904 = any(
            element.get("date1904") in {"1", "true"} for element in root.iter() if _tag(element) == "workbookPr"
        )
        for element in list(root.iter()):
            if _tag(element) == "sheet":
                kind, target = links[next(value for key, value in element.attrib.items() if key.endswith("}id"))]
                if kind == "worksheet":
                    yield Sheet(element.attrib["name"], self._rows(target))

    def _links(self, source: str) -> dict[str, tuple[str, str]]:
        """The kind and the name of each part that ``source`` refers to, by the name of the reference."""
        folder, name = posixpath.split(source)
        part = posixpath.join(folder, "_rels", f"{name}.rels")
        if part not in self._parts:
            raise FileFault("workbook-not-xlsx", path=str(self._path))
        return {
            link.attrib["Id"]: (
                link.attrib["Type"].rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, link.attrib["Target"].replace("\\", "/")))[1:].lower(),
            )
            for link in self._whole(part)
        }

    def _whole(self, name: str) -> Element:
        """A small part as one tree."""
        if self._parts[name].file_size > _MOST_AT_ONCE:
            raise FileFault("workbook-too-large", path=str(self._path))
        with self._package.open(self._parts[name]) as source:
            return cast("Element", parse(source, forbid_dtd=True).getroot())

    def _pieces(self, name: str, tag: str) -> Iterator[Element]:
        """The elements called ``tag`` of a large part, one by one; none is kept."""
        with self._package.open(self._parts[name]) as source:
            open_elements: list[Element] = []
            for event, element in iterparse(source, ("start", "end"), forbid_dtd=True):
                if event == "start":
                    if open_elements and len(open_elements[-1]) > _LAST_COLUMN:
                        _damaged(element.tag)
                    open_elements.append(element)
                    continue
                open_elements.pop()
                if _tag(element) == tag:
                    yield element
                if open_elements and not any(_tag(outer) == tag for outer in open_elements):
                    open_elements[-1].clear()

    def _date_styles(self, name: str) -> frozenset[int]:
        """The numbers of the cell styles that show a number as a day."""
        root = self._whole(name)
        codes = dict(BUILTIN_FORMATS)
        for element in root.iter():
            if _tag(element) == "numFmt":
                codes[int(element.attrib["numFmtId"])] = element.get("formatCode", "")
        styles = [list(element) for element in root if _tag(element) == "cellXfs"]
        numbers = [int(style.get("numFmtId", "0")) for style in (styles[0] if styles else [])]
        return frozenset(
            at
            for at, number in enumerate(numbers)
            if (is_date_format(codes[number]) if number in codes else number in _ASIAN_DATES)
        )

    def _rows(self, name: str) -> Iterator[list[Cell]]:
        with _faults_of(self._path):
            last = 0
            for element in self._pieces(name, "row"):
                row = int(element.get("r", last + 1))
                if not last < row <= _LAST_ROW:
                    raise ValueError(row)
                last = row
                cells = [cell for cell in self._cells(element, row) if cell.fault or cell.value is not None]
                if not all(cell.blank for cell in cells):
                    yield cells

    def _cells(self, line: Element, row: int) -> Iterator[Cell]:
        column = 0
        for element in line:
            if _tag(element) != "c":
                continue
            column += 1
            if reference := element.get("r"):
                match = _REFERENCE.fullmatch(reference) or _damaged(reference)
                column = column_index_from_string(match[1])
            if column > _LAST_COLUMN:
                _damaged(reference)
            yield self._cell(element, row, column)

    def _cell(self, element: Element, row: int, column: int) -> Cell:
        inside = {_tag(child): child for child in element}
        kind = element.get("t", "n")
        if kind == "inlineStr":
            return Cell(row, column, _text(inside["is"]) if "is" in inside else None)
        held = inside["v"].text if "v" in inside else None
        if kind == "str" and "v" in inside:
            return Cell(row, column, _decoded(held or ""))
        if not held:
            return Cell(row, column, None, "cell-formula" if "f" in inside else "")
        if kind == "e":
            return Cell(row, column, held, "cell-error")
        if kind == "s":
            return Cell(row, column, self._texts[int(held)])
        if kind == "b":
            return Cell(row, column, held in {"1", "true"})
        if kind == "d":
            return Cell(row, column, _day(dt.datetime.fromisoformat(held.removesuffix("Z"))))
        return self._number(row, column, held, int(element.get("s", "0")))

    def _number(self, row: int, column: int, held: str, style: int) -> Cell:
        number = float(held)
        if style not in self._dates:
            return Cell(row, column, int(held) if held.strip("-").isdecimal() else number)
        start, least = (_OFFICE_1904, 0) if self._from_1904 else (_OFFICE_1900, _MARCH_1900)
        try:
            day = start + dt.timedelta(seconds=round(number * 86_400)) if number >= least else None
        except OverflowError:
            day = None
        return Cell(row, column, held, "cell-date") if day is None else Cell(row, column, _day(day))


def _damaged(what: str | None) -> NoReturn:
    raise ValueError(what)


def _tag(element: Element) -> str:
    """The element's name without its namespace, which differs between the two editions of the format."""
    return element.tag.rpartition("}")[2]


def _day(moment: dt.datetime) -> dt.date:
    return moment if moment.time() != dt.time() else moment.date()


def _text(item: Element) -> str:
    """The text of an item, all its runs together, without the reading aids of East Asian scripts."""
    runs = [child for child in item if _tag(child) in {"t", "r"}]
    inner = [part for run in runs for part in ([run] if _tag(run) == "t" else run) if _tag(part) == "t"]
    return "".join(_decoded(part.text or "") for part in inner)


def _decoded(text: str) -> str:
    """Text without the codes, such as ``_x000D_``, that stand for characters XML cannot hold."""
    plain = _CODE.sub(lambda code: chr(int(code[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
