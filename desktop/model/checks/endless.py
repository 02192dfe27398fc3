"""Incentives that would pay for buying without end: money that no plan could stop at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desktop.model.checks.shape import problem
from desktop.model.errors import Problem
from desktop.model.horizon import Span, clipped, horizon_of
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import Capacity, ExchangeRate, Incentive, Offer, Price, Recipe, RecipeInput, Source

_ENDLESS = float("inf")
_ALL = 100.0


def endless_incentives(project: Project) -> Iterator[Problem]:
    """Incentives without a cap that pay more for one unit than it costs somewhere without any limit of quantity."""
    horizon = horizon_of(project)
    for incentive in project.all(Incentive):
        first, last = clipped(incentive.first_month, incentive.last_month, horizon)
        if incentive.cap is not None or incentive.rate <= 0 or first > last:
            continue
        bought = _bought(project, (first, last)).get(incentive.item, _ENDLESS)
        made = _made(project, _bought(project, (horizon[0], last)), horizon[0]).get(incentive.item, _ENDLESS)
        cost = min(bought, made)
        by_value = incentive.rate_kind == "% of value"
        if cost < _ENDLESS and incentive.rate >= (_ALL if by_value else cost):
            values = {"item": incentive.item, "cost": f"{cost:g}", "rate": f"{incentive.rate:g}"}
            yield problem(project, incentive, "incentive-endless", "cap", values)


def _bought(project: Project, window: Span) -> dict[str, float]:
    """The least quoted for one usable unit of each item that some month of a window sells without limit, INR."""
    limited, sources, cheapest = _limited(project), project.by_id(Source), dict[str, float]()
    for offer in project.all(Offer):
        first, last = clipped(offer.first_month, offer.last_month, window)
        ends = [limited[offer.id]] if offer.id in limited else []
        if offer.capacity_use > 0 and offer.source in limited:
            ends.append(limited[offer.source])
        jointly = offer.capacity_use > 0 and sources[offer.source].capacity is not None
        last = min([last, *(month.plus(-1) for month in ends)])
        if first <= last and offer.capacity is None and not jointly:
            price = min([offer.price, *(row.value for row in project.grouped(Price, "offer").get(offer.id, ()))])
            cost = price * _least_rate(project, offer.currency) / offer.usable_yield
            cheapest[offer.item] = min(cheapest.get(offer.item, _ENDLESS), cost)
    return cheapest


def _made(project: Project, cheapest: Mapping[str, float], first: Month) -> dict[str, float]:
    """The least that one unit of each item costs to make without limit, where its inputs cost ``cheapest``, INR."""
    limited, inputs = _limited(project), project.grouped(RecipeInput, "recipe")
    recipes = [each for each in project.all(Recipe) if each.capacity is None]
    free = [each for each in recipes if each.id not in limited or limited[each.id] > first]
    made, at_best = dict[str, float](), dict(cheapest)
    for _ in free:  # as many levels as there can be
        for recipe in free:
            rows = [row for row in inputs.get(recipe.id, ()) if row.quantity > 0]
            cost = recipe.cost + sum(row.quantity * at_best.get(row.item, _ENDLESS) for row in rows)
            made[recipe.output] = min(made.get(recipe.output, _ENDLESS), cost)
            at_best[recipe.output] = min(at_best.get(recipe.output, _ENDLESS), cost)
    return made


def _limited(project: Project) -> dict[str, Month]:
    """The month from which a series of capacities limits each offer, source and recipe that has one."""
    begins = dict[str, Month]()
    for row in project.all(Capacity):
        for key in filter(None, (row.offer, row.source, row.recipe)):
            if row.from_month is not None:
                begins[key] = min(begins.get(key, row.from_month), row.from_month)
    return begins


def _least_rate(project: Project, currency: str) -> float:
    rates = [row.rate for row in project.all(ExchangeRate) if row.currency == currency]
    return 1.0 if currency == "INR" else min(rates, default=0.0)


CHECKS = (endless_incentives,)
