"""Reading an entry as a field of one record: units, lakh, percent and names are taken aloud, the unclear is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Literal, cast

import attrs

from desktop.model.fields import Field, Value
from desktop.model.project import Project
from desktop.model.reads import reads
from desktop.model.records import TABLE, TABLES, Capacity, Evidence, Item, Offer, Recipe, Record
from desktop.session import unit_words, units
from desktop.session.arranging import shown
from desktop.text import days, entry, figures
from desktop.text.entry import EntryFault
from desktop.text.messages import say

Decimals = Literal["", ".", ","]
"""What decimals follow where a number could be read in two ways; "" leaves it refused."""

_PLAIN = re.compile(r"-?(?:\d{1,15}(?:\.(?:\d\d?|\d{4,}))?|(?:0|\d{4,15})\.\d{3})")
"""What is a number in one way only: 1.200 is not, as it is 1200 in Europe."""
_KNOWN = unit_words.known()
_MARKS = {word: unit_words.EITHER.get(code, (code,)) for word, code in _KNOWN.words["currency"].items()}
_MONEY = re.compile(
    rf"(?<![a-z])(?:{'|'.join(re.escape(mark) for mark in sorted(_MARKS, key=len, reverse=True))})(?:(?![a-z])\.?)",
    re.IGNORECASE,
)
_AMOUNTS, _RATES = ("mass", "days"), ("mass", "time")
"""What a unit begins with, and what may stand behind its strokes."""
_WITH_UNIT = re.compile(r"([(+−-]*[\d.,][\d.,\s\u00a0\u202f]*\)?)\s*((?:per|/|%|[a-z])[a-z/ .]*)?", re.IGNORECASE)
_SHARES = ("share", "kg/kg")
_SCALES = {word: size for word, size in _KNOWN.scale.items() if word[0].isalpha()}
_SCALED = re.compile(rf"(?<=[\d.)])\s*({'|'.join(sorted(_SCALES, key=len, reverse=True))})\.?(?![a-z])", re.IGNORECASE)


@attrs.frozen
class Reading:
    """The value of an entry, and what is to be said of it: how it was converted, or nothing."""

    value: Value
    note: str = ""


def read(field: Field, raw: str | float, record: Record, project: Project, decimals: Decimals = "") -> Reading:
    """The value of ``field`` of ``record`` that an entry stands for; raises EntryFault for what cannot be read.

    A number may name its currency, its unit, lakh or crore, or a percent sign: the record's own are taken, units of
    mass and time are converted, everything else is refused rather than guessed. Days come before months and commas
    part groups, as India writes them; where an entry could be another day or number, it is told which, unless the
    record has it already. What refers to a
    record may name it, and a currency may be given by its sign.
    """
    if not isinstance(raw, str) or plain(raw) or not raw.strip():
        return Reading(entry.read(field, raw))
    if field.kind not in {"number", "whole"}:
        meant = _meant(field, raw, record, project)
        value = meant or entry.read(field, raw)
        doubtful = field.kind == "date" and bool(days.read([raw]).asked)
        told = shown(value) if doubtful else meant if meant != raw.strip() else ""
        return Reading(value, _named(raw, told) if told else "")
    text, money = _without_money(field, raw.strip(), record, project)
    text, factor = _without_scale(text)
    match = _WITH_UNIT.fullmatch(text)
    if match and match[2]:
        factor *= _factor(field, match[2], raw, record, project, priced=money)
        text = match[1]
    value = _number(field, text, raw, decimals)
    if factor == 1.0:
        kept = value == getattr(record, field.name, None)
        doubtful = not (decimals or kept) and bool(figures.read([text]).asked)
        return Reading(value, _named(raw, entry.show(value)) if doubtful else "")
    converted = float(f"{cast(float, value) * factor:.15g}")
    if field.kind == "whole":
        converted = cast(float, entry.read(field, converted))
    value_shown = f"{shown(converted)} {_own_unit(field, record, project)}".strip()
    return Reading(converted, _named(raw, value_shown))


def plain(raw: str | float) -> bool:
    """Whether an entry is a number and nothing else, which no unit or currency can change."""
    return not isinstance(raw, str) or bool(_PLAIN.fullmatch(raw))


def unit_of(record: Record, project: Project) -> str:
    """The unit of the item that a record speaks of, directly or by its offer or recipe; "" where it is unknown."""
    if isinstance(record, Item):
        return record.unit
    items = project.by_id(Item)
    name = getattr(record, "item", "")
    of_offer = "" if name else getattr(record, "offer", "")
    offer = project.by_id(Offer).get(of_offer) if of_offer else None  # an index of many, made anew after each edit
    recipe = project.by_id(Recipe).get(getattr(record, "recipe", "")) if isinstance(record, Capacity) else None
    name = name or (offer.item if offer else "") or (recipe.output if recipe else "")
    if isinstance(record, Recipe):
        name = record.output
    return items[name].unit if name in items else ""


def _named(raw: str, meant: str) -> str:
    return say("entry-converted", entry=raw.strip(), value=meant)


def _meant(field: Field, raw: str, record: Record, project: Project) -> str:
    """The id that a name stands for, or the code of a currency; "" where the text is taken as it is."""
    text = raw.strip()
    if field.kind == "ref":
        spelled = _SPELLED[field.table](project)
        known = spelled.get(raw.casefold()) or spelled.get(text.casefold(), "")
        return "" if known == raw else known
    if isinstance(record, Evidence):
        return _name_of(field, text, record)
    if field.kind != "text" or field.name != "currency":
        return ""
    codes = _MARKS.get(unit_words.plain(text), ())
    return codes[0] if len(codes) == 1 and codes[0] != text else ""


def _name_of(field: Field, text: str, record: Evidence) -> str:
    """The name of the table or field that words stand for in evidence; "" for other fields, and where they are it."""
    known: Mapping[str, str] = {}
    if field.name == "table":
        known = {table.title.casefold(): table.name for table in TABLES}
    elif field.name == "field" and record.table in TABLE:
        known = {each.label.casefold(): each.name for each in TABLE[record.table].fields}
    found = known.get(text.casefold(), "")
    return "" if found == text else found


def _spelled(record: type[Record]) -> Callable[[Project], Mapping[str, str]]:
    @reads(record)
    def spelled(project: Project) -> Mapping[str, str]:
        """The ids of a table by what people call its records, in small letters; "" where that is not clear."""
        found: dict[str, str] = {}
        for row in project.all(record):
            own = str(getattr(row, "id", ""))
            for word in {own.casefold(), str(getattr(row, "name", "")).casefold()}:
                found[word] = own if found.get(word, own) == own else ""
        return found

    return spelled


_SPELLED = {table.name: _spelled(table.record) for table in TABLES}


def _without_scale(text: str) -> tuple[str, float]:
    """The entry without lakh, crore and the like, and what they multiply it by."""
    found = _SCALED.search(text)
    return (_SCALED.sub(" ", text, count=1), _SCALES[found[1].casefold()]) if found else (text, 1.0)


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


def _currency(record: Record, project: Project) -> str:
    """The currency that a record's prices are in, its own or that of its offer; "" where it is unknown."""
    offer = project.by_id(Offer).get(getattr(record, "offer", ""))
    return str(getattr(record, "currency", "")) or (offer.currency if offer else "")


