"""Units and currencies as people write them in headers and cells, and how a figure in one becomes one in another."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import attrs

from desktop.session import unit_words
from desktop.session.unit_words import EITHER, plain

_PER = re.compile(r"\s*(?:/|\bper\b|每|प्रति)\s*")
_BRACKETS = re.compile(r"[(\[{【]([^()\[\]{}【】]*)[)\]}】]")
_BEHIND = re.compile(r"[,:;–-]\s*([^,:;]+)$|\bin ([^,:;]+)$")
_WORD = re.compile(r"([^\s/]+)\s*(.*)", re.DOTALL)
_SHARE = 100.0
__all__ = ["ANY_MONEY", "EITHER", "Unit", "beside", "currency", "declared", "factor", "in_header", "parse", "scaled"]

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
            quantity = _quantity(told.removeprefix(start).strip())
            return Unit(money=ANY_MONEY, quantity=quantity) if quantity else None
    parts = [part for part in _PER.split(told.replace(" pa", "/year").replace(" pm", "/month")) if part]
    if not parts:
        return None
    unit = _first(parts[0])
    for part in parts[1:]:
        unit = unit and _next(unit, part)
    return unit


def _first(part: str) -> Unit | None:
    """Money or a quantity, with a scale in front or behind."""
    scale = 1.0
    words = part.split()
    for end in (0, -1):
        if len(words) > 1 and words[end] in unit_words.known().scale:
            scale *= unit_words.known().scale[words.pop(end)]
    word = " ".join(words)
    if word.startswith("万"):
        scale, word = scale * unit_words.known().scale["万"], word[1:]
    if len(words) == 1 and word in unit_words.known().scale:
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


def in_header(header: str) -> tuple[str, Unit | None]:
    """A header as its name and the unit it tells: in brackets, behind a comma or dash, or after 'in'."""
    header = unicodedata.normalize("NFKC", header)
    for found in _BRACKETS.finditer(header):
        for part in (found[1], *re.split(r"[,;]", found[1])):
            if unit := parse(part.strip()):
                return (header[: found.start()] + header[found.end() :]).strip(), unit
    behind = _BEHIND.search(header)
    if behind and (unit := parse(behind[1] or behind[2])):
        return header[: behind.start()].strip(), unit
    words = header.split()
    for at, word in enumerate(words):
        if "/" in word and (unit := parse(word)):
            return " ".join(words[:at] + words[at + 1 :]), unit
    for count in range(min(3, len(words) - 1), 0, -1):
        unit = parse(" ".join(words[-count:]))
        if unit and (unit.money or unit.time or unit.days or unit.percent or count == 1):
            return " ".join(words[:-count]), unit
    return header, None


def beside(before: str, behind: str) -> str:
    """The unit that stands around a number: ``USD`` and ``/kg`` is ``USD/kg``."""
    return before + behind if behind.startswith("/") else f"{before} {behind}".strip()


def scaled(text: str) -> tuple[float, str]:
    """What a word such as crore in front multiplies figures by, and the unit behind it: ``(1e7, "/t")``."""
    found = _WORD.fullmatch(text)
    scale = unit_words.known().scale.get(plain(found[1])) if found else None
    return (scale, found[2]) if found and scale else (1.0, text)


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
