"""The goals over a draft, and the order in which they stand (model.md section 5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from desktop.engine import limits
from desktop.engine.blocks import Blocks
from desktop.engine.concentration import Tangents
from desktop.engine.draft import Draft
from desktop.engine.incentives import Grant, add_incentives, incentive_terms
from desktop.engine.ordering import Ordering, add_ordering, spread_costs
from desktop.engine.pins import Held, add_pins
from desktop.engine.program import Sparse
from desktop.engine.rules import RuleRow, add_rules
from desktop.engine.tiers import Ladder, add_tiers, tier_costs
from desktop.engine.vectors import FloatArray, IntArray
from desktop.model.records import GOALS, Issued

_PRIORITIES = ("must", "should", "nice")
_BOWED = 0.1
"""How much more the last month counts in the last goal than it would by its number alone, as a share of that."""
_ASIDE = 0.1
"""What a unit made, late or lost counts there beside one that arrives."""


@attrs.frozen(eq=False)
class Written:
    """A draft with all its limits and rules, what they left to read from an answer, and the goals in order."""

    draft: Draft
    blocks: Blocks
    rules: list[RuleRow]
    pins: list[Held]
    all_storage: IntArray
    ordering: Ordering
    ladders: list[Ladder]
    grants: list[Grant]
    goals: list[tuple[str, Sparse]]

    @property
    def tangents(self) -> list[Tangents]:
        """What limits on concentration are made of."""
        return [row.tangents for row in self.rules if row.tangents is not None]


def write(draft: Draft, before: Blocks | None = None, *, remember: bool = True) -> Written:
    """Write limits and rules into ``draft``; every goal has its name, those over nothing are left out.

    Where all are over nothing the last stays: limits hold only in what is solved, be it for nothing.
    What would be written as it was ``before`` is taken over from there; ``remember`` what is, to go on from it again.
    """
    blocks = Blocks(draft, before, remember=remember)
    for limit in (limits.balance_stock, limits.promise_deliveries, limits.share_capacity, limits.share_making):
        blocks.write(limit)
    over = blocks.write(limits.limit_storage)
    over_all, all_storage = limits.limit_all_storage(draft)
    safety, closing = blocks.write(limits.keep_safety), blocks.write(limits.close_stock)
    ladders = add_tiers(draft)
    rules, pins = add_rules(draft, ladders, blocks), add_pins(draft)
    ordering, grants = add_ordering(draft), add_incentives(draft, ladders)
    by_step = {
        "targets": [*_delivery_goals(draft), ("early shortage", _early_shortage(draft))],
        "rules": [(f"{rank} rules", _broken(rules, rank)) for rank in ("high", "normal", "low")],
        "safety stock": [("closing stock", closing), ("safety stock", safety)],
        "cost": [("cost", _cost(draft, ordering, ladders, grants))],
        "fewest changes": [("fewest changes", _changes(draft))],
    }
    goals = [("storage limits", Sparse.sum(over, all_storage)), ("law rules", _law(rules, pins))]
    for step in dict.fromkeys([*draft.arrays.mix.goals, *GOALS]):
        goals += by_step[step]
    goals.append(("early arrival", _late_arrival(draft)))
    kept = [(name, goal) for name, goal in goals if goal.columns.size]
    if not kept and draft.program.row_count:
        kept = goals[-1:]
    return Written(draft, blocks, rules, pins, over_all, ordering, ladders, grants, kept)


def _delivery_goals(draft: Draft) -> Iterator[tuple[str, Sparse]]:
    fair = draft.arrays.mix.shortage == "fair split"
    for priority in _PRIORITIES:
        if fair:
            yield f"{priority} fair split", _least_filled(draft, priority)
        yield f"{priority} targets", _unmet(draft, priority)


def _of_priority(draft: Draft, priority: str) -> tuple[IntArray, FloatArray]:
    """The rows of the targets of one priority, and the total of each, (targets, 1)."""
    columns, data = draft.columns, draft.arrays
    chosen = [row for row, item in enumerate(columns.targets) if data.items[item].priority == priority]
    return np.array(chosen, dtype=np.int64), data.target[columns.targets[chosen]].sum(axis=1).reshape(-1, 1)


def _least_filled(draft: Draft, priority: str) -> Sparse:
    """The largest share of any target that is lost: what a fair split makes least."""
    chosen, totals = _of_priority(draft, priority)
    if chosen.size < 2:  # noqa: PLR2004 - one target has nobody to share with
        return Sparse.none()
    worst = draft.program.columns((1,), 1.0)
    rows = draft.program.rows((chosen.size,), 1.0, -np.inf, 0.0)
    draft.program.put(rows.reshape(-1, 1), draft.columns.lost[chosen], 1 / totals)
    draft.program.put(rows, worst, -1.0)
    return Sparse.of((worst, 1.0))


def _unmet(draft: Draft, priority: str) -> Sparse:
    """Lost and late of one priority; lost weighs more than any lateness.

    In months' worth of each target's total, or where the mix weighs by margin, by what a unit earns, so that one of
    them all in proportion counts 1.
    """
    columns, data = draft.columns, draft.arrays
    chosen, totals = _of_priority(draft, priority)
    weight = 1 / totals
    if data.mix.shortage == "by margin" and chosen.size:
        margin = np.array([[max(data.items[item].margin, 0.0)] for item in columns.targets[chosen]])
        earned = float((margin * totals).max())
        weight = margin / earned if earned > 0 else weight
    return Sparse.of((columns.late[chosen], weight), (columns.lost[chosen], (data.size + 1) * weight))


def _early_shortage(draft: Draft) -> Sparse:
    """What is late or lost weighs more the earlier it is: stock in hand is delivered before a line stops."""
    columns, data = draft.columns, draft.arrays
    chosen = [row for row, item in enumerate(columns.targets) if data.items[item].priority != "traded"]
    totals = data.target[columns.targets[chosen]].sum(axis=1).reshape(-1, 1)
    earliness = np.arange(data.size, 0, -1) / data.size
    return Sparse.of((columns.late[chosen], earliness / totals), (columns.lost[chosen], earliness / totals))


def _law(rules: Sequence[RuleRow], pins: Sequence[Held]) -> Sparse:
    return Sparse.sum(_broken(rules, "law"), *(Sparse.of((held.off, 1 / held.scale)) for held in pins))


def _broken(rules: Sequence[RuleRow], rank: str) -> Sparse:
    """What rules of one rank miss, each in its own size."""
    chosen = [row for row in rules if row.rule.rank == rank]
    if not chosen:
        return Sparse.none()
    weights = np.repeat([1 / row.scale for row in chosen], [row.slack.size for row in chosen])
    return Sparse(np.concatenate([row.slack for row in chosen]), weights)


def _cost(draft: Draft, ordering: Ordering, ladders: Sequence[Ladder], grants: Sequence[Grant]) -> Sparse:
    """Goal 5 in INR: landed + order + contract + take-or-pay + holding + capital + recipe + penalties - incentives."""
    columns, data = draft.columns, draft.arrays
    landed = (data.landed.landed + spread_costs(draft))[data.lanes.offer]
    recipes = np.array([recipe.cost for recipe in data.recipes]).reshape(-1, 1)
    interest = data.world.settings.capital_rate / 100 / 12
    storing = np.array([item.holding_cost for item in data.items]) + interest * draft.scales.value
    traded = [row for row, item in enumerate(columns.targets) if data.items[item].priority == "traded"]
    records = [data.items[item] for item in columns.targets[traded]]
    late = np.array([record.late_cost for record in records]).reshape(-1, 1)
    lost = np.array([record.lost_cost for record in records]).reshape(-1, 1)
    return Sparse.of(
        (columns.arrive, landed),
        (columns.make, recipes),
        (columns.stock, storing.reshape(-1, 1)),
        (columns.late[traded], late),
        (columns.lost[traded], lost),
        *ordering.cost(data),
        *tier_costs(ladders),
        *incentive_terms(grants),
    )


def _changes(draft: Draft) -> Sparse:
    """How far arrivals are from the plan issued last, each in the size of its item."""
    arrays = draft.arrays
    issued: dict[tuple[int, int], float] = {}
    rows = [row for row in arrays.world.all(Issued) if row.mix == arrays.mix.id]
    for row in rows:
        if row.month in arrays.months:
            place = arrays.offer_at[row.offer], arrays.months.index(row.month)
            issued[place] = issued.get(place, 0.0) + row.quantity
    if not rows:
        return Sparse.none()
    scale = draft.scales.item[arrays.item_of]
    size = np.repeat((1 / scale).reshape(-1, 1), arrays.size, axis=1)
    for offer, month in issued:
        size[offer, month] = 0.0
    terms = [(draft.columns.arrive, size[arrays.lanes.offer])]
    for (offer, month), quantity in issued.items():
        apart = draft.program.columns((2,), float(scale[offer]))
        kept = draft.program.rows((1,), float(scale[offer]), quantity, quantity)
        numbers, _ = draft.arrivals(np.array([offer]), np.array([month]))
        draft.program.put(kept, np.ravel(numbers), 1.0)
        draft.program.put(kept, apart, np.array([1.0, -1.0]))
        terms.append((apart, np.full(2, 1 / scale[offer])))
    return Sparse.of(*terms)


def _late_arrival(draft: Draft) -> Sparse:
    """Last goal: of plans that are equally good, the one that uses files in hand before new ones, and buys earliest.

    Ties go to the offer and the recipe listed first. What is made, late and lost counts a little too, and months count
    for more the later they are: else what is earlier here and later there would be as good, and which of the two is
    planned would hang on the plan before.
    """
    columns, data, scale = draft.columns, draft.arrays, draft.scales.item.reshape(-1, 1)
    bought, made, promised = data.item_of[data.lanes.offer], data.output_of, columns.targets
    months = np.arange(1, data.size + 1, dtype=float)
    months += months**2 * (_BOWED / data.size)
    filed = months[-1] * data.lanes.new_file
    return Sparse.of(
        (columns.arrive, (months * _turns(bought.size) + filed) / scale[bought]),
        (columns.make, _ASIDE * months * _turns(made.size) / scale[made]),
        (columns.late, _ASIDE * months / scale[promised]),
        (columns.lost, _ASIDE * months / scale[promised]),
    )


def _turns(rows: int) -> FloatArray:
    """A little more for each row, (rows, 1), less than a thousandth in all."""
    return 1 + np.arange(rows).reshape(-1, 1) / (1000.0 * max(rows, 1))
