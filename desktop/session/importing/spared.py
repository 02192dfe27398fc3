"""Records that refused rows name: a list that does not change them does not speak of them as gone either."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from desktop.model.project import Project
from desktop.model.records import TABLE, Table
from desktop.session.importing.known import Named
from desktop.session.importing.layout import Layout
from desktop.session.importing.row_reader import Part

_OPEN = "import-name-open"
Told = frozenset[tuple[str, str]]
"""The records that a row names for sure, or perhaps, by table and id."""


class Spared:
    """Gathers what refused rows name; of some only who sells or what is sold is known, which can mean several."""

    def __init__(self, layout: Layout, names: Mapping[tuple[str, str], Named]) -> None:
        self._kind, self._names = layout.of, names
        self._rows: set[int] = set()
        self._told: set[Told] = set()

    def take(self, parts: Sequence[Part]) -> None:
        """Take note of the records of a refused row."""
        own = [part for part in parts if part.table.name == self._kind.name and part.at is not None]
        self._rows |= {part.at for part in own if part.at is not None}
        if not own or any(part.across for part in own):
            self._told.add(frozenset((part.table.name, id_) for part in parts if (id_ := self._meant(part))))

    def rows(self, project: Project) -> frozenset[int]:
        """The rows of the main table that are named, or may be."""
        indexes = _Indexes(project)
        return frozenset(self._rows.union(*(self._may_be(dict(told), indexes) for told in self._told if told)))

    def _meant(self, part: Part) -> str:
        asked = next((fault.values.get("name") for fault in part.faults if fault.key == _OPEN), None)
        named = self._names.get((part.table.name, str(asked))) if asked else None
        if named:
            return named.suggested
        return "" if part.table.name == self._kind.name else str(part.values.get("id") or "")

    def _may_be(self, told: Mapping[str, str], indexes: _Indexes) -> AbstractSet[int]:
        """The rows of the main table that go with what is told, through the tables between."""
        ids: dict[str, AbstractSet[str]] = {}
        found: AbstractSet[int] = frozenset()
        for name in self._kind.tables:
            table = TABLE[name]
            if name in self._kind.series:
                continue
            if name in told:
                ids[name] = {told[name]}
                found = indexes.rows(table, "id", ids[name])
            else:
                refs = [field for field in self._kind.answered(table) if field.table in ids]
                each = [indexes.rows(table, field.name, ids[field.table]) for field in refs]
                found = frozenset.intersection(*map(frozenset, each)) if each else frozenset()
                if each and "id" in table.field:
                    ids[name] = indexes.ids(table, found)
            if name == self._kind.name:
                break
        return found


class _Indexes:
    """The rows of tables by what a field of them says."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[tuple[str, str], Mapping[str, set[int]]] = {}

    def rows(self, table: Table, field: str, wanted: AbstractSet[str]) -> AbstractSet[int]:
        place = table.name, field
        if place not in self._known:
            index: dict[str, set[int]] = defaultdict(set)
            for row, record in self._project.tables[table.name].items():
                index[str(getattr(record, field))].add(row)
            self._known[place] = index
        return frozenset[int]().union(*(self._known[place].get(each, ()) for each in wanted))

    def ids(self, table: Table, rows: AbstractSet[int]) -> AbstractSet[str]:
        there = self._project.tables[table.name]
        return {str(getattr(there[row], "id", "")) for row in rows}
