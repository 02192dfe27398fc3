"""A plan on one page for somebody who decides: what it is, covers and costs, from whom, and what is short and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import attrs

from desktop.analysis import compare, cost, coverage, licences, risk, supply
from desktop.analysis.figures import figures
from desktop.analysis.lens import ALL
from desktop.model.months import Month
from desktop.model.plan import Bent, Plan
from desktop.model.records import Item, Offer, Source
from desktop.model.records.supply import CLASSES
from desktop.session import jobs, sentences, shortages, summary
from desktop.session.report.layout import subtitle_of
from desktop.store.whole_file import write_whole
from desktop.text import formats
from desktop.text.messages import say

ENDING = ".pdf"
_FIGURES = ("on-time", "cost", "landed", "landed-per-kg", "contained", "hhi-source", "on-licence-share", "orders-due")
_LINES = 6
"""How many lines of a list the page has room for; the workbook has all."""
_CRORE = 10_000_000


@attrs.frozen
class Listing:
    """A list under a heading: its header and rows of texts; what is more than fits is told in ``more``."""

    heading: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: str = ""


@attrs.frozen
class Handout:
    """The words and numbers of the page: ``arrivals`` by class and ``need`` in t contained, ``costs`` in INR crore."""

    title: str
    subtitle: str
    status: str
    figures: tuple[tuple[str, str], ...]
    lists: tuple[Listing, ...]
    months: tuple[Month, ...]
    arrivals: tuple[tuple[str, tuple[float, ...]], ...]
    need: tuple[float, ...]
    costs: tuple[tuple[str, float], ...]


def of_plan(plan: Plan) -> Handout:
    """What the page says of a plan."""
    found, lens = figures(plan), ALL
    frame = supply.by_class(plan, lens) / 1000
    rows = {row.key: row for row in compare.ROWS}
    parts = cost.by_part(plan)
    return Handout(
        title=found.project or say("document-unnamed"),
        subtitle=subtitle_of(found),
        status=f"{say(f'status-{plan.status}')}. {say('answer-' + plan.answer)}."
        + ("" if plan.verified else f" {say('summary-unverified')}."),
        figures=tuple((rows[key].label, summary.shown(rows[key], rows[key].read(found))) for key in _FIGURES),
        lists=(_targets(plan), _shares(plan), _files(plan), _short(plan)),
        months=plan.months,
        arrivals=tuple((say(f"class-{name}"), tuple(map(float, frame[name]))) for name in CLASSES),
        need=tuple(map(float, supply.requirement(plan, lens) / 1000)),
        costs=tuple((say(f"part-{part}"), parts[part] / _CRORE) for part in cost.COLUMNS if parts[part]),
    )


def keep(data: bytes, path: Path, own: Path | None) -> None:
    """Write the finished page, ``own`` is the project's file. Raises FileFault, WrongCall."""
    jobs.refuse_workbook(path, own, (ENDING,))
    write_whole(path, data)


def _targets(plan: Plan) -> Listing:
    """The promised items, those with the most missing first."""
    table = coverage.by_item(plan).sort_values("on_time_share", kind="stable")
    rows = [
        (
            str(line["name"] or item),
            formats.quantity(float(line["target"]), str(line["unit"])),
            formats.reached(float(line["on_time_share"])),
            formats.quantity(float(line["lost"] + line["late"]), str(line["unit"])),
            formats.month(line["first_short"]) if isinstance(line["first_short"], Month) else "–",
        )
        for item, line in table.iterrows()
    ]
    return _listing("targets", ("item", "target", "on-time", "missing", "first-short"), rows)


def _shares(plan: Plan) -> Listing:
    """What each class delivers and costs."""
    shares = risk.shares(plan)
    rows = [
        (
            say(f"class-{name}"),
            formats.quantity(float(shares["contained"][name]) / 1000, "t"),
            formats.percent(_part(float(shares["contained"][name]), float(shares["contained"].sum()))),
            formats.money(float(shares["value"][name])),
            formats.percent(_part(float(shares["value"][name]), float(shares["value"].sum()))),
        )
        for name in CLASSES
    ]
    return _listing("shares", ("class", "contained", "share", "landed", "share"), rows)


def _part(value: float, whole: float) -> float:
    return value / whole if whole else 0.0


def _files(plan: Plan) -> Listing:
    """The licence files to put in, of each source and item together."""
    offers, sources, items = plan.world.by_id(Offer), plan.world.by_id(Source), plan.world.by_id(Item)
    rows = []
    for group in licences.by_source_and_item(plan):
        first = group.iloc[0]
        offer = offers[str(first["offer"])]
        source, item = sources[offer.source], items[offer.item]
        count = formats.number(float(group["files"].sum()))
        rows.append((source.name or source.id, item.name or item.id, count, formats.date(first["file_by"])))
    return _listing("files", ("source", "item", "files", "first"), rows)


def _short(plan: Plan) -> Listing:
    """What gave way, why nothing is bought where laws leave no other way, and what targets that are short wait for."""
    worst: dict[str, Bent] = {}
    for bent in plan.bent:
        said = sentences.of_bent(plan.world, bent)
        worst[said] = max(worst.get(said, bent), bent, key=lambda each: abs(each.reached - each.asked))
    told = [_reached(said, bent) for said, bent in worst.items()]
    lines = [*told, *sentences.of_halted(plan), *shortages.told(plan)]
    return _listing("short", (), [(text,) for text in lines])


def _reached(said: str, bent: Bent) -> str:
    """A limit with what it asks and what comes nearest to it in its worst window, where these are figures."""
    asked, reached = (sentences.level(bent, value) for value in (bent.asked, bent.reached))
    return say("handout-bent", sentence=said, asked=asked, reached=reached) if asked else said


def _listing(key: str, header: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Listing:
    more = say("handout-more", count=len(rows) - _LINES) if len(rows) > _LINES else ""
    shown = tuple(rows[:_LINES]) or ((say("report-none"),),)
    heads = tuple(say(f"handout-{each}") for each in header) if rows else ()
    return Listing(say(f"handout-heading-{key}"), heads, shown, more)
