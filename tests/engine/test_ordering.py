"""What ordering costs once it is known what arrives, spread or decided, and which orders are possible at all."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
import pytest

from desktop.engine.draft import Draft
from desktop.engine.ordering import Ordering, add_ordering, spread_costs, spread_parts
from desktop.engine.program import Sparse
from desktop.engine.solver import Solver
from desktop.model.fields import Value
from desktop.model.progress import Silent
from desktop.model.records import Licence, Offer, Price, Receipt, Record, Source
from tests.engine.written import arriving, drafted, drafted_whole, found, least, matrix_of
from tests.tiny import FIRST, tiny_records, tiny_rows

IREL, JL = 0, 1
NOTHING = (0.0,) * 6


def _sources(**values: Value) -> list[Record]:
    return tiny_rows("sources", "JL", **values)


def _irel(**values: Value) -> list[Record]:
    return tiny_rows("offers", "IREL-magnet", **values)


def _whole(**changed: Sequence[Record]) -> tuple[Draft, Ordering]:
    draft = drafted_whole(**changed)
    return draft, add_ordering(draft)


def _cost(draft: Draft, ordering: Ordering, *arrivals: Sequence[float]) -> float:
    """What the decisions and take-or-pay cost at least once this arrives of each offer."""
    terms = ordering.cost(draft.arrays)
    return Sparse.of(*terms).value(least(draft, *terms, held=arriving(draft, *arrivals)))


def _possible(draft: Draft, *arrivals: Sequence[float]) -> bool:
    return found(draft, (draft.columns.stock[0, :1], 1.0), held=arriving(draft, *arrivals)) is not None


# ------------------------------------------------------------------------- spread


def test_order_and_contract_costs_are_spread_over_what_can_come() -> None:
    """600 kg are asked for, in any month and in all: a kg has a sixth of a hundredth of 7 INR, and of 100 INR."""
    order, contract = spread_parts(drafted(sources=_sources(order_cost=7.0, contract_cost=100.0)))
    assert order.tolist() == [[0.0] * 6, pytest.approx([7 / 600] * 6)]
    assert contract.tolist() == [[0.0] * 6, pytest.approx([100 / 600] * 6)]


def test_a_unit_bears_as_much_as_it_takes_of_the_joint_capacity() -> None:
    offers = [
        *tiny_rows("offers", "JL-magnet", capacity=100.0, capacity_use=2.0),
        Offer(id="JL-second", source="JL", item="magnet", capacity=50.0),
        Offer(id="JL-third", source="JL", item="magnet", capacity=50.0, capacity_use=0.0),
    ]
    draft = drafted(offers=offers, sources=_sources(order_cost=50.0, contract_cost=120.0))
    assert spread_parts(draft)[0][:, 0].tolist() == pytest.approx([0.0, 2 * 50 / 250, 50 / 250, 0.0])
    assert spread_costs(draft)[:, 0].tolist() == pytest.approx([0.0, 0.4 + 2 * 120 / 1200, 0.2 + 120 / 1200, 0.0])


def test_nothing_is_spread_over_what_is_endless_or_nothing() -> None:
    sources = _sources(order_cost=7.0, contract_cost=100.0)
    assert not spread_costs(drafted(sources=sources, targets=[])).any()
    assert not spread_costs(drafted(sources=sources, offers=tiny_rows("offers", "JL-magnet", capacity=0.0))).any()


def test_a_whole_draft_spreads_order_costs_beyond_the_near_months_alone_and_no_contract_cost() -> None:
    changed: dict[str, Sequence[Record]] = {
        "settings": tiny_rows("settings", near_months=2),
        "sources": _sources(order_cost=7.0, contract_cost=100.0),
    }
    assert spread_costs(drafted_whole(**changed))[JL].tolist() == pytest.approx([0.0] * 2 + [7 / 600] * 4)
    assert spread_costs(drafted(**changed))[JL].tolist() == pytest.approx([107 / 600] * 6)


def test_a_relaxed_draft_decides_on_nothing_and_asks_for_no_steps() -> None:
    sources = _sources(order_cost=7.0, contract_cost=100.0, least_per_year=300.0)
    draft = drafted(sources=sources, offers=_irel(minimum_order=40.0, lot_size=25.0))
    ordering = add_ordering(draft)
    assert (ordering.order.max(), ordering.contract.max(), ordering.unpaid.size) == (-1, -1, 0)
    assert _possible(draft, (1.0,) * 6, (1.0,) * 6)


# ------------------------------------------------------------------------- decided


def test_an_order_cost_is_paid_in_each_month_with_any_arrival_of_its_source() -> None:
    draft, ordering = _whole(sources=_sources(order_cost=7.0))
    assert _cost(draft, ordering, (60.0,) * 6, NOTHING) == 0.0
    assert _cost(draft, ordering, NOTHING, (100.0, 0.0, 0.0, 1.0, 0.0, 0.0)) == pytest.approx(14.0)


def test_an_order_cost_is_paid_once_however_many_offers_of_a_source_arrive() -> None:
    offers = [*tiny_records()["offers"], Offer(id="JL-second", source="JL", item="magnet")]
    draft, ordering = _whole(offers=offers, sources=_sources(order_cost=7.0))
    assert _cost(draft, ordering, NOTHING, (9.0, *NOTHING[1:]), (9.0, 9.0, *NOTHING[2:])) == pytest.approx(14.0)


def test_a_receipt_causes_no_order_cost() -> None:
    receipts = [Receipt(offer="JL-magnet", month=FIRST, quantity=50.0)]
    draft, ordering = _whole(receipts=receipts, sources=_sources(order_cost=7.0, contract_cost=100.0))
    assert _cost(draft, ordering) == 0.0


def test_a_contract_cost_is_paid_once_if_anything_of_the_source_arrives_at_all() -> None:
    settings = tiny_rows("settings", near_months=2)
    draft, ordering = _whole(settings=settings, sources=_sources(order_cost=7.0, contract_cost=100.0))
    assert _cost(draft, ordering, (60.0,) * 6, NOTHING) == 0.0
    assert _cost(draft, ordering, NOTHING, (5.0,) * 6) == pytest.approx(2 * 7.0 + 100.0)
    assert _cost(draft, ordering, NOTHING, (0.0,) * 5 + (5.0,)) == pytest.approx(100.0)


def test_without_near_months_the_contract_alone_is_decided() -> None:
    settings = tiny_rows("settings", near_months=0)
    sources = _sources(order_cost=7.0, contract_cost=100.0)
    draft, ordering = _whole(settings=settings, sources=sources, offers=_irel(lot_size=25.0))
    assert ordering.order.max() == -1
    assert draft.decided().columns.tolist() == ordering.contract[JL:].tolist()
    assert _cost(draft, ordering, (1.0,) * 6, (5.0,) * 6) == pytest.approx(100.0)


def test_a_source_without_costs_or_without_offers_has_nothing_to_decide() -> None:
    idle = Source(id="idle", country="India", order_cost=7.0, contract_cost=100.0, least_per_year=5.0)
    draft, ordering = _whole(sources=[*tiny_records()["sources"], idle])
    assert (ordering.order.max(), ordering.contract.max(), draft.decided().columns.size) == (-1, -1, 0)


def test_a_joint_capacity_used_up_pays_the_whole_order_cost_even_relaxed() -> None:
    """15 kg of either offer are half of what it could be alone, and all that JL can deliver."""
    offers = [*tiny_records()["offers"], Offer(id="JL-second", source="JL", item="magnet")]
    draft, ordering = _whole(offers=offers, sources=_sources(order_cost=7.0, capacity=30.0))
    solver = Solver(matrix_of(draft), Silent())
    held = arriving(draft, NOTHING, (15.0, *NOTHING[1:]), (15.0, *NOTHING[1:]))
    solver.fix(held.fixed, held.values)
    goal = Sparse.of(*ordering.cost(draft.arrays))
    assert goal.value(solver.minimise(goal).x) == pytest.approx(7.0)


# ------------------------------------------------------------------------- steps


@pytest.mark.parametrize(
    ("form", "possible"),
    [
        ({"minimum_order": 40.0}, [0.0, 40.0, 45.5, 50.0, 60.0]),
        ({"lot_size": 25.0}, [0.0, 25.0, 50.0]),
        ({"minimum_order": 20.0, "lot_size": 25.0}, [0.0, 25.0, 50.0]),
        ({"minimum_order": 30.0, "lot_size": 25.0}, [0.0, 50.0]),
        ({"minimum_order": 50.0, "lot_size": 25.0}, [0.0, 50.0]),
        ({"minimum_order": 70.0}, [0.0]),
        ({"lot_size": 70.0}, [0.0]),
    ],
)
def test_orders_come_in_lots_and_not_below_the_minimum(form: dict[str, Value], possible: list[float]) -> None:
    draft, _ = _whole(offers=_irel(**form))
    quantities = (0.0, 0.5, 20.0, 25.0, 30.0, 40.0, 45.5, 50.0, 60.0)
    assert [each for each in quantities if _possible(draft, (each, *NOTHING[1:]))] == possible


def test_beyond_the_near_months_any_quantity_can_be_ordered() -> None:
    settings = tiny_rows("settings", near_months=2)
    draft, _ = _whole(settings=settings, offers=_irel(minimum_order=40.0, lot_size=25.0))
    assert _possible(draft, (0.0, 50.0, 1.0, 2.0, 3.0, 4.0))
    assert not _possible(draft, (0.0, 1.0, 0.0, 0.0, 0.0, 0.0))


def test_an_order_is_a_lot_by_whichever_files_it_comes() -> None:
    licence = Licence(id="L1", regime="A18", offer="JL-magnet", quantity=90.0, status="granted")
    draft, _ = _whole(licences=[licence], offers=tiny_rows("offers", "JL-magnet", lot_size=25.0, minimum_order=40.0))
    for by_file, possible in ((40.0, True), (30.0, False), (15.0, False)):
        held = arriving(draft, NOTHING, (10.0, *NOTHING[1:]), (by_file, *NOTHING[1:]))
        assert (found(draft, (draft.columns.stock[0, :1], 1.0), held=held) is not None) == possible


def test_an_offer_with_a_minimum_is_ordered_only_when_its_source_is() -> None:
    draft, ordering = _whole(sources=tiny_rows("sources", order_cost=7.0), offers=_irel(minimum_order=40.0))
    assert _cost(draft, ordering, (40.0, *NOTHING[1:]), NOTHING) == pytest.approx(7.0)


# ------------------------------------------------------------------------- yearly quantities


@pytest.mark.parametrize(
    ("arrivals", "possible"),
    [
        ((0.0, 0.0, 0.0, 0.0, 0.0, 0.0), True),
        ((100.0, 100.0, 100.0, 0.0, 0.0, 0.0), True),
        ((0.0, 0.0, 0.0, 0.0, 0.0, 300.0), True),
        ((100.0, 100.0, 99.0, 0.0, 0.0, 0.0), False),
        ((0.0, 0.0, 150.0, 150.0, 0.0, 0.0), False),
        ((0.0, 0.0, 0.0, 0.0, 0.0, 1.0), False),
    ],
)
def test_a_source_is_used_in_a_fiscal_year_with_its_smallest_quantity_or_not_at_all(
    arrivals: Sequence[float], possible: bool
) -> None:
    settings = tiny_rows("settings", near_months=1)
    draft, _ = _whole(settings=settings, sources=_sources(least_per_year=300.0))
    assert _possible(draft, (1.0,) * 6, arrivals) == possible


@pytest.mark.parametrize(("receipt", "possible"), [(0.0, False), (10.0, True), (500.0, True)])
def test_what_is_on_order_counts_towards_the_smallest_quantity(receipt: float, possible: bool) -> None:
    """A kg as bought takes 2 of the joint capacity, of which 300 a year have to be used: 140 and 10 kg."""
    receipts = [Receipt(offer="JL-magnet", month=FIRST.plus(2), quantity=receipt)]
    offers = tiny_rows("offers", "JL-magnet", capacity_use=2.0)
    draft, _ = _whole(receipts=receipts, offers=offers, sources=_sources(least_per_year=300.0))
    assert _possible(draft, NOTHING, NOTHING)
    assert _possible(draft, NOTHING, (140.0, *NOTHING[1:])) == possible


# ------------------------------------------------------------------------- take-or-pay

TAKE_OR_PAY: dict[str, Value] = {"take_or_pay_share": 50.0, "take_or_pay_quantity": 400.0}


@pytest.mark.parametrize("whole", [False, True])
def test_what_falls_short_of_the_agreed_quantity_is_paid_for_each_fiscal_year(whole: bool) -> None:
    """Of 200 kg a year at 3,200 INR 150 come in the first, 250 in the second."""
    sources = _sources(**TAKE_OR_PAY)
    draft = drafted_whole(sources=sources) if whole else drafted(sources=sources)
    ordering = add_ordering(draft)
    assert ordering.unpaid_price.tolist() == [3200.0, 3200.0]
    assert _cost(draft, ordering, NOTHING, (0.0, 150.0, 0.0, 250.0, 0.0, 0.0)) == pytest.approx(50 * 3200.0)
    assert _cost(draft, ordering) == pytest.approx(400 * 3200.0)


def test_what_is_on_order_counts_as_taken() -> None:
    """20 kg usable at a yield of 0.5 are 40 kg as bought."""
    receipts = [Receipt(offer="JL-magnet", month=FIRST, quantity=20.0)]
    offers = tiny_rows("offers", "JL-magnet", usable_yield=0.5)
    draft = drafted(receipts=receipts, offers=offers, sources=_sources(**TAKE_OR_PAY))
    assert _cost(draft, add_ordering(draft), NOTHING, NOTHING) == pytest.approx((160 + 200) * 3200.0)


def test_a_shortfall_costs_the_lowest_price_of_the_year_for_what_a_unit_takes_of_the_capacity() -> None:
    offers = [
        *tiny_rows("offers", "JL-magnet", capacity_use=2.0),
        Offer(id="JL-second", source="JL", item="magnet", price=1700.0, freight=99.0, price_term="FOB"),
        Offer(id="JL-third", source="JL", item="magnet", price=1.0, capacity_use=0.0),
    ]
    prices = [Price(offer="JL-magnet", from_month=FIRST.plus(4), value=44.0)]
    draft = drafted(offers=offers, prices=prices, sources=_sources(**TAKE_OR_PAY))
    assert add_ordering(draft).unpaid_price.tolist() == [40 * 80 / 2, 40 * 80 / 2]
    dearer = [attrs.evolve(prices[0], value=50.0), attrs.evolve(prices[0], from_month=FIRST.plus(1), value=50.0)]
    draft = drafted(offers=offers, prices=dearer, sources=_sources(**TAKE_OR_PAY))
    assert add_ordering(draft).unpaid_price.tolist() == [40 * 80 / 2, 1700.0]


def test_offers_that_take_nothing_of_the_capacity_have_nothing_to_take_or_pay() -> None:
    offers = tiny_rows("offers", "JL-magnet", capacity_use=0.0)
    ordering = add_ordering(drafted(offers=offers, sources=_sources(**TAKE_OR_PAY)))
    assert (ordering.unpaid.size, ordering.unpaid_price.size) == (0, 0)


# ------------------------------------------------------------------------- what is decided


def test_every_decision_says_on_which_months_source_and_item_it_is() -> None:
    sources = _sources(order_cost=7.0, contract_cost=100.0, least_per_year=300.0)
    settings = tiny_rows("settings", near_months=2)
    draft, ordering = _whole(settings=settings, sources=sources, offers=_irel(lot_size=25.0))
    decided = draft.decided()
    rows = zip(decided.first, decided.last, decided.source, decided.item, strict=True)
    told = [tuple(int(number) for number in row) for row in rows]
    assert sorted(told) == sorted(
        [
            (0, 0, JL, -1),
            (1, 1, JL, -1),
            (0, 5, JL, -1),
            (0, 0, IREL, 0),
            (1, 1, IREL, 0),
            (0, 2, JL, -1),
            (3, 5, JL, -1),
        ]
    )
    assert np.flatnonzero(matrix_of(draft).whole).tolist() == sorted(decided.columns.tolist())
    assert set(ordering.order[JL, :2].tolist()) <= set(decided.columns.tolist())
