"""The short way through .ods rows that hold nothing but numbers, days and texts; all else is left to XML.

A pattern takes a plain row several times as fast as a parser, with the same outcome.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import itemgetter

from desktop.store.reading.xlsx_plain import holds_rows

Told = tuple[str, ...]
"""A cell: how often it is there, its kind, what it holds as number, as day and as text, and ""."""

END = "</table:table-row>"
_BEGIN = "<table:table-row"
_NOT_PLAIN = ("<!", "<?")
"""Where comments and the like begin."""
_DECLARED = re.compile(rb"<\?xml version=[\"']1.0[\"'] encoding=[\"']utf-8[\"'][^>?<]*\?>", re.IGNORECASE)
_ROW = re.compile(
    r'<table:table-row(?: table:style-name="[^"<>&\s]*")?(?: table:number-rows-repeated="([1-9][0-9]{0,5})")?>'
)
_KIND = r' calcext:value-type="[a-z]*"'
_CELL = re.compile(
    r'<table:table-cell(?: table:style-name="[^"<>&\s]*")?(?: table:number-columns-repeated="([1-9][0-9]{0,4})")?'
    r'(?:/>| office:value-type="(float|date|string)"(?: office:value="([^"<>&\s]+)"| office:date-value="([^"<>&\s]+)")?'
    rf"(?:{_KIND})?>(?:<text:p>([^<>&\s]+(?: [^<>&\s]+)*)</text:p>)?</table:table-cell>)|(.)",
    re.DOTALL,
)
_REST = itemgetter(-1)


def declared(begin: bytes) -> int:
    """How many bytes at the begin of a document declare that it is in UTF-8; 0 where it may be in anything."""
    found = _DECLARED.match(begin)
    return found.end() if found else 0


def may_be_plain(piece: bytes, text: str) -> bool:
    """Whether a piece, and the text that it completes, hold nothing that would change what the rows in it mean."""
    return holds_rows(piece) and not any(mark in text for mark in _NOT_PLAIN)


def rows(text: str) -> Iterator[tuple[int, int]]:
    """Where rows begin and end, those within others first."""
    end = 0
    while (at := text.find(END, end)) >= 0:
        begin = text.rfind(_BEGIN, end, at)
        end = at + len(END)
        if begin >= 0:
            yield begin, end


def whole(text: str, begin: int) -> int:
    """Where the last tag or row begins, which may not be there whole yet."""
    row_begins = text.find(_BEGIN, begin)
    return row_begins if row_begins >= 0 else max(text.rfind("<"), begin)


def row(text: str) -> tuple[int, Sequence[Told]] | None:
    """How often a row is there, and its cells; None for one that is not plain."""
    head = _ROW.match(text)
    if head is None:
        return None
    cells: list[Told] = _CELL.findall(text, head.end(), len(text) - len(END))
    return None if any(map(_REST, cells)) else (int(head[1] or 1), cells)
