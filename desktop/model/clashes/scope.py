"""What rules speak of, as sets of offers: their base, their group in it, and whether two have one base."""

from __future__ import annotations

import attrs

from desktop.model.composition import contents_of
from desktop.model.horizon import Span, horizon_of
from desktop.model.project import Project
from desktop.model.records import RARE_EARTHS, Offer, Rule, Source
from desktop.model.unkeepable import GROUP

Offers = frozenset[str]
ROUNDING = 1e-6
"""What is above a limit by less, relative to it or in its unit, is not."""


@attrs.frozen(eq=False)
class Scope:
    """The project and the mix in which rules are compared; what a rule speaks of is looked up once for all mixes."""

    project: Project
    mix: str
    horizon: Span = attrs.field(init=False)
    known: dict[tuple[str, Rule], Offers] = attrs.field(factory=dict, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "horizon", horizon_of(self.project))

    def base(self, rule: Rule) -> Offers:
        """The offers of the rule's item that hold its element, or that count in its measure at all."""
        if ("base", rule) not in self.known:
            found = frozenset(offer.id for offer in self.project.all(Offer) if self.weight(rule, offer) > 0)
            self.known["base", rule] = found
        return self.known["base", rule]

    def group(self, rule: Rule) -> Offers:
        """The offers of the base that belong to the rule's group."""
        if ("group", rule) not in self.known:
            self.known["group", rule] = self._group(rule)
        return self.known["group", rule]

    def _group(self, rule: Rule) -> Offers:
        sources, base = self.project.by_id(Source), self.base(rule)
        found = set()
        for offer in self.project.all(Offer):
            source = sources.get(offer.source)
            has = (source.class_, source.country, source.id, offer.id) if source else ("", "", "", offer.id)
            asked = zip(GROUP, has, strict=True)
            if offer.id in base and all(getattr(rule, field) in ("", value) for field, value in asked):
                found.add(offer.id)
        return frozenset(found)

    def weight(self, rule: Rule, offer: Offer) -> float:
        """What one unit of an offer counts in the rule's measure, which rules that count sources do not read.

        Of value, which prices make, 1 stands for some.
        """
        held = contents_of(self.project).get(offer.item, {})
        if rule.item not in ("", offer.item) or (rule.element and not held.get(rule.element)):
            return 0.0
        if rule.measure == "contained" and not rule.kind.startswith("sources"):
            return sum(held.get(element, 0.0) for element in ((rule.element,) if rule.element else RARE_EARTHS))
        return offer.co2 if rule.measure == "co2" and not rule.kind.startswith("sources") else 1.0

    def measured(self, rule: Rule) -> tuple[str, ...]:
        """What two rules have in common if shares of theirs are of the same amounts.

        Of one item, its quantity and any of what it contains are in proportion.
        """
        if rule.item and rule.measure in ("contained", "quantity"):
            return (rule.item,) if self.base(rule) else (rule.item, rule.element, rule.measure)
        return (rule.item, rule.element, rule.measure)

    def counted(self, rule: Rule) -> tuple[str, ...]:
        """What two rules have in common if amounts of theirs, of the same offers, are the same amounts."""
        return (rule.measure, rule.element) if rule.measure == "contained" else (rule.measure,)


def exceeds(asked: float, allowed: float) -> bool:
    """Whether more is asked than is allowed, beyond rounding."""
    return asked > allowed + ROUNDING * max(1.0, abs(allowed))
