"""Linear programs of the textbooks, as purchases: transport, assignment, product mixes, production plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from desktop.model.project import Project
from desktop.model.records import Commitment, Receipt, Recipe, Record
from tests.engine.known.build import FIRST, Answer, arrives, both, costs, item, offer, project, source, takes, traded


def _transport(supply: Sequence[float], demand: Sequence[float], unit_costs: Sequence[Sequence[float]]) -> Project:
    """Hitchcock's problem: one offer for every way from a plant to a market, of one capacity per plant."""
    ways: list[Record] = [
        offer(f"p{plant}m{market}", cost, f"m{market}", source=f"p{plant}")
        for plant, row in enumerate(unit_costs, start=1)
        for market, cost in enumerate(row, start=1)
    ]
    plants = [source(f"p{plant}", capacity=most) for plant, most in enumerate(supply, start=1)]
    return project({f"m{at}": (quantity,) for at, quantity in enumerate(demand, start=1)}, ways, sources=plants)


@both
def test_the_canneries_of_hillier_and_lieberman(answer: Answer) -> None:
    """Introduction to Operations Research, transportation chapter: P & T Company, 152,535."""
    ways = ((464, 513, 654, 867), (352, 416, 690, 791), (995, 682, 388, 685))
    plan = answer(_transport((75, 125, 100), (80, 65, 70, 85), ways))
    costs(plan, 152_535)
    shipped = {name: series[0] for name, series in plan.arrivals.items() if series[0] > 1e-6}
    assert shipped == pytest.approx({"p1m2": 20, "p1m4": 55, "p2m1": 80, "p2m2": 45, "p3m3": 70, "p3m4": 30}, rel=1e-6)


@both
def test_the_power_stations_of_winston(answer: Answer) -> None:
    """Operations Research, section 7.1: Powerco, 1,020."""
    ways = ((8, 6, 10, 9), (9, 12, 13, 7), (14, 9, 16, 5))
    costs(answer(_transport((35, 50, 40), (45, 20, 30, 30), ways)), 1020)


@both
def test_the_canneries_of_dantzig(answer: Answer) -> None:
    """Linear Programming and Extensions (1963), section 3.3: 153.675."""
    costs(answer(_transport((350, 600), (325, 300, 275), ((0.225, 0.153, 0.162), (0.225, 0.162, 0.126)))), 153.675)


@both
@pytest.mark.parametrize(
    ("supply", "demand", "ways", "total"),
    [
        ((15, 25, 10), (5, 15, 15, 15), ((10, 2, 20, 11), (12, 7, 9, 20), (4, 14, 16, 18)), 435),
        ((1000, 1500, 1200), (2300, 1400), ((80, 215), (100, 108), (102, 68)), 313_200),
    ],
    ids=["SunRay", "MG Auto"],
)
def test_the_shipments_of_taha(
    answer: Answer,
    supply: tuple[float, ...],
    demand: tuple[float, ...],
    ways: tuple[tuple[float, ...], ...],
    total: float,
) -> None:
    """Operations Research, An Introduction, sections 5.1 and 5.3."""
    costs(answer(_transport(supply, demand, ways)), total)


@both
def test_the_machines_of_winston(answer: Answer) -> None:
    """Operations Research, section 7.5: Machineco assigns four jobs to four machines, 15 hours."""
    ways = ((14, 5, 8, 7), (2, 12, 6, 5), (7, 8, 3, 9), (2, 4, 6, 10))
    plan = answer(_transport((1,) * 4, (1,) * 4, ways))
    costs(plan, 15)
    used = {name for name, series in plan.arrivals.items() if series[0] > 0.5}
    assert used == {"p1m2", "p2m4", "p3m3", "p4m1"}


@both
def test_the_transshipments_of_winston(answer: Answer) -> None:
    """Operations Research, section 7.6: Widgetco sends 150 and 200 over New York or Chicago or straight, 6,370."""
    ways = {
        "memphis": {"ny": 8, "chicago": 13, "la": 25, "boston": 28},
        "denver": {"ny": 15, "chicago": 12, "la": 26, "boston": 25},
    }
    onward = {"ny": {"la": 16, "boston": 17}, "chicago": {"la": 14, "boston": 16}}
    hops = [(f"{hub}-{city}", hub, city, cost) for hub, row in onward.items() for city, cost in row.items()]
    plan = answer(
        project(
            {"la": (130,), "boston": (130,)},
            [
                offer(f"{plant}-{city}", cost, city, source=plant)
                for plant, row in ways.items()
                for city, cost in row.items()
            ],
            sources=[source("memphis", capacity=150.0), source("denver", capacity=200.0)],
            recipes=[Recipe(id=name, output=city, cost=cost) for name, _, city, cost in hops],
            recipe_inputs=[row for name, hub, _, _ in hops for row in takes(name, **{hub: 1.0})],
        )
    )
    costs(plan, 6370)
    assert plan.production["ny-la"] == pytest.approx((130,))


