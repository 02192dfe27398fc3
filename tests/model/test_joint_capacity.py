"""What several offers bring together is in their unit where that is one, and where they use the capacity alike."""

from desktop.model.joint_capacity import joint_unit
from desktop.model.records import Offer
from tests.tiny import tiny_project


def test_offers_of_one_unit_share_a_capacity_in_it() -> None:
    project, magnet, motor = tiny_project(), Offer(id="a", item="magnet"), Offer(id="b", item="motor")
    assert joint_unit(project, [magnet, Offer(id="c", item="magnet")]) == "kg"
    assert joint_unit(project, [magnet, motor]) == ""
    assert joint_unit(project, [magnet, Offer(id="c", item="magnet", capacity_use=2.0)]) == ""
    assert joint_unit(project, []) == ""


def test_what_uses_nothing_or_is_not_known_says_nothing_of_the_unit() -> None:
    project, magnet = tiny_project(), Offer(id="a", item="magnet")
    free, lost = Offer(id="b", item="motor", capacity_use=0.0), Offer(id="c", item="gone", capacity_use=2.0)
    assert joint_unit(project, [magnet, free, lost]) == "kg"
