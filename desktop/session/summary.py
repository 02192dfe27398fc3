"""A plan in one screen of text, and as JSON: what the command line shows."""

from __future__ import annotations

import math
from collections.abc import Sequence

from desktop.analysis.compare import ROWS, Row
from desktop.analysis.figures import Figures, Json, figures
from desktop.model.plan import Plan
from desktop.text import formats
from desktop.text.messages import say

_KG_PER_T = 1000.0
_ORDERS_SHOWN = 8


def as_json(plan: Plan) -> dict[str, Json]:
    """All figures in plain terms with units: shares 0-1, money in INR."""
    return figures(plan).as_json()


def of_plan(plan: Plan) -> str:
    """Figures, coverage, bent rules, licence files and the next orders."""
    found = figures(plan)
    lines = [
        f"{found.project}: {found.mix_name}, {found.scenario_name or say('scenario-as-entered')}",
        say(f"status-{found.status}") + ("" if found.verified else f" – {say('summary-unverified')}"),
        "",
        *_two_columns([(row.label, shown(row, row.read(found))) for row in ROWS]),
        "",
        say("summary-coverage"),
        *_coverage(found),
    ]
    for title, rows in (
        ("summary-bent", _bent(found)),
        ("summary-files", _files(found)),
        ("summary-orders", _orders(found)),
    ):
        if rows:
            lines += ["", say(title), *rows]
    return "\n".join(lines)


def of_several(plans: Sequence[Plan]) -> str:
    """One column per plan, one line per figure."""
    found = [figures(plan) for plan in plans]
    titles = [one.mix_name for one in found]
    scenarios = {one.scenario_name for one in found}
    if len(scenarios) > 1:
        titles = [f"{one.mix_name} / {one.scenario_name or say('scenario-as-entered')}" for one in found]
    rows = [("", *titles), (say("summary-status"), *(say(f"short-status-{one.status}") for one in found))]
    rows += [(row.label, *(shown(row, row.read(one)) for one in found)) for row in ROWS]
    rows.append((say("summary-verified"), *(say("yes") if one.verified else say("no") for one in found)))
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    heading = f"{found[0].project}: {', '.join(name or say('scenario-as-entered') for name in sorted(scenarios))}"
    table = ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in rows]
    return "\n".join([heading, "", *table])


def shown(row: Row, value: float) -> str:
    """A compared figure in the words of the screen, with its unit."""
    if not math.isfinite(value):
        return "–"
    match row.kind:
        case "share":
            return formats.percent(value)
        case "money":
            return formats.money(value)
        case "rate":
            return say("per-kg", amount=formats.money(value, "INR"))
        case "mass":
            return formats.quantity(value / _KG_PER_T, "t")
        case "number":
            return formats.number(value, 3)
        case "count":
            return formats.number(value)


def _two_columns(rows: Sequence[tuple[str, str]]) -> list[str]:
    width = max(len(label) for label, _ in rows)
    return [f"  {label.ljust(width)}  {value}" for label, value in rows]


def _coverage(found: Figures) -> list[str]:
    return [
        say(
            "summary-coverage-line",
            name=part.name or item,
            on_time=formats.percent(part.on_time_share),
            late=formats.quantity(part.late, part.unit),
            lost=formats.quantity(part.lost, part.unit),
        )
        for item, part in found.coverage.items()
    ]


def _bent(found: Figures) -> list[str]:
    return [
        say(
            "summary-bent-line",
            rule=bent.rule,
            first=formats.month(bent.first_month),
            last=formats.month(bent.last_month),
            missing=formats.quantity(bent.missing, bent.unit),
            asked=formats.number(bent.asked, 1),
            reached=formats.number(bent.reached, 1),
        )
        for bent in found.bent_rules
    ]


def _files(found: Figures) -> list[str]:
    files = found.licences
    rows = [
        say(
            "summary-file-line",
            day=formats.date(file.file_by),
            offer=file.offer,
            quantity=formats.quantity(file.quantity, file.unit),
            month=formats.month(file.arrival_month),
        )
        for file in files[:_ORDERS_SHOWN]
    ]
    return rows + ([say("summary-more", count=len(files) - _ORDERS_SHOWN)] if len(files) > _ORDERS_SHOWN else [])


def _orders(found: Figures) -> list[str]:
    coming = [order for order in found.orders if order.order_date is not None]
    rows = [
        say(
            "summary-order-line",
            day=formats.date(order.order_date),
            offer=order.offer,
            quantity=formats.quantity(order.quantity, order.unit),
            month=formats.month(order.arrival_month),
            cost=formats.money(order.cost_inr),
        )
        for order in coming[:_ORDERS_SHOWN]
        if order.order_date is not None
    ]
    return rows + ([say("summary-more", count=len(coming) - _ORDERS_SHOWN)] if len(coming) > _ORDERS_SHOWN else [])
