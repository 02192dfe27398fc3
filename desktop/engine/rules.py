"""Rules: which purchases they speak of, and their rows with what may be missing (model.md section 4.8)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
import numpy as np

from desktop.engine.blocks import Blocks
from desktop.engine.concentration import Tangents, add_tangents
from desktop.engine.draft import Draft
from desktop.engine.limits import cover_use
from desktop.engine.rules_counted import both_used, count_members
from desktop.engine.rules_scope import Scope, in_group, laddered, weights_of, windows_of
from desktop.engine.scales import power_of_ten
from desktop.engine.tiers import Ladder
from desktop.engine.vectors import IntArray
from desktop.model.asked import rules_asked
from desktop.model.records import Rule

_FAR = 1e6
"""A limit this many times what a window can hold is out of reach: the row is measured by the limit instead.

So is one this many times smaller: what is missing of it would be taken for dust.
"""
_BY_USE = ("sources at least", "sources at most", "if used then used", "at least one used", "not both used")
"""The kinds that ask whether something is used, whatever it counts in a measure."""


@attrs.frozen(eq=False)
class RuleRow:
    """One rule in one window: what it speaks of, and the columns that say what is missing, each of one ``scale``.

    ``tangents`` are what a limit on concentration is made of.
    """

    scope: Scope
    slack: IntArray
    scale: float
    tangents: Tangents | None = None

    @property
    def rule(self) -> Rule:
        """The rule itself."""
        return self.scope.rule


def add_rules(draft: Draft, ladders: Sequence[Ladder] = (), blocks: Blocks | None = None) -> list[RuleRow]:
    """A row for every window of every rule of the mix and of all mixes, each rule a step of ``blocks``.

    Rules on value count what is bought in the tiers of ``ladders`` at what it costs there.

    Windows in which nothing counts have none, unless that alone may break the rule.
    Rules that count, or speak of what is used at all, are asked of whole answers only.
    """
    arrays, blocks = draft.arrays, blocks or Blocks(draft)
    return [
        row
        for rule in rules_asked(arrays.world, arrays.mix.id)
        for row in blocks.write(_add_rule, rule, laddered(rule, arrays, ladders))
    ]


def _add_rule(draft: Draft, rule: Rule, ladders: tuple[Ladder, ...]) -> list[RuleRow]:
    arrays = draft.arrays
    weights, member = weights_of(rule, arrays), in_group(rule, arrays)
    scopes = [Scope(rule, months, weights, member, ladders) for months in windows_of(rule, arrays.months)]
    if scopes and rule.kind not in (*_BY_USE, "cover at least", "amount at least"):
        counted = (scopes[0].heaviest != 0).any(axis=0)
        if not counted.all():
            scopes = [scope for scope in scopes if counted[scope.months].any()]
    if not scopes:
        return []
    if rule.kind.startswith(("share", "amount")):
        return _linear(draft, scopes)
    rows = (_WRITE[rule.kind](draft, scope) for scope in scopes)
    return [row for row in rows if row is not None]


def _linear(draft: Draft, scopes: Sequence[Scope]) -> list[RuleRow]:
    """A row a window: group - limit x base for shares, the group itself for amounts; the slack on the right side.

    All windows of a rule are written at once: what differs is only which month belongs to which.
    """
    arrays, rule, weights, member = draft.arrays, scopes[0].rule, scopes[0].weights, scopes[0].member
    at_least, share = "least" in rule.kind, rule.kind.startswith("share")
    counted = member - rule.limit / 100 if share else member
    placed = weights * arrays.receipts
    window, months = _window_of(scopes)
    limit = 0.0 if share else rule.limit
    rest = np.asarray(limit - np.bincount(window, (counted.reshape(-1, 1) * placed).sum(axis=0)[months]), dtype=float)
    heaviest, size = scopes[0].heaviest, np.zeros(len(scopes))
    usual = np.where(draft.bounds.possible, heaviest * draft.scales.item[arrays.item_of].reshape(-1, 1), 0.0)
    np.maximum.at(size, window, np.maximum(usual, placed)[counted != 0].max(axis=0, initial=0.0)[months])
    scale = np.maximum(power_of_ten(np.where(size > 0, size, limit)) * np.bincount(window), limit / _FAR)
    if limit > 0:
        scale = np.clip(limit * _FAR, scale / _FAR, scale)
    slack = draft.program.columns((len(scopes),), scale)
    open_ended = np.full(len(scopes), np.inf)
    least, most = (rest, open_ended) if at_least else (-open_ended, rest)
    rows = draft.program.rows((len(scopes),), scale, least, most)
    offers = np.flatnonzero((heaviest != 0).any(axis=1))
    numbers, which = draft.arrivals(offers, months)
    weight = weights[offers][:, months] * counted[offers].reshape(-1, 1)
    draft.program.put(rows[window], numbers, weight[which])
    for ladder in scopes[0].ladders:
        draft.program.put(rows[window], ladder.part[:, months], ladder.above[:, months] * counted[ladder.offer])
    draft.program.put(rows, slack, 1.0 if at_least else -1.0)
    columns = zip(scopes, slack.reshape(-1, 1), scale.tolist(), strict=True)
    return [RuleRow(scope, own, size) for scope, own, size in columns]


def _window_of(scopes: Sequence[Scope]) -> tuple[IntArray, IntArray]:
    """The months of all windows, and the number of the window that each belongs to."""
    window = np.repeat(np.arange(len(scopes)), [scope.months.size for scope in scopes])
    return window, np.concatenate([scope.months for scope in scopes])


def _concentration(draft: Draft, scope: Scope) -> RuleRow:
    tangents, scale = add_tangents(draft, scope)
    return RuleRow(scope, tangents.slack, scale, tangents)


def _cover(draft: Draft, scope: Scope) -> RuleRow:
    """Stock plus slack covers the days of the next month's use, in each month."""
    arrays, program = draft.arrays, draft.program
    item = arrays.item_at[scope.rule.item]
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
