"""How far each rule on shares and amounts is used in each of its windows, and whom it holds back there."""

from __future__ import annotations

import attrs

from desktop.analysis import orders
from desktop.analysis.memory import remembered
from desktop.model.asked import rules_asked
from desktop.model.composition import contents_of
from desktop.model.months import Month, span
from desktop.model.plan import Plan
from desktop.model.records import RARE_EARTHS, Offer, Rule
from desktop.model.rule_windows import windows_of
from desktop.model.unkeepable import base_of, group_of

_KINDS = ("share at least", "share at most", "amount at most")
_NEAR = 1e-4
"""Levels this near to the limit, relative, are at it."""


@attrs.frozen
class Level:
    """One window of a rule: shares in %, amounts in the rule's measure; ``held_back`` are offers it keeps from more."""

    rule: str
    kind: str
    months: tuple[Month, ...]
    asked: float
    reached: float
    held_back: frozenset[str]

    @property
    def is_reached(self) -> bool:
        """Whether the window leaves no room: its limit is reached, or has given way."""
        room = self.asked - self.reached if self.kind.endswith("at most") else self.reached - self.asked
        return room <= _NEAR * max(abs(self.asked), 1.0)


@remembered
def levels(plan: Plan) -> tuple[Level, ...]:
    """Every window of every rule on shares, and on amounts at most, that anything is bought in.

    A share at most holds its group back, one at least everybody else in its base.
    """
    found = []
    for rule in rules_asked(plan.world, plan.mix):
        if rule.kind in _KINDS:
            base = frozenset(offer.id for offer in base_of(plan.world, rule))
            group = frozenset(offer.id for offer in group_of(plan.world, rule))
            amounts = _amounts(plan, rule, base)
            for first, last in windows_of(rule, (plan.months[0], plan.months[-1])):
                months = tuple(span(first, last.index - first.index + 1))
                level = _level(rule, months, amounts, group, base)
                found += [level] if level else []
    return tuple(found)


Amounts = dict[tuple[str, Month], float]


def _level(
    rule: Rule, months: tuple[Month, ...], amounts: Amounts, group: frozenset[str], base: frozenset[str]
) -> Level | None:
    whole = sum(value for (_, month), value in amounts.items() if month in months)
    own = sum(value for (offer, month), value in amounts.items() if month in months and offer in group)
    if rule.kind == "amount at most":
        return Level(rule.id, rule.kind, months, rule.limit, own, group)
    if not whole:
        return None
    held_back = group if rule.kind == "share at most" else base - group
    return Level(rule.id, rule.kind, months, rule.limit, 100 * own / whole, held_back)


def _amounts(plan: Plan, rule: Rule, base: frozenset[str]) -> Amounts:
    """What counts of each offer and month in the rule's measure, placed orders too."""
    contents, offers = contents_of(plan.world), plan.world.by_id(Offer)
    elements = (rule.element,) if rule.element else RARE_EARTHS
    lines = orders.table(plan)
    found: Amounts = {}
    columns = ("offer", "month", "item", "quantity", "landed")
    for offer, month, item, quantity, landed in lines[list(columns)].itertuples(index=False, name=None):
        if offer in base:
            kg = sum(contents.get(str(item), {}).get(element, 0.0) for element in elements)
            counted = {
                "contained": quantity * kg,
                "quantity": quantity,
                "value": landed,
                "co2": quantity * offers[str(offer)].co2,
            }[rule.measure]
            found[str(offer), month] = found.get((str(offer), month), 0.0) + float(counted)
    return found
