"""Message keys and their values as sentences of the language in use."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from desktop.model.errors import AppError, Problem, Value
from desktop.model.months import Month
from desktop.model.records import TABLE
from desktop.paths import resource
from desktop.text import formats

LANGUAGE = "en"
_MONTHS = frozenset({"month", "first", "last"})
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@cache
def catalogue() -> dict[str, str]:
    """Every message of the language by key; raises ValueError when two files define the same key."""
    messages: dict[str, str] = {}
    for path in sorted(resource("locale", LANGUAGE).glob("*.toml")):
        entries = tomllib.loads(path.read_text(encoding="utf-8"))
        twice = messages.keys() & entries.keys()
        if twice:
            raise ValueError(f"{path.name}: {', '.join(sorted(twice))}")
        messages.update(entries)
    return messages


def say(key: str, **values: Value) -> str:
    """The sentence of ``key`` with its values filled in; raises KeyError for an unknown key or a missing value."""
    return catalogue()[key].format_map({name: _shown(name, value) for name, value in values.items()})


def _shown(name: str, value: Value) -> Value:
    """A value as sentences say it: months, which messages carry as ``2027-01``, by their names."""
    if name in _MONTHS and isinstance(value, str) and (found := _MONTH.fullmatch(value)):
        return formats.month(Month.of(int(found[1]), int(found[2])))
    return value


def sentence(fault: Problem | AppError) -> str:
    """What is wrong, with its place in front: table, record and field, or sheet and cell."""
    said = say(fault.key, **fault.values)
    if not isinstance(fault, Problem):
        return said
    return ": ".join(part for part in (place(fault), said) if part)


def place(problem: Problem) -> str:
    """Where a problem is, in the words of the screen: ``Offers, JL-UH, Price (currency/unit)``."""
    if problem.sheet:
        return say("place-cell", sheet=problem.sheet, cell=problem.cell) if problem.cell else problem.sheet
    table = TABLE.get(problem.table)
    if table is None:
        return ""
    field = table.field.get(problem.field)
    return ", ".join(part for part in (table.title, problem.record, field.header if field else "") if part)
