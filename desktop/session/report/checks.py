"""The last sheet: sums that must agree, each computed in two ways on the other sheets, or told by the plan."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from desktop.session.report.balances import of_files, of_items
from desktop.session.report.capacities import of_capacities
from desktop.session.report.check_line import Check
from desktop.session.report.columns import of_columns
from desktop.session.report.headlines import of_figures
from desktop.session.report.layout import FIRST, column, link, sheet_of
from desktop.session.report.parts import Parts
from desktop.session.report.sums import of_kilograms, of_money, of_orders
from desktop.store.sheets import Block, Cell, Formula, Kind, Link, Mark, Sheet, cell, reach, worth
from desktop.text.messages import say

_ALLOWED = 1e-6
"""The relative difference within which two sums are the same, as for the second computation of a plan."""
_RESULT, _NAME = 7, 74.0
_INDEX = "HHI"
"""The unit of indices of concentration."""


def checks_sheet(parts: Parts, summary: Sheet) -> Sheet:
    """Every check with both amounts and OK or not, and in the totals what they say together."""
    rows: list[tuple[Cell, ...]] = []
    for at, check in enumerate(_all(parts, summary), FIRST):
        size = max(1.0, check.size)
        same = abs(worth(check.one) - worth(check.other)) <= _ALLOWED * max(size, abs(worth(check.one)))
        one, other, against, allowed = (cell(place, at) for place in (3, 4, 5, 6))
        verdict = _verdict(f"ABS({one}-{other})<={allowed}*MAX({against},ABS({one}))", holds=same)
        where = Link(check.sheet, check.sheet)
        rows.append((check.name, where, check.unit, check.one, check.other, size, _ALLOWED, verdict))
    results, fine = reach(_RESULT, FIRST, FIRST + len(rows) - 1), say("report-ok")
    together = _verdict(
        f'COUNTIF({results},"{fine}")=ROWS({results})',
        holds=all(_shows(row[_RESULT]) == fine for row in rows),
    )
    columns = [attrs.evolve(column("check"), width=_NAME), column("look-at"), column("unit")]
    columns += [column(key, "quantity") for key in ("one-way", "other-way", "against")]
    columns += [column("allowed"), column("result")]
    line = (say("report-checks"), *[None] * (_RESULT - 1), together)
    place = cell(_RESULT, FIRST)
    marks = (Mark(_RESULT, f'{place}="{fine}"', "good"), Mark(_RESULT, f'{place}<>"{fine}"', "bad"))
    kinds: dict[int, Kind] = {at: "index" for at, row in enumerate(rows) if row[2] == _INDEX}
    return sheet_of(parts.plan, "checks", Block(tuple(columns), tuple(rows), line, marks=marks, kinds=kinds))


def verdict_of(sheet: Sheet) -> Formula:
    """What all checks say together, for another sheet."""
    return link(sheet, _RESULT)


def _all(parts: Parts, summary: Sheet) -> Iterator[Check]:
    yield from of_money(parts, summary)
    yield from of_kilograms(parts)
    yield from of_orders(parts)
    yield from of_items(parts)
    yield from of_capacities(parts)
    yield from of_files(parts)
    yield from of_figures(parts, summary)
    yield from of_columns(parts, summary)
    inputs = parts.inputs
    yield Check(say("report-check-inputs"), inputs.sheet.name, "", Formula(f"={inputs.unlike}", 0.0), 0.0)


def _shows(entry: Cell) -> str:
    return str(entry.value) if isinstance(entry, Formula) else ""


def _verdict(condition: str, *, holds: bool) -> Formula:
    fine, differs = say("report-ok"), say("report-differs")
    return Formula(f'=IF({condition},"{fine}","{differs}")', fine if holds else differs)
