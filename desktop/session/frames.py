"""The frames of plans by name, each with its mix and scenario in front: what is written for other programs to read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain, count

import pandas as pd

from desktop.analysis import (
    agreements,
    cash,
    compare,
    cost,
    coverage,
    incentives,
    licences,
    orders,
    production,
    risk,
    stock,
    supply,
)
from desktop.analysis.lens import ALL
from desktop.model.plan import Plan
from desktop.model.progress import Progress
from desktop.model.records import Item
from desktop.store.frames_parquet import Head, Sort


def _stocks(plan: Plan) -> pd.DataFrame:
    """The months of every item, one after the other."""
    parts = []
    for item in plan.world.by_id(Item):
        if item in plan.stock:
            part = _flat(stock.by_month(plan, item))
            part.insert(0, "item", item)
            parts.append(part)
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame({"item": []})


_OF_PLAN: Mapping[str, Callable[[Plan], pd.DataFrame]] = {
    "orders": orders.table,
    "supply-by-class": lambda plan: supply.by_class(plan, ALL),
    "supply-by-country": lambda plan: supply.by_class(plan, ALL, "country"),
    "supply-by-source": lambda plan: supply.by_class(plan, ALL, "source"),
    "supply-by-element": lambda plan: supply.by_element(plan, ALL),
    "stock": _stocks,
    "production": production.by_month,
    "deliveries": coverage.by_item,
    "cost-by-month": cost.by_month,
    "cost-by-source": cost.by_source,
    "cost-by-part": lambda plan: cost.by_part(plan).to_frame("inr"),
    "cash-by-month": cash.by_month,
    "licence-files": licences.files,
    "licences-held": licences.held,
    "shares-by-class": risk.shares,
    "concentration": risk.concentration,
    "on-licence": risk.on_licence,
    "agreements": agreements.by_year,
    "incentives": incentives.table,
}
_COMPARED = "comparison"
"""All plans side by side, one column each."""
_SORTS: Mapping[str, Sort] = {
    "month": "month",
    "first_short": "month",
    **dict.fromkeys(("order_date", "file_by", "valid_until"), "day"),
    **dict.fromkeys(("fiscal_year", "files"), "count"),
    **dict.fromkeys(("placed", "estimate"), "flag"),
    "tiers": "steps",
}
"""What columns hold that are neither texts nor figures."""
_OWN = "of the item"
"""The unit of quantities of goods: that of the row's item, which frames of several items name in ``unit``."""
_TEXTS = frozenset(
    (
        *("mix", "scenario", "offer", "source", "source_name", "class", "country", "item", "item_name", "unit"),
        *("licence", "regime", "regimes", "status", "obstacle", "name", "priority", "key", "incentive", "figure"),
    )
)
_GOODS = dict.fromkeys(("quantity", "usable", "target", "on_time", "late", "lost", "first_short_quantity"), _OWN)
_UNITS: Mapping[str, Mapping[str, str]] = {
    "orders": {**_GOODS, "contained": "kg", "": "INR"},
    **{f"supply-by-{each}": {"": "kg"} for each in ("class", "country", "source", "element")},
    "stock": {"days": "days", "value": "INR", "": _OWN},
    "production": {"": _OWN},
    "deliveries": {**dict.fromkeys(("on_time_share", "late_share", "lost_share"), "1"), "": _OWN},
    **{each: {"": "INR"} for each in ("cost-by-month", "cost-by-part", "cash-by-month")},
    "cost-by-source": {"contained": "kg", "per_kg": "INR/kg", "": "INR"},
    "licence-files": {"contained": "kg", "": _OWN},
    "licences-held": {"": _OWN},
    "shares-by-class": {"contained": "kg", "value": "INR", "": "1"},
    "concentration": {"": "1"},
    "on-licence": {"share": "1", "": "kg"},
    "agreements": {"price": "INR/use of capacity", "paid": "INR", "": "uses of capacity"},
    "incentives": {"quantity": _OWN, "share": "1", "least": "1", "": "INR"},
    _COMPARED: {"": "as in unit"},
}
"""The unit of every figure by frame and column, "" for all others; 1 for shares and indices."""
_NAMED = {**{f"supply-by-{each}": 3 for each in ("country", "source", "element")}, "production": 3, _COMPARED: 2}
"""How many columns stand before those that are called by names of the project, whatever these are."""
_COMPARED_IN: Mapping[compare.Kind, str] = {"share": "1", "money": "INR", "rate": "INR/kg", "mass": "kg"}


def heads_of(name: str, frame: pd.DataFrame) -> list[Head]:
    """What every column of a frame holds, and in which unit; names that occur twice are numbered."""
    units, heads, seen = _UNITS[name], list[Head](), set[str]()
    for at, column in enumerate(map(str, frame.columns)):
        names = chain([column], (f"{column} ({number})" for number in count(2)))
        called = next(each for each in names if each not in seen)
        seen.add(called)
        known = at < _NAMED.get(name, len(frame.columns))
        sort = _SORTS.get(column, "text" if column in _TEXTS else "number") if known else "number"
        heads.append(Head(called, sort, units.get(column, units[""]) if sort == "number" else ""))
    return heads


def of_plans(plans: Sequence[Plan], progress: Progress) -> dict[str, pd.DataFrame]:
    """Every frame of ``plans`` by name, their rows one plan after the other; raises Cancelled."""
    found = {}
    for at, (name, frame) in enumerate(_OF_PLAN.items()):
        progress.report("step-frames", at / len(_OF_PLAN))
        parts = [_told(plan, frame(plan)) for plan in plans]
        filled = [part for part in parts if len(part)] or parts[:1]
        found[name] = pd.concat(filled, ignore_index=True)
    compared = compare.table(plans)
    compared.columns = pd.Index([" / ".join(filter(None, (plan.mix, plan.scenario))) for plan in plans])
    compared.insert(0, "unit", [_COMPARED_IN.get(row.kind, "1") for row in compare.ROWS])
    found[_COMPARED] = _flat(compared.rename_axis(index="figure"))
    return found


def _told(plan: Plan, frame: pd.DataFrame) -> pd.DataFrame:
    """A frame with what it is of in its first columns."""
    flat = _flat(frame)
    flat.insert(0, "scenario", plan.scenario, allow_duplicates=True)
    flat.insert(0, "mix", plan.mix, allow_duplicates=True)
    return flat


def _flat(frame: pd.DataFrame) -> pd.DataFrame:
    """A frame whose index is columns too, unless it only counts rows."""
    counts = isinstance(frame.index, pd.RangeIndex)
    flat = frame.copy() if counts else frame.rename_axis(index=_index_names(frame)).reset_index()
    flat.columns = pd.Index([_heading(each) for each in flat.columns])
    return flat


def _index_names(frame: pd.DataFrame) -> list[str]:
    return [str(name) if name is not None else f"key{at or ''}" for at, name in enumerate(frame.index.names)]


def _heading(name: object) -> str:
    """The header of a column; those of several levels are joined."""
    return " ".join(str(part) for part in name if part != "") if isinstance(name, tuple) else str(name)
