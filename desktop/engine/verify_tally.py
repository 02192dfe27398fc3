"""What the windows of a rule count: bought in its base and of its group, in its measure and by who is used."""

from __future__ import annotations

from functools import cached_property, lru_cache

import attrs
import numpy as np

from desktop.engine.ledger import Ledger
from desktop.engine.vectors import BoolArray, FloatArray
from desktop.engine.verify_tables import Tables
from desktop.engine.verify_told import TOLERANCE
from desktop.model.needs import least_use
from desktop.model.records import RARE_EARTHS, Item, Rule, Source

UNITS = {"value": "INR", "contained": "kg", "co2": "kg"}


@attrs.frozen(eq=False, slots=False)
class Counts:
    """What a rule counts: ``amounts`` (offers, t) in its measure, by what its ``weights`` say of each offer.

    Offers outside of the base count nothing and are not used. The rest is worked out for rules that ask for it.
    """

    ledger: Ledger
    weights: Weights
    amounts: FloatArray

    @cached_property
    def used(self) -> BoolArray:
        """Whether an offer is used, (offers, t)."""
        return np.asarray(self.weights.base & self.ledger.told.uses)

    @cached_property
    def uses(self) -> BoolArray:
        """Whether anything is used in each month, (3, t): of the group, of the rule's second group, and at all."""
        used = self.used
        return np.array([used[self.weights.group].any(axis=0), used[self.weights.other].any(axis=0), used.any(axis=0)])

    @cached_property
    def largest(self) -> FloatArray:
        """The most that one item of what comes could add in each month, (t,)."""
        ledger, weights = self.ledger, self.weights
        unit = ledger.prices.landed if weights.rule.measure == "value" else weights.each
        sizes = unit * ledger.told.sizes[ledger.tables.item_of].reshape(-1, 1)
        counted = np.where(weights.base & (ledger.told.coming > 0), sizes, 0.0)
        return np.asarray(counted.max(axis=0, initial=0.0))

    @cached_property
    def bought(self) -> FloatArray:
        """Quantities as bought, (offers, t)."""
        return np.where(self.weights.base, self.ledger.told.coming, 0.0)

    @cached_property
    def placed(self) -> FloatArray:
        """Those on order already, (offers, t)."""
        return np.where(self.weights.base, self.ledger.tables.receipts, 0.0)


@attrs.frozen(eq=False)
class Tally:
    """One window: sums of the base and of the group in the rule's measure, receipts among them, and who is used."""

    counts: Counts
    positions: list[int]
    base: float
    group: float

    @property
    def size(self) -> float:
        """The largest that one month of one item could add."""
        return float(self.counts.largest[self.positions].max())

    @property
    def group_used(self) -> bool:
        """Whether anything is used of the group."""
        return self._any(0)

    @property
    def other_used(self) -> bool:
        """Whether anything is used of the rule's second group."""
        return self._any(1)

    @property
    def base_used(self) -> bool:
        """Whether anything is used at all."""
        return self._any(2)

    def _any(self, which: int) -> bool:
        return bool(self.counts.uses[which, self.positions].any())

    @property
    def parts(self) -> dict[str, float]:
        """The group's sums by member: source or country."""
        counted, found = self.counts.amounts[:, self.positions].sum(axis=1), dict[str, float]()
        member = self.counts.weights.member
        for row in np.flatnonzero(self.counts.weights.group & (counted > 0)).tolist():
            found[member[row]] = found.get(member[row], 0.0) + float(counted[row])
        return found

    @property
    def members(self) -> set[str]:
        """The members of the group that are used."""
        rows, _ = np.nonzero(self.counts.used[:, self.positions] & self.counts.weights.group.reshape(-1, 1))
        return {self.counts.weights.member[row] for row in rows.tolist()}

    def counting(self, share: float) -> set[str]:
        """The members of the group that bring at least such a share of an item, but for rounding."""
        member, group = np.array(self.counts.weights.member), self.counts.weights.group
        return {name for name in self.members if self.brings(group & (member == name), share)}

    def brings(self, chosen: BoolArray, share: float) -> bool:
        """Whether the offers ``chosen`` bring, of any item bought, at least such a share of it, but for rounding.

        They have to bring more than a crumb, unless it was ordered before.
        """
        bought = self.counts.bought[:, self.positions].sum(axis=1)
        placed = self.counts.placed[:, self.positions].sum(axis=1)
        item_of, asked = self.counts.ledger.tables.item_of, self.counts.weights.least
        for item in set(item_of[chosen & (bought > 0)].tolist()):
            same = item_of == item
            mine, least = bought[chosen & same].sum(), asked[same].max()
            enough = placed[chosen & same].sum() > 0 or mine >= least * (1 - TOLERANCE)
            if enough and mine >= (share - TOLERANCE) * bought[same].sum():
                return True
        return False


