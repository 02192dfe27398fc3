"""The order of a mix's goals."""

import attrs
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.edits import apply
from desktop.model.records import GOALS, Mix
from desktop.session import goal_order
from desktop.session.goal_order import LAST, buys_nothing, moved, order_of
from tests.tiny import tiny_project


def test_goals_that_a_mix_does_not_name_follow_as_usual() -> None:
    assert order_of(Mix(id="m")) == GOALS
    assert order_of(Mix(id="m", goals=("cost",)))[:2] == ("cost", "targets")


def test_a_goal_moves_among_those_that_may_and_no_further() -> None:
    assert moved(GOALS, "cost", 0) == ("cost", "targets", "rules", "safety stock", LAST)
    assert moved(GOALS, "targets", 9) == ("rules", "safety stock", "cost", "targets", LAST)
    assert moved(GOALS, "targets", -1) == GOALS
    assert moved(GOALS, LAST, 0) == GOALS


@given(st.lists(st.tuples(st.sampled_from(GOALS), st.integers(-2, 6)), max_size=6), st.permutations(GOALS))
def test_whatever_is_moved_the_mix_then_has_that_order(moves: list[tuple[str, int]], before: list[str]) -> None:
    project = tiny_project()
    order = tuple(before)
    for goal, place in moves:
        order = moved(order, goal, place)
    assert sorted(order) == sorted(GOALS)
    after = apply(project, goal_order.edit(project, "least", order)).by_id(Mix)["least"]
    assert order_of(after) == order
    assert order != GOALS or after == attrs.evolve(after, goals=())


def test_cost_before_the_targets_buys_nothing() -> None:
    assert buys_nothing(("cost", "targets"))
    assert not buys_nothing(GOALS)
