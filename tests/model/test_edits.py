"""Edits make one step each; what refers to a renamed record follows it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.edits import (
    AddRecords,
    Changes,
    DropRecords,
    Edit,
    MoveRows,
    ReplaceTables,
    SetFields,
    Several,
    apply,
)
from desktop.model.project import Project
from desktop.model.records import (
    TABLE,
    TABLES,
    Content,
    Evidence,
    Item,
    Offer,
    Record,
    Settings,
    Source,
    Table,
    Target,
)
from tests.strategies import projects, records, values
from tests.tiny import FIRST, tiny_project


def test_fields_are_set_in_several_rows_at_once() -> None:
    project = Project.of({"items": [Item(id="A"), Item(id="B"), Item(id="C")]})
    after = apply(project, SetFields("items", {1: {"margin": 5.0}, 3: {"margin": 7.0, "name": "See"}}))
    assert after.rows(Item) == {1: Item(id="A", margin=5.0), 2: Item(id="B"), 3: Item(id="C", margin=7.0, name="See")}


def test_a_row_that_does_not_exist_cannot_be_set() -> None:
    with pytest.raises(KeyError):
        apply(Project.of({}), SetFields("items", {1: {"name": "x"}}))


def test_records_are_added_after_the_last_row() -> None:
    project = Project.of({"items": [Item(id="A"), Item(id="B")]}).drop("items", [1])
    after = apply(project, AddRecords("items", [Item(id="C"), Item(id="D")]))
    assert after.rows(Item) == {2: Item(id="B"), 3: Item(id="C"), 4: Item(id="D")}


def test_records_are_added_before_a_row_and_keep_their_own_numbers() -> None:
    project = Project.of({"items": [Item(id="A"), Item(id="B")]})
    after = apply(project, AddRecords("items", [Item(id="C"), Item(id="D")], before=2))
    assert [(row, item.id) for row, item in after.rows(Item).items()] == [(1, "A"), (3, "C"), (4, "D"), (2, "B")]


@pytest.mark.parametrize(
    ("rows", "before", "ids"),
    [
        ([3], 1, "CABD"),
        ([4, 2], 1, "DBAC"),
        ([1, 2], None, "CDAB"),
        ([1], 4, "BCAD"),
        ([3, 4], None, "ABCD"),
        ([2], 99, "ACDB"),
    ],
)
def test_moved_rows_stand_together_before_another_or_at_the_end(rows: list[int], before: int | None, ids: str) -> None:
    project = Project.of({"items": [Item(id=name) for name in "ABCD"]})
    after = apply(project, MoveRows("items", rows, before))
    assert "".join(item.id for item in after.all(Item)) == ids
    assert dict(after.rows(Item)) == dict(project.rows(Item))


def test_rows_are_dropped() -> None:
    project = Project.of({"items": [Item(id="A"), Item(id="B")]})
    assert apply(project, DropRecords("items", [1])).rows(Item) == {2: Item(id="B")}


def test_whole_tables_are_replaced_and_numbered_afresh() -> None:
    project = tiny_project()
    after = apply(project, ReplaceTables({"items": [Item(id="X")], "targets": []}))
    assert after.rows(Item) == {1: Item(id="X")}
    assert after.all(Target) == ()
    assert after.tables["offers"] is project.tables["offers"]


def test_several_edits_are_made_in_order() -> None:
    edit = Several([AddRecords("items", [Item(id="A")]), SetFields("items", {1: {"name": "Ay"}})], "edit-paste")
    assert apply(Project.of({}), edit).all(Item) == (Item(id="A", name="Ay"),)


def test_everything_that_refers_to_a_renamed_record_follows() -> None:
    proofs = [
        Evidence(table="items", record="magnet", field="margin"),
        Evidence(table="sources", record="magnet"),
        Evidence(table="items", record="motor"),
    ]
    project = tiny_project(evidence=proofs)
    after = apply(project, SetFields("items", {1: {"id": "NdFeB"}}))
    assert [item.id for item in after.all(Item)] == ["NdFeB", "motor"]
    assert {row.item for row in after.all(Content)} == {"NdFeB"}
    assert {offer.item for offer in after.all(Offer)} == {"NdFeB"}
    assert [proof.record for proof in after.all(Evidence)] == ["NdFeB", "magnet", "motor"]
    assert Changes.between(project, after).tables == {"items", "contents", "offers", "recipe_inputs", "evidence"}


def test_two_records_can_exchange_their_names() -> None:
    project = tiny_project()
    after = apply(project, SetFields("sources", {1: {"id": "JL"}, 2: {"id": "IREL"}}))
    assert [source.id for source in after.all(Source)] == ["JL", "IREL"]
    assert [offer.source for offer in after.all(Offer)] == ["JL", "IREL"]


def test_references_left_empty_do_not_follow_a_record_that_gets_its_first_name() -> None:
    project = Project.of({"items": [Item()], "targets": [Target(month=FIRST)]})
    after = apply(project, SetFields("items", {1: {"id": "A"}}))
    assert after.all(Target) == (Target(month=FIRST),)


def test_setting_a_name_to_what_it_is_changes_its_own_table_alone() -> None:
    project = tiny_project()
    after = apply(project, SetFields("sources", {1: {"id": "IREL"}}))
    assert Changes.between(project, after) == Changes(frozenset({"sources"}))
    assert after.content() == project.content()


def test_nothing_has_changed_between_a_project_and_itself() -> None:
    project = tiny_project()
    assert Changes.between(project, project) == Changes(frozenset(), plans=False, file=False)


def _references(project: Project, table: str) -> list[str]:
    """All references to ``table``, in order."""
    return [
        getattr(record, field.name)
        for other in TABLES
        for field in other.fields
        if field.table == table
        for record in project.tables[other.name].values()
    ]


@given(projects(), st.sampled_from([table for table in TABLES if table.identity == ("id",)]), st.data())
def test_renaming_and_renaming_back_leads_every_reference_there_and_back(
    project: Project, table: Table, data: st.DataObject
) -> None:
    record: Record = data.draw(records(table))
    row = project.next_row(table.name)
    project = apply(project, AddRecords(table.name, [record]))
    old = getattr(record, "id", "")
    after = apply(project, SetFields(table.name, {row: {"id": "a name nobody has"}}))
    expected = ["a name nobody has" if name == old else name for name in _references(project, table.name)]
    assert _references(after, table.name) == expected
    assert apply(after, SetFields(table.name, {row: {"id": old}})).content() == project.content()


@st.composite
def _changes(draw: st.DrawFn, project: Project) -> Edit:
    """An edit of any kind that fits ``project``."""
    table = TABLE[draw(st.sampled_from([table.name for table in TABLES if project.tables[table.name]]))]
    rows = st.lists(st.sampled_from(list(project.tables[table.name])), min_size=1, unique=True)
    added = draw(st.lists(records(table), max_size=2))
    field = draw(st.sampled_from(table.fields))
    edits: list[Edit] = [
        SetFields(table.name, {row: {field.name: draw(values(field))} for row in draw(rows)}),
        AddRecords(table.name, added),
    ]
    if table.record is not Settings:
        edits += [DropRecords(table.name, draw(rows)), ReplaceTables({table.name: added})]
    edit = draw(st.sampled_from(edits))
    return draw(st.sampled_from([edit, Several([edit, AddRecords(table.name, added)], "edit-paste")]))


@given(projects(), st.data())
def test_an_edit_leaves_the_project_before_it_whole_so_that_undo_is_going_back(
    project: Project, data: st.DataObject
) -> None:
    before = project.content()
    edit = data.draw(_changes(project))
    after = apply(project, edit)
    assert project.content() == before
    changed = Changes.between(project, after).tables
    assert {name for name, rows in after.content().items() if rows != before[name]} <= changed
    assert apply(project, edit).content() == after.content()


@given(projects(), st.data())
def test_putting_changed_tables_back_gives_the_content_before(project: Project, data: st.DataObject) -> None:
    after = apply(project, data.draw(_changes(project)))
    tables = Changes.between(project, after).tables
    undo = ReplaceTables({name: tuple(project.tables[name].values()) for name in tables})
    assert apply(after, undo).content() == project.content()
