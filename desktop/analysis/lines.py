"""The rows that figures are made of, and how all of them become JSON."""

from __future__ import annotations

import datetime as dt

import attrs

from desktop.model.months import Month
from desktop.model.plan import Bent

SHARE, DAYS = "share", "days"
"""The units of a bent rule's levels where they are shares from 0 to 1, or days of cover."""

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


@attrs.frozen
class Coverage:
    """What becomes of one promised item's target: quantities in ``unit``, shares 0-1."""

    name: str
    unit: str
    target: float
    on_time: float
    late: float
    lost: float
    on_time_share: float
    late_share: float
    lost_share: float
    first_month_short: Month | None
    line_stops: dt.date | None = None


@attrs.frozen
class Share:
    """The part of a group in all that arrives: shares 0-1."""

    contained: float
    value: float
    contained_kg: float
    value_inr: float


@attrs.frozen
class File:
    """A licence file still to be put in."""

    offer: str
    regimes: str
    file_by: dt.date
    arrival_month: Month
    quantity: float
    unit: str
    files: int


@attrs.frozen
class HeldFile:
    """A licence file of the project: what it allows, what the plan draws from it, and what is left, in ``unit``.

    ``obstacle`` is why no goods of the plan can leave under it: its "status", "regime", "freight mode" or "dates".
    """

    licence: str
    regime: str
    offer: str
    status: str
    allowed: float
    used: float
    left: float
    unit: str
    valid_until: dt.date | None
    obstacle: str


@attrs.frozen
class IncentiveLine:
    """What an incentive comes to in a fiscal year; missed is what is not paid for want of domestic value."""

    fiscal_year: str
    incentive: str
    item: str
    quantity: float
    unit: str
    value_inr: float
    domestic_inr: float
    domestic_share: float
    least_domestic_share: float
    domestic_lacking_inr: float
    paid_inr: float
    missed_inr: float


@attrs.frozen
class Agreement:
    """A yearly quantity of a source, in use of its joint capacity: taken, least if used, and paid for in any case."""

    fiscal_year: str
    source: str
    taken: float
    least: float
    agreed: float
    short: float
    paid_inr: float


@attrs.frozen
class DecisionLine:
    """A yes or no that costs money; ``value`` is 1 in a whole answer, and the part taken where it is spread."""

    kind: str
    of: str
    first_month: Month
    last_month: Month
    value: float


@attrs.frozen
class OrderLine:
    """An order; one placed before the plan has no order date. ``licence`` is "", a file's id, or "new".

    An ``estimate`` lies beyond the near months, where orders need not be whole lots.
    """

    offer: str
    item: str
    order_date: dt.date | None
    arrival_month: Month
    quantity: float
    unit: str
    cost_inr: float
    licence: str
    file_by: dt.date | None
    placed: bool
    estimate: bool = False
    tiers: tuple[tuple[float, float], ...] = ()


@attrs.frozen
class BentRule:
    """A limit that gave way: missing is in ``missing_unit``, asked and reached are in ``level_unit``.

    ``level_unit`` is "share" for shares, which are 0-1 here as everywhere, "days" for cover, and else the unit of
    what is missing. Rules that speak of two groups have no unit: asked is 1, reached 0.
    """

    rule: str
    kind: str
    first_month: Month
    last_month: Month
    missing: float
    missing_unit: str
    asked: float
    reached: float
    level_unit: str


def level_unit(bent: Bent) -> str:
    """What is asked and reached of a limit that gave way is counted in; shares are in % in the plan itself."""
    if bent.kind.startswith("share"):
        return SHARE
    return DAYS if bent.kind.startswith("cover") else bent.unit


def bent_rule(bent: Bent) -> BentRule:
    """A limit of a plan that gave way, its shares 0-1."""
    share = level_unit(bent) == SHARE
    return BentRule(
        rule=bent.limit,
        kind=bent.kind,
        first_month=bent.first_month,
        last_month=bent.last_month,
        missing=bent.amount,
        missing_unit=bent.unit,
        asked=bent.asked / 100 if share else bent.asked,
        reached=bent.reached / 100 if share else bent.reached,
        level_unit=level_unit(bent),
    )


def as_json(value: object) -> Json:
    """A figure as JSON: months as 2027-08, days as 2027-08-31, records by field; raises TypeError for what is none."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case dict():
            return {str(key): as_json(part) for key, part in value.items()}
        case tuple():
            return [as_json(part) for part in value]
        case Month() | dt.date():
            return str(value)
        case (
            Agreement()
            | BentRule()
            | Coverage()
            | DecisionLine()
            | File()
            | HeldFile()
            | IncentiveLine()
            | OrderLine()
            | Share()
        ):
            return {field.name: as_json(getattr(value, field.name)) for field in attrs.fields(type(value))}
    raise TypeError(type(value))
