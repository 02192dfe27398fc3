"""The sheet of licences: what each source needs for each item, files in hand with what is left, files to put in."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.analysis import licences
from desktop.model.plan import Plan
from desktop.model.records import Offer
from desktop.session.report.layout import FIRST, column, listed, printed_days, sheet_of, totals
from desktop.session.report.orders import Orders
from desktop.store.sheets import Block, Cell, Column, Formula, Mark, Sheet, cell, top
from desktop.text.messages import say

_ALLOWED = 5
"""Where the files in hand have what they allow; what is used and what is left follow."""
FILES = 8
"""Where the files to put in have their number."""
_DAY = 3
"""Where they have the day by which they are put in."""


def licences_sheet(plan: Plan, bought: Orders) -> Sheet:
    """Every licence file, and in all what each source needs for each item."""
    heads = _heads()
    blocks = [_by_source(plan, heads, FIRST + 1)]
    held = _held(plan, bought, top(blocks) + 2)
    blocks += [held] if held.rows else []
    new = _new(plan, heads, top(blocks) + 2)
    within = printed_days(plan, [row[_DAY] for row in new.rows])
    return sheet_of(plan, "licences", *blocks, new, table=False, printed_rows=within)


def _heads() -> list[Column]:
    heads = [column("group", "count"), column("source"), column("item"), column("file-by", "date")]
    heads += [column("regimes"), column("arrival", "month"), column("quantity", "quantity"), column("unit")]
    return [*heads, column("files", "count")]


def _new(plan: Plan, heads: Sequence[Column], first: int) -> Block:
    """The files to put in, the first first."""
    offers = plan.world.by_id(Offer)
    rows: list[tuple[Cell, ...]] = []
    for at, group in enumerate(licences.by_source_and_item(plan), 1):
        for line in group.to_dict("records"):
            offer = offers[str(line["offer"])]
            names = (line["source_name"] or offer.source, line["item_name"] or offer.item)
            row = (float(at), *names, line["file_by"], line["regimes"])
            rows.append((*row, line["month"], line["quantity"], line["unit"], float(line["files"])))
    rows.sort(key=lambda row: str(row[_DAY]))
    last = (say("report-total"), *[None] * (FILES - 1), *totals(rows, first, [FILES])) if rows else ()
    return listed("files", heads, rows, totals=last, name="tFiles")


def _by_source(plan: Plan, of: Sequence[Column], first: int) -> Block:
    """How many files for how much each source and item needs, and when the first and last go in."""
    rows: list[tuple[Cell, ...]] = []
    for at, group in enumerate(licences.by_source_and_item(plan), 1):
        line, row = group.iloc[0], first + at - 1
        own = f"tFiles[{of[0].header}],{cell(0, row)}"
        sums = [
            Formula(f"=SUMIFS(tFiles[{of[place].header}],{own})", float(group[key].sum()))
            for place, key in ((6, "quantity"), (FILES, "files"))
        ]
        offer = plan.world.by_id(Offer)[str(line["offer"])]
        names = (line["source_name"] or offer.source, line["item_name"] or offer.item)
        days = (line["file_by"], group["file_by"].iloc[-1])
        rows.append((float(at), *names, *days, sums[0], line["unit"], sums[1]))
    heads = [column("group", "count"), column("source"), column("item"), column("first-file-by", "date")]
    heads += [column("last-file-by", "date"), column("quantity", "quantity"), column("unit")]
    return listed("files-by-source", [*heads, column("files", "count")], rows)


def _held(plan: Plan, bought: Orders, first: int) -> Block:
    """The files of the project; what the plan draws from each is live on the orders."""
    rows: list[tuple[Cell, ...]] = []
    for at, file in enumerate(licences.held(plan).to_dict("records"), first):
        drawn = f"SUMPRODUCT(EXACT({bought.all('licence')},{cell(0, at)})*{bought.all('quantity')})"
        used = Formula(f"={drawn if len(bought.lines) else 0}", file["used"])
        rest = max(file["allowed"] - file["used"], 0.0)
        text = f"=MAX({cell(_ALLOWED, at)}-{cell(_ALLOWED + 1, at)},0)"
        left = Formula(text, rest) if rest == file["left"] else 0.0  # of drafts and refused files nothing is left
        names = (file["licence"], file["source_name"], file["item_name"], file["regime"], file["status"])
        rows.append((*names, file["allowed"], used, left, file["unit"], file["valid_until"]))
    heads = [column("licence"), column("source"), column("item"), column("regimes"), column("file-status")]
    heads += [column(key, "quantity") for key in ("file-allowed", "file-used", "left")]
    heads += [column("unit"), column("valid-until", "date")]
    over = Mark(_ALLOWED + 1, f"{cell(_ALLOWED + 1, first)}>{cell(_ALLOWED, first)}*1.000001", "bad")
    return Block(tuple(heads), tuple(rows), heading=say("report-heading-held"), marks=(over,) if rows else ())
