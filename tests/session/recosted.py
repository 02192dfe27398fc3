"""The cost of the same orders, production and stock under other prices, by the engine's second computation."""

from __future__ import annotations

import math

import attrs

from desktop.analysis import agreements
from desktop.engine.verify_prices import Prices
from desktop.model.plan import Plan
from desktop.model.project import Project
from desktop.model.records import Item, Offer, Recipe, Tier


@attrs.frozen
class Recosted:
    """INR: the goods, and everything."""

    landed: float
    total: float


def recosted(plan: Plan, world: Project) -> Recosted:
    """What ``plan`` costs where its world is ``world``: everything that is not a price stays as it was decided."""
    prices, offers = Prices(world, plan.months), world.by_id(Offer)
    tiers = {(tier.offer, tier.from_quantity): tier for tier in world.all(Tier)}
    landed = math.fsum(
        quantity * float(prices.unit_parts(offers[order.offer], _place(plan, order.month.index), tier)[:-1].sum())
        for order in plan.orders
        for tier, quantity in (
            [(tiers.get((order.offer, lower)), part) for lower, part in order.tiers] or [(None, order.quantity)]
        )
    )
    rate = world.settings.capital_rate / 100 / 12
    parts = {
        "landed": landed,
        "capital": math.fsum(rate * prices.standard[item] * sum(stock) for item, stock in plan.stock.items()),
        "holding": math.fsum(item.holding_cost * sum(plan.stock[item.id]) for item in world.all(Item)),
        "recipes": math.fsum(recipe.cost * sum(plan.production[recipe.id]) for recipe in world.all(Recipe)),
        "take_or_pay": float(agreements.by_year(attrs.evolve(plan, world=world))["paid"].sum()),
    }
    return Recosted(landed, attrs.evolve(plan.cost, **parts).total)


def _place(plan: Plan, month: int) -> int:
    return month - plan.months[0].index
