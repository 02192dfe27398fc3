"""Which record a name of a list means: a known one, one that the user was asked about, or a new one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import attrs

from desktop.model.fields import Value
from desktop.model.project import Project
from desktop.model.records import TABLE, Record, Table
from desktop.session.importing import likeness, words
from desktop.session.importing.layout import NEW, Layout
from desktop.session.importing.naming import Called, Fresh, ShortNames
from desktop.session.importing.stated import Refused

State = Literal["known", "asked", "answered", "new"]
_PAIRED = {"offers": ("source", "item"), "commitments": ("source", "item", "to")}
"""Tables without names, of which people tell records by what they join."""
_NAMED = ("sources", "items")
"""Tables of which a row without a name means none: one made up would join rows that have nothing in common."""


@attrs.define
class Named:
    """A name of the list: the record it means ("" while that is open), the likest known one, how many rows have it.

    ``like`` is the name of the likest one where that is new too, from a row above; ``joins`` says that the name means
    the record of such another one. ``sure`` says that the two differ in nothing but how the name is written.
    """

    table: str
    name: str
    state: State
    id: str = ""
    suggested: str = ""
    score: float = 0.0
    rows: int = 0
    like: str = ""
    joins: bool = False
    sure: bool = False


class Identities:
    """Finds the records of a project that a list speaks of, and gives new ones a short name."""

    def __init__(self, project: Project, layout: Layout) -> None:
        self._answers = layout.names
        self._rows = {name: _by_identity(TABLE[name], project) for name in layout.of.tables}
        self._called = {name: Called(_by_name(TABLE[name], project)) for name in layout.of.tables}
        self._fresh = {name: Fresh() for name in layout.of.tables}
        self._ids = {
            name: ShortNames(str(getattr(row, "id", "")) for row in project.tables[name].values()) for name in TABLE
        }
        self._pairs = {name: _by_pair(project, name, parts) for name, parts in _PAIRED.items()}
        self._by_title: dict[tuple[str, str, str], bool] = {}
        self.names: dict[tuple[str, str], Named] = {}

    def find(self, table: Table, key: tuple[Value, ...]) -> tuple[int | None, Record | None]:
        """The row number and record of an identity; None where it is new."""
        return self._rows[table.name].get(key, _NOWHERE)

    def name(self, table: Table, values: dict[str, Value]) -> Named | None:
        """Set the id that ``values`` mean, where the table has ids, and give the name that says so, if one does.

        Raises Refused for what is open or ambiguous.
        """
        if "id" not in table.field:
            return None
        own, title = str(values.get("id") or ""), str(values.get("name") or "")
        told = title if own and title and self._goes_by_name(table, own, title) else own or title
        if table.name in _PAIRED and not told:
            values["id"] = self._paired(table.name, values)
        elif not told and table.name in _NAMED:
            raise Refused(f"import-none-{table.name}", table=table.title)
        elif not told and table.identity == ("id",):
            refs = tuple(values[field.name] for field in table.fields if field.kind == "ref" and field.name in values)
            values["id"] = self._ids[table.name].of(("row", *refs), [str(ref) for ref in refs] or [table.name])
        else:
            named = self._named(table, told, own)
            values["id"] = named.id
            return named
        return None

    def _goes_by_name(self, table: Table, own: str, title: str) -> bool:
        """Whether a code of the list's own stands beside a name that the project knows, or may know."""
        place = table.name, own, title
        if place not in self._by_title:
            called = self._called[table.name]
            self._by_title[place] = not called.exactly(own) and bool(called.exactly(title) or called.likest(title)[0])
        return self._by_title[place]

    def _named(self, table: Table, told: str, own: str) -> Named:
        named = self.names.get((table.name, told))
        if named is None:
            named = self.names[table.name, told] = self._judged(table, told, own)
        named.rows += 1
        if named.state == "asked":
            known = named.like or self._title(table, named.suggested)
            key = "import-name-alike" if named.like else "import-name-open"
            raise Refused(key, name=told, known=known)
        return named

    def _judged(self, table: Table, told: str, own: str) -> Named:
        called, ids, fresh = self._called[table.name], self._ids[table.name], self._fresh[table.name]
        exact = called.exactly(told)
        answer = self._answers.get((table.name, told))
        if exact and (answer is None or answer == exact or (answer != NEW and answer not in ids)):
            return Named(table.name, told, "known", exact, exact, 100.0)
        suggested, score = called.likest(told)
        like = ""
        if not suggested:
            suggested, like, score = fresh.likest(told)
        if answer and answer in ids:
            return Named(table.name, told, "answered", answer, suggested, score, 0, like, bool(like))
        if suggested and answer != NEW:
            sure = likeness.sure(told, like or self._title(table, suggested)) or likeness.sure(told, suggested)
            return Named(table.name, told, "asked", "", suggested, score, 0, like, sure=sure)
        made = ids.of((words.plain(told),), [own or told])
        joins = fresh.add(told, made)
        return Named(table.name, told, "answered" if answer == NEW else "new", made, suggested, score, 0, like, joins)

    def _paired(self, table: str, values: Mapping[str, Value]) -> str:
        pair = tuple(str(values.get(part, "")) for part in _PAIRED[table])
        found = self._pairs[table].get(pair, [])
        if len(found) > 1:
            raise Refused("import-several", table=TABLE[table].title, names=", ".join(found))
        return found[0] if found else self._ids[table].of(pair, [part for part in pair if part])

    def _title(self, table: Table, id: str) -> str:  # noqa: A002 - what the model calls it
        _, record = self.find(table, (id,))
        return str(getattr(record, "name", "") or id)


_NOWHERE = (None, None)


def _by_identity(table: Table, project: Project) -> dict[tuple[Value, ...], tuple[int | None, Record | None]]:
    found: dict[tuple[Value, ...], tuple[int | None, Record | None]] = {}
    for row, record in project.tables[table.name].items():
        found.setdefault(tuple(getattr(record, name) for name in table.identity), (row, record))
    return found


def _by_name(table: Table, project: Project) -> dict[str, str]:
    """Ids by id and name, as they are compared; a name that two records have is none of theirs."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for record in project.tables[table.name].values() if "id" in table.field else ():
        own = str(getattr(record, "id", ""))
        for text in {words.plain(own), words.plain(str(getattr(record, "name", "")))} - {""}:
            if found.setdefault(text, own) != own:
                twice.add(text)
    return {text: own for text, own in found.items() if text not in twice}


def _by_pair(project: Project, table: str, parts: tuple[str, ...]) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for record in project.tables[table].values():
        pair = tuple(str(getattr(record, part)) for part in parts)
        found.setdefault(pair, []).append(str(getattr(record, "id", "")))
    return found
