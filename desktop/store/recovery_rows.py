"""Rows of a recovery file: each carries a seal that tells whether a bit of it is not as it was written."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence

from desktop.model.records import TABLE, Record
from desktop.store import columns
from desktop.store.columns import Stored

_WIDEST = 2**62


def sealed(row: int, values: tuple[Stored, ...]) -> tuple[Stored | bytes, ...]:
    """The seal of a row, then its values; text that no database takes goes in as bytes."""
    values = tuple(int(value) if isinstance(value, bool) else value for value in values)
    return _seal(row, values), *(_bytes(value) if isinstance(value, str) else value for value in values)


def _seal(row: int, values: Sequence[Stored]) -> int:
    return zlib.crc32(json.dumps((row, *values)).encode("ascii"))


def _bytes(text: str) -> str | bytes:
    return text if text.isascii() or not _has_halves(text) else text.encode("utf-8", "surrogatepass")


def _has_halves(text: str) -> bool:
    """Whether halves of characters stand alone in a text."""
    return any("\ud800" <= character <= "\udfff" for character in text)


def sound_rows(
    db: sqlite3.Connection, name: str, names: Sequence[str], first: int = 0, last: int = _WIDEST
) -> Iterator[tuple[int, Record | None]]:
    """The rows of a table with such columns, by their numbers; None for one that is not as it was written."""
    chosen = ", ".join(f'"{column}"' for column in names)
    asked = f"SELECT row, seal, {chosen} FROM {name} WHERE row BETWEEN ? AND ? ORDER BY row"  # noqa: S608 - our names
    for row, seal, *stored in db.execute(asked, (first, last)):
        values = tuple(_text(value) if isinstance(value, bytes) else value for value in stored)
        yield row, columns.record_of(TABLE[name], names, values) if seal == _seal(row, values) else None


def _text(value: bytes) -> str:
    return value.decode("utf-8", "surrogatepass")
