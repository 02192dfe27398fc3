"""Every rupee of a plan is one line: the lines add up to each part of the cost, month by month and by source."""

from collections.abc import Callable

import pytest

from desktop.analysis import cost, spent
from desktop.analysis.lens import Lens
from desktop.model.plan import Plan
from tests.analysis.plans import hand_plan, idle_plan, solved_rich, solved_tiny

PLANS = pytest.mark.parametrize("plan", [hand_plan, solved_tiny, solved_rich], ids=["hand", "tiny", "rich"])


@PLANS
def test_the_lines_add_up_to_the_cost_of_the_plan_and_to_each_part_by_month(plan: Callable[[], Plan]) -> None:
    lines = spent.lines(plan())
    assert lines["inr"].sum() == pytest.approx(plan().cost.total, rel=1e-12)
    by_month = cost.by_month(plan())
    for part in cost.COLUMNS:
        own = lines[lines["part"] == part]
        for month, inr in zip(by_month.index, by_month[part], strict=True):
            assert own["inr"][own["month"] == month].sum() == pytest.approx(inr, abs=1e-6)


@PLANS
def test_the_lines_of_a_source_are_what_it_is_paid(plan: Callable[[], Plan]) -> None:
    found = spent.lines(plan()).groupby("source")["inr"].sum()
    for source, total in cost.by_source(plan())["total"].items():
        assert found[str(source)] == pytest.approx(total)


def test_items_have_the_lines_of_their_own() -> None:
    magnets, motors = (spent.seen(hand_plan(), Lens("item", item)) for item in ("magnet", "motor"))
    assert set(magnets["part"]) == {
        "price",
        "freight",
        "insurance",
        "duty",
        "surcharge",
        "inland",
        "holding",
        "capital",
    }
    assert set(motors["part"]) == {"recipes", "holding", "capital", "penalties"}
    dysprosium = spent.seen(hand_plan(), Lens("element", "Dy"))
    assert dysprosium.to_dict("records") == magnets.to_dict("records")


def test_a_plan_of_nothing_has_no_lines() -> None:
    assert spent.lines(idle_plan()).empty
    assert tuple(spent.lines(idle_plan()).columns) == spent.COLUMNS
