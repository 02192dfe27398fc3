"""Purchases one by one and as columns."""

from __future__ import annotations

import copy
import datetime as dt
import pickle

import attrs
import pytest

from desktop.model.months import Month
from desktop.model.orders import LandedCost, Order, in_columns

JAN, DAY = Month.of(2027, 1), dt.date(2026, 12, 1)
STANDING = Order("A", JAN, 10.0, 9.0, LandedCost(price=100.0, freight=20.0, igst=18.0), placed=True)
BOUGHT = Order("B", JAN.plus(1), 4.0, 4.0, LandedCost(price=50.0, inland=5.0), DAY, "new", DAY, tiers=((0.0, 4.0),))


def test_landed_cost_leaves_out_the_tax_that_comes_back() -> None:
    cost = LandedCost(price=100.0, freight=20.0, insurance=3.0, duty=10.0, surcharge=1.0, inland=5.0, igst=24.0)
    assert cost.landed == 139.0


def test_orders_come_back_from_columns_as_they_were() -> None:
    orders = in_columns(iter((STANDING, BOUGHT)))
    assert (len(orders), [*orders]) == (2, [STANDING, BOUGHT])
    assert (orders[-1], orders[:1]) == (BOUGHT, (STANDING,))
    assert (orders.offer, orders.quantity, orders.licence) == (["A", "B"], [10.0, 4.0], ["", "new"])
    assert orders.cost[0] == [100.0, 50.0]
    assert in_columns(orders) is orders
    assert (len(in_columns(())), [*in_columns(())]) == (0, [])


def test_orders_are_packed_as_columns_and_come_back_equal() -> None:
    orders = in_columns((STANDING, BOUGHT))
    assert pickle.loads(pickle.dumps(orders)) == copy.deepcopy(orders) == orders  # noqa: S301 - packed right here


def test_columns_of_unequal_length_are_no_orders() -> None:
    with pytest.raises(ValueError, match="unequal"):
        attrs.evolve(in_columns((STANDING, BOUGHT)), licence=[""])


def test_all_that_orders_cost_is_without_the_tax_that_comes_back() -> None:
    assert in_columns((STANDING, BOUGHT)).landed == pytest.approx(175.0)
    assert in_columns(()).landed == 0.0


def test_orders_are_the_same_where_all_their_columns_are() -> None:
    assert in_columns((STANDING, BOUGHT)) == in_columns((STANDING, BOUGHT))
    assert in_columns((STANDING, BOUGHT)) != in_columns((BOUGHT, STANDING))
