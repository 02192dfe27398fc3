"""Reads what can still be read of a damaged project file into a new one; the damaged file is not touched."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from desktop.model.errors import FileFault
from desktop.model.project import Content, Project
from desktop.model.records import TABLE, Record
from desktop.store import columns, copies, database, packs, project_file, version_rows, wreck
from desktop.store.columns import Raw
from desktop.store.database import Format
from desktop.store.layout import DOUBLED, MIRROR, PARTS, PARTS_MIRROR, VERSIONS
from desktop.store.version_rows import Carried

_MOST_ROWS, _MOST_VERSIONS, _MOST_PARTS = 1 << 21, 10_000, 1_000_000
Numbered = dict[int, Record]


@attrs.frozen
class SalvagedTable:
    """What became of one table: the records that were read, and how many are known to be lost.

    ``lost`` is None where nothing tells how many there were. ``certain`` means that the digest vouches for every
    value; without it some may have been changed by the damage.
    """

    table: str
    read: int
    lost: int | None
    certain: bool


@attrs.frozen
class Salvaged:
    """What was read of a damaged file, and what was lost: ``versions_lost`` are the names of versions."""

    project: Project
    tables: tuple[SalvagedTable, ...]
    versions_kept: tuple[str, ...] = ()
    versions_lost: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing was lost and every value is certain."""
        return not self.versions_lost and all(table.certain for table in self.tables)

    @property
    def read(self) -> int:
        """How many records were read."""
        return sum(table.read for table in self.tables)

    @property
    def lost(self) -> int:
        """How many records are known to be lost."""
        return sum(table.lost or 0 for table in self.tables)


def salvage(path: Path, into: Path) -> Salvaged:
    """Write what can be read of the damaged ``path`` to ``into``, another file; versions too, results not.

    Works on a copy and leaves ``path`` as it is. No connection of this process may be open to it. Raises FileFault:
    "salvage-nothing" where there is no record to be found, "file-stranger" and "file-newer" for what is no project
    or one of a newer program, "salvage-same-file", and as ``project_file.save`` does for ``into``.
    """
    database.refuse_unreadable(path)
    if project_file.same_file(path, into):
        raise FileFault("salvage-same-file", path=str(path))
    with database.writing(into), copies.folder() as folder:
        with wreck.opened(path, folder) as (db, found):
            content, tables = _records(db, found)
            carried, kept, lost = _versions(db) if found.version >= DOUBLED else ({}, (), ())
        if not any(content.values()) and not kept:
            raise FileFault("salvage-nothing", path=str(path))
        project = Project.of(content)
        project_file.put(project, into, carried)
    return Salvaged(project, tables, kept, lost)


def _records(db: sqlite3.Connection, found: Format) -> tuple[Content, tuple[SalvagedTable, ...]]:
    """The records of all tables, from where they lie and from the mirror."""
    noted = wreck.noted(db)
    mirror = _mirrored(db, found) if found.version >= DOUBLED else {}
    content, tables = {}, []
    for name, names in found.layout.items():
        told, mirrored = noted.get(name, ""), mirror.get(name, {})
        most = max(_count(told) or 0, max(mirrored, default=-1) + 1) or _MOST_ROWS
        lying = dict(_decoded(name, names, wreck.rows(db, name, names, most)))
        content[name], became = _best(name, names, [lying, mirrored], told)
        tables.append(became)
    if found.version < DOUBLED and noted.get("digest") == columns.digest(content, found.layout):
        tables = [attrs.evolve(table, lost=0, certain=True) for table in tables]
    return content, tuple(tables)


def _best(
    name: str, names: Sequence[str], sources: Sequence[Numbered], noted: str
) -> tuple[tuple[Record, ...], SalvagedTable]:
    """The records of a table: from the source that the digest vouches for, else all that any source has."""
    lying, mirrored = sources
    merged = lying | mirrored  # a part of the mirror has a check sum of its own
    for source in (*sources, merged):
        records = tuple(source[number] for number in sorted(source))
        if columns.table_digest(name, columns.stored_rows(TABLE[name], records, names)) == noted:
            return records, SalvagedTable(name, len(records), 0, certain=True)
    records = tuple(merged[number] for number in sorted(merged))
    wanted = _count(noted)
    agreed = wanted is None and bool(lying) and lying == mirrored
    gaps = max(merged, default=-1) + 1 - len(merged)
    lost = max(wanted - len(records), 0) if wanted is not None else (0 if agreed else gaps or None)
    return records, SalvagedTable(name, len(records), lost, certain=agreed)


