"""Limits that are reached as sentences, in whichever units amounts are shown."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.analysis import effects
from desktop.analysis.limits import Limit
from desktop.analysis.why import Why
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.records import Item, Offer, Pin, Recipe, Regime, Rule, Source
from desktop.session import sentences
from desktop.session.sentences import Shown, shown
from desktop.text import formats
from desktop.text.messages import say

_ALIKE = ("months", "lead", "stop", "late file")
"""The kinds of limits that keep offers out as a whole, which are told of several at once."""
_NAMED = 3


def told(plan: Plan, found: Why, amount: Shown = shown) -> tuple[tuple[str, float], ...]:
    """One sentence for each limit found, with its effect in the unit of what was found, the largest first.

    Dates and stops that keep several out in the same months are told in one.
    """
    groups: dict[object, list[Limit]] = {}
    for limit in found.limits:
        alike = limit.kind in _ALIKE
        key = (limit.kind, limit.record, limit.months, limit.day is None) if alike else limit
        groups.setdefault(key, []).append(limit)
    said = [(_sentence(plan, own, amount), effects.together(plan, found.measure, own)) for own in groups.values()]
    return tuple(sorted(said, key=lambda entry: -entry[1]))


def of_offer(plan: Plan, offer: str) -> str:
    """An offer by its source and item."""
    return " · ".join(_source_and_item(plan, offer))


def of_recipe(plan: Plan, recipe: str) -> str:
    """A recipe by its name."""
    return plan.world.by_id(Recipe)[recipe].name or recipe


def _sentence(plan: Plan, alike: Sequence[Limit], amount: Shown) -> str:
    limit = alike[0]
    values = {"who": _who(plan, [each.of for each in alike]), "months": _months(limit.months)}
    if limit.kind == "rule":
        rule = plan.world.by_id(Rule)[limit.record]
        return say("why-rule", rule=sentences.of_rule(plan.project, rule, amount), months=values["months"])
    if limit.kind == "late file" and limit.day is None:
        return say("why-no-files", **values)
    return say(
        f"why-{limit.kind.replace(' ', '-')}",
        **values,
        day=formats.date(limit.day) if limit.day else "",
        record=_record(plan, limit),
        used=_amount(limit.used, limit, amount),
        allowed=_amount(limit.allowed, limit, amount),
    )


def _who(plan: Plan, names: Sequence[str]) -> str:
    """The first recipes or offers by name, those of one source together, and how many more there are."""
    recipes = plan.world.by_id(Recipe)
    told: dict[str, list[str]] = {}
    for name in names[:_NAMED]:
        first, *rest = [of_recipe(plan, name)] if name in recipes else _source_and_item(plan, name)
        told.setdefault(first, []).extend(rest)
    listed = "; ".join(" · ".join((first, *(["; ".join(items)] if items else []))) for first, items in told.items())
    more = len(names) - _NAMED
    return listed + (f" {say('why-more', count=more)}" if more > 0 else "")


def _source_and_item(plan: Plan, offer: str) -> tuple[str, str]:
    record = plan.world.by_id(Offer)[offer]
    source, item = plan.world.by_id(Source)[record.source], plan.world.by_id(Item)[record.item]
    return source.name or source.id, item.name or item.id


def _record(plan: Plan, limit: Limit) -> str:
    """What the record of a limit is called: regimes, sources and items by their names, pins by their reasons."""
    named = (plan.world.by_id(Regime), plan.world.by_id(Source), plan.world.by_id(Item))
    known = next((records[limit.record] for records in named if limit.record in records), None)
    pin = plan.world.by_id(Pin).get(limit.record)
    if pin is not None:
        return pin.reason or pin.id
    return (known.name or known.id) if known is not None else limit.record


def _amount(value: float, limit: Limit, amount: Shown) -> str:
    return amount(value, limit.unit) if limit.unit else formats.number(value, 1)


def _months(months: Sequence[Month]) -> str:
    """One month, or from the first to the last, with how many where some between are left out."""
    first, last = formats.month(months[0]), formats.month(months[-1])
    if len(months) == 1:
        return first
    whole = months[-1].index - months[0].index + 1 == len(months)
    span = f"{first} – {last}"
    return span if whole else say("why-some-months", span=span, count=len(months))
