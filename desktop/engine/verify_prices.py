"""The second computation of what a unit costs: rates, prices, every part of the landed cost (model.md section 3)."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from functools import cached_property

import attrs
import numpy as np

from desktop.engine.vectors import FloatArray
from desktop.engine.verify_steps import stepped
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import ExchangeRate, Item, Offer, Price, Recipe, RecipeInput, Source, Tier
from desktop.model.series import spread

UNLIMITED = float("inf")
PARTS = 7
"""Price, freight, insurance, duty, surcharge, inland cost and IGST, as ``LandedCost`` names them."""
_FREIGHTED = ("EXW", "FOB")
_DELIVERED = ("DAP", "DDP")


def inputs_of(world: Project) -> dict[str, dict[str, float]]:
    """What each recipe takes per unit of output, by recipe and item."""
    taken: dict[str, dict[str, float]] = {}
    for row in world.all(RecipeInput):
        recipe = taken.setdefault(row.recipe, {})
        recipe[row.item] = recipe.get(row.item, 0.0) + row.quantity
    return taken


@attrs.frozen(eq=False)
class Carriage:
    """What an offer's terms add to its price, each (offers, 1): freight, inland cost by unit, others as rates."""

    freight: FloatArray
    insurance: FloatArray
    duty: FloatArray
    surcharge: FloatArray
    inland: FloatArray
    igst: FloatArray

    @classmethod
    def of(cls, offers: Sequence[Offer], domestic: Container[str]) -> Carriage:
        """The terms of ``offers``; of delivered goods, and of ``domestic`` sources, no duty is paid."""
        rows = [
            (
                offer.freight if offer.price_term in _FREIGHTED else 0.0,
                offer.insurance / 100 if offer.price_term in _FREIGHTED else 0.0,
                0.0 if offer.price_term == "DDP" or offer.source in domestic else offer.customs_duty / 100,
                offer.surcharge / 100,
                0.0 if offer.price_term in _DELIVERED else offer.inland_cost,
                offer.igst / 100,
            )
            for offer in offers
        ]
        return cls(*np.array(rows, dtype=float).reshape(len(rows), 6, 1).transpose(1, 0, 2))

    def parts(self, amount: FloatArray, rate: FloatArray) -> FloatArray:
        """The parts of the landed cost of one unit, INR, (offers, t, parts), for prices and rates (offers, t)."""
        price = amount * rate
        freight = self.freight * rate
        insurance = (price + freight) * self.insurance
        cif = price + freight + insurance
        duty = cif * self.duty
        surcharge = duty * self.surcharge
        inland = np.broadcast_to(self.inland, price.shape)
        igst = (cif + duty + surcharge) * self.igst
        return np.stack((price, freight, insurance, duty, surcharge, inland, igst), axis=-1)


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
    def offer_at(self) -> Mapping[str, int]:
        """The row of each offer in tables."""
        return {offer.id: row for row, offer in enumerate(self.world.all(Offer))}

    @cached_property
    def quotes(self) -> FloatArray:
        """The price of each offer in its own currency, (offers, t)."""
        steps = ((self.offer_at[row.offer], row.from_month, row.value) for row in self.world.all(Price))
        return stepped(steps, self.months, [offer.price for offer in self.world.all(Offer)])

    @cached_property
    def quoted(self) -> dict[str, list[float]]:
        """The same by offer."""
        return dict(zip(self.offer_at, self.quotes.tolist(), strict=True))

    @cached_property
    def parts(self) -> FloatArray:
        """The parts of the landed cost of one unit as bought at the offer's own price, INR, (offers, t, parts)."""
        offers, rates = self.world.all(Offer), {currency: np.array(rate) for currency, rate in self.rates.items()}
        rate = np.array([rates[offer.currency] for offer in offers]).reshape(self.quotes.shape)
        return Carriage.of(offers, self._domestic).parts(self.quotes, rate)

    @cached_property
    def landed(self) -> FloatArray:
        """Landed cost of one unit as bought at the offer's own price, INR, (offers, t), without IGST."""
        return np.asarray(self.parts[..., :-1].sum(axis=-1))

    def unit_parts(self, offer: Offer, position: int, tier: Tier | None) -> FloatArray:
        """The parts of the landed cost of one unit as bought, INR, at the offer's own price or a tier's, (parts,)."""
        amount, rate = self.of(offer, position, tier), self.rates[offer.currency][position]
        parts = Carriage.of([offer], self._domestic).parts(np.array([[amount]]), np.array([[rate]]))
        return np.asarray(parts[0, 0])

    def of(self, offer: Offer, position: int, tier: Tier | None) -> float:
        """The price of an offer, or of one of its tiers, in the offer's currency."""
        quoted = self.quoted[offer.id][position]
        if tier is None:
            return quoted
        return quoted * (1 - tier.discount / 100) if tier.price is None else tier.price

    @cached_property
    def _domestic(self) -> frozenset[str]:
        return frozenset(source.id for source in self.world.all(Source) if source.class_ == "domestic")

    @cached_property
    def standard(self) -> Mapping[str, float]:
        """What one unit of each item is worth in stock, INR: the cheapest landed offer or making, on average."""
        inputs = inputs_of(self.world)
        bought: dict[str, list[float]] = {}
        for offer, cost in zip(self.world.all(Offer), self.landed.mean(axis=1).tolist(), strict=True):
            bought.setdefault(offer.item, []).append(cost / offer.usable_yield)
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
