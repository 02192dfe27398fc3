"""The sheet to act on: orders and licence files of the next days, with room for who does it and how far it is."""

from __future__ import annotations

import datetime as dt

import attrs

from desktop.analysis import licences, orders
from desktop.model.plan import Plan
from desktop.model.records import Offer
from desktop.session.report.layout import FIRST, column, listed, sheet_of, totals
from desktop.session.report.orders import Orders
from desktop.store.sheets import Cell, Column, Formula, Kind, Mark, Sheet, cell
from desktop.text.messages import say

_COLUMNS: dict[str, Kind] = {
    "what": "text",
    "by": "date",
    "source": "text",
    "item": "text",
    "quantity": "quantity",
    "unit": "text",
    "arrival": "month",
    "value-due": "inr",
    "under": "text",
    "number": "count",
}
_VALUE, _NUMBER = 7, 9
_STATES = ("open", "started", "done", "dropped")


def act_sheet(plan: Plan, bought: Orders) -> Sheet:
    """Everything that is due, the first first; quantities and values of orders are live on their sheet."""
    rows = sorted(
        [*_orders(plan, bought), *_files(plan)], key=lambda row: (str(row[1]), str(row[0]) == say("report-act-order"))
    )
    cells = [_placed(row, FIRST + at, bought) for at, row in enumerate(rows)]
    heads = [column(key, kind) for key, kind in _COLUMNS.items()]
    states = tuple(say(f"report-state-{state}") for state in _STATES)
    entered = [Column(say(f"report-column-{key}"), "text", "input") for key in ("owner", "status", "note")]
    entered[1] = attrs.evolve(entered[1], choices=states)
    marks = (
        Mark(11, f'{cell(11, FIRST)}="{states[2]}"', "good"),
        Mark(1, f'AND({cell(11, FIRST)}<>"{states[2]}",ISNUMBER({cell(1, FIRST)}),{cell(1, FIRST)}<TODAY())', "bad"),
    )
    sums = (say("report-total"), *[None] * (_VALUE - 1), *totals(cells, FIRST, [_VALUE]), *[None] * 5)
    block = listed("", [*heads, *entered], cells, name="tActNow", marks=marks)
    return sheet_of(plan, "act", attrs.evolve(block, totals=sums), fixed=2)


def _orders(plan: Plan, bought: Orders) -> list[tuple[Cell, ...]]:
    numbers = {(line.offer, line.month, line.order_date, line.licence): at for at, line in enumerate(bought.each, 1)}
    rows: list[tuple[Cell, ...]] = []
    for line in orders.due(plan).to_dict("records"):
        number = numbers[line["offer"], line["month"], line["order_date"], line["licence"]]
        licence = say("report-licence-new") if line["licence"] == "new" else line["licence"]
        names = (line["source_name"] or line["source"], line["item_name"] or line["item"])
        row: tuple[Cell, ...] = (
            say("report-act-order"),
            line["order_date"],
            *names,
            line["quantity"],
            line["unit"],
            line["month"],
        )
        rows.append((*row, line["landed"], licence, float(number)))
    return rows


def _files(plan: Plan) -> list[tuple[Cell, ...]]:
    start, offers = plan.world.settings.plan_date, plan.world.by_id(Offer)
    until = start + dt.timedelta(days=orders.DUE_DAYS) if start else None
    rows: list[tuple[Cell, ...]] = []
    for line in licences.files(plan).to_dict("records"):
        if until is not None and line["file_by"] <= until:
            offer = offers[str(line["offer"])]
            names = (line["source_name"] or offer.source, line["item_name"] or offer.item)
            row: tuple[Cell, ...] = (
                say("report-act-file"),
                line["file_by"],
                *names,
                line["quantity"],
                line["unit"],
                line["month"],
            )
            rows.append((*row, None, line["regimes"], None))
    return rows


def _placed(row: tuple[Cell, ...], at: int, bought: Orders) -> tuple[Cell, ...]:
    """A row with its live cells, and the empty ones to be filled in."""
    cells = list(row)
    if row[_NUMBER] is not None:
        for place, key in ((4, "quantity"), (_VALUE, "landed")):
            value = row[place]
            if isinstance(value, float):
                cells[place] = Formula(f"={bought.of(key, cell(_NUMBER, at))}", value)
    return (*cells, None, None, None)
