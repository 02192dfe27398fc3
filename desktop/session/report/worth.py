"""On the sheet of costs: the terms of every offer as they count, and what a unit of every item is worth in stock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import attrs
import numpy as np

from desktop.analysis.lens import ALL, weights
from desktop.engine.landed import DUTY_HELD, FREIGHT_HELD, INLAND_HELD
from desktop.model.plan import Plan
from desktop.model.project import Project
from desktop.model.records import Item, Offer, Recipe, RecipeInput, Source
from desktop.session.report.layout import NAMES, class_marks, column, listed, live
from desktop.session.report.offers import TERMS, VALUES, Offers
from desktop.store.sheets import Block, Cell, Formula, Kind, cell, letters
from desktop.text.messages import say

_KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("number", "currency-number"), "count"),
    **dict.fromkeys(("insurance-rate", "duty-rate", "surcharge-rate", "igst-rate", "usable-yield"), "share"),
    **dict.fromkeys(("freight", "inland", "per-inr", "contained-per-unit", "capacity-use"), "level"),
    **dict.fromkeys(("cheapest-bought", "cheapest-made", "stock-unit-value"), "inr"),
}
_MOST = 200
"""How many arguments a function takes at most here; spreadsheets allow 255."""


def terms_of(world: Project, offer: Offer) -> dict[str, float]:
    """The terms as they count: freight where the price holds none, no duty on domestic goods (model.md section 3)."""
    carried = offer.price_term not in FREIGHT_HELD
    domestic = world.by_id(Source)[offer.source].class_ == "domestic"
    insurance = offer.insurance / 100 if carried else 0.0
    duty = 0.0 if domestic or offer.price_term in DUTY_HELD else offer.customs_duty / 100
    surcharge = offer.surcharge / 100
    return {
        "freight": offer.freight if carried else 0.0,
        "insurance-rate": insurance,
        "duty-rate": duty,
        "surcharge-rate": surcharge,
        "igst-rate": offer.igst / 100,
        "inland": 0.0 if offer.price_term in INLAND_HELD else offer.inland_cost,
        "usable-yield": offer.usable_yield,
        "per-inr": (1 + insurance) * (1 + duty * (1 + surcharge)),
    }


def terms_block(offers: Offers) -> Block:
    """Every offer's terms, as formulas on the assumptions."""
    world = offers.plan.world
    items, sources = world.by_id(Item), world.by_id(Source)
    rows: list[tuple[Cell, ...]] = []
    for at, offer in enumerate(offers.all):
        source, item = sources[offer.source], items[offer.item]
        texts, values = _texts(offers, offer, offers.terms_first + at), terms_of(world, offer)
        rows.append(
            (
                *(float(at + 1), offer.id, source.name or source.id, item.name or item.id, item.unit),
                *(say(f"class-{source.class_}"), offer.currency),
                Formula(f"={offers.inputs.ref(offer, 'price_term')}", offer.price_term),
                *(Formula(f"={text}", values[key]) for key, text in texts.items()),
                float(offers.currencies.index(offer.currency) + 1),
                Formula(f"={offers.inputs.ref(offer, 'capacity_use')}", offer.capacity_use),
            )
        )
    heads = [column(key, _KINDS.get(key, "text")) for key in TERMS]
    heads = [attrs.evolve(head, width=NAMES) if head.kind == "text" else head for head in heads]
    return listed("terms", heads, rows, marks=class_marks(TERMS.index("class"), offers.terms_first))


def _texts(offers: Offers, offer: Offer, row: int) -> dict[str, str]:
    """The formula of every term of an offer, without the sign of equality."""
    place = {key: f"{letters(TERMS.index(key))}{row}" for key in TERMS}
    term, domestic = place["price-term"], offers.plan.world.by_id(Source)[offer.source].class_ == "domestic"
    carried = f'OR({term}="EXW",{term}="FOB")'
    ref = {
        field: offers.inputs.ref(offer, field)
        for field in ("freight", "insurance", "customs_duty", "surcharge", "igst", "inland_cost", "usable_yield")
    }
    return {
        "freight": f"IF({carried},{ref['freight']},0)",
        "insurance-rate": f"IF({carried},{ref['insurance']}/100,0)",
        "duty-rate": "0" if domestic else f'IF({term}="DDP",0,{ref["customs_duty"]}/100)',
        "surcharge-rate": f"{ref['surcharge']}/100",
        "igst-rate": f"{ref['igst']}/100",
        "inland": f'IF(OR({term}="DAP",{term}="DDP"),0,{ref["inland_cost"]})',
        "usable-yield": ref["usable_yield"],
        "per-inr": f"(1+{place['insurance-rate']})*(1+{place['duty-rate']}*(1+{place['surcharge-rate']}))",
    }


