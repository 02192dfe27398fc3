"""Reading an entry as a field of one record: units and percent are converted aloud, other currencies refused."""

from __future__ import annotations

import re
from typing import Literal, cast

import attrs

from desktop.model.fields import Field, Value
from desktop.model.project import Project
from desktop.model.records import Capacity, Item, Offer, Recipe, Record
from desktop.session.arranging import shown
from desktop.text import entry
from desktop.text.entry import EntryFault
from desktop.text.messages import say

Decimals = Literal["", ".", ","]
"""What decimals follow where a number could be read in two ways; "" leaves it refused."""

_PLAIN = re.compile(r"-?\d{1,15}(\.\d+)?")
_MARKS = {
    "₹": ("INR",),
    "rs": ("INR",),
    "rs.": ("INR",),
    "us$": ("USD",),
    "$": ("USD",),
    "€": ("EUR",),
    "£": ("GBP",),
    "¥": ("CNY", "JPY"),
    "元": ("CNY",),
    "rmb": ("CNY",),
}
_CODES = ("INR", "USD", "EUR", "GBP", "CNY", "JPY", "AUD", "CHF", "KRW", "VND")
_MONEY = re.compile(
    rf"(?<![a-z])(?:{'|'.join(re.escape(mark) for mark in sorted(_MARKS, key=len, reverse=True))}"
    rf"|{'|'.join(_CODES)})(?![a-z])",
    re.IGNORECASE,
)
_MASS = {"g": 0.001, "kg": 1.0, "kgs": 1.0, "kilogram": 1.0, "quintal": 100.0, "t": 1000.0, "mt": 1000.0}
_MASS |= {"tonne": 1000.0, "lb": 0.45359237}
_TIME = {"day": 1.0, "d": 1.0, "week": 7.0, "wk": 7.0}
_PIECES = {"piece": 1.0, "pc": 1.0, "pcs": 1.0, "no": 1.0, "nos": 1.0}
_MEASURES = (_MASS, _TIME, _PIECES)
_WITH_UNIT = re.compile(r"([(+−-]*[\d.,][\d.,\s\u00a0\u202f]*\)?)\s*((?:per|/|%|[a-z])[a-z/ .]*)?", re.IGNORECASE)
_SHARES = ("share", "kg/kg")


@attrs.frozen
class Reading:
    """The value of an entry, and what is to be said of it: how it was converted, or nothing."""

    value: Value
    note: str = ""


def read(field: Field, raw: str | float, record: Record, project: Project, decimals: Decimals = "") -> Reading:
    """The value of ``field`` of ``record`` that an entry stands for; raises EntryFault for what cannot be read.

    A number may name its currency, its unit or a percent sign: the record's own are taken, units of mass and time
    are converted, everything else is refused rather than guessed.
    """
    if field.kind not in {"number", "whole"} or not isinstance(raw, str):
        return Reading(entry.read(field, raw))
    if plain(raw) or not raw.strip():
        return Reading(entry.read(field, raw))
    text, money = _without_money(field, raw.strip(), record)
    match = _WITH_UNIT.fullmatch(text)
    factor = 1.0
    if match and match[2]:
        factor = _factor(field, match[2], raw, record, project, priced=money)
        text = match[1]
    value = _number(field, text, raw, decimals)
    if factor == 1.0:
        return Reading(value)
    converted = float(f"{cast(float, value) * factor:.15g}")
    if field.kind == "whole":
        converted = cast(float, entry.read(field, converted))
    unit = _own_unit(field, record, project).replace("currency", str(getattr(record, "currency", "currency")))
    return Reading(converted, say("entry-converted", entry=raw.strip(), value=shown(converted), unit=unit))


def plain(raw: str | float) -> bool:
    """Whether an entry is a number and nothing else, which no unit or currency can change."""
    return not isinstance(raw, str) or bool(_PLAIN.fullmatch(raw))


