"""Random but valid values, records and projects, made from the declared fields alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Protocol, cast

from hypothesis import strategies as st

from desktop.model.fields import Field, Kind, Value
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import TABLES, Record, Table

FIRST_MONTH, LAST_MONTH = Month.of(1950, 1), Month.of(2100, 12)
IDS = ("A", "a b", "JL-मैग्नेट", "7", "Ω/2")
"""Ids that records and references share, so that some references lead somewhere and some dangle."""

_NO_CHARACTERS = "\ufffe\uffff"
_NAME_ENDS = ",;"
_LONGEST = 20
_LARGEST = 1e300


class _Make(Protocol):
    """How a record class is called with its fields."""

    def __call__(self, **values: Value) -> Record: ...


def texts(least: int = 0, without: str = "") -> st.SearchStrategy[str]:
    """Text of any script, as typed: no control characters, no surrogates, no blanks at its ends."""
    characters = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters=_NO_CHARACTERS + without)
    stripped = st.text(characters, min_size=least, max_size=_LONGEST).map(str.strip)
    return stripped.filter(bool) if least else stripped


def ids() -> st.SearchStrategy[str]:
    """Names of records, often one of a few."""
    return st.sampled_from(IDS) | texts(1)


def months() -> st.SearchStrategy[Month]:
    """Months of the time that files and workbooks can hold."""
    return st.integers(FIRST_MONTH.index, LAST_MONTH.index).map(Month)


def dates() -> st.SearchStrategy[dt.date]:
    """Days of the same time."""
    return st.dates(FIRST_MONTH.first_day, LAST_MONTH.last_day)


def values(field: Field) -> st.SearchStrategy[Value]:
    """What ``field`` may hold: whatever ``Field.fault`` finds nothing wrong with, and that a person could enter."""
    filled = _FILLED[field.kind](field)
    return st.none() | filled if field.optional else filled


def _names(field: Field) -> st.SearchStrategy[Value]:
    name = st.sampled_from(field.choices) if field.choices else texts(1, _NAME_ENDS)
    return st.lists(name, unique=True, max_size=4).map(tuple)


_FILLED: dict[Kind, Callable[[Field], st.SearchStrategy[Value]]] = {
    "id": lambda _: ids(),
    "text": lambda field: texts(int(field.required)),
    "ref": lambda field: ids() if field.required else st.just("") | ids(),
    "choice": lambda field: st.sampled_from(field.choices if field.required else ("", *field.choices)),
    "number": lambda field: st.floats(max(field.least, -_LARGEST), min(field.most, _LARGEST)),
    "whole": lambda field: st.integers(int(field.least), int(field.most)),
    "month": lambda _: months(),
    "date": lambda _: dates(),
    "names": _names,
    "flag": lambda _: st.booleans(),
}


def records(table: Table) -> st.SearchStrategy[Record]:
    """A record of ``table`` with any valid values."""
    return st.builds(cast(_Make, table.record), **{field.name: values(field) for field in table.fields})


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """A project with any valid records in a few of its tables; references may dangle, names may occur twice."""
    filled = draw(st.lists(st.sampled_from(TABLES[1:]), unique=True, max_size=4))
    content = {table.name: draw(st.lists(records(table), min_size=1, max_size=3)) for table in filled}
    return Project.of({**content, TABLES[0].name: [draw(records(TABLES[0]))]})
