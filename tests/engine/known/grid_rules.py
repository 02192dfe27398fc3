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
    group = _group(grid, rule.source, rule.offer) & base
    other = _group(grid, rule.other_source, rule.other_offer) & base
    one, two = _used(arrives, group), _used(arrives, other)
    much, more = _counts(grid, arrives, group, base, rule), _counts(grid, arrives, other, base, rule)
    sentences = {"if used then used": one & ~more, "at least one used": ~much & ~more, "not both used": one & two}
    if rule.kind in sentences:
        return np.asarray(sentences[rule.kind], dtype=float)
    total, bought = arrives[:, base].sum(axis=1), arrives[:, group].sum(axis=1)
    by_source = [grid.of_source(source) & group for source in grid.case.all(Source)]
    count = np.sum([_used(arrives, own) for own in by_source], axis=0)
    counting = np.sum([_counts(grid, arrives, own, base, rule) for own in by_source], axis=0)
    excess = {
        "amount at most": bought - rule.limit,
        "amount at least": rule.limit - bought,
        "share at most": bought - rule.limit / 100 * total,
        "share at least": rule.limit / 100 * total - bought,
        "sources at most": count - rule.limit,
        "sources at least": np.where(total > 0, rule.limit, 0.0) - counting,
        "concentration at most": _concentration(grid, arrives) - rule.limit * total,
    }
    return np.asarray(np.maximum(excess[rule.kind], 0.0))


def _group(grid: Grid, source: str, offer: str) -> Chosen:
    return np.array([source in ("", each.source) and offer in ("", each.id) for each in grid.offers])


def _used(arrives: Array, chosen: Chosen) -> Chosen:
    return np.asarray(arrives[:, chosen].sum(axis=1) > 0)


def _counts(grid: Grid, arrives: Array, chosen: Chosen, base: Chosen, rule: Rule) -> Chosen:
    """Where the chosen bring of any item bought at least the share from which the rule counts them."""
    found = np.zeros(len(arrives), dtype=bool)
    for item in {offer.item for offer in grid.offers}:
        same = np.array([offer.item == item for offer in grid.offers])
        mine, everybody = arrives[:, chosen & same].sum(axis=1), arrives[:, base & same].sum(axis=1)
        found |= (mine > 0) & (mine >= rule.counts_from / 100 * everybody * (1 - 1e-12))
    return found


def _concentration(grid: Grid, arrives: Array) -> Array:
    """The index of all purchases by source, times their quantity."""
    total, squares = arrives.sum(axis=1), np.zeros(len(arrives))
    for source in grid.case.all(Source):
        squares += arrives[:, grid.of_source(source)].sum(axis=1) ** 2
    return np.asarray(squares / np.where(total > 0, total, 1.0))
