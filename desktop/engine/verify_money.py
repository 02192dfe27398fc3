"""The second computation of share rules and of what the plan costs (model.md sections 3, 4.8 and 5)."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.engine.ledger import Ledger, standard_values
from desktop.model.licensing import contents_of
from desktop.model.months import Month
from desktop.model.plan import Fault
from desktop.model.records import RARE_EARTHS, Item, Offer, Recipe, Rule, Source

TOLERANCE = 1e-6


def shares(ledger: Ledger) -> Iterator[Fault]:
    """4.8: in every window of every rule, what is missing is what the plan tells as bent, no more and no less."""
    told = {(bent.limit, bent.first_month): bent.amount for bent in ledger.plan.bent if bent.kind.startswith("share")}
    for rule in ledger.world.all(Rule):
        if rule.mix in ("", ledger.plan.mix):
            for first, (group, base) in _sums(ledger, rule).items():
                over = group - rule.limit / 100 * base
                missing = max(over if rule.kind == "share at most" else -over, 0.0)
                gap = abs(missing - told.get((rule.id, first), 0.0))
                if gap > 1e-5 * max(base, missing):
                    yield Fault("verify-share", f"{rule.id} {first}", gap / max(base, missing))


def _sums(ledger: Ledger, rule: Rule) -> dict[Month, tuple[float, float]]:
    """The group's and the base's quantity in each window, in the rule's measure, by the window's first month."""
    windows = _windows(ledger, rule)
    group, base = dict.fromkeys(windows.values(), 0.0), dict.fromkeys(windows.values(), 0.0)
    contents = contents_of(ledger.world)
    sources = ledger.world.by_id(Source)
    for offer in ledger.world.all(Offer):
        arriving = ledger.arriving[offer.id]
        weights = _weights(ledger, rule, offer, contents.get(offer.item, {}))
        counted = group if _belongs(rule, offer, sources[offer.source]) else {}
        for position, first in windows.items():
            quantity = weights[position] * arriving[position]
            base[first] += quantity
            if counted:
                counted[first] += quantity
    return {first: (group[first], base[first]) for first in base}


def _windows(ledger: Ledger, rule: Rule) -> dict[int, Month]:
    """The first month of the window that each month (by position) of the rule lies in."""
    opened: dict[int, Month] = {}
    windows: dict[int, Month] = {}
    for position, month in enumerate(ledger.months):
        begun = rule.first_month is None or rule.first_month <= month
        if begun and (rule.last_month is None or month <= rule.last_month):
            window = {"month": month.index, "fiscal year": month.fiscal_year, "horizon": 0}[rule.window]
            windows[position] = opened.setdefault(window, month)
    return windows


def _weights(ledger: Ledger, rule: Rule, offer: Offer, contents: dict[str, float]) -> list[float]:
    """What one unit of an offer counts in a rule's base, by month."""
    kg = sum(contents.get(element, 0.0) for element in ((rule.element,) if rule.element else RARE_EARTHS))
    if (rule.item and rule.item != offer.item) or (rule.element and not kg):
        return ledger.nothing()
    if rule.measure == "value":
        return ledger.unit_cost[offer.id]
    return [kg if rule.measure == "contained" else 1.0] * len(ledger.months)


def _belongs(rule: Rule, offer: Offer, source: Source) -> bool:
    return (
        rule.class_ in ("", source.class_)
        and rule.country in ("", source.country)
        and rule.source in ("", source.id)
        and rule.offer in ("", offer.id)
    )


def costs(ledger: Ledger) -> Iterator[Fault]:
    """Every part of goal 5 in rupees, and the cost of every order."""
    told = ledger.plan.cost
    parts = {
        "landed": (told.landed, _landed(ledger)),
        "orders": (told.orders, _per_source(ledger, monthly=True)),
        "contracts": (told.contracts, _per_source(ledger, monthly=False)),
        "holding": (
            told.holding,
            sum(item.holding_cost * sum(ledger.plan.stock[item.id]) for item in ledger.world.all(Item)),
        ),
        "capital": (told.capital, _capital(ledger)),
        "recipes": (
            told.recipes,
            sum(r.cost * sum(ledger.plan.production[r.id]) for r in ledger.world.all(Recipe)),
        ),
        "penalties": (told.penalties, _penalties(ledger)),
        "order lines": (sum(order.cost.landed for order in ledger.plan.orders), told.landed),
    }
    for name, (first, second) in parts.items():
        if abs(first - second) > TOLERANCE * max(abs(second), told.total * TOLERANCE):
            yield Fault("verify-cost", name, abs(first - second) / max(abs(second), 1.0))


def _landed(ledger: Ledger) -> float:
    total = 0.0
    for offer in ledger.world.all(Offer):
        total += sum(cost * n for cost, n in zip(ledger.unit_cost[offer.id], ledger.arriving[offer.id], strict=True))
    return total


def _per_source(ledger: Ledger, *, monthly: bool) -> float:
    """Order costs for every month with an order of the source, or contract costs once."""
    used: dict[str, set[Month]] = {}
    sources = ledger.world.by_id(Source)
    for order in ledger.plan.orders:
        if not order.placed:
            used.setdefault(ledger.world.by_id(Offer)[order.offer].source, set()).add(order.month)
    if monthly:
        return sum(sources[source].order_cost * len(months) for source, months in used.items())
    return sum(sources[source].contract_cost for source in used)


def _capital(ledger: Ledger) -> float:
    rate = ledger.world.settings.capital_rate / 100 / 12
    values = standard_values(ledger)
    return sum(rate * values[item] * sum(stock) for item, stock in ledger.plan.stock.items())


def _penalties(ledger: Ledger) -> float:
    return sum(
        item.late_cost * sum(ledger.plan.late[item.id]) + item.lost_cost * sum(ledger.plan.lost[item.id])
        for item in ledger.world.all(Item)
        if item.priority == "traded" and item.id in ledger.plan.late
    )
