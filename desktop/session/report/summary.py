"""The first sheet: what the plan is, what it costs, what it covers, from whom, which rules bend, what to file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from desktop.analysis import coverage, risk
from desktop.analysis.agreements import TERMS
from desktop.analysis.cost import ELSEWHERE
from desktop.analysis.figures import figures
from desktop.analysis.lines import DAYS, SHARE, level_unit
from desktop.model.plan import Bent, Plan
from desktop.model.records.supply import CLASSES
from desktop.session import sentences
from desktop.session.report.layout import column, link, listed, picked, sheet_of, totals
from desktop.session.report.lists import CLASS, LANDED
from desktop.session.report.tables import COSTS, FIRST_CLASS, OWED
from desktop.store.sheets import Block, Cell, Column, Formula, Link, Sheet, cell, top, worth
from desktop.text.messages import say

COST, TARGETS, CLASSES_AT = 1, 2, 3
"""The positions of the blocks with the cost, with the targets, and with the classes."""
_SHOWN = 10
"""How many licence files it shows; their own sheet has all."""
_BESIDE = (*TERMS, *ELSEWHERE)


def summary_sheet(plan: Plan, parts: Mapping[str, Sheet], checks: Cell) -> Sheet:
    """The summary, live on the other sheets; ``checks`` is what they say together."""
    blocks = [_plan(plan, checks)]
    blocks.append(_cost(parts, top(blocks) + 2))
    blocks.append(_targets(plan, parts["coverage"], top(blocks) + 2))
    blocks.append(_classes(plan, parts, top(blocks) + 2))
    if plan.bound is not None:
        blocks.append(_bound(plan.bound, blocks))
    return sheet_of(plan, "summary", *blocks, _bent(plan), _files(parts["licences"]), table=False)


def _plan(plan: Plan, checks: Cell) -> Block:
    found = figures(plan)
    rows: list[tuple[str, Cell]] = [
        ("project", found.project),
        ("mix", found.mix_name),
        ("scenario", found.scenario_name or say("scenario-as-entered")),
        ("plan-date", found.plan_date),
        ("first-month", found.first_month),
        ("last-month", found.last_month),
        ("status", say(f"status-{found.status}")),
        ("answer", say(f"answer-{found.answer}")),
        ("verified", say("report-yes") if found.verified else say("report-no")),
        ("checks", checks),
    ]
    if found.certificate is not None:
        rows.insert(-1, ("certified", say("report-certified-within", gap=f"{found.certificate:.0e}")))
    lines = tuple((say(f"report-{key}"), value) for key, value in rows)
    return Block((column("figure"), column("stands")), lines, heading=say("report-heading-plan"))


def _cost(parts: Mapping[str, Sheet], first: int) -> Block:
    rows: list[tuple[Cell, ...]] = [(say("figure-landed"), link(parts["orders"], LANDED))]
    rows += [(say(f"part-{name}"), link(parts["cost"], COSTS[name])) for name in _BESIDE]
    head = (column("part"), Column(say("report-unit-money", name=say("report-cost")), "inr"))
    return Block(head, tuple(rows), (say("figure-cost"), *totals(rows, first, [1])), say("report-heading-cost"))


def _bound(bound: float, above: Sequence[Block]) -> Block:
    """How much less any plan in whole lots could cost at most."""
    cost = above[COST]
    spent = cell(1, top(above, COST) + len(cost.rows))
    rows: tuple[tuple[Cell, ...], ...] = (
        (say("figure-cost"), Formula(f"={spent}", worth(cost.totals[1]))),
        (say("report-bound"), bound),
    )
    row = top(above) + 2
    left = Formula(f"=MAX({cell(1, row)}-{cell(1, row + 1)},0)", max(worth(cost.totals[1]) - bound, 0.0))
    return Block((column("figure"), cost.columns[1]), rows, (say("report-gap"), left), say("report-heading-bound"))


def _targets(plan: Plan, sheet: Sheet, first: int) -> Block:
    """One row per promised item; what is neither on time nor lost is late."""
    rows: list[tuple[Cell, ...]] = []
    for at, (item, line) in enumerate(coverage.by_item(plan).iterrows(), first):
        key = (cell(0, at), str(item))
        target, prompt, lost = (picked(sheet, 0, key, OWED[name]) for name in ("target", "on-time", "lost"))
        sums = [worth(entry) for entry in (target, prompt, lost)]
        late = Formula(f"=MAX({cell(3, at)}-{cell(4, at)}-{cell(6, at)},0)", max(sums[0] - sums[1] - sums[2], 0.0))
        share = Formula(f"=IF({cell(3, at)}=0,1,{cell(4, at)}/{cell(3, at)})", sums[1] / sums[0] if sums[0] else 1.0)
        rows.append((str(item), line["name"] or str(item), line["unit"], target, prompt, late, lost, share))
    columns = [column("item"), column("name"), column("unit")]
    columns += [column(key, "quantity") for key in ("target", "on-time", "late", "lost")]
    columns.append(column("on-time-share", "share"))
    return Block(tuple(columns), tuple(rows), heading=say("report-heading-targets"))


def _classes(plan: Plan, parts: Mapping[str, Sheet], first: int) -> Block:
    """What each class delivers, and its shares of the sums in the row of totals."""
    shares, last = risk.shares(plan), first + len(CLASSES)
    rows: list[tuple[Cell, ...]] = []
    for at, name in enumerate(CLASSES):
        row, word = first + at, say(f"class-{name}")
        value = picked(parts["orders"], CLASS, (cell(0, row), word), LANDED)
        found = [float(shares[key][name]) for key in ("contained_share", "value_share")]
        of = [
            Formula(f"=IF({cell(to, last)}=0,0,{cell(to, row)}/{cell(to, last)})", share)
            for to, share in zip((1, 3), found, strict=True)
        ]
        rows.append((word, link(parts["supply"], FIRST_CLASS + at), of[0], value, of[1]))
    kilograms, rupees = totals(rows, first, [1, 3])
    columns = (
        column("class"),
        column("contained", "quantity"),
        column("contained-share", "share"),
        column("landed", "inr"),
        column("value-share", "share"),
    )
    line = (say("report-total"), kilograms, None, rupees, None)
    return Block(columns, tuple(rows), line, say("report-heading-classes"))


def _bent(plan: Plan) -> Block:
    rows: list[tuple[Cell, ...]] = [
        (
            *(bent.limit or say("limit-name-total-storage"), bent.kind, bent.first_month, bent.last_month),
            *((bent.asked, bent.reached, _level_unit(bent), bent.amount, bent.unit) if bent.unit else [None] * 5),
            sentences.of_bent(plan.world, bent),
        )
        for bent in plan.bent
    ]
    rows += [(*[None] * 9, said) for said in sentences.of_halted(plan)]
    columns = [column("rule"), column("kind"), column("from", "month"), column("to", "month")]
    columns += [column("asked", "level"), column("reached", "level"), column("level-unit")]
    columns += [column("missing", "level"), column("unit"), column("in-words")]
    return listed("bent", columns, rows)


def _level_unit(bent: Bent) -> str:
    unit = level_unit(bent)
    return {SHARE: say("report-percent"), DAYS: say("unit-days")}.get(unit, unit)


def _files(sheet: Sheet) -> Block:
    """The first licence files, what there are in all, and where the others are."""
    found = sheet.blocks[0]
    if not found.totals:
        return attrs.evolve(found, heading=say("report-heading-files"))
    where = Link(say("report-all-files", sheet=sheet.name), sheet.name)
    line = (where, *[None] * (len(found.columns) - 2), link(sheet, len(found.columns) - 1))
    return attrs.evolve(found, rows=found.rows[:_SHOWN], totals=line, heading=say("report-heading-files"))
