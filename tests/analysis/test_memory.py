"""What is computed from a plan is computed once, and forgotten with the plan."""

import gc
import weakref

import attrs

from desktop.analysis.memory import remembered
from desktop.model.plan import Plan
from tests.analysis.plans import hand_plan


def test_each_plan_and_argument_is_computed_once() -> None:
    asked: list[tuple[str, int, int]] = []

    @remembered
    def twice(plan: Plan, number: int, *, more: int = 0) -> int:
        asked.append((plan.mix, number, more))
        return 2 * number + more

    first = hand_plan()
    second = attrs.evolve(first, mix="slow")
    assert [twice(first, 3), twice(first, 3), twice(first, 4), twice(first, 3, more=1), twice(second, 3)] == [
        *(6, 6, 8, 7, 6)
    ]
    assert len(asked) == 4
    assert twice.__name__ == "twice"


def test_of_answers_with_arguments_those_of_the_plans_asked_lately_are_kept() -> None:
    asked: list[tuple[str, int]] = []

    @remembered
    def many(plan: Plan, number: int = 0) -> int:
        asked.append((plan.mix, number))
        return number

    plans = [attrs.evolve(hand_plan(), mix=str(number)) for number in range(25)]
    for plan in plans[:24]:
        assert (many(plan), many(plan, 3)) == (0, 3)
    many(plans[0], 3)
    many(plans[24], 3)
    assert len(asked) == 49
    for plan in plans[:24]:
        many(plan)
    many(plans[0], 3)
    assert len(asked) == 49
    many(plans[1], 3)
    assert asked[49:] == [("1", 3)]


def test_what_was_computed_goes_with_its_plan() -> None:
    @remembered
    def numbers(_: Plan) -> set[int]:
        return {1, 2}

    plan = attrs.evolve(hand_plan())
    kept = weakref.ref(numbers(plan))
    assert kept() is not None
    del plan
    gc.collect()
    assert kept() is None
