"""The last sheet: sums that must agree, each computed in two ways on the other sheets, or told by the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from desktop.session.report.balances import of_files, of_items
from desktop.session.report.capacities import of_capacities
from desktop.session.report.check_line import Check
from desktop.session.report.columns import of_columns, unlike
from desktop.session.report.headlines import of_figures
from desktop.session.report.layout import FIRST, column, link, sheet_name, sheet_of
from desktop.session.report.parts import Parts
from desktop.session.report.sums import of_kilograms, of_money, of_orders
from desktop.store.sheets import Block, Cell, Formula, Kind, Link, Mark, Sheet, cell, reach, worth
from desktop.text.messages import say

_ALLOWED = 1e-6
"""The relative difference within which two sums are the same, as for the second computation of a plan."""
_ONE, _AGAINST, _MARGIN, _RESULT, _NAME = 3, 5, 6, 7, 74.0
_INDEX = "HHI"
"""The unit of indices of concentration."""


def checks_sheet(parts: Parts, summary: Sheet) -> Sheet:
    """Every check with both amounts and OK or not, and in the totals what they say together."""
    found = [*_all(parts, summary)]
    found.append(_margins(found))
    rows = [_row(check, at) for at, check in enumerate(found, FIRST)]
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
    changed = Formula(f"={inputs.unlike}", 0.0)
    yield Check(say("report-check-inputs"), inputs.sheet.name, "", changed, 0.0, exact=True)


def _row(check: Check, at: int) -> tuple[Cell, ...]:
    """A check as it stands in a row of the sheet."""
    one, other = cell(_ONE, at), cell(_ONE + 1, at)
    where = Link(check.sheet, check.sheet)
    start = (check.name, where, check.unit, check.one, check.other)
    apart = abs(worth(check.one) - worth(check.other))
    if check.exact:
        return (*start, None, None, _verdict(f"{one}={other}", holds=not apart))
    size = max(1.0, check.size)
    same = apart <= _ALLOWED * max(size, abs(worth(check.one)))
    condition = f"ABS({one}-{other})<={cell(_MARGIN, at)}*MAX({cell(_AGAINST, at)},ABS({one}))"
    return (*start, size, _ALLOWED, _verdict(condition, holds=same))


def _margins(found: Sequence[Check]) -> Check:
    """Whether what the other checks hold differences against is as it was: else they could be silenced."""
    name, rows = sheet_name("checks"), (FIRST, FIRST + len(found))
    own = [_row(check, at) for at, check in enumerate(found, FIRST)]
    texts = [unlike(name, at, rows, [row[at] for row in own]) for at in (_AGAINST, _MARGIN)]
    return Check(say("report-check-margins"), name, "", Formula("=" + "+".join(texts), 0.0), 0.0, exact=True)


def _shows(entry: Cell) -> str:
    return str(entry.value) if isinstance(entry, Formula) else ""


def _verdict(condition: str, *, holds: bool) -> Formula:
    fine, differs = say("report-ok"), say("report-differs")
    return Formula(f'=IFERROR(IF({condition},"{fine}","{differs}"),"{differs}")', fine if holds else differs)
