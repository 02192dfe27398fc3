"""The second computation of decisions, on plans that are right but for one of them."""

from __future__ import annotations

import attrs
import pytest

from desktop.engine import verify_decisions as check
from desktop.engine.goals import optimise
from desktop.engine.ledger import Ledger
from desktop.model.plan import Decision
from desktop.model.progress import Silent
from desktop.model.records import Incentive, Tier
from tests.tiny import FIRST, MONTHS, tiny_project, tiny_rows

LAST = MONTHS[-1]
ORDER = Decision("order", "JL", FIRST, FIRST, 1.0)
CONTRACT = Decision("contract", "JL", FIRST, LAST, 1.0)
TIER = Decision("tier", "JL-magnet/50", FIRST, FIRST.plus(2), 1.0)
INCENTIVE = Decision("incentive", "home", FIRST.plus(1), FIRST.plus(2), 1.0)
SOUND = (ORDER, CONTRACT, TIER, INCENTIVE)


def _found(*told: Decision, answer: str = "continuous", near: int = 12) -> list[str]:
    """Where the check finds faults: JL has a tier per fiscal year, and an incentive runs from February on."""
    project = tiny_project(
        tiers=[Tier(offer="JL-magnet", basis="fiscal year", from_quantity=50.0)],
        incentives=[Incentive(id="home", item="motor", first_month=FIRST.plus(1))],
        settings=tiny_rows("settings", near_months=near),
    )
    plan = attrs.evolve(optimise(project, "least", "", Silent()), decisions=told, answer=answer)
    faults = [*check.decisions(Ledger(plan))]
    assert {fault.key for fault in faults} <= {"verify-decision"}
    return [fault.where for fault in faults]


@pytest.mark.parametrize("answer", ["continuous", "whole"])
def test_decisions_of_the_project_are_sound(answer: str) -> None:
    second_year = attrs.evolve(INCENTIVE, first_month=FIRST.plus(3), last_month=LAST)
    below = attrs.evolve(TIER, of="JL-magnet/0", first_month=FIRST.plus(3), last_month=LAST)
    assert _found(*SOUND, second_year, below, answer=answer) == []


@pytest.mark.parametrize("told", SOUND)
def test_a_decision_told_twice_is_found(told: Decision) -> None:
    assert _found(*SOUND, attrs.evolve(told, value=0.5)) == [f"{told.kind} {told.of} {told.first_month}"]


@pytest.mark.parametrize("told", SOUND)
@pytest.mark.parametrize(
    "values", [{"kind": "else"}, {"of": "nobody"}, {"first_month": FIRST.plus(-1)}, {"last_month": FIRST.plus(6)}]
)
def test_a_decision_of_nothing_in_the_project_is_found(told: Decision, values: dict[str, object]) -> None:
    fields = {**attrs.asdict(told, recurse=False), **values}
    assert len(_found(Decision(**fields))) == 1


@pytest.mark.parametrize(
    ("told", "first", "last"),
    [(ORDER, 0, 1), (CONTRACT, 0, 4), (CONTRACT, 1, 5), (TIER, 0, 0), (TIER, 1, 2), (INCENTIVE, 0, 2), (TIER, 0, 5)],
)
def test_a_decision_over_other_months_than_its_own_is_found(told: Decision, first: int, last: int) -> None:
    assert len(_found(attrs.evolve(told, first_month=MONTHS[first], last_month=MONTHS[last]))) == 1


@pytest.mark.parametrize("told", SOUND)
@pytest.mark.parametrize(
    ("value", "continuous", "whole"),
    [
        (1.0, True, True),
        (0.5, True, False),
        (0.9999, True, False),
        (0.0, False, False),
        (-1.0, False, False),
        (float("nan"), False, False),
        (float("inf"), False, False),
    ],
)
def test_a_decision_is_a_part_of_a_yes_or_a_whole_one(
    told: Decision, value: float, continuous: bool, whole: bool
) -> None:
    changed = attrs.evolve(told, value=value)
    assert (_found(changed) == []) is continuous
    assert (_found(changed, answer="whole") == []) is whole


def test_only_what_is_spread_over_all_room_can_be_more_than_one_yes() -> None:
    more = [attrs.evolve(told, value=1.5) for told in SOUND]
    assert _found(*more) == ["tier JL-magnet/50 2027-01", "incentive home 2027-02"]
    far = attrs.evolve(ORDER, first_month=FIRST.plus(3), last_month=FIRST.plus(3), value=1.5)
    assert _found(far, answer="whole", near=3) == []
    assert _found(far, answer="whole", near=4) == ["order JL 2027-04"]
