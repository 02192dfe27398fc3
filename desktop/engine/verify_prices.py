"""The second computation of what a unit costs: rates, prices, every part of the landed cost (model.md section 3)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import attrs

from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import ExchangeRate, Item, Offer, Price, Recipe, RecipeInput, Source, Tier
from desktop.model.series import spread

UNLIMITED = float("inf")
Parts = tuple[float, float, float, float, float, float, float]
"""Price, freight, insurance, duty, surcharge, inland cost and IGST, as ``LandedCost`` names them."""


def inputs_of(world: Project) -> dict[str, dict[str, float]]:
    """What each recipe takes per unit of output, by recipe and item."""
    taken: dict[str, dict[str, float]] = {}
    for row in world.all(RecipeInput):
        recipe = taken.setdefault(row.recipe, {})
        recipe[row.item] = recipe.get(row.item, 0.0) + row.quantity
    return taken


def _landed(parts: Parts) -> float:
    return sum(parts[:-1])


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
    def unit_cost(self) -> dict[str, list[float]]:
        """Landed cost of one unit as bought at the offer's own price, INR, by offer and month, without IGST.

        It is linear in price and rate, so that what it comes to at prices of 0 and 1 tells all others.
        """
        costs = {}
        for offer in self.world.all(Offer):
            inland = _landed(self._parts(offer, 0.0, 0.0))
            carriage = _landed(self._parts(offer, 0.0, 1.0)) - inland
            slope = _landed(self._parts(offer, 1.0, 1.0)) - carriage - inland
            quoted, rates = self.quoted[offer.id], self.rates[offer.currency]
            costs[offer.id] = [
                (carriage + slope * price) * rate + inland for price, rate in zip(quoted, rates, strict=True)
            ]
        return costs

    def unit_parts(self, offer: Offer, position: int, tier: Tier | None = None) -> Parts:
        """The parts of the landed cost of one unit as bought, INR, at the offer's own price or a tier's."""
        return self._parts(offer, self.of(offer, position, tier), self.rates[offer.currency][position])

    def of(self, offer: Offer, position: int, tier: Tier | None) -> float:
        """The price of an offer, or of one of its tiers, in the offer's currency."""
        quoted = self.quoted[offer.id][position]
        if tier is None:
            return quoted
        return quoted * (1 - tier.discount / 100) if tier.price is None else tier.price

    def _parts(self, offer: Offer, amount: float, rate: float) -> Parts:
        price, freight, insurance = amount * rate, 0.0, 0.0
        if offer.price_term in ("EXW", "FOB"):
            freight = offer.freight * rate
            insurance = (price + freight) * offer.insurance / 100
        cif = price + freight + insurance
        exempt = offer.price_term == "DDP" or offer.source in self._domestic
        duty = 0.0 if exempt else cif * offer.customs_duty / 100
        surcharge = duty * offer.surcharge / 100
        inland = 0.0 if offer.price_term in ("DAP", "DDP") else offer.inland_cost
        igst = (cif + duty + surcharge) * offer.igst / 100
        return price, freight, insurance, duty, surcharge, inland, igst

    @cached_property
    def _domestic(self) -> frozenset[str]:
        return frozenset(source.id for source in self.world.all(Source) if source.class_ == "domestic")

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
            before = dict(value)
            for recipe in self.world.all(Recipe):
                taken = inputs.get(recipe.id, {})
                made = recipe.cost + sum(quantity * value[item] for item, quantity in taken.items() if quantity)
                value[recipe.output] = min(value[recipe.output], made)
            if value == before:
                break
        return {item: worth if worth < UNLIMITED else 0.0 for item, worth in value.items()}
