"""Records packed small: their stored values as compressed JSON, in parts of which each can be read alone."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence

from desktop.store.columns import Row, Stored

Part = tuple[str, int, bytes]
"""A table, the number of the part's first row in it, and the packed rows."""
LARGEST = 32_000_000
"""Characters that a pack may have when it is unpacked; more is one made to fill the memory."""
_ROWS = 500
_TEXT = 500_000
_FAST = 1


def packed(name: str, rows: Sequence[Row]) -> Iterator[Part]:
    """The rows of a table in parts of at most 500 rows, and of about as much text each."""
    for first in range(0, len(rows), _ROWS):
        yield from _parts(name, first, rows[first : first + _ROWS])


def pack(plain: object) -> bytes:
    """Anything that JSON can say, small."""
    return _squeezed(json.dumps(plain, ensure_ascii=True))


def unpack(data: object) -> object:
    """What was packed; raises ValueError for what no pack says."""
    if not isinstance(data, bytes):
        raise ValueError(f"{data!r:.60}")  # noqa: TRY004 - one kind of error for all damage
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(data, LARGEST)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if not unpacking.eof:
        raise ValueError("pack")
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("pack") from None


def unpacked(data: object) -> list[Row]:
    """The rows of a part; raises ValueError for what is none."""
    rows = unpack(data)
    if not isinstance(rows, list):
        raise ValueError("pack")  # noqa: TRY004 - one kind of error for all damage
    return [_row(row) for row in rows]


def in_order(parts: Iterable[Part], wanted: int) -> list[Row]:
    """The rows of one table from all its parts; raises ValueError unless they are as many as ``wanted``."""
    rows: list[Row] = []
    for _, first, data in parts:
        if first != len(rows) or first > wanted:
            raise ValueError("pack")
        rows += unpacked(data)
    if len(rows) != wanted:
        raise ValueError("pack")
    return rows


def _parts(name: str, first: int, rows: Sequence[Row]) -> Iterator[Part]:
    text = json.dumps(rows, ensure_ascii=True)
    if len(text) <= _TEXT or len(rows) == 1:
        yield name, first, _squeezed(text)
        return
    half = len(rows) // 2
    yield from _parts(name, first, rows[:half])
    yield from _parts(name, first + half, rows[half:])


def _squeezed(text: str) -> bytes:
    return zlib.compress(text.encode("ascii"), _FAST)


def _row(row: object) -> Row:
    if not isinstance(row, list) or not all(value is None or isinstance(value, Stored) for value in row):
        raise ValueError("pack")
    return tuple(row)
