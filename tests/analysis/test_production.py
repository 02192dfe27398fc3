"""What recipes make and how full they are."""

import math

from desktop.analysis import production
from desktop.model.records import Capacity, Recipe
from tests.analysis.plans import MAR, hand_plan, hand_project, idle_plan


def test_production_is_told_by_month_and_recipe() -> None:
    assert production.by_month(hand_plan())["assembly"].tolist() == [50, 50, 50, 50, 0, 0]
    assert production.by_month(idle_plan())["assembly"].sum() == 0


def test_capacity_follows_its_steps_and_is_none_before_the_recipe_is_qualified() -> None:
    recipes = [Recipe(id="assembly", output="motor", capacity=100.0, qualified_from=MAR.plus(-1))]
    steps = [Capacity(recipe="assembly", from_month=MAR, value=60.0)]
    plan = hand_plan(hand_project(recipes=recipes, capacities=steps))
    assert production.capacity(plan, "assembly") == (0, 100, 60, 60, 60, 60)
    assert production.busiest(plan, "assembly") == 50 / 60
    assert production.capacity(hand_plan(), "assembly") == (math.inf,) * 6
    assert production.busiest(hand_plan(), "assembly") is None
