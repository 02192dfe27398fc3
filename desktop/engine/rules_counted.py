"""Rules that count sources, or ask what is used at all: yes or no by window, in whole answers (model.md 4.8)."""

from __future__ import annotations

import numpy as np

from desktop.engine.draft import Draft
from desktop.engine.ordering import limit_by
from desktop.engine.rules_scope import Scope, in_base, in_other, members
from desktop.engine.vectors import BoolArray, FloatArray, IntArray
from desktop.model.needs import least_use

_SOMETHING = 1e-5
"""What is bought at all where any use counts, as a share of what the item moves over the horizon."""


def count_members(draft: Draft, scope: Scope) -> IntArray:
    """The number of sources or countries used, against the limit; returns the slack column."""
    arrays, program, rule = draft.arrays, draft.program, scope.rule
    base = in_base(rule, arrays)
    groups = [own & base & (scope.member > 0) for own in members(rule, arrays)]
    groups = [own for own in groups if own.any()]
    slack = program.columns((1,), 1.0)
    at_least = rule.kind == "sources at least"
    used = [_needed(draft, scope, own) if at_least else _allowed(draft, scope, own) for own in groups]
    row = program.rows((1,), 1.0, 0.0 if at_least else -np.inf, np.inf if at_least else rule.limit)
    for column in used:
        program.put(row, column, 1.0)
    program.put(row, slack, 1.0 if at_least else -1.0)
    if at_least:  # where nothing at all is bought, nobody is missing
        program.put(row, _allowed(draft, scope, base), -rule.limit)
    return slack


def both_used(draft: Draft, scope: Scope) -> IntArray:
    """One of the three sentences on two groups being used; returns the slack column."""
    arrays, program, kind = draft.arrays, draft.program, scope.rule.kind
    base = in_base(scope.rule, arrays)
    first, second = base & (scope.member > 0), base & in_other(scope.rule, arrays)
    slack = program.columns((1,), 1.0)
    if kind == "not both used":
        row = program.rows((1,), 1.0, -np.inf, 1.0)
        terms = ((_allowed(draft, scope, first), 1.0), (_allowed(draft, scope, second), 1.0), (slack, -1.0))
    elif kind == "at least one used":
        row = program.rows((1,), 1.0, 1.0, np.inf)
        terms = ((_needed(draft, scope, first), 1.0), (_needed(draft, scope, second), 1.0), (slack, 1.0))
    else:
        row = program.rows((1,), 1.0, -np.inf, 0.0)
        terms = ((_allowed(draft, scope, first), 1.0), (_needed(draft, scope, second), -1.0), (slack, -1.0))
    for columns, factor in terms:
        program.put(row, columns, factor)
    return slack


def _allowed(draft: Draft, scope: Scope, own: BoolArray) -> IntArray:
    """A decision without whose yes none of ``own`` can arrive in the window; receipts make it a yes."""
    offers = np.flatnonzero(own)
    placed = bool(draft.arrays.receipts[np.ix_(offers, scope.months)].any())
    used = draft.program.columns((1,), 1.0, 1.0, 1.0) if placed else draft.decide(1.0, scope.months)
    limit_by(draft, offers, scope.months, used, draft.bounds.order[np.ix_(offers, scope.months)])
    return used


def _needed(draft: Draft, scope: Scope, own: BoolArray) -> IntArray:
    """A decision that can be a yes only if ``own`` bring enough of an item; what was ordered before is no crumb."""
    arrays = draft.arrays
    least = least_use(arrays.world, scope.rule)
    shares = []
    for item in dict.fromkeys(arrays.item_of[own].tolist()):
        same, name = own & (arrays.item_of == item), arrays.items[item].id
        placed = bool(arrays.receipts[np.ix_(same, scope.months)].any())
        if placed or name in least:
            shares.append(_shared(draft, scope, same, 0.0 if placed else _crumb(draft, item, least[name])))
    if len(shares) == 1:
        return shares[0]
    used = draft.decide(1.0, scope.months)
    row = draft.program.rows((1,), 1.0, 0.0, np.inf)
    for share in shares:
        draft.program.put(row, share, 1.0)
    draft.program.put(row, used, -1.0)
    return used


def _crumb(draft: Draft, item: int, least: float) -> float:
    return max(least, _SOMETHING * draft.arrays.size * float(draft.scales.item[item]))


def _shared(draft: Draft, scope: Scope, own: BoolArray, least: float) -> IntArray:
    """A decision that can be a yes only if ``own``, all of one item, bring the share of it from which they count.

    They have to bring ``least`` of it as well: of what nobody else sells, a crumb is all.
    """
    arrays, program = draft.arrays, draft.program
    used, item = draft.decide(1.0, scope.months), int(arrays.item_of[own][0])
    everybody = in_base(scope.rule, arrays) & (arrays.item_of == item)
    share = scope.rule.counts_from / 100 * everybody - own
    placed = arrays.receipts[:, scope.months].sum(axis=1)
    scale = float(draft.scales.item[item]) * len(scope.months)
    if least:
        offers = np.flatnonzero(own)
        numbers, which = draft.arrivals(offers, scope.months)
        row = program.rows((1,), 1.0, 0.0, np.inf)
        program.put(row, numbers, 1 / _least_orders(draft, scope, offers, least)[which].reshape(-1, 1))
        program.put(row, used, -1.0)
    if (share > 0).any():
        offers = np.flatnonzero(everybody)
        most = np.maximum(share, 0.0) @ (placed + draft.bounds.order[:, scope.months].sum(axis=1))
        row = program.rows((1,), scale, -np.inf, most - share @ placed)
        numbers, which = draft.arrivals(offers, scope.months)
        program.put(row, numbers, share[offers][which].reshape(-1, 1))
        program.put(row, used, most)
    return used


def _least_orders(draft: Draft, scope: Scope, offers: IntArray, least: float) -> FloatArray:
    """``least``, or what one whole order of each of ``offers`` is where only such are placed, which is tighter."""
    arrays = draft.arrays
    if scope.months[-1] >= arrays.near:
        return np.full(offers.size, least)
    terms = [arrays.offers[at] for at in offers.tolist()]
    order = np.array([max(offer.minimum_order, offer.lot_size) for offer in terms])
    most = draft.bounds.order[np.ix_(offers, scope.months)].max(axis=1)
    return np.asarray(np.maximum(np.minimum(order, most), least))
