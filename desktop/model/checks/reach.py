"""Targets of months in which nothing of their item can be there yet, late deliveries included."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from desktop.model.checks.shape import problem
from desktop.model.errors import Problem
from desktop.model.horizon import months_of
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.reads import reads
from desktop.model.records import Item, LeadTime, Offer, Receipt, Recipe, RecipeInput, Settings, Target
from desktop.model.series import spread


@reads(Settings, Item, Offer, LeadTime, Receipt, Recipe, RecipeInput, Target)
def targets_out_of_reach(project: Project) -> tuple[Problem, ...]:
    """Promised items whose first targets come before they can be bought or made, each told once.

    Items that cannot be had at all are told otherwise (see ``coverage.unmakeable_targets``). Licence files are not
    counted, nor capacities: what is noted here is out of reach whatever they are.
    """
    return tuple(_out_of_reach(project))


def _out_of_reach(project: Project) -> Iterator[Problem]:
    months, today = months_of(project), project.settings.plan_date
    if today is not None and today > months[-1].last_day:
        return
    first, items = first_months(project), project.by_id(Item)
    told: set[str] = set()
    for target in sorted(project.all(Target), key=lambda row: row.month or months[0]):
        at = first.get(target.item)
        if target.quantity <= 0 or target.month not in months or at is None or target.item in told:
            continue
        latest = months.index(target.month) + items[target.item].months_late
        if min(latest, len(months) - 1) < at:
            told.add(target.item)
            values = {"item": target.item, "month": str(months[0].plus(at))}
            key = "target-too-early" if at < len(months) else "target-after-horizon"
            yield problem(project, target, key, "month", values, note=True)


def first_months(project: Project) -> dict[str, int]:
    """The place of the first planned month in which some of each item can be there; past the end for after it."""
    months = months_of(project)
    end = len(months)
    first = {item.id: 0 for item in project.all(Item) if item.opening_stock > 0}
    offers = project.by_id(Offer)
    for receipt in project.all(Receipt):
        if receipt.month is not None and receipt.quantity > 0:
            _earlier(first, offers[receipt.offer].item, min(max(receipt.month.index - months[0].index, 0), end))
    for offer in offers.values():
        _earlier(first, offer.item, _first_arrival(project, offer, months))
    needs: dict[str, list[str]] = {recipe.id: [] for recipe in project.all(Recipe)}
    for row in project.all(RecipeInput):
        if row.quantity > 0:
            needs[row.recipe].append(row.item)
    for _ in needs:  # no chain of recipes is longer
        for recipe in project.all(Recipe):
            if all(item in first for item in needs[recipe.id]):
                qualified = recipe.qualified_from.index - months[0].index if recipe.qualified_from else 0
                begun = max([qualified, *(first[item] for item in needs[recipe.id])])
                _earlier(first, recipe.output, min(begun + recipe.delay, end))
    return first


def _earlier(first: dict[str, int], item: str, at: int) -> None:
    first[item] = min(first.get(item, at), at)


def _first_arrival(project: Project, offer: Offer, months: tuple[Month, ...]) -> int:
    """The place of the first month whose order can still be placed on the plan date, within the offer's own months."""
    today = project.settings.plan_date
    steps = [
        (row.from_month, row.value)
        for row in project.grouped(LeadTime, "offer").get(offer.id, ())
        if row.from_month is not None
    ]
    for at, (month, days) in enumerate(zip(months, spread(steps, months, offer.lead_days), strict=True)):
        begun = offer.first_month is None or offer.first_month <= month
        open_ = begun and (offer.last_month is None or month <= offer.last_month)
        if open_ and (today is None or month.first_day - dt.timedelta(days=days) >= today):
            return at
    return len(months)
