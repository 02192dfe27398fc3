"""What is checked of the whole plan: money, rare earths contained, and the lists of orders."""

from __future__ import annotations

import math
from collections.abc import Iterator

import attrs

from desktop.analysis import cost, orders
from desktop.model.records.supply import CLASSES
from desktop.session.report.check_line import Check, sum_of
from desktop.session.report.layout import column_of, link
from desktop.session.report.parts import Parts
from desktop.session.report.sources import KG
from desktop.session.report.summary import COST
from desktop.store.sheets import Cell, Formula, Sheet, cell, top, worth
from desktop.text.messages import say


def of_money(parts: Parts, summary: Sheet) -> Iterator[Check]:
    """What everything costs: the orders, the months, the summary, the payments, and the plan as verified."""
    plan, spend = parts.plan, parts.spending
    total = spend.grid.total(("total", ""), spend.name)
    size = sum(abs(value) for value in attrs.astuple(plan.cost))
    landed = link(parts.orders.sheet, *parts.orders.summed("landed"))
    yield Check(say("report-check-landed"), parts.orders.sheet.name, "INR", landed, plan.cost.landed, size)
    goods = [spend.grid.total(("part", part), spend.name) for part in orders.PARTS]
    yield Check(say("report-check-orders-cost"), spend.name, "INR", landed, sum_of(goods), size)
    for part in cost.COLUMNS[len(orders.PARTS) :]:
        name = say("report-check-part", part=say(f"part-{part}"))
        found = spend.grid.total(("part", part), spend.name)
        yield Check(name, spend.name, "INR", found, getattr(plan.cost, part), size)
    yield Check(say("report-check-planned"), spend.name, "INR", total, plan.cost.total, size)
    spent = summary.blocks[COST]
    row = top(summary.blocks, COST) + len(spent.rows)
    whole = Formula(f"={cell(1, row, summary.name)}", worth(spent.totals[1]))
    yield Check(say("report-check-cost-summary"), summary.name, "INR", total, whole, size)
    if spent.rows:
        crore = Formula(
            f"=({'+'.join(cell(at, row - 1, summary.name) for at in (2, 3))})*10000000",
            (worth(spent.rows[-1][2]) + worth(spent.rows[-1][3])) * 1e7,
        )
        ends = Formula(f"={cell(3, row, summary.name)}*10000000", worth(spent.totals[3]) * 1e7)
        if worth(spent.rows[-1][4]):
            text = f"={cell(2, row - 1, summary.name)}*10000000"
            crore = Formula(text, worth(spent.rows[-1][2]) * 1e7)
        yield Check(say("report-check-waterfall"), summary.name, "INR", crore, ends, size)
    classes = summary.blocks[COST + 1]
    row = top(summary.blocks, COST + 1) + len(classes.rows)
    by_class = Formula(f"={cell(3, row, summary.name)}", worth(classes.totals[3]))
    counted = Formula(f"={parts.orders.total('landed', *parts.orders.counted)}", by_class.value)
    yield Check(say("report-check-orders-summary"), summary.name, "INR", counted, by_class, size)
    shares = Formula(
        f"=SUM({cell(2, row - len(CLASSES), summary.name)}:{cell(2, row - 1)})",
        math.fsum(worth(line[2]) for line in classes.rows),
    )
    if worth(classes.totals[1]):
        yield Check(say("report-check-shares"), summary.name, "", shares, 1.0)
    _, paid = spend.payments
    cash = paid.total(("cash", "total"), spend.cash_sheet.name)
    igst = link(parts.orders.sheet, *parts.orders.summed("igst"))
    capital = spend.grid.total(("part", "capital"), spend.name)
    due = Formula(f"={total.text[1:]}-{capital.text[1:]}+{igst.text[1:]}", worth(total) - worth(capital) + worth(igst))
    yield Check(say("report-check-cash"), spend.cash_sheet.name, "INR", cash, due, size + abs(worth(igst)))
    yield Check(say("report-check-due"), parts.act.name, "INR", parts.due, _due(parts), size)
    row = spend.grid.at["total", ""]
    text = f"=SUM({cell(6, row, spend.name)}:{cell(5 + len(parts.offers.timeline.years), row)})"
    years = Formula(text, worth(total))
    yield Check(say("report-check-cost-years"), spend.name, "INR", years, total, size)


