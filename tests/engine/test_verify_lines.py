"""Orders as columns tell what the orders tell."""

from __future__ import annotations

import datetime as dt

from desktop.engine.verify_lines import NEVER, lines
from desktop.engine.verify_tables import Tables
from desktop.engine.verify_terms import Terms
from desktop.model.orders import LandedCost, Order, in_columns
from tests.tiny import FIRST, MONTHS, tiny_project

TABLES = Tables(Terms(tiny_project(), MONTHS, "P50"))
DAY = dt.date(2027, 1, 5)
COST = LandedCost(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0)


def test_each_order_is_a_line() -> None:
    bought = Order("JL-magnet", FIRST.plus(2), 8.0, 6.0, COST, DAY, "new", DAY)
    placed = Order("nobody", FIRST.plus(-1), 1.0, 1.0, COST, placed=True)
    found = lines(in_columns((bought, placed)), TABLES)
    assert (found.offer.tolist(), found.place.tolist()) == ([1, -1], [2, -1])
    assert (found.quantity.tolist(), found.usable.tolist()) == ([8.0, 1.0], [6.0, 1.0])
    assert found.cost.tolist() == [[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]] * 2
    assert found.ordered.tolist() == found.filed.tolist() == [DAY.toordinal(), NEVER]
    assert (found.placed.tolist(), found.licensed.tolist()) == ([False, True], [True, False])


def test_without_orders_there_are_no_lines() -> None:
    found = lines(in_columns(()), TABLES)
    assert (found.offer.shape, found.cost.shape) == ((0,), (0, 7))
