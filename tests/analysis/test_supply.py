"""What arrives, from whom, against what is needed."""

from collections.abc import Callable

import attrs
import pytest

from desktop.analysis import orders, supply
from desktop.analysis.lens import ALL, Lens, weights
from desktop.engine.goals import optimise
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.records import Content, Item, Recipe, RecipeInput
from desktop.model.records.supply import CLASSES
from tests.analysis.plans import hand_plan, hand_project, hand_records, idle_plan, solved_rich, solved_tiny
from tests.tiny import MONTHS, tiny_project, tiny_records, tiny_rows

MAGNET, MOTOR, DY = Lens("item", "magnet"), Lens("item", "motor"), Lens("element", "Dy")


def test_arrivals_are_counted_by_class_and_month_placed_orders_too() -> None:
    table = supply.by_class(hand_plan(), MAGNET)
    assert table.index.tolist() == list(MONTHS)
    assert table.columns.tolist() == list(CLASSES)
    assert table["domestic"].tolist() == [100, 0, 0, 0, 0, 0]
    assert table["licensed_chinese"].tolist() == [50, 50, 100, 0, 0, 0]
    assert table["other_foreign"].tolist() == [0, 0, 0, 100, 0, 0]


def test_an_element_is_counted_in_kilograms_contained() -> None:
    assert supply.by_class(hand_plan(), DY)["licensed_chinese"].tolist() == pytest.approx([2, 2, 4, 0, 0, 0])


def test_other_groups_stand_by_size() -> None:
    assert supply.by_class(hand_plan(), ALL, "source").sum().to_dict() == pytest.approx(
        {"JL": 64, "IREL": 32, "VAC": 32}
    )
    assert supply.by_class(hand_plan(), ALL, "source").columns.tolist() == ["JL", "IREL", "VAC"]
    assert supply.by_class(hand_plan(), MAGNET, "offer").columns[0] == "JL-magnet"
    assert supply.by_class(hand_plan(), MAGNET, "country").columns.tolist() == ["China", "Germany", "India"]


def test_an_item_that_is_made_shows_its_own_making_when_it_is_finished() -> None:
    table = supply.by_class(hand_plan(), MOTOR)
    assert table.columns.tolist() == [*CLASSES, supply.MADE]
    assert table[supply.MADE].tolist() == [0, 50, 50, 50, 50, 0]
    assert table[list(CLASSES)].sum().sum() == 0


def test_a_recipe_that_takes_longer_than_the_plan_finishes_nothing() -> None:
    slow = hand_plan(hand_project(recipes=[Recipe(id="assembly", output="motor", delay=6)]))
    assert supply.made(slow, "motor").tolist() == [0] * 6


def test_a_recipe_without_delay_finishes_what_it_starts() -> None:
    quick = hand_plan(hand_project(recipes=[Recipe(id="assembly", output="motor")]))
    assert supply.made(quick, "motor").tolist() == [50, 50, 50, 50, 0, 0]
    assert supply.made(quick, "magnet").tolist() == [0] * 6


def test_recipes_take_their_inputs_when_they_start() -> None:
    assert supply.used(hand_plan(), "magnet").tolist() == [100, 100, 100, 100, 0, 0]
    assert supply.used(hand_plan(), "motor").tolist() == [0] * 6


def test_an_item_is_required_by_its_target_and_by_recipes() -> None:
    plan = attrs.evolve(hand_plan(), target={"motor": hand_plan().target["motor"], "magnet": (1.0,) * 6})
    assert supply.requirement(plan, MAGNET).tolist() == [101, 101, 101, 101, 1, 1]
    assert supply.requirement(plan, MOTOR).tolist() == [0, 50, 50, 50, 50, 50]


def test_an_element_is_required_as_it_is_bought_for_the_targets() -> None:
    assert supply.requirement(hand_plan(), DY).tolist() == pytest.approx([0, 4, 4, 4, 4, 4])
    assert supply.requirement(hand_plan(), DY).index.tolist() == list(MONTHS)
    listed = Content(item="motor", element="Dy", kg_per_unit=0.01)  # of what recipes make, no more is believed
    plan = hand_plan(hand_project(contents=[*tiny_records()["contents"], listed]))
    assert supply.requirement(plan, DY).tolist() == pytest.approx([0, 4, 4, 4, 4, 4])


