"""The result of planning one mix under one scenario; plain values that remember the project they came from."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from desktop.model.months import Month
from desktop.model.orders import Orders, in_columns
from desktop.model.project import Project

Series = tuple[float, ...]
_MUCH = 0.05
"""The share of a target that no planner gives up for whole lots without being told that it must be so."""
_NOTHING = 1e-9
"""What is missing of a target counts from this share of all of it on."""
_SAME = 1e-6
"""Goals that differ by this share, or by this much in their own unit, are reached alike."""


@attrs.frozen
class Decision:
    """A yes or no that costs money: 1 in a whole answer; the part that was taken of it where it is relaxed.

    Where order and contract costs are spread the part is of all that targets ask for, so that it is above 1 where
    pins, rules or incentives make a plan buy more than that.

    ``kind`` and ``of``: "order" (a source, in one month), "contract" (a source, over the horizon), "tier" (an offer
    and the tier's lower end, over the tier's window), "incentive" (an incentive, over a fiscal year).
    """

    kind: str
    of: str
    first_month: Month
    last_month: Month
    value: float


@attrs.frozen
class IncentivePaid:
    """What an incentive comes to in one fiscal year, and what it takes.

    ``quantity`` is what was bought or made, in the item's unit; ``value`` and its ``domestic`` part, ``paid`` and
    ``missed`` (for want of domestic value) are in INR.
    """

    incentive: str
    fiscal_year: int
    quantity: float
    value: float
    domestic: float
    paid: float
    missed: float


@attrs.frozen
class Bent:
    """A limit that gave way: by how much, where, and what was reached instead.

    ``limit`` is the id of the rule or pin, the id of the item whose storage limit or closing stock gave way, or ""
    for the storage of all items together. ``amount`` is in ``unit`` (kg contained or emitted, the item's unit, INR,
    space); asked and reached are in % for shares, in days for cover, and in ``unit`` for the others.
    """

    kind: str
    limit: str
    first_month: Month
    last_month: Month
    amount: float
    unit: str
    asked: float
    reached: float


@attrs.frozen
class Cost:
    """What the plan costs over the horizon, in INR (model.md section 5, goal 5); incentives are below zero."""

    landed: float = 0.0
    orders: float = 0.0
    contracts: float = 0.0
    charges: float = 0.0
    take_or_pay: float = 0.0
    holding: float = 0.0
    capital: float = 0.0
    recipes: float = 0.0
    penalties: float = 0.0
    incentives: float = 0.0

    @property
    def total(self) -> float:
        """The sum of the parts."""
        return float(sum(attrs.astuple(self)))


@attrs.frozen
class Goal:
    """What one goal of the order reached; ``value`` is in the goal's own measure, 0 is full marks but for cost."""

    name: str
    value: float
    solves: int


@attrs.frozen
class Fault:
    """A balance, limit or sum that the second computation found broken, with the relative difference."""

    key: str
    where: str
    difference: float


@attrs.frozen
class Effort:
    """Where the time went, in seconds, and the size of the program that was solved."""

    total: float
    solver: float
    solves: int
    rows: int
    columns: int
    nonzeros: int


@attrs.frozen(eq=False)
class Plan:
    """Arrivals, production, stock, deliveries and money of one mix under one scenario.

    ``project`` is what the planner entered, ``world`` the same after the scenario's events. Every mapping goes
    from an id (offer, recipe, item) to one number per month, in the item's unit; items without targets have no
    delivered, late and lost. ``stock_value`` is what one unit of each item ties up in stock, INR.

    A "continuous" ``answer`` relaxes every yes or no and asks for no whole lots; a "whole" one keeps them in the
    near months, and knows a ``bound`` below which no such plan can cost (INR). ``certificate`` is the largest
    relative gap that exact arithmetic left between a continuous solve and its bound, None where it was not asked.
    """

    project: Project
    world: Project
    mix: str
    scenario: str
    months: tuple[Month, ...]
    orders: Orders = attrs.field(converter=in_columns)
    arrivals: Mapping[str, Series]
    production: Mapping[str, Series]
    stock: Mapping[str, Series]
    target: Mapping[str, Series]
    delivered: Mapping[str, Series]
    late: Mapping[str, Series]
    lost: Mapping[str, Series]
    safety_short: Mapping[str, Series]
    bent: tuple[Bent, ...]
    cost: Cost
    goals: tuple[Goal, ...]
    effort: Effort
    stock_value: Mapping[str, float] = attrs.field(factory=dict)
    faults: tuple[Fault, ...] = ()
    answer: str = "continuous"
    decisions: tuple[Decision, ...] = ()
    incentives: tuple[IncentivePaid, ...] = ()
    bound: float | None = None
    certificate: float | None = None

    @property
    def gap(self) -> float | None:
        """What the plan costs above its bound, in INR; None where there is no bound."""
        return None if self.bound is None else max(self.cost.total - self.bound, 0.0)

    @property
    def verified(self) -> bool:
        """Whether the second computation agrees within 1e-6 (model.md section 6)."""
        return not self.faults

    @property
    def status(self) -> str:
        """``met``: all on time, no rule bent; ``short``: something late or lost; ``bent``: only rules gave way."""
        if any(self._is_short(item) for item in self.target):
            return "short"
        return "bent" if self.bent else "met"

    @property
    def first_try(self) -> bool:
        """Whether a whole plan gives up targets or limits, and nothing says yet that it has to.

        A search ended before it knew: a bound says that the goals before the cost are reached as well as can be.
        """
        return self.answer == "whole" and self.bound is None and self.status != "met"

    def beats(self, other: Plan) -> bool:
        """Whether this whole plan is better than another of the same project, mix and scenario, goal by goal.

        What differs within the accuracy of the goals (1e-6, model.md section 5) is equal, and then the higher bound
        is better: it says more, unless that is within it too. A continuous plan beats none: it is no answer in whole
        lots.
        """
        if self.answer != "whole" or not self.verified or not other.verified:
            return self.answer == "whole" and self.verified
        for mine, theirs in zip(self._reached(), other._reached(), strict=False):
            if abs(theirs - mine) > _SAME * max(abs(mine), 1.0):
                return mine < theirs
        if self.bound is None or other.bound is None:
            return self.bound is not None
        return self.bound - other.bound > _SAME * max(abs(self.bound), 1.0)

    def reaches(self, other: Plan) -> bool:
        """Whether this plan reaches every goal as well as another of the same project, mix and scenario does."""
        pairs = zip(self._reached(), other._reached(), strict=True)
        return all(mine - theirs <= _SAME * max(abs(mine), 1.0) for mine, theirs in pairs)

    def gives_up(self, other: Plan) -> bool:
        """Whether this plan loses far more of some target than ``other`` does, and nothing says that it has to.

        A search that ended early may have found nothing better yet; a bound says that the goals before the cost are
        reached as well as can be.
        """
        return self.bound is None and any(
            sum(self.lost[item]) - sum(other.lost.get(item, ())) > _MUCH * sum(series)
            for item, series in self.target.items()
        )

    def _reached(self) -> list[float]:
        """What the goals reached, in their order, with all that the plan costs as the cost."""
        return [self.cost.total if goal.name == "cost" else goal.value for goal in self.goals]

    def _is_short(self, item: str) -> bool:
        """Whether anything of an item's target is late or lost, but for rounding."""
        nothing = _NOTHING * sum(self.target[item])
        return max((*self.late[item], *self.lost[item]), default=0.0) > nothing
