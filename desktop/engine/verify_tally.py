"""What the windows of a rule count: bought in its base and of its group, in its measure and by who is used."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from desktop.engine.ledger import Ledger
from desktop.model.records import RARE_EARTHS, Item, Offer, Rule, Source

UNITS = {"value": "INR", "contained": "kg", "co2": "kg"}


@attrs.define
class Tally:
    """One window: sums in the rule's measure, and which offers are used, receipts among them.

    ``parts`` are the group's sums by member (source or country), ``members`` those of the group that are used,
    ``size`` the largest that one month of one item could add. ``group_used``, ``other_used`` and ``base_used`` say
    whether anything is used of the group, of the rule's second group, and at all.
    """

    positions: list[int]
    base: float = 0.0
    group: float = 0.0
    size: float = 0.0
    parts: dict[str, float] = attrs.field(factory=dict)
    members: set[str] = attrs.field(factory=set)
    group_used: bool = False
    other_used: bool = False
    base_used: bool = False


def tallies(ledger: Ledger, rule: Rule) -> list[Tally]:
    """A tally for every window of a rule, within the rule's own months."""
    windows = ledger.terms.windows(rule.window, rule.first_month, rule.last_month)
    found = [Tally(positions) for positions in windows]
    at = {position: tally for tally in found for position in tally.positions}
    weights = Weights(ledger, rule)
    for name, arriving in ledger.arriving.items():
        offer = ledger.terms.offers[name]
        source = ledger.world.by_id(Source)[offer.source]
        weight = weights.of(offer)
        if weight is None:
            continue
        used, in_group = ledger.used[name], belongs(rule, offer, source)
        in_other = rule.other_source in ("", source.id) and rule.other_offer in ("", offer.id)
        member = source.country if rule.by == "country" else source.id
        size, everywhere = ledger.size[offer.item], weight if isinstance(weight, float) else None
        for position, quantity in arriving.items():
            if position in at:
                unit = _at(weight, position) if everywhere is None else everywhere
                tally, amount = at[position], quantity * unit
                tally.base += amount
                tally.size = max(tally.size, unit * size)
                if in_group:
                    tally.group += amount
                    tally.parts[member] = tally.parts.get(member, 0.0) + amount
                if position in used:
                    tally.base_used = True
                    tally.group_used = tally.group_used or in_group
                    tally.other_used = tally.other_used or in_other
                    tally.members |= {member} if in_group else set()
    return found


def _at(weight: float | Sequence[float], position: int) -> float:
    return weight if isinstance(weight, float) else weight[position]


class Weights:
    """What one unit of each offer counts in a rule's measure, and the unit of the sums."""

    def __init__(self, ledger: Ledger, rule: Rule) -> None:
        self._ledger = ledger
        self._rule = rule
        elements = (rule.element,) if rule.element else RARE_EARTHS
        self._kg = {
            item.id: sum(ledger.terms.contents.get(item.id, {}).get(element, 0.0) for element in elements)
            for item in ledger.world.all(Item)
            if rule.item in ("", item.id)
        }

    def counts(self, offer: Offer) -> bool:
        """Whether an offer is in the base: of the rule's item, and with its element."""
        return offer.item in self._kg and (not self._rule.element or self._kg[offer.item] > 0)

    def of(self, offer: Offer) -> float | Sequence[float] | None:
        """What one unit as bought counts, of values by month; None outside the base."""
        if not self.counts(offer):
            return None
        if self._rule.measure == "value":
            return self._ledger.prices.unit_cost[offer.id]
        return {"contained": self._kg[offer.item], "co2": offer.co2}.get(self._rule.measure, 1.0)

    @property
    def unit(self) -> str:
        """What the sums are counted in; quantities are checked to share one unit."""
        items = self._ledger.world.by_id(Item)
        based = (offer.item for offer in self._ledger.world.all(Offer) if self.counts(offer))
        first = self._rule.item or next(based, "")
        return UNITS.get(self._rule.measure) or (items[first].unit if first else "")


def belongs(rule: Rule, offer: Offer, source: Source) -> bool:
    """Whether an offer is in a rule's group: all that it names matches."""
    return (
        rule.class_ in ("", source.class_)
        and rule.country in ("", source.country)
        and rule.source in ("", source.id)
        and rule.offer in ("", offer.id)
    )
