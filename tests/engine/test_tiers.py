"""What tiers add to the price of what arrives: for all units or for the part in a tier, by order, year and horizon."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from desktop.engine.draft import Draft
from desktop.engine.program import Sparse
from desktop.engine.tiers import Ladder, add_tiers, tier_costs
from desktop.model.fields import Value
from desktop.model.records import Licence, Price, Receipt, Record, Tier
from desktop.model.records.table import evolved
from tests.engine.written import arriving, drafted, drafted_whole, found, least, matrix_of
from tests.tiny import FIRST, tiny_records, tiny_rows

OWN = (0.0,) * 6


def _tiers(**values: Value) -> list[Record]:
    """IREL's 5,000 INR fall by 10 % from 100 kg on, and are 4,000 INR from 200 kg on."""
    tiers = [
        Tier(offer="IREL-magnet", from_quantity=200.0, price=4000.0),
        Tier(offer="IREL-magnet", from_quantity=100.0, discount=10.0),
    ]
    return [evolved(tier, values) for tier in tiers]


def _whole(tiers: Sequence[Record], **changed: Sequence[Record]) -> tuple[Draft, list[Ladder]]:
    offers = {"offers": tiny_rows("offers", "IREL-magnet", capacity=400.0)}
    draft = drafted_whole(tiers=tiers, **(offers | changed))
    return draft, add_tiers(draft)


def _extra(draft: Draft, ladders: Sequence[Ladder], *arrivals: Sequence[float]) -> float:
    """What tiers add at least to the cost of what arrives at the offers' own prices."""
    terms = list(tier_costs(ladders))
    return Sparse.of(*terms).value(least(draft, *terms, held=arriving(draft, *arrivals)))


def _first(quantity: float) -> tuple[float, ...]:
    return quantity, *OWN[1:]


# ------------------------------------------------------------------------- the ladder


def test_a_ladder_has_its_own_price_below_the_first_tier_and_the_tiers_in_order() -> None:
    _, (ladder,) = _whole(_tiers())
    assert (ladder.offer, ladder.lower.tolist()) == (0, [0.0, 100.0, 200.0])
    assert ladder.landed.landed[:, 0].tolist() == pytest.approx([5000.0, 4500.0, 4000.0])
    assert ladder.part.shape == (3, 6)


def test_a_tier_from_nothing_on_takes_the_place_of_the_own_price() -> None:
    _, (ladder,) = _whole([*_tiers(), Tier(offer="IREL-magnet", from_quantity=0.0, price=7000.0)])
    assert ladder.lower.tolist() == [0.0, 100.0, 200.0]
    assert ladder.landed.landed[:, 0].tolist() == pytest.approx([7000.0, 4500.0, 4000.0])


def test_each_offer_with_tiers_has_its_ladder() -> None:
    draft, ladders = _whole([*_tiers(), Tier(offer="JL-magnet", from_quantity=50.0, price=20.0)])
    assert {ladder.offer: ladder.lower.tolist() for ladder in ladders} == {0: [0.0, 100.0, 200.0], 1: [0.0, 50.0]}
    assert _extra(draft, ladders, _first(100.0), _first(60.0)) == pytest.approx(-500.0 * 100 - 1600.0 * 60)
    assert _whole([])[1] == []


def test_all_that_follows_from_the_price_follows_from_the_tiers_price() -> None:
    """From 40 USD at 80 INR: 10 % insurance on price and freight, and 20 % duty on both."""
    dear: dict[str, Value] = {
        "price_term": "FOB",
        "freight": 5.0,
        "insurance": 10.0,
        "customs_duty": 20.0,
        "inland_cost": 7.0,
    }
    tier = Tier(offer="JL-magnet", from_quantity=50.0, price=20.0)
    _, (ladder,) = _whole([tier], offers=tiny_rows("offers", "JL-magnet", **dear))
    own, lower = (80 * (price + 5) * 1.1 * 1.2 + 7 for price in (40, 20))
    assert ladder.landed.landed[:, 0].tolist() == pytest.approx([own, lower])


