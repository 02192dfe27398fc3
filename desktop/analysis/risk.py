"""On whom a plan depends: shares, concentration, and what stands or falls with a licence."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from desktop.analysis import orders
from desktop.analysis.lens import ALL, Lens, weights
from desktop.analysis.memory import remembered
from desktop.model.composition import contents_of
from desktop.model.plan import Plan
from desktop.model.records import RARE_EARTHS
from desktop.model.records.supply import CLASSES

SHARE_COLUMNS = ("contained", "value", "contained_share", "value_share")  # kg, INR landed, 0-1, 0-1
CONCENTRATION_COLUMNS = ("hhi", "effective")  # 0-1, and 1/HHI: how many of equal size would be as concentrated
LICENCE_COLUMNS = ("licensed", "contained", "share")  # kg that need a licence, kg bought, 0-1

Group = Literal["class", "source", "country"]


@remembered
def shares(plan: Plan, group: Group = "class", lens: Lens = ALL) -> pd.DataFrame:
    """Groups x ``SHARE_COLUMNS`` of all that arrives, placed orders too; classes are always all three.

    Through the lens of an item ``contained`` is in the item's unit. Where nothing that is bought contains rare
    earths, ``ALL`` counts the value of everything. A share of nothing is 0.
    """
    names, sums = _sums(plan, group, lens)
    if group == "class":
        order = [int(np.searchsorted(names, name)) if name in names else len(names) for name in CLASSES]
        names = np.array(CLASSES, dtype=object)
    else:
        order = np.argsort(-sums["contained"], kind="stable").tolist()
        names = names[order]
    sorted_ = {name: np.append(column, 0.0)[order] for name, column in sums.items()}
    parts = {f"{name}_share": column / (float(column.sum()) or 1.0) for name, column in sorted_.items()}
    return pd.DataFrame({**sorted_, **parts}, index=pd.Index(names, name=group, dtype=object))


def _sums(plan: Plan, group: Group, lens: Lens) -> tuple[npt.NDArray[np.object_], dict[str, npt.NDArray[np.float64]]]:
    """The groups that anything seen through the lens arrives from, in order: what is "contained", and its "value"."""
    lines, counts = orders.table(plan), weights(plan.world, lens)
    weight = np.array([counts.get(item, 0.0) for item in lines["item"].to_numpy()], dtype=float)
    seen = weight > 0
    if lens.kind == "all" and not seen.any():
        seen = ~seen
    places, names = pd.factorize(lines[group].to_numpy()[seen], sort=True)
    columns = {"contained": lines["quantity"].to_numpy(float) * weight, "value": lines["landed"].to_numpy(float)}
    return names, {
        name: np.asarray(np.bincount(places, column[seen], len(names)), dtype=float) for name, column in columns.items()
    }


@remembered
def concentration(plan: Plan, lens: Lens = ALL) -> pd.DataFrame:
    """Rows "source" and "country" x ``CONCENTRATION_COLUMNS``: the sum of squared shares of kg contained.

    Without rare earths in anything bought, shares of the value count; of nothing bought the index is 0.
    """
    rows = []
    groups: tuple[Group, ...] = ("source", "country")
    for group in groups:
        _, sums = _sums(plan, group, lens)
        counted = sums["contained"] if sums["contained"].any() else sums["value"]
        hhi = float(((counted / (counted.sum() or 1.0)) ** 2).sum())
        rows.append((hhi, 1 / hhi if hhi else 0.0))
    return pd.DataFrame(rows, index=list(groups), columns=list(CONCENTRATION_COLUMNS))


def used(plan: Plan, group: Literal["source", "country"]) -> int:
    """How many sources or countries anything arrives from, placed orders too."""
    lines = orders.table(plan)
    return len(set(lines[group].to_numpy()[lines["quantity"].to_numpy() > 0]))


@remembered
def on_licence(plan: Plan) -> pd.DataFrame:
    """All rare earths ("all") and each one that is bought x ``LICENCE_COLUMNS``."""
    lines, contents = orders.table(plan), contents_of(plan.world)
    needed, quantity, kg = (
        lines["licence"].to_numpy() != "",
        lines["quantity"].to_numpy(),
        lines["contained"].to_numpy(),
    )
    items, names = pd.factorize(lines["item"].to_numpy())
    held = np.array([[contents.get(name, {}).get(each, 0.0) for each in RARE_EARTHS] for name in names])
    held = held.reshape(len(names), len(RARE_EARTHS))
    bought = np.bincount(items, quantity, len(names)) @ held
    licensed = np.bincount(items, np.where(needed, quantity, 0.0), len(names)) @ held
    some = bought > 0
    columns = {
        "licensed": np.concatenate(([kg[needed].sum()], licensed[some])),
        "contained": np.concatenate(([kg.sum()], bought[some])),
    }
    share = columns["licensed"] / np.where(columns["contained"] > 0, columns["contained"], 1.0)
    return pd.DataFrame({**columns, "share": share}, index=["all", *np.array(RARE_EARTHS, dtype=object)[some]])
