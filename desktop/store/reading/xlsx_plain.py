"""The short way through rows that are written as every spreadsheet program writes them; all else is left to XML.

A pattern takes a plain row four times as fast as a parser. A row that it does not match in full, or a sheet that may
hold comments, other encodings or prefixes, takes the long way, with the same outcome.
"""

from __future__ import annotations

import re
from operator import itemgetter

from desktop.store.reading.xlsx_builder import RowBuilder

_TEXT = r"[^<>&]"
_ATTRIBUTE = r' [A-Za-z0-9]+(?::[A-Za-z0-9]+)?="[^"<>&\t\n]*"'
_ROW = re.compile(rf"[ \n]*<row((?:{_ATTRIBUTE})*)>[ \n]*")
_ATTRIBUTES = re.compile(r' ([A-Za-z0-9:]+)="([^"]*)"')
_CELL = re.compile(
    r'<c(?: r="([A-Z]{1,3})([0-9]{1,7})")?(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?'
    rf"(?:/>|>(?:(?:<f(?:{_ATTRIBUTE})*(?:/>|>{_TEXT}*</f>))?<v>({_TEXT}+)</v>"
    rf'|<is><t(?: xml:space="preserve")?>({_TEXT}+)</t></is>)</c>)[ \n]*|(.)',
    re.DOTALL,
)
_REST = itemgetter(-1)
_DECLARED = re.compile(
    rb"\s*(?:<\?xml version=[\"']1.0[\"']( encoding=[\"']utf-8[\"'])?[^>?]*\?>)?\s*<worksheet[ >]", re.IGNORECASE
)
_DATA = b"<sheetData>"
_NOT_PLAIN = bytes({*range(32)} - {9, 10})
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
"""U+FFFE and U+FFFF, which XML does not have."""


def begins_plain(begin: bytes) -> int:
    """Where the rows begin of a sheet that may be read the short way, by its first bytes; 0 for another."""
    at = begin.find(_DATA) + len(_DATA)
    about = begin[:at]
    plain = at >= len(_DATA) and about.count(b"<?") <= 1 and b"<!" not in about and _DECLARED.match(about)
    return at if plain else 0


def holds_rows(piece: bytes) -> bool:
    """Whether all characters of a piece of a sheet may stand in plain rows."""
    return len(piece.translate(None, _NOT_PLAIN)) == len(piece) and not any(each in piece for each in _NO_CHARACTERS)


def add_row(text: str, builder: RowBuilder) -> bool:
    """Add a row, told without its end tag, when it is plain; else do nothing."""
    head = _ROW.match(text)
    if head is None:
        return False
    attributes = _ATTRIBUTES.findall(head[1])
    named = dict(attributes)
    cells = _CELL.findall(text, head.end())
    if len(named) != len(attributes) or any(map(_REST, cells)):
        return False
    builder.add_row(named, cells)
    return True
