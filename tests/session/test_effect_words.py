"""Before and after are said with the unit where there is a number, and without where there is none."""

import pytest

from desktop.model.records import Offer
from desktop.session.effect_words import Line, joint_unit
from tests.tiny import tiny_project


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("40", "60", "40 → 60 USD/kg"),
        ("60", "stopped", "60 USD/kg → stopped"),
        ("none needed", "60", "none needed → 60 USD/kg"),
        ("80 to 84", "100 to 105", "80 to 84 → 100 to 105 USD/kg"),
        ("-5", "5", "-5 → 5 USD/kg"),
    ],
)
def test_a_change_is_said_with_its_unit(before: str, after: str, said: str) -> None:
    assert Line("Price", "", before, after, "USD/kg").change == said


def test_what_several_offers_bring_together_has_their_unit_where_that_is_one() -> None:
    project, magnet, motor = tiny_project(), Offer(id="a", item="magnet"), Offer(id="b", item="motor")
    assert joint_unit(project, [magnet, Offer(id="c", item="magnet")]) == "kg"
    assert joint_unit(project, [magnet, motor]) == ""
    assert joint_unit(project, [magnet, Offer(id="c", item="magnet", capacity_use=2.0)]) == ""
    assert joint_unit(project, []) == ""
