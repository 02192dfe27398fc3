"""Share rules: which purchases they speak of, and their rows with what may be missing (model.md section 4.8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from desktop.engine.arrays import Arrays, IntArray
from desktop.engine.draft import Draft
from desktop.engine.landed import FloatArray
from desktop.engine.program import Sparse
from desktop.engine.scales import power_of_ten
from desktop.model.months import Month
from desktop.model.records import RARE_EARTHS, Rule


@attrs.frozen(eq=False)
class ShareRow:
    """One rule in one window: the slack column, and the group's and base's sums over arrivals and receipts."""

    rule: Rule
    first: Month
    last: Month
    slack: int
    scale: float
    group: Sparse
    base: Sparse
    group_placed: float
    base_placed: float


def add_rules(draft: Draft) -> list[ShareRow]:
    """A row for every window of every rule of the mix and of all mixes; windows without purchases have none."""
    arrays = draft.arrays
    rows: list[ShareRow] = []
    for rule in arrays.world.all(Rule):
        if rule.mix in ("", arrays.mix.id):
            weights, member = _weights(rule, arrays), _in_group(rule, arrays)
            windows = (months for months in _windows(rule, arrays.months) if weights[:, months].any())
            rows.extend(_share_row(draft, rule, weights, member, months) for months in windows)
    return rows


def _share_row(draft: Draft, rule: Rule, weights: FloatArray, member: FloatArray, months: IntArray) -> ShareRow:
    """One row: group - limit x base, plus or minus the slack, on the right side of zero."""
    program, arrays = draft.program, draft.arrays
    lane = np.flatnonzero((weights != 0).any(axis=1)[arrays.lanes.offer])
    offer = arrays.lanes.offer[lane]
    weight = weights[np.ix_(offer, months)]
    number = draft.columns.arrive[np.ix_(lane, months)]
    belongs = member[offer].reshape(-1, 1)
    placed = (weights * arrays.receipts)[:, months].sum(axis=1)
    placed_group, placed_base = float(placed @ member), float(placed.sum())
    limit = rule.limit / 100
    rest = limit * placed_base - placed_group
    at_least = rule.kind == "share at least"
    size = weight * draft.scales.item[arrays.item_of[offer]].reshape(-1, 1)
    scale = float(power_of_ten(np.array([size.max()]))[0]) * len(months)
    slack = program.columns((1,), scale)
    row = program.rows((1,), scale, rest if at_least else -np.inf, np.inf if at_least else rest)
    program.put(row, number, weight * (belongs - limit))
    program.put(row, slack, 1.0 if at_least else -1.0)
    return ShareRow(
        rule=rule,
        first=arrays.months[months[0]],
        last=arrays.months[months[-1]],
        slack=int(slack[0]),
        scale=scale,
        group=Sparse.of((number, weight * belongs)),
        base=Sparse.of((number, weight)),
        group_placed=placed_group,
        base_placed=placed_base,
    )


def _weights(rule: Rule, arrays: Arrays) -> FloatArray:
    """What one unit as bought counts in the rule's measure, (offers, months); 0 outside the base."""
    in_base = np.array([rule.item in ("", offer.item) for offer in arrays.offers], dtype=float)
    counted = (rule.element,) if rule.element else RARE_EARTHS
    chosen = np.array([element in counted for element in arrays.elements], dtype=bool)
    kg = arrays.contents[:, chosen].sum(axis=1)[arrays.item_of]
    if rule.element:
        in_base = in_base * (kg > 0)
    if rule.measure == "value":
        return np.asarray(in_base.reshape(-1, 1) * arrays.landed.landed)
    measure = kg if rule.measure == "contained" else np.ones(len(arrays.offers))
    return np.repeat((in_base * measure).reshape(-1, 1), arrays.size, axis=1)


def _in_group(rule: Rule, arrays: Arrays) -> FloatArray:
    """1 for offers that satisfy every selection of the rule's group."""
    chosen = []
    for offer, source in zip(arrays.offers, arrays.source_of, strict=True):
        record = arrays.sources[source]
        wanted = (
            (rule.class_, record.class_),
            (rule.country, record.country),
            (rule.source, record.id),
            (rule.offer, offer.id),
        )
        chosen.append(all(asked in ("", has) for asked, has in wanted))
    return np.array(chosen, dtype=float)


def _windows(rule: Rule, months: Sequence[Month]) -> Iterator[IntArray]:
    """The positions of the months of each window, within the rule's own months."""
    inside = [
        position
        for position, month in enumerate(months)
        if (rule.first_month is None or rule.first_month <= month)
        and (rule.last_month is None or month <= rule.last_month)
    ]
    windows: dict[int, list[int]] = {}
    for position in inside:
        month = months[position]
        key = {"month": month.index, "fiscal year": month.fiscal_year, "horizon": 0}[rule.window]
        windows.setdefault(key, []).append(position)
    for positions in windows.values():
        yield np.array(positions, dtype=np.int64)
