"""Below the cost: what incentives come to by year, and what is paid of yearly quantities that are not taken."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.analysis import agreements, incentives
from desktop.model.months import fiscal_year_name
from desktop.model.plan import Plan
from desktop.session.report.layout import column, totals
from desktop.store.sheets import Block, Cell, Formula, cell, top
from desktop.text.messages import say

_QUANTITY, _VALUE, _DOMESTIC, _SHARE, _LEAST, _LACKING, PAID_IN, _MISSED = range(3, 11)
"""The columns of the incentives after incentive, item and year; ``PAID_IN`` is what comes in."""
_TAKEN, _IF_USED, _AGREED, _SHORT, _PRICE, PAID_OUT = range(2, 8)
"""The columns of the agreements after source and year; ``PAID_OUT`` is what is paid for nothing."""


def term_blocks(plan: Plan, above: Sequence[Block]) -> dict[str, Block]:
    """The blocks below those ``above`` on their sheet, by name: only of what the project has."""
    blocks: dict[str, Block] = {}
    for name, make in (("incentives", _incentives), ("agreements", _agreements)):
        made = make(plan, top([*above, *blocks.values()]) + 2)
        if made.rows:
            blocks[name] = made
    return blocks


def _incentives(plan: Plan, first: int) -> Block:
    rows: list[tuple[Cell, ...]] = []
    for at, line in enumerate(incentives.table(plan).to_dict("records"), first):
        value, domestic, least = (cell(place, at) for place in (_VALUE, _DOMESTIC, _LEAST))
        share = Formula(f"=IF({value}=0,0,{domestic}/{value})", line["share"])
        lacking = Formula(f"=MAX({least}*{value}-{domestic},0)", line["lacking"])
        rows.append(
            (
                line["incentive"],
                f"{line['item_name'] or line['item']} ({line['unit']})",
                fiscal_year_name(line["fiscal_year"]),
                *(line["quantity"], line["value"], line["domestic"], share, line["least"], lacking),
                *(line["paid"], line["missed"]),
            )
        )
    heads = [column("incentive"), column("item-unit"), column("year"), column("acquired", "quantity")]
    heads += [column("value", "inr"), column("domestic", "inr"), column("domestic-share", "share")]
    heads += [column("least-domestic", "share"), column("lacking", "inr"), column("paid", "inr")]
    heads.append(column("missed", "inr"))
    sums = (say("report-total"), *[None] * (PAID_IN - 1), *totals(rows, first, [PAID_IN, _MISSED]))
    return Block(tuple(heads), tuple(rows), sums, say("report-heading-incentives"))


def _agreements(plan: Plan, first: int) -> Block:
    rows: list[tuple[Cell, ...]] = []
    for at, line in enumerate(agreements.by_year(plan).to_dict("records"), first):
        short = Formula(f"=MAX({cell(_AGREED, at)}-{cell(_TAKEN, at)},0)", line["short"])
        paid = Formula(f"={cell(_SHORT, at)}*{cell(_PRICE, at)}", line["paid"])
        name, year = line["name"] or line["source"], fiscal_year_name(line["fiscal_year"])
        rows.append((name, year, line["taken"], line["least"], line["agreed"], short, line["price"], paid))
    heads = [column("source"), column("year"), column("taken", "quantity"), column("if-used", "quantity")]
    heads += [column("agreed", "quantity"), column("short", "quantity"), column("use-price", "inr")]
    heads.append(column("unpaid", "inr"))
    sums = (say("report-total"), *[None] * (PAID_OUT - 1), *totals(rows, first, [PAID_OUT]))
    return Block(tuple(heads), tuple(rows), sums, say("report-heading-agreements"))
