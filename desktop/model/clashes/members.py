"""Numbers of sources and limits on concentration that do not go together, nor with the share of one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.model.clashes.clash import Clash
from desktop.model.clashes.scope import Offers, Scope
from desktop.model.records import Offer, Rule, Source
from desktop.model.rule_windows import holds_over, windows_of, within
from desktop.model.unkeepable import GROUP

_CLOSE = 0.002
"""What tangents may hide of an index of concentration, and more: what is above a limit by less is not told."""


def member_clashes(scope: Scope, rule: Rule, others: Sequence[Rule]) -> Iterator[Clash]:
    """The clashes of a rule on members with others, or of a share with a limit on concentration."""
    for other in others:
        for first, second in ((rule, other), (other, rule)):
            found = _FOUND.get((first.kind, second.kind))
            clash = found(scope, first, second) if found else None
            if clash is not None:
                yield Clash(clash.why, (other.id,), clash.asked, clash.allowed)


def _counts(scope: Scope, least: Rule, most: Rule) -> Clash | None:
    """More sources asked than are allowed among them."""
    asking, allowing = (list(windows_of(each, scope.horizon)) for each in (least, most))
    inside = any(within(one, other) for one in asking for other in allowing)
    same = least.by == most.by and bool(scope.group(least)) and scope.group(least) <= scope.group(most)
    if same and inside and least.limit > most.limit:
        return Clash("sources", (), least.limit, most.limit)
    return None


def _spread(scope: Scope, index: Rule, most: Rule) -> Clash | None:
    """Purchases spread over more than there may be: of m members the index is never below 1/m."""
    inside = any(
        within(one, other) for one in windows_of(index, scope.horizon) for other in windows_of(most, scope.horizon)
    )
    same = index.by == most.by and bool(scope.group(index)) and scope.group(index) <= scope.group(most)
    if same and inside and most.limit >= 1 and 1 / most.limit > index.limit + _CLOSE:
        return Clash("concentration", (), 1 / most.limit, index.limit)
    return None


def _held(scope: Scope, index: Rule, share: Rule) -> Clash | None:
    """A share of one member that makes the index larger than it may be, however evenly the others share the rest."""
    everybody = not any(getattr(index, field) for field in GROUP)
    if not everybody or scope.measured(index) != scope.measured(share):
        return None
    if not any(holds_over(share, window, scope.horizon) for window in windows_of(index, scope.horizon)):
        return None
    members, own = _members(scope, index, scope.base(index)), _members(scope, index, scope.group(share))
    part = share.limit / 100
    if len(own) != 1 or part * len(members) < 1:
        return None
    least = part**2 + ((1 - part) ** 2 / (len(members) - 1) if len(members) > 1 else 0.0)
    return Clash("concentration", (), least, index.limit) if least > index.limit + _CLOSE else None


def _members(scope: Scope, rule: Rule, offers: Offers) -> set[str]:
    """The sources, or their countries, of offers."""
    known = scope.project.by_id(Source)
    sources = [
        known[offer.source] for offer in scope.project.all(Offer) if offer.id in offers and offer.source in known
    ]
    return {source.country if rule.by == "country" else source.id for source in sources}


_FOUND = {
    ("sources at least", "sources at most"): _counts,
    ("concentration at most", "sources at most"): _spread,
    ("concentration at most", "share at least"): _held,
}
