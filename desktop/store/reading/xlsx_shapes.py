"""Rows of an .xlsx sheet whose cells stand in the same columns and formats: how they are read is worked out once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

from desktop.store.reading.cells import column_number
from desktop.store.reading.source import LAST_COLUMN, LONG_TEXT
from desktop.store.reading.xlsx_cells import Styles, number
from desktop.text.entry import Raw

Told = tuple[str, ...]
"""A cell: letters and digits of its place, format, type, value, own text and ""."""
_Convert = Callable[[str], Raw]
_Look = tuple[Told, Told, Told]
Shape = tuple[tuple[int, ...], tuple[_Convert, ...]]
"""The columns of a row, and what makes values of what its cells hold."""
_MOST = 1_000
_TEXTS_KEPT = 200_000


class Shapes:
    """Reads whole rows the short way; what is not plain about one is left to those who know better.

    ``days`` are the days by their numbers as they were read so far.
    """

    def __init__(self, texts: Sequence[str], styles: Styles, days: Mapping[str, dt.date | None]) -> None:
        self._styles = styles
        self._day = days.__getitem__
        self._text = _Texts(texts).__getitem__
        self._known: dict[_Look, Shape | None] = {}

    def read(self, cells: Sequence[Told], digits: str) -> tuple[Shape, tuple[Raw, ...]] | None:
        """Shape and values of the row whose number has these digits; None for one that is not plain."""
        if not cells:
            return None
        letters, rows, styles, kinds, held, own, _ = zip(*cells, strict=True)
        look = letters, styles, kinds
        if look in self._known:
            shape = self._known[look]
        else:
            shape = self._shape(look)
            if len(self._known) < _MOST:
                self._known[look] = shape
        if shape is None or rows.count(digits) != len(rows):
            return None
        contents = map(str.__add__, held, own) if "inlineStr" in kinds else held
        values = converted(shape, contents)
        return None if values is None else (shape, values)

    def _shape(self, look: _Look) -> Shape | None:
        try:
            columns = tuple(column_number(letters) for letters in look[0])
        except ValueError:
            return None
        rising = all(one < other for one, other in pairwise(columns))
        converters = tuple(self._converter(style, kind) for style, kind in zip(*look[1:], strict=True))
        if not rising or columns[-1] > LAST_COLUMN or not all(converters):
            return None
        return columns, tuple(convert for convert in converters if convert)

    def _converter(self, style: str, kind: str) -> _Convert | None:
        if kind == "s":
            return self._text
        if kind == "inlineStr":
            return _own_text
        if kind or style in self._styles.shares:
            return None
        return self._day if style in self._styles.days else _finite


def converted(shape: Shape, contents: Iterable[str]) -> tuple[Raw, ...] | None:
    """The values of a row whose cells hold these; None where one of them is not plain."""
    try:
        values = tuple([convert(content) for convert, content in zip(shape[1], contents, strict=True)])
    except (ValueError, LookupError):
        return None
    return None if None in values else values


class _Texts(dict[str, Raw]):
    """The shared texts by their number as cells have it; raises LookupError or ValueError for no such number."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__()
        self._texts = texts

    def __missing__(self, held: str) -> Raw:
        if not (held.isascii() and held.isdecimal()):
            raise ValueError(held)
        text = self._texts[int(held)]
        if len(text) > LONG_TEXT:
            return None
        if len(self) < _TEXTS_KEPT:
            self[held] = text
        return text


def _own_text(text: str) -> Raw:
    return text if "_" not in text and len(text) <= LONG_TEXT else None


def _finite(held: str) -> Raw:
    found = number(held)
    return found if found - found == 0 else None
