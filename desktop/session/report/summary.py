"""The sheet of one page: what the plan is and costs, what it covers, from whom, what is short and why, with charts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from textwrap import wrap

import attrs

from desktop.analysis import cost, coverage, risk
from desktop.analysis.figures import figures
from desktop.model.records import Item
from desktop.model.records.supply import CLASSES
from desktop.session import sentences, shortages
from desktop.session.report.layout import (
    CLASS_COLOURS,
    CRORE,
    FIRST,
    NAMES,
    STRIPED,
    at_row,
    class_marks,
    column,
    link,
    listed,
    sheet_name,
    sheet_of,
    totals,
)
from desktop.session.report.licences import FILES
from desktop.session.report.parts import Parts
from desktop.store.sheets import (
    Area,
    Block,
    Cell,
    Chart,
    Column,
    Formula,
    Kind,
    Link,
    Mark,
    Series,
    Sheet,
    cell,
    letters,
    top,
    worth,
)
from desktop.text import formats
from desktop.text.messages import say

HEADLINE, COST = 0, 1
"""The positions of the blocks with the figures that come first, and with the parts of the cost."""
_SHOWN, _ACROSS = 6, 120
"""How many lines of a list it shows, whose own sheet has all, and how many characters of words go on a line."""
_SHORT = 3
"""Of how many items that are short it says why; the targets above show which others are."""
_UP, _DOWN = "#8FB3D9", "#7CCBB0"
_WIDTH, _HEIGHT, _GAP = 640, 400, 14
"""Of a chart, and between two, in pixels."""
_TOP, _CHARTS_AT = 3, 8
"""Where the charts begin: row and column, counted from 0."""


def summary_sheet(parts: Parts, verdict: Cell) -> Sheet:
    """The summary, live on the other sheets; ``verdict`` is what the checks say together."""
    lines = _headline(parts, verdict)
    blocks = [_figures(lines)]
    blocks.append(_cost(parts, top(blocks) + 2))
    blocks.append(_classes(parts, top(blocks) + 2))
    blocks.append(_targets(parts))
    blocks.append(_short(parts))
    blocks.append(_files(parts))
    first = FIRST + 1
    names = tuple((name, f"$B${first + at}") for at, (name, *_) in enumerate(lines) if name)
    return sheet_of(
        parts.plan, "summary", *blocks, charts=tuple(_charts(parts, blocks)), table=False, names=names, fits=True
    )


Line = tuple[str, str, Cell, Kind]
"""The defined name of a figure ("" for none), the key of its words, its cell, and how it is written."""


def _headline(parts: Parts, verdict: Cell) -> list[Line]:
    """The figures that come first."""
    plan, found, spend = parts.plan, figures(parts.plan), parts.spending
    dependence = parts.sources
    at = top(dependence.blocks, 2)
    hhi = Formula(f"={cell(1, at, dependence.name)}", worth(dependence.blocks[2].rows[0][1]))
    licensed = dependence.blocks[3]
    on_licence = Formula(f"={cell(3, top(dependence.blocks, 3), dependence.name)}", worth(licensed.rows[0][3]))
    total = spend.grid.total(("total", ""), spend.name)
    landed, kg = (link(parts.orders.sheet, place) for place in parts.orders.summed("landed", "contained"))
    landed_at = f"IF({kg.text[1:]}=0,0,{landed.text[1:]}/{kg.text[1:]})"
    per_kg = Formula(f"={landed_at}", worth(landed) / worth(kg) if worth(kg) else 0.0)
    short = found.first_month_short
    first = plan.world.by_id(Item).get(found.first_item_short)
    told = f"{formats.month(short)}, {first.name or first.id}" if short and first else say("report-nothing-short")
    crore = Formula(f"{total.text}/{CRORE}", worth(total) / CRORE)
    lines: list[Line] = [
        ("Plan_status", "report-status", say(f"status-{plan.status}"), "text"),
        ("On_time_share", "report-on-time-all", parts.deliveries.all_on_time, "share"),
        ("", "report-first-short", told, "text"),
        ("Total_cost_crore", "report-cost-crore", crore, "number"),
        ("Total_cost", "report-cost-inr", total, "inr"),
        ("Landed_cost", "report-landed-inr", landed, "inr"),
        ("Landed_per_kg", "report-landed-kg", per_kg, "inr"),
        ("Rare_earths_kg", "report-contained-kg", kg, "quantity"),
        ("Concentration_HHI", "report-hhi-source", hhi, "index"),
        ("On_licence_share", "report-on-licence", on_licence, "share"),
        ("Orders_due", "report-orders-due", parts.due, "inr"),
        ("", "report-answer", say(f"answer-{plan.answer}"), "text"),
        ("", "report-verified", say("report-yes") if plan.verified else say("report-no"), "text"),
    ]
    if plan.gap is not None:
        lines.append(("Gap_to_bound", "report-gap-inr", plan.gap, "inr"))
    if plan.certificate is not None:
        within = say("report-certified-within", gap=f"{plan.certificate:.0e}")
        lines.append(("", "report-certified", within, "text"))
    lines.append(("Master_check", "report-checks", verdict, "text"))
    return lines


def _figures(lines: Sequence[Line]) -> Block:
    rows = tuple((say(key), entry) for _, key, entry, _ in lines)
    kinds = {at: kind for at, (*_, kind) in enumerate(lines) if kind != "text"}
    last = cell(1, FIRST + 1)
    good = f'AND(ROW({last})={FIRST + len(lines)},{last}="{say("report-ok")}")'
    bad = f'AND(ROW({last})={FIRST + len(lines)},{last}<>"{say("report-ok")}")'
    marks = (Mark(1, good, "good"), Mark(1, bad, "bad"))
    heads = (column("figure"), column("stands", "number"))
    return Block(heads, rows, heading=say("report-heading-plan"), kinds=kinds, marks=marks)


def _cost(parts: Parts, first: int) -> Block:
    """The parts of the cost that the plan has, and what the steps of the waterfall stand on, in crore."""
    spend = parts.spending
    values = cost.by_part(parts.plan)
    found = [part for part in cost.COLUMNS if values[part]]
    rows: list[tuple[Cell, ...]] = []
    so_far = 0.0
    for at, part in enumerate(found):
        row, value = first + at, spend.grid.total(("part", part), spend.name)
        amount, sums = cell(1, row), f"SUM($B${first}:{cell(1, row)})"
        ends = (so_far, so_far + worth(value))
        before = f"({sums}-{amount})"
        rows.append(
            (
                say(f"part-{part}"),
                value,
                Formula(f"=MIN({before},{sums})/{CRORE}", min(ends) / CRORE),
                Formula(f"=MAX({amount},0)/{CRORE}", max(worth(value), 0.0) / CRORE),
                Formula(f"=MAX(-{amount},0)/{CRORE}", max(-worth(value), 0.0) / CRORE),
            )
        )
        so_far = ends[1]
    (whole,) = totals(rows, first, [1])
    total = (
        say("figure-cost"),
        whole,
        0.0,
        Formula(f"={cell(1, first + len(rows))}/{CRORE}", worth(whole) / CRORE),
        0.0,
    )
    heads = [column("part"), Column(say("report-unit-money", name=say("report-cost")), "inr")]
    heads += [attrs.evolve(column(key, "number"), look="faint") for key in ("step-from", "step-up", "step-down")]
    return Block(tuple(heads), tuple(rows), total, say("report-heading-cost"))


def _classes(parts: Parts, first: int) -> Block:
    """What each class delivers, and its shares of the sums in the row of totals."""
    shares, last = risk.shares(parts.plan), first + len(CLASSES)
    grid, name = parts.supply.classes, parts.supply.name
    rows: list[tuple[Cell, ...]] = []
    for at, key in enumerate(CLASSES):
        row, word = first + at, say(f"class-{key}")
        value = Formula(
            f"={parts.orders.total('landed', 'class', f'$A{row}', *parts.orders.counted)}", float(shares["value"][key])
        )
        of = [
            Formula(f"=IF({cell(to, last)}=0,0,{cell(to, row)}/{cell(to, last)})", worth_ / whole if whole else 0.0)
            for to, worth_, whole in (
                (1, worth(grid.total(("class", key), name)), worth(grid.total(("all", ""), name))),
                (3, float(shares["value"][key]), float(shares["value"].sum())),
            )
        ]
        rows.append((word, grid.total(("class", key), name), of[0], value, of[1]))
    kilograms, rupees = totals(rows, first, [1, 3])
    heads = [column("class"), column("contained", "quantity"), column("contained-share", "share")]
    heads += [column("landed", "inr"), column("value-share", "share")]
    line = (say("report-total"), kilograms, None, rupees, None)
    return Block(tuple(heads), tuple(rows), line, say("report-heading-classes"), marks=class_marks(0, first))


def _targets(parts: Parts) -> Block:
    """One row per promised item, those with the most missing first; the sheet of deliveries has all."""
    table = coverage.by_item(parts.plan).sort_values("on_time_share", kind="stable")
    grid, name = parts.deliveries.grid, parts.deliveries.name
    rows: list[tuple[Cell, ...]] = []
    for item, line in table.head(2 * _SHOWN).iterrows():
        target, prompt, lost = (grid.total((key, str(item)), name) for key in ("target", "on-time", "lost"))
        owed = grid.total(("owed", str(item)), name)
        row = grid.at["share", str(item)]
        share = Formula(f"={at_row(name, letters(5), row)}", worth(grid.rows[row - grid.first][5]))
        rows.append((line["name"] or str(item), target, share, prompt, lost, owed, line["unit"]))
    heads = [column("item"), column("target", "quantity"), column("on-time-share", "share")]
    heads += [column(key, "quantity") for key in ("on-time", "lost", "owed")]
    return listed("targets", [*heads, column("unit")], rows)


def _short(parts: Parts) -> Block:
    """What gave way, why nothing is bought where laws leave no other way, and what targets that are short wait for."""
    plan = parts.plan
    said = [*dict.fromkeys(sentences.of_bent(plan.world, bent) for bent in plan.bent), *sentences.of_halted(plan)]
    told = [*said[:_SHOWN], *islice(shortages.told(plan), _SHORT)]
    rows: list[tuple[Cell, ...]] = [(line,) for text in told for line in wrap(text, _ACROSS)]
    if len(said) > _SHOWN:
        rows.append((Link(say("report-all-rules", count=len(said), sheet=sheet_name("rules")), sheet_name("rules")),))
    return listed("short", [attrs.evolve(column("in-words"), width=NAMES, flat=True)], rows)


def _files(parts: Parts) -> Block:
    """The licence files that go in first, and where the others are."""
    block = parts.licences.blocks[0]
    if not parts.licences.blocks[-1].totals:
        return listed("files", [column("source")], [])
    order = (1, 2, 7, 5, 6, 3)
    rows: list[tuple[Cell, ...]] = []
    first = top(parts.licences.blocks, 0)
    ranked = sorted(enumerate(block.rows), key=lambda entry: str(entry[1][3]))
    for at, row in ranked[:_SHOWN]:
        rows.append(
            tuple(
                Formula(f"={cell(place, first + at, parts.licences.name)}", worth(row[place]))
                if isinstance(row[place], Formula)
                else row[place]
                for place in order
            )
        )
    heads = [block.columns[place] for place in order]
    where = Link(say("report-all-files", sheet=parts.licences.name), parts.licences.name)
    sums = (where, None, link(parts.licences, FILES, -1), None, None, None)
    return listed("files", heads, rows, totals=sums)


def _charts(parts: Parts, blocks: Sequence[Block]) -> Iterator[Chart]:
    """Supply against target, the mix by fiscal year, and the cost as a waterfall."""
    place, size = (_TOP, _CHARTS_AT), (_WIDTH, _HEIGHT)
    yield parts.supply.chart(place, size)
    grid, years = parts.supply.classes, len(parts.supply.offers.timeline.years)

    def area(row: int) -> Area:
        return Area(parts.supply.name, (row - 1, 6), (row - 1, 5 + years))

    names = [say(f"class-{name}") for name in CLASSES]
    series = [
        Series(name, area(grid.at["share", key]), colour, striped=key == STRIPED)
        for key, name, colour in zip(CLASSES, names, CLASS_COLOURS, strict=True)
    ]
    yield Chart(
        say("report-chart-mix"),
        "",
        say("report-chart-classes-up"),
        area(FIRST - 1),
        tuple(series),
        kind="share",
        place=place,
        size=size,
        down=_HEIGHT + _GAP,
    )
    first, last = top(blocks, COST) - 1, top(blocks, COST) + len(blocks[COST].rows) - 1

    def steps(at: int) -> Area:
        return Area(sheet_name("summary"), (first, at), (last, at))

    moves = (("", 2, ""), (say("report-column-step-up"), 3, _UP), (say("report-column-step-down"), 4, _DOWN))
    yield Chart(
        say("report-chart-waterfall"),
        "",
        say("report-chart-cost-up"),
        steps(0),
        tuple(Series(name, steps(at), colour) for name, at, colour in moves),
        kind="number",
        most=worth(blocks[COST].totals[3]),
        place=place,
        size=size,
        down=2 * (_HEIGHT + _GAP),
        lying=True,
        told=True,
    )
