"""The warehouse location problems of the OR-Library, 16 places and 50 customers, against their published optima.

J. E. Beasley, European Journal of Operational Research 33 (1988) 314-325: problem sets IV to VII, data files cap41 to
cap74. Each place is a source with a contract cost and a joint capacity, each customer an item.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.model.project import Project
from tests.engine.known.build import costs, offer, planned, project, source

_FREE = 10
"""The place that costs nothing to open."""
_OPEN = 58_268.0
"""The capacity of the last set, which is all that is wanted: there it limits nothing."""
PUBLISHED = [
    (5_000.0, 7_500.0, 1_040_444.375),
    (5_000.0, 12_500.0, 1_098_000.45),
    (5_000.0, 17_500.0, 1_153_000.45),
    (5_000.0, 25_000.0, 1_235_500.45),
    (10_000.0, 17_500.0, 1_025_208.225),
    (15_000.0, 7_500.0, 932_615.75),
    (15_000.0, 12_500.0, 977_799.4),
    (15_000.0, 17_500.0, 1_014_062.05),
    (15_000.0, 25_000.0, 1_045_650.25),
    (_OPEN, 7_500.0, 932_615.75),
    (_OPEN, 12_500.0, 977_799.4),
    (_OPEN, 17_500.0, 1_010_641.45),
    (_OPEN, 25_000.0, 1_034_976.975),
]


def _warehouses(capacity: float, opening: float) -> Project:
    """The demand of a customer and the cost of a unit from each place stand in a row of the file."""
    lines = Path(__file__).with_name("warehouses.csv").read_text(encoding="utf-8").splitlines()
    demand, *rates = zip(*([float(cell) for cell in line.split(",")] for line in lines), strict=True)
    return project(
        {f"goods{customer}": (quantity,) for customer, quantity in enumerate(demand)},
        [
            offer(f"{place}-{customer}", rate, f"goods{customer}", source=f"place{place}")
            for place, column in enumerate(rates)
            for customer, rate in enumerate(column)
        ],
        sources=[
            source(f"place{place}", capacity=capacity, contract_cost=0.0 if place == _FREE else opening)
            for place in range(len(rates))
        ],
    )


@pytest.mark.parametrize(("capacity", "opening", "best"), PUBLISHED)
def test_the_published_choice_of_warehouses_is_found(capacity: float, opening: float, best: float) -> None:
    costs(planned(_warehouses(capacity, opening)), best)
