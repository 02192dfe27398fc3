"""Landed cost follows the price term, the duty and the exchange rate of the month of arrival."""

from __future__ import annotations

import attrs
import numpy as np
import pytest

from desktop.engine.landed import landed_costs, quoted_prices
from desktop.model.fields import Value
from desktop.model.orders import LandedCost
from desktop.model.records import ExchangeRate, Offer, Price
from desktop.model.records.table import evolved
from tests.tiny import FIRST, MONTHS, tiny_project

QUOTE = Offer(
    id="JL-magnet",
    source="JL",
    item="magnet",
    price=40.0,
    currency="USD",
    price_term="FOB",
    freight=2.0,
    insurance=1.0,
    customs_duty=7.5,
    surcharge=10.0,
    igst=18.0,
    inland_cost=15.0,
)


def _cost(month: int = 0, **changed: Value) -> LandedCost:
    project = tiny_project(
        offers=[evolved(QUOTE, changed)],
        prices=[Price(offer="JL-magnet", from_month=FIRST.plus(2), value=50.0)],
        exchange_rates=[
            ExchangeRate(currency="USD", from_month=FIRST, rate=80.0),
            ExchangeRate(currency="USD", from_month=FIRST.plus(3), rate=90.0),
        ],
    )
    costs = landed_costs(project, project.all(Offer), MONTHS)
    return LandedCost(*costs.of(np.array([0]), np.array([month]), np.ones(1))[0].tolist())


def test_an_fob_price_gains_freight_insurance_duty_surcharge_and_inland_cost() -> None:
    cost = _cost()
    cif = (40 + 2) * 80 * 1.01
    assert attrs.astuple(cost) == pytest.approx((3200, 160, 33.6, cif * 0.075, cif * 0.0075, 15, (cif * 1.0825) * 0.18))
    assert cost.landed == pytest.approx(cif * 1.0825 + 15)


@pytest.mark.parametrize(
    ("term", "landed"),
    [
        ("EXW", (42 * 1.01) * 80 * 1.0825 + 15),
        ("CIF", 40 * 80 * 1.0825 + 15),
        ("DAP", 40 * 80 * 1.0825),
        ("DDP", 40 * 80),
    ],
)
def test_the_price_term_says_which_parts_the_price_already_holds(term: str, landed: float) -> None:
    assert _cost(price_term=term).landed == pytest.approx(landed)


def test_a_domestic_source_pays_no_duty() -> None:
    assert _cost(source="IREL").duty == 0


def test_price_and_rate_are_those_of_the_month_of_arrival() -> None:
    assert [_cost(month).price for month in range(4)] == [3200, 3200, 4000, 4500]


def test_rupees_need_no_rate() -> None:
    assert _cost(currency="INR", price=7.0).price == 7.0


def test_a_step_without_a_month_never_counts() -> None:
    project = tiny_project(
        prices=[Price(offer="JL-magnet", from_month=None, value=1.0)],
        exchange_rates=[
            ExchangeRate(currency="USD", from_month=FIRST, rate=80.0),
            ExchangeRate(currency="USD", from_month=None, rate=1.0),
        ],
    )
    assert landed_costs(project, project.all(Offer), MONTHS).landed[1].tolist() == [3200.0] * 6


def test_quoted_prices_are_in_the_offers_currency_by_month() -> None:
    prices = [
        Price(offer="JL-magnet", from_month=FIRST.plus(4), value=60.0),
        Price(offer="JL-magnet", from_month=FIRST.plus(2), value=50.0),
        Price(offer="JL-magnet", from_month=FIRST.plus(-1), value=45.0),
    ]
    project = tiny_project(prices=prices)
    quoted = quoted_prices(project, project.all(Offer), MONTHS)
    assert quoted.tolist() == [[5000.0] * 6, [45.0, 45.0, 50.0, 50.0, 60.0, 60.0]]


def test_the_same_offer_at_other_prices_costs_what_follows_from_them() -> None:
    """Prices quoted in USD, each of them all the horizon: 1 % insurance on price and freight, 7.5 and 0.75 % duty."""
    project = tiny_project(offers=[QUOTE])
    quoted = np.repeat([[30.0], [0.0]], 6, axis=1)
    found = landed_costs(project, [QUOTE, QUOTE], MONTHS, quoted)
    own, nothing = ((price + 2) * 80 * 1.01 * 1.0825 + 15 for price in (30, 0))
    assert found.landed == pytest.approx(np.repeat([[own], [nothing]], 6, axis=1))
    bought = found.of(np.array([0, 1]), np.array([5, 0]), np.array([3.0, 2.0]))
    assert bought[:, :-1].sum(axis=1) == pytest.approx([3 * own, 2 * nothing])


def test_no_offers_cost_nothing() -> None:
    assert landed_costs(tiny_project(), [], MONTHS).landed.shape == (0, 6)
