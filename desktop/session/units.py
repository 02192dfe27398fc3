"""The one grammar of units and currencies, typed or in lists, and how a figure in one becomes one in another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import attrs

from desktop.session import unit_words
from desktop.session.unit_words import EITHER, plain

_PER = re.compile(r"\s*(?:/|\bper\b|每|प्रति)\s*")
_THOUSANDS = re.compile(r"\s*['’‘]\s*000(?:s\b)?")
_PAID = re.compile(r"\b([ltbdo])/([ctlap])\b", re.IGNORECASE)
"""L/C, T/T, B/L, D/A, D/P and O/A, which are no unit per another."""
_TIMES = ((re.compile(r"(?<=\S) p ?a\b"), "/year"), (re.compile(r"(?<=\S) p ?m\b"), "/month"))
_WORD = re.compile(r"([^\s/]+)\s*(.*)", re.DOTALL)
_SHARE = 100.0
__all__ = [
    "ANY_MONEY",
    "EITHER",
    "Unit",
    "beside",
    "currency",
    "declared",
    "factor",
    "merged",
    "parse",
    "parts",
    "ratio",
    "scaled",
]

ANY_MONEY = "currency"
"""In place of a currency where a unit only says what a price is for."""


@attrs.frozen
class Unit:
    """What one figure counts: ``scale`` of money per quantity per time, of a quantity per time, of days, or of %.

    ``quantity`` is a word for a mass, "piece" or "unit" (the unit of an item, not known yet); "" where there is none.
    """

    money: str = ""
    quantity: str = ""
    time: str = ""
    days: str = ""
    percent: bool = False
    scale: float = 1.0

    @property
    def sort(self) -> str:
        """What is counted: the dimensions that two units must share to become one another."""
        if self.percent:
            return "%"
        if self.days:
            return "days"
        if self.money:
            return "money/quantity" if self.quantity else "money"
        return "quantity" if self.quantity else ""

    def __str__(self) -> str:
        """As ``parse`` reads it: ``lakh INR/t/year``."""
        if self.percent:
            return "%" if self.scale == 1 else "share"
        if self.days:
            return self.days
        scales = unit_words.known().scale.items()
        scale = next((word for word, number in scales if number == self.scale and word.isalpha()), "")
        first = " ".join(part for part in (scale, self.money or self.quantity) if part)
        return "/".join(part for part in (first, self.quantity if self.money else "", self.time) if part)


@lru_cache(maxsize=10_000)
def parse(text: str) -> Unit | None:
    """The unit that a text is, whole: ``USD/kg``, ``CNY per MT``, ``t/yr``, ``tpa``, ``weeks``, ``%``; else None."""
    told = plain(text)
    told = unit_words.known().joined.get(told, told)
    if told in {"%", "percent", "pct", "wt%", "wt %", "mass %"}:
        return Unit(percent=True)
    if told in {"share", "fraction"}:
        return Unit(percent=True, scale=_SHARE)
    if told in unit_words.known().words["days"] and told not in {"m", "mo"}:
        return Unit(days=unit_words.known().words["days"][told])
    for start in ("per ", "/", f"{ANY_MONEY}/"):
        if told.startswith(start):
            return _per_quantity(told.removeprefix(start).strip())
    told = _THOUSANDS.sub(" '000", told)
    for written, time in _TIMES:
        told = written.sub(time, told)
    parts = [part for part in _PER.split(told) if part]
    if not parts:
        return None
    unit = _first(parts[0])
    for part in parts[1:]:
        unit = unit and _next(unit, part)
    return unit


def _per_quantity(text: str) -> Unit | None:
    """What a figure is for, its currency not told: ``kg``, ``kg/month``."""
    first, *rest = _PER.split(text)
    quantity = _quantity(first)
    unit = Unit(money=ANY_MONEY, quantity=quantity) if quantity else None
    for part in rest:
        unit = unit and _next(unit, part)
    return unit


def _first(part: str) -> Unit | None:
    """Money or a quantity, with a scale in front or behind; two scales that make none that has a name are no unit."""
    scale = 1.0
    words = part.split()
    for end in (0, -1):
        if len(words) > 1 and words[end] in unit_words.known().scale:
            scale *= unit_words.known().scale[words.pop(end)]
    word = " ".join(words)
    if word.startswith("万"):
        scale, word = scale * unit_words.known().scale["万"], word[1:]
    if (len(words) == 1 and word in unit_words.known().scale) or scale not in (1.0, *unit_words.known().scale.values()):
        return None
    if word in unit_words.known().words["currency"]:
        return Unit(money=unit_words.known().words["currency"][word], scale=scale)
    quantity = _quantity(word)
    return Unit(quantity=quantity, scale=scale) if quantity else _two(words, scale)


def _two(words: list[str], scale: float) -> Unit | None:
    """A quantity and a time side by side, as in ``t yearly``; a currency and a quantity, as in ``usd kg``."""
    if len(words) != 2:  # noqa: PLR2004 - two words
        return None
    first = _first(words[0])
    return attrs.evolve(whole, scale=scale) if first and (whole := _next(first, words[1])) else None


def _next(unit: Unit, part: str) -> Unit | None:
    """A unit with one more ``per``."""
    if unit.money and not unit.quantity and (quantity := _quantity(part)):
        return attrs.evolve(unit, quantity=quantity)
    time = unit_words.known().words["time"].get(part, "")
    return attrs.evolve(unit, time=time) if time and not unit.time else None


def _quantity(word: str) -> str:
    return unit_words.known().words["mass"].get(word) or unit_words.known().words["count"].get(word, "")


def merged(pieces: Iterable[Unit]) -> Unit | None:
    """The one unit that pieces of a text tell together: ``USD`` and ``per t`` are USD/t; None where they differ."""
    whole: Unit | None = None
    for piece in pieces:
        whole = piece if whole is None else _joined(whole, piece)
        if whole is None:
            return None
    return whole


def _joined(one: Unit, other: Unit) -> Unit | None:
    """What two pieces tell together; None where both tell the same thing differently."""
    if one == other:
        return one
    if one.percent or one.days or other.percent or other.days or (one.scale != 1 and other.scale != 1):
        return None
    money = _either(one.money, other.money, ANY_MONEY)
    quantity = _either(one.quantity, other.quantity, "unit")
    time = _either(one.time, other.time, "")
    if money is None or quantity is None or time is None:
        return None
    return Unit(money, quantity, time, scale=one.scale * other.scale)


def _either(one: str, other: str, weak: str) -> str | None:
    """The one of two words that tells more; None where both tell something else."""
    told = [word for word in (one, other) if word not in ("", weak)] or [one or other]
    return told[0] if len(set(told)) == 1 else None


def beside(before: str, behind: str) -> str:
    """The unit that stands around a number: ``USD`` and ``/kg`` is ``USD/kg``."""
    return before + behind if behind.startswith("/") else f"{before} {behind}".strip()


def parts(unit: str) -> tuple[float, tuple[str, ...]] | None:
    """A unit as its words, each the one that it is known by, and what its figures are multiplied by; None for no unit.

    ``tpa`` is t and year; ``/MT`` is "" and t, as its money is not told.
    """
    found = parse(unit)
    if found is None or found.percent:
        return None
    money = "" if found.money == ANY_MONEY else found.money
    told = (money, found.quantity, found.time) if found.money else (found.quantity or found.days, found.time)
    return found.scale, told if told[-1] else told[:-1]


def ratio(given: str, wanted: str, sorts: Sequence[str]) -> float | None:
    """How many of one unit another is, both by the words they are known by, if both are of one of the sorts."""
    known = unit_words.known().factor
    sizes = ((known.get(f"{sort} {given}"), known.get(f"{sort} {wanted}")) for sort in sorts)
    return next((one / other for one, other in sizes if one and other), None)


def scaled(text: str) -> tuple[float, str]:
    """What a word such as crore in front multiplies figures by, and the unit behind it: ``(1e7, "/t")``."""
    found = _WORD.fullmatch(text)
    scale = unit_words.known().scale.get(plain(found[1])) if found else None
    return (scale, found[2]) if found and scale else (1.0, text)


def days_among(text: str) -> Unit | None:
    """The unit of days beside words that say from when, or how it is paid: ``weeks ARO``, ``LC days``; else None."""
    told = [plain(word) for word in re.split(r"[\s,;-]+", _PAID.sub(r"\1\2", text)) if word]
    known = unit_words.known()
    found = {known.words["days"][word] for word in told if word in known.words["days"] and len(word) > 1}
    rest = [word for word in told if word not in known.words["days"]]
    return Unit(days=found.pop()) if len(found) == 1 and known.beside_days.issuperset(rest) else None


def currency(text: str) -> str:
    """The code of a currency by any of its names; "" for what is none."""
    return unit_words.known().words["currency"].get(plain(text), "")


def declared(unit: str, item_unit: str, money: str) -> Unit:
    """The unit of a field as its table declares it, for an item and a currency.

    A joint capacity's "use" counts as the item's unit, which is what one unit takes of it unless told otherwise.
    """
    item_unit = item_unit or "kg"
    if unit in {"%", "% of duty", "%/year"}:
        return Unit(percent=True)
    if unit in {"share", "kg/kg"}:
        return Unit(percent=True, scale=_SHARE)
    if unit == "kg/unit" and item_unit in unit_words.known().words["mass"].values():
        return Unit(percent=True, scale=_SHARE / _much("mass", item_unit))
    if unit == "days":
        return Unit(days="day")
    told = unit.replace("currency", money or "INR").replace("unit", item_unit).replace("use", item_unit)
    return parse(told) or Unit()


def factor(given: Unit, wanted: Unit) -> float | None:
    """How many ``wanted`` one ``given`` is, money apart; None where one cannot become the other."""
    if given.sort != wanted.sort or not given.sort:
        return None
    result = given.scale / wanted.scale
    if given.days:
        return result * _much("days", given.days) / _much("days", wanted.days)
    if given.quantity:
        of_quantity = _quantities(given.quantity, wanted.quantity)
        if of_quantity is None:
            return None
        result *= 1 / of_quantity if given.money else of_quantity
    if given.time or wanted.time:
        if not (given.time and wanted.time):
            return None  # a year's or a month's: to be asked
        result *= _much("time", wanted.time) / _much("time", given.time)
    return result


def _much(sort: str, name: str) -> float:
    return unit_words.known().factor[f"{sort} {name}"]


def _quantities(given: str, wanted: str) -> float | None:
    if given == wanted:
        return 1.0
    if "piece" in (given, wanted):
        return None
    return _much("mass", given) / _much("mass", wanted)
