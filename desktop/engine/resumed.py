"""A whole plan that is known already, as the start of a further search."""

from __future__ import annotations

import time

import numpy as np

from desktop.engine.objectives import Written
from desktop.engine.program import Sparse
from desktop.engine.solver import Branching, Watch, Within
from desktop.engine.vectors import FloatArray
from desktop.model.plan import Plan

_SECONDS = 5.0
"""The most time for finding the decisions that go with a plan's arrivals; nearly all follow from them."""


def resumed(written: Written, branching: Branching, goal: Sparse, plan: Plan, until: float) -> FloatArray | None:
    """Column values (real units) with the arrivals of ``plan``, and decisions that make the most of them for ``goal``.

    None where there are none: the plan is of another project, or time is up.
    """
    draft = written.draft
    lanes, months = draft.arrays.lanes, draft.arrays.months
    ways = {(draft.arrays.offers[offer].id, ""): offer for offer in range(len(draft.arrays.offers))}
    for lane, licence in enumerate(lanes.licences, start=len(draft.arrays.offers)):
        ways[licence.offer, licence.id] = lane
    arrive = np.zeros(draft.columns.arrive.shape)
    for order in plan.orders:
        way = ways.get((order.offer, "" if order.licence == "new" else order.licence))
        if order.placed:
            continue
        if way is None or order.month not in months:
            return None
        arrive[way, months.index(order.month)] += order.quantity
    within = Within(fixed=draft.columns.arrive.ravel(), values=arrive.ravel())
    soon = min(until, time.monotonic() + _SECONDS)
    return branching.minimise(goal, within, soon, None, Watch(), mip_rel_gap=1e-6).x
