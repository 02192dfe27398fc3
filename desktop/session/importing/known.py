"""Which record a name of a list means: a known one, one that the user was asked about, or a new one."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Literal

import attrs
from rapidfuzz import fuzz, process

from desktop.model.fields import Value
from desktop.model.project import Project
from desktop.model.records import TABLE, Record, Table
from desktop.session.importing import likeness, words
from desktop.session.importing.layout import NEW, Layout
from desktop.session.importing.reading import Refused

State = Literal["known", "asked", "answered", "new"]
_NEAR, _NEAREST = 55.0, 8
_LONGEST_ID = 40
_PAIRED = {"offers": ("source", "item"), "commitments": ("source", "item", "to")}
"""Tables without names, of which people tell records by what they join."""


@attrs.define
class Named:
    """A name of the list: the record it means ("" while that is open), the likest known one, how many rows have it.

    ``new`` says that the record is to be made.
    """

    table: str
    name: str
    state: State
    id: str = ""
    suggested: str = ""
    score: float = 0.0
    rows: int = 0


class Identities:
    """Finds the records of a project that a list speaks of, and gives new ones a short name."""

    def __init__(self, project: Project, layout: Layout) -> None:
        self._project, self._layout = project, layout
        self._rows = {name: _by_identity(TABLE[name], project) for name in layout.of.tables}
        self._called = {name: _by_name(TABLE[name], project) for name in layout.of.tables}
        self._taken = {name: {str(getattr(row, "id", "")) for row in project.tables[name].values()} for name in TABLE}
        self._pairs = {name: _by_pair(project, name, parts) for name, parts in _PAIRED.items()}
        self._made: dict[tuple[str, tuple[Value, ...]], str] = {}
        self.names: dict[tuple[str, str], Named] = {}

    def find(self, table: Table, key: tuple[Value, ...]) -> tuple[int | None, Record | None]:
        """The row number and record of an identity; None where it is new."""
        return self._rows[table.name].get(key, (None, None))

    def name(self, table: Table, values: dict[str, Value]) -> None:
        """Set the id that ``values`` mean, where the table has ids; raises Refused for what is open or ambiguous."""
        if "id" not in table.field:
            return
        told = str(values.get("id") or values.get("name") or "")
        if table.name in _PAIRED and not told:
            values["id"] = self._paired(table.name, values)
        elif not told and table.identity == ("id",):
            refs = tuple(values[field.name] for field in table.fields if field.kind == "ref" and field.name in values)
            values["id"] = self._new(table.name, ("row", *refs), "-".join(str(ref) for ref in refs) or table.name)
        else:
            values["id"] = self._resolved(table, told, str(values.get("id") or ""))

    def _resolved(self, table: Table, told: str, own: str) -> str:
        named = self.names.get((table.name, told))
        if named is None:
            named = self.names[table.name, told] = self._judged(table, told, own)
        named.rows += 1
        if named.state == "asked":
            raise Refused("import-name-open", name=told, known=self._title(table.name, named.suggested))
        return named.id

    def _judged(self, table: Table, told: str, own: str) -> Named:
        exact = self._called[table.name].get(words.plain(told))
        if exact is not None:
            return Named(table.name, told, "known", exact, exact, 100.0)
        suggested, score = self._likest(table, told)
        answer = self._layout.names.get((table.name, told))
        if answer is not None and (answer == NEW or answer in self._taken[table.name]):
            made = answer or self._new(table.name, (words.plain(told),), own or told)
            return Named(table.name, told, "answered", made, suggested, score)
        if suggested:
            return Named(table.name, told, "asked", "", suggested, score)
        return Named(table.name, told, "new", self._new(table.name, (words.plain(told),), own or told))

    def _likest(self, table: Table, told: str) -> tuple[str, float]:
        """The known record that a name is most like, or "" when none is like enough."""
        known = self._called[table.name]
        cores = {text: likeness.compared(text).core for text in known}
        near = process.extract(
            likeness.compared(told).core, cores, scorer=fuzz.token_set_ratio, limit=_NEAREST, score_cutoff=_NEAR
        )
        found = likeness.suggested(told, [(text, "") for _, _, text in near])
        return (known[found[0]], found[1]) if found else ("", 0.0)

    def _paired(self, table: str, values: Mapping[str, Value]) -> str:
        pair = tuple(str(values.get(part, "")) for part in _PAIRED[table])
        found = self._pairs[table].get(pair, [])
        if len(found) > 1:
            raise Refused("import-several", table=TABLE[table].title, names=", ".join(found))
        return found[0] if found else self._new(table, pair, "-".join(part for part in pair if part))

    def _new(self, table: str, key: tuple[Value, ...], told: str) -> str:
        if (table, key) not in self._made:
            stem = short_name(told)
            name, number = stem, 2
            while name in self._taken[table]:
                name, number = f"{stem}-{number}", number + 1
            self._taken[table].add(name)
            self._made[table, key] = name
        return self._made[table, key]

    def _title(self, table: str, id: str) -> str:  # noqa: A002 - what the model calls it
        _, record = self.find(TABLE[table], (id,))
        return str(getattr(record, "name", "") or id)


def short_name(told: str) -> str:
    """A name as an id: ``jl-mag-rare-earth`` for "JL MAG Rare-Earth Co., Ltd."; letters of every script stay."""
    kept = [word for word in words.plain(told).split() if word not in words.legal_forms()] or words.plain(told).split()
    name = "-".join(unicodedata.normalize("NFC", word) for word in kept).replace("%", "")
    return name[:_LONGEST_ID].strip("-") or "new"


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
