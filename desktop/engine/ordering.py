"""What ordering costs and asks for: order and contract costs, whole orders, yearly quantities (model.md 4.4)."""

from __future__ import annotations

import attrs
import numpy as np

from desktop.engine.arrays import Arrays
from desktop.engine.draft import Draft
from desktop.engine.vectors import FloatArray, IntArray


@attrs.frozen(eq=False)
class Ordering:
    """Where the whole decisions on orders stand, and what they and take-or-pay cost.

    ``order`` (sources, t) and ``contract`` (sources,) hold column numbers, -1 where there is no such decision.
    ``unpaid`` are the columns of what falls short of take-or-pay, each with its price in INR for one use.
    """

    order: IntArray
    contract: IntArray
    unpaid: IntArray
    unpaid_price: FloatArray

    def cost(self, arrays: Arrays) -> tuple[tuple[IntArray, FloatArray], ...]:
        """What the decisions and take-or-pay cost, as terms of a goal in INR."""
        order_cost = np.broadcast_to(_order_cost(arrays).reshape(-1, 1), self.order.shape)
        ordered, contracted = self.order >= 0, self.contract >= 0
        return (
            (self.order[ordered], order_cost[ordered]),
            (self.contract[contracted], _contract_cost(arrays)[contracted]),
            (self.unpaid, self.unpaid_price),
        )


def add_ordering(draft: Draft) -> Ordering:
    """Write the order form into the draft: take-or-pay always, what must be whole into a draft of whole orders."""
    arrays = draft.arrays
    order = np.full((len(arrays.sources), arrays.size), -1, dtype=np.int64)
    contract = np.full(len(arrays.sources), -1, dtype=np.int64)
    if draft.whole:
        _decide_orders(draft, order)
        _decide_contracts(draft, order, contract)
        _order_in_steps(draft, order)
        _keep_yearly_quantities(draft)
    return Ordering(order, contract, *_take_or_pay(draft))


def spread_costs(draft: Draft) -> FloatArray:
    """Order and contract cost of one unit as bought where they are spread over what can come, INR, (offers, t)."""
    order, contract = spread_parts(draft)
    return order + contract


def spread_parts(draft: Draft) -> tuple[FloatArray, FloatArray]:
    """The order cost and the contract cost of one unit as bought, INR, each (offers, t); 0 where they are decided."""
    arrays, bounds = draft.arrays, draft.bounds
    use = arrays.use.reshape(-1, 1)
    order = use * _share(_order_cost(arrays).reshape(-1, 1), bounds.source)[arrays.source_of]
    contract = use * _share(_contract_cost(arrays), bounds.contract)[arrays.source_of].reshape(-1, 1)
    if draft.whole:
        order[:, : arrays.near] = 0.0
        contract = np.zeros_like(contract)
    return order, np.broadcast_to(contract, order.shape)


def _share(cost: FloatArray, over: FloatArray) -> FloatArray:
    """``cost`` for one of ``over``; nothing where over is nothing or without limit."""
    limited = (over > 0) & np.isfinite(over)
    return np.where(limited, cost / np.where(limited, over, 1.0), 0.0)


def _order_cost(arrays: Arrays) -> FloatArray:
    return np.array([source.order_cost for source in arrays.sources])


def _contract_cost(arrays: Arrays) -> FloatArray:
    return np.array([source.contract_cost for source in arrays.sources])


def limit_by(draft: Draft, offers: IntArray, months: IntArray, decision: IntArray, most: FloatArray) -> None:
    """Rows (offers, months): arrivals stay within ``most`` if the decision is yes, and are nothing if it is no."""
    scale = draft.scales.item[draft.arrays.item_of[offers]].reshape(-1, 1)
    rows = draft.program.rows(most.shape, scale, -np.inf, 0.0)
    numbers, which = draft.arrivals(offers, months)
    draft.program.put(rows[which], numbers, 1.0)
    draft.program.put(rows, np.broadcast_to(decision, most.shape), -most)


def _decide_orders(draft: Draft, order: IntArray) -> None:
    """An order cost is paid in each near month in which anything of the source arrives."""
    arrays = draft.arrays
    months = np.arange(arrays.near)
    for source in np.flatnonzero(_order_cost(arrays) > 0).tolist():
        own = draft.of_source(source)
        if own.size and months.size:
            order[source, : arrays.near] = draft.decide(1.0, months, source=source, each=True)
            most = draft.bounds.order[np.ix_(own, months)]
            limit_by(draft, own, months, order[source, : arrays.near], most)
            _limit_together(draft, own, months, order[source, : arrays.near])


def _limit_together(draft: Draft, own: IntArray, months: IntArray, decision: IntArray) -> None:
    """The joint capacity of a source with several offers, by the month's decision: it sharpens the relaxed answer."""
    arrays = draft.arrays
    use = arrays.use
    joint = draft.bounds.joint[arrays.source_of[own[0]], months]
    limited = np.isfinite(joint)
    if own.size > 1 and limited.any() and use[own].any():
        numbers, which = draft.arrivals(own, months[limited])
        rows = draft.program.rows((int(limited.sum()),), _use_scale(draft, own), -np.inf, 0.0)
        draft.program.put(rows, numbers, use[own][which].reshape(-1, 1))
        draft.program.put(rows, decision[limited], -joint[limited])


