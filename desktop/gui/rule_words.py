"""Rules in words: what each asks for and, where it gave way, what was reached and what is missing."""

from __future__ import annotations

from desktop.analysis import compare
from desktop.gui.hub import Choice
from desktop.gui.rule_list import RuleLine
from desktop.gui.words import counted, decimals
from desktop.model.clashes import Clash
from desktop.model.plan import Bent, Plan
from desktop.model.project import Project
from desktop.model.records import Item, Rule
from desktop.session import clash_words, sentences
from desktop.text import formats
from desktop.text.messages import say

_OTHERS = ("storage limit", "total storage", "closing stock", "pin")
"""The kinds of limits that give way and are no rules."""


def rules(project: Project, choice: Choice, plan: Plan | None) -> list[RuleLine]:
    """The rules that hold for the chosen mix, its own first, with what became of them; then what else gave way."""
    known = project.rows(Rule).items()
    own = [(row, rule) for row, rule in known if rule.mix == choice.mix]
    common = [(row, rule) for row, rule in known if not rule.mix]
    lines = [
        RuleLine(sentence(project, rule, choice), _result(rule, choice, plan), _note(rule, plan), row, rule.off)
        for row, rule in (*own, *common)
    ]
    others = [bent for bent in (plan.bent if plan else ()) if bent.kind in _OTHERS]
    return lines + [RuleLine(limit(project, bent, choice), missing(bent, choice)) for bent in others]


def sentence(project: Project, rule: Rule, choice: Choice) -> str:
    """One rule as a sentence."""
    return sentences.of_rule(project, rule, shown(choice))


def clash(project: Project, rule: Rule, found: Clash, choice: Choice) -> str:
    """What a rule clashes with."""
    return clash_words.told(project, rule, found, shown(choice))


def limit(project: Project, bent: Bent, choice: Choice) -> str:
    """What a limit that gave way asked for."""
    return sentences.of_bent(project, bent, shown(choice))


def missing(bent: Bent, choice: Choice) -> str:
    """What was reached and what is missing, of one limit that gave way."""
    return sentences.result(bent, shown(choice))


def asked_and_reached(bent: Bent, choice: Choice) -> tuple[str, str]:
    """What was asked and what was reached, with the unit; nothing of a rule that holds or does not."""
    return sentences.level(bent, bent.asked, shown(choice)), sentences.level(bent, bent.reached, shown(choice))


def gap(bent: Bent, choice: Choice) -> str:
    """By how much a limit gave way."""
    return sentences.gap(bent, shown(choice))


def quantity(amount: float, unit: str, choice: Choice) -> tuple[str, str]:
    """An amount and its unit as chosen for the screen; pieces and rupees stay what they are."""
    if unit == "INR":
        return formats.money(amount, choice.money_unit), ""
    scale = {("kg", "t"): 1e-3, ("t", "kg"): 1e3}.get((unit, choice.mass_unit), 1.0)
    shown = choice.mass_unit if unit in ("kg", "t") else formats.unit_of(amount, unit)
    return formats.number(amount * scale, decimals(shown, 1)), shown


def material(project: Project, chosen: str) -> str:
    """The name of a chosen material."""
    kind, _, name = chosen.partition(":")
    if kind == "item":
        item = project.by_id(Item).get(name)
        return item.name or item.id if item else name
    return name or say("material-all")


def _result(rule: Rule, choice: Choice, plan: Plan | None) -> str:
    if plan is None:
        return ""
    bent = [each for each in plan.bent if (each.kind, each.limit) == (rule.kind, rule.id)]
    if not bent:
        return ""
    worst = max(bent, key=lambda each: each.amount)
    more = len(bent) - 1
    return missing(worst, choice) + (" " + counted("rule-bent-more", more) if more else "")


def _note(rule: Rule, plan: Plan | None) -> str:
    """That it is switched off or of every mix, and that a continuous answer says nothing of rules on who is used."""
    notes = (
        say("rule-switched-off") if rule.off else "",
        say("rule-of-every-mix") if not rule.mix else "",
        say("rule-not-judged") if plan is not None and rule in compare.rules_not_judged(plan) else "",
    )
    return " ".join(filter(None, notes))


def shown(choice: Choice) -> sentences.Shown:
    """Amounts in the units of the screen."""
    return lambda amount, unit: " ".join(quantity(amount, unit, choice)).strip()  # money has no unit after it
