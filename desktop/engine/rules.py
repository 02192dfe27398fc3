"""Rules: which purchases they speak of, and their rows with what may be missing (model.md section 4.8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import attrs
import numpy as np

from desktop.engine.draft import Draft
from desktop.engine.limits import cover_use
from desktop.engine.rules_counted import both_used, count_members
from desktop.engine.rules_scope import Scope, in_group, members, weights_of, windows_of
from desktop.engine.scales import power_of_ten
from desktop.engine.vectors import FloatArray, IntArray
from desktop.model.records import Rule

_GRID = np.linspace(0.0, 1.0, 21)
"""The shares at which concentration is touched by a tangent: it is exact there, and off by 0.000625 at most."""

_FAR = 1e6
"""A limit this many times what a window can hold is out of reach: the row is measured by the limit instead."""
_BY_USE = ("sources at least", "sources at most", "if used then used", "at least one used", "not both used")
"""The kinds that ask whether something is used, whatever it counts in a measure."""


@attrs.frozen(eq=False)
class RuleRow:
    """One rule in one window: what it speaks of, and the columns that say what is missing, each of one ``scale``."""

    scope: Scope
    slack: IntArray
    scale: float

    @property
    def rule(self) -> Rule:
        """The rule itself."""
        return self.scope.rule


def add_rules(draft: Draft) -> list[RuleRow]:
    """A row for every window of every rule of the mix and of all mixes.

    Windows in which nothing counts have none, unless that alone may break the rule.
    Rules that count, or speak of what is used at all, are asked of whole answers only.
    """
    arrays = draft.arrays
    found: list[RuleRow] = []
    for rule in arrays.world.all(Rule):
        if rule.mix in ("", arrays.mix.id):
            found.extend(_rows(draft, rule))
    return found


def _rows(draft: Draft, rule: Rule) -> Iterator[RuleRow]:
    arrays = draft.arrays
    weights, member = weights_of(rule, arrays), in_group(rule, arrays)
    scopes = [Scope(rule, months, weights, member) for months in windows_of(rule, arrays.months)]
    if rule.kind not in (*_BY_USE, "cover at least", "amount at least"):
        scopes = [scope for scope in scopes if weights[:, scope.months].any()]
    if not scopes:
        return
    if rule.kind.startswith(("share", "amount")):
        yield from _linear(draft, scopes)
        return
    for scope in scopes:
        row = _WRITE[rule.kind](draft, scope)
        if row is not None:
            yield row


def _linear(draft: Draft, scopes: Sequence[Scope]) -> Iterator[RuleRow]:
    """A row a window: group - limit x base for shares, the group itself for amounts; the slack on the right side.

    All windows of a rule are written at once: what differs is only which month belongs to which.
    """
    arrays, rule, weights, member = draft.arrays, scopes[0].rule, scopes[0].weights, scopes[0].member
    at_least, share = "least" in rule.kind, rule.kind.startswith("share")
    counted = member - rule.limit / 100 if share else member
    placed = weights * arrays.receipts
    window, months = _window_of(scopes)
    limit = 0.0 if share else rule.limit
    rest = np.asarray(limit - np.bincount(window, (counted @ placed)[months]), dtype=float)
    offers = np.flatnonzero((weights != 0).any(axis=1))
    weight = weights[np.ix_(offers, months)]
    size = np.zeros(len(scopes))
    usual = weight * draft.scales.item[arrays.item_of[offers]].reshape(-1, 1)
    bought = np.where(draft.bounds.order[np.ix_(offers, months)] > 0, usual, 0.0)
    largest = np.maximum(bought, placed[np.ix_(offers, months)]).max(axis=0, initial=0.0)
    np.maximum.at(size, window, largest)
    scale = np.maximum(power_of_ten(np.where(size > 0, size, limit)) * np.bincount(window), limit / _FAR)
    slack = draft.program.columns((len(scopes),), scale)
    open_ended = np.full(len(scopes), np.inf)
    least, most = (rest, open_ended) if at_least else (-open_ended, rest)
    rows = draft.program.rows((len(scopes),), scale, least, most)
    numbers, which = draft.arrivals(offers, months)
    draft.program.put(rows[window], numbers, (weight * counted[offers].reshape(-1, 1))[which])
    draft.program.put(rows, slack, 1.0 if at_least else -1.0)
    for position, scope in enumerate(scopes):
        yield RuleRow(scope, slack[position : position + 1], float(scale[position]))


def _window_of(scopes: Sequence[Scope]) -> tuple[IntArray, IntArray]:
    """The months of all windows, and the number of the window that each belongs to."""
    window = np.concatenate([np.full(scope.months.size, at) for at, scope in enumerate(scopes)])
    return window, np.concatenate([scope.months for scope in scopes])


def _scale(draft: Draft, offers: IntArray, weight: FloatArray) -> float:
    """What the purchases of a window come to, as a power of ten for each month."""
    size = weight * draft.scales.item[draft.arrays.item_of[offers]].reshape(-1, 1)
    return float(power_of_ten(np.array([size.max(initial=0.0)]))[0] * weight.shape[1])


def _concentration(draft: Draft, scope: Scope) -> RuleRow:
    """The sum of the members' squared shares, by tangents: h >= 2 s X - s^2 Q for each s of the grid."""
    program, arrays = draft.program, draft.arrays
    groups = [own & (scope.member > 0) & (scope.weights != 0).any(axis=1) for own in members(scope.rule, arrays)]
    groups = [own for own in groups if own.any()]
    offers = np.flatnonzero(np.any(groups, axis=0)) if groups else np.zeros(0, dtype=np.int64)
    weight = scope.weights[np.ix_(offers, scope.months)]
    scale = _scale(draft, offers, weight)
    placed = (scope.weights * arrays.receipts)[:, scope.months].sum(axis=1)
    total = float(placed[offers].sum())
    numbers, which = draft.arrivals(offers, scope.months)
    squared, slack = program.columns((len(groups),), scale), program.columns((1,), scale)
    for own, column in zip(groups, squared, strict=True):
        right = _GRID**2 * total - 2 * _GRID * float(placed[own].sum())
        rows = program.rows(_GRID.shape, scale, -right, np.inf)
        belongs = own[offers].astype(float)
        for row, share in zip(rows, _GRID, strict=True):
            factor = (share**2 - 2 * share * belongs).reshape(-1, 1) * weight
            program.put(np.array([row]), numbers, factor[which])
        program.put(rows, np.array([column]), 1.0)
    row = program.rows((1,), scale, -np.inf, scope.rule.limit * total)
    program.put(row, squared, 1.0)
    program.put(row, numbers, (-scope.rule.limit * weight)[which])
    program.put(row, slack, -1.0)
    return RuleRow(scope, slack, scale)


def _cover(draft: Draft, scope: Scope) -> RuleRow:
    """Stock plus slack covers the days of the next month's use, in each month."""
    arrays, program = draft.arrays, draft.program
    item = [each.id for each in arrays.items].index(scope.rule.item)
    scale = float(draft.scales.item[item])
    slack = program.columns(scope.months.shape, scale)
    cover_use(draft, item, scope.months, scope.rule.limit / 30, slack)
    return RuleRow(scope, slack, scale)


def _counted(draft: Draft, scope: Scope) -> RuleRow | None:
    return RuleRow(scope, count_members(draft, scope), 1.0) if draft.whole else None


def _logical(draft: Draft, scope: Scope) -> RuleRow | None:
    return RuleRow(scope, both_used(draft, scope), 1.0) if draft.whole else None


_WRITE: dict[str, Callable[[Draft, Scope], RuleRow | None]] = {
    "cover at least": _cover,
    "concentration at most": _concentration,
    "sources at least": _counted,
    "sources at most": _counted,
    "if used then used": _logical,
    "at least one used": _logical,
    "not both used": _logical,
}