@both
def test_the_sailing_boats_of_winston(answer: Answer) -> None:
    """Operations Research, section 3.10: Sailco, 40 a quarter at 400 and more at 450, 20 held, 10 in hand; 78,450."""
    plan = answer(
        project(
            {"boat": (40, 60, 75, 25)},
            [offer("regular", 400.0, "boat", capacity=40.0), offer("overtime", 450.0, "boat")],
            items=[item("boat", holding_cost=20.0, opening_stock=10.0)],
        )
    )
    costs(plan, 78_450)
    arrives(plan, "regular", 40, 40, 40, 25)
    arrives(plan, "overtime", 0, 10, 35, 0)


@both
def test_the_engines_of_hillier_and_lieberman(answer: Answer) -> None:
    """Introduction to Operations Research, transportation chapter: Northern Airplane stores at 0.015; 77.3."""
    built = ((25, 1.08), (35, 1.11), (30, 1.10), (10, 1.13))
    offers = [
        offer(f"month {at}", cost, "engine", capacity=most, first_month=FIRST.plus(at), last_month=FIRST.plus(at))
        for at, (most, cost) in enumerate(built)
    ]
    costs(answer(project({"engine": (10, 15, 25, 20)}, offers, items=[item("engine", holding_cost=0.015)])), 77.3)


@both
def test_the_windows_of_hillier_and_lieberman(answer: Answer) -> None:
    """Introduction to Operations Research, chapter 3: Wyndor, 3 x 2 + 5 x 6 = 36 by 18 hours shared at 3 and 2."""
    plan = answer(
        project(
            {"door": (10,), "window": (10,)},
            [
                offer("doors", 0.0, "door", source="plant", capacity=4.0, capacity_use=3.0),
                offer("windows", 0.0, "window", source="plant", capacity=6.0, capacity_use=2.0),
            ],
            items=[traded("door", 3.0), traded("window", 5.0)],
            sources=[source("plant", capacity=18.0)],
        )
    )
    costs(plan, 10 * 3 + 10 * 5 - 36)
    arrives(plan, "doors", 2)
    arrives(plan, "windows", 6)


def _products(hours: Mapping[str, float], recipes: Mapping[str, Mapping[str, float]], **profits: float) -> Project:
    """A product mix: resources in hand, one recipe per product, what is not made loses its profit; 1,000 could sell."""
    return project(
        dict.fromkeys(profits, (1000,)),
        [],
        items=[
            *(item(name, opening_stock=stock) for name, stock in hours.items()),
            *(traded(name, profit) for name, profit in profits.items()),
        ],
        recipes=[Recipe(id=name, output=name) for name in recipes],
        recipe_inputs=[row for name, inputs in recipes.items() for row in takes(name, **inputs)],
    )


@both
def test_the_toys_of_winston(answer: Answer) -> None:
    """Operations Research, section 3.1: Giapetto, 20 soldiers and 60 trains, 180."""
    recipes = {
        "soldier": {"finishing": 2.0, "carpentry": 1.0, "market": 1.0},
        "train": {"finishing": 1.0, "carpentry": 1.0},
    }
    hours = {"finishing": 100.0, "carpentry": 80.0, "market": 40.0}
    plan = answer(_products(hours, recipes, soldier=3.0, train=2.0))
    costs(plan, 1000 * 3 + 1000 * 2 - 180)
    assert plan.production["soldier"] == pytest.approx((20,))
    assert plan.production["train"] == pytest.approx((60,))


@both
def test_the_furniture_of_winston(answer: Answer) -> None:
    """Operations Research, section 4.5: Dakota, 2 desks and 8 chairs, 280."""
    recipes = {
        "desk": {"lumber": 8.0, "finishing": 4.0, "carpentry": 2.0},
        "table": {"lumber": 6.0, "finishing": 2.0, "carpentry": 1.5, "market": 1.0},
        "chair": {"lumber": 1.0, "finishing": 1.5, "carpentry": 0.5},
    }
    hours = {"lumber": 48.0, "finishing": 20.0, "carpentry": 8.0, "market": 5.0}
    plan = answer(_products(hours, recipes, desk=60.0, table=30.0, chair=20.0))
    costs(plan, 1000 * (60 + 30 + 20) - 280)
    assert plan.delivered["chair"] == pytest.approx((8,))


@both
def test_a_commitment_and_an_order_placed_leave_less_of_the_joint_capacity(answer: Answer) -> None:
    """Of 30, commitments take 10 at a use of 1, an order placed 2 at a use of 3: 14 at 5 INR, the other 6 at 8."""
    plan = answer(
        project(
            {"part": (20,), "rod": (2,)},
            [
                offer("a", 5.0, source="plant"),
                offer("rods", 1.0, "rod", source="plant", capacity_use=3.0),
                offer("b", 8.0),
            ],
            sources=[source("plant", capacity=30.0)],
            commitments=[Commitment(id="c", source="plant", item="part", to="Japan", quantity=10.0)],
            receipts=[Receipt(offer="rods", month=FIRST, quantity=2.0)],
        )
    )
    costs(plan, 14 * 5 + 6 * 8 + 2)
    arrives(plan, "a", 14)
