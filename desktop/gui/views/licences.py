"""The licence files that still have to go in, gathered by source and item, then by quarter, then one by one."""

from __future__ import annotations

from collections.abc import Container

import attrs
import pandas as pd

from desktop.analysis import licences, periods
from desktop.gui.hub import Choice
from desktop.gui.tables.results import Column
from desktop.gui.views.measures import amount
from desktop.gui.views.orders import named
from desktop.model.months import fiscal_year_name
from desktop.model.plan import Plan
from desktop.text import formats
from desktop.text.messages import say

Path = tuple[str, ...]
"""What a row stands for: source and item, the quarter, the file."""
_CLOSED, _OPEN, _SINGLE, _STEP = "▸ ", "▾ ", "", "    "


@attrs.frozen(eq=False)
class Row:
    """Files in one row: those of ``lines``; ``under`` is the place of the row that it belongs to, -1 for none."""

    path: Path
    lines: pd.DataFrame
    under: int
    mark: str
    quarter: str = ""


def rows(plan: Plan, opened: Container[Path]) -> list[Row]:
    """A row for each source and item; those ``opened`` are followed by their quarters, and these by their files."""
    found: list[Row] = []
    for lines in licences.by_source_and_item(plan):
        first = lines.iloc[0]
        path = (f"{first['source_name']} {first['item_name']}",)
        if _add(found, Row(path, lines, -1, ""), opened):
            above, quarters = len(found) - 1, licences.by_quarter(lines)
            for part in quarters:
                year, number = periods.quarter(part["file_by"].iloc[0])
                name = say("licence-quarter", number=number, year=fiscal_year_name(year))
                row = Row((*path, name), part, above, _STEP, name)
                if _add(found, row, opened):
                    inside = len(found) - 1
                    for at in range(len(part)):
                        single = Row((*path, name, str(at)), part.iloc[at : at + 1], inside, 2 * _STEP)
                        _add(found, single, opened)
    return found


def _add(found: list[Row], row: Row, opened: Container[Path]) -> bool:
    """Add a row with the mark that tells whether it can be opened; returns whether it is."""
    several, is_open = len(row.lines) > 1, row.path in opened
    mark = (_OPEN if is_open else _CLOSED) if several else _SINGLE
    found.append(attrs.evolve(row, mark=row.mark + mark))
    return several and is_open


def table(plan: Plan, choice: Choice, opened: Container[Path] = ()) -> tuple[Column, ...]:
    """One row for each of ``rows``: from the first day to the last, with what all its files allow together."""
    shown = rows(plan, opened)
    firsts = [row.lines.iloc[0] for row in shown]
    amounts = [amount(float(row.lines["quantity"].sum()), str(row.lines["unit"].iloc[0]), choice, 2) for row in shown]
    counts = tuple(int(row.lines["files"].sum()) for row in shown)
    months = [(min(row.lines["month"]), max(row.lines["month"])) for row in shown]
    return (
        Column(
            say("column-file-by"),
            tuple(map(_days, shown)),
            tuple(row.lines["file_by"].min() for row in shown),
            help=say("licence-opens"),
        ),
        Column(say("column-files"), tuple(map(str, counts)), counts, numeric=True),
        named(say("column-source"), [row["source_name"] for row in firsts], [row["offer"] for row in firsts]),
        named(say("column-item"), [row["item_name"] for row in firsts], [row["offer"] for row in firsts]),
        Column(say("column-regimes"), tuple("; ".join(dict.fromkeys(row.lines["regimes"])) for row in shown)),
        Column(
            say("column-arrival"),
            tuple(_between(formats.month(first), formats.month(last)) for first, last in months),
            tuple(first.index for first, _ in months),
        ),
        Column(
            say("column-quantity"),
            tuple(text for text, _ in amounts),
            tuple(float(row.lines["quantity"].sum()) for row in shown),
            numeric=True,
        ),
        Column(say("column-unit"), tuple(unit for _, unit in amounts)),
        Column(say("column-offer"), tuple(", ".join(dict.fromkeys(row.lines["offer"])) for row in shown)),
    )


def _days(row: Row) -> str:
    """From the first day to the last, after the quarter where the row is one, with the mark before it."""
    said = _between(formats.date(row.lines["file_by"].min()), formats.date(row.lines["file_by"].max()))
    return row.mark + (say("licence-in-quarter", quarter=row.quarter, days=said) if row.quarter else said)


def _between(first: str, last: str) -> str:
    return first if first == last else say("licence-between", first=first, last=last)
