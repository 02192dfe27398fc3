"""The order of a mix's goals: which may be moved, where to, and the edit of it (model.md section 5)."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.model.edits import Edit
from desktop.model.project import Project
from desktop.model.records import GOALS, Mix
from desktop.session import mixes

LAST = "fewest changes"
"""The goal that stands after all others; laws stand before them, and neither is moved."""


def order_of(mix: Mix) -> tuple[str, ...]:
    """All goals of a mix, what stands first at the front; those it does not name follow as usual."""
    return tuple(dict.fromkeys([*mix.goals, *GOALS]))


def movable(order: Sequence[str]) -> tuple[str, ...]:
    """The goals that may change places, in their order; one that was put before them in the table stays there."""
    return tuple(goal for goal in order if goal != LAST)


def moved(order: Sequence[str], goal: str, place: int) -> tuple[str, ...]:
    """The order with a goal at another place among the movable ones; what cannot be moved stands last."""
    others = [each for each in movable(order) if each != goal]
    place = min(max(place, 0), len(others))
    return (*others[:place], goal, *others[place:], LAST) if goal != LAST else tuple(order)


def edit(project: Project, mix: str, order: Sequence[str]) -> Edit:
    """The edit that gives a mix this order; the usual one is that of a mix that names none."""
    named = () if tuple(order) == GOALS else tuple(order)
    while named and tuple(dict.fromkeys([*named[:-1], *GOALS])) == tuple(order):
        named = named[:-1]
    return mixes.change(project, mix, "edit-mix-goals", goals=named)


def buys_nothing(order: Sequence[str]) -> bool:
    """Whether cost stands before the targets, so that buying nothing is best."""
    return order.index("cost") < order.index("targets")
