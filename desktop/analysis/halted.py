"""Laws that are kept by buying nothing, because no purchase can keep them: why targets go without."""

from __future__ import annotations

from desktop.model.asked import rules_asked
from desktop.model.plan import Plan
from desktop.model.records import Rule
from desktop.model.unkeepable import base_of, group_of, unkeepable


def laws(plan: Plan) -> list[Rule]:
    """The rules of rank law that nothing bought could keep, where the plan is short and buys nothing they speak of."""
    if plan.status != "short":
        return []
    return [
        rule
        for rule in rules_asked(plan.world, plan.mix)
        if rule.rank == "law"
        if unkeepable(plan.world, rule) is not None and not _bought(plan, rule)
    ]


def _bought(plan: Plan, rule: Rule) -> bool:
    """Whether anything that the rule speaks of arrives in its months."""
    chosen = base_of if rule.kind == "sources at least" else group_of
    spoken = {offer.id for offer in chosen(plan.world, rule)}
    return any(
        order.offer in spoken
        and (rule.first_month is None or rule.first_month <= order.month)
        and (rule.last_month is None or order.month <= rule.last_month)
        for order in plan.orders
    )
