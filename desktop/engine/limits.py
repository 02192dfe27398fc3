"""The physical limits of a plan, one function per limit (model.md section 4)."""

from __future__ import annotations

import numpy as np

from desktop.engine.draft import Draft
from desktop.engine.program import Sparse
from desktop.engine.vectors import FloatArray, IntArray, summed


def balance_stock(draft: Draft) -> None:
    """4.1: stock = last stock + receipts + usable arrivals + finished output - inputs - deliveries."""
    program, columns, arrays, scales = draft.program, draft.columns, draft.arrays, draft.scales
    size = arrays.size
    yields = arrays.yields.reshape(-1, 1)
    given = summed(arrays.item_of, arrays.receipts * yields, len(arrays.items))
    given[:, 0] += [item.opening_stock for item in arrays.items]
    rows = program.rows(given.shape, scales.item.reshape(-1, 1), given, given)
    program.put(rows, columns.stock, 1.0)
    program.put(rows[:, 1:], columns.stock[:, :-1], -1.0)
    program.put(rows[arrays.item_of[arrays.lanes.offer]], columns.arrive, -yields[arrays.lanes.offer])
    for recipe, output in enumerate(arrays.output_of):
        delay = min(arrays.recipes[recipe].delay, size)
        program.put(rows[output, delay:], columns.make[recipe, : size - delay], -1.0)
        inputs = np.flatnonzero(arrays.need[recipe])
        program.put(rows[inputs], columns.make[recipe], arrays.need[recipe][inputs].reshape(-1, 1))
    program.put(rows[columns.targets], columns.deliver, 1.0)


def limit_storage(draft: Draft) -> Sparse:
    """4.1: stock within the storage limit; what is over is a bent limit, so that a full store still has a plan."""
    program, columns, arrays, scales = draft.program, draft.columns, draft.arrays, draft.scales
    most = np.array([arrays.items[item].storage_limit or 0.0 for item in columns.limited]).reshape(-1, 1)
    scale = scales.item[columns.limited].reshape(-1, 1)
    rows = program.rows(columns.over.shape, scale, -np.inf, np.broadcast_to(most, columns.over.shape))
    program.put(rows, columns.stock[columns.limited], 1.0)
    program.put(rows, columns.over, -1.0)
    return Sparse.of((columns.over, 1.0 / scale))


def limit_all_storage(draft: Draft) -> tuple[IntArray, Sparse]:
    """4.1: stock of all items within the project's storage limit; returns what is over by month, and its goal."""
    program, arrays, scales = draft.program, draft.arrays, draft.scales
    limit = arrays.world.settings.storage_limit
    if limit is None:
        return np.zeros(0, dtype=np.int64), Sparse.none()
    use = np.array([item.storage_use for item in arrays.items]).reshape(-1, 1)
    scale = float((use * scales.item.reshape(-1, 1)).max()) or 1.0
    over = program.columns((arrays.size,), scale)
    rows = program.rows((arrays.size,), scale, -np.inf, limit)
    program.put(rows, draft.columns.stock, use)
    program.put(rows, over, -1.0)
    return over, Sparse.of((over, 1.0 / scale))


def promise_deliveries(draft: Draft) -> None:
    """4.2: late = last late + target - delivered - lost."""
    program, columns, arrays, scales = draft.program, draft.columns, draft.arrays, draft.scales
    target = arrays.target[columns.targets]
    rows = program.rows(target.shape, scales.item[columns.targets].reshape(-1, 1), target, target)
    program.put(rows, columns.late, 1.0)
    program.put(rows[:, 1:], columns.late[:, :-1], -1.0)
    program.put(rows, columns.deliver, 1.0)
    program.put(rows, columns.lost, 1.0)


def share_capacity(draft: Draft) -> None:
    """4.3 and 4.6: joint capacities of sources, committed items and an offer's lanes, and the licences' quantities."""
    arrays = draft.arrays
    use = arrays.use
    _hold(draft, arrays.source_of, use, draft.bounds.joint)
    for source, item in np.argwhere(arrays.committed.any(axis=2)).tolist():
        selling = (arrays.source_of == source) & (arrays.item_of == item)
        free = arrays.offer_capacity[selling].sum(axis=0) - arrays.committed[source, item]
        _hold(draft, np.where(selling, 0, -1), np.ones(use.size), free.reshape(1, -1))
    first_licence = arrays.use.size
    licensed = np.unique(arrays.lanes.offer[first_licence:])
    place = np.full(use.size, -1, dtype=np.int64)
    place[licensed] = np.arange(licensed.size)
    _hold(draft, place, np.ones(use.size), arrays.offer_capacity[licensed])
    for lane, licence in enumerate(arrays.lanes.licences, start=first_licence):
        scale = draft.scales.item[arrays.item_of[arrays.lanes.offer[lane]]]
        draft.program.put(draft.program.rows((1,), scale, -np.inf, licence.quantity), draft.columns.arrive[lane], 1.0)


