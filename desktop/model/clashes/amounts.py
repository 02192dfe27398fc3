"""Amounts that do not go together: more asked of something, in all windows together, than is allowed of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.model.clashes.clash import Clash
from desktop.model.clashes.scope import Offers, Scope, exceeds
from desktop.model.horizon import Span
from desktop.model.records import Rule
from desktop.model.rule_windows import windows_of, within


def amount_clashes(scope: Scope, rule: Rule, others: Sequence[Rule]) -> Iterator[Clash]:
    """The clashes of an amount with amounts in the same measure."""
    if not rule.kind.startswith("amount"):
        return
    wanted = "amount at most" if rule.kind == "amount at least" else "amount at least"
    same = [other for other in others if other.kind == wanted and scope.counted(other) == scope.counted(rule)]
    for other in same:
        least, most = (rule, other) if rule.kind == "amount at least" else (other, rule)
        if scope.group(least) <= scope.group(most) and least.limit > 0:
            found = _crossed(scope, least, most)
            if found is not None:
                yield Clash("amount", (other.id,), *found)
    if rule.kind == "amount at most":
        yield from _added_up(scope, rule, same)
    else:
        rivals = [other for other in others if other.kind == rule.kind and scope.counted(other) == scope.counted(rule)]
        for cap in same:
            for clash in _added_up(scope, cap, [rule, *rivals]):
                if rule.id in clash.others:
                    names = (cap.id, *(name for name in clash.others if name != rule.id))
                    yield Clash("amount", names, clash.asked, clash.allowed)


def _crossed(scope: Scope, least: Rule, most: Rule) -> tuple[float, float] | None:
    """What is asked and what is allowed of the same over some span, where the first is more."""
    asking, allowing = (list(windows_of(each, scope.horizon)) for each in (least, most))
    for window in allowing:
        asked = least.limit * sum(within(each, window) for each in asking)
        if exceeds(asked, most.limit):
            return asked, most.limit
    for window in asking:
        met = [each for each in allowing if each[0] <= window[1] and window[0] <= each[1]]
        if met and _covers(met, window) and exceeds(least.limit, most.limit * len(met)):
            return least.limit, most.limit * len(met)
    return None


def _covers(spans: Sequence[Span], window: Span) -> bool:
    """Whether spans that follow one another have all months of a window."""
    return spans[0][0] <= window[0] and window[1] <= spans[-1][1]


def _added_up(scope: Scope, cap: Rule, least: Sequence[Rule]) -> Iterator[Clash]:
    """Least amounts of disjoint parts of what ``cap`` limits that add up to more, though none is more by itself."""
    group, inside = scope.group(cap), list[tuple[Rule, Offers]]()
    taken: set[str] = set()
    for rule in sorted(least, key=lambda each: -each.limit):
        offers = scope.group(rule)
        if offers and offers <= group and not offers & taken:
            inside.append((rule, offers))
            taken |= offers
    for window in windows_of(cap, scope.horizon):
        counts = [(rule, sum(within(each, window) for each in windows_of(rule, scope.horizon))) for rule, _ in inside]
        asked = {rule.id: rule.limit * count for rule, count in counts if rule.limit * count > 0}
        if len(asked) > 1 and exceeds(sum(asked.values()), cap.limit) and not exceeds(max(asked.values()), cap.limit):
            yield Clash("amount", tuple(asked), sum(asked.values()), cap.limit)
            return
