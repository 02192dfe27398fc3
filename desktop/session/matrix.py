"""Tables with a row per month seen as months across: what each line and month shows.

A table has this shape when its records are told apart by what they speak of and a month, and hold one number besides.
Its number is either of that month alone (targets) or a step that holds until the next one (prices, capacities).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, repeat
from operator import attrgetter

import attrs

from desktop.model.fields import Field
from desktop.model.months import Month, span
from desktop.model.project import Project, Rows
from desktop.model.reads import reads
from desktop.model.records import TABLE, TABLES, Offer, Record, Table
from desktop.model.records.table import evolved
from desktop.model.scenario import UNLIMITED
from desktop.model.series import spread
from desktop.session import reading
from desktop.session.details import Place

Key = tuple[str, ...]
"""What a line speaks of: the values of a table's key fields, such as an offer's id."""
_Dated = tuple[int, Month, float]
_Grouped = Mapping[Key, tuple[_Dated, ...]]
_MOST_TOUCHED = 1000
_BEFORE = {
    ("prices", "offer"): "price",
    ("lead_times", "offer"): "lead_days",
    ("capacities", "offer"): "capacity",
    ("capacities", "source"): "capacity",
    ("capacities", "recipe"): "capacity",
}
"""The field of the record named that holds before the first step."""


@attrs.frozen
class Shape:
    """How a table is seen as months across.

    ``keys`` name a line, ``steps`` says that a value holds until the next one, ``sums`` that the months of a year add
    up; else a year tells their average.
    """

    table: Table
    keys: tuple[Field, ...]
    month: Field
    value: Field
    steps: bool
    sums: bool


def _shape(table: Table) -> Shape | None:
    fields = [table.field[name] for name in table.identity]
    others = [field for field in table.fields if field not in fields]
    if not fields or fields[-1].kind != "month" or [field.kind for field in others] != ["number"]:
        return None
    steps = fields[-1].name == "from_month"
    sums = not steps or others[0].unit.endswith("/month")
    return Shape(table, tuple(fields[:-1]), fields[-1], others[0], steps, sums)


SHAPES: dict[str, Shape] = {table.name: shape for table in TABLES if (shape := _shape(table)) is not None}
"""The tables that can be seen as months across."""


@attrs.frozen
class Line:
    """One line: what it speaks of, its unit, and for each month the value and the row that says so itself.

    A value without a row is carried on from an earlier month, or from the record named; None is none at all, which for
    a limit means that there is no limit.
    """

    key: Key
    unit: str
    values: tuple[float | None, ...]
    rows: tuple[int | None, ...]


@attrs.frozen(slots=False)
class Matrix:
    """A table of a project as months across; lines are worked out when they are asked for."""

    project: Project
    shape: Shape

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """The months of the horizon; none where it has no first month."""
        settings = self.project.settings
        return span(settings.first_month, max(settings.months, 0)) if settings.first_month else ()

    @cached_property
    def years(self) -> dict[int, tuple[Month, ...]]:
        """The months of each fiscal year."""
        found: dict[int, list[Month]] = {}
        for month in self.months:
            found.setdefault(month.fiscal_year, []).append(month)
        return {year: tuple(months) for year, months in found.items()}

    def keys(self, *, every: bool) -> tuple[Key, ...]:
        """What has entries, in the order of the table; with ``every`` or where nothing has, all that could have."""
        entered = tuple(self._dated)
        if entered and not every:
            return entered
        blank = ("",) * len(self.shape.keys)
        refs = [(at, field) for at, field in enumerate(self.shape.keys) if field.kind == "ref"]
        alone = len(refs) == 1 or not any(field.required for _, field in refs)
        could = [
            zip(*map(repeat, blank[:at]), self._ids(field.table), *map(repeat, blank[at + 1 :]), strict=False)
            for at, field in (refs if alone and len(refs) in (1, len(blank)) else ())
        ]
        return tuple(dict.fromkeys(chain(*could, entered)))

    def _ids(self, table: str) -> Iterator[str]:
        return map(attrgetter("id"), self.project.tables[table].values())

    def line(self, key: Key) -> Line:
        """What the months of the horizon show."""
        own = {month: row for row, month, _ in self.dated(key)}
        values = self.values(key, self.months)
        return Line(key, self.unit(key), tuple(values), tuple(own.get(month) for month in self.months))

    def values(self, key: Key, months: Sequence[Month]) -> list[float | None]:
        """The values of any months in a row, in the horizon or not."""
        dated = self.dated(key)
        if self.shape.steps:
            before = self.before(key)
            steps = [(month, value) for _, month, value in dated]
            held = spread(steps, months, math.nan if before is None else before)
            return [None if math.isnan(value) else value for value in held]
        found: dict[Month, float] = {}
        for _, month, value in dated:
            found[month] = found.get(month, 0.0) + value
        return [found.get(month) for month in months]

    def total(self, values: Sequence[float | None]) -> float | None:
        """What a fiscal year's column tells of its months: their sum or average; None where one has no limit."""
        filled = [value for value in values if value is not None and not self.unlimited(value)]
        if not filled or (self.shape.steps and len(filled) < len(values)):
            return None
        total = math.fsum(filled)
        return float(f"{total if self.shape.sums else total / len(filled):.12g}")

    def before(self, key: Key) -> float | None:
        """What holds before the first step: what the record named says itself."""
        for field, name in zip(self.shape.keys, key, strict=True):
            told = _BEFORE.get((self.shape.table.name, field.name))
            if told and name:
                found = self.project.by_id(TABLE[field.table].record).get(name)
                value = getattr(found, told, None)
                return float(value) if isinstance(value, int | float) else None
        return None

    def speaks_of(self, key: Key) -> Place | None:
        """The record that a line speaks of, and its field that holds before the first step, or its id."""
        for field, name in zip(self.shape.keys, key, strict=True):
            if name and field.kind == "ref":
                there = self.project.tables[field.table]
                row = next((row for row, record in there.items() if getattr(record, "id", "") == name), None)
                told = _BEFORE.get((self.shape.table.name, field.name), "id")
                return None if row is None else Place(field.table, row, told)
        return None

    @property
    def limits(self) -> bool:
        """Whether the numbers are limits, so that none at all means no limit."""
        name = self.shape.table.name
        return any(
            TABLE[field.table].field[_BEFORE[name, field.name]].optional
            for field in self.shape.keys
            if (name, field.name) in _BEFORE
        )

    def unlimited(self, value: float | None) -> bool:
        """Whether a month has no limit."""
        return self.limits and (value is None or value >= UNLIMITED)

    def dated(self, key: Key) -> tuple[_Dated, ...]:
        """The rows of a line with their months and values, in the order of the table."""
        return self._dated.get(key, ())

    def rows_of(self, key: Key, month: Month) -> list[int]:
        """The rows that speak of one month of a line, in order."""
        return [row for row, own, _ in self.dated(key) if own == month]

    def record(self, key: Key, month: Month, value: float = 0.0) -> Record:
        """A record that gives one month of a line its value."""
        names = {field.name: name for field, name in zip(self.shape.keys, key, strict=True)}
        return evolved(self.shape.table.record(), {**names, self.shape.month.name: month, self.shape.value.name: value})

    def unit(self, key: Key) -> str:
        """The unit of a line's numbers, in words of its own item and currency where these are known.

        Of several kinds of things each has the unit of what it says itself.
        """
        record = self.record(key, self.months[0] if self.months else Month(0))
        item = reading.unit_of(record, self.project)
        offer = next((name for field, name in zip(self.shape.keys, key, strict=True) if field.name == "offer"), "")
        known = self.project.by_id(Offer).get(offer)
        told = {"unit": item, "currency": known.currency if known else ""}
        name = self.shape.table.name
        units = (
            TABLE[field.table].field[_BEFORE[name, field.name]].unit
            for field, of in zip(self.shape.keys, key, strict=True)
            if of and (name, field.name) in _BEFORE
        )
        return "/".join(told.get(part) or part for part in next(units, self.shape.value.unit).split("/"))

    @cached_property
    def _dated(self) -> Mapping[Key, tuple[_Dated, ...]]:
        return _LINES[self.shape.table.name](self.project)