def _decide_contracts(draft: Draft, order: IntArray, contract: IntArray) -> None:
    """A contract cost is paid once if anything of the source arrives at all."""
    arrays = draft.arrays
    months = np.arange(arrays.size)
    for source in np.flatnonzero(_contract_cost(arrays) > 0).tolist():
        own = draft.of_source(source)
        if own.size:
            contract[source] = draft.decide(1.0, months, source=source)[0]
            free = np.flatnonzero(order[source] < 0)
            limit_by(draft, own, free, contract[source : source + 1], draft.bounds.order[np.ix_(own, free)])
            decided = order[source][order[source] >= 0]
            rows = draft.program.rows(decided.shape, 1.0, -np.inf, 0.0)
            draft.program.put(rows, decided, 1.0)
            draft.program.put(rows, contract[source : source + 1], -1.0)


def _order_in_steps(draft: Draft, order: IntArray) -> None:
    """Minimum orders and whole lots in the near months."""
    arrays, program = draft.arrays, draft.program
    months = np.arange(arrays.near)
    for position, offer in enumerate(arrays.offers):
        own, item = np.array([position]), int(arrays.item_of[position])
        source = int(arrays.source_of[position])
        if not months.size or (offer.minimum_order <= 0 and offer.lot_size <= 0):
            continue
        most = draft.bounds.order[position, months]
        step = offer.lot_size
        least = offer.minimum_order
        if step > 0:
            most_lots = np.floor(most / step * (1 + 1e-12))
            least = step * np.ceil(least / step * (1 - 1e-12))
            most = step * most_lots
            lots = draft.decide(most_lots, months, source=source, item=item, each=True)
            rows = program.rows(months.shape, draft.scales.item[item], 0.0, 0.0)
            numbers, _ = draft.arrivals(own, months)
            program.put(rows, numbers, 1.0)
            program.put(rows, lots, -step)
        if least > step:
            most = np.where(most >= least, most, 0.0)
            used = draft.decide((most > 0).astype(float), months, source=source, item=item, each=True)
            limit_by(draft, own, months, used, most.reshape(1, -1))
            rows = program.rows(months.shape, draft.scales.item[item], 0.0, np.inf)
            numbers, _ = draft.arrivals(own, months)
            program.put(rows, numbers, 1.0)
            program.put(rows, used, -least)
            _only_with(draft, used, order[source, months])


def _only_with(draft: Draft, used: IntArray, order: IntArray) -> None:
    """An offer is used only in months in which its source is ordered from."""
    decided = order >= 0
    rows = draft.program.rows((int(decided.sum()),), 1.0, -np.inf, 0.0)
    draft.program.put(rows, used[decided], 1.0)
    draft.program.put(rows, order[decided], -1.0)


def _keep_yearly_quantities(draft: Draft) -> None:
    """A source is used in a fiscal year with its smallest quantity, receipts counted, or not at all."""
    arrays, program = draft.arrays, draft.program
    use = arrays.use
    for source, record in enumerate(arrays.sources):
        own = draft.of_source(source)
        if record.least_per_year > 0 and own.size:
            for months in arrays.years().values():
                used = draft.decide(1.0, months, source=source)
                limit_by(draft, own, months, used, draft.bounds.order[np.ix_(own, months)])
                placed = float((use[own] @ arrays.receipts[np.ix_(own, months)]).sum())
                row = program.rows((1,), _use_scale(draft, own), 0.0, np.inf)
                numbers, which = draft.arrivals(own, months)
                program.put(row, numbers, use[own][which].reshape(-1, 1))
                program.put(row, used, -max(record.least_per_year - placed, 0.0))


def _use_scale(draft: Draft, own: IntArray) -> float:
    """The size of what a source's joint capacity is used for in a month."""
    return float((draft.arrays.use[own] * draft.scales.item[draft.arrays.item_of[own]]).max()) or 1.0


def _take_or_pay(draft: Draft) -> tuple[IntArray, FloatArray]:
    """What falls short of the share of the agreed quantity that is paid in any case, by source and fiscal year."""
    arrays, program = draft.arrays, draft.program
    use = arrays.use
    columns: list[int] = []
    prices: list[float] = []
    for source, record in enumerate(arrays.sources):
        agreed = record.take_or_pay_share / 100 * record.take_or_pay_quantity
        if agreed <= 0:
            continue
        own = np.flatnonzero((arrays.source_of == source) & (use > 0))
        for months in arrays.years().values() if own.size else ():
            placed = float((use[own] @ arrays.receipts[np.ix_(own, months)]).sum())
            unpaid = program.columns((1,), _use_scale(draft, own) * len(months))
            row = program.rows((1,), _use_scale(draft, own) * len(months), agreed - placed, np.inf)
            numbers, which = draft.arrivals(own, months)
            program.put(row, numbers, use[own][which].reshape(-1, 1))
            program.put(row, unpaid, 1.0)
            columns.append(int(unpaid[0]))
            prices.append(float((arrays.landed.price[np.ix_(own, months)] / use[own].reshape(-1, 1)).min()))
    return np.array(columns, dtype=np.int64), np.array(prices)