def _without_money(field: Field, text: str, record: Record, project: Project) -> tuple[str, bool]:
    """The entry without its currency, which must be the field's own, and whether it named one."""
    found = _MONEY.findall(text)
    if not found:
        return text, False
    head = field.unit.split("/")[0].split(" ")[0]
    own = _currency(record, project) if head == "currency" else head if head == "INR" else ""
    for mark in found:
        meant = _MARKS[unit_words.plain(mark)]
        if not own and head != "currency":
            raise EntryFault("entry-no-money", entry=text, field=field.label)
        if own not in meant:
            raise EntryFault("entry-currency", entry=text, own=own or say("entry-currency-of-offer"), found=meant[0])
    return _MONEY.sub("", text).strip(), True


def _factor(field: Field, typed: str, raw: str, record: Record, project: Project, *, priced: bool) -> float:
    """By what a number is multiplied for the unit behind it to be the field's own."""
    own = _own_unit(field, record, project)
    if typed.strip() == "%":
        return _percent(field, raw, record, own)
    own_parts = _own_parts(own)
    if own_parts and field.unit.startswith(("INR", "currency")):
        own_parts[0] = ""
    factor, parts = units.parts(typed) or (1.0, _own_parts(typed))
    if (priced and parts[0] and not typed.strip().startswith("/")) or len(parts) > len(own_parts):
        raise _other_unit(raw, own)
    for place, (part, wanted) in enumerate(zip(parts, own_parts, strict=False)):
        size = 1.0 if part == wanted else units.ratio(part, wanted, _RATES if place else _AMOUNTS)
        if size is None:
            raise _other_unit(raw, own)
        factor = factor / size if place else factor * size
    return factor


def _percent(field: Field, raw: str, record: Record, own: str) -> float:
    by_record = (getattr(record, "kind", ""), getattr(record, "rate_kind", ""))
    if field.unit in _SHARES:
        return 0.01
    if field.unit.startswith("%") or (field.unit == "by kind" and by_record[0].startswith("share")):
        return 1.0
    if field.unit == "INR/unit or %" and by_record[1].startswith("%"):
        return 1.0
    raise _other_unit(raw, own)


def _own_unit(field: Field, record: Record, project: Project) -> str:
    """The unit of the field, where "unit" stands for the item's and "currency" for the record's, if they are known."""
    known = {"unit": unit_of(record, project), "currency": _currency(record, project)}
    return "/".join(known.get(part) or part for part in field.unit.split("/"))


def _own_parts(unit: str) -> list[str]:
    """``INR/kg/month`` as its words, those of a known unit as it is known by."""
    found = [units.parts(part) for part in unit.split("/")]
    return [known[1][0] if known else part.strip() for known, part in zip(found, unit.split("/"), strict=True)]


def _other_unit(raw: str, own: str) -> EntryFault:
    return EntryFault("entry-unit" if own else "entry-number", entry=raw.strip(), unit=own)
