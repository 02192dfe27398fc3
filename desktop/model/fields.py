"""How a table's field is declared: kind, unit, limits, default and help, once, beside the attribute."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from typing import Literal, cast

import attrs

from desktop.model.months import Month

Kind = Literal["id", "text", "ref", "choice", "number", "whole", "month", "date", "names", "flag"]
Value = str | float | int | bool | Month | dt.date | tuple[str, ...] | None

_TYPES: dict[Kind, tuple[type, ...]] = {
    "id": (str,),
    "text": (str,),
    "ref": (str,),
    "choice": (str,),
    "number": (float, int),
    "whole": (int,),
    "month": (Month,),
    "date": (dt.date,),
    "names": (tuple,),
    "flag": (bool,),
}
_LONGEST = 2000
YEARS = (1900, 2200)
"""The first and the last year of months and dates; an end that may be left open may also lie beyond (9999-12-31)."""


@attrs.frozen
class Field:
    """The declaration of one field.

    ``unit`` is the unit of the number ("unit" stands for the item's own unit), ``least`` and ``most`` are
    inclusive limits, ``table`` is what a ref points to, ``choices`` what a choice or a list of names may hold.
    An optional field may be None, which means "no such limit", never zero.
    """

    kind: Kind
    label: str
    help: str
    default: Value = None
    name: str = ""
    unit: str = ""
    least: float = -math.inf
    most: float = math.inf
    choices: tuple[str, ...] = ()
    table: str = ""
    required: bool = False
    optional: bool = False

    @property
    def header(self) -> str:
        """The column header: the label with its unit, unless it names that itself."""
        named = self.unit in self.label.casefold().split()
        return f"{self.label} ({self.unit})" if self.unit and not named else self.label

    def fault(self, value: Value) -> str | None:
        """The message key of what is wrong with ``value`` on its own, or None."""
        if value is None:
            return None if self.optional else "field-empty"
        if not isinstance(value, _TYPES[self.kind]) or (isinstance(value, bool) and self.kind != "flag"):
            return "field-wrong-kind"
        if isinstance(value, str):
            return self._text_fault(value)
        if isinstance(value, tuple):
            return "field-not-a-choice" if self.choices and set(value) - set(self.choices) else None
        if isinstance(value, Month | dt.date):
            last = value.year if self.optional else YEARS[1]
            return None if YEARS[0] <= value.year <= last else "field-far-year"
        return self._number_fault(value)

    def _text_fault(self, value: str) -> str | None:
        if not value:
            return "field-empty" if self.required else None
        if self.choices and value not in self.choices:
            return "field-not-a-choice"
        return "field-too-long" if len(value) > _LONGEST else None

    def _number_fault(self, value: float) -> str | None:
        if not math.isfinite(value):
            return "field-not-finite"
        if value < self.least:
            return "field-below-least"
        return "field-above-most" if value > self.most else None


def _declare(field: Field) -> Value:
    """The attrs attribute that carries ``field``; typed as the value it will hold."""
    return cast(Value, attrs.field(default=field.default, metadata={"field": field}))


def key(label: str, help: str) -> str:
    """A short name that other tables refer to; unique in its table."""
    return cast(str, _declare(Field("id", label, help, "", required=True)))


def text(label: str, help: str, default: str = "", *, required: bool = False) -> str:
    """Free text."""
    return cast(str, _declare(Field("text", label, help, default, required=required)))


def ref(label: str, help: str, table: str, *, required: bool = True) -> str:
    """The id of a record in ``table``."""
    return cast(str, _declare(Field("ref", label, help, "", table=table, required=required)))


def choice(label: str, help: str, choices: tuple[str, ...], default: str | None = None) -> str:
    """One of ``choices``; the first is the default unless told ("" makes it optional)."""
    start = choices[0] if default is None else default
    return cast(str, _declare(Field("choice", label, help, start, choices=choices, required=start != "")))


def number(
    label: str, help: str, unit: str = "", default: float = 0.0, least: float = 0.0, most: float = 1e12
) -> float:
    """A finite number between inclusive limits."""
    return cast(float, _declare(Field("number", label, help, default, unit=unit, least=least, most=most)))


def limit(label: str, help: str, unit: str = "", least: float = 0.0, most: float = 1e12) -> float | None:
    """A number that may be left empty: then there is no such limit."""
    return cast(
        "float | None",
        _declare(Field("number", label, help, unit=unit, least=least, most=most, optional=True)),
    )


def whole(label: str, help: str, unit: str = "", default: int = 0, least: int = 0, most: int = 10_000) -> int:
    """A whole number between inclusive limits."""
    return cast(int, _declare(Field("whole", label, help, default, unit=unit, least=least, most=most)))


def month(label: str, help: str, *, required: bool = False) -> Month | None:
    """A month; empty means from the start, or to the end, unless it is required."""
    return cast("Month | None", _declare(Field("month", label, help, optional=not required, required=required)))


def date(label: str, help: str, *, required: bool = False) -> dt.date | None:
    """A day; empty means unknown or open, unless it is required."""
    return cast("dt.date | None", _declare(Field("date", label, help, optional=not required, required=required)))


def names(label: str, help: str, choices: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Several short names, such as elements or countries."""
    return cast("tuple[str, ...]", _declare(Field("names", label, help, (), choices=choices)))


def flag(label: str, help: str, *, default: bool) -> bool:
    """Yes or no."""
    return cast(bool, _declare(Field("flag", label, help, default)))


def declared(record: type) -> Iterator[Field]:
    """The fields of a record class, in the order of declaration."""
    for attribute in attrs.fields(record):
        yield attrs.evolve(attribute.metadata["field"], name=attribute.name)
