"""A plan in one screen of text, and as JSON: what the command line shows."""

from __future__ import annotations

import math
from collections.abc import Sequence

from desktop.analysis.compare import ROWS, Row
from desktop.analysis.figures import SHARE, Figures, Json, figures
from desktop.model.plan import Plan
from desktop.model.records import Item, Offer, Source
from desktop.text import formats
from desktop.text.messages import say

_KG_PER_T = 1000.0
_ORDERS_SHOWN = 8
_LIMITS_OF_ITEMS = ("storage limit", "closing stock")


def as_json(plan: Plan) -> dict[str, Json]:
    """All figures in plain terms with units: shares 0-1, money in INR."""
    return figures(plan).as_json()


def of_plan(plan: Plan) -> str:
    """Figures, coverage, bent rules, licence files and the next orders."""
    found = figures(plan)
    lines = [
        f"{_project(found)}: {found.mix_name}, {found.scenario_name or say('scenario-as-entered')}",
        _status(found) + ("" if found.verified else f" – {say('summary-unverified')}"),
        "",
        *_two_columns([(row.label, shown(row, row.read(found))) for row in ROWS]),
    ]
    for title, rows in (
        ("summary-coverage", _coverage(found)),
        ("summary-bent", _bent(plan, found)),
        ("summary-files", _files(plan, found)),
        ("summary-orders", _orders(plan, found)),
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
    rows = [("", *titles), (say("summary-status"), *(_short_status(one) for one in found))]
    rows += [(row.label, *(shown(row, row.read(one)) for one in found)) for row in ROWS]
    rows.append((say("summary-verified"), *(say("yes") if one.verified else say("no") for one in found)))
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    heading = f"{_project(found[0])}: {', '.join(name or say('scenario-as-entered') for name in sorted(scenarios))}"
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


def _project(found: Figures) -> str:
    return found.project or say("document-unnamed")


def _promises(found: Figures) -> bool:
    return any(part.target > 0 for part in found.coverage.values())


def _status(found: Figures) -> str:
    return say(f"status-{found.status}") if _promises(found) else say("summary-no-targets")


def _short_status(found: Figures) -> str:
    return say(f"short-status-{found.status}") if _promises(found) else say("short-status-no-targets")


def _called(id_: str, name: str) -> str:
    """A name with the id that other commands take, where the two differ."""
    return say("summary-called", name=name, id=id_) if name and name != id_ else id_


def _offer(plan: Plan, id_: str) -> str:
    """An offer, which has no name of its own, with its source and item."""
    offer = plan.world.by_id(Offer)[id_]
    source, item = plan.world.by_id(Source)[offer.source], plan.world.by_id(Item)[offer.item]
    return say("summary-offer", id=id_, source=source.name or source.id, item=item.name or item.id)


def _two_columns(rows: Sequence[tuple[str, str]]) -> list[str]:
    width = max(len(label) for label, _ in rows)
    return [f"  {label.ljust(width)}  {value}" for label, value in rows]


def _coverage(found: Figures) -> list[str]:
    return [
        say(
            "summary-coverage-line",
            name=_called(item, part.name),
            on_time=formats.percent(part.on_time_share),
            late=formats.quantity(part.late, part.unit),
            lost=formats.quantity(part.lost, part.unit),
        )
        for item, part in found.coverage.items()
    ]


def _bent(plan: Plan, found: Figures) -> list[str]:
    rows = []
    for bent in found.bent_rules:
        items = plan.world.by_id(Item) if bent.kind in _LIMITS_OF_ITEMS else {}
        asked, reached = (
            formats.percent(level) if bent.level_unit == SHARE else _amount(level, bent.level_unit)
            for level in (bent.asked, bent.reached)
        )
        rows.append(
            say(
                "summary-bent-line",
                rule=_called(bent.rule, items[bent.rule].name if bent.rule in items else ""),
                kind=bent.kind,
                first=formats.month(bent.first_month),
                last=formats.month(bent.last_month),
                missing=_amount(bent.missing, bent.missing_unit),
                asked=asked,
                reached=reached,
            )
        )
    return rows


def _amount(value: float, unit: str) -> str:
    return formats.money(value) if unit == "INR" else formats.quantity(value, unit)


def _files(plan: Plan, found: Figures) -> list[str]:
    return _cut(
        [
            say(
                "summary-file-line",
                day=formats.date(file.file_by),
                offer=_offer(plan, file.offer),
                quantity=formats.quantity(file.quantity, file.unit),
                month=formats.month(file.arrival_month),
            )
            for file in found.licences
        ]
    )


def _orders(plan: Plan, found: Figures) -> list[str]:
    return _cut(
        [
            say(
                "summary-order-line",
                day=formats.date(order.order_date),
                offer=_offer(plan, order.offer),
                quantity=formats.quantity(order.quantity, order.unit),
                month=formats.month(order.arrival_month),
                cost=formats.money(order.cost_inr),
            )
            for order in found.orders
            if order.order_date is not None
        ]
    )


def _cut(rows: list[str]) -> list[str]:
    """The first rows, and how many more there are."""
    more = len(rows) - _ORDERS_SHOWN
    return [*rows[:_ORDERS_SHOWN], say("summary-more", count=more)] if more > 0 else rows
