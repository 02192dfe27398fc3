"""Bills of material: yields, delays, making or buying at every level, shared inputs."""

from __future__ import annotations

import pytest

from desktop.model.records import Capacity, Receipt, Recipe
from tests.engine.known.build import (
    FIRST,
    Answer,
    arrives,
    both,
    costs,
    item,
    offer,
    planned,
    project,
    source,
    takes,
    traded,
)


@both
def test_three_levels_with_losses_and_yields(answer: Answer) -> None:
    """100 magnets take 0.32 metal each, a metal 1.2 oxide, of oxide 96 % are usable: 40 oxide bought.

    40 x 90 = 3,600; 32 metals at 50 = 1,600; 100 magnets at 7 = 700.
    """
    plan = answer(
        project(
            {"magnet": (100,)},
            [offer("a", 90.0, "oxide", usable_yield=0.96)],
            recipes=[Recipe(id="reduce", output="metal", cost=50.0), Recipe(id="sinter", output="magnet", cost=7.0)],
            recipe_inputs=[*takes("reduce", oxide=1.2), *takes("sinter", metal=0.32)],
        )
    )
    costs(plan, 5900)
    arrives(plan, "a", 40)
    assert plan.production["reduce"] == pytest.approx((32,))


@both
def test_every_level_has_its_delay(answer: Answer) -> None:
    """Magnets in month 4, sintered in month 3 (1 of delay) from metal reduced in month 1 (2), of oxide bought then.

    No stock is held at any month's end: what is on the way is in none.
    """
    plan = answer(
        project(
            {"magnet": (0, 0, 0, 10)},
            [offer("a", 9.0, "oxide")],
            items=[item(name, holding_cost=1000.0) for name in ("oxide", "metal", "magnet")],
            recipes=[
                Recipe(id="reduce", output="metal", cost=2.0, delay=2),
                Recipe(id="sinter", output="magnet", cost=1.0, delay=1),
            ],
            recipe_inputs=[*takes("reduce", oxide=2.0), *takes("sinter", metal=1.0)],
        )
    )
    costs(plan, 180 + 20 + 10)
    arrives(plan, "a", 20, 0, 0, 0)
    assert plan.production["sinter"] == pytest.approx((0, 0, 10, 0))


@both
@pytest.mark.parametrize(("metal", "magnet", "total"), [(120, 99, 880), (90, 99, 820), (90, 80, 800), (120, 80, 800)])
def test_each_level_is_made_or_bought_by_what_is_cheaper(
    answer: Answer, metal: float, magnet: float, total: float
) -> None:
    """A magnet takes half a metal and costs 37 to make, a metal is made for 102: 88 made, 82 of a metal at 90."""
    plan = answer(
        project(
            {"magnet": (10,)},
            [offer("o", 60.0, "oxide"), offer("m", metal, "metal"), offer("g", magnet, "magnet")],
            recipes=[Recipe(id="reduce", output="metal", cost=30.0), Recipe(id="sinter", output="magnet", cost=37.0)],
            recipe_inputs=[*takes("reduce", oxide=1.2), *takes("sinter", metal=0.5)],
        )
    )
    costs(plan, total)


@both
def test_what_capacity_does_not_make_is_bought(answer: Answer) -> None:
    """6 a month made at 4 + 3, the rest bought at 10; from month 2 on 8 can be made."""
    plan = answer(
        project(
            {"magnet": (10, 10)},
            [offer("o", 4.0, "oxide"), offer("g", 10.0, "magnet")],
            items=[item("magnet", holding_cost=1.0)],
            recipes=[Recipe(id="make", output="magnet", cost=3.0, capacity=6.0)],
            recipe_inputs=takes("make", oxide=1.0),
            capacities=[Capacity(recipe="make", from_month=FIRST.plus(1), value=8.0)],
        )
    )
    costs(plan, 14 * 7 + 6 * 10)
    arrives(plan, "g", 4, 2)


@both
def test_a_largest_share_of_making_is_kept(answer: Answer) -> None:
    """The cheap way may make a quarter of all that is made: 2.5 at 1 and 7.5 at 5, each of one oxide at 2."""
    plan = answer(
        project(
            {"magnet": (10,)},
            [offer("o", 2.0, "oxide")],
            recipes=[
                Recipe(id="cheap", output="magnet", cost=1.0, largest_share=25.0),
                Recipe(id="dear", output="magnet", cost=5.0),
            ],
            recipe_inputs=[*takes("cheap", oxide=1.0), *takes("dear", oxide=1.0)],
        )
    )
    costs(plan, 20 + 2.5 + 37.5)


