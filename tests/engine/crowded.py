"""A small project that uses all of the model and asks for more than can be had: each kind of limit gives way once."""

from __future__ import annotations

import datetime as dt
from functools import cache

from desktop.engine.goals import optimise
from desktop.engine.whole import Enough, improve
from desktop.model.fields import Value
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import (
    Capacity,
    Commitment,
    Content,
    Incentive,
    Item,
    Licence,
    Offer,
    Pin,
    Price,
    Receipt,
    Recipe,
    RecipeInput,
    Record,
    Rule,
    Source,
    Target,
    Tier,
)
from desktop.model.records.policy import RULE_KINDS
from desktop.model.records.table import evolved
from tests.tiny import FIRST, MONTHS, tiny_project, tiny_records, tiny_rows


@cache
def crowded_plan(answer: str) -> Plan:
    """The plan of the crowded project, continuous or whole: a whole one within 0.01 % of the best will do."""
    if answer == "whole":
        return improve(crowded_project(), "least", "", Enough(seconds=20.0, gap=1e-4), Silent())
    return optimise(crowded_project(), "least", "", Silent())


def crowded_project() -> Project:
    """Two fiscal years of three months; IREL owes, JL needs licences, VAC is dear; 60 motors a month are too many."""
    tables = tiny_records()
    settings: dict[str, Value] = {"plan_date": dt.date(2027, 1, 1), "storage_limit": 70.0, "near_months": 4}
    return tiny_project(
        settings=tiny_rows("settings", "", capital_rate=12.0, **settings),
        items=_items(),
        contents=[*tables["contents"], Content(item="alloy", element="Nd", kg_per_unit=0.3)],
        sources=_sources(),
        offers=_offers(),
        capacities=[
            Capacity(recipe="assembly", from_month=FIRST, value=30.0),
            Capacity(recipe="assembly", from_month=FIRST.plus(1), value=80.0),
        ],
        prices=[Price(offer="IREL-magnet", from_month=FIRST.plus(2), value=4_900.0)],
        tiers=_tiers(),
        recipes=[
            Recipe(id="assembly", output="motor", cost=100.0),
            Recipe(id="by-hand", output="motor", cost=90.0, largest_share=20.0),
            Recipe(id="sintering", output="magnet", cost=300.0, delay=1, qualified_from=FIRST.plus(1), capacity=15.0),
        ],
        recipe_inputs=[
            *tables["recipe_inputs"],
            RecipeInput(recipe="by-hand", item="magnet", quantity=2.1),
            RecipeInput(recipe="sintering", item="alloy", quantity=1.1),
        ],
        targets=[Target(item="motor", month=month, quantity=60.0) for month in MONTHS],
        receipts=[
            Receipt(offer="JL-magnet", month=FIRST, quantity=9.0),
            Receipt(offer="IREL-magnet", month=FIRST.plus(3), quantity=5.0),
        ],
        commitments=[Commitment(id="japan", source="IREL", item="magnet", to="Japan", quantity=12.0)],
        licences=[
            Licence(id="L1", regime="A18", offer="JL-magnet", quantity=30.0, status="granted"),
            Licence(id="L2", regime="A18", offer="JL-magnet", quantity=5.0, status="granted", freight_mode="air"),
        ],
        incentives=[
            Incentive(id="made-here", item="motor", rate=100.0, least_domestic=20.0, cap=9_000.0),
            Incentive(id="bought-here", item="magnet", rate=2.0, rate_kind="% of value", least_domestic=90.0),
        ],
        mixes=tiny_rows("mixes", goals=("targets", "cost")),
        rules=_rules(),
        pins=_pins(),
    )


def _items() -> list[Record]:
    stored: dict[str, Value] = {"opening_stock": 300.0, "storage_limit": 20.0, "storage_use": 3.0}
    kept: dict[str, Value] = {"safety_days": 120.0, "closing": "at least", "closing_stock": 100.0}
    late: dict[str, Value] = {"priority": "traded", "late_cost": 20_000.0, "lost_cost": 90_000.0}
    return [
        *tiny_rows("items", "magnet", **stored, **kept)[:1],
        *tiny_rows("items", "motor", **late)[1:],
        Item(id="alloy", kind="alloy", unit="kg", holding_cost=5.0, opening_stock=20.0),
    ]