def test_goods_in_stock_count_what_is_listed_of_them() -> None:
    listed = Content(item="motor", element="Dy", kg_per_unit=0.02)
    motor = Item(id="motor", kind="product", unit="piece", opening_stock=600.0)
    items = [*(item for item in hand_records()["items"] if isinstance(item, Item) and item.id != "motor"), motor]
    plan = hand_plan(hand_project(items=items, contents=[*tiny_records()["contents"], listed]))
    made = sum(plan.production["assembly"])
    assert supply.per_unit(plan, DY)["motor"] == pytest.approx((600 * 0.02 + made * 0.08) / (600 + made))


def test_of_what_a_plan_never_makes_all_recipes_count_alike() -> None:
    recipes = [*hand_project().all(Recipe), Recipe(id="thrifty", output="motor")]
    inputs = [*hand_project().all(RecipeInput), RecipeInput(recipe="thrifty", item="magnet", quantity=1.0)]
    world = hand_project(recipes=recipes, recipe_inputs=inputs)
    idle = attrs.evolve(idle_plan(), world=world, production={recipe.id: (0.0,) * 6 for recipe in recipes})
    assert supply.per_unit(idle, DY)["motor"] == pytest.approx((0.08 + 0.04) / 2)


@pytest.mark.parametrize("lens", [ALL, DY], ids=["all", "element"])
def test_what_is_bought_and_not_left_in_stock_is_what_is_delivered(lens: Lens) -> None:
    plan = solved_rich()
    counts, listed = supply.per_unit(plan, lens), weights(plan.world, lens)
    had = sum(listed.get(item.id, 0.0) * item.opening_stock for item in plan.world.all(Item))
    left = sum(counts.get(item, 0.0) * series[-1] for item, series in plan.stock.items())
    given = sum(counts.get(item, 0.0) * sum(series) for item, series in plan.delivered.items())
    bought = supply.by_class(plan, lens).to_numpy().sum()
    assert given == pytest.approx(had + bought - left, rel=1e-6)


def test_the_need_of_an_item_is_counted_as_bought_too() -> None:
    """What is bought or made and not left in stock is what is delivered or used, with what of it is lost."""
    lossy = tiny_project(offers=tiny_rows("offers", usable_yield=0.8))
    plan = optimise(lossy, "least", "", Silent())
    counted = supply.per_unit(plan, MAGNET)["magnet"]
    opening = plan.world.by_id(Item)["magnet"].opening_stock
    got = supply.by_class(plan, MAGNET).to_numpy().sum()
    assert counted > 1
    given = sum(plan.delivered.get("magnet", ())) + supply.used(plan, "magnet").sum()
    assert counted * (given + plan.stock["magnet"][-1]) == pytest.approx(opening + got, rel=1e-6)
    assert supply.requirement(plan, MAGNET).tolist() == pytest.approx(list(counted * supply.use(plan, "magnet")))


def test_a_shortage_is_counted_in_the_unit_looked_at() -> None:
    assert supply.missing(hand_plan(), MOTOR).tolist() == [0, 0, 20, 0, 0, 50]
    assert supply.missing(hand_plan(), DY).tolist() == pytest.approx([0, 0, 1.6, 0, 0, 4])
    assert supply.missing(hand_plan(), MAGNET).tolist() == [0] * 6


@pytest.mark.parametrize("plan", [solved_tiny, solved_rich], ids=["tiny", "rich"])
@pytest.mark.parametrize("group", ["source", "offer", "country"])
def test_classes_add_up_to_what_any_other_group_adds_up_to(plan: Callable[[], Plan], group: supply.Group) -> None:
    by_class = supply.by_class(plan(), ALL).sum(axis=1)
    assert supply.by_class(plan(), ALL, group).sum(axis=1).tolist() == pytest.approx(by_class.tolist())
    assert by_class.sum() == pytest.approx(orders.table(plan())["contained"].sum())


def test_what_a_solved_plan_buys_and_what_it_uses_agree() -> None:
    plan = solved_rich()
    bought = supply.by_class(plan, MAGNET).sum().sum()
    assert bought == pytest.approx(supply.used(plan, "magnet").sum() + plan.stock["magnet"][-1], rel=1e-5)
    made = supply.by_class(plan, MOTOR)[supply.MADE].sum()
    assert made == pytest.approx(sum(plan.delivered["motor"]) + plan.stock["motor"][-1], rel=1e-5)


def test_nothing_bought_is_nothing_in_every_month() -> None:
    assert supply.by_class(idle_plan(), ALL).to_numpy().tolist() == [[0.0] * 3] * 6
    assert supply.by_class(idle_plan(), ALL, "source").shape == (6, 0)
