"""Shares that do not go together: least shares that add up to more than may be, largest ones to less than must be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import attrs

from desktop.model.clashes.clash import Clash
from desktop.model.clashes.scope import Offers, Scope, exceeds
from desktop.model.records import Rule
from desktop.model.rule_windows import holds_over, windows_of

_WHOLE = 100.0
_MOST = 12
"""How many rules are tried together, the strictest first, and how many of them at a time."""
_TOGETHER = 3


@attrs.frozen
class _Stake:
    """What a rule asks of a set of offers: at least or at most ``limit`` % of the base; no rule: all of it."""

    rule: str
    offers: Offers
    limit: float


def share_clashes(scope: Scope, rule: Rule, others: Sequence[Rule]) -> Iterator[Clash]:
    """The clashes of a share with shares of the same base.

    Windows and months may differ: rules are compared over spans that are made up of whole windows of each of them.
    """
    base = scope.base(rule)
    if not rule.kind.startswith("share") or not base:
        return
    same = [o for o in others if o.kind.startswith("share") and scope.measured(o) == scope.measured(rule)]
    told: set[frozenset[str]] = set()
    compared: set[tuple[str, ...]] = set()
    for span in dict.fromkeys(span for each in (rule, *same) for span in windows_of(each, scope.horizon)):
        holding = [each for each in (rule, *same) if holds_over(each, span, scope.horizon)]
        names = tuple(each.id for each in holding)
        if rule not in holding or names in compared:
            continue
        compared.add(names)
        for clash in _over_one_span(scope, rule, holding, base):
            if not any(known <= set(clash.others) for known in told):
                told.add(frozenset(clash.others))
                yield clash


def _over_one_span(scope: Scope, rule: Rule, holding: Sequence[Rule], base: Offers) -> Iterator[Clash]:
    stakes = {each.id: _Stake(each.id, scope.group(each), each.limit) for each in holding}
    own, whole = stakes[rule.id], _Stake("", base, _WHOLE)
    least = [stakes[each.id] for each in holding if each.kind == "share at least" and each.limit > 0]
    most = [stakes[each.id] for each in holding if each.kind == "share at most"]
    if rule.kind == "share at least":
        for cap in (whole, *most):
            yield from _too_much(own, _strictest(least, -1), cap, own)
        yield from _too_little(own, _strictest(most, 1), own, None)
    else:
        yield from _too_much(own, _strictest(least, -1), own, None)
        for floor in (whole, *least):
            yield from _too_little(own, _strictest(most, 1), floor, own)


def _too_much(own: _Stake, least: Sequence[_Stake], cap: _Stake, with_: _Stake | None) -> Iterator[Clash]:
    """Least shares of disjoint parts of ``cap`` that add up to more than it; ``with_`` is always one of them."""
    inside = [each for each in least if each.offers <= cap.offers and each is not with_ and each.offers]
    if with_ is not None and not with_.offers <= cap.offers:
        return
    for chosen in _combined(inside, with_):
        total = sum(each.limit for each in chosen)
        if exceeds(total, cap.limit) and _disjoint(chosen):
            yield Clash("above", _others(own, (*chosen, cap)), total, cap.limit)
            return


def _too_little(own: _Stake, most: Sequence[_Stake], floor: _Stake, with_: _Stake | None) -> Iterator[Clash]:
    """Largest shares that cover ``floor`` together and add up to less than it; ``with_`` is always one of them."""
    beside = [each for each in most if each.offers & floor.offers and each is not with_]
    for chosen in _combined(beside, with_):
        total = sum(each.limit for each in chosen)
        if chosen and exceeds(floor.limit, total) and floor.offers and floor.offers <= _union(chosen):
            yield Clash("below", _others(own, (*chosen, floor)), floor.limit, total)
            return


def _combined(stakes: Sequence[_Stake], with_: _Stake | None) -> Iterator[tuple[_Stake, ...]]:
    """Few of the stakes at a time, the fewest first."""
    always = (with_,) if with_ is not None else ()
    for count in range(_TOGETHER + 1):
        for chosen in combinations(stakes, count):
            yield (*always, *chosen)


def _strictest(stakes: Iterable[_Stake], sign: int) -> list[_Stake]:
    """The strictest stake of each set of offers, the strictest of all first."""
    found: dict[Offers, _Stake] = {}
    for stake in sorted(stakes, key=lambda each: sign * each.limit):
        found.setdefault(stake.offers, stake)
    return list(found.values())[:_MOST]


def _disjoint(stakes: Sequence[_Stake]) -> bool:
    return sum(len(each.offers) for each in stakes) == len(_union(stakes))


def _union(stakes: Sequence[_Stake]) -> Offers:
    return frozenset[str]().union(*(each.offers for each in stakes))


def _others(own: _Stake, stakes: Iterable[_Stake]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.rule for each in stakes if each.rule and each is not own))
