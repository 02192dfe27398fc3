"""Limits in words: who is held back, by what, when; amounts as they are shown where the words stand."""

from desktop.analysis import supply
from desktop.analysis.effects import Measure
from desktop.analysis.lens import Lens
from desktop.analysis.limits import Limit
from desktop.analysis.why import Why
from desktop.model.records import Offer
from desktop.session import limit_words
from tests.analysis.plans import FEB, hand_plan, hand_project, solved_rich
from tests.tiny import MONTHS

MAGNET = Measure(Lens("item", "magnet"), Lens("item", "magnet"))


def test_offers_that_are_kept_out_alike_are_told_together() -> None:
    plan = hand_plan()
    late = [Limit("lead", offer, (FEB,), effect=2.0) for offer in ("IREL-magnet", "JL-magnet")]
    found = (Limit("months", "IREL-magnet", (FEB,), effect=1.0), *late)
    told = limit_words.told(plan, Why((), found, measure=MAGNET))
    assert [effect for _, effect in told] == [4.0, 1.0]
    assert told[0][0] == "IREL · Magnet; JL Mag · Magnet: had to be ordered before the plan date, Feb 2027"


def test_a_source_is_named_once_for_all_of_its_offers_that_are_kept_out_alike() -> None:
    second = Offer(id="IREL-motor", source="IREL", item="motor")
    plan = hand_plan(hand_project(offers=[*hand_project().all(Offer), second]))
    late = tuple(Limit("lead", offer, (FEB,), effect=1.0) for offer in ("IREL-magnet", "JL-magnet", "IREL-motor"))
    ((said, _),) = limit_words.told(plan, Why((), late, measure=MAGNET))
    assert said.startswith("IREL · Magnet; Motor; JL Mag · Magnet: ")


def test_no_more_is_told_to_hang_on_several_than_is_needed() -> None:
    plan = hand_plan()
    needed = supply.requirement(plan, MAGNET.asked).tolist()[MONTHS.index(FEB)]
    stopped = tuple(Limit("stop", offer, (FEB,), "A18", effect=needed) for offer in ("IREL-magnet", "JL-magnet"))
    ((_, effect),) = limit_words.told(plan, Why((), stopped, measure=MAGNET))
    assert effect == needed > 0


def test_amounts_are_written_as_asked() -> None:
    limit = Limit("capacity", "IREL-magnet", (FEB,), used=60.0, allowed=60.0, unit="kg")
    ((said, _),) = limit_words.told(solved_rich(), Why((), (limit,)), lambda amount, unit: f"<{amount:g} {unit}>")
    assert "<60 kg> of <60 kg>" in said
    assert limit_words.of_recipe(hand_plan(), "assembly") == "assembly"
