"""When the money of a plan is paid: goods by their payment days, taxes on arrival, what comes in when it comes in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pandas as pd

from desktop.analysis import orders, spent
from desktop.analysis.agreements import TERMS
from desktop.analysis.lens import ALL, Lens, weights
from desktop.analysis.memory import remembered
from desktop.model.months import Month, span
from desktop.model.plan import Plan
from desktop.model.records import Offer

COLUMNS = ("goods", "duties", "igst", "terms", "works", "stock", "penalties", "incentives", "total")
_ON_DELIVERY = ("price", "freight", "insurance")
_KIND = {
    "duty": "duties",
    "surcharge": "duties",
    "inland": "duties",
    **dict.fromkeys(TERMS, "terms"),
    "recipes": "works",
    "holding": "stock",
    "penalties": "penalties",
    "incentives": "incentives",
}
"""What the parts of the cost are as payments; capital cost is none, and goods are paid in their own time."""

Payment = tuple[Month, str, str, float]


@remembered
def by_month(plan: Plan, lens: Lens = ALL) -> pd.DataFrame:
    """Months x ``COLUMNS``, INR paid: the plan's months and those before and after in which orders are paid.

    Goods (price, freight, insurance) are paid by the offer's payment days, counted from the first day of the month
    of arrival; duties, IGST and inland cost when the goods arrive. The credit for IGST is not set off. Capital cost
    is no payment. Incentives come in when their fiscal year ends. Through a lens only what its items cost counts.
    """
    paid = lines(plan, lens)
    months = [plan.months[0], plan.months[-1], *paid["month"]]
    first, last = min(months), max(months)
    table = paid.pivot_table(index="month", columns="kind", values="inr", aggfunc="sum", fill_value=0.0)
    table = table.reindex(index=list(span(first, last.index - first.index + 1)), columns=list(COLUMNS[:-1]))
    table = table.fillna(0.0).astype(float)
    table["total"] = table.sum(axis=1)
    return table.rename_axis(index="month", columns=None)


@remembered
def lines(plan: Plan, lens: Lens = ALL) -> pd.DataFrame:
    """Every payment of ``by_month``: month, which of ``COLUMNS`` it is ("kind"), the source or "", and INR."""
    found = [*_goods(plan, lens), *_others(plan, lens)]
    table = pd.DataFrame(found, columns=["month", "kind", "source", "inr"], dtype=object)
    return table.astype({"inr": float})


def _goods(plan: Plan, lens: Lens) -> Iterator[Payment]:
    """Price, freight and insurance when they are paid, IGST when the goods arrive."""
    days = {offer.id: offer.payment_days for offer in plan.world.all(Offer)}
    table = orders.table(plan)
    if lens.kind != "all":
        table = table[table["item"].isin(list(weights(plan.world, lens)))]
    goods = table[list(_ON_DELIVERY)].sum(axis=1)
    columns = (table["month"], table["offer"], table["source"], goods, table["igst"])
    for month, offer, source, inr, igst in zip(*columns, strict=True):
        paid = Month.containing(month.first_day + dt.timedelta(days=days[offer]))
        yield paid, "goods", str(source), float(inr)
        yield month, "igst", str(source), float(igst)


def _others(plan: Plan, lens: Lens) -> Iterator[Payment]:
    table = spent.seen(plan, lens)
    columns = (table["month"], table["part"], table["source"], table["inr"])
    for month, part, source, inr in zip(*columns, strict=True):
        if part in _KIND:
            yield month, _KIND[part], str(source), float(inr)
