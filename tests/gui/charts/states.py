"""Charts to try: small ones in round numbers, and the largest that a project gives."""

from desktop.gui.charts.states import Bars, Lines, Series, Stack
from desktop.model.months import Month, span
from tests.tiny import MONTHS

BLUE, RED = "#0000FF", "#FF0000"
EVEN = Series("Even", (2.0,) * 6, BLUE)
HALF = Series("Half", (1.0,) * 6, RED)
NEED = Series("Need", (4.0,) * 6, "", "line")
STACK = Stack(title="Supply", unit="kg", empty="Buy something.", months=MONTHS, layers=(EVEN, HALF), target=NEED)
LINES = Lines(title="Stock", unit="kg", months=MONTHS, lines=(EVEN, HALF), filled=frozenset({""}))
BARS = Bars(title="Cost", unit="₹ crore", labels=("One", "Two"), layers=(Series("Goods", (3.0, 1.5), BLUE),))


def large_stack() -> Stack:
    """60 months of 30 sources with long names."""
    months = span(Month.of(2027, 1), 60)
    layers = tuple(
        Series(f"Source {at} with a name that is rather long", (1.0 + at,) * 60, "#123456") for at in range(30)
    )
    return Stack(title="Supply against need", unit="t a month", months=months, layers=layers)


def large_bars() -> Bars:
    """20 plans by their parts."""
    labels = tuple(f"Mix {at} · Dy licences stop from July to December" for at in range(20))
    layers = tuple(Series(f"Part {at}", (1000.0 + at,) * 20, "#123456") for at in range(7))
    return Bars(title="Cost by part", unit="₹ crore", labels=labels, layers=layers)
