"""One check of a workbook: an amount that is computed in two ways."""

from __future__ import annotations

import math

import attrs

from desktop.store.sheets import Cell, Formula, worth


@attrs.frozen
class Check:
    """What is checked, the sheet to look at, the unit, the amount in two ways, what differences are held against.

    Where it is ``exact``, which counts are, nothing may differ.
    """

    name: str
    sheet: str
    unit: str
    one: Cell
    other: Cell
    size: float = 1.0
    exact: bool = False


def sum_of(entries: list[Formula]) -> Formula:
    """The live sum of cells elsewhere."""
    return Formula("=" + "+".join(entry.text[1:] for entry in entries), math.fsum(map(worth, entries)))
