"""Which rows of a table are shown and in what order: text to find, conditions on fields, keys to sort by."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import compress, count, filterfalse
from operator import attrgetter
from typing import cast

import attrs

from desktop.model.fields import Field, Value
from desktop.model.months import Month
from desktop.model.records import TABLE, TABLES, Record
from desktop.model.records.supply import CLASSES
from desktop.text import entry, formats
from desktop.text.messages import say

Rows = Mapping[int, Record]
Bound = float | Month | dt.date
_EMPTY: tuple[Value, ...] = (None, "", ())
_NUMBERS = ("number", "whole")
_DECIMALS = 12
_MOST_PLACED = 10_000
"""New rows that are shown where they stand among the others; a paste of this many is."""
_CALLED = {
    TABLE["evidence"].field["table"]: {table.name: table.title for table in TABLES},
    TABLE["evidence"].field["field"]: {field.name: field.label for table in TABLES for field in table.fields},
}
"""The words for the names that evidence holds."""
_OF_NUMBERS = frozenset("0123456789.+-e")


@attrs.frozen
class Key:
    """One field to sort by."""

    field: str
    descending: bool = False


@attrs.frozen
class Among:
    """Only records whose field holds one of these values."""

    field: str
    values: frozenset[Value]

    def holds(self, value: Value) -> bool:
        """Whether a record with this value is shown."""
        return value in self.values


@attrs.frozen
class Between:
    """Only records whose number, month or day lies between two bounds, both included; None: no bound."""

    field: str
    least: Bound | None = None
    most: Bound | None = None

    def holds(self, value: Value) -> bool:
        """Whether a record with this value is shown; an empty one never is."""
        if value is None:
            return False
        above = self.least is None or not _less(value, self.least)
        return above and (self.most is None or not _less(self.most, value))


@attrs.frozen
class Containing:
    """Only records whose field shows a text, or does not."""

    field: str
    text: str
    negated: bool = False

    def holds(self, value: Value) -> bool:
        """Whether a record with this value is shown."""
        return (self.text.casefold() in shown(value).casefold()) is not self.negated


@attrs.frozen
class Filled:
    """Only records whose field is filled, or is empty."""

    field: str
    filled: bool = True

    def holds(self, value: Value) -> bool:
        """Whether a record with this value is shown."""
        return (value not in _EMPTY) is self.filled


Condition = Among | Between | Containing | Filled


@attrs.frozen
class Arrangement:
    """Which rows are shown and in what order; without keys they stand as entered.

    ``find`` is a text that any field shows, ``problems`` asks for the rows that have any. A field has at most one
    condition.
    """

    find: str = ""
    keys: tuple[Key, ...] = ()
    conditions: tuple[Condition, ...] = ()
    problems: bool = False

    @property
    def filters(self) -> bool:
        """Whether rows may be hidden."""
        return bool(self.find or self.conditions or self.problems)

    def without_filters(self) -> Arrangement:
        """The same order with every row shown."""
        return Arrangement(keys=self.keys)

    def condition(self, field: str) -> Condition | None:
        """What is asked of a field."""
        return next((each for each in self.conditions if each.field == field), None)

    def having(self, field: str, condition: Condition | None) -> Arrangement:
        """The same with another condition on a field, or none."""
        others = tuple(each for each in self.conditions if each.field != field)
        return attrs.evolve(self, conditions=others if condition is None else (*others, condition))

    def key(self, field: str) -> Key | None:
        """How a field sorts."""
        return next((each for each in self.keys if each.field == field), None)

    def sorted_by(self, keys: tuple[Key, ...]) -> Arrangement:
        """The same rows in another order."""
        return attrs.evolve(self, keys=keys)

    def cycled(self, field: str, *, more: bool = False, most: int = 3) -> Arrangement:
        """The next of up, down and not at all for a field: as the only key, or with ``more`` as the last of a few."""
        key = self.key(field)
        after = () if key is not None and key.descending else (Key(field, descending=key is not None),)
        if not more:
            return attrs.evolve(self, keys=after)
        if key is None:
            return attrs.evolve(self, keys=(*self.keys[: most - 1], *after))
        at = self.keys.index(key)
        return attrs.evolve(self, keys=(*self.keys[:at], *after, *self.keys[at + 1 :]))


def arranged(records: Rows, fields: tuple[Field, ...], asked: Arrangement, faulty: Collection[int] = ()) -> list[int]:
    """The row numbers to show, in order; of equal rows the first entered comes first, empty values come last.

    ``faulty`` are the rows that have a problem.
    """
    rows = list(records)
    if asked.problems:
        at_fault = set(faulty)
        rows = [row for row in rows if row in at_fault]
    for condition in asked.conditions:
        rows = _kept(records, rows, condition.field, condition.holds)
    if asked.find:
        rows = _found(records, rows, fields, asked.find)
    return _sorted(records, rows, asked.keys) if asked.keys else rows


def kept_in_place(before: list[int], known: Rows, now: Rows, touched: Collection[int] | None = None) -> list[int]:
    """The rows to show after an edit, without arranging anew: new ones come after the row they follow in the table.

    A row that is being worked on must not jump away or vanish because it no longer fits. Very many new ones, such as of
    an import, come last. ``touched`` are the only rows that may have come or gone, if that is known.
    """
    looked_at = now if touched is None else filter(now.__contains__, touched)
    fresh = set(filterfalse(known.__contains__, looked_at))
    stayed = list(before)
    if len(now) - len(fresh) != len(known):
        gone = set(filterfalse(now.__contains__, known if touched is None else touched))
        stayed = list(filterfalse(gone.__contains__, before))
    if not fresh:
        return stayed
    if len(fresh) > _MOST_PLACED:
        return stayed + list(filter(fresh.__contains__, now))
    following = _following(now, fresh, now if len(stayed) + len(fresh) == len(now) else set(stayed))
    rows, done = following.pop(None, []), 0
    if len(following) == 1:  # most edits: looking for one row is quicker than looking at every row
        places = [stayed.index(row) for row in following if row is not None]
    else:
        places = list(compress(count(), map(following.__contains__, stayed)))
    for at in places:
        rows += (*stayed[done : at + 1], *following[stayed[at]])
        done = at + 1
    return rows + stayed[done:]


def _following(now: Rows, fresh: Collection[int], seen: Collection[int]) -> dict[int | None, list[int]]:
    """The new rows by the row they follow of those that are shown; None: they come before all of these."""
    order = list(now)
    found: dict[int | None, list[int]] = {}
    previous, last = None, -1
    for at in compress(count(), map(fresh.__contains__, order)):
        previous = next((row for row in reversed(order[last + 1 : at]) if row in seen), previous)
        last = at
        found.setdefault(previous, []).append(order[at])
    return found


def counted(records: Iterable[Record], field: str) -> Counter[Value]:
    """How often each value of a field occurs in these records."""
    return Counter(map(attrgetter(field), records))


def in_order(values: Iterable[Value]) -> list[Value]:
    """Values of one field as a list shows them: sorted, the empty one last."""
    filled = [value for value in values if value not in _EMPTY]
    return [*sorted(filled, key=_sort_key), *(value for value in values if value in _EMPTY)]


def shown(value: Value, field: Field | None = None) -> str:
    """A value as the grid shows it: digits grouped, months and days by name, classes in words; nothing is rounded.

    What evidence is of is told in the words of its table and field.
    """
    if isinstance(value, str):
        if field in _CALLED:
            return _CALLED[field].get(value, value)
        return say(f"class-{value}") if field and field.choices == CLASSES and value in CLASSES else value
    if isinstance(value, Month):
        return formats.month(value)
    if isinstance(value, dt.date):
        return formats.date(value)
    if isinstance(value, float | int) and not isinstance(value, bool):
        text = entry.show(value)
        decimals = len(text.partition(".")[2])
        return formats.number(value, decimals) if "e" not in text and decimals <= _DECIMALS else text
    return entry.show(value)


def _kept(records: Rows, rows: list[int], field: str, holds: Callable[[Value], bool]) -> list[int]:
    """The rows whose field passes a test, which is made once per value."""
    values = list(map(attrgetter(field), map(records.__getitem__, rows)))
    passing = {value for value in set(values) if holds(value)}
    return [row for row, value in zip(rows, values, strict=True) if value in passing]


def _found(records: Rows, rows: list[int], fields: tuple[Field, ...], text: str) -> list[int]:
    """The rows of which some field shows a text; numbers also without their grouping."""
    sought, digits = text.casefold(), text.replace(",", "").strip()
    numeric = set(digits) <= _OF_NUMBERS
    there = list(map(records.__getitem__, rows))
    found: set[int] = set()
    for field in fields:
        read = attrgetter(field.name)
        if field.kind not in _NUMBERS:
            hits = {value for value in set(map(read, there)) if sought in shown(value, field).casefold()}
        elif numeric:
            hits = {value for value in set(map(read, there)) if digits and digits in entry.show(value)}
        else:
            continue
        if hits:
            found.update(row for row, record in zip(rows, there, strict=True) if read(record) in hits)
    return [row for row in rows if row in found]


def _sorted(records: Rows, rows: list[int], keys: Sequence[Key]) -> list[int]:
    """The rows in order, sorted once by the places of their values in all keys together."""
    there = list(map(records.__getitem__, rows))
    places, _ = _places(there, keys[0])
    for key in keys[1:]:
        further, count = _places(there, key)
        places = [place * count + more for place, more in zip(places, further, strict=True)]
    order = sorted(range(len(rows)), key=places.__getitem__)
    return list(map(rows.__getitem__, order))


def _places(records: list[Record], key: Key) -> tuple[list[int], int]:
    """The place of each record's value among all that one key sorts, empty ones last, and how many places there are."""
    values = list(map(attrgetter(key.field), records))
    known = {value: _sort_key(value) for value in set(values) if value not in _EMPTY}
    ordered = sorted(set(known.values()), reverse=key.descending)  # of one field, so alike
    place = {told: at for at, told in enumerate(ordered)}
    last = len(place)
    by_value = {value: place[told] for value, told in known.items()}
    return [by_value.get(value, last) for value in values], last + 1


def _sort_key(value: Value) -> str | float | int:
    """What a filled value sorts by among its like: text without case, months and days by number."""
    if isinstance(value, str):
        return value.casefold()
    if isinstance(value, tuple):
        return ", ".join(value).casefold()
    if isinstance(value, Month):
        return value.index
    return value.toordinal() if isinstance(value, dt.date) else cast(float, value)


def _less(first: Value, second: Value) -> bool:
    """Whether one value of a field comes before another."""
    return cast(float, _sort_key(first)) < cast(float, _sort_key(second))
