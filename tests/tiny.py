"""A project small enough to plan in one's head: two sources, one magnet, one motor, six months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from desktop.model.fields import Value
from desktop.model.months import Month, span
from desktop.model.project import Project
from desktop.model.records import (
    Content,
    ExchangeRate,
    Item,
    Mix,
    Offer,
    Recipe,
    RecipeInput,
    Record,
    Regime,
    Scenario,
    Settings,
    Source,
    Target,
)
from desktop.model.records.table import evolved

FIRST = Month.of(2027, 1)
MONTHS = span(FIRST, 6)
PLAN_DATE = dt.date(2026, 6, 1)


def tiny_records() -> dict[str, list[Record]]:
    """The records of the tiny project by table, to be changed before ``Project.of``.

    A motor takes 2 kg of magnet with 4 % Dy. IREL sells 60 kg a month at 5,000 INR, JL any quantity at 40 USD
    (80 INR each), under a regime that needs 60 (P50) or 120 (P90) days. 50 motors are promised each month.
    """
    return {
        "settings": [Settings(name="Tiny", first_month=FIRST, months=6, plan_date=PLAN_DATE)],
        "items": [
            Item(id="magnet", kind="magnet", unit="kg", holding_cost=10.0),
            Item(id="motor", kind="product", unit="piece", holding_cost=50.0, priority="must", months_late=1),
        ],
        "contents": [
            Content(item="magnet", element="Nd", kg_per_unit=0.28),
            Content(item="magnet", element="Dy", kg_per_unit=0.04),
        ],
        "sources": [
            Source(id="IREL", name="IREL", country="India", class_="domestic"),
            Source(id="JL", name="JL Mag", country="China", class_="licensed_chinese"),
        ],
        "offers": [
            Offer(id="IREL-magnet", source="IREL", item="magnet", price=5000.0, capacity=60.0, lead_days=30.0),
            Offer(id="JL-magnet", source="JL", item="magnet", price=40.0, currency="USD", lead_days=45.0),
        ],
        "recipes": [Recipe(id="assembly", output="motor", cost=100.0)],
        "recipe_inputs": [RecipeInput(recipe="assembly", item="magnet", quantity=2.0)],
        "targets": [Target(item="motor", month=month, quantity=50.0) for month in MONTHS],
        "exchange_rates": [ExchangeRate(currency="USD", from_month=FIRST, rate=80.0)],
        "regimes": [
            Regime(
                id="A18",
                origins=("China",),
                elements=("Dy", "Tb"),
                threshold=0.001,
                days_p10=30.0,
                days_p50=60.0,
                days_p90=120.0,
            )
        ],
        "mixes": [Mix(id="least", name="Least cost"), Mix(id="slow", name="Slow files", licence_days="P90")],
        "scenarios": [Scenario(id="base", name="As planned")],
    }


def tiny_project(**changed: Sequence[Record]) -> Project:
    """The tiny project with the named tables replaced."""
    return Project.of({**tiny_records(), **changed})


def tiny_rows(table: str, only: str = "", **values: Value) -> list[Record]:
    """The rows of a table of the tiny project, with fields set in the row of one id, or in all."""
    return [evolved(row, values if only in ("", getattr(row, "id", "")) else {}) for row in tiny_records()[table]]
