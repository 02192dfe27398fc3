"""What is agreed with sources beside prices: what is paid in any case, and payments by source and month."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import pandas as pd

from desktop.analysis import orders
from desktop.analysis.memory import remembered
from desktop.model.months import Month
from desktop.model.plan import Decision, Plan
from desktop.model.records import ExchangeRate, Offer, Price, Source, Tier
from desktop.model.series import spread

TERMS = ("orders", "contracts", "charges", "take_or_pay")
"""What a source costs beside its goods, INR: orders, contracts, charges of price tiers, what is paid for nothing."""
COLUMNS = (
    "source",
    "name",
    "fiscal_year",  # the year's number, 2027 for FY27
    "taken",  # this and the next three in use of the source's joint capacity; receipts count
    "least",  # the smallest quantity if the source is used, 0 where there is none
    "agreed",  # what is paid for in any case, 0 where there is none
    "short",  # what of it is not taken
    "price",  # INR for one use that is not taken: the cheapest of the source in the year
    "paid",  # INR for what is not taken
)


@attrs.frozen
class Payment:
    """Money that a source gets beside the price of its goods: which of ``TERMS``, when, how much in INR.

    ``tier`` is whose charge it is, as decisions call tiers.
    """

    term: str
    source: str
    month: Month
    inr: float
    tier: str = ""


@remembered
def by_year(plan: Plan) -> pd.DataFrame:
    """``COLUMNS`` of every source with a yearly quantity, and every fiscal year of the plan; years count in full."""
    sources = [source for source in plan.world.all(Source) if _agreed(source) or source.least_per_year]
    rows = [_row(plan, source, year) for source in sources for year in _years(plan)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


@remembered
def payments(plan: Plan) -> tuple[Payment, ...]:
    """All that sources get beside the price of their goods.

    A contract is paid in the first month in which anything planned arrives of the source, a tier's charge in the
    first such month of the offer in the tier's window, take-or-pay in the last planned month of its fiscal year.
    """
    sources, offers = plan.world.by_id(Source), plan.world.by_id(Offer)
    charges = {f"{tier.offer}/{tier.from_quantity:.15g}": tier.charge for tier in plan.world.all(Tier)}
    lines = orders.table(plan, "arrival")
    planned = lines[~lines["placed"]]
    found = []
    for each in plan.decisions:
        if each.kind == "order":
            found.append(Payment("orders", each.of, each.first_month, sources[each.of].order_cost * each.value))
        elif each.kind == "contract":
            month = _first(planned[planned["source"] == each.of], each)
            found.append(Payment("contracts", each.of, month, sources[each.of].contract_cost * each.value))
        elif each.kind == "tier" and charges.get(each.of):
            offer = each.of.rpartition("/")[0]
            month = _first(planned[planned["offer"] == offer], each)
            found.append(Payment("charges", offers[offer].source, month, charges[each.of] * each.value, each.of))
    unpaid = by_year(plan)
    for source, year, paid in zip(unpaid["source"], unpaid["fiscal_year"], unpaid["paid"], strict=True):
        if paid:
            found.append(Payment("take_or_pay", str(source), _years(plan)[int(year)][-1], float(paid)))
    return tuple(found)


def _first(lines: pd.DataFrame, decision: Decision) -> Month:
    """The first month of arrival within a decision's months; their first where nothing arrives."""
    inside = [month for month in lines["month"] if decision.first_month <= month <= decision.last_month]
    return min(inside, default=decision.first_month, key=lambda month: month.index)


def _years(plan: Plan) -> dict[int, list[Month]]:
    years: dict[int, list[Month]] = {}
    for month in plan.months:
        years.setdefault(month.fiscal_year, []).append(month)
    return years


def _agreed(source: Source) -> float:
    return source.take_or_pay_share / 100 * source.take_or_pay_quantity


def _row(plan: Plan, source: Source, year: int) -> tuple[str | int | float, ...]:
    use = {offer.id: offer.capacity_use for offer in plan.world.all(Offer) if offer.source == source.id}
    taken = sum(
        use[order.offer] * order.quantity
        for order in plan.orders
        if order.offer in use and order.month.fiscal_year == year
    )
    short = max(_agreed(source) - taken, 0.0)
    price = _cheapest(plan, source, _years(plan)[year])
    numbers = (taken, source.least_per_year, _agreed(source), short, price)
    return (source.id, source.name, year, *numbers, short * price)


def _cheapest(plan: Plan, source: Source, months: Sequence[Month]) -> float:
    """The lowest quoted price of one use of a source's capacity in some months, INR; 0 where nothing has a price."""
    prices = [
        price * rate / offer.capacity_use
        for offer in plan.world.all(Offer)
        if offer.source == source.id and offer.capacity_use > 0
        for price, rate in zip(_quoted(plan, offer, months), rates(plan, offer.currency, months), strict=True)
    ]
    return min(prices, default=0.0)


def _quoted(plan: Plan, offer: Offer, months: Sequence[Month]) -> list[float]:
    steps = [(row.from_month, row.value) for row in plan.world.all(Price) if row.offer == offer.id]
    return spread([(month, value) for month, value in steps if month is not None], months, offer.price)


def rates(plan: Plan, currency: str, months: Sequence[Month]) -> list[float]:
    """INR for one unit of a currency; the checks see to it that there is a rate when the plan begins."""
    steps = [(row.from_month, row.rate) for row in plan.world.all(ExchangeRate) if row.currency == currency]
    own = currency == plan.world.settings.currency
    return spread([(month, rate) for month, rate in steps if month is not None], months, 1.0 if own else 0.0)
