"""Column values as a plan: orders with their dates, series by id, what gave way, what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from desktop.engine.arrays import Arrays
from desktop.engine.draft import Draft
from desktop.engine.landed import FloatArray
from desktop.engine.rules import ShareRow
from desktop.model.plan import Bent, Cost, Effort, Order, Plan, Series
from desktop.model.project import Project
from desktop.model.records import Item, Offer, Recipe

_BENT = 1e-6
"""A limit counts as bent when it gives way by more than this share of its own size."""


def read_plan(project: Project, draft: Draft, rules: Sequence[ShareRow], x: FloatArray, scenario: str) -> Plan:
    """The plan that the column values ``x`` (real units) mean; effort, goals and faults are still to be filled in."""
    data, columns = draft.arrays, draft.columns
    arrive = x[columns.arrive]
    arrivals = np.zeros((len(data.offers), data.size))
    np.add.at(arrivals, data.lanes.offer, arrive)
    targets = [data.items[item] for item in columns.targets]
    return Plan(
        project=project,
        world=data.world,
        mix=data.mix.id,
        scenario=scenario,
        months=data.months,
        orders=(*_placed(data), *_planned(data, arrive)),
        arrivals=_by_id(data.offers, arrivals),
        production=_by_id(data.recipes, x[columns.make]),
        stock=_by_id(data.items, x[columns.stock]),
        target=_by_id(targets, data.target[columns.targets]),
        delivered=_by_id(targets, x[columns.deliver]),
        late=_by_id(targets, x[columns.late]),
        lost=_by_id(targets, x[columns.lost]),
        safety_short=_by_id([data.items[item] for item in columns.safe], x[columns.short]),
        bent=(*_bent_rules(data, rules, x), *_bent_storage(draft, x), *_bent_closing(draft, x)),
        cost=_cost(draft, x, arrivals),
        goals=(),
        effort=Effort(0.0, 0.0, 0, 0, 0, 0),
        stock_value={item.id: value for item, value in zip(data.items, draft.scales.value.tolist(), strict=True)},
    )


def _by_id(records: Sequence[Offer | Item | Recipe], values: FloatArray) -> dict[str, Series]:
    return {record.id: tuple(row) for record, row in zip(records, values.tolist(), strict=True)}


def _placed(data: Arrays) -> Iterator[Order]:
    """The receipts of the project, as orders that stand."""
    for offer, month in np.argwhere(data.receipts > 0).tolist():
        quantity = float(data.receipts[offer, month])
        yield Order(
            offer=data.offers[offer].id,
            month=data.months[month],
            quantity=quantity,
            usable=quantity * data.offers[offer].usable_yield,
            cost=data.landed.of(offer, month, quantity),
            placed=True,
        )


def _planned(data: Arrays, arrive: FloatArray) -> Iterator[Order]:
    """One order for every lane and month that carries anything."""
    lanes = data.lanes
    for lane, month in np.argwhere(arrive > 0).tolist():
        offer = int(lanes.offer[lane])
        quantity = float(arrive[lane, month])
        day = lanes.order_by[lane][month]
        new_file = bool(lanes.new_file[lane, month])
        licence = "new" if new_file else ""
        if lane >= len(data.offers):
            licence = lanes.licences[lane - len(data.offers)].id
        yield Order(
            offer=data.offers[offer].id,
            month=data.months[month],
            quantity=quantity,
            usable=quantity * data.offers[offer].usable_yield,
            cost=data.landed.of(offer, month, quantity),
            order_date=day,
            licence=licence,
            file_by=day if new_file else None,
        )


def _bent_rules(data: Arrays, rules: Sequence[ShareRow], x: FloatArray) -> Iterator[Bent]:
    for row in rules:
        group, base = row.group.value(x) + row.group_placed, row.base.value(x) + row.base_placed
        if x[row.slack] > _BENT * min(row.scale, base):
            yield Bent(
                kind=row.rule.kind,
                limit=row.rule.id,
                first_month=row.first,
                last_month=row.last,
                amount=abs(row.rule.limit / 100 * base - group),
                unit=_unit(data, row),
                asked=row.rule.limit,
                reached=100 * group / base if base else 0.0,
            )


def _unit(data: Arrays, row: ShareRow) -> str:
    """What the rule's amounts are counted in; quantities are checked to share one unit."""
    if row.rule.measure == "value":
        return "INR"
    if row.rule.measure == "contained":
        return "kg"
    base = [offer.item for offer in data.offers if row.rule.item in ("", offer.item)]
    return data.world.by_id(Item)[base[0]].unit


def _bent_storage(draft: Draft, x: FloatArray) -> Iterator[Bent]:
    data, columns = draft.arrays, draft.columns
    for row, item in enumerate(columns.limited):
        over = x[columns.over[row]]
        months = np.flatnonzero(over > _BENT * draft.scales.item[item])
        if months.size:
            record, worst = data.items[item], float(over.max())
            limit = record.storage_limit or 0.0
            first, last = data.months[months[0]], data.months[months[-1]]
            yield Bent("storage limit", record.id, first, last, worst, record.unit, limit, limit + worst)


def _bent_closing(draft: Draft, x: FloatArray) -> Iterator[Bent]:
    data, columns = draft.arrays, draft.columns
    for row, item in enumerate(columns.closed):
        amount = float(x[columns.closing[row]].max())
        if amount > _BENT * draft.scales.item[item]:
            record, end = data.items[item], data.months[-1]
            reached = float(x[columns.stock[item, -1]])
            yield Bent("closing stock", record.id, end, end, amount, record.unit, record.closing_stock, reached)


def _cost(draft: Draft, x: FloatArray, arrivals: FloatArray) -> Cost:
    """Goal 5 by part. Order and contract costs are counted as they fall due, though not yet weighed in the choice."""
    data, columns = draft.arrays, draft.columns
    stock = x[columns.stock].sum(axis=1)
    used = np.array([(arrivals[data.source_of == source] > 0).any(axis=0) for source in range(len(data.sources))])
    months_used = used.reshape(len(data.sources), data.size).sum(axis=1)
    traded = [row for row, item in enumerate(columns.targets) if data.items[item].priority == "traded"]
    records = [data.items[item] for item in columns.targets[traded]]
    return Cost(
        landed=float((data.landed.landed * (arrivals + data.receipts)).sum()),
        orders=float(sum(source.order_cost * n for source, n in zip(data.sources, months_used.tolist(), strict=True))),
        contracts=float(
            sum(source.contract_cost for source, n in zip(data.sources, months_used.tolist(), strict=True) if n)
        ),
        holding=float(stock @ np.array([item.holding_cost for item in data.items])),
        capital=float(stock @ draft.scales.value) * data.world.settings.capital_rate / 100 / 12,
        recipes=float(x[columns.make].sum(axis=1) @ np.array([recipe.cost for recipe in data.recipes])),
        penalties=float(
            x[columns.late[traded]].sum(axis=1) @ np.array([record.late_cost for record in records])
            + x[columns.lost[traded]].sum(axis=1) @ np.array([record.lost_cost for record in records])
        ),
    )
