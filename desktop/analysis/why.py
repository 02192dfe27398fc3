"""Why a bar or a cell of a plan is as it is: what it is made of, and what keeps it from being more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import attrs

from desktop.analysis import coverage, effects, limits, orders, supply
from desktop.analysis.effects import Measure
from desktop.analysis.lens import ALL, Lens, weights
from desktop.analysis.limits import Limit
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.records import Item, Offer, Recipe, RecipeInput, Source


@attrs.frozen
class Part:
    """One thing that a figure is made of: an order (``placed`` before the plan, or not), or what a recipe makes.

    ``of`` is the offer or recipe, ``quantity`` in the unit of its item, ``inr`` its landed or making cost.
    """

    of: str
    item: str
    month: Month
    quantity: float
    unit: str
    inr: float
    placed: bool = False
    recipe: bool = False
    licence: str = ""
    order_date: dt.date | None = None


@attrs.frozen
class Why:
    """What a figure is made of, the largest first, and the limits that are reached, those with the most effect first.

    ``missing`` are the items that are short, each with how much, in its unit; ``measure`` is that in which the
    effects of the limits are.
    """

    parts: tuple[Part, ...]
    limits: tuple[Limit, ...]
    missing: tuple[tuple[str, float], ...] = ()
    measure: Measure = attrs.field(factory=Measure)


Chosen = Callable[[Offer], bool]


def arrivals(plan: Plan, lens: Lens, months: Sequence[Month], chosen: Chosen) -> Why:
    """What arrives of the offers ``chosen`` in some months, and what keeps more of them from arriving then."""
    seen, offers = weights(plan.world, lens), plan.world.by_id(Offer)
    own = {offer.id: offer for offer in plan.world.all(Offer) if chosen(offer) and offer.item in seen}
    parts = [part for part in _orders(plan) if part.of in own and part.month in months]
    parts.sort(key=lambda part: -part.quantity * seen[offers[part.of].item])
    found = [limit for offer in own.values() for month in months for limit in limits.of_offer(plan, offer, month)]
    measure, ranked = effects.ranked(plan, lens, found)
    return Why(tuple(parts), ranked, measure=measure)


def of_group(plan: Plan, by: str, key: str) -> Chosen:
    """Which offers belong to a group of "class", "country" or "source"; all of them to ""."""
    sources = plan.world.by_id(Source)
    read: dict[str, Callable[[Source], str]] = {
        "class": lambda source: source.class_,
        "country": lambda source: source.country,
        "source": lambda source: source.id,
    }
    return lambda offer: not key or read[by](sources[offer.source]) == key


def making(plan: Plan, recipes: Sequence[str], months: Sequence[Month], *, finished: bool = False) -> Why:
    """What some recipes start in some months, and what keeps them from more: their own limits and their inputs'.

    Of what is ``finished`` in these months the starts lie before, by the delay of each recipe.
    """
    parts: list[Part] = []
    found: list[Limit] = []
    for recipe in (plan.world.by_id(Recipe)[id_] for id_ in recipes):
        starts = [month.plus(-recipe.delay) for month in months] if finished else months
        planned = [month for month in starts if month in plan.months]
        parts += _made(plan, recipe, planned)
        found += [limit for month in planned for limit in limits.of_recipe(plan, recipe, month)]
        inputs = {row.item for row in plan.world.all(RecipeInput) if row.recipe == recipe.id}
        found += _of_items(plan, inputs, planned)
    parts.sort(key=lambda part: -part.quantity)
    outputs = {plan.world.by_id(Recipe)[id_].output for id_ in recipes}
    measure, ranked = effects.ranked(plan, Lens("item", outputs.pop()) if len(outputs) == 1 else ALL, found)
    return Why(tuple(parts), ranked, measure=measure)


def shortage(plan: Plan, lens: Lens, months: Sequence[Month]) -> Why:
    """What is missing of the targets in some months, and every limit reached by then on the way to these goods."""
    seen, first = supply.per_unit(plan, lens), plan.months[0].index
    short = {
        item: float(sum(coverage.short(plan, item)[month.index - first] for month in months))
        for item in plan.target
        if item in seen
    }
    missing = tuple((item, quantity) for item, quantity in short.items() if quantity > 0)
    needed = upstream(plan, [item for item, _ in missing])
    found = _of_items(plan, needed, months)
    makers = [recipe for recipe in plan.world.all(Recipe) if recipe.output in needed]
    found += [limit for recipe in makers for month in months for limit in limits.of_recipe(plan, recipe, month)]
    measure, ranked = effects.ranked(plan, lens, found)
    return Why((), ranked, missing, measure)


def upstream(plan: Plan, items: Sequence[str]) -> frozenset[str]:
    """Some items, with all that goes into them by any recipe, and into that."""
    found, added = set(items), True
    outputs = {recipe.id: recipe.output for recipe in plan.world.all(Recipe)}
    while added:
        more = {row.item for row in plan.world.all(RecipeInput) if outputs[row.recipe] in found} - found
        found |= more
        added = bool(more)
    return frozenset(found)


def _of_items(plan: Plan, items: frozenset[str] | set[str], months: Sequence[Month]) -> list[Limit]:
    offers = [offer for offer in plan.world.all(Offer) if offer.item in items]
    return [limit for offer in offers for month in months for limit in limits.of_offer(plan, offer, month)]


def _orders(plan: Plan) -> list[Part]:
    columns = ["offer", "item", "month", "quantity", "unit", "landed", "placed", "licence", "order_date"]
    lines = orders.table(plan)[columns]
    return [
        Part(offer, item, month, quantity, unit, inr, placed, recipe=False, licence=licence, order_date=day)
        for offer, item, month, quantity, unit, inr, placed, licence, day in lines.itertuples(index=False, name=None)
    ]


def _made(plan: Plan, recipe: Recipe, months: Sequence[Month]) -> list[Part]:
    unit, first = plan.world.by_id(Item)[recipe.output].unit, plan.months[0].index
    amounts = ((month, plan.production[recipe.id][month.index - first]) for month in months)
    return [
        Part(recipe.id, recipe.output, month, quantity, unit, recipe.cost * quantity, recipe=True)
        for month, quantity in amounts
        if quantity
    ]
