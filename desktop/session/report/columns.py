"""Checks of columns: in how many of a sheet the figures together are no longer what the plan was written with."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator
from itertools import groupby

from desktop.model.months import Month
from desktop.session.report.check_line import Check
from desktop.session.report.parts import Parts
from desktop.session.report.prices import Prices
from desktop.store.sheets import Block, Cell, Formula, Sheet, letters, prefix, top, worth
from desktop.text.messages import say

_TOGETHER = 40
"""So many columns are checked in one formula, which stays short enough to read."""
_SAME, _NOTHING = 1e-12, 1e-6
"""What a sum may differ by: of the size of all that is added up, and at least. Programs differ by some 1e-14."""
_EPOCH = 693_594
"""The day before the first of a spreadsheet's days."""


def of_columns(parts: Parts, summary: Sheet) -> Iterator[Check]:
    """Every sheet; of the assumptions all but what is entered, which they say themselves where it was changed."""
    grids = (parts.supply, parts.stocks, parts.production, parts.deliveries, parts.terms)
    sheets = [parts.act, parts.orders.sheet, parts.orders.by_arrival, *(each.sheet for each in grids)]
    sheets += [parts.spending.sheet, parts.spending.cash_sheet, parts.licences, parts.sources, parts.costs]
    sheets += [Prices(parts.offers).sheet, parts.rules, parts.inputs.sheet]
    sheets += [sheet for sheet in (parts.others.sheet, parts.changes) if sheet is not None]
    yield from _of(summary, 1, len(summary.blocks))  # above these is what all checks say together
    for sheet in sheets:
        yield from _of(sheet, 0, len(sheet.blocks))
    yield from _of(parts.compare, 1, 4)  # below these is what depends on the base that is chosen


def unlike(sheet: str, at: int, rows: tuple[int, int], values: Iterable[Cell]) -> str:
    """Whether the sum of a part of a column is not that of the ``values``, as a formula of 0 or 1."""
    known = [_value(entry) for entry in values if _counts(entry)]
    area = f"SUM({prefix(sheet)}{letters(at)}{rows[0]}:{letters(at)}{rows[1]})"
    most = _SAME * math.fsum(map(abs, known)) + _NOTHING
    return f"(ABS({area}-{math.fsum(known)!r})>{most:.9g})"


def _of(sheet: Sheet, start: int, stop: int) -> Iterator[Check]:
    """The columns of the blocks from one position to before another."""
    texts = []
    for at in range(max(len(block.columns) for block in sheet.blocks[start:stop])):
        for some in _alike(sheet, at, range(start, stop)):
            own = [sheet.blocks[place] for place in some]
            values = [entry for block in own for entry in _cells(block, at) if _counts(entry)]
            if values and not any(_is_entered(block, at) for block in own):
                last = top(sheet.blocks, some[-1]) + len(own[-1].rows) + bool(own[-1].totals) - 1
                rows = (top(sheet.blocks, some[0]) - 1, last)
                texts.append((at, unlike(sheet.name, at, rows, values)))
    for part in range(0, len(texts), _TOGETHER):
        some_texts = texts[part : part + _TOGETHER]
        ends = {"first": letters(some_texts[0][0]), "last": letters(some_texts[-1][0])}
        word = say("report-check-columns", sheet=sheet.name, **ends)
        found = Formula("=" + "+".join(text for _, text in some_texts), 0.0)
        yield Check(word, sheet.name, "", found, 0.0, exact=True)


def _alike(sheet: Sheet, at: int, places: Iterable[int]) -> list[list[int]]:
    """Neighbouring blocks whose column is of one kind: beside crores of rupees a wrong share would not be seen."""
    kinds = {place: sheet.blocks[place].columns[at].kind for place in places if at < len(sheet.blocks[place].columns)}
    return [list(some) for _, some in groupby(kinds, lambda place: kinds[place])]


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
