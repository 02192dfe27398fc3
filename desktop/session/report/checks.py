"""The last sheet: sums that must agree, each computed in two ways on the other sheets."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from desktop.model.plan import Plan
from desktop.model.records import Item
from desktop.session.report.layout import FIRST, column, column_of, link, link_all, sheet_of
from desktop.session.report.lists import CONTAINED, LANDED
from desktop.session.report.sources import KG
from desktop.session.report.summary import CLASSES_AT, COST, TARGETS
from desktop.session.report.tables import BOUGHT, COSTS, GOODS, OWED
from desktop.session.report.terms import PAID_IN, PAID_OUT, term_blocks
from desktop.store.sheets import Block, Cell, Formula, Sheet, cell, reach, top, worth
from desktop.text.messages import say

_ALLOWED = 1e-6
"""The relative difference within which two sums are the same, as for the second computation of a plan."""
Pair = tuple[str, str, Cell, Cell]
"""What is checked, the unit, and the amount in two ways."""


def checks_sheet(plan: Plan, parts: Mapping[str, Sheet]) -> Sheet:
    """Every check with both amounts and OK or not, and in the totals what they say together."""
    rows: list[tuple[Cell, ...]] = []
    for at, (name, unit, one, other) in enumerate([*_sums(plan, parts), *_targets(plan, parts)], FIRST):
        same = abs(worth(one) - worth(other)) <= _ALLOWED * max(1.0, abs(worth(one)))
        formula = f"ABS({cell(2, at)}-{cell(3, at)})<={cell(4, at)}*MAX(1,ABS({cell(2, at)}))"
        rows.append((name, unit, one, other, _ALLOWED, _verdict(formula, holds=same)))
    results, fine = reach(5, FIRST, FIRST + len(rows) - 1), say("report-ok")
    together = _verdict(
        f'COUNTIF({results},"{fine}")=ROWS({results})',
        holds=all(isinstance(row[5], Formula) and row[5].value == fine for row in rows),
    )
    columns = [column("check"), column("unit"), column("one-way", "quantity"), column("other-way", "quantity")]
    columns += [column("allowed"), column("result")]
    line = (say("report-checks"), None, None, None, None, together)
    return sheet_of(plan, "checks", Block(tuple(columns), tuple(rows), line))


def _sums(plan: Plan, parts: Mapping[str, Sheet]) -> list[Pair]:
    summary, supply, orders, cost = (parts[key] for key in ("summary", "supply", "orders", "cost"))
    landed, spent = link(orders, LANDED), link(summary, 1, COST)
    bought = link(supply, BOUGHT)
    return [
        (say("report-check-orders-summary"), "INR", landed, link(summary, 3, CLASSES_AT)),
        (say("report-check-orders-cost"), "INR", landed, link_all(cost, *GOODS)),
        (say("report-check-cost-summary"), "INR", link(cost, COSTS["total"]), spent),
        (say("report-check-planned"), "INR", spent, plan.cost.total),
        (say("report-check-supply"), "kg", bought, link(orders, CONTAINED)),
        (say("report-check-years"), "kg", link(supply, BOUGHT, 1), bought),
        (say("report-check-sources"), "kg", link(parts["sources"], KG), bought),
        (say("report-check-countries"), "kg", link(parts["sources"], KG, 1), bought),
        *_terms(plan, cost),
    ]


def _terms(plan: Plan, cost: Sheet) -> Iterator[Pair]:
    """Incentives and take-or-pay by year below the months of the cost, where the project has any."""
    signs = {"incentives": (PAID_IN, "incentives", "-"), "agreements": (PAID_OUT, "take_or_pay", "")}
    for at, name in enumerate(term_blocks(plan, cost.blocks[:2]), 2):
        place, part, sign = signs[name]
        by_year, by_month = link(cost, place, at), link(cost, COSTS[part])
        turned = Formula(f"={sign}{by_month.text[1:]}", (-1 if sign else 1) * worth(by_month))
        yield say(f"report-check-{name}"), "INR", by_year, turned


def _targets(plan: Plan, parts: Mapping[str, Sheet]) -> list[Pair]:
    """What was promised of each item is delivered, lost, or still late after the last month."""
    summary, sheet = parts["summary"], parts["coverage"]
    delivered, lost, owed = (column_of(sheet, OWED[name]) for name in ("delivered", "lost", "owed"))
    items, months = column_of(sheet, 0), column_of(sheet, 3)
    pairs: list[Pair] = []
    for at, item in enumerate(plan.target):
        row = top(summary.blocks, TARGETS) + at
        mine = f"EXACT({items},{cell(0, row, summary.name)})"
        end = f"SUMPRODUCT({mine}*({months}=MAX({months}))*{owed})"
        value = math.fsum([*plan.delivered[item], *plan.lost[item], plan.late[item][-1]])
        name, unit = say("report-check-target", item=item), plan.world.by_id(Item)[item].unit
        target = Formula(f"={cell(3, row, summary.name)}", math.fsum(plan.target[item]))
        pairs.append((name, unit, target, Formula(f"=SUMPRODUCT({mine}*({delivered}+{lost}))+{end}", value)))
    return pairs


def _verdict(condition: str, *, holds: bool) -> Formula:
    fine, differs = say("report-ok"), say("report-differs")
    return Formula(f'=IF({condition},"{fine}","{differs}")', fine if holds else differs)
