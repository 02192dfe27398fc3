"""What every library's model is written from: a project's arrays as lists, with the limits that need gathering."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import numpy as np

from desktop.engine.arrays import Arrays, arrays
from desktop.engine.bounds import joint_capacities
from desktop.engine.rules_scope import in_group, weights_of, windows_of
from desktop.engine.scales import Scales, power_of_ten, scales
from desktop.engine.vectors import FloatArray
from desktop.model.project import Project
from desktop.model.records import Mix, Rule

Table = list[list[float]]


@attrs.frozen(eq=False)
class Hold:
    """A capacity that several lanes share: in each month the sum of weight x arrival stays within ``most``."""

    lanes: list[int]
    weights: list[float]
    most: list[float]


@attrs.frozen(eq=False)
class Share:
    """A share rule in one window: the sum of weight x arrival, (lanes, months), is at least or at most ``rest``."""

    rank: str
    at_least: bool
    lanes: list[int]
    months: list[int]
    weights: Table
    rest: float
    scale: float


@attrs.frozen(eq=False)
class Given:
    """Lanes l, items i, recipes r, targets k, months t; prices and penalties in INR, quantities in items' units."""

    months: int
    items: int
    lane_item: list[int]
    lane_yield: list[float]
    lane_most: Table
    lane_cost: Table
    recipe_output: list[int]
    recipe_delay: list[int]
    recipe_cost: list[float]
    recipe_most: Table
    inputs: list[dict[int, float]]
    coming: Table
    holds: list[Hold]
    quotas: list[tuple[int, float]]
    targets: list[int]
    target: Table
    late_most: Table
    penalty: list[tuple[float, float]]
    priority: list[str]
    stored: list[tuple[int, float]]
    safe: list[tuple[int, float]]
    closed: list[tuple[int, float, bool]]
    storing: list[float]
    worth: list[float]
    scale: list[float]
    shares: list[Share]


def given(project: Project, mix: str) -> Given:
    """The arrays of a mix of a benchmark project; raises ValueError for what the libraries' models do not have."""
    data = arrays(project, project.by_id(Mix)[mix])
    sizes = scales(data)
    if any(recipe.largest_share is not None for recipe in data.recipes) or not (sizes.value > 0).all():
        raise ValueError(mix)
    lane = data.lanes.offer
    targets = np.flatnonzero(data.target.any(axis=1)).tolist()
    records = [data.items[item] for item in targets]
    return Given(
        months=data.size,
        items=len(data.items),
        lane_item=data.item_of[lane].tolist(),
        lane_yield=_yields(data)[lane].tolist(),
        lane_most=np.where(data.lanes.open, data.offer_capacity[lane], 0.0).tolist(),
        lane_cost=data.landed.landed[lane].tolist(),
        recipe_output=data.output_of.tolist(),
        recipe_delay=[recipe.delay for recipe in data.recipes],
        recipe_cost=[recipe.cost for recipe in data.recipes],
        recipe_most=data.recipe_capacity.tolist(),
        inputs=[{int(item): float(row[item]) for item in np.flatnonzero(row)} for row in data.need],
        coming=_coming(data).tolist(),
        holds=list(_holds(data)),
        quotas=[(len(data.offers) + at, licence.quantity) for at, licence in enumerate(data.lanes.licences)],
        targets=targets,
        target=data.target[targets].tolist(),
        late_most=[_late_most(data.target[item], data.items[item].months_late) for item in targets],
        penalty=[(each.late_cost, each.lost_cost) if each.priority == "traded" else (0.0, 0.0) for each in records],
        priority=[each.priority for each in records],
        stored=[(at, each.storage_limit) for at, each in enumerate(data.items) if each.storage_limit is not None],
        safe=[(at, each.safety_days / 30) for at, each in enumerate(data.items) if each.safety_days > 0],
        closed=[
            (at, each.closing_stock, each.closing == "exactly")
            for at, each in enumerate(data.items)
            if each.closing != "free"
        ],
        storing=_storing(data, sizes),
        worth=sizes.value.tolist(),
        scale=sizes.item.tolist(),
        shares=list(_shares(data, sizes)),
    )


def _yields(data: Arrays) -> FloatArray:
    return np.array([offer.usable_yield for offer in data.offers])


def _coming(data: Arrays) -> FloatArray:
    """What the stock gets without a decision: receipts, and in the first month the opening stock."""
    coming = np.zeros((len(data.items), data.size))
    np.add.at(coming, data.item_of, data.receipts * _yields(data).reshape(-1, 1))
    coming[:, 0] += [item.opening_stock for item in data.items]
    return coming


def _storing(data: Arrays, sizes: Scales) -> list[float]:
    interest = data.world.settings.capital_rate / 100 / 12
    return [item.holding_cost + interest * worth for item, worth in zip(data.items, sizes.value.tolist(), strict=True)]


def _late_most(target: FloatArray, allowed: int) -> list[float]:
    """What may be late at each month's end: the targets of the months allowed; nothing at the end."""
    late = [float(target[max(month + 1 - allowed, 0) : month + 1].sum()) for month in range(target.size)]
    return [*late[:-1], 0.0]


def _holds(data: Arrays) -> Iterator[Hold]:
    """Joint capacities of sources, what commitments leave, and the capacity that an offer's lanes share."""
    use = np.array([offer.capacity_use for offer in data.offers])
    one, joint = np.ones(len(data.offers)), joint_capacities(data)
    for source in range(len(data.sources)):
        own = data.source_of == source
        yield from _hold(data, own, use, joint[source])
        for item in np.flatnonzero(data.committed[source].any(axis=1)):
            selling = own & (data.item_of == item)
            yield from _hold(
                data, selling, one, data.offer_capacity[selling].sum(axis=0) - data.committed[source, item]
            )
    for offer in np.unique(data.lanes.offer[len(data.offers) :]):
        yield from _hold(data, np.arange(len(data.offers)) == offer, one, data.offer_capacity[offer])


def _hold(
    data: Arrays, offers: np.ndarray[tuple[int], np.dtype[np.bool_]], use: FloatArray, most: FloatArray
) -> Iterator[Hold]:
    lanes = np.flatnonzero(offers[data.lanes.offer])
    if lanes.size and np.isfinite(most).all():
        yield Hold(lanes.tolist(), use[data.lanes.offer[lanes]].tolist(), np.maximum(most, 0.0).tolist())


def _shares(data: Arrays, sizes: Scales) -> Iterator[Share]:
    for rule in data.world.all(Rule):
        if rule.mix in ("", data.mix.id):
            weights, member, limit = weights_of(rule, data), in_group(rule, data), rule.limit / 100
            for months in windows_of(rule, data.months):
                if weights[:, months].any():
                    lanes = np.flatnonzero((weights != 0).any(axis=1)[data.lanes.offer])
                    offer = data.lanes.offer[lanes]
                    weight = weights[np.ix_(offer, months)]
                    placed = (weights * data.receipts)[:, months].sum(axis=1)
                    size = weight * sizes.item[data.item_of[offer]].reshape(-1, 1)
                    yield Share(
                        rank=rule.rank,
                        at_least=rule.kind == "share at least",
                        lanes=lanes.tolist(),
                        months=months.tolist(),
                        weights=(weight * (member[offer] - limit).reshape(-1, 1)).tolist(),
                        rest=float(limit * placed.sum() - placed @ member),
                        scale=float(power_of_ten(np.array([size.max()]))[0]) * months.size,
                    )
