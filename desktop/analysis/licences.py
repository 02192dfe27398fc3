"""The licence files of a plan: which still have to go in, by when and for what, and what is left of those in hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pandas as pd

from desktop.analysis import orders, periods
from desktop.analysis.memory import remembered
from desktop.model import licensing
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.records import Item, Licence, Mix, Offer, Regime, Source

COLUMNS = (
    "offer",
    "source_name",
    "item_name",
    "regimes",  # names, joined
    "file_by",  # the last day on which the file can go in
    "month",  # of arrival
    "quantity",  # as bought, in the item's unit
    "unit",
    "contained",  # kg of all rare earths
    "files",  # how many go in for the order: of every regime that asks as many as it wants for a shipment
)
HELD_COLUMNS = (
    "licence",
    "regime",  # its name
    "offer",
    "source_name",
    "item_name",
    "status",
    "allowed",  # this and the next two as bought, in the item's unit
    "used",
    "left",
    "unit",
    "valid_until",
    "obstacle",  # why no goods of the plan can leave under it, "" where they can
)


@remembered
def files(plan: Plan) -> pd.DataFrame:
    """The files still to be put in, ``COLUMNS``, by the day they have to go in.

    Goods with a file in hand need new ones where other regimes than the file's ask for them too.
    """
    lines = orders.table(plan)
    days, months = lines["file_by"].tolist(), lines["month"].tolist()
    new = [at for at, day in enumerate(days) if day is not None]
    new.sort(key=lambda at: (days[at], months[at].index))
    taken = {name: lines[name].to_numpy()[new] for name in COLUMNS if name in lines}
    applied = list(_applied(plan, zip(taken["offer"], taken["month"], lines["licence"].to_numpy()[new], strict=True)))
    taken["regimes"] = np.array([names for names, _ in applied], dtype=object)
    taken["files"] = np.array([count for _, count in applied], dtype=int)
    return pd.DataFrame({name: taken[name] for name in COLUMNS})


def _applied(plan: Plan, goods: Iterable[tuple[str, Month, str]]) -> Iterator[tuple[str, int]]:
    """Of goods by offer, month and licence, the regimes under which new files go in, and how many files."""
    told: dict[tuple[int, str], tuple[str, int]] = {}
    first, asked = plan.months[0].index, dict[str, Sequence[licensing.Permit]]()
    for offer, month, licence in goods:
        if offer not in asked:
            asked[offer] = permits(plan, offer)
        permit = asked[offer][month.index - first]  # one and the same where the same is asked
        if (id(permit), licence) not in told:
            told[id(permit), licence] = _told(plan, permit, licence)
        yield told[id(permit), licence]


def by_source_and_item(plan: Plan) -> list[pd.DataFrame]:
    """The ``files`` parted by who delivers and what, those of the earliest file first."""
    table, offers = files(plan), plan.world.by_id(Offer)
    owners = [(offers[str(name)].source, offers[str(name)].item) for name in table["offer"]]
    return _parted(table, owners)


def by_quarter(lines: pd.DataFrame) -> list[pd.DataFrame]:
    """Some of the ``files``, parted by the quarter of the (fiscal) year in which they go in."""
    return _parted(lines, [periods.quarter(day) for day in lines["file_by"]])


def _parted(lines: pd.DataFrame, by: Sequence[tuple[str, str] | tuple[int, int]]) -> list[pd.DataFrame]:
    """The lines of each different value, in the order in which these come first."""
    places: dict[tuple[str, str] | tuple[int, int], list[int]] = {}
    for at, value in enumerate(by):
        places.setdefault(value, []).append(at)
    return [lines.iloc[own].reset_index(drop=True) for own in places.values()]


@remembered
def to_put_in(plan: Plan) -> int:
    """How many files still have to go in: every one that a shipment needs."""
    orders_ = plan.orders
    lines = zip(orders_.offer, orders_.month, orders_.licence, orders_.file_by, strict=True)
    goods = ((offer, month, licence) for offer, month, licence, day in lines if day is not None)
    return sum(count for _, count in _applied(plan, goods))


def next_file_by(plan: Plan) -> dt.date | None:
    """The last day on which the first of these files can go in; None where none has to."""
    return min((day for day in plan.orders.file_by if day is not None), default=None)


def held(plan: Plan) -> pd.DataFrame:
    """The files of the project, ``HELD_COLUMNS``: what each allows, what the plan uses of it, and what is left.

    Of drafts, of refused files, and of those for other goods, freight or times than the plan's, nothing is left to use.
    """
    used: dict[str, float] = {}
    for order in plan.orders:
        used[order.licence] = used.get(order.licence, 0.0) + order.quantity
    regimes, offers = plan.project.by_id(Regime), plan.world.by_id(Offer)
    sources, items = plan.world.by_id(Source), plan.world.by_id(Item)
    rows = []
    for file in plan.world.all(Licence):
        offer, regime = offers[file.offer], regimes[file.regime]
        source, item, drawn = sources[offer.source], items[offer.item], used.get(file.id, 0.0)
        names = (file.id, regime.name or regime.id, offer.id, source.name or source.id, item.name or item.id)
        obstacle = _obstacle(plan, file)
        left = 0.0 if obstacle else max(file.quantity - drawn, 0.0)
        rows.append((*names, file.status, file.quantity, drawn, left, item.unit, file.valid_until, obstacle))
    return pd.DataFrame(rows, columns=list(HELD_COLUMNS), dtype=object)


def opening(plan: Plan) -> list[tuple[dt.date | None, dt.date | None]]:
    """Of each file of ``held``: the first day on which the plan lets goods leave under it; None for no day, or all.

    The second is the day by which a file that was submitted should have been granted, where that has gone by: the
    plan counts on the grant from its own date on.
    """
    today, found = plan.world.settings.plan_date or dt.date.min, []
    for file in plan.world.all(Licence):
        asked = [permit for permit in permits(plan, file.offer) if permit.under(file.regime).needed]
        spans = [span for permit in asked if (span := licensing.usable_days(file, permit, today)) is not None]
        first = min((span[0] for span in spans), default=None) if not _obstacle(plan, file) else None
        waiting = file.submitted if file.status == "submitted" else None
        grants = [licensing.granted_on(waiting, permit.under(file.regime)) for permit in asked if waiting is not None]
        due = min(grants, default=today)
        found.append((None if first == dt.date.min else first, due if due < today else None))
    return found


def _obstacle(plan: Plan, file: Licence) -> licensing.Obstacle:
    """Why no goods can leave under a file to arrive in the plan's months."""
    today = plan.world.settings.plan_date or dt.date.min
    leaves = licensing.leaving(plan.world, plan.world.by_id(Offer)[file.offer], plan.months)
    return licensing.obstacle(file, permits(plan, file.offer), leaves, today)


def _told(plan: Plan, permit: licensing.Permit, licence: str) -> tuple[str, int]:
    """The names of the regimes under which new files go in for an order with ``licence``, and how many files each.

    The parts of a regime take the same file.
    """
    file, regimes = plan.world.by_id(Licence).get(licence), plan.project.by_id(Regime)
    rest = permit.beside(file.regime) if file else permit
    applying = [regimes[id_] for id_ in dict.fromkeys(ask.parent for ask in rest.asks) if id_]
    count = sum(regime.files_per_shipment for regime in applying) or 1
    return ", ".join(regime.name or regime.id for regime in applying), count


@remembered
def permits(plan: Plan, offer: str) -> tuple[licensing.Permit, ...]:
    """What the regimes ask of an offer in each month, with the days that the mix plans with."""
    return licensing.permits(plan.world, plan.world.by_id(Offer)[offer], plan.months, days(plan))


def days(plan: Plan) -> licensing.Days:
    """The days of files that the mix plans with: usual or slow ones."""
    return "P90" if plan.world.by_id(Mix)[plan.mix].licence_days == "P90" else "P50"