@both
def test_a_way_is_used_from_its_qualification_on(answer: Answer) -> None:
    """The new way at 1 from month 2 on, the old at 5; month 1 cannot wait."""
    plan = answer(
        project(
            {"magnet": (10, 10)},
            [offer("o", 2.0, "oxide")],
            recipes=[
                Recipe(id="new", output="magnet", cost=1.0, qualified_from=FIRST.plus(1)),
                Recipe(id="old", output="magnet", cost=5.0),
            ],
            recipe_inputs=[*takes("new", oxide=1.0), *takes("old", oxide=1.0)],
        )
    )
    costs(plan, 40 + 50 + 10)
    assert plan.production["new"] == pytest.approx((0, 10))


@both
def test_an_order_placed_saves_what_it_brings(answer: Answer) -> None:
    """16 usable are on order, at a yield of 0.8 20 bought for 100: 4 more usable cost 25."""
    plan = answer(
        project(
            {"magnet": (10,)},
            [offer("a", 5.0, "oxide", usable_yield=0.8)],
            recipes=[Recipe(id="make", output="magnet", cost=1.0)],
            recipe_inputs=takes("make", oxide=2.0),
            receipts=[Receipt(offer="a", month=FIRST, quantity=16.0)],
        )
    )
    costs(plan, 100 + 25 + 10)
    arrives(plan, "a", 5)


def test_inputs_are_ordered_for_months_and_magnets_are_not_stored() -> None:
    """2 oxide a magnet, 10 magnets a month; 55 an order of oxide, held at 1, magnets at 4: one order holds 40 + 20.

    115, against 130 for two orders; a magnet in stock costs 4, its oxide 2.
    """
    plan = planned(
        project(
            {"magnet": (10, 10, 10)},
            [offer("a", 5.0, "oxide")],
            items=[item("oxide", holding_cost=1.0), item("magnet", holding_cost=4.0)],
            sources=[source("a", order_cost=55.0)],
            recipes=[Recipe(id="make", output="magnet", cost=1.0)],
            recipe_inputs=takes("make", oxide=2.0),
        )
    )
    costs(plan, 300 + 30 + 55 + 60)
    arrives(plan, "a", 60, 0, 0)
    assert plan.production["make"] == pytest.approx((10, 10, 10))


def test_products_are_stored_where_this_is_cheaper_than_storing_inputs() -> None:
    """The same with magnets at 1.5: all are made at once, 20 x 1.5 + 10 x 1.5 held instead of 40 + 20."""
    plan = planned(
        project(
            {"magnet": (10, 10, 10)},
            [offer("a", 5.0, "oxide")],
            items=[item("oxide", holding_cost=1.0), item("magnet", holding_cost=1.5)],
            sources=[source("a", order_cost=55.0)],
            recipes=[Recipe(id="make", output="magnet", cost=1.0)],
            recipe_inputs=takes("make", oxide=2.0),
        )
    )
    costs(plan, 300 + 30 + 55 + 45)
    assert plan.production["make"] == pytest.approx((30, 0, 0))


def test_lots_of_an_input_serve_two_products() -> None:
    """Lots of 25 oxide at 4: 8 magnets take 16, 3 rods 9: one lot; nothing at 5 besides."""
    plan = planned(
        project(
            {"magnet": (8,), "rod": (3,)},
            [offer("a", 4.0, "oxide", lot_size=25.0), offer("b", 5.0, "oxide")],
            recipes=[Recipe(id="magnets", output="magnet", cost=1.0), Recipe(id="rods", output="rod", cost=2.0)],
            recipe_inputs=[*takes("magnets", oxide=2.0), *takes("rods", oxide=3.0)],
        )
    )
    costs(plan, 100 + 8 + 6)
    arrives(plan, "b", 0)


def test_a_contract_for_an_input_decides_whether_to_make() -> None:
    """Made of oxide at 4 with a contract of 30 and 3 of wages, 10 cost 100; bought at 9.5 they cost 95, at 10.5 105."""
    for bought, total in ((9.5, 95), (10.5, 100)):
        plan = planned(
            project(
                {"magnet": (10,)},
                [offer("o", 4.0, "oxide"), offer("g", bought, "magnet")],
                sources=[source("o", contract_cost=30.0)],
                recipes=[Recipe(id="make", output="magnet", cost=3.0)],
                recipe_inputs=takes("make", oxide=1.0),
            )
        )
        costs(plan, total)


@both
def test_a_scarce_input_goes_to_the_product_that_loses_most_per_unit_of_it(answer: Answer) -> None:
    """12 oxide: motors lose 50 and take 4 (12.5 a unit), fans lose 30 and take 2 (15): 5 fans, half a motor of 3."""
    plan = answer(
        project(
            {"motor": (3,), "fan": (5,)},
            [],
            items=[item("oxide", opening_stock=12.0), traded("motor", 50.0), traded("fan", 30.0)],
            recipes=[Recipe(id="motors", output="motor"), Recipe(id="fans", output="fan")],
            recipe_inputs=[*takes("motors", oxide=4.0), *takes("fans", oxide=2.0)],
        )
    )
    costs(plan, 2.5 * 50)
    assert plan.delivered["fan"] == pytest.approx((5,))
