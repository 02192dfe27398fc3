"""Column values as decisions that cost money, whole or in part, and as what incentives come to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from desktop.engine.objectives import Written, write
from desktop.engine.outcome import arriving
from desktop.engine.outcome_decisions import decisions, incentives, settled
from desktop.engine.vectors import FloatArray
from desktop.model.fields import Value
from desktop.model.plan import Decision
from desktop.model.records import Incentive, Licence, Receipt, Record, Tier
from desktop.model.records.table import evolved
from tests.engine.written import drafted, drafted_whole
from tests.tiny import FIRST, MONTHS, tiny_records, tiny_rows

SOURCES = tiny_rows("sources", "JL", order_cost=7.0, contract_cost=100.0)
LAST = MONTHS[-1]


def _written(**changed: Sequence[Record]) -> tuple[Written, FloatArray]:
    """A relaxed program, and nothing in every column of it."""
    written = write(drafted(**changed))
    return written, np.zeros(written.draft.program.column_count)


def _whole(**changed: Sequence[Record]) -> tuple[Written, FloatArray]:
    written = write(drafted_whole(**changed))
    return written, np.zeros(written.draft.program.column_count)


def _decided(written: Written, x: FloatArray) -> list[Decision]:
    return list(decisions(written, x, arriving(written.draft, x)))


# ------------------------------------------------------------------------- orders and contracts


def test_relaxed_orders_and_contracts_are_taken_as_far_as_what_could_come_does() -> None:
    """600 kg could come in any month, and in all of them together."""
    written, x = _written(sources=SOURCES)
    x[written.draft.columns.arrive[1, :2]] = [150.0, 60.0]
    assert _decided(written, x) == [
        Decision("order", "JL", FIRST, FIRST, 0.25),
        Decision("order", "JL", FIRST.plus(1), FIRST.plus(1), 0.1),
        Decision("contract", "JL", FIRST, LAST, 0.35),
    ]


def test_a_unit_takes_its_use_of_the_joint_capacity() -> None:
    """2 of a joint capacity of 240: 30 kg are a quarter of a month, and 30 kg of 600 in all one in twenty."""
    offers = tiny_rows("offers", "JL-magnet", capacity_use=2.0)
    sources = tiny_rows("sources", "JL", order_cost=7.0, contract_cost=100.0, capacity=240.0)
    written, x = _written(sources=sources, offers=offers)
    x[written.draft.columns.arrive[1, 0]] = 30.0
    assert [decision.value for decision in _decided(written, x)] == pytest.approx([0.25, 0.05])


def test_what_could_come_without_end_is_no_part_of_anything() -> None:
    written, x = _written(sources=SOURCES, targets=[])
    x[written.draft.columns.arrive[1, 0]] = 30.0
    assert _decided(written, x) == []


def test_what_costs_nothing_is_no_decision() -> None:
    written, x = _written()
    x[written.draft.columns.arrive] = 30.0
    assert _decided(written, x) == []
    written, x = _written(sources=SOURCES)
    x[written.draft.columns.arrive[0]] = 30.0
    assert _decided(written, x) == []


def test_what_is_on_order_decides_nothing() -> None:
    written, x = _written(sources=SOURCES, receipts=[Receipt(offer="JL-magnet", month=FIRST, quantity=30.0)])
    assert _decided(written, x) == []


def test_whole_decisions_are_read_in_the_near_months_and_spread_beyond() -> None:
    written, x = _whole(sources=SOURCES, settings=tiny_rows("settings", near_months=2))
    ordering = written.ordering
    x[written.draft.columns.arrive[1]] = 60.0
    x[ordering.order[1, 1]] = x[ordering.contract[1]] = 1.0
    assert _decided(written, x) == [
        Decision("order", "JL", FIRST.plus(1), FIRST.plus(1), 1.0),
        *(Decision("order", "JL", month, month, 0.1) for month in MONTHS[2:]),
        Decision("contract", "JL", FIRST, LAST, 1.0),
    ]


def test_a_whole_contract_that_is_not_signed_is_told_in_no_part() -> None:
    written, x = _whole(sources=SOURCES)
    assert _decided(written, x) == []


# ------------------------------------------------------------------------- tiers


@pytest.mark.parametrize("kind", ["all units", "incremental"])
def test_tiers_are_told_by_offer_and_lower_end_over_their_window(kind: str) -> None:
    tiers = [
        Tier(offer="JL-magnet", from_quantity=quantity, discount=5.0, kind=kind, basis="fiscal year", charge=3.0)
        for quantity in (99.5, 4000.0)
    ]
    written, x = _written(tiers=tiers)
    (ladder,) = written.ladders
    x[ladder.used[0, 1]], x[ladder.used[1, 0]], x[ladder.used[1, 2]] = 1.0, 0.75, 0.25
    assert _decided(written, x) == [
        Decision("tier", "JL-magnet/99.5", FIRST, FIRST.plus(2), 1.0),
        Decision("tier", "JL-magnet/0", FIRST.plus(3), LAST, 0.75),
        Decision("tier", "JL-magnet/4000", FIRST.plus(3), LAST, 0.25),
    ]


def test_rising_tiers_need_no_decision() -> None:
    tier = Tier(offer="JL-magnet", from_quantity=99.5, discount=-5.0, kind="incremental")
    written, x = _written(tiers=[tier])
    x[written.ladders[0].part] = 5.0
    assert _decided(written, x) == []


# ------------------------------------------------------------------------- incentives

GRANT = Incentive(id="pli", item="motor", rate=1000.0, least_domestic=50.0)
IREL_AT_90 = tiny_rows("offers", "IREL-magnet", domestic_value=90.0)


def _grant(**values: Value) -> Record:
    return evolved(GRANT, values)


def test_an_incentive_that_is_reached_is_a_decision_of_its_fiscal_year() -> None:
    written, x = _written(incentives=[_grant(first_month=FIRST.plus(1))])
    first, second = (grant.reached for grant in written.grants)
    assert first is not None
    assert second is not None
    x[first], x[second] = 1.0, 0.4
    assert _decided(written, x) == [
        Decision("incentive", "pli", FIRST.plus(1), FIRST.plus(2), 1.0),
        Decision("incentive", "pli", FIRST.plus(3), LAST, 0.4),
    ]
    written, x = _written(incentives=[_grant(least_domestic=0.0)])
    x[[grant.paid for grant in written.grants]] = 5.0
    assert _decided(written, x) == []


def _made(irel: float, jl: float, paid: float, **values: Value) -> tuple[Written, FloatArray]:
    """Five motors made in January of what IREL and JL deliver then, after 2 kg of IREL that were on order."""
    receipts = [Receipt(offer="IREL-magnet", month=FIRST, quantity=2.0)]
    written, x = _written(incentives=[_grant(**values)], offers=IREL_AT_90, receipts=receipts)
    columns = written.draft.columns
    x[columns.arrive[0, 0]], x[columns.arrive[1, 0]], x[columns.make[0, 0]] = irel, jl, 5.0
    x[written.grants[0].paid] = paid
    return written, x


def test_an_incentive_tells_what_it_counts_and_what_it_pays_in_each_fiscal_year() -> None:
    """10 kg at 5,000 INR of which 90 % are domestic, 10 kg at 3,200 INR, and 500 INR for making."""
    first, second = incentives(*_made(8.0, 10.0, 4000.0))
    assert (first.incentive, first.fiscal_year, second.fiscal_year) == ("pli", 2027, 2028)
    assert (first.quantity, first.value, first.domestic) == pytest.approx((5.0, 82_500.0, 45_500.0))
    assert (first.paid, first.missed) == (4000.0, 0.0)
    assert (second.quantity, second.value, second.domestic, second.paid, second.missed) == (0.0,) * 5


@pytest.mark.parametrize(
    ("values", "missed"),
    [
        ({}, 5000.0 - 300.0),
        ({"cap": 3000.0}, 3000.0 - 300.0),
        ({"cap": 100.0}, 0.0),
        ({"rate": 10.0, "rate_kind": "% of value"}, 0.1 * 114_500 - 300.0),
        ({"least_domestic": 30.0}, 0.0),
        ({"least_domestic": 0.0}, 0.0),
    ],
)
def test_what_is_missed_for_want_of_domestic_value_is_what_would_be_paid_less_what_is(
    values: dict[str, Value], missed: float
) -> None:
    """45,500 of 114,500 INR are domestic: 39.7 %."""
    first, _ = incentives(*_made(8.0, 20.0, 300.0, **values))
    assert first.missed == pytest.approx(missed)


def test_a_project_without_incentives_is_paid_nothing() -> None:
    assert list(incentives(*_written(**tiny_records()))) == []


# ------------------------------------------------------------------------- the solver's rounding

LOTS = tiny_rows("offers", lot_size=0.1, minimum_order=0.3)


def test_decisions_and_orders_that_are_whole_but_for_rounding_become_whole() -> None:
    written, x = _whole(sources=SOURCES, offers=LOTS)
    draft = written.draft
    x[draft.decided().columns] = 1.0 - 4e-10
    x[draft.columns.arrive[1]] = [0.3 + 2e-11, 0.3999999999, 2e-11, 0.0, 1e6 + 1e-4, 0.7]
    exact = settled(draft, x)
    assert set(exact[draft.decided().columns].tolist()) == {1.0}
    assert exact[draft.columns.arrive[1]].tolist() == [0.1 * 3, 0.1 * 4, 0.0, 0.0, 0.1 * 1e7, 0.1 * 7]


def test_what_is_farther_from_whole_than_rounding_explains_stays_for_the_verifier_to_judge() -> None:
    written, x = _whole(sources=SOURCES, offers=LOTS)
    x[written.draft.decided().columns] = 0.9999
    x[written.draft.columns.arrive[1]] = 0.3001
    assert settled(written.draft, x).tolist() == x.tolist()


def test_a_minimum_order_is_met_exactly_and_more_than_that_need_not_be_whole() -> None:
    written, x = _whole(offers=tiny_rows("offers", minimum_order=30.0))
    x[written.draft.columns.arrive[1]] = [30.0 - 1e-9, 60.0 - 1e-9, 1e-9, 45.5, 0.0, 31.0]
    assert settled(written.draft, x)[written.draft.columns.arrive[1]].tolist() == [
        30.0,
        60.0 - 1e-9,
        0.0,
        45.5,
        0.0,
        31.0,
    ]


def test_months_that_are_not_near_and_relaxed_answers_keep_their_quantities() -> None:
    written, x = _whole(offers=LOTS, settings=tiny_rows("settings", near_months=1))
    x[written.draft.columns.arrive[1]] = 0.3 + 2e-11
    assert settled(written.draft, x)[written.draft.columns.arrive[1]].tolist() == [0.1 * 3, *[0.3 + 2e-11] * 5]
    written, x = _written(offers=LOTS)
    assert settled(written.draft, x) is x


def test_lots_that_come_under_two_files_are_whole_together() -> None:
    files = [Licence(id="L1", regime="A18", offer="JL-magnet", quantity=1e4, status="granted")]
    written, x = _whole(offers=LOTS, licences=files)
    arrive = written.draft.columns.arrive
    x[arrive[1, 0]], x[arrive[2, 0]] = 0.13, 0.37 + 3e-10
    exact = settled(written.draft, x)
    assert exact[arrive[1, 0]] == 0.13
    assert exact[arrive[1, 0]] + exact[arrive[2, 0]] == 0.5


def test_a_whole_yes_for_nothing_is_no_decision() -> None:
    written, x = _whole(sources=SOURCES)
    x[written.draft.decided().columns] = 1.0
    assert _decided(written, x) == []
    x[written.draft.columns.arrive[1, 2]] = 5.0
    third = FIRST.plus(2)
    assert _decided(written, x) == [
        Decision("order", "JL", third, third, 1.0),
        Decision("contract", "JL", FIRST, LAST, 1.0),
    ]
