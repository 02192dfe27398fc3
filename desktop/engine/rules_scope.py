"""What a rule speaks of: the purchases in its base, its group, its members, its windows (model.md section 4.8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import attrs
import numpy as np

from desktop.engine.arrays import Arrays
from desktop.engine.tiers import Ladder
from desktop.engine.vectors import BoolArray, FloatArray, IntArray
from desktop.model.months import Month
from desktop.model.records import RARE_EARTHS, Rule


@attrs.frozen(eq=False)
class Scope:
    """A rule in one window, by the positions of its months.

    ``weights`` (offers, t) are what one unit as bought counts in its measure, 0 outside the base, at the offer's own
    price; ``member`` (offers,) is 1 for what belongs to the group. ``ladders`` are those of the base whose tiers
    count: what is bought in a tier counts what it costs there.
    """

    rule: Rule
    months: IntArray
    weights: FloatArray
    member: FloatArray
    ladders: tuple[Ladder, ...] = ()

    @property
    def heaviest(self) -> FloatArray:
        """The most that one unit as bought counts, in whatever tier, (offers, t)."""
        heaviest = self.weights.copy() if self.ladders else self.weights
        for ladder in self.ladders:
            heaviest[ladder.offer] += np.maximum(ladder.above.max(axis=0), 0.0)
        return heaviest

    def counted(self, bought: FloatArray, x: FloatArray) -> FloatArray:
        """What counts of each offer in the window, (offers,): ``bought`` (offers, t), its tiers by the values ``x``."""
        amount = np.asarray((self.weights[:, self.months] * bought[:, self.months]).sum(axis=1))
        for ladder in self.ladders:
            amount[ladder.offer] += float((x[ladder.part] * ladder.above)[:, self.months].sum())
        return amount

    def amounts(self, bought: FloatArray, x: FloatArray) -> tuple[float, float]:
        """The group's and the base's sum in the window of what is ``bought`` (offers, t), its tiers by ``x``."""
        amount = self.counted(bought, x)
        return float(amount @ self.member), float(amount.sum())


def weights_of(rule: Rule, arrays: Arrays) -> FloatArray:
    """What one unit as bought counts in the rule's measure, (offers, t); 0 outside the base."""
    in_base = np.array([rule.item in ("", item.id) for item in arrays.items], dtype=float)[arrays.item_of]
    counted = (rule.element,) if rule.element else RARE_EARTHS
    chosen = np.array([element in counted for element in arrays.elements], dtype=bool)
    kg = arrays.contents[:, chosen].sum(axis=1)[arrays.item_of]
    if rule.element:
        in_base = in_base * (kg > 0)
    if rule.measure == "value":
        return np.asarray(in_base.reshape(-1, 1) * arrays.landed.landed)
    measure = np.ones(len(in_base))
    if rule.measure == "contained":
        measure = kg
    elif rule.measure == "co2":
        measure = np.array([offer.co2 for offer in arrays.offers])
    return np.repeat((in_base * measure).reshape(-1, 1), arrays.size, axis=1)


def laddered(rule: Rule, arrays: Arrays, ladders: Sequence[Ladder]) -> tuple[Ladder, ...]:
    """The ladders of the base of a rule that counts value: there tiers count as they cost."""
    if rule.measure != "value" or not ladders:
        return ()
    base = in_base(rule, arrays)
    return tuple(ladder for ladder in ladders if base[ladder.offer])


def in_base(rule: Rule, arrays: Arrays) -> BoolArray:
    """Which offers are of the rule's item and hold its element, whatever they count in its measure."""
    return np.array(
        [
            rule.item in ("", offer.item) and (not rule.element or _holds(rule.element, arrays, item))
            for offer, item in zip(arrays.offers, arrays.item_of.tolist(), strict=True)
        ],
        dtype=bool,
    )


def _holds(element: str, arrays: Arrays, item: int) -> bool:
    return element in arrays.elements and arrays.contents[item, arrays.elements.index(element)] > 0


def in_group(rule: Rule, arrays: Arrays) -> FloatArray:
    """1 for offers that satisfy every selection of the rule's group."""
    wanted = ((rule.class_, "class_"), (rule.country, "country"), (rule.source, "id"))
    asked = [(value, field) for value, field in wanted if value]
    belongs = [all(getattr(source, field) == value for value, field in asked) for source in arrays.sources]
    chosen = np.array(belongs, dtype=float)[arrays.source_of]
    if rule.offer:
        chosen *= [offer.id == rule.offer for offer in arrays.offers]
    return np.asarray(chosen)


def in_other(rule: Rule, arrays: Arrays) -> BoolArray:
    """The offers of the second group, of rules that speak of two."""
    return np.array(
        [rule.other_source in ("", offer.source) and rule.other_offer in ("", offer.id) for offer in arrays.offers],
        dtype=bool,
    )


def members(rule: Rule, arrays: Arrays) -> list[BoolArray]:
    """The offers of each source, or of each country, as the rule counts by."""
    names = [arrays.sources[at].country if rule.by == "country" else arrays.sources[at].id for at in arrays.source_of]
    return [np.array([name == each for name in names], dtype=bool) for each in dict.fromkeys(names)]


def windows_of(rule: Rule, months: Sequence[Month]) -> Iterator[IntArray]:
    """The positions of the months of each window, within the rule's own months."""
    start, size = months[0].index, len(months)
    first = 0 if rule.first_month is None else max(rule.first_month.index - start, 0)
    end = size if rule.last_month is None else min(rule.last_month.index - start + 1, size)
    inside = np.arange(first, end)
    if not inside.size:
        return
    if rule.kind == "cover at least" or rule.window == "horizon":
        yield inside
        return
    if rule.window == "month":
        yield from inside.reshape(-1, 1)
        return
    for _, year in groupby(range(end - first), key=lambda at: months[first + at].fiscal_year):
        positions = [*year]
        yield inside[positions[0] : positions[-1] + 1]
