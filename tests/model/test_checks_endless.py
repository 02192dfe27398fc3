"""An incentive that would pay for buying without end is an error; a cap, a capacity or a lower rate mends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pytest

from desktop.model.checks import errors
from desktop.model.records import Capacity, Incentive, Record
from tests.tiny import FIRST, tiny_project, tiny_rows

UNCHANGED: Mapping[str, Sequence[Record]] = MappingProxyType({})


def _found(
    rate: float, item: str = "magnet", kind: str = "INR/unit", changed: Mapping[str, Sequence[Record]] = UNCHANGED
) -> list[str]:
    incentive = Incentive(id="pli", item=item, rate=rate, rate_kind=kind)
    return [problem.key for problem in errors(tiny_project(**{"incentives": [incentive], **changed}))]


def test_a_unit_that_earns_more_than_it_costs_without_limit_is_an_error() -> None:
    """JL sells any quantity at 40 USD of 80 INR: 3,200 INR a kg; a motor takes 2 kg and 100 INR."""
    assert _found(3200.0) == ["incentive-endless"]
    assert _found(3199.0) == []
    assert _found(6500.0, "motor") == ["incentive-endless"]
    assert _found(6499.0, "motor") == []


def test_all_of_the_value_back_is_an_error() -> None:
    assert _found(100.0, kind="% of value") == ["incentive-endless"]
    assert _found(99.0, kind="% of value") == []


@pytest.mark.parametrize(
    "changed",
    [
        {"incentives": [Incentive(id="pli", item="magnet", rate=1e6, cap=1e9)]},
        {"offers": tiny_rows("offers", capacity=90.0)},
        {"sources": tiny_rows("sources", capacity=90.0)},
        {"capacities": [Capacity(offer="JL-magnet", from_month=FIRST, value=90.0)]},
        {"incentives": [Incentive(id="pli", item="magnet", rate=1e6, first_month=FIRST.plus(6))]},
        {"incentives": [Incentive(id="pli", item="magnet", rate=1e6, last_month=FIRST.plus(-1))]},
        {"offers": tiny_rows("offers", first_month=FIRST.plus(6))},
        {"offers": tiny_rows("offers", last_month=FIRST.plus(-1))},
    ],
)
def test_a_cap_a_capacity_or_other_months_end_it(changed: dict[str, Sequence[Record]]) -> None:
    assert _found(1e6, changed=changed) == []


@pytest.mark.parametrize(("use", "found"), [(1.0, []), (0.0, ["incentive-endless"])])
def test_a_joint_capacity_ends_it_for_what_uses_some_of_it(use: float, found: list[str]) -> None:
    changed = {"sources": tiny_rows("sources", capacity=90.0), "offers": tiny_rows("offers", capacity_use=use)}
    assert _found(1e6, changed=changed) == found


def test_a_capacity_of_later_months_leaves_the_months_before_without_limit() -> None:
    later = {"capacities": [Capacity(offer="JL-magnet", from_month=FIRST.plus(1), value=90.0)]}
    assert _found(1e6, changed=later) == ["incentive-endless"]
    assert _found(1e6, changed={**later, "offers": tiny_rows("offers", first_month=FIRST.plus(1))}) == []


def test_a_recipe_of_limited_capacity_ends_it() -> None:
    assert _found(1e6, "motor", changed={"recipes": tiny_rows("recipes", capacity=70.0)}) == []
