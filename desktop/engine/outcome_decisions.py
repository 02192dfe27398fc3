"""Column values as decisions that cost money, and as what incentives come to."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from desktop.engine.draft import Draft
from desktop.engine.objectives import Written
from desktop.engine.vectors import BoolArray, FloatArray, summed
from desktop.model.plan import Decision, IncentivePaid

_ROUNDING = 1e-8
"""How far from whole a whole column, and from whole lots an order, may be by the solver's rounding alone."""


def settled(draft: Draft, x: FloatArray) -> FloatArray:
    """``x`` (columns, real units) free of the solver's rounding: decisions whole, near orders exactly in lots.

    What is decided in parts, or is farther from whole than rounding explains, stays as it is.
    """
    if not draft.whole:
        return x
    exact, decided = x.copy(), draft.decided().columns
    exact[decided] = _nearest(x[decided], np.ones(decided.size))
    arrays = draft.arrays
    for position, offer in enumerate(arrays.offers):
        step = offer.lot_size or offer.minimum_order
        if step > 0:
            ways = draft.columns.arrive[arrays.lanes.offer == position, : arrays.near]
            total = x[ways].sum(axis=0)
            whole = _nearest(total, np.full(total.size, step))
            if not offer.lot_size:  # one minimum order is a whole number of them, more need not be
                whole = np.where(whole <= step, whole, total)
            largest = ways[x[ways].argmax(axis=0), np.arange(total.size)]
            others = total - x[largest]
            exact[largest] = np.where(whole == total, x[largest], whole - others)
            exact[ways] = np.where(whole == 0, 0.0, exact[ways])
    return exact


def _nearest(values: FloatArray, step: FloatArray) -> FloatArray:
    """Each value as a whole number of steps where it is one but for rounding."""
    whole = step * np.round(values / step)
    return np.where(np.abs(whole - values) <= _ROUNDING * np.maximum(np.abs(values), step), whole, values)


def decisions(written: Written, x: FloatArray, arrivals: FloatArray) -> Iterator[Decision]:
    """Every yes or no that costs money, and how far it is taken where it is relaxed."""
    yield from _orders(written, x, arrivals)
    yield from _contracts(written, x, arrivals)
    yield from _tiers(written, x)
    for grant in written.grants:
        if yes := grant.yes(x, whole=written.draft.whole):
            first, last = (written.draft.arrays.months[at] for at in grant.months[[0, -1]])
            yield Decision("incentive", grant.record.id, first, last, yes)


def _orders(written: Written, x: FloatArray, arrivals: FloatArray) -> Iterator[Decision]:
    data, order = written.draft.arrays, written.ordering.order
    paid = np.array([source.order_cost > 0 for source in data.sources], dtype=bool).reshape(-1, 1)
    if not paid.any():
        return
    decided = np.where(_used(written, arrivals), x[order], 0.0)
    value = np.where(order >= 0, decided, _spread(_taken(written, arrivals), written.draft.bounds.source))
    for source, month in np.argwhere(paid & (value > 0)).tolist():
        at = data.months[month]
        yield Decision("order", data.sources[source].id, at, at, float(value[source, month]))


def _contracts(written: Written, x: FloatArray, arrivals: FloatArray) -> Iterator[Decision]:
    data, contract = written.draft.arrays, written.ordering.contract
    if not any(source.contract_cost > 0 for source in data.sources):
        return
    spread = _spread(_taken(written, arrivals).sum(axis=1), written.draft.bounds.contract)
    used: BoolArray = np.asarray(_used(written, arrivals).any(axis=1))
    for source, record in enumerate(data.sources):
        if record.contract_cost > 0:
            value = float(spread[source])
            if contract[source] >= 0:
                value = float(x[contract[source]]) if used[source] else 0.0
            if value > 0 and (contract[source] >= 0 or not written.draft.whole):
                yield Decision("contract", record.id, data.months[0], data.months[-1], value)


def _used(written: Written, arrivals: FloatArray) -> BoolArray:
    """Whether anything is ordered of each source, (sources, t): a whole yes for nothing is none."""
    data = written.draft.arrays
    used = np.full((len(data.sources), data.size), not written.draft.whole)
    np.logical_or.at(used, data.source_of, arrivals > 0)
    return used


def _spread(taken: FloatArray, over: FloatArray) -> FloatArray:
    limited = (over > 0) & (over < np.inf)
    return np.where(limited, taken / np.where(limited, over, 1.0), 0.0)


def _taken(written: Written, arrivals: FloatArray) -> FloatArray:
    """What arrivals take of the joint capacity of each source, (sources, t)."""
    data = written.draft.arrays
    return summed(data.source_of, data.use.reshape(-1, 1) * arrivals, len(data.sources))


def _tiers(written: Written, x: FloatArray) -> Iterator[Decision]:
    data = written.draft.arrays
    for ladder in written.ladders:
        for months, used in zip(ladder.windows, ladder.used, strict=True):
            for name, column in zip(ladder.names(data), used.tolist(), strict=True):
                if column >= 0 and x[column] > 0:
                    first, last = data.months[months[0]], data.months[months[-1]]
                    yield Decision("tier", name, first, last, float(x[column]))


def incentives(written: Written, x: FloatArray) -> Iterator[IncentivePaid]:
    """What every incentive comes to in every fiscal year, and what was missed for want of domestic value."""
    for grant in written.grants:
        quantity = grant.quantity.value(x) + grant.quantity_placed
        value = grant.value.value(x) + grant.value_placed
        domestic = grant.domestic.value(x) + grant.domestic_placed
        paid = float(x[grant.paid])
        fell_short = domestic < grant.record.least_domestic / 100 * value
        yield IncentivePaid(
            incentive=grant.record.id,
            fiscal_year=written.draft.arrays.months[grant.months[0]].fiscal_year,
            quantity=quantity,
            value=value,
            domestic=domestic,
            paid=paid,
            missed=max(grant.most(quantity, value) - paid, 0.0) if fell_short else 0.0,
        )
