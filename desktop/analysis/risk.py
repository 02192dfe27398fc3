"""On whom a plan depends: shares, concentration, and what stands or falls with a licence."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from desktop.analysis.bought import bought
from desktop.analysis.lens import ALL, Lens, weights
from desktop.analysis.memory import remembered
from desktop.model.composition import contents_of
from desktop.model.plan import Plan
from desktop.model.records import RARE_EARTHS
from desktop.model.records.supply import CLASSES

SHARE_COLUMNS = ("contained", "value", "contained_share", "value_share")  # kg, INR landed, 0-1, 0-1
CONCENTRATION_COLUMNS = ("hhi", "effective")  # 0-1, and 1/HHI: how many of equal size would be as concentrated
LICENCE_COLUMNS = ("licensed", "contained", "share")  # kg that need a licence, kg bought, 0-1

Dependence = Literal["source", "country"]
Group = Dependence | Literal["class"]


@remembered
def shares(plan: Plan, group: Group = "class", lens: Lens = ALL) -> pd.DataFrame:
    """Groups x ``SHARE_COLUMNS`` of all that arrives, placed orders too; classes are always all three.

    Through the lens of an item ``contained`` is in the item's unit. Where nothing that is bought contains rare
    earths, ``ALL`` counts the value of everything. A share of nothing is 0.
    """
    names, sums = _sums(plan, group, lens)
    if group == "class":
        order = [names.index(name) if name in names else len(names) for name in CLASSES]
        names = list(CLASSES)
    else:
        order = np.argsort(-sums["contained"], kind="stable").tolist()
        names = [names[at] for at in order]
    sorted_ = {name: np.append(column, 0.0)[order] for name, column in sums.items()}
    parts = {f"{name}_share": column / (float(column.sum()) or 1.0) for name, column in sorted_.items()}
    return pd.DataFrame({**sorted_, **parts}, index=pd.Index(names, name=group, dtype=object))


def _sums(plan: Plan, group: Group, lens: Lens) -> tuple[list[str], dict[str, npt.NDArray[np.float64]]]:
    """The groups that anything seen through the lens arrives from, in order: what is "contained", and its "value"."""
    lines = bought(plan)
    weight = lines.counted(weights(plan.world, lens))
    seen = weight > 0
    if lens.kind == "all" and not seen.any():
        seen = ~seen
    names, places = lines.grouped(group, seen)
    columns = {"contained": lines.quantity * weight, "value": lines.landed}
    return names, {
        name: np.asarray(np.bincount(places, column[seen], len(names)), dtype=float) for name, column in columns.items()
    }


@remembered
def hhi(plan: Plan, group: Dependence = "source", lens: Lens = ALL) -> float:
    """The sum of squared shares of kg contained, 0-1.

    Without rare earths in anything bought, shares of the value count; of nothing bought the index is 0.
    """
    _, sums = _sums(plan, group, lens)
    counted = sums["contained"] if sums["contained"].any() else sums["value"]
    return float(((counted / (counted.sum() or 1.0)) ** 2).sum())


def effective(index: float) -> float:
    """How many of equal size would be as concentrated; 0 where nothing is bought."""
    return 1 / index if index else 0.0


@remembered
def concentration(plan: Plan, lens: Lens = ALL) -> pd.DataFrame:
    """Rows "source" and "country" x ``CONCENTRATION_COLUMNS``, as ``hhi`` and ``effective`` tell."""
    groups: tuple[Dependence, ...] = ("source", "country")
    found = [hhi(plan, group, lens) for group in groups]
    rows = [(index, effective(index)) for index in found]
    return pd.DataFrame(rows, index=list(groups), columns=list(CONCENTRATION_COLUMNS))


def used(plan: Plan, group: Dependence) -> int:
    """How many sources or countries anything arrives from, placed orders too."""
    lines = bought(plan)
    return len(lines.grouped(group, lines.quantity > 0)[0])


@remembered
def on_licence(plan: Plan) -> pd.DataFrame:
    """All rare earths ("all") and each one that is bought x ``LICENCE_COLUMNS``."""
    lines, contents = bought(plan), contents_of(plan.world)
    names, items = lines.grouped("item", np.ones(len(lines.offer), dtype=bool))
    held = np.array([[contents.get(name, {}).get(each, 0.0) for each in RARE_EARTHS] for name in names])
    held = held.reshape(len(names), len(RARE_EARTHS))
    every = np.bincount(items, lines.quantity, len(names)) @ held
    licensed = np.bincount(items, np.where(lines.licensed, lines.quantity, 0.0), len(names)) @ held
    some, whole = every > 0, licensed_and_all(plan)
    columns = {
        "licensed": np.concatenate(([whole[0]], licensed[some])),
        "contained": np.concatenate(([whole[1]], every[some])),
    }
    share = columns["licensed"] / np.where(columns["contained"] > 0, columns["contained"], 1.0)
    return pd.DataFrame({**columns, "share": share}, index=["all", *np.array(RARE_EARTHS, dtype=object)[some]])


def licensed_and_all(plan: Plan) -> tuple[float, float]:
    """Kg of all rare earths in what needs a licence, and in all that is bought."""
    lines = bought(plan)
    kg = lines.quantity * lines.counted(weights(plan.world, ALL))
    return float(kg[lines.licensed].sum()), float(kg.sum())


def licensed_share(plan: Plan) -> float:
    """The part of all rare earths bought that needs a licence, 0-1; 0 where none are bought."""
    licensed, every = licensed_and_all(plan)
    return licensed / every if every else 0.0
