"""One fault at a time planted in what a plan buys, makes, keeps and pays: the second computation finds each."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import pytest

from desktop.engine.verify import verify
from desktop.model.plan import Cost, Plan
from desktop.model.records import Offer
from tests.engine import planting as plant
from tests.engine.crowded import crowded_plan
from tests.engine.planting import FACTORS, STEP, Faulty, Planter

ANSWERS = ("continuous", "whole")
SERIES = ("arrivals", "production", "stock", "target", "delivered", "late", "lost", "safety_short")
WITH_NOTHING = ("arrivals", "production", "stock", "late", "lost")
PARTS = ("price", "freight", "insurance", "duty", "surcharge", "inland", "igst")
COSTS = tuple(field.name for field in attrs.fields(Cost))
EITHER = (-1, 1)


def _cost(part: str, factor: float) -> Planter:
    """A part of the cost times ``factor``; a part that is zero becomes a ten-thousandth of all."""

    def put(plan: Plan) -> Iterator[Faulty]:
        parts = attrs.asdict(plan.cost)
        parts[part] = factor * parts[part] if parts[part] else STEP * plan.cost.total
        yield part, plant.with_plan(plan, cost=Cost(**parts))

    return put


def _stock_value(factor: float) -> Planter:
    def put(plan: Plan) -> Iterator[Faulty]:
        for item, value in plan.stock_value.items():
            yield item, plant.with_plan(plan, stock_value={**plan.stock_value, item: factor * value})

    return put


def _told(field: str, value: object) -> Planter:
    return lambda plan: iter([(field, plant.with_plan(plan, **{field: value}))])


def _other_answer(plan: Plan) -> Iterator[Faulty]:
    yield "answer", plant.with_plan(plan, answer=next(each for each in ANSWERS if each != plan.answer))


def _bound_above(plan: Plan) -> Iterator[Faulty]:
    yield "bound", plant.with_plan(plan, bound=plan.cost.total * (1 + STEP))


def _other_months(plan: Plan) -> Iterator[Faulty]:
    yield "later", plant.with_plan(plan, months=tuple(month.plus(1) for month in plan.months))
    yield "fewer", plant.with_plan(plan, months=plan.months[:-1])


def _other_project(plan: Plan) -> Iterator[Faulty]:
    yield "project", plant.with_plan(plan, project=plan.project.with_table("pins", {}))


def _offers(plan: Plan) -> list[str]:
    return [*plan.world.by_id(Offer), "nobody's"]


def _files(_plan: Plan) -> list[str]:
    return ["", "new", "L1", "L2", "L9"]


def _row(change: plant.Change) -> Planter:
    return plant.changed("orders", change)


IN_SERIES: dict[str, Planter] = {
    **{f"{table} x {by:.4f}": plant.figure_off(table, by) for table in SERIES for by in FACTORS},
    **{f"{table} from nothing": plant.from_nothing(table) for table in WITH_NOTHING},
    **{f"{table} a month later": plant.month_later(table) for table in SERIES if table != "target"},
    **{f"{table} of another": plant.of_another(table) for table in ("arrivals", "production", "stock")},
}
IN_MONEY: dict[str, Planter] = {
    **{f"cost of {part} x {by:.4f}": _cost(part, by) for part in COSTS for by in FACTORS},
    **{f"order's {part} x {by:.4f}": _row(plant.cost_part(part, by)) for part in PARTS for by in FACTORS},
    **{f"stock value x {by:.4f}": _stock_value(by) for by in FACTORS},
}
IN_ORDERS: dict[str, Planter] = {
    **{f"{field} x {by:.4f}": _row(plant.scaled(field, by)) for field in ("quantity", "usable") for by in FACTORS},
    **{f"tier's part x {by:.4f}": _row(plant.tier_part(by)) for by in FACTORS},
    **{f"month {by:+}": _row(plant.moved("month", by=by)) for by in EITHER},
    **{f"{day} {by:+}": _row(plant.a_day(day, by)) for day in ("order_date", "file_by") for by in EITHER},
    "another tier": _row(plant.other_tier),
    "no tiers": plant.changed("orders", plant.other_than("tiers", lambda _: [()])),
    "another offer": _row(plant.other_than("offer", _offers)),
    "another licence": _row(plant.other_than("licence", _files)),
    "placed or not": _row(plant.other_than("placed", lambda _: [True, False])),
    "left out": plant.dropped("orders"),
    "twice": plant.twice("orders"),
}
IN_PLAN: dict[str, Planter] = {
    "another mix": _told("mix", "slow"),
    "no mix": _told("mix", "nobody's"),
    "another scenario": _told("scenario", "base"),
    "another answer": _other_answer,
    "another project": _other_project,
    "other months": _other_months,
    "a bound above the cost": _bound_above,
    "an endless bound": _told("bound", float("-inf")),
    "a certificate of nothing": _told("certificate", float("nan")),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_the_plans_that_faults_are_planted_in_are_sound(answer: str) -> None:
    plan = crowded_plan(answer)
    assert verify(plan) == plan.faults == ()
    assert plan.answer == answer
    assert all(getattr(plan.cost, part) for part in COSTS)
    assert any(plan.late["motor"])
    assert {order.licence for order in plan.orders} == {"", "L1", "new"}


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("fault", IN_SERIES)
def test_a_fault_in_a_series_is_found(fault: str, answer: str) -> None:
    assert plant.unfound(crowded_plan(answer), IN_SERIES[fault]) == []


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("fault", IN_MONEY)
def test_a_fault_in_money_is_found(fault: str, answer: str) -> None:
    assert plant.unfound(crowded_plan(answer), IN_MONEY[fault]) == []


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("fault", IN_ORDERS)
def test_a_fault_in_an_order_is_found(fault: str, answer: str) -> None:
    assert plant.unfound(crowded_plan(answer), IN_ORDERS[fault], most=30) == []


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("fault", IN_PLAN)
def test_a_fault_in_what_the_plan_is_of_is_found(fault: str, answer: str) -> None:
    assert plant.unfound(crowded_plan(answer), IN_PLAN[fault]) == []
