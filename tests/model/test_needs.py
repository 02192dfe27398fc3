"""What a usual and the largest month need of each item, and how little of it is no use of who sells it."""

from __future__ import annotations

import pytest

from desktop.model.needs import largest_needs, largest_orders, least_use, usual_needs
from desktop.model.records import Item, Offer, Pin, Record, Rule, Target
from desktop.model.records.table import evolved
from tests.tiny import FIRST, tiny_project, tiny_rows

DUST = [Offer(id="dust", source="JL", item="dust", price=1.0)]


def test_a_usual_month_needs_what_its_middle_target_takes_through_recipes() -> None:
    assert usual_needs(tiny_project()) == {"motor": 50.0, "magnet": 100.0}
    uneven = [Target(item="motor", month=FIRST.plus(at), quantity=each) for at, each in enumerate((0.0, 9.0, 4.0, 7.0))]
    assert usual_needs(tiny_project(targets=uneven)) == {"motor": 7.0, "magnet": 14.0}
    for spare, usual in ((3.0, 14.0), (30.0, 30.0)):
        spares = Target(item="magnet", month=FIRST, quantity=spare)
        assert usual_needs(tiny_project(targets=[*uneven, spares])) == {"motor": 7.0, "magnet": usual}


def test_the_largest_month_needs_what_its_largest_target_takes_through_recipes() -> None:
    uneven = [Target(item="motor", month=FIRST.plus(at), quantity=each) for at, each in enumerate((0.01, 0.01, 9.0))]
    assert largest_needs(tiny_project(targets=uneven)) == {"motor": 9.0, "magnet": 18.0}
    assert usual_needs(tiny_project(targets=uneven)) == {"motor": 0.01, "magnet": 0.02}


def test_the_largest_order_is_for_what_is_needed_left_held_agreed_or_the_least_there_is() -> None:
    pins: list[Record] = [Pin(id="p", mix="least", recipe="assembly", month=FIRST, quantity=70.0)]
    kept = tiny_rows("items", "magnet", closing="at least", closing_stock=300.0)
    cases: list[tuple[dict[str, list[Record]], float]] = [
        ({}, 100.0),
        ({"pins": pins}, 140.0),
        ({"pins": [evolved(pins[0], {"recipe": "", "offer": "JL-magnet", "quantity": 150.0})]}, 150.0),
        ({"items": kept}, 300.0),
        ({"sources": tiny_rows("sources", "JL", take_or_pay_quantity=400.0)}, 400.0),
        ({"offers": tiny_rows("offers", "JL-magnet", lot_size=500.0)}, 500.0),
    ]
    for changed, magnets in cases:
        assert largest_orders(tiny_project(**changed))["magnet"] == magnets


def test_what_is_next_to_nothing_is_no_need() -> None:
    residue = [Target(item="motor", month=FIRST, quantity=0.1 + 0.2 - 0.3)]
    assert not any(usual_needs(tiny_project(targets=residue)).values())


@pytest.mark.parametrize(("counts_from", "least"), [(5.0, 1.0), (100.0, 1.0), (0.5, 0.5), (0.0, 0.0)])
def test_a_hundredth_of_a_usual_month_is_a_use_or_the_share_that_counts_where_that_is_less(
    counts_from: float, least: float
) -> None:
    rule = Rule(id="r", kind="sources at least", counts_from=counts_from)
    assert least_use(tiny_project(), rule) == {"magnet": pytest.approx(least)}


def test_what_nobody_needs_is_a_use_only_where_nothing_else_is_in_the_base() -> None:
    rule = Rule(id="r", kind="sources at least")
    items = [*tiny_rows("items"), Item(id="dust", kind="oxide", unit="kg")]
    world = tiny_project(items=items, offers=[*tiny_rows("offers"), *DUST])
    assert least_use(world, rule) == {"magnet": 1.0}
    assert least_use(world, Rule(id="r", kind="sources at least", item="dust")) == {"dust": 0.0}
    kept = [*tiny_rows("items"), Item(id="dust", kind="oxide", unit="kg", closing="at least", closing_stock=20.0)]
    world = tiny_project(items=kept, offers=[*tiny_rows("offers"), *DUST])
    assert least_use(world, rule) == {"magnet": 1.0, "dust": pytest.approx(0.2)}
