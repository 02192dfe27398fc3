"""The workbook that a plan is handed over with: what stands on which sheet, and how the sheets hang together."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from desktop.model.plan import Plan
from desktop.session import who
from desktop.session.report.changes import Arrivals, issued_of
from desktop.session.report.checks import checks_sheet, verdict_of
from desktop.session.report.cover import cover_sheet, footer_of
from desktop.session.report.layout import sheet_name
from desktop.session.report.parts import Parts
from desktop.session.report.prices import Prices
from desktop.session.report.summary import summary_sheet
from desktop.store.sheets import Sheet

_COLOURS = {"front": "#1F2933", "acts": "#D55E00", "months": "#0072B2", "money": "#009E73", "back": "#9AA5B1"}


_FOLLOWED = frozenset({"compare", "assumptions"})
"""The sheets on which a figure or choice is entered that formulas follow."""


def sheets(
    plans: Sequence[Plan], chosen: Plan, before: Arrivals | None = None, *, live: bool = True
) -> tuple[Sheet, ...]:
    """The sheets of ``chosen``, with all ``plans`` side by side on one of them.

    ``before`` is what was issued earlier, by offer and month of arrival: by default what the project keeps as issued.
    Where they are not ``live``, they are to be written without formulas: nothing asks to be changed that none follows.
    """
    parts = Parts(chosen, plans, issued_of(chosen) if before is None else before)
    checks = checks_sheet(parts, summary_sheet(parts, None))
    verdict = verdict_of(checks)
    found = [
        ("front", summary_sheet(parts, verdict)),
        ("acts", parts.act),
        ("acts", parts.orders.sheet),
        ("acts", parts.orders.by_arrival),
        ("months", parts.supply.sheet),
        ("months", parts.stocks.sheet),
        ("months", parts.production.sheet),
        ("months", parts.deliveries.sheet),
        ("money", parts.spending.cash_sheet),
        ("acts", parts.licences),
        ("front", parts.sources),
        ("money", parts.costs),
        ("money", Prices(parts.offers).sheet),
        ("money", parts.spending.sheet),
        ("money", parts.terms.sheet),
        ("front", parts.rules),
        ("front", parts.compare),
        ("back", parts.others.sheet),
        ("back", parts.inputs.sheet),
        ("acts", parts.changes),
        ("back", checks),
    ]
    assumed = parts.inputs.sheet_with([sheet for _, sheet in found if sheet is not None] if live else ())
    found = [(sort, assumed if sheet is parts.inputs.sheet else sheet) for sort, sheet in found]
    made = [attrs.evolve(sheet, colour=_COLOURS[sort]) for sort, sheet in found if sheet is not None]
    if not live:
        still = {sheet_name(key) for key in _FOLLOWED}
        made = [_unasked(sheet) if sheet.name in still else sheet for sheet in made]
    now = who.now()
    cover = attrs.evolve(cover_sheet(chosen, made, verdict, now, live=live), colour=_COLOURS["front"])
    return tuple(attrs.evolve(sheet, footer=footer_of(chosen, now)) for sheet in (cover, *made))


def _unasked(sheet: Sheet) -> Sheet:
    """A sheet whose figures all look alike: none is entered, none chosen from a list."""
    blocks = [
        attrs.evolve(
            block,
            columns=tuple(
                attrs.evolve(head, look=None, choices=()) if head.look == "input" else head for head in block.columns
            ),
        )
        for block in sheet.blocks
    ]
    return attrs.evolve(sheet, blocks=tuple(blocks))
