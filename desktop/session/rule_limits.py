"""The number of a rule as it is entered: in which unit, between which ends, and how it goes back into the rule."""

from __future__ import annotations

import attrs

from desktop.model.project import Project
from desktop.model.records import Item, Offer, Rule
from desktop.session.rule_forms import form_of
from desktop.text.formats import CRORE, LAKH
from desktop.text.messages import say

_MOST = 1e12
"""What a rule may ask for at most, in its own unit."""


@attrs.frozen
class Number:
    """A number to enter: ``unit`` stands behind it, one of which is ``factor`` of the rule's own unit."""

    value: float
    unit: str
    most: float
    decimals: int
    step: float
    factor: float = 1.0


def limit(project: Project, rule: Rule, mass_unit: str, money_unit: str) -> Number:
    """The limit of a rule, in the units of the screen ("kg" or "t"; "lakh" or "crore")."""
    form = form_of(rule).id
    if form == "share":
        return Number(rule.limit, " %", 100.0, 1, 5.0)
    if form == "sources":
        return Number(rule.limit, "", 99.0, 0, 1.0)
    if form == "concentration":
        return Number(rule.limit, "", 1.0, 3, 0.05)
    if form == "cover":
        return Number(rule.limit, say("rule-days"), 3650.0, 0, 5.0)
    unit, factor = _unit(project, rule, mass_unit, money_unit)
    return Number(
        rule.limit / factor, unit, 1e12 / factor, 1 if factor > 1 else 0, 1.0 if factor > 1 else 100.0, factor
    )


def counting(rule: Rule) -> Number:
    """The share from which somebody counts as used."""
    return Number(rule.counts_from, " %", 100.0, 1, 1.0)


def with_limit(rule: Rule, number: Number, value: float) -> Rule:
    """The rule with an entered limit; what is shown of it rounded stays as it is where nothing else is entered."""
    shown = round(number.value, number.decimals)
    return rule if value == shown else attrs.evolve(rule, limit=min(value * number.factor, _MOST))


def with_counting(rule: Rule, value: float) -> Rule:
    """The rule with an entered share from which somebody counts as used."""
    return attrs.evolve(rule, counts_from=value)


def _unit(project: Project, rule: Rule, mass_unit: str, money_unit: str) -> tuple[str, float]:
    """The unit that an amount is entered in, and how much of the rule's own it is."""
    if rule.measure == "value":
        return {"lakh": (" ₹ lakh", LAKH), "crore": (" ₹ crore", CRORE)}[money_unit]
    if rule.measure == "quantity":
        items = project.by_id(Item)
        named = [rule.item] if rule.item else [offer.item for offer in project.all(Offer)]
        units = {items[name].unit for name in named if name in items}
        own = units.pop() if len(units) == 1 else ""
        return (f" {mass_unit}", 1000.0) if (own, mass_unit) == ("kg", "t") else (f" {own}".rstrip(), 1.0)
    return (f" {mass_unit}", 1000.0 if mass_unit == "t" else 1.0)
