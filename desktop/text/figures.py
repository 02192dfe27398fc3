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
_MINUS = str.maketrans("−–", "--")
_NEUTRAL = r"['’\s\u00a0\u202f\u2009]"


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
    cells differ. ``asked`` are the positions of cells that could mean two numbers: give ``decimal`` to settle them.
    """

    figures: tuple[Figure | None, ...]
    faults: Mapping[int, EntryFault]
    decimal: Decimal = ""
    asked: tuple[int, ...] = ()


@attrs.frozen
class _Parts:
    """An entry taken apart: sign, digits with their marks, exponent, and the words around them."""

    sign: int
    digits: str
    exponent: int
    before: str
    behind: str

    def under(self, decimal: Decimal) -> float | None:
        """The number if ``decimal`` marks decimals, None where no number looks so."""
        if not _READINGS[decimal].fullmatch(self.digits):
            return None
        plain = re.sub(f"{_NEUTRAL}|{'[,]' if decimal == '.' else '[.]'}", "", self.digits).replace(",", ".")
        return self.sign * float(f"{plain}e{self.exponent}")

    @property
    def meanings(self) -> dict[Decimal, float]:
        """Every number that it could be."""
        found: dict[Decimal, float] = {}
        for decimal in _READINGS:
            value = self.under(decimal)
            if value is not None:
                found[decimal] = value
        return found


def read(entries: Sequence[Raw], decimal: Decimal = "") -> Figures:
    """The figures of a column's cells; ``decimal`` is the user's word on what marks decimals."""
    parts = {at: _parted(raw) for at, raw in enumerate(entries) if isinstance(raw, str) and raw.strip()}
    settled = decimal or _settled(part for part in parts.values() if part is not None)
    figures: list[Figure | None] = []
    faults: dict[int, EntryFault] = {}
    asked: list[int] = []
    for at, raw in enumerate(entries):
        try:
            figures.append(_figure(raw, parts.get(at), settled, bool(decimal)))
        except EntryFault as fault:
            figures.append(None)
            faults[at] = fault
            if fault.key == "entry-ambiguous":
                asked.append(at)
    return Figures(tuple(figures), faults, settled, tuple(asked))


def _figure(raw: Raw, parts: _Parts | None, decimal: Decimal, given: bool) -> Figure | None:  # noqa: FBT001
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if isinstance(raw, float | int) and not isinstance(raw, bool) and raw - raw == 0:
        return Figure(float(raw))
    meanings = parts.meanings if parts else {}
    if parts is None or not meanings or (given and decimal not in meanings):
        raise EntryFault("entry-number", entry=str(raw))
    if len(set(meanings.values())) > 1 and not decimal:
        first, second = (entry.show(value) for value in meanings.values())
        raise EntryFault("entry-ambiguous", entry=str(raw), first=first, second=second)
    value = meanings[decimal] if decimal in meanings else next(iter(meanings.values()))
    return Figure(value, parts.before, parts.behind)


def _settled(parts: Iterable[_Parts]) -> Decimal:
    """What marks decimals, by the entries that can be read in one way only; "" where they differ or there is none."""
    told = {next(iter(meanings)) for part in parts if len(meanings := part.meanings) == 1}
    return told.pop() if len(told) == 1 else ""


def _parted(raw: str) -> _Parts | None:
    text = raw.translate(_MINUS).strip()
    bracketed = text.startswith("(") and text.endswith(")")
    text = text[1:-1].strip() if bracketed else text
    found = _FIGURE.search(text)
    if found is None:
        return None
    before, behind = text[: found.start()].strip(), text[found.end() :]
    exponent = _EXPONENT.match(behind)
    behind = (behind[exponent.end() :] if exponent else behind).strip()
    signs = [before[:1], before[-1:], behind if behind == "-" else ""]
    minus = "-" in signs
    before = before.strip("+-").strip()
    behind = "" if behind == "-" else behind
    if re.search(r"\d", before + behind) or (minus and bracketed):
        return None
    return _Parts(-1 if minus or bracketed else 1, found[0], int(exponent[1]) if exponent else 0, before, behind)
