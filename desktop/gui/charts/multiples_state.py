"""What small multiples show, as plain values: the same picture once for each plan, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from desktop.gui.charts.states import Chart, Names, Rows, Series, plain
from desktop.model.months import Month
from desktop.text import formats
from desktop.text.messages import say


@attrs.frozen
class Panel:
    """One plan: its layers by month, stacked, and the need as a line."""

    name: str
    layers: tuple[Series, ...]
    need: tuple[float, ...]

    @property
    def top(self) -> float:
        """The highest value."""
        return max([*map(sum, zip(*(series.values for series in self.layers), strict=True)), *self.need], default=0.0)


@attrs.frozen
class Multiples(Chart):
    """Panels with the same layers over the same months."""

    months: tuple[Month, ...] = ()
    panels: tuple[Panel, ...] = ()
    need: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(panel.top for panel in self.panels)

    @property
    def series(self) -> tuple[Series, ...]:
        """The layers, and the need."""
        layers = self.panels[0].layers if self.panels else ()
        return (*layers, Series(self.need, (), "", "line"))

    @property
    def top(self) -> float:
        """The highest value of all panels, which all are drawn to."""
        return max((panel.top for panel in self.panels), default=0.0)

    @property
    def rows(self) -> Rows:
        """A row for each plan and month."""
        names = [say("head-unit", name=series.name, unit=self.unit) for series in self.series]
        head = (say("compare-plan"), say("chart-month"), *names)
        return (head, *(row for panel in self.panels for row in _lines(panel, self.months)))

    def without(self, hidden: Names) -> Multiples:
        """The same without the layers, or the need, of these names."""
        panels = [
            attrs.evolve(
                panel,
                layers=tuple(series for series in panel.layers if series.name not in hidden),
                need=() if self.need in hidden else panel.need,
            )
            for panel in self.panels
        ]
        return attrs.evolve(self, panels=tuple(panels))


def _lines(panel: Panel, months: Sequence[Month]) -> list[tuple[str, ...]]:
    return [
        (
            panel.name,
            formats.month(month),
            *(plain(series.values[at]) for series in panel.layers),
            plain(panel.need[at]),
        )
        for at, month in enumerate(months)
    ]
