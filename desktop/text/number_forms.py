"""The one grammar of numbers as people write them, typed or in lists: the number taken apart from the words around it.

Indian (``1,23,456.78``), western (``1,234.56``), continental (``1.234,56``), Swiss (``1'234.56``) and spaced
(``1 234,5``) figures are read, with signs before or behind, brackets for minus, exponents, and words around them. What
could mean two numbers has two meanings here: who asks decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

import attrs

Decimal = Literal["", ".", ","]

_FIGURE = re.compile(r"\d[\d.,'’\s\u00a0\u202f\u2009]*\d|\d|(?<![\d.,])[.,]\d+")
_EXPONENT = re.compile(r"[eE]([+-]?\d{1,3})(?![\w.,])")
_PLAIN = re.compile(r"-?\d{1,15}(\.(?:\d\d?|\d{4,15}))?")
"""What most text files write, and can mean one number only: it is read at once."""
_DIGIT = re.compile(r"\d")
_MARKS = str.maketrans("−–\uff0d\uff0c\uff0e", "---,.")
"""Minus signs of print, and the marks of figures as East Asian scripts write them in full width."""
_NO_MORE = ("/-", "/=")
"""Behind an amount of rupees: that it is whole, so that nobody writes paise in."""
_NEUTRAL = r"['’\s\u00a0\u202f\u2009]"
_SPACING = re.compile(_NEUTRAL)


def _look(mark: str, group: str) -> re.Pattern[str]:
    """How figures look whose decimals follow ``mark``; ``group``, a space or an apostrophe part their groups."""
    return re.compile(
        rf"(?!0{group})\d{{1,3}}(?:{group}\d{{2,3}})*{group}\d{{3}}(?:{mark}\d*)?"
        rf"|\d{{1,3}}(?:{_NEUTRAL}\d{{3}})+(?:{mark}\d*)?|\d+(?:{mark}\d*)?|{mark}\d+"
    )


_READINGS: Mapping[Decimal, re.Pattern[str]] = {".": _look(r"\.", ","), ",": _look(",", r"\.")}


@attrs.frozen
class Parts:
    """An entry taken apart: every number that it could be by the mark of its decimals, and the words around it.

    ``digits`` are those of the number with their marks, ``power`` its exponent, ``sign`` 1 or -1; no meaning means that
    the marks stand where they stand in no way of writing numbers.
    """

    meanings: Mapping[Decimal, float]
    digits: str
    before: str = ""
    behind: str = ""
    power: str = "0"
    sign: float = 1.0


def parted(raw: str) -> Parts | None:
    """The only number of an entry and what stands around it; None where there is none, or several."""
    if plain := _PLAIN.fullmatch(raw):
        value = float(raw)
        return Parts({".": value} if plain[1] else {".": value, ",": value}, raw)
    text = raw.translate(_MARKS).strip()
    bracketed = text.startswith("(") and text.endswith(")")
    text = text[1:-1].strip() if bracketed else text
    found = _FIGURE.search(text)
    if found is None:
        return None
    before, behind = text[: found.start()].strip(), text[found.end() :]
    exponent = _EXPONENT.match(behind)
    behind = (behind[exponent.end() :] if exponent else behind).strip()
    whole = behind.startswith(_NO_MORE)
    behind = behind[2:].strip() if whole else behind
    minus = before[:1] == "-" or before[-1:] == "-" or behind == "-"
    signs = bracketed + len(before) - len(before.strip("+-")) + (behind == "-")
    before = before.strip("+-").strip()
    behind = "" if behind == "-" else behind
    if signs > 1 or _DIGIT.search(before) or _DIGIT.search(behind):
        return None
    sign, power = -1.0 if minus or bracketed else 1.0, exponent[1] if exponent else "0"
    meanings = _meanings(found[0], power, sign)
    if whole:
        meanings = {decimal: value for decimal, value in meanings.items() if value.is_integer()}
    return Parts(meanings, found[0], before, behind, power, sign)


def _meanings(digits: str, power: str, sign: float) -> dict[Decimal, float]:
    """Every number that digits with their marks could be."""
    found: dict[Decimal, float] = {}
    for decimal, look in _READINGS.items():
        if look.fullmatch(digits):
            group, plain = "," if decimal == "." else ".", _SPACING.sub("", digits)
            found[decimal] = sign * float(f"{plain.replace(group, '').replace(decimal, '.')}e{power}")
    return found
