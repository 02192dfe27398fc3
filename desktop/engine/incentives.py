"""Incentives: what is paid for an item in a fiscal year, if enough of its value is domestic (model.md section 4.10)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from desktop.engine.arrays import Arrays
from desktop.engine.draft import Draft
from desktop.engine.program import Sparse
from desktop.engine.scales import power_of_ten
from desktop.engine.tiers import Ladder
from desktop.engine.vectors import FloatArray, IntArray
from desktop.model.months import Month
from desktop.model.records import Incentive

_BEYOND = 1e8
"""How much more than a usual month's value may be short of domestic value where an incentive is not asked for."""


@attrs.frozen(eq=False)
class Grant:
    """One incentive in one fiscal year: sums over columns, each with what receipts add to it.

    ``quantity`` is what is bought or made, in the item's unit; ``value`` and ``domestic`` are in INR. ``paid`` is
    the column of what is paid, ``reached`` that of whether enough is domestic, None where nothing is asked, and
    ``full`` what a whole yes lets be paid, INR.
    """

    record: Incentive
    months: IntArray
    quantity: Sparse
    quantity_placed: float
    value: Sparse
    value_placed: float
    domestic: Sparse
    domestic_placed: float
    paid: int
    reached: int | None
    full: float = 0.0

    def yes(self, x: FloatArray, *, whole: bool) -> float:
        """How much of a yes the columns' values say: in parts at least what is paid, however little of ``full``."""
        if self.reached is None:
            return 0.0
        return max(float(x[self.reached]), 0.0 if whole or not self.full else float(x[self.paid]) / self.full)

    def most(self, quantity: float, value: float) -> float:
        """What would be paid for a quantity and a value, INR, enough of it being domestic."""
        earned = _rate(self.record) * (value if self.record.rate_kind == "% of value" else quantity)
        return earned if self.record.cap is None else min(earned, self.record.cap)


def add_incentives(draft: Draft, ladders: Sequence[Ladder] = ()) -> list[Grant]:
    """The columns and rows of every incentive in every fiscal year of its months, at whatever rate.

    What is bought in a tier of ``ladders`` is worth what it costs there.
    """
    grants = []
    for record in draft.arrays.world.all(Incentive):
        for year in draft.arrays.years().values():
            months = np.array([at for at in year if _within(record, draft.arrays.months[at])], dtype=np.int64)
            if months.size:
                grants.append(_grant(draft, record, months, ladders))
    return grants


def _within(record: Incentive, month: Month) -> bool:
    begun = record.first_month is None or record.first_month <= month
    return begun and (record.last_month is None or month <= record.last_month)


def _rate(record: Incentive) -> float:
    return record.rate / 100 if record.rate_kind == "% of value" else record.rate


def _grant(draft: Draft, record: Incentive, months: IntArray, ladders: Sequence[Ladder]) -> Grant:
    """One grant and its rows: within what is earned, within the cap, and nothing short of the domestic value."""
    arrays, program = draft.arrays, draft.program
    item = arrays.item_at[record.item]
    quantity, quantity_placed = _quantity(draft, item, months)
    value, value_placed, value_most = _value(draft, item, months, ladders, domestic=False)
    domestic, domestic_placed, _ = _value(draft, item, months, ladders, domestic=True)
    by_value = record.rate_kind == "% of value"
    base, placed = (value, value_placed) if by_value else (quantity, quantity_placed)
    size = _size(draft, base) * _rate(record) * len(months)
    scale = float(power_of_ten(np.array([size]))[0])
    paid = program.columns((1,), scale, 0.0, np.inf if record.cap is None else record.cap)
    row = program.rows((1,), scale, -np.inf, _rate(record) * placed)
    program.put(row, paid, 1.0)
    program.put(row, base.columns, -_rate(record) * base.weights)
    grant = Grant(
        record, months, quantity, quantity_placed, value, value_placed, domestic, domestic_placed, int(paid[0]), None
    )
    if record.least_domestic <= 0:
        return grant
    reached = draft.decide(1.0, months)
    quantity_most = float(quantity.weights @ _upper(draft, quantity.columns))
    most = grant.most(quantity_most + quantity_placed, value_most + value_placed)
    row = program.rows((1,), scale, -np.inf, 0.0)
    program.put(row, paid, 1.0)
    program.put(row, reached, -most)
    asked = record.least_domestic / 100
    worth = _size(draft, value) * len(months) or 1.0
    beyond = min(asked * (value_most + value_placed), _BEYOND * worth)
    row = program.rows((1,), worth, asked * value_placed - domestic_placed - beyond, np.inf)
    program.keep_scale(row)  # or a little of a very large sum would pass for enough
    program.put(row, domestic.columns, domestic.weights)
    program.put(row, value.columns, -asked * value.weights)
    program.put(row, reached, -beyond)
    if by_value:  # what is paid is a share of a value of which enough is domestic: so of the domestic value too
        row = program.rows((1,), scale, -np.inf, _rate(record) * domestic_placed)
        program.put(row, paid, asked)
        program.put(row, domestic.columns, -_rate(record) * domestic.weights)
    return attrs.evolve(grant, reached=int(reached[0]), full=most)


