"""How a list writes its figures and days: what all cells of a column tell, and else the columns beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from desktop.text import days, figures
from desktop.text.days import Days, Order
from desktop.text.entry import Raw
from desktop.text.figures import Decimal, Figures


def figures_of(columns: Mapping[int, Sequence[Raw]], said: Mapping[int, Decimal]) -> dict[int, Figures]:
    """The figures of the cells of each column; ``said`` is the user's word on what marks decimals in some.

    A column whose figures have two meanings, of which its own cells tell none, goes by the others if these agree. Where
    nothing contradicts it, 1,200 is taken as India writes it, and that is told; 1.200 has to be asked.
    """
    found = {at: figures.read(cells, said.get(at, "")) for at, cells in columns.items()}
    told = {each.decimal for each in found.values() if each.decimal}
    for at, each in found.items():
        if each.asked and len(told) == 1:
            beside = figures.read(columns[at], next(iter(told)))
            found[at] = beside if beside.faults.keys() < each.faults.keys() else each
        elif each.asked and not told and all(_grouped(columns[at][cell]) for cell in each.asked):
            assumed = attrs.evolve(figures.read(columns[at], "."), assumed=each.asked)
            found[at] = assumed if assumed.faults.keys() < each.faults.keys() else each
    return found


def _grouped(raw: Raw) -> bool:
    """Whether the only marks of a figure are commas."""
    return isinstance(raw, str) and "," in raw and "." not in raw


def days_of(columns: Mapping[int, Sequence[Raw]], said: Mapping[int, Order]) -> dict[int, Days]:
    """The days of the cells of each column; ``said`` is the user's word on what comes first in some.

    A column whose days have two meanings, of which its own cells tell none, goes by the others if these agree.
    """
    found = {at: days.read(cells, said.get(at, "")) for at, cells in columns.items()}
    told = {each.order for each in found.values() if each.order}
    for at, each in found.items():
        if each.asked and len(told) == 1:
            beside = days.read(columns[at], next(iter(told)))
            found[at] = beside if beside.faults.keys() < each.faults.keys() else each
    return found
