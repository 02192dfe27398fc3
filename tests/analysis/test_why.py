"""Why a bar is as it is: what it is made of adds up to it, and the limits on the way are found."""

import pytest

from desktop.analysis import supply, why
from desktop.analysis.lens import ALL, Lens, weights
from desktop.model.records import Offer, Recipe, RecipeInput
from tests.analysis.plans import APR, FEB, JAN, JUN, MAR, hand_plan, hand_project, hand_records, solved_rich

MAGNET = Lens("item", "magnet")


@pytest.mark.parametrize("by", ["class", "country", "source"])
@pytest.mark.parametrize("lens", [ALL, MAGNET, Lens("element", "Dy")], ids=["all", "item", "element"])
def test_the_parts_of_a_bar_add_up_to_it(by: supply.Group, lens: Lens) -> None:
    plan = solved_rich()
    table, counted = supply.by_class(plan, lens, by), weights(plan.world, lens)
    for key in (name for name in table if name != supply.MADE):
        for month in plan.months:
            parts = why.arrivals(plan, lens, (month,), why.of_group(plan, by, str(key))).parts
            own = table[key].tolist()[plan.months.index(month)]
            assert sum(part.quantity * counted[part.item] for part in parts) == pytest.approx(own)


def test_orders_stand_by_size_with_what_they_cost_and_their_files() -> None:
    found = why.arrivals(hand_plan(), MAGNET, (JAN, FEB, MAR), why.of_group(hand_plan(), "source", "JL"))
    assert found.parts[0].licence == "new"
    assert {(part.quantity, part.placed, part.licence) for part in found.parts[1:]} == {
        (50, True, ""),
        (50, False, "F1"),
    }
    assert sum(part.inr for part in found.parts) == 320000 + 184000 + 160000
    assert found.limits == ()


def test_making_is_limited_by_its_inputs_too() -> None:
    offers = [
        Offer(id="IREL-magnet", source="IREL", item="magnet", price=5000.0, capacity=100.0),
        *[offer for offer in hand_records()["offers"] if isinstance(offer, Offer) and offer.id != "IREL-magnet"],
    ]
    found = why.making(hand_plan(hand_project(offers=offers)), ["assembly"], (JAN,))
    assert [(part.of, part.quantity, part.inr, part.recipe) for part in found.parts] == [("assembly", 50, 5000, True)]
    assert [(limit.kind, limit.of) for limit in found.limits] == [("capacity", "IREL-magnet")]


def test_what_is_finished_in_a_month_was_started_before_it() -> None:
    recipes = [Recipe(id="assembly", output="motor", cost=100.0, delay=1)]
    plan = hand_plan(hand_project(recipes=recipes))
    bars = supply.by_class(plan, Lens("item", "motor"))[supply.MADE].tolist()
    for month, bar in zip(plan.months, bars, strict=True):
        parts = why.making(plan, ["assembly"], (month,), finished=True).parts
        assert sum(part.quantity for part in parts) == bar
    assert bars[1] == 50


def test_a_shortage_names_what_is_missing_and_every_limit_on_the_way() -> None:
    recipes = [Recipe(id="assembly", output="motor", cost=100.0, capacity=0.0, delay=1)]
    found = why.shortage(hand_plan(hand_project(recipes=recipes)), Lens("item", "motor"), (MAR, APR, JUN))
    assert list(found.missing) == [("motor", 70)]
    assert ("capacity", "assembly", (MAR, APR, JUN)) in [(each.kind, each.of, each.months) for each in found.limits]
    assert why.shortage(hand_plan(), Lens("item", "motor"), (JAN,)).missing == ()
    assert why.shortage(hand_plan(), Lens("item", "motor"), (JAN,)).limits == ()


def test_what_goes_into_goods_is_found_through_all_recipes() -> None:
    inputs = [*hand_project().all(RecipeInput), RecipeInput(recipe="pressing", item="oxide", quantity=1.3)]
    recipes = [*hand_project().all(Recipe), Recipe(id="pressing", output="magnet")]
    plan = hand_plan(hand_project(recipes=recipes, recipe_inputs=inputs))
    assert why.upstream(plan, ["motor"]) == {"motor", "magnet", "oxide"}
    assert why.upstream(plan, ["magnet"]) == {"magnet", "oxide"}
    assert why.upstream(plan, []) == frozenset()
