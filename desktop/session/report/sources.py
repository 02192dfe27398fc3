"""The sheet of dependence: sources and countries with their shares, how concentrated they are, what needs licences."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from desktop.analysis import risk
from desktop.model.plan import Plan
from desktop.session.report.layout import FIRST, class_marks, column, sheet_of, totals
from desktop.session.report.offers import Offers
from desktop.session.report.orders import Orders
from desktop.store.sheets import Block, Cell, Formula, Sheet, cell, reach, top
from desktop.text.messages import say

KG = 3
"""Where the blocks of sources and countries have kilograms contained; the share, rupees and lines follow."""
_SHARE, _RUPEES, _LINES = KG + 1, KG + 2, KG + 3
CONCENTRATION = 2
"""The position of the block with the index of concentration, by source and by country."""


def sources_sheet(plan: Plan, offers: Offers, bought: Orders) -> Sheet:
    """Sources, countries, concentration and licences, live on the orders."""
    blocks = [_by(offers, bought, "source", FIRST)]
    blocks.append(_by(offers, bought, "country", top(blocks) + 2))
    blocks.append(_concentration(plan, blocks))
    blocks.append(_licences(plan, bought, top(blocks) + 2))
    return sheet_of(plan, "sources", *blocks, table=False)


def _by(offers: Offers, bought: Orders, group: risk.Group, first: int) -> Block:
    """A row for each source or country from which anything comes, the largest first."""
    lines = bought.lines
    kept = lines.groupby(group)[["contained", "landed"]].sum()
    kept = kept.sort_values(["contained", "landed"], ascending=False, kind="stable")
    last = first + len(kept)
    shares = _shares(kept)
    rows: list[tuple[Cell, ...]] = []
    for row, name in enumerate(map(str, kept.index), first):
        mine = f"EXACT({bought.all('country')},{cell(0, row)})"
        sums = [f"SUMPRODUCT({mine}*{bought.all(key)})" for key in ("contained", "landed")]
        count = f"SUMPRODUCT({mine}*1)"
        if group == "source":
            number = str(offers.source_number[name])
            sums = [bought.total(key, "source-number", number) for key in ("contained", "landed")]
            count = f"COUNTIF({bought.all('source-number')},{number})"
        kg, rupees = (
            Formula(f"={text}", float(kept[key][name])) for text, key in zip(sums, ("contained", "landed"), strict=True)
        )
        found = Formula(f"={count}", float((lines[group] == name).sum()))
        rows.append((name, *_known(lines, group, name), kg, _part(row, last, shares[name]), rupees, found))
    names = (column("source-id"), column("name"), column("class"))
    if group == "country":
        names = (column("country"), column("sources"), column("classes"))
    heads = (*names, column("contained", "quantity"), column("contained-share", "share"), column("landed", "inr"))
    sums_ = totals(rows, first, [KG, _RUPEES, _LINES])
    line = (say("report-total"), None, None, sums_[0], None, sums_[1], sums_[2])
    heading = "" if group == "source" else say("report-heading-countries")
    marks = class_marks(2, first) if rows and group == "source" else ()
    return Block((*heads, column("lines", "count")), tuple(rows), line, heading, marks=marks)


def _known(lines: pd.DataFrame, group: str, name: str) -> tuple[str, str]:
    """Of a source its name and class, of a country its sources and their classes."""
    mine = lines[lines[group] == name]
    names = [label or identity for label, identity in zip(mine["source_name"], mine["source"], strict=True)]
    classes = [say(f"class-{each}") for each in mine["class"]]
    return ", ".join(dict.fromkeys(map(str, names))), ", ".join(dict.fromkeys(classes))


def _shares(kept: pd.DataFrame) -> dict[str, float]:
    """Shares of the kilograms contained; of the value where nothing contains rare earths."""
    weight = kept["contained"] if kept["contained"].sum() else kept["landed"]
    whole = float(weight.sum()) or 1.0
    return {str(name): float(value) / whole for name, value in weight.items()}


def _part(row: int, last: int, value: float) -> Formula:
    kg, rupees = ((cell(at, row), cell(at, last)) for at in (KG, _RUPEES))
    by_value = f"IF({rupees[1]}=0,0,{rupees[0]}/{rupees[1]})"
    return Formula(f"=IF({kg[1]}=0,{by_value},{kg[0]}/{kg[1]})", value)


def _concentration(plan: Plan, above: Sequence[Block]) -> Block:
    """The exact index, its inverse, and how many there are: by source and by country."""
    first, table = top(above) + 2, risk.concentration(plan)
    rows: list[tuple[Cell, ...]] = []
    for row, (block, group) in enumerate(zip(above, ("source", "country"), strict=True), first):
        start = top(above, row - first)
        shares, counts = (reach(at, start, start + max(len(block.rows), 1) - 1) for at in (_SHARE, _LINES))
        index, among = float(table["hhi"][group]), float(len(block.rows))
        square = Formula(f"=SUMSQ({shares})" if block.rows else "=0", index)
        inverse = Formula(f"=IF({cell(1, row)}=0,0,1/{cell(1, row)})", 1 / index if index else 0.0)
        number = Formula(f'=COUNTIF({counts},">0")' if block.rows else "=0", among)
        rows.append((say(f"report-by-{group}"), square, inverse, number))
    heads = (column("grouped"), column("hhi", "index"), column("effective", "number"), column("used", "count"))
    return Block(heads, tuple(rows), heading=say("report-heading-concentration"))


def _licences(plan: Plan, bought: Orders, first: int) -> Block:
    """What of all rare earths, and of each, needs a licence."""
    table = risk.on_licence(plan)
    rows: list[tuple[Cell, ...]] = []
    for row, (name, licensed, contained, share) in enumerate(table.itertuples(name=None), first):
        cells: list[Cell] = [float(licensed), float(contained), float(share)]
        if name == "all" and len(bought.lines):
            needed = f'({bought.all("licence")}<>"")*{bought.all("contained")}'
            cells = [
                Formula(f"=SUMPRODUCT({needed})", float(licensed)),
                Formula(f"={bought.total('contained')}", float(contained)),
                Formula(f"=IF({cell(2, row)}=0,0,{cell(1, row)}/{cell(2, row)})", float(share)),
            ]
        rows.append((say("material-all") if name == "all" else str(name), *cells))
    heads = (column("element"), column("on-licence", "quantity"), column("contained", "quantity"))
    return Block((*heads, column("on-licence-share", "share")), tuple(rows), heading=say("report-heading-on-licence"))
