"""The workbook that a plan is handed over with: what stands on which sheet, and how the sheets hang together."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.model.plan import Plan
from desktop.session.report.checks import checks_sheet
from desktop.session.report.compare import compare_sheet
from desktop.session.report.layout import link
from desktop.session.report.lists import licences_sheet, orders_sheet
from desktop.session.report.sources import sources_sheet
from desktop.session.report.summary import summary_sheet
from desktop.session.report.tables import cost_sheet, coverage_sheet, supply_sheet
from desktop.store.sheets import Sheet


def sheets(plans: Sequence[Plan], chosen: Plan) -> tuple[Sheet, ...]:
    """The sheets of ``chosen``, with all ``plans`` side by side on one of them."""
    bought = orders_sheet(chosen)
    parts = {
        "supply": supply_sheet(chosen),
        "orders": bought,
        "licences": licences_sheet(chosen, bought),
        "coverage": coverage_sheet(chosen),
        "cost": cost_sheet(chosen),
        "sources": sources_sheet(chosen, bought),
    }
    checks = checks_sheet(chosen, {**parts, "summary": summary_sheet(chosen, parts, None)})
    summary = summary_sheet(chosen, parts, link(checks, len(checks.blocks[0].columns) - 1))
    return (summary, *parts.values(), compare_sheet(plans, chosen), checks)
