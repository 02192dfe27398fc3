"""Ways to plant one fault in a sound plan: a figure a ten-thousandth off, a month or an id beside the right one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs

from desktop.engine.ledger import Ledger
from desktop.engine.verify import verify
from desktop.model.orders import LandedCost, Order
from desktop.model.plan import Bent, Decision, IncentivePaid, Plan, Series
from desktop.model.records import Incentive, Offer, Recipe, Tier

STEP = 1e-4
FACTORS = (1 + STEP, 1 - STEP)
Faulty = tuple[str, Plan]
Planter = Callable[[Plan], Iterator[Faulty]]
Row = Order | Decision | IncentivePaid | Bent
Change = Callable[[Plan, Row], Iterator[Row]]
Counts = Callable[[Plan, Row], bool]


def with_plan(plan: Plan, **values: object) -> Plan:
    """The plan with some fields set, whatever they hold."""
    fields = attrs.asdict(plan, recurse=False)
    fields.update(values)
    return Plan(**fields)


def with_row(row: Row, **values: object) -> Row:
    """A row with some fields set, whatever they hold."""
    fields = attrs.asdict(row, recurse=False)
    fields.update(values)
    return type(row)(**fields)


def unfound(plan: Plan, planter: Planter, most: int = 8) -> list[str]:
    """Which of the faults, at most so many of all and each far from the others, ``verify`` lets pass.

    A planter that finds no place for its fault in the plan tests nothing: that fails.
    """
    faulty = [*planter(plan)]
    assert faulty
    chosen = faulty[:: -(-len(faulty) // most)]
    return [where for where, wrong in chosen if not verify(wrong)]


# -------------------------------------------------------------------------- series by id and month


def _item_of(plan: Plan, name: str) -> str:
    """The item whose size a series is held against."""
    offer, recipe = plan.world.by_id(Offer).get(name), plan.world.by_id(Recipe).get(name)
    return offer.item if offer else recipe.output if recipe else name


def _put(plan: Plan, table: str, name: str, series: Sequence[float]) -> Plan:
    return with_plan(plan, **{table: {**getattr(plan, table), name: tuple(series)}})


def figure_off(table: str, factor: float) -> Planter:
    """One figure of a table of series times ``factor``: of those that are more than a fiftieth of their item's size."""

    def plant(plan: Plan) -> Iterator[Faulty]:
        size = Ledger(plan).size
        for name, series in getattr(plan, table).items():
            for position, value in enumerate(series):
                if value > 0.02 * size[_item_of(plan, name)]:
                    values = [*series[:position], factor * value, *series[position + 1 :]]
                    yield f"{name} {position}", _put(plan, table, name, values)

    return plant


def from_nothing(table: str) -> Planter:
    """Something in a month that has nothing."""

    def plant(plan: Plan) -> Iterator[Faulty]:
        size = Ledger(plan).size
        for name, series in getattr(plan, table).items():
            for position, value in enumerate(series):
                if value == 0:
                    values = [*series[:position], STEP * size[_item_of(plan, name)], *series[position + 1 :]]
                    yield f"{name} {position}", _put(plan, table, name, values)

    return plant


def month_later(table: str) -> Planter:
    """A series that comes a month later."""

    def plant(plan: Plan) -> Iterator[Faulty]:
        for name, series in getattr(plan, table).items():
            later = (*series[-1:], *series[:-1])
            if later != series:
                yield name, _put(plan, table, name, later)

    return plant


def of_another(table: str) -> Planter:
    """The series of two ids in each other's place."""

    def plant(plan: Plan) -> Iterator[Faulty]:
        of: Mapping[str, Series] = getattr(plan, table)
        for one, other in zip(of, [*of][1:], strict=False):
            if of[one] != of[other]:
                yield f"{one} {other}", with_plan(plan, **{table: {**of, one: of[other], other: of[one]}})

    return plant


# -------------------------------------------------------------------------- rows: orders, decisions, incentives, bent


def every(_plan: Plan, _row: Row) -> bool:
    """All rows count."""
    return True


def of_kind(kind: str) -> Counts:
    """The rows of one kind count."""
    return lambda _plan, row: getattr(row, "kind") == kind  # noqa: B009 - the kind of a decision or of what is bent


def _replaced(plan: Plan, table: str, position: int, *rows: object) -> Plan:
    told = getattr(plan, table)
    return with_plan(plan, **{table: (*told[:position], *rows, *told[position + 1 :])})


def changed(table: str, change: Change, counts: Counts = every) -> Planter:
    """One row of a table, changed in every way that ``change`` gives; of those rows that count."""

    def plant(plan: Plan) -> Iterator[Faulty]:
        for position, row in enumerate(getattr(plan, table)):
            for other in change(plan, row) if counts(plan, row) else ():
                if other != row:
                    yield f"{row} -> {other}", _replaced(plan, table, position, other)

    return plant


