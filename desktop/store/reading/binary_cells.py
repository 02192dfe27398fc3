"""What calamine leaves unsaid of the cells of .xls and .xlsb workbooks: which are percentages, and which show an error.

Both are rows of records: .xls in one stream (MS-XLS), .xlsb in a part for each sheet (MS-XLSB).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping

from desktop.store.reading import compound
from desktop.store.reading.package import Package
from desktop.store.reading.source import BROKEN, Broken
from desktop.store.reading.xlsx import links_of, main_part
from desktop.store.reading.xlsx_cells import shows_share

Place = tuple[int, int]
"""A row and a column, both from 1."""
UNREAD = (Broken, struct.error, *BROKEN)
"""What is raised by a file that does not keep to its make."""
Told = tuple[Place, str]
"""A cell, and the error that it shows; "" for one that is shown as a percentage."""
Places = Mapping[int, Mapping[Place, str]]
"""Such cells by the position of their sheet among all of the workbook."""

_BEGIN, _END, _SHEET, _FORMAT, _STYLE = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0
_CELLS = frozenset((0x0203, 0x027E, 0x0006))
"""A number, one in few bytes, and what a formula gives."""
_SEVERAL, _FORMULA, _ERROR = 0x00BD, 0x0006, 0x0205
_WIDE_SHEET, _WIDE_FORMAT, _WIDE_STYLE, _WIDE_STYLES, _WIDE_STYLES_END, _WIDE_ROW = 156, 44, 47, 617, 618, 0
_WIDE_CELLS, _WIDE_ERRORS = frozenset((2, 5, 9)), frozenset((3, 11))
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_AN_ERROR = 2
_OF_CELLS = 0
"""The sort of sheet that holds cells; others are charts and macros."""
_NEW = 0x0600
"""The make of .xls since 1997; older ones tell formats in bytes."""
_LONGEST = 1_000_000
"""Bytes; no record of those looked at is as long."""


def of_xls(data: bytes) -> Places:
    """The cells of a whole file; raises one of ``UNREAD`` where its records cannot be followed."""
    return _of_stream(compound.stream(data, "workbook", "book"))


def of_xlsb(package: Package) -> Places:
    """The cells of a whole package; raises one of ``UNREAD`` where its records cannot be followed."""
    main = main_part(package)
    links = links_of(package, main)
    styles = next((part for kind, part in links.values() if kind == "styles"), "")
    shown = _wide_styles(_wide_records(package.small(styles))) if styles in package else frozenset[int]()
    found: dict[int, Mapping[Place, str]] = {}
    sheets = [content for kind, content in _wide_records(package.small(main)) if kind == _WIDE_SHEET]
    for at, content in enumerate(sheets):
        kind, part = links[_wide_text(content, 8)]
        if kind == "worksheet":
            found[at] = dict(_wide_cells(_wide_records(package.chunks(part)), shown))
    return found


def _of_stream(data: bytes) -> Places:
    """The records of the workbook as a whole come first; each sheet's begin where one of them says."""
    sheets: list[tuple[int, int]] = []
    codes: dict[str, str] = {}
    numbers: list[int] = []
    make = struct.unpack_from("<H", data, 4)[0]
    for kind, content in _records(data, 0):
        if kind == _SHEET:
            sheets.append(struct.unpack_from("<LxB", content))
        elif kind == _FORMAT:
            codes[str(struct.unpack_from("<H", content)[0])] = _code(content, make)
        elif kind == _STYLE:
            numbers += struct.unpack_from("<H", content, 2)
    shown = frozenset(at for at, number in enumerate(numbers) if shows_share(str(number), codes))
    return {
        at: {place: error for record in _records(data, start) for place, error in _cells(*record, shown)}
        for at, (start, sort) in enumerate(sheets)
        if sort == _OF_CELLS
    }


