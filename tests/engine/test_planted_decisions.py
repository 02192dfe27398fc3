"""One fault at a time planted in what a plan decides, earns and lets give way: the second computation finds each."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import pytest

from desktop.model.plan import Bent, IncentivePaid, Plan
from desktop.model.records import Incentive, Offer, Rule, Source
from desktop.model.records.policy import RULE_KINDS
from tests.engine import planting as plant
from tests.engine.crowded import crowded_plan
from tests.engine.planting import FACTORS, Change, Counts, Planter, Row

ANSWERS = ("continuous", "whole")
DECISIONS = ("order", "contract", "tier", "incentive")
LIMITS = (*RULE_KINDS, "pin", "storage limit", "total storage", "closing stock")
YES_OR_NO = ("sources at least", "sources at most", "if used then used", "at least one used", "not both used")
EARNED = ("quantity", "value", "domestic", "paid", "missed")
EITHER = (-1, 1)


def _both(one: Counts, other: Counts) -> Counts:
    return lambda plan, row: one(plan, row) and other(plan, row)


# -------------------------------------------------------------------------- decisions


def _owners(plan: Plan) -> list[str]:
    return [*plan.world.by_id(Source), *plan.world.by_id(Offer), *plan.world.by_id(Incentive), "nobody"]


def _must_be_whole_or_costs(plan: Plan, row: Row) -> bool:
    return plan.answer == "whole" or plant.costs(plan, row)


def _decided(kind: str) -> dict[str, Planter]:
    """The faults of decisions of one kind: of those that carry something, or of whatever is told of it."""
    own, needed = plant.of_kind(kind), _both(plant.of_kind(kind), plant.carries)

    def change(how: Change, counts: Counts = needed) -> Planter:
        return plant.changed("decisions", how, counts)

    ends = ("first_month", "last_month")
    figures = _both(own, _must_be_whole_or_costs)
    return {
        **{f"x {by:.4f}": change(plant.scaled("value", by), figures) for by in FACTORS},
        **{f"all months {by:+}": change(plant.moved(*ends, by=by)) for by in EITHER},
        **{f"{end} {by:+}": change(plant.moved(end, by=by), own) for end in ends for by in EITHER},
        "another kind": change(plant.other_than("kind", lambda _: (*DECISIONS, "else"))),
        "another owner": change(plant.other_than("of", _owners)),
        "left out": plant.dropped("decisions", needed),
        "twice": plant.twice("decisions", own),
    }


DECIDED = {f"{kind}: {fault}": planter for kind in DECISIONS for fault, planter in _decided(kind).items()}


def _can_be_planted(fault: str, answer: str) -> bool:
    """What an incentive is decided on to a part costs nothing by itself: any part that carries it is sound."""
    return answer == "whole" or not fault.startswith("incentive: x ")


@pytest.mark.parametrize(
    ("fault", "answer"), [(fault, answer) for fault in DECIDED for answer in ANSWERS if _can_be_planted(fault, answer)]
)
def test_a_fault_in_a_decision_is_found(fault: str, answer: str) -> None:
    assert plant.unfound(crowded_plan(answer), DECIDED[fault], most=20) == []


# -------------------------------------------------------------------------- incentives


def _other_year(by: int) -> Change:
    def change(_plan: Plan, row: Row) -> Iterator[Row]:
        assert isinstance(row, IncentivePaid)
        yield attrs.evolve(row, fiscal_year=row.fiscal_year + by)

    return change


INCENTIVES: dict[str, Planter] = {
    **{
        f"{field} x {by:.4f}": plant.changed("incentives", plant.scaled(field, by))
        for field in EARNED
        for by in FACTORS
    },
    **{f"year {by:+}": plant.changed("incentives", _other_year(by)) for by in EITHER},
    "another incentive": plant.changed(
        "incentives", plant.other_than("incentive", lambda plan: [*plan.world.by_id(Incentive), "nobody's"])
    ),
    "left out": plant.dropped("incentives"),
    "twice": plant.twice("incentives"),
}


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("fault", INCENTIVES)
def test_a_fault_in_an_incentive_is_found(fault: str, answer: str) -> None:
    assert plant.unfound(crowded_plan(answer), INCENTIVES[fault]) == []


# -------------------------------------------------------------------------- limits that gave way


def _amount(factor: float) -> Change:
    """An amount off by a ten-thousandth of it, or of what was reached where that is in the same unit and more."""

    def change(_plan: Plan, row: Row) -> Iterator[Row]:
        assert isinstance(row, Bent)
        other_unit = row.kind.startswith("share") or row.kind == "cover at least"
        yield attrs.evolve(row, amount=row.amount + (factor - 1) * max(row.amount, 0.0 if other_unit else row.reached))

    return change


def _names(plan: Plan) -> list[str]:
    return [*plan.world.by_id(Rule), "magnet", "motor", "", "nobody's"]


def _bent(kind: str) -> dict[str, Planter]:
    own = plant.of_kind(kind)

    def change(how: Change) -> Planter:
        return plant.changed("bent", how, own)

    return {
        **{f"amount x {by:.4f}": change(_amount(by)) for by in FACTORS},
        **{f"{field} x {by:.4f}": change(plant.scaled(field, by)) for field in ("asked", "reached") for by in FACTORS},
        **{f"{end} {by:+}": change(plant.moved(end, by=by)) for end in ("first_month", "last_month") for by in EITHER},
        "another unit": change(plant.other_than("unit", lambda _: ("kg", "INR", "t", "space"))),
        "another limit": change(plant.other_than("limit", _names)),
        "another kind": change(plant.other_than("kind", lambda _: LIMITS)),
        "left out": plant.dropped("bent", own),
        "twice": plant.twice("bent", own),
    }


BENT = {f"{kind}: {fault}": (kind, planter) for kind in LIMITS for fault, planter in _bent(kind).items()}


@pytest.mark.parametrize(
    ("fault", "answer"),
    [
        (fault, answer)
        for fault, (kind, _) in BENT.items()
        for answer in ANSWERS
        if answer == "whole" or kind not in YES_OR_NO
    ],
)
def test_a_fault_in_what_gave_way_is_found(fault: str, answer: str) -> None:
    assert plant.unfound(crowded_plan(answer), BENT[fault][1]) == []


@pytest.mark.parametrize("answer", ANSWERS)
def test_every_kind_of_limit_gives_way_in_the_plans(answer: str) -> None:
    kinds = {bent.kind for bent in crowded_plan(answer).bent}
    assert kinds == {kind for kind in LIMITS if answer == "whole" or kind not in YES_OR_NO}
