"""Numbers of a column as people write them: all its cells tell together whether a point or a comma marks decimals.

Indian (``1,23,456.78``), western (``1,234.56``), continental (``1.234,56``), Swiss (``1'234.56``) and spaced
(``1 234,5``) figures are read, with signs before or behind, brackets for minus, exponents, and words around them. What
could mean two numbers is decided by the cells that can mean one only; where none does, or they differ, it is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import attrs

from desktop.text import entry
from desktop.text.entry import EntryFault, Raw

Decimal = Literal["", ".", ","]

_FIGURE = re.compile(r"\d[\d.,'’\s\u00a0\u202f\u2009]*\d|\d|(?<![\d.,])[.,]\d+")
_EXPONENT = re.compile(r"[eE]([+-]?\d{1,3})(?![\w.,])")
_PLAIN = re.compile(r"-?\d{1,15}(\.(?:\d\d?|\d{4,15}))?")
"""What most text files write, and can mean one number only: it is read at once."""
_RANGE = re.compile(r"(.*?\d[^-–—~\uff5e]*?)\s*(?:[-–—~\uff5e]|\bto\b|\bbis\b|至)\s*(.*\d.*)", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_MINUS = str.maketrans("−–", "--")
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
class Figure:
    """One cell: its number, and the words before and behind it (``CNY`` and ``/kg``, ``%``, ``t``; "" for none)."""

    value: float
    before: str = ""
    behind: str = ""


@attrs.frozen
class Figures:
    """A column: the figure of each cell, None where it is empty or has a fault; faults by position.

    ``decimal`` is the mark that the column's own cells settle, or that was given; "" where nothing needs one, or the
    cells differ. ``asked`` are the positions of cells that could mean two numbers: give ``decimal`` to settle them;
    ``assumed`` those that were settled by nothing but a convention.
    """

    figures: tuple[Figure | None, ...]
    faults: Mapping[int, EntryFault]
    decimal: Decimal = ""
    asked: tuple[int, ...] = ()
    assumed: tuple[int, ...] = ()


@attrs.frozen
class _Parts:
    """An entry taken apart: every number that it could be by the mark of its decimals, and the words around it."""

    meanings: Mapping[Decimal, float]
    before: str = ""
    behind: str = ""


def read(entries: Sequence[Raw], decimal: Decimal = "") -> Figures:
    """The figures of a column's cells; ``decimal`` is the user's word on what marks decimals."""
    parts = {at: _parted(raw) for at, raw in enumerate(entries) if isinstance(raw, str) and raw.strip()}
    settled = decimal or _settled(part for part in parts.values() if part is not None)
    found = [_figure(raw, parts.get(at), settled, bool(decimal)) for at, raw in enumerate(entries)]
    faults = {at: figure for at, figure in enumerate(found) if isinstance(figure, EntryFault)}
    figures = tuple(None if isinstance(figure, EntryFault) else figure for figure in found)
    asked = tuple(at for at, fault in faults.items() if fault.key == "entry-ambiguous")
    return Figures(figures, faults, settled, asked)


def ends(raw: str, decimal: Decimal = "") -> tuple[Figure, Figure] | None:
    """The lower and the higher figure of a range such as ``8-10 weeks`` or ``USD 40 to 45/kg``; None for no range.

    Words that stand at one of the two are those of both.
    """
    found = _RANGE.fullmatch(raw.strip())
    if found is None:
        return None
    low, high = read([found[1], found[2]], decimal).figures
    if low is None or high is None or low.value >= high.value:
        return None
    before, behind = {low.before, high.before} - {""}, {low.behind, high.behind} - {""}
    if len(before) > 1 or len(behind) > 1:
        return None
    words = {"before": "".join(before), "behind": "".join(behind)}
    return attrs.evolve(low, **words), attrs.evolve(high, **words)


def around(entry: str) -> tuple[str, str] | None:
    """The words before and behind the only number in an entry, whatever that number is; None where there is none."""
    parts = _parted(entry)
    return (parts.before, parts.behind) if parts else None


def _figure(raw: Raw, parts: _Parts | None, decimal: Decimal, given: bool) -> Figure | EntryFault | None:  # noqa: FBT001
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if isinstance(raw, float | int) and not isinstance(raw, bool) and raw - raw == 0:
        return Figure(float(raw))
    if parts is None or (given and decimal not in parts.meanings):
        return EntryFault("entry-number", entry=str(raw))
    value = parts.meanings.get(decimal)
    if value is None:
        if len(set(parts.meanings.values())) > 1:
            first, second = (entry.show(meaning) for meaning in parts.meanings.values())
            return EntryFault("entry-ambiguous", entry=str(raw), first=first, second=second)
        value = next(iter(parts.meanings.values()))
    return Figure(value, parts.before, parts.behind)


def _settled(parts: Iterable[_Parts]) -> Decimal:
    """What marks decimals, by the entries that can be read in one way only; "" where they differ or there is none."""
    told = {next(iter(part.meanings)) for part in parts if len(part.meanings) == 1}
    return told.pop() if len(told) == 1 else ""


def _parted(raw: str) -> _Parts | None:
    if plain := _PLAIN.fullmatch(raw):
        value = float(raw)
        return _Parts({".": value} if plain[1] else {".": value, ",": value})
    text = raw.translate(_MINUS).strip()
    bracketed = text.startswith("(") and text.endswith(")")
    text = text[1:-1].strip() if bracketed else text
    found = _FIGURE.search(text)
    if found is None:
        return None
    before, behind = text[: found.start()].strip(), text[found.end() :]
    exponent = _EXPONENT.match(behind)
    behind = (behind[exponent.end() :] if exponent else behind).strip()
    minus = before[:1] == "-" or before[-1:] == "-" or behind == "-"
    before = before.strip("+-").strip()
    behind = "" if behind == "-" else behind
    if (minus and bracketed) or _DIGIT.search(before) or _DIGIT.search(behind):
        return None
    factor = -1.0 if minus or bracketed else 1.0
    meanings = _meanings(found[0], exponent[1] if exponent else "0", factor)
    return _Parts(meanings, before, behind) if meanings else None


def _meanings(digits: str, exponent: str, sign: float) -> dict[Decimal, float]:
    """Every number that digits with their marks could be."""
    found: dict[Decimal, float] = {}
    for decimal, look in _READINGS.items():
        if look.fullmatch(digits):
            group, plain = "," if decimal == "." else ".", _SPACING.sub("", digits)
            found[decimal] = sign * float(f"{plain.replace(group, '').replace(decimal, '.')}e{exponent}")
    return found
