"""What the second computation finds of one limit that can give way, and how it judges what the plan tells of it."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from desktop.engine.verify_told import TOLERANCE
from desktop.model.months import Month
from desktop.model.plan import Bent, Fault

UNTOLD = 2 * TOLERANCE
"""What may be missing, of the size at hand, before a plan must tell it: it tells what misses more than half of it."""


@attrs.frozen
class Limit:
    """A limit that can give way, as recomputed: what the plan would have to tell, and the size it is held against.

    ``firsts`` and ``lasts`` are the months that may be told as its first and last: more than one only where a
    store is over by next to nothing. ``reached`` holds what else may be told as reached.
    """

    found: Bent
    size: float
    reached_size: float
    firsts: tuple[Month, ...]
    lasts: tuple[Month, ...]
    reached: tuple[float, ...] = ()


def judged(limit: Limit, told: Bent | None) -> Iterator[Fault]:
    """A fault where the plan tells something else about one limit than was found."""
    found = limit.found
    if told is None and found.amount <= UNTOLD * limit.size:
        return
    key, where = "verify-bent", f"{found.kind} {found.limit}"
    if found.kind.startswith("share"):
        key, where = "verify-share", f"{found.limit} {found.first_month}"
    if told is None:
        yield Fault(key, where, found.amount / (limit.size or 1.0))
        return
    gap = abs(found.amount - told.amount)
    if not (gap <= TOLERANCE * max(limit.size, abs(found.amount))):
        yield Fault(key, where, gap / (limit.size or 1.0))
    named = told.first_month in limit.firsts and told.last_month in limit.lasts and told.unit == found.unit
    if not named or told.asked != found.asked:
        yield Fault("verify-bent", where, 1.0)
    off = min(abs(reached - told.reached) for reached in (found.reached, *limit.reached))
    if not (off <= TOLERANCE * limit.reached_size):
        yield Fault("verify-bent", where, off / (limit.reached_size or 1.0))


def over_months(found: Bent, size: float, over: list[tuple[Month, float]]) -> Limit:
    """A limit that is told once for all months: ``over`` says by how much it is missed in each that misses it.

    ``found`` names the months and the amount where nothing is over; what was reached is told of the worst month.
    """
    clearly = [month for month, amount in over if amount > UNTOLD * size] or [month for month, _ in over]
    firsts = tuple(month for month, _ in over if month <= clearly[0])
    lasts = tuple(month for month, _ in over if month >= clearly[-1])
    if over:
        found = attrs.evolve(found, first_month=firsts[0], last_month=lasts[0])
    return Limit(found, size, size, firsts, lasts)
