"""Numbers of a column as people write them: all its cells tell together whether a point or a comma marks decimals.

What could mean two numbers is decided by the cells that can mean one only; where none does, or they differ, it is a
fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import attrs

from desktop.text import entry, number_forms
from desktop.text.entry import EntryFault, Raw
from desktop.text.number_forms import Decimal, Parts

__all__ = ["Decimal", "Figure", "Figures", "around", "ends", "read"]

_RANGE = re.compile(r"(.*?\d[^-–—~\uff5e]*?)\s*(?:[-–—~\uff5e]|\bto\b|\bbis\b|至)\s*(.*\d.*)", re.IGNORECASE)


@attrs.frozen
class Figure:
    """One cell: its number, and the words before and behind it (``CNY`` and ``/kg``, ``%``, ``t``; "" for none)."""

    value: float
    before: str = ""
    behind: str = ""

    @property
    def bare(self) -> bool:
        """Whether no words stand around the number."""
        return not (self.before or self.behind)


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
    words = "".join(before), "".join(behind)
    return Figure(low.value, *words), Figure(high.value, *words)


def around(entry: str) -> tuple[str, str] | None:
    """The words before and behind the only number in an entry, whatever that number is; None where there is none."""
    parts = _parted(entry)
    return (parts.before, parts.behind) if parts else None


def _figure(raw: Raw, parts: Parts | None, decimal: Decimal, given: bool) -> Figure | EntryFault | None:  # noqa: FBT001
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


def _settled(parts: Iterable[Parts]) -> Decimal:
    """What marks decimals, by the entries that can be read in one way only; "" where they differ or there is none."""
    told = {next(iter(part.meanings)) for part in parts if len(part.meanings) == 1}
    return told.pop() if len(told) == 1 else ""


def _parted(raw: str) -> Parts | None:
    parts = number_forms.parted(raw)
    return parts if parts is not None and parts.meanings else None
