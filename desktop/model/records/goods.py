"""What is planned: settings, items, what they contain, how they are made, what is promised."""

from __future__ import annotations

import datetime as dt

import attrs

from desktop.model import fields as f
from desktop.model.months import Month
from desktop.model.records.table import Record

RARE_EARTHS = ("Sc", "Y", "La", "Ce", "Pr", "Nd", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu")
ELEMENTS = (*RARE_EARTHS, "Co", "Fe", "B")
ITEM_KINDS = ("oxide", "metal", "alloy", "magnet", "component", "product")
UNITS = ("kg", "t", "piece")
PRIORITIES = ("must", "should", "nice", "traded")
CLOSINGS = ("free", "at least", "exactly")


@attrs.frozen(kw_only=True)
class Settings(Record):
    """The project's own facts: horizon, plan date, money."""

    name: str = f.text("Name", "What the project is called on the screen and in workbooks.")
    first_month: Month | None = f.month("First month", "The first month of the plan.", required=True)
    months: int = f.whole("Months", "How many months are planned.", "months", 12, 1, 120)
    plan_date: dt.date | None = f.date("Plan date", "Today, for the plan: no order is dated before.", required=True)
    currency: str = f.choice("Base currency", "The currency of all costs.", ("INR",))
    capital_rate: float = f.number("Capital rate", "Yearly cost of the money tied up in stock.", "%/year", most=100)
    near_months: int = f.whole(
        "Near months", "Months from the first in which orders are planned in whole lots.", "months", 12, 0, 120
    )
    storage_limit: float | None = f.limit("Storage limit", "Of all items together; empty: no limit.", "space")


@attrs.frozen(kw_only=True)
class Item(Record):
    """Anything bought, made, stored or promised."""

    id: str = f.key("Id", "Short name that other tables use.")
    name: str = f.text("Name", "Full name.")
    kind: str = f.choice("Kind", "What sort of thing it is.", ITEM_KINDS)
    unit: str = f.choice("Unit", "The unit of all its quantities.", UNITS)
    holding_cost: float = f.number("Holding cost", "Storage and insurance, without capital.", "INR/unit/month")
    opening_stock: float = f.number("Opening stock", "In hand when the first month begins.", "unit")
    closing: str = f.choice("Closing", "What the stock at the end of the horizon must be.", CLOSINGS)
    closing_stock: float = f.number("Closing stock", "The stock that 'at least' or 'exactly' speaks of.", "unit")
    safety_days: float = f.number("Safety stock", "Days of the next month's use to keep in stock.", "days", most=3650)
    storage_limit: float | None = f.limit("Storage limit", "Most that can be stored; empty: no limit.", "unit")
    storage_use: float = f.number("Storage use", "Of the project's storage limit.", "space/unit", 1.0)
    priority: str = f.choice("Priority", "Which targets are met first when not all can be.", PRIORITIES)
    months_late: int = f.whole(
        "Months late allowed", "How late a delivery may be before it is lost.", "months", 0, 0, 120
    )
    late_cost: float = f.number("Late cost", "Penalty for a traded item's late delivery.", "INR/unit/month")
    lost_cost: float = f.number("Lost cost", "Penalty for a traded item's lost delivery.", "INR/unit")
    margin: float = f.number("Margin", "What one unit earns.", "INR/unit", least=-1e12)


@attrs.frozen(kw_only=True)
class Content(Record):
    """How much of an element one unit of an item contains."""

    item: str = f.ref("Item", "The item.", "items")
    element: str = f.choice("Element", "The chemical symbol.", ELEMENTS, "")
    kg_per_unit: float = f.number("Content", "Kilograms of the element in one unit of the item.", "kg/unit")


@attrs.frozen(kw_only=True)
class Recipe(Record):
    """A way of making one item from others."""

    id: str = f.key("Id", "Short name that other tables use.")
    name: str = f.text("Name", "Full name.")
    output: str = f.ref("Output", "The item that is made.", "items")
    cost: float = f.number("Cost", "Conversion cost, without the inputs.", "INR/unit")
    capacity: float | None = f.limit("Capacity", "Most output in a month; empty: no limit.", "unit/month")
    qualified_from: Month | None = f.month("Qualified from", "First month of use; empty: from the start.")
    largest_share: float | None = f.limit("Largest share", "Most of the item's monthly making.", "%", most=100)
    delay: int = f.whole("Delay", "Months from start to finished output.", "months", 0, 0, 60)


@attrs.frozen(kw_only=True)
class RecipeInput(Record):
    """What a recipe takes per unit of output, losses included."""

    recipe: str = f.ref("Recipe", "The recipe.", "recipes")
    item: str = f.ref("Item", "The input.", "items")
    quantity: float = f.number("Quantity", "Input per unit of output, losses included.", "unit/unit")


@attrs.frozen(kw_only=True)
class Target(Record):
    """A quantity of an item to deliver in a month."""

    item: str = f.ref("Item", "The item to deliver.", "items")
    month: Month | None = f.month("Month", "The month of delivery.", required=True)
    quantity: float = f.number("Quantity", "What is to be delivered.", "unit")
