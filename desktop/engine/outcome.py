"""Column values as a plan: series by id, what it costs, and what follows from the two."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from desktop.engine.arrays import Arrays
from desktop.engine.draft import Draft
from desktop.engine.objectives import Written
from desktop.engine.outcome_bent import bent
from desktop.engine.outcome_decisions import decisions, incentives, settled
from desktop.engine.outcome_orders import orders
from desktop.engine.vectors import FloatArray, summed
from desktop.model.orders import Orders
from desktop.model.plan import Cost, Decision, Effort, IncentivePaid, Plan, Series
from desktop.model.project import Project
from desktop.model.records import Item, Offer, Recipe


def read_plan(project: Project, written: Written, x: FloatArray) -> Plan:
    """The plan that the column values ``x`` (real units) mean; effort, goals and faults are still to be filled in."""
    draft = written.draft
    data, columns, x = draft.arrays, draft.columns, _added_up(written, settled(draft, x))
    arrivals = arriving(draft, x)
    targets = [data.items[item] for item in columns.targets]
    ordered = orders(written, x)
    decided = tuple(decisions(written, x, arrivals))
    paid = tuple(incentives(written, x))
    return Plan(
        project=project,
        world=data.world,
        mix=data.mix.id,
        scenario=data.scenario,
        months=data.months,
        orders=ordered,
        arrivals=_by_id(data.offers, arrivals),
        production=_by_id(data.recipes, x[columns.make]),
        stock=_by_id(data.items, x[columns.stock]),
        target=_by_id(targets, data.target[columns.targets]),
        delivered=_by_id(targets, x[columns.deliver]),
        late=_by_id(targets, x[columns.late]),
        lost=_by_id(targets, x[columns.lost]),
        safety_short=_by_id([data.items[item] for item in columns.safe], x[columns.short]),
        bent=tuple(bent(written, x, arrivals + data.receipts)),
        cost=_cost(written, x, ordered, decided, paid),
        goals=(),
        effort=Effort(0.0, 0.0, 0, 0, 0, 0),
        stock_value={item.id: value for item, value in zip(data.items, draft.scales.value.tolist(), strict=True)},
        answer="whole" if draft.whole else "continuous",
        decisions=decided,
        incentives=paid,
    )


def _added_up(written: Written, x: FloatArray) -> FloatArray:
    """``x`` with the parts in tiers adding up to what arrives: of dust in a month of nothing, value would be told."""
    exact, draft = x.copy() if written.ladders else x, written.draft
    for ladder in written.ladders:
        total = x[draft.columns.arrive[draft.arrays.lanes.offer == ladder.offer]].sum(axis=0)
        parts = x[ladder.part]
        sofar = parts.sum(axis=0)
        exact[ladder.part] = np.where(sofar > 0, parts * total / np.where(sofar > 0, sofar, 1.0), 0.0)
    return exact


def arriving(draft: Draft, x: FloatArray) -> FloatArray:
    """What arrives of each offer as planned and bought, (offers, t)."""
    return summed(draft.arrays.lanes.offer, x[draft.columns.arrive], len(draft.arrays.offers))


def _by_id(records: Sequence[Offer | Item | Recipe], values: FloatArray) -> dict[str, Series]:
    """A series for each record; more than half of them are often of nothing, and are all the same one."""
    nothing: Series = (0.0,) * values.shape[1]
    rows = zip(records, values, np.any(values, axis=1), strict=True)
    return {record.id: tuple(row.tolist()) if some else nothing for record, row, some in rows}


def _cost(
    written: Written,
    x: FloatArray,
    ordered: Orders,
    decided: Sequence[Decision],
    paid: Sequence[IncentivePaid],
) -> Cost:
    """Goal 5 by part."""
    draft = written.draft
    data, columns = draft.arrays, draft.columns
    stock = x[columns.stock].sum(axis=1)
    sources = {source.id: source for source in data.sources}
    charges = {
        name: charge
        for ladder in written.ladders
        for name, charge in zip(ladder.names(data), ladder.charge.tolist(), strict=True)
    }
    return Cost(
        landed=ordered.landed,
        orders=float(sum(sources[each.of].order_cost * each.value for each in decided if each.kind == "order")),
        contracts=float(
            sum(sources[each.of].contract_cost * each.value for each in decided if each.kind == "contract")
        ),
        charges=float(sum(charges[each.of] * each.value for each in decided if each.kind == "tier")),
        take_or_pay=float(x[written.ordering.unpaid] @ written.ordering.unpaid_price),
        holding=float(stock @ np.array([item.holding_cost for item in data.items])),
        capital=float(stock @ draft.scales.value) * data.world.settings.capital_rate / 100 / 12,
        recipes=float(x[columns.make].sum(axis=1) @ np.array([recipe.cost for recipe in data.recipes])),
        penalties=_penalties(data, written, x),
        incentives=-float(sum(each.paid for each in paid)),
    )


def _penalties(data: Arrays, written: Written, x: FloatArray) -> float:
    """What lateness and loss of traded items cost, INR."""
    columns = written.draft.columns
    traded = [row for row, item in enumerate(columns.targets) if data.items[item].priority == "traded"]
    records = [data.items[item] for item in columns.targets[traded]]
    return float(
        x[columns.late[traded]].sum(axis=1) @ np.array([record.late_cost for record in records])
        + x[columns.lost[traded]].sum(axis=1) @ np.array([record.lost_cost for record in records])
    )