@attrs.frozen(eq=False, slots=False)
class Worth:
    """What a unit of each item is worth in stock: the cheapest landed offer or making, on average over the months."""

    offers: Offers
    scenario: str

    @cached_property
    def block(self) -> Block:
        """The items; what is made, step by step, of itself has a number, for no formula can tell it."""
        world, kg = self._plan.world, weights(self._plan.world, ALL)
        rows: list[tuple[Cell, ...]] = []
        for at, item in enumerate(world.all(Item)):
            value = self._plan.stock_value.get(item.id, 0.0)
            cells: tuple[Cell, ...] = (None, None, value)
            if item.id not in self._turning:
                found = (self._bought(item.id), self._made(item.id))
                row = self.offers.values_of(self.scenario) + at
                both = [cell(4 + place, row) for place, entry in enumerate(found) if entry is not None]
                cells = (*found, Formula(f"=MIN({','.join(both)})" if both else "=0", value))
            rows.append((float(at + 1), item.name or item.id, item.unit, kg.get(item.id, 0.0), *cells))
        own = self.scenario == self.offers.plan.scenario
        named = "" if own else say("report-under", scenario=self.scenario or say("scenario-as-entered"))
        block = listed("values", [column(key, _KINDS.get(key, "text")) for key in VALUES], rows)
        return attrs.evolve(block, heading=block.heading + named)

    @property
    def _plan(self) -> Plan:
        return self.offers.under(self.scenario)

    def _bought(self, item: str) -> Cell:
        if item not in self._cheapest:
            return None
        prices = [
            f"{self.offers.mean_of(offer.id, self.scenario)}/{self.offers.term_of('usable-yield', offer.id)}"
            for offer in self.offers.all
            if offer.item == item
        ]
        return live(f"={_least(prices)}", self._cheapest[item])

    def _made(self, item: str) -> Cell:
        ways, inputs, values = {}, self.offers.inputs, self._plan.stock_value
        for recipe in self.offers.plan.world.all(Recipe):
            taken = self._takes[recipe.id]
            if recipe.output == item and all(self._can_be_had(row.item, frozenset()) for row in taken):
                parts = [
                    f"{inputs.ref(row, 'quantity')}*{self.offers.value_of('stock-unit-value', row.item, self.scenario)}"
                    for row in taken
                ]
                cost = recipe.cost + sum(row.quantity * values.get(row.item, 0.0) for row in taken)
                ways["+".join([inputs.ref(recipe, "cost"), *parts])] = cost
        return live(f"={_least([*ways])}", min(ways.values())) if ways else None

    @cached_property
    def _cheapest(self) -> dict[str, float]:
        found: dict[str, float] = {}
        means = self.offers.landed_in(self.scenario)
        for offer, row in zip(self.offers.all, means, strict=True):
            found[offer.item] = min(found.get(offer.item, np.inf), float(row.mean()) / offer.usable_yield)
        return found

    @cached_property
    def _takes(self) -> dict[str, list[RecipeInput]]:
        """The inputs of every recipe."""
        world = self.offers.plan.world
        found: dict[str, list[RecipeInput]] = {recipe.id: [] for recipe in world.all(Recipe)}
        for row in world.all(RecipeInput):
            if row.quantity:
                found[row.recipe].append(row)
        return found

    def _can_be_had(self, item: str, above: frozenset[str]) -> bool:
        """Whether an item is offered, or can be made of what can be had."""
        if item in self._cheapest:
            return True
        return item not in above and any(
            recipe.output == item and all(self._can_be_had(row.item, above | {item}) for row in self._takes[recipe.id])
            for recipe in self.offers.plan.world.all(Recipe)
        )

    @cached_property
    def _turning(self) -> frozenset[str]:
        """The items that are made, step by step, of themselves."""
        inputs: dict[str, set[str]] = {}
        for recipe in self.offers.plan.world.all(Recipe):
            inputs.setdefault(recipe.output, set()).update(row.item for row in self._takes[recipe.id])
        found = set()
        for item in inputs:
            ahead, seen = [item], set[str]()
            while ahead:
                more = inputs.get(ahead.pop(), set()) - seen
                seen |= more
                ahead += more
            if item in seen:
                found.add(item)
        return frozenset(found)


def _least(texts: Sequence[str]) -> str:
    parts = [f"MIN({','.join(texts[at : at + _MOST])})" for at in range(0, len(texts), _MOST)]
    return parts[0] if len(parts) == 1 else f"MIN({','.join(parts)})"