def _records(data: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from one that begins something to its end, without what begins and ends within, such as charts."""
    if struct.unpack_from("<H", data, at)[0] != _BEGIN:
        raise Broken("workbook-damaged")
    depth = 0
    while at < len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        depth += (kind == _BEGIN) - (kind == _END)
        if depth < 1:
            return
        if depth == 1:
            yield kind, data[at + 4 : at + 4 + length]
        at += 4 + length


def _code(content: bytes, make: int) -> str:
    if make < _NEW:
        return content[3:].decode("latin-1")
    return content[5:].decode("utf-16-le" if content[4] & 1 else "latin-1", "replace")


def _cells(kind: int, content: bytes, shown: frozenset[int]) -> Iterator[Told]:
    """The cells of a record that are to be told; a record of several ends with the last of their columns."""
    if kind in _CELLS or kind == _ERROR:
        row, column, style = struct.unpack_from("<HHH", content)
        error = _error(kind, content)
        if error or style in shown:
            yield (row + 1, column + 1), error
    elif kind == _SEVERAL:
        row, first = struct.unpack_from("<HH", content)
        for at in range((len(content) - 6) // 6):
            if struct.unpack_from("<H", content, 4 + 6 * at)[0] in shown:
                yield (row + 1, first + at + 1), ""


def _error(kind: int, content: bytes) -> str:
    """The error that a cell shows, "" for none: a formula has it in place of its number, before two bytes of ones."""
    if kind == _ERROR:
        return _ERRORS.get(content[6], "#N/A") if content[7] else ""
    if kind == _FORMULA and content[12:14] == b"\xff\xff" and content[6] == _AN_ERROR:
        return _ERRORS.get(content[8], "#N/A")
    return ""


def _wide_records(pieces: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """The records of a part; what stands behind the last whole one is none."""
    rest = b""
    for piece in pieces:
        rest, at = rest + piece, 0
        while record := _wide_record(rest, at):
            kind, start, at = record
            yield kind, rest[start:at]
        rest = rest[at:]
        if len(rest) > _LONGEST:
            raise Broken("workbook-damaged")


def _wide_record(data: bytes, at: int) -> tuple[int, int, int] | None:
    """What a record is, where its content begins, and where it ends; None where not all of it is there yet."""
    kind, at = _number(data, at, 2)
    length, at = _number(data, at, 4)
    return (kind, at, at + length) if at + length <= len(data) else None


def _number(data: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of some bytes with seven bits in each, of which the last has its highest bit clear; and its end."""
    told = 0
    for shift in range(0, 7 * most, 7):
        byte = data[at] if at < len(data) else 0
        told |= (byte & 0x7F) << shift
        at += 1
        if not byte & 0x80:
            break
    return told, at


def _wide_styles(records: Iterable[tuple[int, bytes]]) -> frozenset[int]:
    """The positions of the cell formats that show percentages."""
    codes: dict[str, str] = {}
    numbers: list[int] = []
    within = False
    for kind, content in records:
        if kind == _WIDE_FORMAT:
            codes[str(struct.unpack_from("<H", content)[0])] = _wide_text(content, 2)
        elif kind in (_WIDE_STYLES, _WIDE_STYLES_END):
            within = kind == _WIDE_STYLES
        elif kind == _WIDE_STYLE and within:
            numbers += struct.unpack_from("<H", content, 2)
    return frozenset(at for at, number in enumerate(numbers) if shows_share(str(number), codes))


def _wide_text(content: bytes, at: int) -> str:
    length = struct.unpack_from("<L", content, at)[0]
    return content[at + 4 : at + 4 + 2 * length].decode("utf-16-le", "replace")


def _wide_cells(records: Iterable[tuple[int, bytes]], shown: frozenset[int]) -> Iterator[Told]:
    row = 0
    for kind, content in records:
        if kind == _WIDE_ROW:
            row = struct.unpack_from("<L", content)[0] + 1
        elif kind in _WIDE_CELLS:
            column, style = struct.unpack_from("<LL", content)
            if style & 0xFF_FFFF in shown:
                yield (row, column + 1), ""
        elif kind in _WIDE_ERRORS:
            yield (row, struct.unpack_from("<L", content)[0] + 1), _ERRORS.get(content[8], "#N/A")
