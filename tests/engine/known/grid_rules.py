"""By how much every plan of a grid breaks the rules of one rank."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from desktop.model.records import Rule, Source

if TYPE_CHECKING:
    from tests.engine.known.grid import Grid

Array = npt.NDArray[np.float64]
Chosen = npt.NDArray[np.bool_]


def broken(grid: Grid, rank: str) -> Array:
    """What the rules of a rank miss in all their windows: units, members, or sentences that do not hold."""
    total = np.zeros(len(grid.x))
    for rule in grid.case.all(Rule):
        if rule.rank == rank:
            for months in _windows(grid, rule):
                total += _missed(grid, rule, (grid.x + grid.placed)[:, :, months].sum(axis=2))
    return total


def _windows(grid: Grid, rule: Rule) -> Iterator[list[int]]:
    everywhere = list(range(len(grid.months)))
    if rule.window == "month":
        yield from ([at] for at in everywhere)
    elif rule.window == "horizon":
        yield everywhere
    else:
        yield from (months for _, months in grid.years())


def _missed(grid: Grid, rule: Rule, arrives: Array) -> Array:
    """What one rule misses, from arrivals of (plans, offers) in one window."""
    base = np.array([rule.item in ("", offer.item) for offer in grid.offers])
    first, second = _group(grid, rule.source, rule.offer) & base, _group(grid, rule.other_source, rule.other_offer)
    one, other = _used(arrives, first), _used(arrives, second & base)
    match rule.kind:
        case "amount at most":
            return _above(arrives[:, first].sum(axis=1) - rule.limit)
        case "amount at least":
            return _above(rule.limit - arrives[:, first].sum(axis=1))
        case "share at least":
            missing = rule.limit / 100 * arrives[:, base].sum(axis=1) - arrives[:, first].sum(axis=1)
            return _above(missing)
        case "sources at least":
            asked = np.where(_used(arrives, base), rule.limit, 0.0)
            return _above(asked - _count(grid, arrives, first))
        case "sources at most":
            return _above(_count(grid, arrives, first) - rule.limit)
        case "if used then used":
            return np.asarray(one & ~other, dtype=float)
        case "at least one used":
            return np.asarray(~one & ~other, dtype=float)
        case "not both used":
            return np.asarray(one & other, dtype=float)
    raise ValueError(rule.kind)


def _group(grid: Grid, source: str, offer: str) -> Chosen:
    return np.array([source in ("", each.source) and offer in ("", each.id) for each in grid.offers])


def _used(arrives: Array, chosen: Chosen) -> Chosen:
    return np.asarray(arrives[:, chosen].sum(axis=1) > 0)


def _count(grid: Grid, arrives: Array, group: Chosen) -> Array:
    """How many sources of a group anything arrives from."""
    count = np.zeros(len(arrives))
    for source in grid.case.all(Source):
        count += _used(arrives, grid.of_source(source) & group)
    return count


def _above(excess: Array) -> Array:
    return np.asarray(np.maximum(excess, 0.0))
