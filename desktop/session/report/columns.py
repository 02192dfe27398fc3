"""Checks of columns: in how many of a sheet the figures together are no longer what the plan was written with."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator

from desktop.model.months import Month
from desktop.session.report.check_line import Check
from desktop.session.report.parts import Parts
from desktop.session.report.prices import Prices
from desktop.store.sheets import Block, Cell, Formula, Sheet, letters, prefix, top, worth
from desktop.text.messages import say

_TOGETHER = 40
"""So many columns are checked in one formula, which stays short enough to read."""
_SAME, _NOTHING = 1e-9, 1e-6
"""What a sum may differ by: of the size of all that is added up, and at least."""
_EPOCH = 693_594
"""The day before the first of a spreadsheet's days."""


def of_columns(parts: Parts, summary: Sheet) -> Iterator[Check]:
    """Every sheet but that of the assumptions, which say themselves what was changed."""
    grids = (parts.supply, parts.stocks, parts.production, parts.deliveries, parts.terms)
    sheets = [parts.act, parts.orders.sheet, parts.orders.by_arrival, *(each.sheet for each in grids)]
    sheets += [parts.spending.sheet, parts.spending.cash_sheet, parts.licences, parts.sources, parts.costs]
    sheets += [Prices(parts.offers).sheet, parts.rules]
    sheets += [sheet for sheet in (parts.others.sheet, parts.changes) if sheet is not None]
    yield from _of(summary, 1, len(summary.blocks))  # above these is what all checks say together
    for sheet in sheets:
        yield from _of(sheet, 0, len(sheet.blocks))
    yield from _of(parts.compare, 1, 4)  # below these is what depends on the base that is chosen


def _of(sheet: Sheet, start: int, stop: int) -> Iterator[Check]:
    """The columns of the blocks from one position to before another."""
    own = sheet.blocks[start:stop]
    first = top(sheet.blocks, start) - own[0].above
    last = top(sheet.blocks, stop - 1) + len(own[-1].rows) + bool(own[-1].totals) - 1
    texts = []
    for at in range(max(len(block.columns) for block in own)):
        values = [_value(entry) for block in own for entry in _cells(block, at) if _counts(entry)]
        if values and not any(_is_entered(block, at) for block in own):
            area = f"SUM({prefix(sheet.name)}{letters(at)}{first}:{letters(at)}{last})"
            most = _SAME * math.fsum(map(abs, values)) + _NOTHING
            texts.append((at, f"(ABS({area}-{math.fsum(values)!r})>{most:.9g})"))
    for part in range(0, len(texts), _TOGETHER):
        some = texts[part : part + _TOGETHER]
        ends = {"first": letters(some[0][0]), "last": letters(some[-1][0])}
        word = say("report-check-columns", sheet=sheet.name, **ends)
        yield Check(word, sheet.name, "", Formula("=" + "+".join(text for _, text in some), 0.0), 0.0)


def _cells(block: Block, at: int) -> Iterator[Cell]:
    """All that stands in a column, its header too, which may be a month."""
    if at < len(block.columns):
        yield block.columns[at].header
    for line in (*block.rows, block.totals):
        if at < len(line):
            yield line[at]


def _is_entered(block: Block, at: int) -> bool:
    return at < len(block.columns) and block.columns[at].look == "input"


def _counts(entry: Cell) -> bool:
    """Whether a sum takes a cell: a number, a day or a month, or a formula of one."""
    shown = entry.value if isinstance(entry, Formula) else entry
    return isinstance(shown, int | float | dt.date | Month) and not isinstance(shown, bool)


def _value(entry: Cell) -> float:
    """What a cell adds to a sum: days and months count as spreadsheets number them, what is no number is left empty."""
    day = entry.first_day if isinstance(entry, Month) else entry
    value = float(day.toordinal() - _EPOCH) if isinstance(day, dt.date) else worth(entry)
    return value if math.isfinite(value) else 0.0
