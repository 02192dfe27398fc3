"""Rules and other limits as sentences: what each asks for, and what was reached where one gave way."""

from __future__ import annotations

from collections.abc import Callable

from desktop.analysis import halted
from desktop.analysis.lines import DAYS, SHARE, level_unit
from desktop.model.months import Month
from desktop.model.plan import Bent, Plan
from desktop.model.project import Project
from desktop.model.records import Item, Offer, Pin, Recipe, Rule, Source
from desktop.text import formats
from desktop.text.messages import say

Shown = Callable[[float, str], str]
"""How an amount with its unit is written where the sentence stands."""

_INDEX_DECIMALS = 3
_MEMBERS = ("sources", "countries")
_SAID = ("", "status")
"""What keeps a licence file from being used that its status says already."""
_NAMED = ("storage limit", "closing stock")


def shown(amount: float, unit: str) -> str:
    """An amount with its unit; rupees as money."""
    return formats.money(amount) if unit == "INR" else formats.quantity(amount, unit)


def of_rule(project: Project, rule: Rule, amount: Shown = shown) -> str:
    """One rule as a sentence."""
    group = _group(project, rule)
    return say(
        f"rule-{_key(rule.kind)}",
        limit=_limit(rule),
        amount=_amount(project, rule, amount),
        members=_members(rule),
        by=say(f"members-{rule.by}-one"),
        base=_base(project, rule),
        goods=_goods(project, rule) or say("base-anything"),
        bought=say("rule-of-goods", goods=_goods(project, rule)) if _goods(project, rule) else "",
        group=group or say("group-everyone"),
        among=say("rule-among", group=group) if group else "",
        other=_other(project, rule),
        counting=_counting(rule),
        window=say(f"window-{_key(rule.window)}") + _span(rule.first_month, rule.last_month),
        months=_span(rule.first_month, rule.last_month),
    )


def of_halted(plan: Plan, amount: Shown = shown) -> list[str]:
    """Why nothing is bought, where laws are kept in no other way; one sentence for each law."""
    return [
        say(
            "halted",
            goods=_goods(plan.world, rule) or say("base-anything"),
            months=_span(rule.first_month, rule.last_month),
            rule=of_rule(plan.world, rule, amount),
        )
        for rule in halted.laws(plan)
    ]


def of_bent(project: Project, bent: Bent, amount: Shown = shown) -> str:
    """What a limit that gave way asked for, as a sentence; its bare name where the project has it no more."""
    rule, pin = project.by_id(Rule).get(bent.limit), project.by_id(Pin).get(bent.limit)
    if bent.kind == "pin":
        return _pin(project, pin, bent, amount) if pin else bent.limit
    if bent.kind == "total storage":
        return say("limit-total-storage", asked=formats.number(bent.asked, 1))
    if bent.kind not in _NAMED:
        return of_rule(project, rule, amount) if rule else say("bent-other", name=bent.limit, kind=bent.kind)
    item = project.by_id(Item).get(bent.limit)
    least = bent.kind == "closing stock" and item is not None and item.closing == "at least"
    key = f"limit-{_key(bent.kind)}{'-least' if least else ''}"
    return say(key, name=(item.name or item.id) if item else bent.limit, asked=amount(bent.asked, bent.unit))


def name_of(project: Project, bent: Bent) -> str:
    """What a limit that gave way is called: its id, behind the name of what it is of where it has one."""
    if bent.kind == "total storage":
        return say("limit-name-total-storage")
    name, pin = "", project.by_id(Pin).get(bent.limit)
    if bent.kind == "pin" and pin:
        name = pin.offer or pin.recipe
    if bent.kind in _NAMED and bent.limit in project.by_id(Item):
        name = project.by_id(Item)[bent.limit].name
    return say("summary-called", name=name, id=bent.limit) if name and name != bent.limit else bent.limit


def unit_of(project: Project, rule: Rule) -> str:
    """The unit of the limit of an amount; quantities are checked to share one."""
    items = project.by_id(Item)
    units = [items[offer.item].unit for offer in project.all(Offer) if _sells(project, rule, offer)]
    own = items[rule.item].unit if rule.item in items else units[0] if units else "kg"
    return {"value": "INR", "quantity": own}.get(rule.measure, "kg")


def level(bent: Bent, value: float, amount: Shown = shown) -> str:
    """What was asked or reached, with its unit; nothing for a rule that holds or does not."""
    unit = level_unit(bent)
    if unit == SHARE:
        return f"{formats.number(value, 1)} %"
    if unit == DAYS:
        return say("amount-days", number=formats.number(value, 1))
    return _counted(value, unit, amount)


def gap(bent: Bent, amount: Shown = shown) -> str:
    """By how much a limit gave way: what is missing, or too much; nothing for a rule that holds or does not."""
    off = _counted(bent.amount, bent.unit, amount)
    if not off:
        return say("off-fact")
    return say("off-over" if bent.reached > bent.asked else "off-missing", amount=off)