def _hold(draft: Draft, group: IntArray, use: FloatArray, most: FloatArray) -> None:
    """Rows (groups, t): the arrivals of the offers of each group, each times its use, stay within ``most``.

    ``group`` (offers,) is the group of each offer, -1 for none. Groups without a limit, or without offers, have no
    rows; a limit below zero leaves nothing.
    """
    limited = np.isfinite(most).any(axis=1) & (np.bincount(group[group >= 0], minlength=len(most)) > 0)
    place = np.full(len(most) + 1, -1, dtype=np.int64)
    place[:-1][limited] = np.arange(int(limited.sum()))
    of_offer = place[group]
    lane = np.flatnonzero(of_offer[draft.arrays.lanes.offer] >= 0)
    if lane.size:
        offer = draft.arrays.lanes.offer[lane]
        size = np.zeros(int(limited.sum()))
        np.maximum.at(size, of_offer[offer], use[offer] * draft.scales.item[draft.arrays.item_of[offer]])
        scale = np.where(size > 0, size, 1.0).reshape(-1, 1)
        rows = draft.program.rows(most[limited].shape, scale, -np.inf, np.maximum(most[limited], 0.0))
        draft.program.put(rows[of_offer[offer]], draft.columns.arrive[lane], use[offer].reshape(-1, 1))


def share_making(draft: Draft) -> None:
    """4.7: a recipe's largest share of its item's monthly making."""
    program, columns, arrays, scales = draft.program, draft.columns, draft.arrays, draft.scales
    for recipe, record in enumerate(arrays.recipes):
        if record.largest_share is not None:
            output = arrays.output_of[recipe]
            rows = program.rows((arrays.size,), scales.item[output], -np.inf, 0.0)
            program.put(rows, columns.make[recipe], 1.0)
            siblings = np.flatnonzero(arrays.output_of == output)
            program.put(rows, columns.make[siblings], -record.largest_share / 100)


def keep_safety(draft: Draft) -> Sparse:
    """4.9: stock plus shortfall covers the days of the next month's use; the last month looks at itself."""
    columns, arrays = draft.columns, draft.arrays
    months = np.arange(arrays.size)
    for row, item in enumerate(columns.safe.tolist()):
        cover_use(draft, item, months, arrays.items[item].safety_days / 30, columns.short[row])
    return Sparse.of((columns.short, draft.scales.lack[columns.safe].reshape(-1, 1)))


def cover_use(draft: Draft, item: int, months: IntArray, covered: float, short: IntArray) -> None:
    """Rows (months,): stock plus ``short`` is at least ``covered`` months of the next month's use of an item."""
    program, columns, arrays = draft.program, draft.columns, draft.arrays
    following = np.minimum(months + 1, arrays.size - 1)
    rows = program.rows(months.shape, draft.scales.item[item], covered * arrays.target[item, following], np.inf)
    program.put(rows, columns.stock[item, months], 1.0)
    program.put(rows, short, 1.0)
    for recipe in np.flatnonzero(arrays.need[:, item]):
        program.put(rows, columns.make[recipe, following], -covered * arrays.need[recipe, item])


def close_stock(draft: Draft) -> Sparse:
    """Closing stock at least or exactly as asked; what differs is a bent limit."""
    program, columns, arrays, scales = draft.program, draft.columns, draft.arrays, draft.scales
    wanted = np.array([arrays.items[item].closing_stock for item in columns.closed])
    exactly = np.array([arrays.items[item].closing == "exactly" for item in columns.closed], dtype=bool)
    rows = program.rows(wanted.shape, scales.item[columns.closed], wanted, np.where(exactly, wanted, np.inf))
    program.put(rows, columns.stock[columns.closed, -1], 1.0)
    program.put(rows, columns.closing[:, 0], 1.0)
    program.put(rows, columns.closing[:, 1], -1.0)
    return Sparse.of((columns.closing, scales.lack[columns.closed].reshape(-1, 1)))
