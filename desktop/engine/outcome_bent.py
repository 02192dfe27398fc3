"""Column values as limits that gave way: by how much, what was asked and what was reached instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from desktop.engine.arrays import Arrays
from desktop.engine.draft import Draft
from desktop.engine.objectives import Written
from desktop.engine.pins import Held
from desktop.engine.rules import RuleRow
from desktop.engine.rules_scope import in_base, in_other, members
from desktop.engine.vectors import BoolArray, FloatArray
from desktop.model.needs import least_use
from desktop.model.plan import Bent
from desktop.model.records import Item

_BENT = 1e-6
"""A limit counts as bent when it gives way by more than this share of its own size."""


def bent(written: Written, x: FloatArray, bought: FloatArray) -> Iterator[Bent]:
    """Every limit that gives way; ``bought`` (offers, t) is what arrives, receipts with it."""
    for row in written.rules:
        told = _BY_KIND[row.rule.kind](written, row, x, bought)
        if told is not None:
            yield told
    for held in written.pins:
        yield from _pin(written.draft, held, x)
    yield from _storage(written.draft, x)
    yield from _all_storage(written, x)
    yield from _closing(written.draft, x)


def _told(row: RuleRow, data: Arrays, amount: float, unit: str, reached: float) -> Bent:
    months = row.scope.months
    return Bent(
        kind=row.rule.kind,
        limit=row.rule.id,
        first_month=data.months[months[0]],
        last_month=data.months[months[-1]],
        amount=amount,
        unit=unit,
        asked=row.rule.limit,
        reached=reached,
    )


def _share(written: Written, row: RuleRow, x: FloatArray, bought: FloatArray) -> Bent | None:
    if x[row.slack[0]] <= 0:  # whatever its base is, which takes time to add up
        return None
    group, base = row.scope.amounts(bought, x)
    if x[row.slack[0]] <= _BENT * min(row.scale, base):
        return None
    data = written.draft.arrays
    reached = 100 * group / base if base else 0.0
    return _told(row, data, abs(row.rule.limit / 100 * base - group), _unit(data, row), reached)


def _amount(written: Written, row: RuleRow, x: FloatArray, bought: FloatArray) -> Bent | None:
    if x[row.slack[0]] <= 0:
        return None
    group, _ = row.scope.amounts(bought, x)
    if x[row.slack[0]] <= _BENT * min(row.scale, max(row.rule.limit, group)):
        return None
    data = written.draft.arrays
    return _told(row, data, abs(row.rule.limit - group), _unit(data, row), group)


def _unit(data: Arrays, row: RuleRow) -> str:
    """What the rule's amounts are counted in; quantities are checked to share one unit."""
    named = {"value": "INR", "contained": "kg", "co2": "kg"}.get(row.rule.measure)
    if named:
        return named
    based = (offer.item for offer, counts in zip(data.offers, in_base(row.rule, data), strict=True) if counts)
    item = row.rule.item or next(based, "")
    return data.world.by_id(Item)[item].unit if item else ""


def _concentration(written: Written, row: RuleRow, x: FloatArray, bought: FloatArray) -> Bent | None:
    data = written.draft.arrays
    counted = row.scope.counted(bought, x) * (row.scope.member > 0)
    amounts = [float(counted[own].sum()) for own in members(row.rule, data)]
    total = sum(amounts)
    index = sum((amount / total) ** 2 for amount in amounts) if total > 0 else 0.0
    if index <= row.rule.limit + _BENT:
        return None
    return _told(row, data, index - row.rule.limit, "HHI", index)


def _cover(written: Written, row: RuleRow, x: FloatArray, _bought: FloatArray) -> Bent | None:
    data, columns = written.draft.arrays, written.draft.columns
    item = data.item_at[row.rule.item]
    short, stock = x[row.slack], x[columns.stock[item, row.scope.months]]
    if not (short > 0).any():
        return None
    worst = int(short.argmax())
    following = np.minimum(row.scope.months + 1, data.size - 1)
    use = data.target[item, following] + data.need[:, item] @ x[columns.make[:, following]]
    moved = max(float(stock.max()), row.rule.limit / 30 * float(use.max()))
    missed = np.flatnonzero(short > _BENT * min(row.scale, moved))
    if not missed.size:
        return None
    days = float(30 * stock[worst] / use[worst]) if use[worst] else 0.0
    first, last = (data.months[row.scope.months[at]] for at in missed[[0, -1]])
    limit = row.rule.limit
    return Bent(row.rule.kind, row.rule.id, first, last, float(short[worst]), data.items[item].unit, limit, days)


def _counted(written: Written, row: RuleRow, _x: FloatArray, bought: FloatArray) -> Bent | None:
    data, rule = written.draft.arrays, row.rule
    base = in_base(rule, data)
    group = base & (row.scope.member > 0)
    counts = _counts if rule.kind == "sources at least" else _used
    used = sum(counts(row, own & group, bought, data) for own in members(rule, data))
    nothing = rule.kind == "sources at least" and not _used(row, base, bought, data)
    off = rule.limit - used if rule.kind == "sources at least" else used - rule.limit
    if nothing or off <= _BENT:
        return None
    return _told(row, data, off, "sources" if rule.by == "source" else "countries", used)