def _count(noted: str) -> int | None:
    """How many rows a file says that a table has."""
    count, _, digest = noted.partition(" ")
    return int(count) if count.isdecimal() and digest and int(count) <= _MOST_ROWS else None


def _mirrored(db: sqlite3.Connection, found: Format) -> Mapping[str, Numbered]:
    """The records of the mirror's parts that can be read, by table and number."""
    held: dict[str, Numbered] = {name: {} for name in found.layout}
    for name, first, data in wreck.rows(db, MIRROR, ("name", "first", "data"), _MOST_PARTS).values():
        if isinstance(name, str) and name in held and isinstance(first, int):
            with contextlib.suppress(ValueError):
                rows = dict(enumerate(packs.unpacked(data), first))
                held[name] |= dict(_decoded(name, found.layout[name], rows))
    return held


def _decoded(name: str, names: Sequence[str], rows: Mapping[int, Sequence[Raw]]) -> Iterator[tuple[int, Record]]:
    """The rows that are records, by number."""
    for number, row in rows.items():
        if all(value is None for value in row):  # made of zeros
            continue
        with contextlib.suppress(ValueError, OverflowError, TypeError):
            yield number, columns.record_of(TABLE[name], names, row)


def _versions(db: sqlite3.Connection) -> tuple[Carried, tuple[str, ...], tuple[str, ...]]:
    """The rows of the versions that are there whole, in one copy or both; their names, and the names of the others."""
    first, second = (list(wreck.rows(db, name, (), _MOST_PARTS).values()) for name in (PARTS, PARTS_MIRROR))
    packed, plain = dict(_heads(second)), wreck.rows(db, VERSIONS, (), _MOST_VERSIONS)
    carried: dict[str, list[version_rows.Row]] = {VERSIONS: [], PARTS: []}
    kept: list[str] = []
    lost: list[str] = []
    heads = packed.keys() | plain.keys()
    for number in sorted(heads):
        told = [copy[number] for copy in (packed, plain) if number in copy]  # what is packed has a check sum of its own
        whole = _whole(told, [_parts(first, number), _parts(second, number)])
        (kept if whole else lost).append(str(told[0][1]))
        if whole:
            carried[VERSIONS].append(whole[0])
            carried[PARTS] += [(None, number, *part) for part in whole[1]]
    numbers = {part[1] for part in (*first, *second)}
    return carried, tuple(kept), (*lost, *sorted(str(number) for number in numbers - heads))


def _heads(parts: Sequence[version_rows.Row]) -> Iterator[tuple[int, version_rows.Row]]:
    """What the versions of a mirror are called, by number."""
    for part in parts:
        match part:
            case (_, int(number), version_rows.HEAD, _, data):
                with contextlib.suppress(ValueError):
                    yield number, version_rows.head_of(data)


def _parts(rows: Sequence[version_rows.Row], number: int) -> dict[tuple[str, int], bytes]:
    """The packed records of a version, by table and first row."""
    found = {}
    for row in rows:
        match row:
            case (_, int(version), str(name), int(first), bytes(data)) if version == number and name:
                found[name, first] = data
    return found


def _whole(
    heads: Sequence[version_rows.Row], copies: Sequence[Mapping[tuple[str, int], bytes]]
) -> tuple[version_rows.Row, list[packs.Part]] | None:
    """What a version is called, and its parts: from a copy of which none is missing or changed, or from both."""
    for head in heads:
        for copy in (*copies, {**copies[0], **copies[1]}, {**copies[1], **copies[0]}):
            parts = [(*place, data) for place, data in sorted(copy.items())]
            with contextlib.suppress(ValueError, OverflowError, IndexError):
                version_rows.unpacked(head[6], parts, head[5])
                return head, parts
    return None
