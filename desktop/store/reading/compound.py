"""The streams in a file of the old Office make, which holds them as a disk holds files: in chains of sectors."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping

import attrs

_FREE = 0xFFFF_FFF0
"""Numbers from here on are no sectors: they say that a chain ends, or what a sector is for."""
_HEAD = struct.Struct("<HH10xLL4xLL4xL")
"""From byte 30: the sizes of sectors and of short ones as powers of two, how many tables there are, where the directory
begins, from how many bytes on a stream has sectors of its own, where the table of short ones begins, and where the list
of tables goes on."""
_LISTED, _ENTRY = 109, 128
_STREAM, _ROOT = 2, 5
_LARGEST_SHIFT = 12


@attrs.frozen
class _Entry:
    """A name in the directory: its first sector and size."""

    first: int
    size: int


def stream(data: bytes, *names: str) -> bytes:
    """The first stream of these names, in lower case; raises struct.error or LookupError where the file is damaged."""
    shift, short_shift, tables, directory, least, short_table, more = _HEAD.unpack_from(data, 30)
    if not short_shift < shift <= _LARGEST_SHIFT:
        raise LookupError(shift)
    size = 1 << shift
    following = _numbers(_joined(data, size, _tables(data, size, tables, more), 1))
    entries = _entries(_joined(data, size, _chain(following, directory), 1))
    found = next((entries[name] for name in names if name in entries), None)
    if found is None:
        raise LookupError(names)
    if found.size >= least:
        return _joined(data, size, _chain(following, found.first), 1)[: found.size]
    short = _joined(data, size, _chain(following, entries[""].first), 1)
    after = _numbers(_joined(data, size, _chain(following, short_table), 1))
    return _joined(short, 1 << short_shift, _chain(after, found.first), 0)[: found.size]


def _tables(data: bytes, size: int, count: int, more: int) -> list[int]:
    """The sectors that hold the table of chains; the first of them are listed at the beginning of the file."""
    listed = list(struct.unpack_from(f"<{_LISTED}L", data, 76))
    met: set[int] = set()
    while len(listed) < count and more < _FREE and more not in met:
        met.add(more)
        *some, more = _numbers(data[(more + 1) * size : (more + 2) * size])
        listed += some
    return [sector for sector in listed[:count] if sector < _FREE]


def _chain(following: tuple[int, ...], first: int) -> list[int]:
    """The sectors of a stream; raises LookupError for one that never ends."""
    found: list[int] = []
    while first < _FREE:
        if len(found) >= len(following):
            raise LookupError(first)
        found.append(first)
        first = following[first]
    return found


def _joined(data: bytes, size: int, sectors: Iterable[int], ahead: int) -> bytes:
    """Sectors one after the other; as many sectors are ``ahead`` of the first."""
    return b"".join([data[(at + ahead) * size : (at + ahead + 1) * size] for at in sectors])


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}L", data[: len(data) // 4 * 4])


def _entries(directory: bytes) -> Mapping[str, _Entry]:
    """The streams by name in lower case, and under no name where the short ones are."""
    found: dict[str, _Entry] = {}
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        title, length, kind, first, size = struct.unpack_from("<64sHB49xLL", directory, at)
        name = title[: max(length - 2, 0)].decode("utf-16-le", "replace").casefold()
        if kind == _ROOT:
            found.setdefault("", _Entry(first, size))
        elif kind == _STREAM:
            found.setdefault(name, _Entry(first, size))
    return found
