"""The notes that concern one plan are those of its project, less what belongs to other mixes and scenarios."""

import attrs

from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Mix, Offer, Rule
from desktop.session import jobs, notes, summary
from tests.tiny import tiny_project, tiny_records, tiny_rows


def _planned(project: Project) -> Plan:
    return jobs.plan(project, "least", "", Silent())


def _free_offers(count: int) -> list[Offer]:
    model = next(offer for offer in tiny_records()["offers"] if isinstance(offer, Offer))
    return [attrs.evolve(model, id=f"free-{at}", price=0.0) for at in range(count)]


def test_a_plan_without_notes_tells_none() -> None:
    plan = _planned(tiny_project())
    assert notes.lines(plan) == []
    assert "Notes on the project" not in summary.of_plan(plan)
    assert summary.as_json(plan)["notes"] == []


def test_a_lot_beyond_all_use_is_told_with_the_plan() -> None:
    plan = _planned(tiny_project(offers=tiny_rows("offers", only="JL-magnet", lot_size=1e7)))
    assert any("is more than all that this plan can use" in line for line in notes.lines(plan))
    text = summary.of_plan(plan)
    assert text.index("Notes on the project") < text.index("Targets\n")
    assert "is more than all that this plan can use" in str(summary.as_json(plan)["notes"])


def test_notes_of_one_kind_are_told_once_with_their_number() -> None:
    project = tiny_project(offers=[*tiny_records()["offers"], *_free_offers(3)])
    (line,) = [line for line in notes.lines(_planned(project)) if "free-0" in line]
    assert line.endswith("(and 2 more like it)")
    two = tiny_project(offers=[*tiny_records()["offers"], *_free_offers(2)])
    assert notes.lines(_planned(two))[0].endswith("(and 1 more like it)")


def test_what_belongs_to_another_mix_is_left_out() -> None:
    mixes = [*tiny_records()["mixes"], Mix(id="other")]
    unread = Rule(id="r", mix="other", kind="cover at least", item="magnet", element="Dy", limit=1.0)
    project = tiny_project(mixes=mixes, rules=[unread])
    assert [note.key for note in jobs.check(project)] == ["rule-field-unread"]
    assert notes.of_plan(_planned(project)) == ()
    own = tiny_project(mixes=mixes, rules=[attrs.evolve(unread, mix="least")])
    assert [note.key for note in notes.of_plan(_planned(own))] == ["rule-field-unread"]
