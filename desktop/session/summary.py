"""A plan in one screen of text, and as JSON: what the command line shows."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

from desktop.analysis import licences
from desktop.analysis.compare import ROWS, Row
from desktop.analysis.figures import Figures, figures
from desktop.analysis.lines import IncentiveLine, Json
from desktop.model.plan import Plan
from desktop.model.records import Item, Offer, Source
from desktop.session import gap, notes, sentences
from desktop.text import formats
from desktop.text.messages import say, sentence

_KG_PER_T = 1000.0
_ORDERS_SHOWN = 8
_FILES_SHOWN = 16
_SAME_SHARE = 1e-6
"""Shares within this are the same, as for the second computation of a plan."""


def as_json(plan: Plan) -> dict[str, Json]:
    """All figures in plain terms with units: shares 0-1, money in INR; whether it is a first try, and its notes."""
    said: dict[str, Json] = {"first_try": plan.first_try, "notes": [sentence(note) for note in notes.of_plan(plan)]}
    return {**figures(plan).as_json(), **said}


def of_plan(plan: Plan) -> str:
    """Figures, notes, coverage, limits that gave way, incentives, licence files and the next orders."""
    found = figures(plan)
    lines = [
        f"{_project(found)}: {found.mix_name}, {found.scenario_name or say('scenario-as-entered')}",
        _status(found) + ("" if found.verified else f" – {say('summary-unverified')}"),
        _answer(plan),
        "",
        *_two_columns([(row.label, shown(row, row.read(found))) for row in ROWS]),
    ]
    for title, rows in (
        ("summary-notes", [f"  {said}" for said in notes.lines(plan)]),
        ("summary-coverage", _coverage(found)),
        ("summary-halted", [f"  {said}" for said in sentences.of_halted(plan)]),
        ("summary-bent", _bent(plan)),
        ("summary-incentives", _incentives(found)),
        ("summary-unpaid", _unpaid(plan, found)),
        ("summary-files", _files(plan)),
        ("summary-held", _held(found)),
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
    rows.append((say("summary-answer"), *(_short_answer(plan) for plan in plans)))
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
            return formats.reached(value) if row.key == "on-time" else formats.percent(value)
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


def _answer(plan: Plan) -> str:
    """Which answer it is and, of a whole one, how far it is at most from the best."""
    said = say(f"answer-{plan.answer}")
    if plan.answer != "whole":
        return said
    if plan.bound is None or gap.closed(plan):
        return say("summary-first-try" if plan.first_try else "summary-no-gap", answer=said, gap=gap.words(plan))
    return say("summary-gap", answer=said, gap=gap.words(plan), bound=formats.money(plan.bound))


def _short_answer(plan: Plan) -> str:
    return gap.words(plan) if plan.answer == "whole" else say("short-answer-continuous")


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
            on_time=formats.reached(part.on_time_share),
            late=formats.quantity(part.late, part.unit),
            lost=formats.quantity(part.lost, part.unit),
        )
        for item, part in found.coverage.items()
    ]


def _bent(plan: Plan) -> list[str]:
    rows: list[str] = []
    for bent in plan.bent:
        limit = say(
            "summary-bent-limit",
            rule=sentences.name_of(plan.world, bent),
            sentence=sentences.of_bent(plan.world, bent),
        )
        rows += [limit] if limit not in rows else []
        asked, reached = (sentences.level(bent, value) for value in (bent.asked, bent.reached))
        rows.append(
            say(
                "summary-bent-line" if asked else "summary-bent-fact",
                months=_between(formats.month(bent.first_month), formats.month(bent.last_month)),
                off=sentences.gap(bent),
                asked=asked,
                reached=reached,
            )
        )
    return rows


def _incentives(found: Figures) -> list[str]:
    return [
        say(
            _incentive_key(line),
            name=line.incentive,
            year=line.fiscal_year,
            paid=formats.money(line.paid_inr),
            missed=formats.money(line.missed_inr),
            share=formats.percent(line.domestic_share),
            least=formats.percent(line.least_domestic_share),
            lacking=formats.money(line.domestic_lacking_inr),
        )
        for line in found.incentives
    ]


def _incentive_key(line: IncentiveLine) -> str:
    if line.paid_inr and line.domestic_share < line.least_domestic_share - _SAME_SHARE:
        return "summary-incentive-spread"
    return "summary-incentive-missed" if line.missed_inr else "summary-incentive-line"


def _held(found: Figures) -> list[str]:
    return [
        say(
            "summary-held-line",
            licence=file.licence,
            offer=file.offer,
            left=formats.quantity(file.left, file.unit),
            allowed=formats.quantity(file.allowed, file.unit),
            status=sentences.file_status(file.status, file.obstacle),
        )
        for file in found.licences_held
    ]


def _unpaid(plan: Plan, found: Figures) -> list[str]:
    sources = plan.world.by_id(Source)
    return [
        say(
            "summary-unpaid-line",
            source=_called(line.source, sources[line.source].name),
            year=line.fiscal_year,
            short=formats.number(line.short, 1),
            agreed=formats.number(line.agreed, 1),
            paid=formats.money(line.paid_inr),
        )
        for line in found.agreements
        if line.paid_inr
    ]


def _files(plan: Plan) -> list[str]:
    """What goes in of each source and item: one line, however many files it is."""
    rows = []
    for lines in licences.by_source_and_item(plan):
        first, last = lines.iloc[0], lines.iloc[-1]
        several = len(lines) > 1
        rows.append(
            say(
                "summary-file-group" if several else "summary-file-line",
                days=_between(formats.date(first["file_by"]), formats.date(last["file_by"])),
                offer="; ".join(_offer(plan, name) for name in dict.fromkeys(map(str, lines["offer"]))),
                count=int(lines["files"].sum()),
                quantity=formats.quantity(float(lines["quantity"].sum()), str(first["unit"])),
                months=_between(formats.month(min(lines["month"])), formats.month(max(lines["month"]))),
            )
        )
    return _cut(rows, _FILES_SHOWN)


def _orders(plan: Plan, found: Figures) -> list[str]:
    """The next orders, and from when on their quantities are estimates."""
    planned = [order for order in found.orders if order.order_date is not None]
    rows = []
    for order in planned:
        line = say(
            "summary-order-line",
            day=formats.date(order.order_date or dt.date.min),
            offer=_offer(plan, order.offer),
            quantity=formats.quantity(order.quantity, order.unit),
            month=formats.month(order.arrival_month),
            cost=formats.money(order.cost_inr),
        )
        rows.append(say("summary-order-estimate", line=line) if order.estimate else line)
    first = min((order.arrival_month for order in planned if order.estimate), default=None)
    told = [say("summary-estimates", month=formats.month(first))] if first else []
    return [*_cut(rows, _ORDERS_SHOWN), *told]


def _between(first: str, last: str) -> str:
    return first if first == last else say("summary-between", first=first, last=last)


def _cut(rows: list[str], shown: int) -> list[str]:
    """The first rows, and how many more there are."""
    more = len(rows) - shown
    return [*rows[:shown], say("summary-more", count=more)] if more > 0 else rows