def test_a_discount_is_off_the_price_of_the_month_and_a_tiers_price_is_what_it_says() -> None:
    prices = [Price(offer="IREL-magnet", from_month=FIRST.plus(2), value=6000.0)]
    _, (ladder,) = _whole(_tiers(), prices=prices)
    assert ladder.landed.landed[1].tolist() == pytest.approx([4500.0] * 2 + [5400.0] * 4)
    assert ladder.landed.landed[2].tolist() == pytest.approx([4000.0] * 6)


@pytest.mark.parametrize(
    ("basis", "windows"),
    [
        ("order", [[0], [1], [2], [3], [4], [5]]),
        ("fiscal year", [[0, 1, 2], [3, 4, 5]]),
        ("horizon", [[0, 1, 2, 3, 4, 5]]),
    ],
)
def test_months_count_together_as_the_basis_says(basis: str, windows: list[list[int]]) -> None:
    _, (ladder,) = _whole(_tiers(basis=basis))
    assert [months.tolist() for months in ladder.windows] == windows
    assert ladder.used.shape == (len(windows), 3)


# ------------------------------------------------------------------------- all units


@pytest.mark.parametrize(
    ("quantity", "each"),
    [(0.0, 0.0), (50.0, 0.0), (99.99, 0.0), (100.0, -500.0), (199.9, -500.0), (200.0, -1000.0), (400.0, -1000.0)],
)
def test_all_units_of_an_order_cost_what_the_tier_of_its_volume_says(quantity: float, each: float) -> None:
    draft, ladders = _whole(_tiers())
    assert _extra(draft, ladders, _first(quantity)) == pytest.approx(quantity * each)


@pytest.mark.parametrize(
    ("basis", "arrivals", "extra"),
    [
        ("order", (40.0, 40.0, 40.0, 30.0, 0.0, 0.0), 0.0),
        ("fiscal year", (40.0, 40.0, 40.0, 30.0, 0.0, 0.0), -500.0 * 120),
        ("horizon", (40.0, 40.0, 40.0, 30.0, 0.0, 0.0), -500.0 * 150),
        ("horizon", (40.0, 40.0, 40.0, 80.0, 0.0, 0.0), -1000.0 * 200),
    ],
)
def test_the_volume_is_that_of_the_window(basis: str, arrivals: Sequence[float], extra: float) -> None:
    draft, ladders = _whole(_tiers(basis=basis))
    assert _extra(draft, ladders, arrivals) == pytest.approx(extra, abs=1e-6)


def test_a_volume_just_below_a_tier_is_in_neither() -> None:
    """The lower end belongs to the tier: what the solver cannot tell from it must not be bought dearer or cheaper."""
    draft, _ = _whole(_tiers())
    nothing = (draft.columns.stock[0, :1], 1.0)
    possible = [
        found(draft, nothing, held=arriving(draft, _first(quantity))) is not None
        for quantity in (100.0 * (1 - 4e-7), 100.0 * (1 - 1e-7), 100.0)
    ]
    assert possible == [True, False, True]


@pytest.mark.parametrize(
    ("basis", "extra"),
    [("order", [0.0, 0.0, -500.0 * 100]), ("fiscal year", [0.0, -500.0 * 40, -500.0 * 100])],
)
def test_what_is_on_order_counts_towards_the_tier_but_for_orders_and_keeps_its_own_price(
    basis: str, extra: list[float]
) -> None:
    """48 kg usable at a yield of 0.8 are 60 kg as bought."""
    receipts = [Receipt(offer="IREL-magnet", month=FIRST.plus(1), quantity=48.0)]
    offers = tiny_rows("offers", "IREL-magnet", capacity=400.0, usable_yield=0.8)
    draft, ladders = _whole(_tiers(basis=basis), receipts=receipts, offers=offers)
    found_ = [_extra(draft, ladders, _first(quantity)) for quantity in (30.0, 40.0, 100.0)]
    assert found_ == pytest.approx(extra, abs=1e-6)


