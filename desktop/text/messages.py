"""Message keys and their values as sentences of the language in use."""

from __future__ import annotations

import tomllib
from functools import cache

from desktop.model.errors import AppError, Problem, Value
from desktop.model.records import TABLE
from desktop.paths import resource

LANGUAGE = "en"


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
    return catalogue()[key].format_map(values)


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
