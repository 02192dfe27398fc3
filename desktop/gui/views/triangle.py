"""The mix triangle as a picture: what its cells say by the chosen measure, and where the mixes lie."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import attrs

from desktop.gui.charts.triangle_state import Cell, Dot, Triangle
from desktop.gui.hub import Choice
from desktop.gui.views import measures
from desktop.model.project import Project
from desktop.model.records import Mix
from desktop.session.mixes import colours
from desktop.session.shares import Split
from desktop.session.triangle import Point
from desktop.text import formats
from desktop.text.messages import say


@attrs.frozen
class Measure:
    """What cells may be coloured by: its name, its unit, its number in that unit, its decimals."""

    key: str
    unit: Callable[[Choice], str]
    number: Callable[[Point, Choice], float]
    decimals: int

    @property
    def name(self) -> str:
        """What planners call it."""
        return say(f"triangle-{self.key}")

    def text(self, number: float, choice: Choice) -> str:
        """A number with its unit."""
        return f"{formats.number(number, self.decimals)} {self.unit(choice)}"


def _percent(_: Choice) -> str:
    return "%"


MEASURES = {
    measure.key: measure
    for measure in (
        Measure("landed", lambda _: say("unit-inr-kg"), lambda point, _: point.landed_per_kg, 0),
        Measure("on-time", _percent, lambda point, _: 100 * formats.nearly(point.on_time), 1),
        Measure("worst-month", _percent, lambda point, _: 100 * formats.nearly(point.worst_month), 1),
        Measure(
            "on-licence",
            lambda choice: choice.mass_unit,
            lambda point, choice: point.on_licence * measures.scaled("kg", choice)[0],
            0,
        ),
    )
}
"""By key, in the order in which they are offered."""


def state(
    project: Project, choice: Choice, points: Sequence[Point], shares: Mapping[str, Split], measure: str
) -> Triangle:
    """The grid as far as it is known, coloured by a measure, and the mixes whose shares are known as dots."""
    shown = MEASURES[measure]
    mixes, spots = project.by_id(Mix), colours(project)
    return Triangle(
        corners=(say("class-domestic"), say("class-licensed_chinese"), say("class-other_foreign")),
        cells=_cells(tuple(points), choice.mass_unit, measure),
        dots=tuple(
            Dot(mix, mixes[mix].name or mix, spots[mix], split) for mix, split in shares.items() if mix in mixes
        ),
        current=choice.mix,
        unit=shown.unit(choice),
        decimals=shown.decimals,
    )


@lru_cache(maxsize=4)
def _cells(points: tuple[Point, ...], mass_unit: str, measure: str) -> tuple[Cell, ...]:
    """The cells of a grid, put into words once: they stay the same while a mix is dragged about."""
    shown, choice = MEASURES[measure], Choice(mass_unit=mass_unit)
    return tuple(
        Cell(
            point.shares,
            shown.number(point, choice),
            tuple(f"{each.name}: {each.text(each.number(point, choice), choice)}" for each in MEASURES.values())
            if point.reached
            else (say("triangle-out"),),
            point.reached,
            point.met,
        )
        for point in points
    )


def ends(state: Triangle, measure: str, choice: Choice) -> tuple[str, str]:
    """What the two ends of the scale stand for; nothing before any cell is known."""
    low, high = state.span
    if not any(cell.reached and math.isfinite(cell.value) for cell in state.cells):
        return "", ""
    shown = MEASURES[measure]
    return formats.number(low, shown.decimals), shown.text(high, choice)