@pytest.mark.parametrize(("lot", "near", "most"), [(30.0, 6, 180.0), (30.0, 0, 200.0), (0.0, 6, 200.0)])
def test_a_tier_ends_a_whole_lot_below_the_next_where_orders_are_whole(lot: float, near: int, most: float) -> None:
    """A hair below 200 is a choice between tolerances; in lots of 30, as the near months have, it is 180."""
    offers = tiny_rows("offers", "IREL-magnet", capacity=400.0, lot_size=lot)
    draft, (ladder,) = _whole(_tiers(), offers=offers, settings=tiny_rows("settings", near_months=near))
    values = least(draft, (ladder.part[1, :1], -1.0))
    assert values[ladder.part[1, 0]] == pytest.approx(most)


def test_where_all_lower_tiers_are_filled_by_what_is_on_order_only_the_highest_is_left() -> None:
    receipts = [Receipt(offer="IREL-magnet", month=FIRST.plus(1), quantity=250.0)]
    draft, ladders = _whole(_tiers(basis="horizon"), receipts=receipts)
    assert _extra(draft, ladders, _first(1.0)) == pytest.approx(-1000.0)
    assert _extra(draft, ladders, OWN) == 0.0


def test_a_charge_is_paid_once_in_a_window_whose_volume_lies_in_the_tier_and_in_which_anything_is_bought() -> None:
    tiers = [*_tiers(basis="fiscal year")[:1], *_tiers(basis="fiscal year", charge=300.0)[1:]]
    draft, ladders = _whole(tiers)
    assert _extra(draft, ladders, (60.0, 50.0, 0.0, 0.0, 0.0, 0.0)) == pytest.approx(-500.0 * 110 + 300.0)
    assert _extra(draft, ladders, (60.0, 50.0, 0.0, 0.0, 0.0, 100.0)) == pytest.approx(-500.0 * 210 + 600.0)
    assert _extra(draft, ladders, _first(200.0)) == pytest.approx(-1000.0 * 200)
    placed, ladders = _whole(tiers, receipts=[Receipt(offer="IREL-magnet", month=FIRST, quantity=150.0)])
    assert _extra(placed, ladders, OWN) == 0.0
    assert _extra(placed, ladders, (0.0, 10.0, 0.0, 0.0, 0.0, 0.0)) == pytest.approx(-500.0 * 10 + 300.0)


def test_relaxed_a_tier_is_taken_in_part() -> None:
    """50 kg are an eighth of all that can come in a month: an eighth of the last tier is used, and of its charge."""
    tiers = [*_tiers(charge=400.0)[:1], *_tiers()[1:]]
    draft = drafted(tiers=tiers, offers=tiny_rows("offers", "IREL-magnet", capacity=400.0))
    (ladder,) = add_tiers(draft)
    terms = list(tier_costs([ladder]))
    x = least(draft, *terms, held=arriving(draft, _first(50.0)))
    assert x[ladder.used[0]].tolist() == pytest.approx([0.0, 0.0, 0.125])
    assert Sparse.of(*terms).value(x) == pytest.approx(-1000.0 * 50 + 50.0)


# ------------------------------------------------------------------------- the part in a tier


@pytest.mark.parametrize(
    ("quantity", "extra"),
    [
        (0.0, 0.0),
        (100.0, 0.0),
        (150.0, -500.0 * 50),
        (200.0, -500.0 * 100),
        (250.0, -500.0 * 100 - 1000.0 * 50),
        (400.0, -500.0 * 100 - 1000.0 * 200),
    ],
)
def test_each_part_of_the_volume_costs_what_its_own_tier_says(quantity: float, extra: float) -> None:
    draft, ladders = _whole(_tiers(kind="incremental"))
    assert _extra(draft, ladders, _first(quantity)) == pytest.approx(extra)


def test_parts_are_of_all_that_arrives_in_the_window() -> None:
    draft, ladders = _whole(_tiers(kind="incremental", basis="fiscal year"))
    assert _extra(draft, ladders, (80.0, 0.0, 80.0, 80.0, 0.0, 0.0)) == pytest.approx(-500.0 * 60)
    draft, ladders = _whole(_tiers(kind="incremental", basis="horizon"))
    assert _extra(draft, ladders, (80.0, 0.0, 80.0, 80.0, 0.0, 0.0)) == pytest.approx(-500.0 * 100 - 1000.0 * 40)