def dropped(table: str, counts: Counts = every) -> Planter:
    """One row left out, of those that count."""

    def plant(plan: Plan) -> Iterator[Faulty]:
        for position, row in enumerate(getattr(plan, table)):
            if counts(plan, row):
                yield f"without {row}", _replaced(plan, table, position)

    return plant


def twice(table: str, counts: Counts = every) -> Planter:
    """One row told twice, of those that count."""

    def plant(plan: Plan) -> Iterator[Faulty]:
        for position, row in enumerate(getattr(plan, table)):
            if counts(plan, row):
                yield f"twice {row}", _replaced(plan, table, position, row, row)

    return plant


def scaled(field: str, factor: float) -> Change:
    """A number of a row times ``factor``; next to nothing becomes a ten-thousandth of the row's largest number."""

    def change(_plan: Plan, row: Row) -> Iterator[Row]:
        value = getattr(row, field)
        least = STEP * max(abs(each) for each in attrs.astuple(row, recurse=False) if isinstance(each, float))
        yield with_row(row, **{field: factor * value if value > least else value + least})

    return change


def moved(*fields: str, by: int) -> Change:
    """Months of a row moved, all by as many."""

    def change(_plan: Plan, row: Row) -> Iterator[Row]:
        yield with_row(row, **{field: getattr(row, field).plus(by) for field in fields})

    return change


def a_day(field: str, by: int) -> Change:
    """A date of a row moved by a day, or there where there is none."""

    def change(_plan: Plan, row: Row) -> Iterator[Row]:
        day = getattr(row, field)
        yield with_row(row, **{field: dt.date(2027, 1, 1) if day is None else day + dt.timedelta(days=by)})

    return change


def other_than(field: str, values: Callable[[Plan], Sequence[object]]) -> Change:
    """A field of a row with each other value that it could have."""

    def change(plan: Plan, row: Row) -> Iterator[Row]:
        for value in values(plan):
            yield with_row(row, **{field: value})

    return change


def cost_part(part: str, factor: float) -> Change:
    """A part of what an order costs times ``factor``; a part that is zero becomes a ten-thousandth of all."""

    def change(_plan: Plan, row: Row) -> Iterator[Row]:
        assert isinstance(row, Order)
        parts = attrs.asdict(row.cost)
        parts[part] = factor * parts[part] if parts[part] else STEP * row.cost.landed
        yield with_row(row, cost=LandedCost(**parts))

    return change


def tier_part(factor: float) -> Change:
    """How much of an order is in one of its tiers, times ``factor``."""

    def change(_plan: Plan, row: Row) -> Iterator[Row]:
        assert isinstance(row, Order)
        for position, (lower, quantity) in enumerate(row.tiers):
            parts = (*row.tiers[:position], (lower, factor * quantity), *row.tiers[position + 1 :])
            yield with_row(row, tiers=parts)

    return change


def other_tier(plan: Plan, row: Row) -> Iterator[Row]:
    """An order with all of one tier priced in another of the offer, or in one that is none of its."""
    assert isinstance(row, Order)
    lowers = {0.0, 1.0, *(tier.from_quantity for tier in plan.world.all(Tier) if tier.offer == row.offer)}
    for position, (lower, quantity) in enumerate(row.tiers):
        for other in sorted(lowers - {lower}):
            parts = dict((*row.tiers[:position], *row.tiers[position + 1 :]))
            parts[other] = parts.get(other, 0.0) + quantity
            yield with_row(row, tiers=tuple(parts.items()))


# -------------------------------------------------------------------------- what a row carries


def carries(plan: Plan, row: Row) -> bool:
    """Whether a decision is one without which the plan would not be sound: something is bought or paid by it."""
    assert isinstance(row, Decision)
    if row.kind == "incentive":
        asked = plan.world.by_id(Incentive)[row.of].least_domestic
        named = (row.of, row.first_month.fiscal_year)
        return asked > 0 and any(each.paid for each in plan.incentives if (each.incentive, each.fiscal_year) == named)
    if row.kind == "tier":
        used = any(
            f"{order.offer}/{lower:g}" == row.of and row.first_month <= order.month <= row.last_month
            for order in plan.orders
            for lower, _ in order.tiers
        )
        return used and (plan.answer == "continuous" or costs(plan, row))
    return True


def costs(plan: Plan, row: Row) -> bool:
    """Whether a decision costs money by itself."""
    assert isinstance(row, Decision)
    charged = {f"{tier.offer}/{tier.from_quantity:g}" for tier in plan.world.all(Tier) if tier.charge}
    return row.kind in ("order", "contract") or row.of in charged
