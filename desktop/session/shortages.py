"""Why targets are short in words: of every item that is, since when, how much, and what limits it the most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.analysis import coverage, why
from desktop.analysis.lens import Lens
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.records import Item
from desktop.session import limit_words
from desktop.text import formats
from desktop.text.messages import say

_LIMITS = 2
"""How many limits are told of an item, those on which most hangs first; the page of the plan has all."""


def told(plan: Plan) -> Iterator[str]:
    """One sentence for each promised item that is late or lost in some month, those with the most missing first."""
    table = coverage.by_item(plan).sort_values("on_time_share", kind="stable")
    for item in map(str, table.index):
        months = [month for month, amount in zip(plan.months, coverage.short(plan, item), strict=True) if amount > 0]
        if months:
            yield _sentence(plan, plan.world.by_id(Item)[item], months)


def _sentence(plan: Plan, item: Item, months: Sequence[Month]) -> str:
    missing = max(float(amount) for amount in coverage.short(plan, item.id))
    limits = limit_words.told(plan, why.shortage(plan, Lens("item", item.id), months))
    values = {
        "item": item.name or item.id,
        "month": formats.month(months[0]),
        "missing": formats.quantity(missing, item.unit),
    }
    if not limits:
        return say("short-without-limit", **values)
    return say("short-limited", **values, limits="; ".join(sentence for sentence, _ in limits[:_LIMITS]))
