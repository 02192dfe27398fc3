"""What is checked of figures that only tell what other sheets say: the summary, what is due, unit costs, plans."""

from __future__ import annotations

import math
from collections.abc import Iterator

from desktop.analysis import orders
from desktop.model.records import Item
from desktop.session.report.check_line import Check
from desktop.session.report.compare import BASE, base_of
from desktop.session.report.layout import column_of, link
from desktop.session.report.parts import Parts
from desktop.session.report.sources import CONCENTRATION
from desktop.session.report.summary import HEADLINE
from desktop.store.sheets import Formula, Sheet, cell, prefix, reach, top, worth
from desktop.text.messages import say

_TOGETHER = 40
"""So many items are checked in one formula, which stays short enough to read."""
_COMPARED = {"cost": 3, "landed": 5}
"""The figures of which the workbook has the makings for every plan, and their columns in the first list of plans."""


def of_figures(parts: Parts, summary: Sheet) -> Iterator[Check]:
    """Figures beside the sheets that they are of, and stocks that are less than nothing."""
    yield _headline(summary)
    yield from _due(parts)
    if parts.costs.blocks[0].rows and len(parts.orders.lines):
        yield _units(parts)
        yield _on_licence(parts)
    yield from _compared(parts)
    yield _apart(parts.compare)
    yield from _stocks(parts)


def _headline(summary: Sheet) -> Check:
    """How many figures at the top of the summary are not what their sheets say."""
    first, texts = top(summary.blocks, HEADLINE), []
    for row, (_, entry) in enumerate(summary.blocks[HEADLINE].rows, first):
        if isinstance(entry, Formula) and isinstance(entry.value, float):
            place, of = cell(1, row, summary.name), f"({entry.text[1:]})"
            texts.append(f"(ABS({place}-{of})>0.000001*MAX(1,ABS({of})))")
    return Check(say("report-check-headline"), summary.name, "", Formula("=" + "+".join(texts), 0.0), 0.0, exact=True)


def _due(parts: Parts) -> Iterator[Check]:
    """The quantities of orders to place, beside the list of orders."""
    start, act = parts.plan.world.settings.plan_date, parts.act
    if start is None or not len(parts.orders.lines):
        return
    what, quantities = column_of(act, 0), column_of(act, 4)
    total = float(orders.due(parts.plan)["quantity"].sum())
    due = f'"<="&DATE({start.year},{start.month},{start.day})+{orders.DUE_DAYS}'
    listed = Formula(f"={parts.orders.total('quantity', 'order-date', due)}", total)
    found = Formula(f'=SUMIFS({quantities},{what},"{say("report-act-order")}")', total)
    yield Check(say("report-check-due-quantity"), act.name, "", found, listed, total)


def _units(parts: Parts) -> Check:
    """What a unit costs times what is bought, beside the parts of all orders."""
    sheet, bought = parts.costs, parts.orders
    value = worth(link(bought.sheet, *bought.summed("landed")))
    units = Formula(f"=SUMPRODUCT({column_of(sheet, 6)},{column_of(sheet, 7 + len(orders.PARTS))})", value)
    goods = Formula("=" + "+".join(bought.total(part) for part in orders.PARTS), value)
    return Check(say("report-check-units"), sheet.name, "INR", units, goods, value)


def _on_licence(parts: Parts) -> Check:
    """The share of rare earths that needs a licence, beside the orders."""
    sheet, bought = parts.sources, parts.orders
    licensed = sheet.blocks[CONCENTRATION + 1]
    share = Formula(f"={cell(3, top(sheet.blocks, CONCENTRATION + 1), sheet.name)}", worth(licensed.rows[0][3]))
    kg, needed = bought.total("contained"), f'({bought.all("licence")}<>"")*{bought.all("contained")}'
    again = Formula(f"=IF({kg}=0,0,SUMPRODUCT({needed})/{kg})", share.value)
    return Check(say("report-check-on-licence"), sheet.name, "", share, again)


def _compared(parts: Parts) -> Iterator[Check]:
    """The costs of every plan where all stand side by side, beside its orders and payments."""
    block, name = parts.compare.blocks[1], parts.compare.name
    first = top(parts.compare.blocks, 1)
    for key, at in _COMPARED.items():
        for plan, text in parts.live[key].items():
            value = worth(block.rows[plan][at])
            told = say(f"report-check-compared-{key}", plan=parts.names[plan])
            shown = Formula(f"={cell(at, first + plan, name)}", value)
            yield Check(told, name, "INR", shown, Formula(f"={text}", value), abs(value))


def _apart(compare: Sheet) -> Check:
    """In how many columns the differences are not those of the figures from the base, and whether it is found."""
    name, count = compare.name, len(compare.blocks[1].rows)
    base = prefix(name) + BASE
    texts = [f"({base}<>{base_of(top(compare.blocks, 1), count, name)})"]
    for place, block in enumerate(compare.blocks[1:4], 1):
        first, below = top(compare.blocks, place), top(compare.blocks, place + 3)
        numbers = [at for at, head in enumerate(block.columns) if head.kind != "text"]
        for apart, at in enumerate(numbers, 1):
            figures, rest = reach(at, first, first + count - 1, name), reach(apart, below, below + count - 1, name)
            mine = f"INDEX({figures},{base})"
            sums = f"IF(ISNUMBER({mine}),SUM({figures})-COUNT({figures})*{mine},0)"
            most = 1e-12 * (count + 1) * math.fsum(abs(worth(row[at])) for row in block.rows) + 1e-6
            texts.append(f"(ABS(SUM({rest})-{sums})>{most:.9g})")
    return Check(say("report-check-apart"), name, "", Formula("=" + "+".join(texts), 0.0), 0.0, exact=True)


def _stocks(parts: Parts) -> Iterator[Check]:
    """In how many months less than nothing is left of an item."""
    names, where = parts.offers.timeline.names, prefix(parts.stocks.name)
    found = []
    for item in parts.plan.world.all(Item):
        row = parts.stocks.grid.at["closing", item.id]
        area = f"{where}{names[0]}{row}:{names[-1]}{row}"
        found.append(f'COUNTIF({area},"<"&-0.000001*MAX(1,{area}))')
    for at in range(0, len(found), _TOGETHER):
        some = found[at : at + _TOGETHER]
        word = say("report-check-below", count=len(some))
        yield Check(word, parts.stocks.name, "", Formula("=" + "+".join(some), 0.0), 0.0, exact=True)
