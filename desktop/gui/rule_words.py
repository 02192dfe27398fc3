"""Rules in words: what each asks for and, where it gave way, what was reached and what is missing."""

from __future__ import annotations

from desktop.gui.hub import Choice
from desktop.gui.rule_list import RuleLine
from desktop.gui.words import counted, decimals
from desktop.model.plan import Bent, Plan
from desktop.model.project import Project
from desktop.model.records import Item, Offer, Rule, Source
from desktop.text import formats
from desktop.text.messages import say

_STOCKS = ("storage limit", "closing stock")


def rules(project: Project, choice: Choice, plan: Plan | None) -> list[RuleLine]:
    """The rules that hold for the chosen mix, its own first, with what became of them; then stocks that gave way."""
    own = [rule for rule in project.all(Rule) if rule.mix == choice.mix]
    common = [rule for rule in project.all(Rule) if not rule.mix]
    lines = [RuleLine(sentence(project, rule), _result(rule, choice, plan)) for rule in (*own, *common)]
    return lines + [_limit(project, bent, choice) for bent in (plan.bent if plan else ()) if bent.kind in _STOCKS]


def sentence(project: Project, rule: Rule) -> str:
    """One rule as a sentence."""
    return say(
        f"rule-{rule.kind.replace(' ', '-')}",
        share=formats.number(rule.limit, 1),
        base=_base(project, rule),
        group=_group(project, rule),
        window=say(f"window-{rule.window.replace(' ', '-')}"),
    )


def missing(bent: Bent, choice: Choice) -> str:
    """What was reached and what is missing, of one limit that gave way."""
    amount, unit = quantity(bent.amount, bent.unit, choice)
    span = months(bent)
    said = say("rule-bent", reached=formats.number(bent.reached, 1), amount=amount, unit=unit, months=span)
    return " ".join(said.split())  # money has no unit after it


def quantity(amount: float, unit: str, choice: Choice) -> tuple[str, str]:
    """An amount and its unit as chosen for the screen; pieces and rupees stay what they are."""
    if unit == "INR":
        return formats.money(amount, choice.money_unit), ""
    scale = {("kg", "t"): 1e-3, ("t", "kg"): 1e3}.get((unit, choice.mass_unit), 1.0)
    shown = choice.mass_unit if unit in ("kg", "t") else unit
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


def _limit(project: Project, bent: Bent, choice: Choice) -> RuleLine:
    """A storage limit or closing stock that gave way, and what the stock is instead."""
    item = project.by_id(Item).get(bent.limit)
    key = f"limit-{bent.kind.replace(' ', '-')}"
    least = bent.kind == "closing stock" and item is not None and item.closing == "at least"
    asked, unit = quantity(bent.asked, bent.unit, choice)
    reached, amount = (quantity(value, bent.unit, choice)[0] for value in (bent.reached, bent.amount))
    name = material(project, f"item:{bent.limit}")
    said = say(f"{key}-least" if least else key, name=name, asked=asked, unit=unit)
    return RuleLine(said, say(f"{key}-bent", reached=reached, amount=amount, unit=unit, months=months(bent)))


def _base(project: Project, rule: Rule) -> str:
    if rule.item:
        return say(f"base-{rule.measure}", name=material(project, f"item:{rule.item}"))
    return say(f"base-{rule.measure}", name=rule.element or say("base-everything"))


def _group(project: Project, rule: Rule) -> str:
    source = project.by_id(Source).get(rule.source)
    offer = project.by_id(Offer).get(rule.offer)
    parts = (
        say(f"class-{rule.class_}") if rule.class_ else "",
        rule.country,
        (source.name or source.id) if source else rule.source,
        offer.id if offer else rule.offer,
    )
    return ", ".join(part for part in parts if part) or say("group-everyone")


def months(bent: Bent) -> str:
    """The months in which a limit gave way."""
    first, last = formats.month(bent.first_month), formats.month(bent.last_month)
    return first if first == last else f"{first} – {last}"
