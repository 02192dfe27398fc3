"""How much can come of offers and sources, against sums worked out by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs
import pytest

from desktop.engine.verify_left import Left
from desktop.engine.verify_room import Room
from desktop.engine.verify_tables import Tables
from desktop.engine.verify_terms import Terms
from desktop.model.asked import rules_asked
from desktop.model.fields import Value
from desktop.model.records import Commitment, Item, Licence, Offer, Receipt, Recipe, RecipeInput, Rule, Source
from desktop.model.records.table import Record
from tests.tiny import FIRST, MONTHS, tiny_project, tiny_records, tiny_rows

ENDLESS = float("inf")


def _room(**changed: Sequence[Record]) -> Room:
    terms = Terms(tiny_project(**changed), MONTHS, "P50")
    return Room(terms, Left(terms.world, Tables(terms)), rules_asked(terms.world, "plan"))


def _offer(room: Room, name: str) -> list[float]:
    return room.of_offer(room.terms.world.by_id(Offer)[name])


def _source(room: Room, name: str) -> list[float]:
    return room.of_source(room.terms.world.by_id(Source)[name])


def _horizon(room: Room, name: str) -> float:
    return room.over_horizon(room.terms.world.by_id(Source)[name])


def test_targets_and_closing_stocks_ask_for_items_by_the_recipe_that_takes_most() -> None:
    closing: dict[str, Value] = {"closing": "at least", "closing_stock": 50.0}
    lavish = Recipe(id="lavish", output="motor")
    inputs = [*tiny_records()["recipe_inputs"], RecipeInput(recipe="lavish", item="magnet", quantity=3.0)]
    assert _room().need == {"magnet": 600.0, "motor": 300.0}
    assert _room(items=tiny_rows("items", "", **closing)).need == {"magnet": 750.0, "motor": 350.0}
    assert _room(items=tiny_rows("items", closing_stock=50.0)).need == {"magnet": 600.0, "motor": 300.0}
    both = _room(recipes=[*tiny_records()["recipes"], lavish], recipe_inputs=inputs)
    assert both.need == {"magnet": 900.0, "motor": 300.0}


def test_days_of_cover_ask_for_a_part_of_the_largest_month_besides() -> None:
    """30 days of motors are 50 of them, of 100 kg; 15 days of magnets are half of a month's 100 kg."""
    cover = Rule(id="cover", kind="cover at least", item="magnet", limit=15.0, mix="plan")
    apart = (
        attrs.evolve(cover, id="off", limit=90.0, off=True),
        attrs.evolve(cover, id="other", limit=90.0, mix="other"),
    )
    items = tiny_rows("items", "motor", safety_days=30.0)
    assert _room(items=items).need == {"magnet": 700.0, "motor": 350.0}
    assert _room(rules=[cover, *apart]).need == {"magnet": 650.0, "motor": 300.0}


@pytest.mark.parametrize(
    ("terms", "more"),
    [
        ({"least_per_year": 90.0}, 180.0),
        ({"take_or_pay_share": 50.0, "take_or_pay_quantity": 400.0}, 400.0),
        ({"least_per_year": 90.0, "take_or_pay_share": 10.0, "take_or_pay_quantity": 400.0}, 180.0),
    ],
)
def test_yearly_terms_can_make_a_plan_buy_more_than_is_needed(terms: dict[str, Value], more: float) -> None:
    """The horizon touches two fiscal years."""
    room = _room(sources=tiny_rows("sources", "JL", **terms))
    assert _offer(room, "JL-magnet") == pytest.approx([600.0 + more] * 6)
    assert _horizon(room, "JL") == pytest.approx(600.0 + more)


def test_an_offer_has_room_for_its_capacity_or_what_its_item_needs() -> None:
    offers = tiny_rows("offers", "JL-magnet", usable_yield=0.5, first_month=FIRST.plus(1), last_month=FIRST.plus(4))
    room = _room(offers=offers, receipts=[Receipt(offer="IREL-magnet", month=FIRST, quantity=20.0)])
    assert _offer(room, "IREL-magnet") == [40.0, 60.0, 60.0, 60.0, 60.0, 60.0]
    assert _offer(room, "JL-magnet") == [0.0, 1200.0, 1200.0, 1200.0, 1200.0, 0.0]