@pytest.mark.parametrize(
    ("receipt", "extra"),
    [(0.0, 0.0), (60.0, -500.0 * 20), (150.0, -500.0 * 50 - 1000.0 * 10), (250.0, -1000.0 * 60)],
)
def test_what_is_on_order_fills_the_lowest_tiers_first(receipt: float, extra: float) -> None:
    receipts = [Receipt(offer="IREL-magnet", month=FIRST.plus(1), quantity=receipt)]
    draft, ladders = _whole(_tiers(kind="incremental", basis="fiscal year"), receipts=receipts)
    assert _extra(draft, ladders, _first(60.0)) == pytest.approx(extra)


def test_rising_tiers_fill_in_order_by_themselves_and_need_no_decision() -> None:
    dearer = [
        Tier(offer="IREL-magnet", from_quantity=100.0, discount=-10.0, kind="incremental"),
        Tier(offer="IREL-magnet", from_quantity=200.0, price=6000.0, kind="incremental"),
    ]
    draft, (ladder,) = _whole(dearer)
    assert (ladder.used.max(), draft.decided().columns.size) == (-1, 0)
    assert _extra(draft, [ladder], _first(250.0)) == pytest.approx(500.0 * 100 + 1000.0 * 50)


def test_a_charge_is_paid_once_when_anything_lies_in_the_tier() -> None:
    """Also where prices rise, so that the tiers would fill in order by themselves."""
    tier = Tier(offer="IREL-magnet", from_quantity=100.0, discount=-10.0, kind="incremental", charge=300.0)
    draft, ladders = _whole([evolved(tier, {"basis": "fiscal year"})])
    assert _extra(draft, ladders, (60.0, 40.0, 0.0, 0.0, 0.0, 0.0)) == pytest.approx(0.0)
    assert _extra(draft, ladders, (60.0, 50.0, 0.0, 0.0, 0.0, 0.0)) == pytest.approx(500.0 * 10 + 300.0)
    assert _extra(draft, ladders, (60.0, 50.0, 0.0, 0.0, 0.0, 101.0)) == pytest.approx(500.0 * 11 + 600.0)


def test_where_the_price_changes_within_a_window_the_dearest_month_lies_in_the_cheapest_tier() -> None:
    """10 % are off 50 kg of a year: off those bought at 8,000 INR."""
    prices = [Price(offer="IREL-magnet", from_month=FIRST.plus(1), value=8000.0)]
    tier = Tier(offer="IREL-magnet", from_quantity=100.0, discount=10.0, kind="incremental", basis="fiscal year")
    draft, ladders = _whole([tier], prices=prices)
    assert _extra(draft, ladders, (100.0, 50.0, 0.0, 0.0, 0.0, 0.0)) == pytest.approx(-800.0 * 50)


def test_relaxed_a_cheaper_part_is_reached_before_the_dearer_one_is_full() -> None:
    draft = drafted(tiers=_tiers(kind="incremental"), offers=tiny_rows("offers", "IREL-magnet", capacity=400.0))
    extra = _extra(draft, add_tiers(draft), _first(150.0))
    assert -1000.0 * 150 < extra < -500.0 * 50


# ------------------------------------------------------------------------- ways in and decisions


def test_what_comes_by_a_file_in_hand_counts_with_the_rest() -> None:
    licence = Licence(id="L1", regime="A18", offer="JL-magnet", quantity=90.0, status="granted")
    tier = Tier(offer="JL-magnet", from_quantity=50.0, price=20.0)
    draft, ladders = _whole([tier], licences=[licence], offers=tiny_records()["offers"])
    assert _extra(draft, ladders, OWN, _first(30.0), _first(20.0)) == pytest.approx(-1600.0 * 50)


@pytest.mark.parametrize("kind", ["all units", "incremental"])
def test_every_decision_on_tiers_says_on_which_months_and_source_it_is(kind: str) -> None:
    draft, (ladder,) = _whole(_tiers(kind=kind, basis="fiscal year"))
    decided = draft.decided()
    assert decided.columns.tolist() == ladder.used.ravel().tolist()
    assert decided.first.tolist() == [0] * 3 + [3] * 3
    assert decided.last.tolist() == [2] * 3 + [5] * 3
    assert set(decided.source.tolist()) == {0}
    assert np.flatnonzero(matrix_of(draft).whole).tolist() == decided.columns.tolist()