def _sources() -> list[Record]:
    costs: dict[str, Value] = {"order_cost": 700.0, "contract_cost": 9_000.0, "capacity": 70.0}
    agreed: dict[str, Value] = {"take_or_pay_share": 80.0, "take_or_pay_quantity": 2_000.0}
    dear: dict[str, Value] = {"order_cost": 2_000.0, "contract_cost": 30_000.0, "least_per_year": 12.0}
    irel = tiny_rows("sources", "IREL", **costs, **agreed)[0]
    jl = tiny_rows("sources", "JL", **costs)[1]
    vac = evolved(Source(id="VAC", country="Germany", class_="other_foreign"), dear)
    return [irel, jl, vac, Source(id="idle", country="Japan", class_="other_foreign")]


def _offers() -> list[Record]:
    terms: dict[str, Value] = {"price_term": "FOB", "freight": 2.0, "insurance": 5.0, "inland_cost": 15.0}
    duty: dict[str, Value] = {"customs_duty": 7.5, "surcharge": 10.0, "igst": 18.0}
    home: dict[str, Value] = {"usable_yield": 0.95, "domestic_value": 80.0, "lot_size": 4.0, "co2": 9.0}
    return [
        *tiny_rows("offers", "IREL-magnet", last_month=FIRST.plus(4), **home)[:1],
        *tiny_rows("offers", "JL-magnet", last_month=FIRST.plus(4), capacity=50.0, co2=30.0, **terms, **duty)[1:],
        Offer(id="VAC-magnet", source="VAC", item="magnet", price=9_000.0, capacity=9.0, minimum_order=5.0),
        Offer(id="VAC-alloy", source="VAC", item="alloy", price=2_000.0, capacity=7.0, capacity_use=0.5),
    ]


def _tiers() -> list[Record]:
    """IREL gives a discount on whole orders, JL on what a year brings beyond 20 and 40 kg."""
    return [
        Tier(offer="IREL-magnet", from_quantity=40.0, discount=5.0, charge=400.0),
        Tier(offer="JL-magnet", basis="fiscal year", from_quantity=20.0, price=38.0, kind="incremental", charge=800.0),
        Tier(offer="JL-magnet", basis="fiscal year", from_quantity=40.0, discount=9.0, kind="incremental"),
    ]


def _rules() -> list[Record]:
    """One rule of each kind, of the lowest rank, each beyond what can be had."""
    values: dict[str, dict[str, Value]] = {
        "share at least": {"class_": "domestic", "limit": 99.0, "window": "fiscal year"},
        "share at most": {"country": "China", "limit": 1.0, "measure": "value"},
        "amount at least": {"source": "VAC", "limit": 500.0, "item": "magnet", "measure": "quantity"},
        "amount at most": {"limit": 100.0, "measure": "co2", "window": "fiscal year"},
        "sources at least": {"limit": 4.0},
        "sources at most": {"limit": 1.0, "by": "country"},
        "concentration at most": {"limit": 0.05, "measure": "contained"},
        "cover at least": {"limit": 300.0, "item": "magnet"},
        "if used then used": {"source": "IREL", "other_source": "idle"},
        "at least one used": {"source": "idle", "other_source": "idle", "window": "fiscal year"},
        "not both used": {"source": "IREL", "other_source": "VAC", "rank": "low"},
    }
    return [evolved(Rule(id=kind, kind=kind, rank="low"), values[kind]) for kind in RULE_KINDS]


def _pins() -> list[Record]:
    return [
        Pin(id="much", mix="least", offer="IREL-magnet", month=FIRST.plus(1), bound="exactly", quantity=70.0),
        Pin(id="least", mix="least", offer="VAC-magnet", month=FIRST.plus(2), bound="at least", quantity=8.0),
        Pin(id="most", mix="least", offer="VAC-magnet", month=FIRST.plus(2), bound="at most", quantity=6.0),
        Pin(
            id="elsewhere", mix="least", scenario="base", offer="JL-magnet", month=FIRST, bound="at least", quantity=1.0
        ),
        Pin(id="made", mix="least", recipe="assembly", month=FIRST.plus(2), bound="at least", quantity=500.0),
    ]