def unit_of(record: Record, project: Project) -> str:
    """The unit of the item that a record speaks of, directly or by its offer or recipe; "" where it is unknown."""
    if isinstance(record, Item):
        return record.unit
    items = project.by_id(Item)
    name = getattr(record, "item", "")
    offer = project.by_id(Offer).get(getattr(record, "offer", ""))
    recipe = project.by_id(Recipe).get(getattr(record, "recipe", "")) if isinstance(record, Capacity) else None
    name = name or (offer.item if offer else "") or (recipe.output if recipe else "")
    if isinstance(record, Recipe):
        name = record.output
    return items[name].unit if name in items else ""


def _number(field: Field, text: str, raw: str, decimals: Decimals) -> Value:
    try:
        return entry.read(attrs.evolve(field, unit=""), text)
    except EntryFault as fault:
        if fault.key != "entry-ambiguous":
            raise EntryFault(fault.key, **{**fault.values, "entry": raw.strip()}) from fault
        if not decimals:
            raise
        other = "," if decimals == "." else "."
        return entry.read(attrs.evolve(field, unit=""), text.replace(other, "").replace(",", "."))


def _without_money(field: Field, text: str, record: Record) -> tuple[str, bool]:
    """The entry without its currency, which must be the field's own, and whether it named one."""
    found = _MONEY.findall(text)
    if not found:
        return text, False
    head = field.unit.split("/")[0].split(" ")[0]
    own = str(getattr(record, "currency", "")) if head == "currency" else head if head == "INR" else ""
    for mark in found:
        meant = _MARKS.get(mark.casefold(), (mark.upper(),))
        if not own and head != "currency":
            raise EntryFault("entry-no-money", entry=text, field=field.label)
        if own not in meant:
            raise EntryFault("entry-currency", entry=text, own=own or say("entry-currency-of-offer"), found=meant[0])
    return _MONEY.sub("", text).strip(), True


def _factor(field: Field, typed: str, raw: str, record: Record, project: Project, *, priced: bool) -> float:
    """By what a number is multiplied for the unit behind it to be the field's own."""
    own = _own_unit(field, record, project)
    if typed.strip() == "%":
        return _percent(field, raw, record)
    parts, own_parts = _parts(typed), _parts(own)
    if own_parts and own_parts[0] in {"inr", "currency"}:
        own_parts[0] = ""
    if priced and parts[0] and not typed.strip().startswith("/"):
        raise EntryFault("entry-unit", entry=raw.strip(), unit=own)
    factor = 1.0
    if len(parts) > len(own_parts):
        raise _other_unit(raw, own)
    for place, (part, wanted) in enumerate(zip(parts, own_parts, strict=False)):
        if part != wanted:
            size = _ratio(part, wanted, raw, own)
            factor = factor * size if place == 0 else factor / size
    return factor


def _percent(field: Field, raw: str, record: Record) -> float:
    by_record = (getattr(record, "kind", ""), getattr(record, "rate_kind", ""))
    if field.unit in _SHARES:
        return 0.01
    if field.unit.startswith("%") or (field.unit == "by kind" and by_record[0].startswith("share")):
        return 1.0
    if field.unit == "INR/unit or %" and by_record[1].startswith("%"):
        return 1.0
    raise _other_unit(raw, field.unit)


def _own_unit(field: Field, record: Record, project: Project) -> str:
    """The unit of the field, where "unit" stands for the item's, if that is known."""
    item = unit_of(record, project)
    return "/".join(item if part == "unit" and item else part for part in field.unit.split("/"))


def _parts(unit: str) -> list[str]:
    """``INR / kg per month`` as its parts, singular and in small letters."""
    plain = re.sub(r"\bper\b|p\.", "/", unit.strip().casefold())
    parts = [re.sub(r"[\s.]", "", part) for part in plain.split("/")]
    return [part if part in _PIECES or len(part) <= 2 else part.removesuffix("s") for part in parts]  # noqa: PLR2004


def _ratio(part: str, wanted: str, raw: str, own: str) -> float:
    for measure in _MEASURES:
        if part in measure and wanted in measure:
            return measure[part] / measure[wanted]
    raise _other_unit(raw, own)


def _other_unit(raw: str, own: str) -> EntryFault:
    return EntryFault("entry-unit" if own else "entry-number", entry=raw.strip(), unit=own)