def _due(parts: Parts) -> Cell:
    """What the orders by the last day cost, straight from the list of orders."""
    start = parts.plan.world.settings.plan_date
    if start is None or not len(parts.orders.lines):
        return 0.0
    text = parts.orders.total(
        "landed", "order-date", f'"<="&DATE({start.year},{start.month},{start.day})+{orders.DUE_DAYS}'
    )
    return Formula(f"={text}", float(orders.due(parts.plan)["landed"].sum()))


def of_kilograms(parts: Parts) -> Iterator[Check]:
    """Rare earths contained: by class, year, source, country, and in the orders."""
    classes, name = parts.supply.classes, parts.supply.name
    bought = classes.total(("all", ""), name)
    kg = link(parts.orders.sheet, *parts.orders.summed("contained"))
    size = worth(kg)
    yield Check(say("report-check-supply"), name, "kg", bought, kg, size)
    years = len(parts.offers.timeline.years)
    row = classes.at["all", ""]
    by_year = Formula(f"=SUM({cell(6, row, name)}:{cell(5 + years, row)})", size)
    yield Check(say("report-check-years"), name, "kg", by_year, bought, size)
    sources = parts.supply.sources
    if sources.rows:
        area = f"SUM({cell(5, sources.first, name)}:{cell(5, sources.row - 1)})"
        yield Check(say("report-check-supply-sources"), name, "kg", Formula(f"={area}", size), bought, size)
    yield Check(say("report-check-sources"), parts.sources.name, "kg", link(parts.sources, KG), bought, size)
    yield Check(say("report-check-countries"), parts.sources.name, "kg", link(parts.sources, KG, 1), bought, size)
    planned = math.fsum(float(value) for value in parts.orders.lines["contained"])
    yield Check(say("report-check-contained"), parts.orders.sheet.name, "kg", kg, planned, size)
    shares = column_of(parts.sources, KG + 1)
    if parts.sources.blocks[0].rows:
        kilograms = column_of(parts.sources, KG)
        text = f"=SUMSQ({kilograms})/SUM({kilograms})^2" if size else f"=SUMSQ({shares})"
        index = Formula(text, worth(parts.sources.blocks[2].rows[0][1]))
        place = cell(1, top(parts.sources.blocks, 2), parts.sources.name)
        yield Check(say("report-check-hhi"), parts.sources.name, "HHI", Formula(f"={place}", index.value), index)
        whole = Formula(f"=SUM({shares})", math.fsum(worth(row[KG + 1]) for row in parts.sources.blocks[0].rows))
        if worth(whole):
            yield Check(say("report-check-source-shares"), parts.sources.name, "", whole, 1.0)


def of_orders(parts: Parts) -> Iterator[Check]:
    """The list by arrival beside that by order date, and both beside the plan."""
    lines, bought = parts.orders.lines, parts.orders
    landed, kg = (link(bought.sheet, place) for place in bought.summed("landed", "contained"))
    for key, amount, at in (("landed", landed, 7), ("contained", kg, 6)):
        arrival = link(bought.by_arrival, at)
        unit = "INR" if key == "landed" else "kg"
        yield Check(say(f"report-check-arrival-{key}"), bought.by_arrival.name, unit, arrival, amount, worth(amount))
    if not len(lines):
        return
    count = Formula(f"=COUNT({bought.all('number')})", float(len(lines)))
    yield Check(say("report-check-count"), bought.sheet.name, "", count, float(len(parts.plan.orders)))
    for key in ("quantity", "usable"):
        total = math.fsum(lines[key])
        found = Formula(f"={bought.total(key)}", total)
        yield Check(
            say(f"report-check-{key}"),
            bought.sheet.name,
            "",
            found,
            math.fsum(getattr(order, key) for order in parts.plan.orders),
            total,
        )
    months = math.fsum((order.month.first_day.toordinal() - 693594) * order.quantity for order in parts.plan.orders)
    text = f"=SUMPRODUCT({bought.all('arrival')},{bought.all('quantity')})"
    yield Check(say("report-check-months"), bought.sheet.name, "", Formula(text, months), months, months)
