"""What follows for a new record from what the list says of it, so that no default tells something untrue unseen."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.model.fields import Value
from desktop.model.records.goods import UNITS
from desktop.session.importing import likeness, words

_OWN, _LICENSED = "IN", "CN"


def complete(table: str, values: Mapping[str, Value], money: str, item_unit: str) -> dict[str, tuple[Value, str]]:
    """Fields that a new record gets besides those told, each with the message key of what they come from."""
    rule = _RULES.get(table)
    return {name: what for name, what in rule(values, money, item_unit).items() if name not in values} if rule else {}


def _source(values: Mapping[str, Value], _: str, __: str) -> dict[str, tuple[Value, str]]:
    found: dict[str, tuple[Value, str]] = {}
    code = words.countries().get(words.plain(str(values.get("country", ""))), "")
    if code:
        kind = {_OWN: "domestic", _LICENSED: "licensed_chinese"}.get(code, "other_foreign")
        found["class_"] = (kind, "import-made-class")
    return {**found, "name": (values.get("id", ""), "import-made-name")}


def _item(values: Mapping[str, Value], _: str, item_unit: str) -> dict[str, tuple[Value, str]]:
    name = str(values.get("name") or values.get("id") or "")
    form = next(iter(sorted(likeness.compared(name).forms)), "")
    found: dict[str, tuple[Value, str]] = {"name": (values.get("id", ""), "import-made-name")}
    if form:
        found["kind"] = ("component" if form == "motor" else form, "import-made-kind")
    if item_unit in UNITS:
        found["unit"] = (item_unit, "import-made-unit")
    return found


def _offer(_: Mapping[str, Value], money: str, __: str) -> dict[str, tuple[Value, str]]:
    return {"currency": (money, "import-made-currency")} if money else {}


_RULES = {"sources": _source, "items": _item, "offers": _offer}