def test_an_item_that_nothing_asks_for_sets_no_bound() -> None:
    room = _room(targets=[])
    assert _offer(room, "JL-magnet") == [ENDLESS] * 6
    assert _offer(room, "IREL-magnet") == [60.0] * 6
    assert _horizon(room, "JL") == ENDLESS
    assert _horizon(room, "IREL") == 360.0


GRANTED = Licence(id="L", regime="A18", offer="JL-magnet", status="granted")


@pytest.mark.parametrize(
    ("files", "months"),
    [
        ([], [4, 5]),
        ([GRANTED], [2, 3, 4, 5]),
        ([attrs.evolve(GRANTED, valid_until=dt.date(2027, 2, 14))], [2, 4, 5]),
        ([attrs.evolve(GRANTED, freight_mode="air")], [4, 5]),
        ([attrs.evolve(GRANTED, offer="IREL-magnet")], [4, 5]),
    ],
)
def test_there_is_room_only_while_a_way_in_is_open(files: list[Record], months: list[int]) -> None:
    """Planned on 1 January with 45 days to come and 60 for a new file: May is the first month, March with a file."""
    room = _room(settings=tiny_rows("settings", plan_date=dt.date(2027, 1, 1)), licences=files)
    assert [month for month, most in enumerate(_offer(room, "JL-magnet")) if most == 600.0] == months


def test_there_is_no_room_in_a_stop_or_where_no_new_file_may_be_planned() -> None:
    for change in ({"status": "stopped"}, {"new_files": False}):
        values: dict[str, Value] = {**change}
        assert _offer(_room(regimes=tiny_rows("regimes", "", **values)), "JL-magnet") == [0.0] * 6


def test_a_source_has_room_for_its_offers_or_its_joint_capacity_less_what_is_gone() -> None:
    changed: dict[str, Sequence[Record]] = {
        "sources": tiny_rows("sources", "IREL", capacity=100.0),
        "offers": tiny_rows("offers", "IREL-magnet", capacity_use=2.0),
        "receipts": [Receipt(offer="IREL-magnet", month=FIRST, quantity=10.0)],
        "commitments": [
            Commitment(id="c", source="IREL", item="magnet", quantity=20.0, first_month=FIRST.plus(5)),
            Commitment(id="d", source="IREL", item="motor", quantity=30.0, first_month=FIRST.plus(4)),
        ],
    }
    room = _room(**changed)
    assert room.left.offers[0].tolist() == [50.0, *[60.0] * 5]
    assert room.left.sources[0].tolist() == [80.0, 100.0, 100.0, 100.0, 70.0, 30.0]
    assert _source(room, "IREL") == [80.0, 100.0, 100.0, 100.0, 70.0, 30.0]
    assert _horizon(room, "IREL") == 480.0
    wide = _room(**{**changed, "sources": tiny_records()["sources"]})
    assert _source(wide, "IREL") == [100.0, *[120.0] * 5]


def test_over_the_horizon_no_item_needs_more_than_by_its_largest_use() -> None:
    other = Offer(id="JL-2", source="JL", item="magnet", capacity_use=3.0, usable_yield=0.5)
    motors = Offer(id="JL-motor", source="JL", item="motor", capacity_use=0.0)
    room = _room(offers=[*tiny_records()["offers"], other, motors])
    assert _source(room, "JL") == [600.0 + 3 * 1200.0] * 6
    assert _horizon(room, "JL") == 3.0 * 1200.0


def test_a_source_that_sells_nothing_has_no_room() -> None:
    room = _room(sources=[*tiny_records()["sources"], Source(id="idle", country="Japan")])
    assert _source(room, "idle") == [0.0] * 6
    assert _horizon(room, "idle") == 0.0
    assert _room(items=[*tiny_records()["items"], Item(id="drawing")]).need["drawing"] == 0.0
