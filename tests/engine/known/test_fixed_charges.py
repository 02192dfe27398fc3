"""Yes or no with a price of its own: which sources to sign, which product to make, what fits a budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from desktop.model.plan import Plan
from desktop.model.project import Project
from desktop.model.records import Receipt, Recipe, Rule
from tests.engine.known.build import (
    FIRST,
    Answer,
    arrives,
    costs,
    item,
    offer,
    planned,
    project,
    relaxed,
    source,
    takes,
    traded,
)


def _places(opening: Sequence[float], serving: Mapping[str, Sequence[float]]) -> Project:
    """Facility location: each place is a source with a contract cost, each client an item of which one is promised."""
    return project(
        dict.fromkeys(serving, (1,)),
        [
            offer(f"{client} from {place}", cost, client, source=f"place {place}")
            for client, row in serving.items()
            for place, cost in enumerate(row, start=1)
        ],
        sources=[source(f"place {place}", contract_cost=cost) for place, cost in enumerate(opening, start=1)],
    )


def _signed(plan: Plan) -> list[str]:
    return sorted(each.of for each in plan.decisions if each.kind == "contract")


def test_the_lockboxes_of_winston() -> None:
    """Operations Research, section 9.2: J. C. Nickles, boxes in Los Angeles and New York, 242 (thousand dollars)."""
    losses = {
        "west": (28, 84, 112, 112),
        "midwest": (60, 20, 50, 50),
        "east": (96, 60, 24, 60),
        "south": (64, 40, 40, 16),
    }
    plan = planned(_places((50,) * 4, losses))
    costs(plan, 242)
    assert _signed(plan) == ["place 1", "place 3"]
    assert plan.cost.contracts == pytest.approx(100)


def test_the_depots_of_wolsey() -> None:
    """Integer Programming, facility location exercise: openings 4, 3, 4, 4, 7; depots 2 and 4 are opened, 9 in all.

    All pairs, threes, ... of depots give 9, then 13: 3 + 4, and 0 + 1 + 0 + 1 + 0 + 0 for the six clients.
    """
    ways = (
        (12, 13, 6, 0, 1),
        (8, 4, 9, 1, 2),
        (2, 6, 6, 0, 1),
        (3, 5, 2, 1, 8),
        (8, 0, 5, 10, 8),
        (2, 0, 3, 4, 1),
    )
    plan = planned(_places((4, 3, 4, 4, 7), {f"c{at}": row for at, row in enumerate(ways, start=1)}))
    costs(plan, 9)
    assert _signed(plan) == ["place 2", "place 4"]


def _kits(kits: Mapping[str, tuple[float, float]], hours: Mapping[str, float], **needs: Mapping[str, float]) -> Project:
    """Products of which 4,000 could be sold, each from a kit (price, selling price) and from what is in hand."""
    return project(
        dict.fromkeys(kits, (4000,)),
        [offer(f"{name} kit", price, f"{name} kit") for name, (price, _) in kits.items()],
        items=[
            *(item(name, opening_stock=stock) for name, stock in hours.items()),
            *(traded(name, sold) for name, (_, sold) in kits.items()),
        ],
        recipes=[Recipe(id=name, output=name) for name in kits],
        recipe_inputs=[row for name in kits for row in takes(name, **{f"{name} kit": 1.0}, **needs[name])],
    )


def test_the_clothes_of_winston() -> None:
    """Operations Research, section 9.2: Gandhi Cloth rents machines at 200, 150 and 100; 25 pants alone earn 75."""
    case = _kits(
        {"shirt": (6, 12), "shorts": (4, 8), "pants": (8, 15)},
        {"labour": 150.0, "cloth": 160.0},
        shirt={"labour": 3.0, "cloth": 4.0},
        shorts={"labour": 2.0, "cloth": 3.0},
        pants={"labour": 6.0, "cloth": 4.0},
    )
    rents = {"shirt kit": 200.0, "shorts kit": 150.0, "pants kit": 100.0}
    sources = {number: source(name, contract_cost=cost) for number, (name, cost) in enumerate(rents.items(), start=1)}
    plan = planned(case.with_table("sources", sources))
    costs(plan, 4000 * (12 + 8 + 15) - 75)
    arrives(plan, "pants kit", 25)
    assert _signed(plan) == ["pants kit"]


def test_the_cars_of_winston() -> None:
    """Operations Research, section 9.2: Dorian makes none or 1,000 of a car; 2,000 midsize ones earn 6,000,000.

    Without the smallest series 571.4 compact and 1,714.3 midsize cars would earn 6,285,714.
    """
    profits = {"compact": 2000.0, "midsize": 3000.0, "large": 4000.0}
    steel = {"compact": 1.5, "midsize": 3.0, "large": 5.0}
    labour = {"compact": 30.0, "midsize": 25.0, "large": 40.0}
    case = project(
        dict.fromkeys(profits, (4000,)),
        [
            offer(f"{car} steel", 100.0, f"{car} steel", source="mill", capacity_use=use, minimum_order=1000.0)
            for car, use in steel.items()
        ],
        items=[item("labour", opening_stock=60_000.0), *(traded(car, profit + 100) for car, profit in profits.items())],
        sources=[source("mill", capacity=6000.0)],
        recipes=[Recipe(id=car, output=car) for car in profits],
        recipe_inputs=[row for car in profits for row in takes(car, labour=labour[car], **{f"{car} steel": 1.0})],
    )
    everything = 4000 * (9000 + 3 * 100)
    plan = planned(case)
    costs(plan, everything - 6_000_000)
    assert {car: series[0] for car, series in plan.delivered.items()} == pytest.approx(
        {"compact": 0, "midsize": 2000, "large": 0}, abs=1e-3
    )
    costs(relaxed(case), everything - 44_000_000 / 7)


@pytest.mark.parametrize(("plans", "value"), [(planned, 42), (relaxed, 44)])
def test_the_investments_of_winston(plans: Answer, value: float) -> None:
    """Operations Research, section 9.2: Stockco has 14 for investments of 5, 7, 4, 3 worth 16, 22, 12, 8; 42.

    In parts they would be worth 44: the first two and half of the third.
    """
    prices, values = (5, 7, 4, 3), (16, 22, 12, 8)
    names = ["i1", "i2", "i3", "i4"]
    plan = plans(
        project(
            dict.fromkeys(names, (1,)),
            [
                offer(f"buy {name}", price, name, capacity=1.0, lot_size=1.0)
                for name, price in zip(names, prices, strict=True)
            ],
            items=[traded(name, worth + price) for name, worth, price in zip(names, values, prices, strict=True)],
            rules=[Rule(id="budget", kind="amount at most", measure="value", limit=14.0, rank="law")],
        )
    )
    costs(plan, sum(prices) + sum(values) - value)
    assert plan.bent == ()


def test_a_contract_is_paid_once_and_an_order_every_month() -> None:
    """10 in each of three months held at 100: contract 50 and 3 orders of 7 at 2 INR, against 5 INR without either."""
    case = project(
        {"part": (10, 10, 10)},
        [offer("signed", 2.0), offer("spot", 5.0)],
        items=[item("part", holding_cost=100.0)],
        sources=[source("signed", contract_cost=50.0, order_cost=7.0)],
    )
    plan = planned(case)
    costs(plan, 60 + 50 + 21)
    assert (plan.cost.contracts, plan.cost.orders) == pytest.approx((50, 21))
    arrives(plan, "signed", 10, 10, 10)


def test_a_contract_that_costs_more_than_it_saves_is_not_signed() -> None:
    """The same with a contract of 70: 60 + 70 + 21 = 151 against 150 on the spot; 68 would still pay."""
    for contract, total in ((70, 150), (68, 149)):
        case = project(
            {"part": (10, 10, 10)},
            [offer("signed", 2.0), offer("spot", 5.0)],
            items=[item("part", holding_cost=100.0)],
            sources=[source("signed", contract_cost=contract, order_cost=7.0)],
        )
        costs(planned(case), total)


def test_a_signed_source_is_used_for_all_that_it_does_cheaper() -> None:
    """Contract 100; it saves 4 on 20 parts and 3 on 10 rods, costs 1 more on pins: 110 saved by signing, 10 in all."""
    plan = planned(
        project(
            {"part": (20,), "rod": (10,), "pin": (5,)},
            [
                offer("a part", 6.0, "part", source="a"),
                offer("a rod", 5.0, "rod", source="a"),
                offer("a pin", 3.0, "pin", source="a"),
                offer("b part", 10.0, "part", source="b"),
                offer("b rod", 8.0, "rod", source="b"),
                offer("b pin", 2.0, "pin", source="b"),
            ],
            sources=[source("a", contract_cost=100.0)],
        )
    )
    costs(plan, 120 + 50 + 10 + 100)
    assert plan.cost.contracts == pytest.approx(100)


def test_an_order_already_placed_needs_no_contract() -> None:
    """4 of 10 are on order with a source whose contract is not worth signing for the other 6."""
    plan = planned(
        project(
            {"part": (10,)},
            [offer("signed", 2.0), offer("spot", 5.0)],
            sources=[source("signed", contract_cost=19.0)],
            receipts=[Receipt(offer="signed", month=FIRST, quantity=4.0)],
        )
    )
    costs(plan, 8 + 30)
    assert plan.cost.contracts == 0.0
