"""Incentives that would pay for buying without end: money that no plan could stop at."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.model.checks.shape import problem
from desktop.model.errors import Problem
from desktop.model.project import Project
from desktop.model.records import Capacity, ExchangeRate, Incentive, Offer, Price, Recipe, RecipeInput, Source

_ENDLESS = float("inf")
_ALL = 100.0


def endless_incentives(project: Project) -> Iterator[Problem]:
    """Incentives without a cap that pay more for one unit than it costs somewhere without any limit of quantity."""
    uncapped = [incentive for incentive in project.all(Incentive) if incentive.cap is None and incentive.rate > 0]
    cheapest = _cheapest(project) if uncapped else {}
    for incentive in uncapped:
        cost = cheapest.get(incentive.item, _ENDLESS)
        by_value = incentive.rate_kind == "% of value"
        if cost < _ENDLESS and incentive.rate >= (_ALL if by_value else cost):
            values = {"item": incentive.item, "cost": f"{cost:g}", "rate": f"{incentive.rate:g}"}
            yield problem(project, incentive, "incentive-endless", "cap", values)


def _cheapest(project: Project) -> dict[str, float]:
    """The least that one usable unit of each item can cost at any time where nothing limits the quantity, INR."""
    limited = {key for row in project.all(Capacity) for key in (row.offer, row.source, row.recipe) if key}
    sources, cheapest = project.by_id(Source), dict[str, float]()
    for offer in project.all(Offer):
        jointly = offer.capacity_use > 0 and (sources[offer.source].capacity is not None or offer.source in limited)
        if not (jointly or offer.capacity is not None or offer.id in limited):
            price = min([offer.price, *(row.value for row in project.grouped(Price, "offer").get(offer.id, ()))])
            cost = price * _least_rate(project, offer.currency) / offer.usable_yield
            cheapest[offer.item] = min(cheapest.get(offer.item, _ENDLESS), cost)
    free = [recipe for recipe in project.all(Recipe) if recipe.capacity is None and recipe.id not in limited]
    inputs = project.grouped(RecipeInput, "recipe")
    for _ in free:  # as many levels as there can be
        for recipe in free:
            rows = [row for row in inputs.get(recipe.id, ()) if row.quantity > 0]
            taken = sum(row.quantity * cheapest.get(row.item, _ENDLESS) for row in rows)
            cheapest[recipe.output] = min(cheapest.get(recipe.output, _ENDLESS), recipe.cost + taken)
    return cheapest


def _least_rate(project: Project, currency: str) -> float:
    rates = [row.rate for row in project.all(ExchangeRate) if row.currency == currency]
    return 1.0 if currency == "INR" else min(rates, default=0.0)


CHECKS = (endless_incentives,)
