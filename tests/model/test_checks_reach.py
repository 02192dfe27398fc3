"""Targets before anything of their item can be there are noted with the first month in which it can."""

from desktop.model.checks import check
from desktop.model.checks.reach import first_months
from desktop.model.errors import Problem
from desktop.model.project import Project
from desktop.model.records import Receipt
from tests.tiny import FIRST, tiny_project, tiny_rows


def _out_of_reach(project: Project) -> list[Problem]:
    return [found for found in check(project) if found.key in ("target-too-early", "target-after-horizon")]


def test_nothing_is_noted_where_everything_can_be_there() -> None:
    assert _out_of_reach(tiny_project()) == []


def test_a_lead_time_beyond_the_horizon_leaves_every_target_out_of_reach() -> None:
    (found,) = _out_of_reach(tiny_project(offers=tiny_rows("offers", lead_days=900.0)))
    assert (found.key, found.table, found.field, found.severity) == ("target-after-horizon", "targets", "month", "note")
    assert found.values["item"] == "motor"


def test_a_recipe_qualified_late_is_told_with_its_first_month() -> None:
    (found,) = _out_of_reach(tiny_project(recipes=tiny_rows("recipes", qualified_from=FIRST.plus(3))))
    assert (found.key, found.values["month"]) == ("target-too-early", str(FIRST.plus(3)))
    late = tiny_rows("recipes", qualified_from=FIRST.plus(7))
    assert [each.key for each in _out_of_reach(tiny_project(recipes=late))] == ["target-after-horizon"]


def test_late_delivery_in_time_is_in_reach() -> None:
    # one month late is allowed to a motor
    assert _out_of_reach(tiny_project(recipes=tiny_rows("recipes", delay=1))) == []
    assert len(_out_of_reach(tiny_project(recipes=tiny_rows("recipes", delay=2)))) == 1


def test_stock_and_placed_orders_are_there_at_once() -> None:
    slow = tiny_rows("offers", lead_days=900.0)
    stock = tiny_rows("items", "magnet", opening_stock=1.0)
    assert first_months(tiny_project(offers=slow, items=stock)) == {"magnet": 0, "motor": 0}
    placed = [Receipt(offer="JL-magnet", month=FIRST.plus(2), quantity=1.0)]
    assert first_months(tiny_project(offers=slow, receipts=placed)) == {"magnet": 2, "motor": 2}