def _size(draft: Draft, base: Sparse) -> float:
    """What one column of a sum usually comes to in a month."""
    scale = draft.program.scale_of(base.columns)
    return float((np.abs(base.weights) * scale).max(initial=0.0)) or 1.0


def _upper(draft: Draft, columns: IntArray) -> FloatArray:
    """The most that each column of arrivals or making can sensibly be."""
    upper = np.zeros(draft.program.column_count)
    upper[draft.columns.arrive] = draft.bounds.order[draft.arrays.lanes.offer]
    upper[draft.columns.make] = draft.bounds.make
    return upper[columns]


def _quantity(draft: Draft, item: int, months: IntArray) -> tuple[Sparse, float]:
    """What is bought (usable) or finished of the item itself, and what receipts bring of it."""
    arrays = draft.arrays
    own = np.flatnonzero(arrays.item_of == item)
    numbers, which = draft.arrivals(own, months)
    terms: list[tuple[IntArray, float | FloatArray]] = [(numbers, arrays.yields[own][which].reshape(-1, 1))]
    for recipe in np.flatnonzero(arrays.output_of == item):
        begun = months - arrays.recipes[recipe].delay
        terms.append((draft.columns.make[recipe, begun[begun >= 0]], 1.0))
    return Sparse.of(*terms), float((arrays.yields[own] @ arrays.receipts[np.ix_(own, months)]).sum())


def _value(
    draft: Draft, item: int, months: IntArray, ladders: Sequence[Ladder], *, domestic: bool
) -> tuple[Sparse, float, float]:
    """Landed cost and conversion of the item and of what goes into it, INR: sum, receipts' part, most it can be.

    What has tiers is summed by its parts in them alone: differences from a far higher list price would leave rounding.
    """
    arrays = draft.arrays
    into = _upstream(arrays, item)
    own = np.array([at for at in range(len(arrays.offers)) if arrays.item_of[at] in into], dtype=np.int64)
    share = np.array([arrays.offers[at].domestic_value / 100 if domestic else 1.0 for at in own]).reshape(-1, 1)
    worth = share * arrays.landed.landed[np.ix_(own, months)]
    numbers, which = draft.arrivals(own, months)
    making = np.array([at for at in range(len(arrays.recipes)) if arrays.output_of[at] in into], dtype=np.int64)
    cost = np.array([arrays.recipes[at].cost for at in making]).reshape(-1, 1)
    made = draft.columns.make[np.ix_(making, months)]
    shares = dict(zip(own.tolist(), share[:, 0].tolist(), strict=True))
    tiers = [(each, shares[each.offer] * each.landed.landed[:, months]) for each in ladders if each.offer in shares]
    listed = worth * ~np.isin(own, [ladder.offer for ladder, _ in tiers]).reshape(-1, 1)
    most = float((listed * draft.bounds.order[np.ix_(own, months)]).sum())
    for ladder, dear in tiers:
        most += float((dear.max(axis=0) * draft.bounds.order[ladder.offer, months]).sum())
    most += float((cost * draft.bounds.make[np.ix_(making, months)]).sum())
    placed = float((worth * arrays.receipts[np.ix_(own, months)]).sum())
    priced = ((ladder.part[:, months], dear) for ladder, dear in tiers)
    return Sparse.of((numbers, listed[which]), (made, cost), *priced), placed, most


def _upstream(arrays: Arrays, item: int) -> set[int]:
    """The item and all that goes into it, through every recipe."""
    found, waiting = {item}, [item]
    while waiting:
        output = waiting.pop()
        for recipe in np.flatnonzero(arrays.output_of == output):
            new = set(np.flatnonzero(arrays.need[recipe]).tolist()) - found
            found |= new
            waiting += sorted(new)
    return found


def incentive_terms(grants: Sequence[Grant]) -> Iterator[tuple[IntArray, float]]:
    """What incentives take off the cost, as terms of a goal in INR."""
    for grant in grants:
        yield np.array([grant.paid]), -1.0
