"""Figures that lie too far from what they are weighed against, where that is no usual month's need from above."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf
from statistics import median_low
from typing import cast

from desktop.model.checks.shape import problem
from desktop.model.checks.sizes import figures_far_apart, item_of
from desktop.model.errors import Problem
from desktop.model.needs import NEXT_TO_NOTHING, largest_needs, largest_orders, usual_needs
from desktop.model.project import Project
from desktop.model.reads import reads
from desktop.model.records import (
    Capacity,
    Event,
    Incentive,
    Issued,
    Item,
    Offer,
    Pin,
    Price,
    Receipt,
    Recipe,
    RecipeInput,
    Record,
    Settings,
    Source,
    Target,
    Tier,
)

_BELOW = 1e-7
"""Of a usual month's need: less is lost in the rounding of all else that is moved of the item."""
_ABOVE = 1e6
"""Of the largest month's need: beside it that need is lost."""
_ISSUED, _ORDERED = 1e5, 1e3
"""Of the largest month's need, and of the largest order, of what was issued: more than a plan could buy at once."""
_ROOMIER, _FULL = 1e7, 1e8
"""Of the storage that an item usually takes, and of all there is: beside it what others take is lost."""
_LEAST = 1e-9
_DAYS = 3650.0
_FACTOR = 1e6
_IN_DAYS = ("lead time added", "licences slower")
_SHARE = "take_or_pay_share"
_NOWHERE_SO_SMALL: tuple[tuple[type[Record], str], ...] = (
    (Item, "storage_limit"),
    (Offer, "capacity"),
    (Offer, "capacity_use"),
    (Recipe, "capacity"),
    (Capacity, "value"),
    (Source, "capacity"),
    (Source, _SHARE),
    (Incentive, "cap"),
)
_MOST = 1e8
"""Of an item that nothing asks for, and that is weighed by itself."""


@reads(Item, Target, Offer, Recipe, RecipeInput, Receipt, Pin, Tier)
def figures_of_dust(project: Project) -> tuple[Problem, ...]:
    """Quantities, and ends of tiers, that are next to nothing beside a usual month's need of their item.

    Beside a need they are rounded away, which is what anybody wants of them; where there is none, they are all that
    is moved, and no plan could be held against them.
    """
    usual, found = usual_needs(project), []
    for record, field, item in _quantities(project):
        value, need = getattr(record, field), usual.get(item, 0.0)
        if 0 < value < (_BELOW * need or NEXT_TO_NOTHING):
            key, values = "figure-of-dust" if need else "figure-near-nothing", _values(project, item, value, need)
            found.append(problem(project, record, key, field, values, note=bool(need)))
    return tuple(found)


def _quantities(project: Project) -> Iterator[tuple[Record, str, str]]:
    of = item_of(project)
    for item in project.all(Item):
        yield item, "opening_stock", item.id
        if item.closing != "free":
            yield item, "closing_stock", item.id
    yield from ((target, "quantity", target.item) for target in project.all(Target))
    yield from ((row, "quantity", of(row)) for row in project.all(Receipt))
    yield from ((pin, "quantity", of(pin)) for pin in project.all(Pin))
    yield from ((tier, "from_quantity", of(tier)) for tier in project.all(Tier))


@reads(Item, Source, Target, Offer, Recipe, RecipeInput, Pin, Issued)
def issues_far_above(project: Project) -> tuple[Problem, ...]:
    """Issued arrivals far above all that a month may buy: what is planned cannot be weighed against them."""
    needs, orders, of = largest_needs(project), largest_orders(project), item_of(project)
    most = {item: max(_ISSUED * need, _ORDERED * orders[item]) for item, need in needs.items() if need}
    return tuple(
        problem(project, row, "issued-far-above", "quantity", _values(project, item, row.quantity, most[item]))
        for row in project.all(Issued)
        if (item := of(row)) in most and row.quantity > most[item]
    )


@reads(Item, Source, Target, Offer, Recipe, RecipeInput, Receipt, Pin, Capacity, Incentive)
def next_to_nothing(project: Project) -> tuple[Problem, ...]:
    """Figures so small that they are nothing in any unit: what is reckoned from them would be endless, or dust.

    Those that are told beside a need are not told again.
    """
    told = {(each.table, each.row, each.field) for each in figures_far_apart(project)}
    small = (
        problem(project, record, "figure-near-nothing", field, {"value": f"{value:g}"})
        for table, field in _NOWHERE_SO_SMALL
        for record in project.all(table)
        if 0 < (value := cast("float | None", getattr(record, field)) or 0.0) < _LEAST
    )
    return tuple(each for each in small if (each.table, each.row, each.field) not in told)


