"""The first sheet: what the workbook is, who made it from what and when, whether it holds together, where what is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from importlib import metadata

import attrs

from desktop import __version__
from desktop.analysis.figures import figures
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.session import who
from desktop.session.report.layout import FIRST, class_marks, column, sheet_of
from desktop.store import columns
from desktop.store.layout import CURRENT
from desktop.store.sheets import Block, Cell, Link, Look, Mark, Sheet, cell, top
from desktop.text import formats
from desktop.text.messages import say

_ABOUT = 88.0
"""How wide the words about a sheet are, in characters."""
_LOOKS: tuple[tuple[Look, str], ...] = (
    ("input", "report-key-input"),
    ("good", "report-key-good"),
    ("bad", "report-key-bad"),
    ("warn", "report-key-warn"),
    ("best", "report-key-best"),
)


def cover_sheet(
    plan: Plan, sheets: Sequence[Sheet], verdict: Cell, made: dt.datetime | None = None, *, live: bool = True
) -> Sheet:
    """What stands before all other ``sheets``; ``made`` is when, the clock's time where it is not told."""
    blocks = [_what(plan, verdict, made or who.now(), "report-read-me-text" if live else "report-read-me-values")]
    blocks.append(_contents(sheets))
    blocks.append(_key(top(blocks) + 2))
    return sheet_of(plan, "cover", *blocks, table=False, fits=True)


def _what(plan: Plan, verdict: Cell, made: dt.datetime, read_me: str) -> Block:
    found = figures(plan)
    digest = columns.digest(plan.project.content(), CURRENT)
    rows: list[tuple[Cell, ...]] = [
        (say("report-project"), found.project),
        (say("report-mix"), found.mix_name),
        (say("report-scenario"), found.scenario_name or say("scenario-as-entered")),
        (say("report-plan-date"), found.plan_date),
        (say("report-months-planned"), f"{formats.month(found.first_month)} - {formats.month(found.last_month)}"),
        (say("report-status"), say(f"status-{found.status}")),
        (say("report-answer"), say(f"answer-{found.answer}")),
        (say("report-verified"), say("report-yes") if found.verified else say("report-no")),
        (say("report-checks"), verdict),
        (say("report-made-by"), who.user_name()),
        (say("report-made-at"), formats.moment(made)),
        (say("report-made-with"), f"Dhatu {__version__}, XlsxWriter {metadata.version('XlsxWriter')}"),
        (say("report-digest"), digest),
        (say("report-read-me"), say(read_me)),
    ]
    if found.certificate is not None:
        within = say("report-certified-within", gap=f"{found.certificate:.0e}")
        rows.insert(8, (say("report-certified"), within))
    row = FIRST + 1 + [line[0] for line in rows].index(say("report-checks"))
    place = f"AND(ROW({cell(1, FIRST + 1)})={row},{cell(1, FIRST + 1)}"
    marks = (Mark(1, f'{place}="{say("report-ok")}")', "good"), Mark(1, f'{place}<>"{say("report-ok")}")', "bad"))
    heads = (column("figure"), attrs.evolve(column("stands"), width=_ABOUT))
    return Block(heads, tuple(rows), heading=say("report-heading-cover"), marks=marks)


def _contents(sheets: Sequence[Sheet]) -> Block:
    rows = tuple((Link(sheet.name, sheet.name), _about(sheet), _printed(sheet)) for sheet in sheets)
    heads = (column("sheet"), attrs.evolve(column("about"), width=_ABOUT), column("printed"))
    return Block(heads, rows, heading=say("report-heading-contents"))


def _printed(sheet: Sheet) -> str:
    """What of a sheet a printer gives; the rest is there to be looked at, and to compute from."""
    count = sheet.printed
    if sheet.pages and count is not None:
        return say("report-printed-months", count=count - sheet.pages[0])
    if sheet.printed_rows:
        return say("report-printed-rows", count=sheet.printed_rows, all=len(sheet.blocks[-1].rows))
    heads = [head for block in sheet.blocks for head in block.columns[count:]]
    if count is not None and any(isinstance(head.header, Month) for head in heads):
        return say("report-printed-years")
    return say("report-printed-all")


def footer_of(plan: Plan, made: dt.datetime) -> str:
    """What stands below every page: the plan's day, when the workbook was made, and whether the plan is verified."""
    found = figures(plan)
    verified = say("report-footer-verified" if found.verified else "report-footer-unverified")
    date = formats.date(found.plan_date) if found.plan_date else formats.month(found.first_month)
    return say("report-footer", date=date, made=formats.moment(made), verified=verified)


def _about(sheet: Sheet) -> str:
    keys = {say(f"report-sheet-{key}"): key for key in SHEETS}
    return say(f"report-about-{keys[sheet.name]}")


def _key(first: int) -> Block:
    """What the colours mean: of classes by their words, of other cells by what they look like."""
    rows: list[tuple[Cell, ...]] = [
        (say(f"class-{name}"), say("report-key-class")) for name in ("domestic", "licensed_chinese", "other_foreign")
    ]
    rows += [(say(key), say(f"{key}-means")) for _, key in _LOOKS]
    marks = [Mark(0, f'{cell(0, first)}="{say(key)}"', look) for look, key in _LOOKS]
    heads = (column("colour"), attrs.evolve(column("means"), width=_ABOUT))
    return Block(heads, tuple(rows), heading=say("report-heading-key"), marks=(*class_marks(0, first), *marks))


SHEETS = (
    *("cover", "summary", "act", "orders", "arrivals", "supply", "stock", "production", "deliveries", "cash"),
    *("licences", "sources", "cost", "prices", "spend", "terms", "rules", "compare", "others", "assumptions"),
    *("changes", "checks"),
)
"""All sheets that a workbook may have, in their order."""