class _Lines:
    """The rows of one table by the lines that they are of; after an edit only the lines that it touched are made anew.

    Of 100,000 rows all lines take 0.4 s, those of a few rows a hundredth of it.
    """

    def __init__(self, shape: Shape) -> None:
        self._keys = [attrgetter(field.name) for field in shape.keys]
        self._month, self._value = attrgetter(shape.month.name), attrgetter(shape.value.name)
        self._last: tuple[Rows, _Grouped] = {}, {}

    def grouped(self, rows: Rows) -> _Grouped:
        """Each line's rows with their months and values, in the order of the table."""
        before, known = self._last
        found = self._updated(rows, before, known) if len(rows) == len(before) else None
        if found is None:
            found = self._all(rows.items())
        self._last = rows, found
        return found

    def _updated(self, rows: Rows, before: Rows, known: _Grouped) -> _Grouped | None:
        """The lines where a few rows hold other values; None where rows came, went, moved or are of other lines."""
        touched = [row for row, now, was in zip(rows, rows.values(), before.values(), strict=True) if now is not was]
        if len(touched) > _MOST_TOUCHED or list(rows) != list(before):
            return None
        changed = self._all((row, rows[row]) for row in touched)
        was = self._all((row, before[row]) for row in touched)
        if {key: [row for row, _, _ in line] for key, line in changed.items()} != {
            key: [row for row, _, _ in line] for key, line in was.items()
        }:
            return None
        found = dict(known)
        for key, line in changed.items():
            fresh = {dated[0]: dated for dated in line}
            found[key] = tuple(fresh.get(dated[0], dated) for dated in known[key])
        return found

    def _all(self, rows: Iterable[tuple[int, Record]]) -> _Grouped:
        found: dict[Key, list[_Dated]] = {}
        for row, record in rows:
            month, value = self._month(record), self._value(record)
            if isinstance(month, Month) and isinstance(value, float | int) and math.isfinite(value):
                found.setdefault(tuple(key(record) for key in self._keys), []).append((row, month, float(value)))
        return {key: tuple(dated) for key, dated in found.items()}


def _grouping(shape: Shape) -> Callable[[Project], _Grouped]:
    lines = _Lines(shape)

    @reads(shape.table.record)
    def group(project: Project) -> _Grouped:
        return lines.grouped(project.tables[shape.table.name])

    return group


_LINES = {name: _grouping(shape) for name, shape in SHAPES.items()}
