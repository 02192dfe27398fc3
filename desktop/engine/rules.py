"""Rules: which purchases they speak of, and their rows with what may be missing (model.md section 4.8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import attrs
import numpy as np

from desktop.engine.arrays import IntArray
from desktop.engine.draft import Draft
from desktop.engine.landed import FloatArray
from desktop.engine.limits import cover_use
from desktop.engine.rules_counted import both_used, count_members
from desktop.engine.rules_scope import Scope, in_group, members, weights_of, windows_of
from desktop.engine.scales import power_of_ten
from desktop.model.records import Rule

_GRID = np.linspace(0.0, 1.0, 21)
"""The shares at which concentration is touched by a tangent: it is exact there, and off by 0.000625 at most."""


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
    """A row for every window of every rule of the mix and of all mixes; windows without purchases have none.

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
    for months in windows_of(rule, arrays.months):
        scope = Scope(rule, months, weights, member)
        if rule.kind == "cover at least":
            yield _cover(draft, scope)
        elif rule.kind in _BY_USE or weights[:, months].any():
            slack = _WRITE[rule.kind](draft, scope)
            if slack is not None:
                yield slack


def _share(draft: Draft, scope: Scope) -> RuleRow:
    """Group - limit x base, with the slack, on the right side of zero."""
    arrays, limit = draft.arrays, scope.rule.limit / 100
    group, base = scope.amounts(arrays.receipts)
    return _limited(draft, scope, scope.member - limit, limit * base - group, at_least="least" in scope.rule.kind)


def _amount(draft: Draft, scope: Scope) -> RuleRow:
    """Group within the limit, with the slack."""
    group, _ = scope.amounts(draft.arrays.receipts)
    at_least = "least" in scope.rule.kind
    return _limited(draft, scope, scope.member, scope.rule.limit - group, at_least=at_least)


def _limited(draft: Draft, scope: Scope, counted: FloatArray, rest: float, *, at_least: bool) -> RuleRow:
    """One row: the weights x ``counted`` (offers,) of all arrivals in the window, against ``rest``."""
    program = draft.program
    offers = np.flatnonzero((scope.weights != 0).any(axis=1))
    numbers, which = draft.arrivals(offers, scope.months)
    weight = scope.weights[np.ix_(offers, scope.months)]
    scale = _scale(draft, offers, weight)
    slack = program.columns((1,), scale)
    row = program.rows((1,), scale, rest if at_least else -np.inf, np.inf if at_least else rest)
    program.put(row, numbers, (weight * counted[offers].reshape(-1, 1))[which])
    program.put(row, slack, 1.0 if at_least else -1.0)
    return RuleRow(scope, slack, scale)


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
    "share at least": _share,
    "share at most": _share,
    "amount at least": _amount,
    "amount at most": _amount,
    "concentration at most": _concentration,
    "sources at least": _counted,
    "sources at most": _counted,
    "if used then used": _logical,
    "at least one used": _logical,
    "not both used": _logical,
}
