"""What arrives month by month, from whom, against what is needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from desktop.analysis import coverage, orders
from desktop.analysis.bought import bought
from desktop.analysis.lens import Lens, weights
from desktop.analysis.memory import remembered
from desktop.model.composition import contents_of
from desktop.model.plan import Plan
from desktop.model.records import RARE_EARTHS, Item, Recipe, RecipeInput
from desktop.model.records.supply import CLASSES

Group = Literal["class", "source", "offer", "country"]
MADE = "made"
"""The column of an item's own making, beside the groups of those who sell it."""


@remembered
def by_class(plan: Plan, lens: Lens, group: Group = "class") -> pd.DataFrame:
    """Arrivals as bought, placed orders too: months x groups, in the lens's unit (kg contained, or the item's own).

    Classes are always all three, other groups by size. Through the lens of an item that is also made, the
    column ``MADE`` holds what the recipes finish in the month.
    """
    lines, count = bought(plan), len(plan.months)
    quantity = lines.quantity * lines.counted(weights(plan.world, lens))
    seen = (quantity > 0) & (lines.month >= 0) & (lines.month < count)
    found, places = lines.grouped(group, seen)
    sums = np.bincount(lines.month[seen] * len(found) + places, quantity[seen], count * len(found))
    columns = dict(zip(found, sums.reshape(count, len(found)).T, strict=True))
    nothing = np.zeros(count)
    names = CLASSES if group == "class" else sorted(found, key=lambda name: -columns[name].sum())
    values = [columns.get(name, nothing) for name in names]
    table = pd.DataFrame(
        np.array(values).reshape(len(names), count).T,
        index=pd.Index(plan.months, dtype=object, name="month"),
        columns=pd.Index(names, dtype=object, name=group),
    )
    if lens.kind == "item" and any(recipe.output == lens.id for recipe in plan.world.all(Recipe)):
        table[MADE] = made(plan, lens.id)
    return table


@remembered
def by_element(plan: Plan, lens: Lens) -> pd.DataFrame:
    """Months x elements, kg contained in what is bought of the items seen, placed orders too; by size."""
    lines, contents, seen = orders.table(plan), contents_of(plan.world), weights(plan.world, lens)
    counted = lines[lines["item"].isin(list(seen))]
    table = pd.DataFrame(0.0, index=list(plan.months), columns=[])
    for element in (lens.id,) if lens.kind == "element" else RARE_EARTHS:
        kg = counted["item"].map({item: held.get(element, 0.0) for item, held in contents.items()}).fillna(0.0)
        bought = (counted["quantity"] * kg.astype(float)).groupby(counted["month"]).sum()
        if bought.sum():
            table[element] = bought.reindex(list(plan.months), fill_value=0.0)
    return table[table.sum().sort_values(ascending=False, kind="stable").index].rename_axis(index="month")


def requirement(plan: Plan, lens: Lens) -> pd.Series[float]:
    """What is ``needed``, by month."""
    return pd.Series(needed(plan, lens), index=list(plan.months), name="requirement")


def needed(plan: Plan, lens: Lens) -> npt.NDArray[np.float64]:
    """By month: of an item its target and what the recipes take of it; else kg contained in what the targets take.

    Supply is counted as it is bought, so the need is too: as ``per_unit`` tells.
    """
    counts = per_unit(plan, lens)
    if lens.kind == "item":
        return counts[lens.id] * use(plan, lens.id)
    need = np.zeros(len(plan.months))
    for item, series in plan.target.items():
        need += counts.get(item, 0.0) * np.array(series)
    return need


def missing(plan: Plan, lens: Lens) -> npt.NDArray[np.float64]:
    """By month: what of the month's targets is not delivered on time, in the lens's unit."""
    counts = per_unit(plan, lens)
    found = np.zeros(len(plan.months))
    for item in plan.target:
        if item in counts:
            found += counts[item] * coverage.short(plan, item)
    return found


@remembered
def per_unit(plan: Plan, lens: Lens) -> Mapping[str, float]:
    """What has to be bought for one unit of each item, in the lens's unit; items that count 0 are missing.

    An item counts what is bought and made of it for a unit of what can be used. Kilograms contained are those of the
    plan's own ways to it: listed contents where it lies in stock or is bought, with what is bought and not usable, and
    the inputs of its recipes, losses included, where it is made. So what is bought, less what goes into stock, is what
    is delivered. Of an item that the plan never has, all its recipes count alike.
    """
    listed = weights(plan.world, lens)
    paid = {item.id: item.opening_stock for item in plan.world.all(Item)}
    had, makers, lines = dict(paid), plan.world.grouped(Recipe, "output"), bought(plan)
    names, places = lines.grouped("item", np.ones(len(lines.offer), dtype=bool))
    for into, values in ((paid, lines.quantity), (had, lines.usable)):
        for name, total in zip(names, np.bincount(places, values, len(names)).tolist(), strict=True):
            into[name] += total
    if lens.kind == "item":
        own = float(made(plan, lens.id).sum())
        whole = had[lens.id] + own
        return {lens.id: (paid[lens.id] + own) / whole if whole else 1.0}
    found = {item: counted * (paid[item] / had[item] if had[item] else 1.0) for item, counted in listed.items()}
    for _ in makers:  # no way from recipe to recipe is longer; loops of scrap settle on the way
        before = dict(found)
        for item, recipes in makers.items():
            ways = [(sum(plan.production[recipe.id]), _into(plan, recipe, found)) for recipe in recipes]
            whole = had[item] + sum(amount for amount, _ in ways)
            taken = paid[item] * listed.get(item, 0.0) + sum(amount * counted for amount, counted in ways)
            found[item] = taken / whole if whole else sum(counted for _, counted in ways) / len(ways)
        if found == before:
            break
    return {item: counted for item, counted in found.items() if counted}


def _into(plan: Plan, recipe: Recipe, counts: Mapping[str, float]) -> float:
    """What the inputs of one unit of output count."""
    rows = plan.world.grouped(RecipeInput, "recipe").get(recipe.id, ())
    return sum(row.quantity * counts.get(row.item, 0.0) for row in rows)


def made(plan: Plan, item: str) -> npt.NDArray[np.float64]:
    """What the recipes finish of an item in each month, in its unit."""
    finished = np.zeros(len(plan.months))
    for recipe in plan.world.all(Recipe):
        if recipe.output == item and recipe.delay < len(finished):
            started = np.array(plan.production[recipe.id])
            finished[recipe.delay :] += started[: len(started) - recipe.delay]
    return finished


def use(plan: Plan, item: str) -> npt.NDArray[np.float64]:
    """The target of an item and what the recipes take of it in each month, in its unit."""
    need = used(plan, item)
    return need + np.array(plan.target[item]) if item in plan.target else need


def used(plan: Plan, item: str) -> npt.NDArray[np.float64]:
    """What the recipes take of an item in each month, in its unit."""
    taken = np.zeros(len(plan.months))
    for row in plan.world.all(RecipeInput):
        if row.item == item:
            taken += row.quantity * np.array(plan.production[row.recipe])
    return taken
