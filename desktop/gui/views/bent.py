"""The rules and limits that gave way, as a table."""

from __future__ import annotations

from desktop.gui import rule_words
from desktop.gui.hub import Choice
from desktop.gui.tables.results import Column
from desktop.gui.words import decimals
from desktop.model.plan import Bent, Plan
from desktop.model.records import Item, Rule
from desktop.text import formats
from desktop.text.messages import say


def table(plan: Plan, choice: Choice) -> tuple[Column, ...]:
    """One row for each window in which a limit gave way: what was asked, what was reached, what is missing."""
    bent = plan.bent
    missing = [" ".join(rule_words.quantity(each.amount, each.unit, choice)).strip() for each in bent]
    return (
        Column(say("column-rule"), tuple(_sentence(plan, each) for each in bent)),
        Column(say("column-months"), tuple(rule_words.months(each) for each in bent)),
        Column(say("column-asked"), tuple(_level(each.asked, each) for each in bent), numeric=True),
        Column(say("column-reached"), tuple(_level(each.reached, each) for each in bent), numeric=True),
        Column(say("column-missing"), tuple(missing), tuple(each.amount for each in bent), numeric=True),
    )


def _sentence(plan: Plan, bent: Bent) -> str:
    rule = plan.project.by_id(Rule).get(bent.limit)
    if rule is not None:
        return rule_words.sentence(plan.project, rule)
    item = plan.project.by_id(Item).get(bent.limit)
    return say("bent-other", kind=bent.kind, name=(item.name or item.id) if item else bent.limit)


def _level(value: float, bent: Bent) -> str:
    return (
        f"{formats.number(value, 1)} %"
        if bent.kind.startswith("share")
        else formats.number(value, decimals(bent.unit, 1))
    )
