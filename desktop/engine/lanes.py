"""The ways in which offers can arrive: free, under a file still to go in, or under one in hand (model.md 4.6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from desktop.engine.vectors import BoolArray, IntArray
from desktop.model.licensing import (
    USED_LICENCES,
    Days,
    Permit,
    applying,
    file_by,
    leaving,
    permit_for,
    span_of,
    usable_days,
)
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import LeadTime, Licence, Offer, Regime


@attrs.frozen(eq=False)
class Lanes:
    """The ways in which offers can arrive; shape of the arrays: (lanes,) or (lanes, months).

    The first lanes are the offers themselves, in order: free of licence, or under a file still to go in. Each
    licence of the project that can be used is one more lane of its offer. ``open`` says in which months of arrival
    the lane can be used, ``order_by`` by which day, as an ordinal, it must be ordered (or a new file go in),
    ``new_file`` whether it needs a new file: for all that is asked, or for what other regimes than the licence's ask.
    Two files of the project under different regimes are not combined in one lane.
    """

    offer: IntArray
    licences: tuple[Licence, ...]
    open: BoolArray
    order_by: IntArray
    new_file: BoolArray


def lanes(world: Project, offers: Sequence[Offer], months: Sequence[Month], days: Days) -> Lanes:
    """The lanes of ``offers`` for arrivals in ``months``, new files taking the ``days`` that are planned with."""
    if world.settings.plan_date is None:
        raise ValueError("a project without a plan date must not pass its checks")
    today, at = world.settings.plan_date, {offer.id: position for position, offer in enumerate(offers)}
    licences = tuple(row for row in world.all(Licence) if row.status in USED_LICENCES)
    of = np.array([*range(len(offers)), *(at[licence.offer] for licence in licences)], dtype=np.int64)
    leave = _leaving(world, offers, months)
    order_by = leave[of].reshape(len(of), len(months))
    ready, new_file = order_by >= today.toordinal(), np.zeros(order_by.shape, dtype=bool)
    ready[len(offers) :] = False  # a file that nothing asks for opens no way
    ways: list[list[int]] = [[position] for position in range(len(offers))]
    for lane in range(len(offers), len(of)):
        ways[of[lane]].append(lane)
    for position, offer in enumerate(offers):
        for permit, asked in _permits(world, offer, months, leave[position], days):
            for lane in ways[position]:
                licence = licences[lane - len(offers)] if lane >= len(offers) else None
                rest = permit.beside(licence.regime) if licence else permit
                leaves = leave[position, asked]
                filed = _filed(leaves, rest) if rest.needed else leaves
                usable = _usable(licence, permit, leaves, today) if licence else not permit.closed
                order_by[lane][asked] = filed
                ready[lane][asked] = usable & rest.files & (filed >= today.toordinal())
                new_file[lane][asked] = rest.needed
    return Lanes(of, licences, ready, order_by, new_file)


def _leaving(world: Project, offers: Sequence[Offer], months: Sequence[Month]) -> IntArray:
    """The days by which goods must be ordered, or leave under their licence, as ordinals, (offers, t)."""
    stepped = world.grouped(LeadTime, "offer")
    first = np.array([month.first_day.toordinal() for month in months], dtype=np.int64)
    leave = first - np.array([round(offer.lead_days) for offer in offers], dtype=np.int64).reshape(-1, 1)
    for position, offer in enumerate(offers):
        if offer.id in stepped:
            leave[position] = [day.toordinal() for day in leaving(world, offer, months)]
    return leave


def _permits(
    world: Project, offer: Offer, months: Sequence[Month], leaves: IntArray, days: Days
) -> Iterator[tuple[Permit, BoolArray]]:
    """What is asked of an offer, and in which months (t,); months in which nothing is asked are left out."""
    regimes = applying(world, offer)
    if not regimes:
        if offer.licence == "needed":
            yield permit_for(offer, (), days, ()), np.ones(len(months), dtype=bool)
        return
    patterns = np.zeros(len(months), dtype=object)  # of whole numbers without end, for any number of regimes
    for place, regime in enumerate(regimes):
        patterns += _holds(regime, months, leaves).astype(object) * (1 << place)
    for pattern in dict.fromkeys(patterns.tolist()):
        asking = [regime for place, regime in enumerate(regimes) if pattern >> place & 1]
        permit = permit_for(offer, asking, days, regimes)
        if permit.needed or permit.closed:
            yield permit, patterns == pattern


def _holds(regime: Regime, months: Sequence[Month], leaves: IntArray) -> BoolArray:
    """In which months of arrival a regime holds, (t,): stopped, by the day of leaving; else by the month itself."""
    first, last = span_of(regime)
    if regime.status == "suspended":
        return np.zeros(len(months), dtype=bool)
    if regime.status == "stopped":
        return (first.toordinal() <= leaves) & (leaves <= last.toordinal())
    index = np.arange(months[0].index, months[0].index + len(months))
    return (Month.containing(first).index <= index) & (index <= Month.containing(last).index)


def _filed(leaves: IntArray, permit: Permit) -> IntArray:
    """By which days new files go in so that goods can leave on the days ``leaves``; all as ordinals."""
    if not permit.stops:
        return leaves - round(permit.days)
    return np.array([file_by(dt.date.fromordinal(day), permit).toordinal() for day in leaves.tolist()], dtype=np.int64)


def _usable(licence: Licence, permit: Permit, leaves: IntArray, today: dt.date) -> BoolArray:
    """On which of the days ``leaves`` goods may leave under a file of the project."""
    span = usable_days(licence, permit, today)
    if span is None:
        return np.zeros(leaves.size, dtype=bool)
    return (span[0].toordinal() <= leaves) & (leaves <= span[1].toordinal())
