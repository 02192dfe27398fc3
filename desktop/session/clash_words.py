"""Clashes of rules in words: what is asked for in vain, and which rules ask for it."""

from __future__ import annotations

from desktop.model.clashes import Clash
from desktop.model.project import Project
from desktop.model.records import Pin, Rule
from desktop.session import sentences
from desktop.session.sentences import Shown
from desktop.text import formats
from desktop.text.messages import say

_WHOLE = 100.0
_ALONE = ("few", "spread", "fit")


def told(project: Project, rule: Rule, clash: Clash, amount: Shown = sentences.shown) -> str:
    """One clash as a sentence that names the rules, or the pin, on its other side."""
    if clash.why in _ALONE:
        key = f"rule-members-{clash.why}{'-law' if rule.rank == 'law' else ''}"
        said = say(key, value=f"{rule.limit:g}", members=f"{clash.allowed:g}", share=f"{rule.counts_from:g}")
        return say("clash-alone", said=said)
    asked, allowed = (_level(project, rule, value, amount) for value in (clash.asked, clash.allowed))
    others = "; ".join(f"“{_other(project, name, amount)}”" for name in clash.others)
    whole = clash.why in ("above", "below") and _WHOLE in (clash.allowed, clash.asked)
    return say(f"clash-{clash.why}{'-all' if whole else ''}", asked=asked, allowed=allowed, others=others)


def _level(project: Project, rule: Rule, value: float, amount: Shown) -> str:
    """A figure in the words of the rule: a share, an index, a number of members, or an amount with its unit."""
    if rule.kind.startswith("share"):
        return f"{formats.number(value, 1)} %"
    if rule.kind.startswith("concentration"):
        return formats.number(value, 3)
    if rule.kind.startswith("sources"):
        return formats.number(value, 0)
    return amount(value, sentences.unit_of(project, rule))


def _other(project: Project, name: str, amount: Shown) -> str:
    rule, pin = project.by_id(Rule).get(name), project.by_id(Pin).get(name)
    if rule is not None:
        return sentences.of_rule(project, rule, amount).rstrip(".")
    if pin is not None and pin.month:
        return say("clash-pin-name", offer=pin.offer, month=formats.month(pin.month), bound=sentences.bound(pin))
    return name
