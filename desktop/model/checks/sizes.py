"""Figures so far from all others of their item that no plan could weigh them together: nearly always a wrong unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from statistics import median_low

from desktop.model.checks.shape import problem
from desktop.model.errors import Problem
from desktop.model.needs import largest_needs, told_in_units, usual_needs
from desktop.model.project import Project
from desktop.model.reads import reads
from desktop.model.records import (
    Capacity,
    ExchangeRate,
    Issued,
    Item,
    Offer,
    Pin,
    Price,
    Receipt,
    Recipe,
    RecipeInput,
    Record,
    Source,
    Target,
    Tier,
)

_ABOVE, _BELOW = 1e6, 1e-9
"""Of the largest month's need: above it the solver's tolerance swallows that need, below it is swallowed itself."""
_RAMP = 1e7
"""Of a usual month's target, of one target: a few samples are followed by series, but by no more beside them."""
_STRONGER = 1e6
"""Of the usual rate of a currency: no currency moves as far while a plan lasts."""
_DEARER = 1e8
"""Of what is usual in money: ten times as far nearly always plans soundly, a thousand times as far does not."""
Figure = tuple[Record, str, str]
"""A record, its field, and the item that it is held against."""


def inputs_far_off(project: Project) -> Iterator[Problem]:
    """Recipe inputs that no two units in use could make of a real one."""
    output = {recipe.id: recipe.output for recipe in project.all(Recipe)}
    for row in project.all(RecipeInput):
        if row.quantity and not told_in_units(row):
            values = {"value": f"{row.quantity:g}", "item": row.item, "made": output[row.recipe]}
            yield problem(project, row, "input-far-off", "quantity", values)


@reads(Item, Source, Target, Offer, Recipe, RecipeInput, Receipt, Pin, Capacity)
def figures_far_apart(project: Project) -> tuple[Problem, ...]:
    """Quantities far above the largest month's need of their item, and capacities and lots far below it.

    Targets, which no month's need but their own is as large as, are held against a usual month's.
    """
    return tuple(_far_apart(project))


def _far_apart(project: Project) -> Iterator[Problem]:
    usual, largest = usual_needs(project), largest_needs(project)
    units = {item.id: item.unit for item in project.all(Item)}
    for record, field, item in _figures(project):
        needs, above, key = (
            (usual, _RAMP, "target-far-above") if isinstance(record, Target) else (largest, _ABOVE, "figure-far-above")
        )
        value, need = getattr(record, field), needs.get(item)
        if need and value:
            small = field in ("capacity", "value", "lot_size")
            if value < _BELOW * need if small else value > above * need:
                values = {"value": f"{value:g}", "usual": f"{need:g}", "item": item, "unit": units[item]}
                yield problem(project, record, "figure-far-below" if small else key, field, values)
    for record, field, item, taken in _of_sources(project, largest):
        value = getattr(record, field)
        if value and value < _BELOW * taken:
            values = {"value": f"{value:g}", "usual": f"{taken:g}", "item": item}
            yield problem(project, record, "capacity-far-below", field, values)


def _figures(project: Project) -> Iterator[Figure]:
    """What is in an item's unit."""
    for item in project.all(Item):
        yield item, "opening_stock", item.id
        if item.closing != "free":
            yield item, "closing_stock", item.id
    for target in project.all(Target):
        yield target, "quantity", target.item
    of = item_of(project)
    yield from ((row, "quantity", of(row)) for row in project.all(Receipt))
    yield from ((pin, "quantity", of(pin)) for pin in project.all(Pin))
    for offer in project.all(Offer):
        yield from ((offer, field, offer.item) for field in ("capacity", "lot_size"))
    yield from ((recipe, "capacity", recipe.output) for recipe in project.all(Recipe))
    for step in project.all(Capacity):
        yield step, "value", of(step)


def item_of(project: Project) -> Callable[[Capacity | Issued | Pin | Receipt | Tier], str]:
    """Tells the item of the offer that a record names, or what its recipe makes; empty where it names neither."""
    bought = {offer.id: offer.item for offer in project.all(Offer)}
    made = {recipe.id: recipe.output for recipe in project.all(Recipe)}
    return lambda row: bought.get(row.offer) or made.get(getattr(row, "recipe", ""), "")


def _of_sources(project: Project, needs: Mapping[str, float]) -> Iterator[tuple[Record, str, str, float]]:
    """Capacities of sources, beside the item of which the largest month would take most of them, and how much."""
    most: dict[str, Offer] = {}
    for offer in project.all(Offer):
        before = most.setdefault(offer.source, offer)
        if offer.capacity_use * needs.get(offer.item, 0.0) > before.capacity_use * needs.get(before.item, 0.0):
            most[offer.source] = offer
    owners = [(source, "capacity", source.id) for source in project.all(Source)]
    for record, field, source in (*owners, *((step, "value", step.source) for step in project.all(Capacity))):
        if source in most:
            offer = most[source]
            yield record, field, offer.item, offer.capacity_use * needs.get(offer.item, 0.0)


@reads(ExchangeRate, Offer, Price)
def money_far_apart(project: Project) -> tuple[Problem, ...]:
    """Rates far above the other rates of their currency, and prices far above the others of their item."""
    rates: dict[str, list[float]] = {}
    for row in project.all(ExchangeRate):
        rates.setdefault(row.currency, []).append(row.rate)
    usual_rate = {"INR": 1.0} | {currency: median_low(found) for currency, found in rates.items()}
    found = [
        problem(project, row, "rate-far-above", "rate", {"value": f"{row.rate:g}", "usual": f"{usual:g}"})
        for row in project.all(ExchangeRate)
        if row.rate > _STRONGER * (usual := usual_rate[row.currency])
    ]
    return (*found, *_prices_far_apart(project, usual_rate))


def _prices_far_apart(project: Project, usual_rate: Mapping[str, float]) -> Iterator[Problem]:
    offers = {offer.id: offer for offer in project.all(Offer)}
    quoted: list[tuple[Record, str, Offer, float]] = [(each, "price", each, each.price) for each in offers.values()]
    quoted += [(row, "value", offers[row.offer], row.value) for row in project.all(Price)]
    of_item: dict[str, list[float]] = {}
    for _, _, offer, price in quoted:
        if price > 0:
            of_item.setdefault(offer.item, []).append(price * usual_rate.get(offer.currency, 1.0))
    usual = {item: median_low(prices) for item, prices in of_item.items()}
    on_top: list[tuple[Record, str, Offer, float]] = [(each, "freight", each, each.freight) for each in offers.values()]
    for record, field, offer, price in (*quoted, *on_top):
        in_inr = price * usual_rate.get(offer.currency, 1.0)
        if price > 0 and offer.item in usual and in_inr > _DEARER * usual[offer.item]:
            values = {"value": f"{in_inr:g}", "usual": f"{usual[offer.item]:g}", "item": offer.item}
            yield problem(project, record, "price-far-above", field, values)


CHECKS = (inputs_far_off, figures_far_apart, money_far_apart)
