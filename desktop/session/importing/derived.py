"""What follows for a new record from what the list says of it, so that no default tells something untrue unseen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from desktop.model.fields import Value
from desktop.model.project import Project
from desktop.model.records import TABLE, Item
from desktop.model.records.goods import UNITS
from desktop.session import units
from desktop.session.importing import likeness, words
from desktop.text.messages import say

OPEN = "import-made-class-open"
"""Where a value comes from that nothing in the list tells: a question to the planner until they have looked at it."""
_OWN, _LICENSED, _OTHER = "IN", "CN", "other_foreign"
_CLASSES = {_OWN: "domestic", _LICENSED: "licensed_chinese"}
_SEVERAL = re.compile(r"[/,;&+]|\band\b|\bor\b", re.IGNORECASE)
_KG, _PIECE = "kg", "piece"


def complete(table: str, values: Mapping[str, Value], money: str, item_unit: str) -> dict[str, tuple[Value, str]]:
    """Fields that a new record gets besides those told, each with the message key of what they come from."""
    rule = _RULES.get(table)
    return {name: what for name, what in rule(values, money, item_unit).items() if name not in values} if rule else {}


def class_of(country: str) -> str:
    """The class of sources in a country, or in several that are of one class; "" where that is not known."""
    codes = [_code(country)] if _code(country) else [_code(part) for part in _SEVERAL.split(country)]
    classes = {_CLASSES.get(code, _OTHER) for code in codes}
    return classes.pop() if all(codes) and len(classes) == 1 else ""


def kind_of(values: Mapping[str, Value]) -> str:
    """The kind of an item that its name tells, or ""."""
    form = next(iter(sorted(likeness.compared(str(values.get("name") or values.get("id") or "")).forms)), "")
    return "component" if form == "motor" else form


def usual_units(project: Project) -> Mapping[str, str]:
    """The unit of each kind of item of which all that the project has are in one unit."""
    found: dict[str, set[str]] = {}
    for item in project.all(Item):
        found.setdefault(item.kind, set()).add(item.unit)
    return {kind: next(iter(several)) for kind, several in found.items() if len(several) == 1}


def base_unit(kind: str, row_unit: str, usual: Mapping[str, str]) -> str:
    """The unit of a new item: that of its kind in the project, else kg; pieces where its row counts pieces.

    A row in tonnes tells only that the item is weighed: other rows and lists may have it in kg.
    """
    if row_unit == _PIECE:
        return _PIECE
    unit = usual.get(kind, _KG)
    return _KG if row_unit and unit == _PIECE else unit


@lru_cache(maxsize=1_000)
def counted(row_unit: str, price_units: tuple[str, ...]) -> str:
    """The unit of a new item that its row tells, if items can have it: that of its figures, or pieces by its price.

    That a price is per tonne says only that the item is weighed.
    """
    unit = units.parse(row_unit) if row_unit else None
    if unit and not unit.money and unit.quantity in UNITS:
        return unit.quantity
    priced = (units.parse(each) for each in price_units if each)
    return _PIECE if any(each and each.quantity == _PIECE for each in priced) else ""


def _code(country: str) -> str:
    return words.countries().get(words.plain(country), "")


def _source(values: Mapping[str, Value], _: str, __: str) -> dict[str, tuple[Value, str]]:
    name = {"name": (values.get("id", ""), "import-made-name")}
    told = class_of(str(values.get("country", "")))
    if told:
        return {"class_": (told, "import-made-class"), **name}
    if "class_" in values:
        return {**name}
    return {"class_": (_OTHER, OPEN), "note": (say("import-note-class"), OPEN), **name}


def _item(values: Mapping[str, Value], _: str, item_unit: str) -> dict[str, tuple[Value, str]]:
    found: dict[str, tuple[Value, str]] = {"name": (values.get("id", ""), "import-made-name")}
    if kind := kind_of(values):
        found["kind"] = (kind, "import-made-kind")
    if item_unit in UNITS:
        found["unit"] = (item_unit, "import-made-unit")
    return found


def _offer(_: Mapping[str, Value], money: str, __: str) -> dict[str, tuple[Value, str]]:
    term = {"price_term": (TABLE["offers"].field["price_term"].default, "import-made-term")}
    return {"currency": (money, "import-made-currency"), **term} if money else {**term}


_RULES = {"sources": _source, "items": _item, "offers": _offer}
