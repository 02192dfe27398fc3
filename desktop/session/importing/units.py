"""Units and currencies as people write them in headers and cells, and how a figure in one becomes one in another."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

import attrs

from desktop.paths import resource

_PER = re.compile(r"\s*(?:/|\bper\b|每|प्रति)\s*")
_BRACKETS = re.compile(r"[(\[{【]([^()\[\]{}【】]*)[)\]}】]")
_BEHIND = re.compile(r"[,:;–-]\s*([^,:;]+)$|\bin ([^,:;]+)$")
_WORD = re.compile(r"([^\s/]+)\s*(.*)", re.DOTALL)
_SHARE = 100.0
ANY_MONEY = "currency"
"""In place of a currency where a unit only says what a price is for."""
EITHER = {"¥": ("CNY", "JPY")}
"""Marks that stand for several currencies: which of them is to be asked."""


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
        scale = next((word for word, number in _data().scale.items() if number == self.scale and word.isalpha()), "")
        first = " ".join(part for part in (scale, self.money or self.quantity) if part)
        return "/".join(part for part in (first, self.quantity if self.money else "", self.time) if part)


@attrs.frozen
class _Data:
    """The words by what they mean, and how much each is."""

    words: Mapping[str, Mapping[str, str]]
    factor: Mapping[str, float]
    scale: Mapping[str, float]
    joined: Mapping[str, str]


@cache
def _data() -> _Data:
    read = tomllib.loads(resource("importing", "units.toml").read_text(encoding="utf-8"))
    words: dict[str, dict[str, str]] = {}
    factor: dict[str, float] = {}
    for sort in ("mass", "time", "days"):
        words[sort] = {_plain(word): name for name, unit in read[sort].items() for word in unit["words"]}
        factor |= {f"{sort} {name}": unit["factor"] for name, unit in read[sort].items()}
    for sort in ("count", "currency"):
        words[sort] = {_plain(word): name for name, all_words in read[sort].items() for word in all_words}
    return _Data(words, factor, read["scale"], read["joined"])


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace(".", "").split())


@lru_cache(maxsize=10_000)
def parse(text: str) -> Unit | None:
    """The unit that a text is, whole: ``USD/kg``, ``CNY per MT``, ``t/yr``, ``tpa``, ``weeks``, ``%``; else None."""
    plain = _data().joined.get(_plain(text), _plain(text))
    if plain in {"%", "percent", "pct", "wt%", "wt %", "mass %"}:
        return Unit(percent=True)
    if plain in {"share", "fraction"}:
        return Unit(percent=True, scale=_SHARE)
    if plain in _data().words["days"] and plain not in {"m", "mo"}:
        return Unit(days=_data().words["days"][plain])
    for start in ("per ", "/", f"{ANY_MONEY}/"):
        if plain.startswith(start):
            quantity = _quantity(plain.removeprefix(start).strip())
            return Unit(money=ANY_MONEY, quantity=quantity) if quantity else None
    parts = [part for part in _PER.split(plain.replace(" pa", "/year").replace(" pm", "/month")) if part]
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
        if len(words) > 1 and words[end] in _data().scale:
            scale *= _data().scale[words.pop(end)]
    word = " ".join(words)
    if word.startswith("万"):
        scale, word = scale * _data().scale["万"], word[1:]
    if len(words) == 1 and word in _data().scale:
        return None
    if word in _data().words["currency"]:
        return Unit(money=_data().words["currency"][word], scale=scale)
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
    time = _data().words["time"].get(part, "")
    return attrs.evolve(unit, time=time) if time and not unit.time else None


def _quantity(word: str) -> str:
    return _data().words["mass"].get(word) or _data().words["count"].get(word, "")


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
    scale = _data().scale.get(_plain(found[1])) if found else None
    return (scale, found[2]) if found and scale else (1.0, text)


def currency(text: str) -> str:
    """The code of a currency by any of its names; "" for what is none."""
    return _data().words["currency"].get(_plain(text), "")


def declared(unit: str, item_unit: str, money: str) -> Unit:
    """The unit of a field as its table declares it, for an item and a currency.

    A joint capacity's "use" counts as the item's unit, which is what one unit takes of it unless told otherwise.
    """
    item_unit = item_unit or "kg"
    if unit in {"%", "% of duty", "%/year"}:
        return Unit(percent=True)
    if unit in {"share", "kg/kg"}:
        return Unit(percent=True, scale=_SHARE)
    if unit == "kg/unit" and item_unit in _data().words["mass"].values():
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
    return _data().factor[f"{sort} {name}"]


def _quantities(given: str, wanted: str) -> float | None:
    if given == wanted:
        return 1.0
    if "piece" in (given, wanted):
        return None
    return _much("mass", given) / _much("mass", wanted)