def bound(pin: Pin) -> str:
    """How a pin holds what it is of: at least, at most or exactly."""
    return say(f"bound-{_key(pin.bound)}")


def file_status(status: str, obstacle: str) -> str:
    """The status of a licence file, and why no goods can leave under it where the status alone does not say so."""
    return say("file-unusable", status=status, why=say(f"file-{_key(obstacle)}")) if obstacle not in _SAID else status


def months(bent: Bent) -> str:
    """The months in which a limit gave way."""
    first, last = formats.month(bent.first_month), formats.month(bent.last_month)
    return first if first == last else f"{first} – {last}"


def result(bent: Bent, amount: Shown = shown) -> str:
    """How a limit gave way, as a sentence."""
    if not level(bent, bent.reached, amount):
        return say("gave-way-fact", months=months(bent))
    return say("gave-way", reached=level(bent, bent.reached, amount), off=gap(bent, amount), months=months(bent))


def _key(words: str) -> str:
    return words.replace(" ", "-")


def _counted(value: float, unit: str, amount: Shown) -> str:
    """An amount of members, of the index of concentration, of space, or of what has a unit of its own."""
    if unit in _MEMBERS:
        kind = "source" if unit == "sources" else "country"
        return f"{formats.number(value, 0)} {say(f'members-{kind}-one' if value == 1 else f'members-{kind}')}"
    if unit == "HHI":
        return formats.number(value, _INDEX_DECIMALS)
    if unit == "space":
        return formats.number(value, 1)
    return amount(value, unit) if unit else ""


def _limit(rule: Rule) -> str:
    kind = rule.kind.split()[0]
    members = 1 if rule.limit % 1 else 0
    return formats.number(rule.limit, {"sources": members, "concentration": _INDEX_DECIMALS}.get(kind, 1))


def _counting(rule: Rule) -> str:
    """From which share on somebody counts as used, where the rule asks for use."""
    if not rule.counts_from:
        return ""
    key = "rule-counting-each" if rule.kind == "sources at least" else "rule-counting"
    return say(key, share=formats.number(rule.counts_from, 1 if rule.counts_from % 1 else 0))


def _members(rule: Rule) -> str:
    return say(f"members-{rule.by}-one" if rule.limit == 1 else f"members-{rule.by}")


def _amount(project: Project, rule: Rule, amount: Shown) -> str:
    """The limit of an amount, in the measure's unit, and of what; quantities are checked to share one unit."""
    goods = _goods(project, rule)
    name = goods or say("base-everything" if rule.measure == "contained" else "base-anything")
    return say(f"amount-{rule.measure}", amount=amount(rule.limit, unit_of(project, rule)), name=name)


def _sells(project: Project, rule: Rule, offer: Offer) -> bool:
    source = project.by_id(Source).get(offer.source)
    class_, country = (source.class_, source.country) if source else ("", "")
    asked = ((rule.class_, class_), (rule.country, country), (rule.source, offer.source), (rule.offer, offer.id))
    return offer.item in project.by_id(Item) and all(wanted in ("", has) for wanted, has in asked)


def _goods(project: Project, rule: Rule) -> str:
    """The item or element that a rule speaks of; "" for everything."""
    item = project.by_id(Item).get(rule.item)
    return (item.name or item.id) if item else rule.item or rule.element


def _base(project: Project, rule: Rule) -> str:
    everything = say("base-everything" if rule.measure == "contained" else "base-anything")
    return say(f"base-{rule.measure}", name=_goods(project, rule) or everything)


def _group(project: Project, rule: Rule) -> str:
    parts = (
        say(f"class-{rule.class_}") if rule.class_ else "",
        rule.country,
        _source(project, rule.source),
        rule.offer,
    )
    return ", ".join(part for part in parts if part)


def _other(project: Project, rule: Rule) -> str:
    return ", ".join(part for part in (_source(project, rule.other_source), rule.other_offer) if part)


def _source(project: Project, id_: str) -> str:
    source = project.by_id(Source).get(id_)
    return (source.name or source.id) if source else id_


def _pin(project: Project, pin: Pin, bent: Bent, amount: Shown) -> str:
    recipe = project.by_id(Recipe).get(pin.recipe)
    what = pin.offer or (recipe.name or recipe.id if recipe else pin.recipe)
    asked, month = amount(bent.asked, bent.unit), formats.month(bent.first_month)
    reason = say("limit-pin-reason", reason=pin.reason) if pin.reason else ""
    return say("limit-pin", what=what, bound=bound(pin), asked=asked, month=month, reason=reason)


def _span(first: Month | None, last: Month | None) -> str:
    """The months that a rule is limited to, as the end of a phrase; nothing where it holds in all."""
    values = {"first": formats.month(first) if first else "", "last": formats.month(last) if last else ""}
    key = {(True, True): "span-both", (True, False): "span-first", (False, True): "span-last"}.get(
        (first is not None, last is not None)
    )
    return say(key, **values) if key else ""
