"""The short way through rows that are written as every spreadsheet program writes them; all else is left to XML.

A pattern takes a plain row four times as fast as a parser, and rows written alike twice as fast again. A row that it
does not match in full, or a sheet that may hold comments, other encodings or prefixes, takes the long way, with the
same outcome.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import itemgetter

from desktop.store.reading.xlsx_builder import RowBuilder
from desktop.store.reading.xlsx_shapes import Shape

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
_LOOK = itemgetter(0, 2, 3)
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


class PlainRows:
    """Adds plain rows one by one, and at once those that are written as the two rows before them."""

    def __init__(self, builder: RowBuilder) -> None:
        self._builder = builder
        self._shape: Shape | None = None
        self._alike: re.Pattern[str] | None = None

    def add_alike(self, text: str, at: int) -> int:
        """Add the rows from a position on that are written as those before; where they end."""
        if self._alike is None or self._shape is None:
            return at
        return self._builder.add_alike(text, at, self._alike, self._shape)

    def add(self, text: str) -> bool:
        """Add a row, told without its end tag, when it is plain; else do nothing."""
        head = _ROW.match(text)
        if head is None:
            return False
        attributes = _ATTRIBUTES.findall(head[1])
        named = dict(attributes)
        cells = _CELL.findall(text, head.end())
        if len(named) != len(attributes) or any(map(_REST, cells)):
            return False
        before, self._shape = self._shape, self._builder.add_row(named, cells)
        again = self._shape is not None and self._shape is before and "r" in named
        self._alike = _alike(head[1].replace(f' r="{named["r"]}"', "", 1), tuple(map(_LOOK, cells))) if again else None
        return True


@lru_cache(maxsize=1_000)
def _alike(about: str, cells: tuple[tuple[str, str, str], ...]) -> re.Pattern[str]:
    """How rows are written that have these attributes besides ``r``, and cells of these letters, formats and types."""
    pieces = [rf'[ \n]*<row r="([1-9][0-9]{{0,6}})"{re.escape(about)}>']
    for letters, style, kind in cells:
        told = (f' s="{style}"' if style else "") + (f' t="{kind}"' if kind else "")
        begin, end = ("<is><t>", "</t></is>") if kind == "inlineStr" else ("<v>", "</v>")
        place = rf' r="{letters}\1"' if letters else ""
        pieces.append(rf"<c{place}{told}>{begin}({_TEXT}+){end}</c>")
    return re.compile("".join([*pieces, "</row>"]))
