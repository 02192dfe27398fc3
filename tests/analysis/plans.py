"""Plans to analyse: one written by hand in round numbers, and the tiny project as it is really solved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache

import attrs

from desktop.engine.goals import optimise
from desktop.model.orders import LandedCost, Order
from desktop.model.plan import Cost, Decision, Effort, Plan
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import (
    Incentive,
    Item,
    Licence,
    Offer,
    Receipt,
    Recipe,
    Record,
    Settings,
    Source,
    Target,
    Tier,
)
from tests.tiny import FIRST, MONTHS, PLAN_DATE, tiny_project

JAN, FEB, MAR, APR, MAY, JUN = MONTHS
NOTHING = (0.0,) * 6


def hand_records() -> dict[str, Sequence[Record]]:
    """The tiny project with a third source, terms of trade, a file in hand, and motors that take a month to make."""
    return {
        "settings": [Settings(name="Hand", first_month=FIRST, months=6, plan_date=PLAN_DATE, capital_rate=12.0)],
        "items": [
            Item(id="magnet", name="Magnet", kind="magnet", unit="kg", holding_cost=10.0, safety_days=15.0),
            Item(
                id="motor",
                name="Motor",
                kind="product",
                unit="piece",
                holding_cost=50.0,
                priority="traded",
                months_late=1,
                late_cost=10.0,
                lost_cost=1000.0,
            ),
        ],
        "sources": [
            Source(id="IREL", name="IREL", country="India", class_="domestic", order_cost=1000.0, contract_cost=5000.0),
            Source(
                id="JL",
                name="JL Mag",
                country="China",
                class_="licensed_chinese",
                order_cost=2000.0,
                contract_cost=3000.0,
            ),
            Source(id="VAC", name="VAC", country="Germany", class_="other_foreign"),
        ],
        "offers": [
            Offer(id="IREL-magnet", source="IREL", item="magnet", price=5000.0, lead_days=30.0),
            Offer(id="JL-magnet", source="JL", item="magnet", price=3200.0, lead_days=45.0, payment_days=45),
            Offer(id="VAC-magnet", source="VAC", item="magnet", price=7000.0, payment_days=-120),
        ],
        "recipes": [Recipe(id="assembly", output="motor", cost=100.0, delay=1)],
        "targets": [Target(item="motor", month=month, quantity=50.0) for month in MONTHS[1:]],
        "licences": [Licence(id="F1", regime="A18", offer="JL-magnet", quantity=100.0, status="granted")],
    }


def hand_project(**changed: Sequence[Record]) -> Project:
    """The project of the plan by hand, with the named tables replaced."""
    return tiny_project(**{**hand_records(), **changed})


def hand_sources() -> list[Source]:
    """IREL, JL and VAC."""
    return [source for source in hand_records()["sources"] if isinstance(source, Source)]


def hand_orders() -> tuple[Order, ...]:
    """400 kg for 18.65 lakh: 100 from IREL, 200 from JL (50 placed, 50 on F1, 100 on a new file), 100 from VAC."""
    duties = LandedCost(
        price=160000.0, freight=5000.0, insurance=500.0, duty=16000.0, surcharge=1600.0, inland=900.0, igst=30000.0
    )
    return (
        Order("VAC-magnet", APR, 100.0, 100.0, LandedCost(price=700000.0), dt.date(2027, 2, 20)),
        Order(
            "JL-magnet",
            MAR,
            100.0,
            100.0,
            LandedCost(price=320000.0),
            dt.date(2026, 11, 16),
            "new",
            dt.date(2026, 11, 16),
        ),
        Order("JL-magnet", FEB, 50.0, 50.0, duties, dt.date(2026, 12, 18), "F1"),
        Order("IREL-magnet", JAN, 100.0, 100.0, LandedCost(price=500000.0, inland=1000.0), dt.date(2026, 12, 2)),
        Order("JL-magnet", JAN, 50.0, 50.0, LandedCost(price=150000.0, freight=10000.0), placed=True),
    )


def hand_decisions() -> tuple[Decision, ...]:
    """Orders of IREL in January, of JL in February and March, and the contracts of both; VAC costs nothing beside."""
    return (
        Decision("order", "IREL", JAN, JAN, 1.0),
        Decision("order", "JL", FEB, FEB, 1.0),
        Decision("order", "JL", MAR, MAR, 1.0),
        Decision("contract", "IREL", JAN, JUN, 1.0),
        Decision("contract", "JL", JAN, JUN, 1.0),
    )


def hand_plan(project: Project | None = None, orders: tuple[Order, ...] | None = None) -> Plan:
    """A plan in which 20 motors of March come in April, and the 50 of June are lost."""
    world = project or hand_project()
    return Plan(
        project=world,
        world=world,
        mix="least",
        scenario="",
        months=MONTHS,
        orders=hand_orders() if orders is None else orders,
        arrivals={
            "IREL-magnet": (100.0, 0.0, 0.0, 0.0, 0.0, 0.0),
            "JL-magnet": (0.0, 50.0, 100.0, 0.0, 0.0, 0.0),
            "VAC-magnet": (0.0, 0.0, 0.0, 100.0, 0.0, 0.0),
        },
        production={"assembly": (50.0, 50.0, 50.0, 50.0, 0.0, 0.0)},
        stock={"magnet": (50.0, 0.0, 0.0, 0.0, 0.0, 0.0), "motor": (0.0, 0.0, 20.0, 0.0, 0.0, 0.0)},
        target={"motor": (0.0, 50.0, 50.0, 50.0, 50.0, 50.0)},
        delivered={"motor": (0.0, 50.0, 30.0, 70.0, 50.0, 0.0)},
        late={"motor": (0.0, 0.0, 20.0, 0.0, 0.0, 0.0)},
        lost={"motor": (0.0, 0.0, 0.0, 0.0, 0.0, 50.0)},
        safety_short={"magnet": (0.0, 50.0, 50.0, 0.0, 0.0, 0.0)},
        bent=(),
        cost=Cost(
            landed=1865000.0,
            orders=5000.0,
            contracts=8000.0,
            holding=1500.0,
            capital=3600.0,
            recipes=20000.0,
            penalties=50200.0,
        ),
        goals=(),
        effort=Effort(2.5, 1.5, 3, 40, 30, 90),
        stock_value={"magnet": 4000.0, "motor": 8000.0},
        decisions=hand_decisions(),
    )


def idle_plan() -> Plan:
    """Nothing is asked for, bought, made or stored; the project promises nothing."""
    world = hand_project(targets=[], licences=[])
    return Plan(
        project=world,
        world=world,
        mix="least",
        scenario="",
        months=MONTHS,
        orders=(),
        arrivals={offer.id: NOTHING for offer in world.all(Offer)},
        production={"assembly": NOTHING},
        stock={"magnet": NOTHING, "motor": NOTHING},
        target={},
        delivered={},
        late={},
        lost={},
        safety_short={},
        bent=(),
        cost=Cost(),
        goals=(),
        effort=Effort(0.0, 0.0, 0, 0, 0, 0),
    )


@cache
def solved_tiny() -> Plan:
    """The tiny project's cheapest plan: 100 kg a month from JL, 600 kg for 19.2 lakh."""
    return optimise(tiny_project(), "least", "", Silent())


