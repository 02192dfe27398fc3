"""The project: one immutable mapping of rows per table, compared by identity."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from operator import attrgetter
from threading import Lock
from types import MappingProxyType
from typing import TypeVar, cast
from weakref import WeakValueDictionary, ref

import attrs

from desktop.model.records import TABLE_OF, TABLES, Record, Settings

R = TypeVar("R", bound=Record)
Rows = Mapping[int, Record]
Content = dict[str, tuple[Record, ...]]
Plain = dict[str, dict[int, Record]]


@attrs.frozen(eq=False)
class Touched:
    """How one project was made of another: these rows of one table were added, replaced or dropped, and no others.

    ``reordered`` tells that rows stand elsewhere among the others than before. ``before`` is not kept alive by it.
    """

    before: ref[Project]
    table: str
    rows: frozenset[int]
    reordered: bool = False


@attrs.frozen(eq=False)
class Project:
    """All that a planner entered.

    ``tables`` maps each table's name to its rows, in order, by row number. Row numbers are only handles: they
    stay with a row through every edit and mean nothing outside the session.
    """

    tables: Mapping[str, Rows]
    memo: dict[object, tuple[object, object]] = attrs.field(init=False, factory=dict, repr=False)
    """What has been worked out from the tables so far (see ``reads``)."""
    touched: Touched | None = attrs.field(default=None, kw_only=True, repr=False)
    """What tells without a look at all rows in which it differs from the project before; None where nothing does."""

    @classmethod
    def of(cls, records: Mapping[str, Sequence[Record]]) -> Project:
        """A project with these records, numbered from 1; tables that are not named are empty."""
        content: dict[str, Sequence[Record]] = {**{table.name: () for table in TABLES}, **records}
        if not content["settings"]:
            content["settings"] = (Settings(),)
        return cls(
            MappingProxyType({name: MappingProxyType(dict(enumerate(rows, start=1))) for name, rows in content.items()})
        )

    def rows(self, record: type[R]) -> Mapping[int, R]:
        """The rows of the table that holds ``record``s, by row number."""
        return cast("Mapping[int, R]", self.tables[TABLE_OF[record].name])

    def all(self, record: type[R]) -> tuple[R, ...]:
        """The records of one table, in order."""
        return tuple(self.rows(record).values())

    def by_id(self, record: type[R]) -> Mapping[str, R]:
        """The records of one table by their id; of duplicates, which the checks report, the first."""
        kept = self.memo.get(record) or self._shared(record).memo.get(record)
        if kept is None:
            found: dict[str, Record] = {}
            rows = self.all(record)
            for key, row in zip(map(attrgetter("id"), rows), rows, strict=True):
                found.setdefault(key, row)
            kept = self._shared(record).memo[record] = (), found
        self.memo[record] = kept
        return cast("Mapping[str, R]", kept[1])

    def grouped(self, record: type[R], field: str) -> Mapping[str, tuple[R, ...]]:
        """The records of one table by what they refer to in ``field``, in order."""
        kept = self.memo.get((record, field)) or self._shared(record).memo.get((record, field))
        if kept is None:
            found: dict[str, list[Record]] = {}
            rows = self.all(record)
            for key, row in zip(map(attrgetter(field), rows), rows, strict=True):
                found.setdefault(key, []).append(row)
            kept = self._shared(record).memo[record, field] = (), {key: tuple(rows) for key, rows in found.items()}
        self.memo[record, field] = kept
        return cast("Mapping[str, tuple[R, ...]]", kept[1])

    def part(self, *records: type[Record]) -> Project:
        """These tables alone, of which no other can be read: the same object for every project that has the same ones.

        Only the parts asked for last are kept beyond the projects that asked.
        """
        kept = self.memo.get(records)
        if kept is None:
            names = [TABLE_OF[record].name for record in records]
            key = (records, *(id(self.tables[name]) for name in names))
            with _parts_lock:
                part = _parts.get(key) or Project(MappingProxyType({name: self.tables[name] for name in names}))
                _lately.pop(key, None)
                _lately[key] = _parts[key] = part
                if len(_lately) > _MOST_PARTS:
                    del _lately[next(iter(_lately))]
            if len(names) == len(self.tables):
                return part
            kept = self.memo[records] = (), part
        return cast(Project, kept[1])

    def _shared(self, record: type[Record]) -> Project:
        """One table alone: what is worked out of it holds for every project that has it."""
        return self if len(self.tables) == 1 else self.part(record)

    @property
    def settings(self) -> Settings:
        """The one row of settings."""
        return next(iter(self.rows(Settings).values()))

    def with_table(self, name: str, rows: Rows) -> Project:
        """The same project with other rows in one table."""
        return self._with(name, dict(rows))

    def _copied(self, name: str) -> dict[int, Record]:
        """The rows of a table to be changed: 100,000 in a millisecond or two, which no loop copies."""
        rows = self.tables[name]
        return rows.copy() if isinstance(rows, MappingProxyType) else dict(rows)

    def _with(self, name: str, rows: dict[int, Record], touched: Touched | None = None) -> Project:
        return Project(MappingProxyType({**self.tables, name: MappingProxyType(rows)}), touched=touched)

    def put(self, name: str, rows: Rows, before: int | None = None) -> Project:
        """The project with these rows added or replaced; new ones come before a row, or else at the end."""
        known = self.tables[name]
        if before is not None and before in known:
            now = dict(islice(known.items(), list(known).index(before)))
            now.update((row, record) for row, record in rows.items() if row not in known)
            now.update(known)  # what follows comes after them
        else:
            now = self._copied(name)
        now.update(rows)
        return self._with(name, now, Touched(ref(self), name, frozenset(rows), before in known))

    def moved(self, name: str, rows: Sequence[int], before: int | None = None) -> Project:
        """The project with these rows of a table together, in this order, before another one, or else at the end."""
        now = self._copied(name)
        together = {row: now.pop(row) for row in rows}
        at = list(now).index(before) if before in now else len(now)
        first = dict(islice(now.items(), at))
        first.update(together)
        first.update(now)
        return self._with(name, first, Touched(ref(self), name, frozenset(), reordered=True))

    def drop(self, name: str, keys: Iterable[int]) -> Project:
        """The project without these rows; unknown row numbers are not an error."""
        now = self._copied(name)
        dropped = frozenset(key for key in keys if now.pop(key, None) is not None)
        return self._with(name, now, Touched(ref(self), name, dropped))

    def next_row(self, name: str) -> int:
        """A row number that the table has not in use."""
        return max(self.tables[name], default=0) + 1

    def __reduce__(self) -> tuple[Callable[[Plain], Project], tuple[Plain]]:
        """A project goes to another process as plain dictionaries; the one made of them is equal, not the same."""
        return _of_plain, ({name: dict(rows) for name, rows in self.tables.items()},)

    def content(self) -> Content:
        """All records by table, without row numbers: equal content, equal project."""
        return {name: tuple(rows.values()) for name, rows in self.tables.items()}


def _of_plain(tables: Plain) -> Project:
    return Project(MappingProxyType({name: MappingProxyType(rows) for name, rows in tables.items()}))


def touched_between(before: Project, after: Project) -> Touched | None:
    """The one step between two projects, made or taken back; None where they are further apart, or nothing tells."""
    for one, other in ((before, after), (after, before)):
        if other.touched is not None and other.touched.before() is one:
            return other.touched
    return None


_MOST_PARTS = 100
_parts: WeakValueDictionary[tuple[object, ...], Project] = WeakValueDictionary()
"""All parts of projects that are still in use, by the identity of their tables, which they keep alive."""
_lately: dict[tuple[object, ...], Project] = {}
"""The parts asked for last, which are kept for the projects to come; the last one stands last."""
_parts_lock = Lock()
