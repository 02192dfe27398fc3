"""The sheet of changes: what the plan orders beside what was issued before, arrival by arrival."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.records import Issued, Item, Source
from desktop.session.report.layout import FIRST, column, listed, printed_days, sheet_of
from desktop.session.report.offers import Offers
from desktop.session.report.orders import Orders
from desktop.store.sheets import Formula, Look, Mark, Sheet, cell
from desktop.text.messages import say

Arrivals = Mapping[tuple[str, Month], float]
"""What arrives as bought, by offer and month, in the item's unit."""
_WORD = 8
_LOOKS: tuple[tuple[str, Look], ...] = (("new", "good"), ("dropped", "bad"), ("more", "warn"), ("less", "warn"))


def issued_of(plan: Plan) -> Arrivals:
    """What was issued last of the plan's mix, as the project keeps it."""
    return {
        (row.offer, row.month): row.quantity
        for row in plan.world.all(Issued)
        if row.mix == plan.mix and row.month is not None
    }


def changes_sheet(plan: Plan, before: Arrivals, offers: Offers, orders: Orders) -> Sheet:
    """Every arrival of either, those that differ first, by month; what is ordered now is live on the orders.

    Those print that differ, of the next year where there are many.
    """
    now: dict[tuple[str, Month], float] = {}
    for order in plan.orders:
        if not order.placed:
            now[order.offer, order.month] = now.get((order.offer, order.month), 0.0) + order.quantity
    keys = [key for key in {**before, **now} if key[0] in offers.number]
    same = {key: _is_same(before.get(key, 0.0), now.get(key, 0.0)) for key in keys}
    keys.sort(key=lambda key: (same[key], key[1].index, key[0]))
    items, sources, rows = plan.world.by_id(Item), plan.world.by_id(Source), []
    for row, (name, month) in enumerate(keys, FIRST):
        offer, was = offers.by_id[name], before.get((name, month), 0.0)
        item, source = items[offer.item], sources[offer.source]
        placed = sum(o.quantity for o in plan.orders if o.placed and (o.offer, o.month) == (name, month))
        text = orders.total("quantity", "offer-number", cell(0, row), "arrival", cell(4, row))
        is_now = now.get((name, month), 0.0)
        rest = f"-{placed!r}" if placed else ""
        rows.append(
            (
                *(float(offers.number[name]), name, source.name or source.id, item.name or item.id, month, was),
                Formula(f"={text}{rest}", is_now),
                Formula(f"={cell(6, row)}-{cell(5, row)}", is_now - was),
                Formula(_word(row), _said(was, is_now)),
                item.unit,
            )
        )
    heads = [column("offer-number", "count"), column("offer"), column("source"), column("item")]
    heads += [column("arrival", "month"), column("issued", "quantity"), column("now", "quantity")]
    heads += [column("difference", "quantity"), column("change"), column("unit")]
    marks = tuple(Mark(_WORD, f'{cell(_WORD, FIRST)}="{say(f"report-change-{key}")}"', look) for key, look in _LOOKS)
    differ = [key[1] for key in keys if not same[key]]
    printed = printed_days(plan, differ) or max(len(differ), 1)
    block = listed("", heads, rows, name="tChanges", marks=marks)
    return sheet_of(plan, "changes", block, fixed=2, printed_rows=printed if printed < len(rows) else None)


def _word(row: int) -> str:
    was, now = cell(5, row), cell(6, row)
    words = {key: say(f"report-change-{key}") for key in ("new", "dropped", "more", "less", "same")}
    same = f"ABS({now}-{was})<=0.000001*MAX(1,{was})"
    sides = f'IF({now}>{was},"{words["more"]}","{words["less"]}")'
    return f'=IF({same},"{words["same"]}",IF({was}=0,"{words["new"]}",IF({now}=0,"{words["dropped"]}",{sides})))'


def _is_same(was: float, now: float) -> bool:
    return abs(now - was) <= 1e-6 * max(1.0, was)


def _said(was: float, now: float) -> str:
    if _is_same(was, now):
        key = "same"
    elif was == 0 or now == 0:
        key = "new" if was == 0 else "dropped"
    else:
        key = "more" if now > was else "less"
    return say(f"report-change-{key}")