@lru_cache(maxsize=64)
def weights_of(tables: Tables, rule: Rule) -> Weights:
    """The weights of a rule, kept for the next plan while the rule and the tables are the same."""
    return Weights(tables, rule)


def tallies(ledger: Ledger, rule: Rule, weights: Weights) -> list[Tally]:
    """A tally for every window of a rule, within the rule's own months, by what its ``weights`` count."""
    windows = ledger.terms.windows(rule.window, rule.first_month, rule.last_month)
    if not windows:
        return []
    valued = rule.measure == "value"
    amounts = np.where(weights.base, worth(ledger), 0.0) if valued else weights.each * ledger.told.coming
    starts, last = [window[0] for window in windows], windows[-1][-1] + 1
    by_month = np.array([amounts.sum(axis=0), amounts[weights.group].sum(axis=0)])
    sums = np.add.reduceat(by_month[:, :last], starts, axis=1)
    counts = Counts(ledger, weights, amounts)
    return [Tally(counts, *values) for values in zip(windows, *sums.tolist(), strict=True)]


def worth(ledger: Ledger) -> FloatArray:
    """What all that arrives costs by itself, INR without IGST, (offers, t).

    Of offers with tiers that is what their orders cost, each of which is recomputed on its own.
    """
    total = np.asarray(ledger.prices.landed * ledger.told.coming)
    laddered = np.array([offer in ledger.terms.tiers for offer in ledger.tables.offer_at], dtype=bool)
    if laddered.any():
        total[laddered] = 0.0
        lines = ledger.lines
        chosen = laddered[lines.offer]
        costs = lines.cost[chosen, :-1].sum(axis=1)
        np.add.at(total, (lines.offer[chosen], lines.place[chosen]), costs)
    return total


class Weights:
    """What one unit of each offer counts in a rule's measure, and the unit of the sums."""

    def __init__(self, tables: Tables, rule: Rule) -> None:
        self._tables = tables
        self._world = tables.terms.world
        self.rule = rule
        self._offers = tables.offers
        elements = (rule.element,) if rule.element else RARE_EARTHS
        self._kg = {
            item.id: sum(kg for element, kg in tables.terms.contents.get(item.id, {}).items() if element in elements)
            for item in self._world.all(Item)
            if rule.item in ("", item.id)
        }

    @cached_property
    def base(self) -> BoolArray:
        """Which offers are in the base, of the rule's item and with its element, (offers, 1)."""
        items = self._tables.item_at
        counted = [name in self._kg and (not self.rule.element or self._kg[name] > 0) for name in items]
        return np.array(counted, dtype=bool)[self._tables.item_of].reshape(-1, 1)

    @cached_property
    def group(self) -> BoolArray:
        """Which offers are in the rule's group, in the base or not, (offers,)."""
        sources = self._world.all(Source)
        chosen = np.array([belongs(self.rule, source) for source in sources], dtype=bool)
        chosen = chosen[self._tables.source_of]
        return chosen & [offer.id == self.rule.offer for offer in self._offers] if self.rule.offer else chosen

    @cached_property
    def other(self) -> BoolArray:
        """Which offers are in the rule's second group, in the base or not, (offers,)."""
        source, name = self.rule.other_source, self.rule.other_offer
        return np.array([source in ("", o.source) and name in ("", o.id) for o in self._offers], dtype=bool)

    @cached_property
    def least(self) -> FloatArray:
        """From which quantity on what each offer sells is a use in the rule's eyes; infinite where it is none."""
        asked = least_use(self._world, self.rule)
        return np.array([asked.get(offer.item, np.inf) for offer in self._offers])

    @cached_property
    def member(self) -> tuple[str, ...]:
        """The source or the country of each offer, as the rule counts."""
        sources = self._world.by_id(Source)
        by_country = self.rule.by == "country"
        return tuple(sources[offer.source].country if by_country else offer.source for offer in self._offers)

    @cached_property
    def each(self) -> FloatArray:
        """What one unit as bought counts in the rule's measure, other than value, (offers, 1); 0 outside the base."""
        each = {
            "contained": [self._kg.get(offer.item, 0.0) for offer in self._offers],
            "co2": [offer.co2 for offer in self._offers],
        }.get(self.rule.measure, [1.0] * len(self._offers))
        return np.where(self.base, np.array(each, dtype=float).reshape(-1, 1), 0.0)

    @cached_property
    def unit(self) -> str:
        """What the sums are counted in; quantities are checked to share one unit."""
        items = self._world.by_id(Item)
        based = (offer.item for offer, counts in zip(self._offers, self.base[:, 0], strict=True) if counts)
        first = self.rule.item or next(based, "")
        return UNITS.get(self.rule.measure) or (items[first].unit if first else "")


def belongs(rule: Rule, source: Source) -> bool:
    """Whether what a source sells is in a rule's group: all that it names of sources matches."""
    return (
        rule.class_ in ("", source.class_) and rule.country in ("", source.country) and rule.source in ("", source.id)
    )
