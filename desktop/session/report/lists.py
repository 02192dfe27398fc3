"""The sheets that are lists: the orders with what each costs, and the licence files to put in and in hand."""

from __future__ import annotations

import math
from collections.abc import Sequence

from desktop.analysis import licences, orders
from desktop.model.plan import Plan
from desktop.model.records import Offer
from desktop.session.report.layout import FIRST, column, listed, picked, sheet_of, totals
from desktop.store.sheets import Block, Cell, Column, Formula, Kind, Sheet, cell, top
from desktop.text import formats
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
    "source-id": "text",
    "tiers": "text",
}
"""The columns of the orders: what a reader of the print needs first, then the rest and the parts of the cost."""
CLASS, QUANTITY, CONTAINED, LANDED, LICENCE, COUNTRY, SOURCE = (
    list(_ORDERS).index(key) for key in ("class", "quantity", "contained", "landed", "licence", "country", "source-id")
)
"""Where the sheet of orders has them."""
_ALLOWED = 5
"""Where the files in hand have what they allow; what is used and what is left follow."""
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
            *(line["source"], _tiers(line["tiers"], line["unit"])),
        )
        rows.append(row)
    heads = [
        Column(say("report-unit-money", name=say(f"part-{key}")), kind) if key in orders.PARTS else column(key, kind)
        for key, kind in _ORDERS.items()
    ]
    sums = dict(zip(_SUMMED, totals(rows, FIRST, _SUMMED), strict=True))
    last = (say("report-total"), *(sums.get(at) for at in range(1, len(heads))))
    return sheet_of(plan, "orders", Block(tuple(heads), tuple(rows), last), printed=len(_PRINTED))


def _tiers(tiers: Sequence[tuple[float, float]], unit: str) -> str:
    """How much of an order is priced in which tier, by the tier's lower end."""
    parts = [(formats.quantity(lower, unit), formats.quantity(quantity, unit), lower) for lower, quantity in tiers]
    return "; ".join(
        say("tier-from", lower=text, quantity=quantity) if lower else say("tier-own", quantity=quantity)
        for text, quantity, lower in parts
    )


def licences_sheet(plan: Plan, bought: Sheet) -> Sheet:
    """Every licence file still to be put in, by the day it has to go in, and what is left of those in hand."""
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
    new = listed("", columns, rows, last)
    held = _held(plan, bought, top([new]) + 2)
    return sheet_of(plan, "licences", new, *([held] if held.rows else []))


def _held(plan: Plan, bought: Sheet, first: int) -> Block:
    """The files of the project; what the plan draws from each is live on the sheet of orders ``bought``."""
    rows: list[tuple[Cell, ...]] = []
    for at, file in enumerate(licences.held(plan).to_dict("records"), first):
        used = picked(bought, LICENCE, (cell(0, at), file["licence"]), QUANTITY)
        left = Formula(f"=MAX({cell(_ALLOWED, at)}-{cell(_ALLOWED + 1, at)},0)", file["left"])
        rows.append(
            (
                *(file["licence"], file["source_name"], file["item_name"], file["regime"], file["status"]),
                *(file["allowed"], used, left, file["unit"], file["valid_until"]),
            )
        )
    heads = [column("licence"), column("source"), column("item"), column("regimes"), column("file-status")]
    heads += [column(key, "quantity") for key in ("file-allowed", "file-used", "left")]
    heads += [column("unit"), column("valid-until", "date")]
    return Block(tuple(heads), tuple(rows), heading=say("report-heading-held"))
