"""Every item that is short is told with what limits it, and no other is."""

from desktop.session import handout, shortages
from tests.analysis.plans import hand_plan, hand_project, solved_rich
from tests.session.test_report import planned


def test_an_item_that_is_short_is_told_with_the_capacities_that_it_waits_for() -> None:
    (said,) = shortages.told(solved_rich())
    assert said.startswith("Motor is short from Feb 2027 on, by up to 50 pieces in a month.")
    assert "IREL · Magnet: capacity in full use, 180.0 kg of 180.0 kg" in said
    assert said in [text for (text,) in handout.of_plan(solved_rich()).lists[-1].rows]


def test_where_no_limit_is_reached_it_is_said_so() -> None:
    (said,) = shortages.told(hand_plan(hand_project()))
    assert "though no limit of these months is reached" in said


def test_nothing_is_told_of_a_plan_that_meets_its_targets() -> None:
    assert list(shortages.told(planned()[0])) == []
