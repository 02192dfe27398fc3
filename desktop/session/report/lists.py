"""The sheets that are lists: the orders with what each costs, and the licence files to put in."""

from __future__ import annotations

import math

from desktop.analysis import licences, orders
from desktop.model.plan import Plan
from desktop.model.records import Offer
from desktop.session.report.layout import FIRST, column, listed, sheet_of, totals
from desktop.store.sheets import Block, Cell, Column, Formula, Kind, Sheet, cell
from desktop.text.messages import say

_PRINTED: dict[str, Kind] = {
    "item": "text",
    "source": "text",
    "class": "text",
    "order-date": "date",
    "arrival": "month",
    "quantity": "quantity",
    "unit": "text",
    "contained": "quantity",
    "landed": "inr",
    "licence": "text",
    "file-by": "date",
}
_ORDERS: dict[str, Kind] = {
    **_PRINTED,
    "country": "text",
    "offer": "text",
    **dict.fromkeys(orders.PARTS, "inr"),
    "igst": "inr",
}
"""The columns of the orders: what a reader of the print needs first, then the rest and the parts of the cost."""
CLASS, CONTAINED, LANDED = (list(_ORDERS).index(key) for key in ("class", "contained", "landed"))
"""Where the sheet of orders has them."""
_SUMMED = (CONTAINED, LANDED, *(list(_ORDERS).index(key) for key in (*orders.PARTS, "igst")))
_FIRST_PART, _LAST_PART = (list(_ORDERS).index(orders.PARTS[at]) for at in (0, -1))


def orders_sheet(plan: Plan) -> Sheet:
    """Every order with the parts of its landed cost, those placed before the plan first."""
    rows: list[tuple[Cell, ...]] = []
    for at, line in enumerate(orders.table(plan).to_dict("records"), FIRST):
        parts = [float(line[name]) for name in orders.PARTS]
        row: tuple[Cell, ...] = (
            *(line["item_name"] or line["item"], line["source_name"] or line["source"]),
            say(f"class-{line['class']}"),
            say("report-placed") if line["placed"] else line["order_date"],
            *(line["month"], line["quantity"], line["unit"], line["contained"]),
            Formula(f"=SUM({cell(_FIRST_PART, at)}:{cell(_LAST_PART, at)})", math.fsum(parts)),
            say("report-licence-new") if line["licence"] == "new" else line["licence"],
            *(line["file_by"], line["country"], line["offer"], *parts, line["igst"]),
        )
        rows.append(row)
    heads = [
        Column(say("report-unit-money", name=say(f"part-{key}")), kind) if key in orders.PARTS else column(key, kind)
        for key, kind in _ORDERS.items()
    ]
    sums = dict(zip(_SUMMED, totals(rows, FIRST, _SUMMED), strict=True))
    last = (say("report-total"), *(sums.get(at) for at in range(1, len(heads))))
    return sheet_of(plan, "orders", Block(tuple(heads), tuple(rows), last), printed=len(_PRINTED))


def licences_sheet(plan: Plan) -> Sheet:
    """Every licence file still to be put in, by the day it has to go in."""
    offers = plan.world.by_id(Offer)
    rows: list[tuple[Cell, ...]] = []
    for line in licences.files(plan).to_dict("records"):
        offer = offers[str(line["offer"])]
        row: tuple[Cell, ...] = (
            *(line["file_by"], line["source_name"] or offer.source, line["item_name"] or offer.item, line["regimes"]),
            *(line["month"], line["quantity"], line["unit"], line["files"]),
        )
        rows.append(row)
    columns = [column("file-by", "date"), column("source"), column("item"), column("regimes")]
    columns += [column("arrival", "month"), column("quantity", "quantity"), column("unit"), column("files", "count")]
    files = len(columns) - 1
    last = (say("report-total"), *[None] * (files - 1), *totals(rows, FIRST, [files])) if rows else ()
    return sheet_of(plan, "licences", listed("", columns, rows, last))
