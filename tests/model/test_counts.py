"""Counts that follow the edits are those of a look at every record."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from desktop.model.counts import counts
from desktop.model.edits import AddRecords, DropRecords, Edit, MoveRows, SetFields, apply
from desktop.model.project import Project, touched_between
from desktop.model.records import Offer

ITEMS = ("NdPr", "Dy", "Tb")


@st.composite
def edits(draw: st.DrawFn, project: Project) -> Edit:
    """Any edit of the offers of a project."""
    rows = draw(st.lists(st.sampled_from(list(project.rows(Offer)) or [0]), unique=True, max_size=3))
    rows = [row for row in rows if row]
    item = draw(st.sampled_from(ITEMS))
    before = draw(st.none() | st.sampled_from(list(project.rows(Offer)) or [0]))
    kinds: tuple[Edit, ...] = (
        SetFields("offers", {row: {"item": item} for row in rows}),
        SetFields("offers", {row: {"price": 3.0} for row in rows}),
        AddRecords("offers", [Offer(id="new", item=item)] * 2, before=before),
        DropRecords("offers", rows),
        MoveRows("offers", rows, before),
    )
    return draw(st.sampled_from(kinds))


@given(st.data())
def test_counts_follow_every_edit_as_if_all_were_counted_anew(data: st.DataObject) -> None:
    project = Project.of({"offers": [Offer(id=item, item=item) for item in ITEMS]})
    for _ in range(data.draw(st.integers(1, 6))):
        if data.draw(st.booleans()):
            counts(project, Offer, "item")  # else the step before is one of which nothing is known
        project = apply(project, data.draw(edits(project)))
        assert counts(project, Offer, "item") == Counter(offer.item for offer in project.all(Offer))


@given(st.data())
def test_rows_that_a_step_did_not_touch_are_the_same_before_and_after(data: st.DataObject) -> None:
    before = Project.of({"offers": [Offer(id=item, item=item) for item in ITEMS]})
    after = apply(before, data.draw(edits(before)))
    step = touched_between(before, after)
    assert step is not None
    assert step is touched_between(after, before)
    old, now = before.rows(Offer), after.rows(Offer)
    assert {row for row in old.keys() | now.keys() if old.get(row) is not now.get(row)} <= step.rows
    kept = [row for row in old if row in now]
    assert step.reordered or list(now)[: len(kept)] == kept
