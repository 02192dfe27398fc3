"""The second computation of what a unit costs: rates, prices, every part of the landed cost (model.md section 3)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import attrs

from desktop.model.months import Month
from desktop.model.plan import LandedCost
from desktop.model.project import Project
from desktop.model.records import ExchangeRate, Item, Offer, Price, Recipe, RecipeInput, Source
from desktop.model.series import spread

UNLIMITED = float("inf")


def inputs_of(world: Project) -> dict[str, dict[str, float]]:
    """What each recipe takes per unit of output, by recipe and item."""
    taken: dict[str, dict[str, float]] = {}
    for row in world.all(RecipeInput):
        recipe = taken.setdefault(row.recipe, {})
        recipe[row.item] = recipe.get(row.item, 0.0) + row.quantity
    return taken


@attrs.frozen(eq=False, slots=False)
class Prices:
    """What one unit of everything costs in a world, month by month."""

    world: Project
    months: tuple[Month, ...]

    @cached_property
    def rates(self) -> dict[str, list[float]]:
        """INR per unit of each currency, by month."""
        steps: dict[str, list[tuple[Month, float]]] = {}
        for row in self.world.all(ExchangeRate):
            if row.from_month is not None:
                steps.setdefault(row.currency, []).append((row.from_month, row.rate))
        return {"INR": [1.0] * len(self.months)} | {c: spread(s, self.months, 0.0) for c, s in steps.items()}

    @cached_property
    def quoted(self) -> dict[str, list[float]]:
        """The price of each offer in its own currency, by month."""
        steps: dict[str, list[tuple[Month, float]]] = {}
        for row in self.world.all(Price):
            if row.from_month is not None:
                steps.setdefault(row.offer, []).append((row.from_month, row.value))
        return {o.id: spread(steps.get(o.id, ()), self.months, o.price) for o in self.world.all(Offer)}

    @cached_property
    def unit_parts(self) -> dict[str, list[LandedCost]]:
        """The parts of the landed cost of one unit as bought, INR, by offer and month (model.md section 3)."""
        return {offer.id: self._parts(offer) for offer in self.world.all(Offer)}

    @cached_property
    def unit_cost(self) -> dict[str, list[float]]:
        """Landed cost of one unit as bought, INR, by offer and month, without IGST."""
        return {offer: [parts.landed for parts in months] for offer, months in self.unit_parts.items()}

    def _parts(self, offer: Offer) -> list[LandedCost]:
        domestic = self.world.by_id(Source)[offer.source].class_ == "domestic"
        dutiable = offer.price_term != "DDP" and not domestic
        inland = 0.0 if offer.price_term in ("DAP", "DDP") else offer.inland_cost
        costs = []
        for rate, amount in zip(self.rates[offer.currency], self.quoted[offer.id], strict=True):
            price, freight, insurance = amount * rate, 0.0, 0.0
            if offer.price_term in ("EXW", "FOB"):
                freight = offer.freight * rate
                insurance = (price + freight) * offer.insurance / 100
            cif = price + freight + insurance
            duty = cif * offer.customs_duty / 100 if dutiable else 0.0
            surcharge = duty * offer.surcharge / 100
            igst = (cif + duty + surcharge) * offer.igst / 100
            costs.append(LandedCost(price, freight, insurance, duty, surcharge, inland, igst))
        return costs

    @cached_property
    def standard(self) -> Mapping[str, float]:
        """What one unit of each item is worth in stock, INR: the cheapest landed offer or making, on average."""
        inputs = inputs_of(self.world)
        bought: dict[str, list[float]] = {}
        for offer in self.world.all(Offer):
            costs = self.unit_cost[offer.id]
            bought.setdefault(offer.item, []).append(sum(costs) / len(costs) / offer.usable_yield)
        value = {item.id: min(bought.get(item.id, [UNLIMITED])) for item in self.world.all(Item)}
        for _ in value:
            for recipe in self.world.all(Recipe):
                taken = inputs.get(recipe.id, {})
                made = recipe.cost + sum(quantity * value[item] for item, quantity in taken.items() if quantity)
                value[recipe.output] = min(value[recipe.output], made)
        return {item: worth if worth < UNLIMITED else 0.0 for item, worth in value.items()}
