"""The tables of a project, in the order in which screens, files and workbooks show them."""

from __future__ import annotations

from desktop.model.records.goods import RARE_EARTHS, Content, Item, Recipe, RecipeInput, Settings, Target
from desktop.model.records.policy import GOALS, Event, Evidence, Issued, Licence, Mix, Pin, Regime, Rule, Scenario
from desktop.model.records.supply import (
    Capacity,
    Commitment,
    ExchangeRate,
    Incentive,
    LeadTime,
    Offer,
    Price,
    Receipt,
    Source,
    Tier,
)
from desktop.model.records.table import Record, Table

TABLES: tuple[Table, ...] = (
    Table("settings", "Settings", Settings, ()),
    Table("items", "Items", Item, ("id",)),
    Table("contents", "Contents", Content, ("item", "element")),
    Table("sources", "Sources", Source, ("id",)),
    Table("offers", "Offers", Offer, ("id",)),
    Table("prices", "Prices", Price, ("offer", "from_month")),
    Table("capacities", "Capacities", Capacity, ("offer", "source", "recipe", "from_month")),
    Table("lead_times", "Lead times", LeadTime, ("offer", "from_month")),
    Table("tiers", "Price tiers", Tier, ("offer", "basis", "from_quantity")),
    Table("recipes", "Recipes", Recipe, ("id",)),
    Table("recipe_inputs", "Recipe inputs", RecipeInput, ("recipe", "item")),
    Table("targets", "Targets", Target, ("item", "month")),
    Table("receipts", "Receipts", Receipt, ("offer", "month")),
    Table("commitments", "Commitments", Commitment, ("id",)),
    Table("regimes", "Regimes", Regime, ("id",)),
    Table("licences", "Licences", Licence, ("id",)),
    Table("mixes", "Mixes", Mix, ("id",)),
    Table("rules", "Rules", Rule, ("id",)),
    Table("pins", "Pins", Pin, ("id",)),
    Table("issued", "Issued plan", Issued, ("mix", "offer", "month")),
    Table("incentives", "Incentives", Incentive, ("id",)),
    Table("exchange_rates", "Exchange rates", ExchangeRate, ("currency", "from_month")),
    Table("scenarios", "Scenarios", Scenario, ("id",)),
    Table("events", "Events", Event, ()),
    Table("evidence", "Evidence", Evidence, ("table", "record", "field")),
)
TABLE: dict[str, Table] = {table.name: table for table in TABLES}
TABLE_OF: dict[type[Record], Table] = {table.record: table for table in TABLES}

__all__ = [
    "GOALS",
    "RARE_EARTHS",
    "TABLE",
    "TABLES",
    "TABLE_OF",
    "Capacity",
    "Commitment",
    "Content",
    "Event",
    "Evidence",
    "ExchangeRate",
    "Incentive",
    "Issued",
    "Item",
    "LeadTime",
    "Licence",
    "Mix",
    "Offer",
    "Pin",
    "Price",
    "Receipt",
    "Recipe",
    "RecipeInput",
    "Record",
    "Regime",
    "Rule",
    "Scenario",
    "Settings",
    "Source",
    "Table",
    "Target",
    "Tier",
]
