"""A project becomes arrays: by month, within the horizon, less what is on order or owed."""

from __future__ import annotations

import pytest

from desktop.engine.arrays import arrays
from desktop.model.records import Capacity, Commitment, Content, Mix, Receipt, Recipe, Rule, Settings, Target
from tests.engine.written import tiny_arrays
from tests.tiny import FIRST, PLAN_DATE, tiny_project, tiny_records, tiny_rows

ENDLESS = float("inf")


def test_everything_is_counted_by_offer_item_recipe_and_month() -> None:
    data = tiny_arrays()
    assert data.size == 6
    assert (data.item_of.tolist(), data.source_of.tolist(), data.output_of.tolist()) == ([0, 0], [0, 1], [1])
    assert data.need.tolist() == [[2.0, 0.0]]
    assert data.target.tolist() == [[0.0] * 6, [50.0] * 6]
    assert data.elements == ("Dy", "Nd")
    assert data.contents.tolist() == [[0.04, 0.28], [0.0, 0.0]]


def test_rows_of_one_place_add_up_and_months_outside_the_horizon_do_not_count() -> None:
    months = (FIRST.plus(-1), FIRST, FIRST, FIRST.plus(6), None)
    data = tiny_arrays(targets=[Target(item="motor", month=month, quantity=5.0) for month in months])
    assert data.target[1].tolist() == [10.0, 0.0, 0.0, 0.0, 0.0, 0.0]


def test_contents_of_the_same_element_add_up() -> None:
    contents = [*tiny_records()["contents"], Content(item="magnet", element="Dy", kg_per_unit=0.01)]
    assert tiny_arrays(contents=contents).contents[0].tolist() == [0.05, 0.28]


def test_an_offer_delivers_within_its_months_less_what_is_on_order() -> None:
    data = tiny_arrays(
        offers=tiny_rows("offers", "IREL-magnet", first_month=FIRST.plus(1), last_month=FIRST.plus(3)),
        receipts=[Receipt(offer="IREL-magnet", month=FIRST.plus(2), quantity=70.0)],
    )
    assert data.offer_capacity[0].tolist() == [0.0, 60.0, 0.0, 60.0, 0.0, 0.0]
    assert data.offer_capacity[1].tolist() == [ENDLESS] * 6
    assert data.receipts[0].tolist() == [0.0, 0.0, 70.0, 0.0, 0.0, 0.0]


def test_receipts_are_usable_quantities_and_take_what_was_bought_for_them() -> None:
    """40 kg usable at a yield of 0.8 are 50 kg as bought."""
    receipts = [Receipt(offer="IREL-magnet", month=FIRST, quantity=40.0)]
    data = tiny_arrays(offers=tiny_rows("offers", usable_yield=0.8), receipts=receipts)
    assert data.receipts[0].tolist() == [50.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    assert data.offer_capacity[0].tolist() == [10.0, 60.0, 60.0, 60.0, 60.0, 60.0]


def test_a_capacity_holds_from_its_month_on_and_a_step_without_a_month_never() -> None:
    steps = [
        Capacity(source="JL", from_month=FIRST.plus(4), value=7.0),
        Capacity(source="JL", from_month=None, value=1.0),
    ]
    data = tiny_arrays(capacities=steps)
    assert data.source_capacity.tolist() == [[ENDLESS] * 6, [ENDLESS] * 4 + [7.0] * 2]


def test_a_recipe_starts_when_qualified_and_only_what_it_can_finish() -> None:
    recipe = Recipe(id="assembly", output="motor", capacity=40.0, qualified_from=FIRST.plus(1), delay=2)
    assert tiny_arrays(recipes=[recipe]).recipe_capacity[0].tolist() == [0.0, 40.0, 40.0, 40.0, 0.0, 0.0]


def test_commitments_in_force_add_up_in_their_months() -> None:
    owed = Commitment(id="a", source="IREL", item="magnet", quantity=5.0)
    later = Commitment(id="b", source="IREL", item="magnet", quantity=2.0, first_month=FIRST.plus(4))
    idle = Commitment(id="c", source="IREL", item="magnet", quantity=9.0, status="suspended")
    data = tiny_arrays(commitments=[owed, later, idle])
    assert data.committed[0, 0].tolist() == [5.0, 5.0, 5.0, 5.0, 7.0, 7.0]
    assert data.committed.sum() == 34.0


def test_the_near_months_are_those_of_the_settings_within_the_horizon() -> None:
    near = [tiny_arrays(settings=tiny_rows("settings", near_months=months)).near for months in (0, 4, 12)]
    assert near == [0, 4, 6]


def test_fiscal_years_end_in_march() -> None:
    years = {year: months.tolist() for year, months in tiny_arrays().years().items()}
    assert years == {2027: [0, 1, 2], 2028: [3, 4, 5]}
    one = tiny_arrays(settings=[Settings(first_month=FIRST.plus(3), months=2, plan_date=PLAN_DATE)])
    assert {year: months.tolist() for year, months in one.years().items()} == {2028: [0, 1]}


def test_the_arrays_say_for_which_mix_and_scenario_they_are() -> None:
    data = tiny_arrays("slow", "base")
    assert (data.mix.id, data.scenario) == ("slow", "base")
    assert data.world.content() == tiny_project().content()


def test_a_project_of_nothing_has_arrays_without_places() -> None:
    data = tiny_arrays(items=[], contents=[], sources=[], offers=[], recipes=[], recipe_inputs=[], targets=[])
    shapes = (data.offer_capacity, data.source_capacity, data.recipe_capacity, data.receipts, data.target)
    assert [each.shape for each in shapes] == [(0, 6)] * 5
    assert (data.committed.shape, data.need.shape, data.contents.shape) == ((0, 0, 6), (0, 0), (0, 0))
    assert (data.landed.landed.shape, data.lanes.open.shape, data.lanes.order_by.shape) == ((0, 6), (0, 6), (0, 6))


def test_a_project_that_would_not_pass_its_checks_is_refused() -> None:
    with pytest.raises(ValueError, match="first month"):
        tiny_arrays(settings=tiny_rows("settings", first_month=None))
    with pytest.raises(ValueError, match="plan date"):
        tiny_arrays(settings=tiny_rows("settings", plan_date=None))


def test_what_other_tables_say_is_read_once_whatever_rules_ask_for() -> None:
    project = tiny_project()
    mix = project.by_id(Mix)["least"]
    first = arrays(project, mix)
    asked = project.put("rules", {1: Rule(id="most", kind="share at most", country="Japan", limit=50.0)})
    later = arrays(asked, mix, "calm", remember=True), arrays(asked, mix, "calm")
    assert all(each.world is asked and each.scenario == "calm" for each in later)
    assert later[1].target is first.target
    assert later[0].target.tolist() == first.target.tolist()
    more = arrays(project.put("targets", {1: Target(item="motor", month=FIRST, quantity=70.0)}), mix)
    assert more.target[1].tolist() != first.target[1].tolist()
    assert later[1].read_with(first)
    assert not more.read_with(first)
