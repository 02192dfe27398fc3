"""What incentives come to by year: what is paid, what is missed, and how much domestic value is lacking."""

from __future__ import annotations

import attrs
import pytest

from desktop.analysis import incentives
from desktop.model.months import Month
from desktop.model.plan import IncentivePaid, Plan
from desktop.model.records import Incentive
from tests.analysis.plans import APR, FEB, JUN, hand_plan, hand_project, idle_plan, solved_rich


def paid(*lines: IncentivePaid, last: Month | None = None) -> Plan:
    """The plan by hand with an incentive for motors that asks for 60 % of domestic value."""
    record = Incentive(id="PLI", item="motor", rate=10.0, least_domestic=60.0, last_month=last)
    return attrs.evolve(hand_plan(hand_project(incentives=[record])), incentives=lines)


def test_a_year_shows_what_was_made_its_domestic_share_and_what_came_in() -> None:
    table = incentives.table(paid(IncentivePaid("PLI", 2027, 100.0, 500000.0, 350000.0, 1000.0, 0.0)))
    assert tuple(table.columns) == incentives.COLUMNS
    assert table.to_dict("records") == [
        {
            "incentive": "PLI",
            "item": "motor",
            "item_name": "Motor",
            "unit": "piece",
            "fiscal_year": 2027,
            "quantity": 100.0,
            "value": 500000.0,
            "domestic": 350000.0,
            "share": pytest.approx(0.7),
            "least": 0.6,
            "lacking": 0.0,
            "paid": 1000.0,
            "missed": 0.0,
        }
    ]


def test_what_was_missed_shows_how_much_domestic_value_is_lacking() -> None:
    (row,) = incentives.table(paid(IncentivePaid("PLI", 2027, 100.0, 5e5, 2e5, 0.0, 1000.0))).to_dict("records")
    assert (row["share"], row["lacking"], row["missed"]) == (pytest.approx(0.4), pytest.approx(1e5), 1000.0)


def test_rounding_is_neither_missed_nor_lacking() -> None:
    (row,) = incentives.table(paid(IncentivePaid("PLI", 2027, 1.0, 5e5, 3e5 - 1e-6, 9e3, 1e-9))).to_dict("records")
    assert (row["lacking"], row["missed"]) == (0.0, 0.0)


def test_of_nothing_no_part_is_domestic() -> None:
    (row,) = incentives.table(paid(IncentivePaid("PLI", 2027, 0.0, 0.0, 0.0, 0.0, 0.0))).to_dict("records")
    assert (row["share"], row["lacking"]) == (0.0, 0.0)


def test_money_comes_in_at_the_end_of_the_year_or_of_the_incentive() -> None:
    lines = (
        IncentivePaid("PLI", 2027, 1.0, 1.0, 1.0, 7.0, 0.0),
        IncentivePaid("PLI", 2028, 1.0, 1.0, 1.0, 9.0, 0.0),
    )
    assert incentives.by_month(paid(*lines)).tolist() == [0, 0, 7, 0, 0, 9]
    assert incentives.by_month(paid(*lines, last=APR)).tolist() == [0, 0, 7, 9, 0, 0]
    assert incentives.by_month(paid(lines[0], last=FEB)).tolist() == [0, 7, 0, 0, 0, 0]
    assert incentives.by_month(paid(*lines, last=JUN)).sum() == 16


def test_a_solved_plan_misses_what_it_is_not_paid() -> None:
    table = incentives.table(solved_rich()).set_index("incentive")
    assert (table["paid"]["PLI"] > 0).any()
    assert (table["missed"]["PLI"] == 0).all()
    assert table["missed"]["DVA"].sum() > 0
    assert (table["lacking"][table["missed"] > 0] > 0).all()


def test_without_incentives_the_table_is_empty() -> None:
    assert tuple(incentives.table(idle_plan()).columns) == incentives.COLUMNS
    assert incentives.table(idle_plan()).empty
    assert incentives.by_month(idle_plan()).tolist() == [0] * 6