@reads(Item, Target, Source, Offer, Recipe, RecipeInput)
def agreements_far_off(project: Project) -> tuple[Problem, ...]:
    """Quantities agreed with a source that no month, the largest or a usual one, could be weighed beside."""
    usual, largest = _taken(project, usual_needs(project)), _taken(project, largest_needs(project))
    found = []
    for source in project.all(Source):
        most, paid = usual.get(source.id, 0.0), source.take_or_pay_share / 100 * source.take_or_pay_quantity
        asked = (("least_per_year", source.least_per_year), ("take_or_pay_quantity", source.take_or_pay_quantity))
        for field, value in asked if most else ():
            values = {"value": f"{value:g}", "usual": f"{most:g}"}
            if value > _ABOVE * largest[source.id]:
                values["usual"] = f"{largest[source.id]:g}"
                found.append(problem(project, source, "agreed-far-above", field, values))
            elif 0 < value < _BELOW * most or (field.startswith("take") and 0 < paid < _BELOW * most):
                share = value >= _BELOW * most
                values["value"] = f"{paid:g}" if share else values["value"]
                found.append(problem(project, source, "agreed-of-dust", _SHARE if share else field, values))
    return tuple(found)


def _taken(project: Project, needs: Mapping[str, float]) -> dict[str, float]:
    """What a month with these needs could take of each source, in what its capacity is counted in."""
    taken: dict[str, float] = {}
    for offer in project.all(Offer):
        takes = offer.capacity_use * needs.get(offer.item, 0.0)
        taken[offer.source] = max(taken.get(offer.source, 0.0), takes)
    return taken


@reads(Item, Target, Offer, Recipe, RecipeInput, Settings)
def storage_far_above(project: Project) -> tuple[Problem, ...]:
    """Uses of storage by which one item alone would take far more of it than others do, or than there is."""
    limit = project.settings.storage_limit
    if limit is None:
        return ()
    needs = largest_needs(project)
    stock = {item.id: _largest_stock(item, needs) for item in project.all(Item)}
    room = {item.id: item.storage_use * (stock[item.id] or 1.0) for item in project.all(Item)}
    above = [room[item] for item in room if room[item] > 0 and stock[item] > 0]
    usual = median_low(above) if above else inf
    most, beside = min((_ROOMIER * usual, usual), (_FULL * limit if limit else inf, limit))
    return tuple(
        problem(
            project, item, "storage-far-above", "storage_use", {"value": f"{room[item.id]:g}", "beside": f"{beside:g}"}
        )
        for item in project.all(Item)
        if room[item.id] > most
    )


def _largest_stock(item: Item, needs: Mapping[str, float]) -> float:
    """What is in hand, is to be left, or is asked for by the largest month."""
    left = 0.0 if item.closing == "free" else item.closing_stock
    return max(needs.get(item.id, 0.0), item.opening_stock, left)


@reads(Event)
def events_far_off(project: Project) -> tuple[Problem, ...]:
    """Factors and days of events by which no world changes."""
    found = []
    for event in project.all(Event):
        size = abs(event.value)
        if event.kind in _IN_DAYS and size > _DAYS:
            found.append(problem(project, event, "event-days", "value", {"value": f"{event.value:g}"}))
        elif event.kind.endswith("factor") and (size > _FACTOR or 0 < size < 1 / _FACTOR):
            found.append(problem(project, event, "event-factor", "value", {"value": f"{event.value:g}"}))
    return tuple(found)


@reads(Offer, Price, Tier)
def tiers_far_above(project: Project) -> tuple[Problem, ...]:
    """Prices of tiers far above all other prices of their offer."""
    price = {offer.id: offer.price for offer in project.all(Offer)}
    for row in project.all(Price):
        price[row.offer] = max(price[row.offer], row.value)
    return tuple(
        problem(project, tier, "tier-far-above", "price", {"value": f"{tier.price:g}", "usual": f"{own:g}"})
        for tier in project.all(Tier)
        if tier.price and (own := price[tier.offer]) and tier.price > _ABOVE * own
    )


@reads(Item, Target, Offer, Recipe, RecipeInput, Pin, Issued)
def much_of_nothing(project: Project) -> tuple[Problem, ...]:
    """Pins, issued arrivals and closing stocks of more than a plan can weigh, of what nothing asks for."""
    usual, of = usual_needs(project), item_of(project)
    asked = [
        *((pin, "quantity", of(pin), pin.quantity) for pin in project.all(Pin)),
        *((row, "quantity", of(row), row.quantity) for row in project.all(Issued)),
        *((each, "closing_stock", each.id, each.closing_stock) for each in project.all(Item) if each.closing != "free"),
    ]
    return tuple(
        problem(project, record, "figure-of-nothing", field, _values(project, item, value, 0.0))
        for record, field, item, value in asked
        if item and not usual.get(item) and value > _MOST
    )


def _values(project: Project, item: str, value: float, need: float) -> dict[str, str]:
    unit = project.by_id(Item)[item].unit
    return {"value": f"{value:g}", "usual": f"{need:g}", "item": item, "unit": unit}


CHECKS = (
    figures_of_dust,
    issues_far_above,
    next_to_nothing,
    agreements_far_off,
    storage_far_above,
    events_far_off,
    tiers_far_above,
    much_of_nothing,
)