@cache
def solved_rich() -> Plan:
    """The hand-made project with scarce magnets, tiers, agreements and incentives: every part of the cost occurs."""
    offers = [
        Offer(id="IREL-magnet", source="IREL", item="magnet", price=300.0, capacity=60.0, lead_days=30.0),
        Offer(
            id="JL-magnet",
            source="JL",
            item="magnet",
            price=200.0,
            capacity=30.0,
            lead_days=45.0,
            payment_days=45,
            igst=18.0,
            inland_cost=5.0,
            price_term="FOB",
            freight=20.0,
            insurance=1.0,
            customs_duty=10.0,
            surcharge=10.0,
        ),
        Offer(id="VAC-magnet", source="VAC", item="magnet", price=5.0, currency="USD", capacity=5.0, payment_days=-40),
    ]
    domestic, chinese, foreign = hand_sources()
    project = hand_project(
        offers=offers,
        sources=[domestic, chinese, attrs.evolve(foreign, take_or_pay_share=80.0, take_or_pay_quantity=50.0)],
        receipts=[Receipt(offer="JL-magnet", month=JAN, quantity=20.0)],
        tiers=[Tier(offer="IREL-magnet", basis="fiscal year", from_quantity=50.0, discount=10.0, charge=300.0)],
        incentives=[
            Incentive(id="PLI", item="motor", rate=5.0, last_month=MAY),
            Incentive(id="DVA", item="magnet", rate=2.0, rate_kind="% of value", least_domestic=99.0),
        ],
    )
    return optimise(project, "least", "base", Silent())