def _logical(written: Written, row: RuleRow, _x: FloatArray, bought: FloatArray) -> Bent | None:
    data = written.draft.arrays
    base = in_base(row.rule, data)
    one, other = base & (row.scope.member > 0), base & in_other(row.rule, data)
    first, second = (_used(row, own, bought, data) for own in (one, other))
    holds = {
        "if used then used": not first or _counts(row, other, bought, data),
        "at least one used": any(_counts(row, own, bought, data) for own in (one, other)),
        "not both used": not (first and second),
    }
    if holds[row.rule.kind]:
        return None
    months = row.scope.months
    return Bent(row.rule.kind, row.rule.id, data.months[months[0]], data.months[months[-1]], 1.0, "", 1.0, 0.0)


def _used(row: RuleRow, own: BoolArray, bought: FloatArray, _data: Arrays) -> bool:
    """Whether anything is bought of ``own`` in the window."""
    return bool((bought[np.ix_(own, row.scope.months)] > 0).any())


def _counts(row: RuleRow, own: BoolArray, bought: FloatArray, data: Arrays) -> bool:
    """Whether ``own`` bring the share of an item in the window from which the rule counts them, and no mere crumb."""
    months, count = row.scope.months, len(data.items)
    amounts, base = bought[:, months].sum(axis=1), in_base(row.rule, data)
    mine, everybody = (np.bincount(data.item_of[chosen], amounts[chosen], count) for chosen in (own, base))
    placed = np.bincount(data.item_of[own], data.receipts[np.ix_(own, months)].sum(axis=1), count)
    asked = least_use(data.world, row.rule)
    least = np.where(placed > 0, 0.0, [asked.get(item.id, np.inf) for item in data.items])
    share = row.rule.counts_from / 100 - _BENT
    return bool(((mine > 0) & (mine >= least * (1 - _BENT)) & (mine >= share * everybody)).any())


Read = Callable[[Written, RuleRow, FloatArray, FloatArray], Bent | None]
_BY_KIND: dict[str, Read] = {
    "share at least": _share,
    "share at most": _share,
    "amount at least": _amount,
    "amount at most": _amount,
    "concentration at most": _concentration,
    "cover at least": _cover,
    "sources at least": _counted,
    "sources at most": _counted,
    "if used then used": _logical,
    "at least one used": _logical,
    "not both used": _logical,
}


def _pin(draft: Draft, held: Held, x: FloatArray) -> Iterator[Bent]:
    off = float(x[held.off].max())
    if off > _BENT * min(held.scale, max(held.pin.quantity, float(x[held.columns].sum()))):
        record, month = draft.arrays.items[held.item], draft.arrays.months[held.month]
        reached = float(x[held.columns].sum())
        yield Bent("pin", held.pin.id, month, month, off, record.unit, held.pin.quantity, reached)


def _storage(draft: Draft, x: FloatArray) -> Iterator[Bent]:
    data, columns = draft.arrays, draft.columns
    for row, item in enumerate(columns.limited):
        record, over = data.items[item], x[columns.over[row]]
        moved = max(float(x[columns.stock[item]].max()), record.opening_stock)
        yield from _over(data, "storage limit", record.id, over, record.unit, record.storage_limit or 0.0, moved)


def _all_storage(written: Written, x: FloatArray) -> Iterator[Bent]:
    data, limit = written.draft.arrays, written.draft.arrays.world.settings.storage_limit
    if limit is not None:
        use = np.array([item.storage_use for item in data.items])
        moved = float((use @ x[written.draft.columns.stock]).max())
        yield from _over(data, "total storage", "", x[written.all_storage], "space", limit, moved)


def _over(
    data: Arrays, kind: str, name: str, over: FloatArray, unit: str, limit: float, moved: float
) -> Iterator[Bent]:
    """What is over a store of which ``moved`` is the most that it ever held."""
    months = np.flatnonzero(over > _BENT * moved)
    if months.size:
        worst, first, last = float(over.max()), data.months[months[0]], data.months[months[-1]]
        yield Bent(kind, name, first, last, worst, unit, limit, limit + worst)


def _closing(draft: Draft, x: FloatArray) -> Iterator[Bent]:
    data, columns = draft.arrays, draft.columns
    for row, item in enumerate(columns.closed):
        record, amount = data.items[item], float(x[columns.closing[row]].max())
        moved = max(float(x[columns.stock[item]].max()), record.opening_stock, record.closing_stock)
        if amount > _BENT * min(draft.scales.item[item], moved):
            end = data.months[-1]
            reached = float(x[columns.stock[item, -1]])
            yield Bent("closing stock", record.id, end, end, amount, record.unit, record.closing_stock, reached)
