"""A project is never changed: whatever is done to it makes another one."""

from __future__ import annotations

from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.project import Project
from desktop.model.records import TABLE, TABLES, Content, Item, Record, Settings, Source
from tests.strategies import projects, records
from tests.travel import there_and_back

A, B, C = Item(id="A"), Item(id="B"), Item(id="C")


def test_a_project_has_every_table_and_one_row_of_settings() -> None:
    project = Project.of({"items": [A, B]})
    assert list(project.tables) == [table.name for table in TABLES]
    assert project.rows(Item) == {1: A, 2: B}
    assert project.settings == Settings()
    assert project.all(Source) == ()


def test_given_settings_are_kept() -> None:
    assert Project.of({"settings": [Settings(name="Magnets")]}).settings.name == "Magnets"


def test_rows_cannot_be_changed_in_place() -> None:
    project = Project.of({"items": [A]})
    with pytest.raises(TypeError):
        cast("dict[int, Record]", project.tables["items"])[2] = B
    with pytest.raises(TypeError):
        cast("dict[int, Record]", project.put("items", {2: B}).rows(Item))[3] = C


def test_a_record_is_found_by_its_id_and_of_two_the_first() -> None:
    second = Item(id="A", name="the other A")
    project = Project.of({"items": [A, second, B]})
    assert project.by_id(Item) == {"A": A, "B": B}
    assert project.by_id(Item) is project.by_id(Item)
    assert project.drop("items", [1]).by_id(Item)["A"] is second


def test_put_replaces_rows_where_they_stand_and_adds_new_ones_at_the_end() -> None:
    project = Project.of({"items": [A, B]})
    after = project.put("items", {1: C, 7: A})
    assert list(after.rows(Item).items()) == [(1, C), (2, B), (7, A)]
    assert project.all(Item) == (A, B)


def test_drop_removes_rows_and_passes_over_unknown_ones() -> None:
    project = Project.of({"items": [A, B, C]}).drop("items", [2, 99])
    assert project.rows(Item) == {1: A, 3: C}


def test_a_new_row_gets_a_number_that_is_not_in_use() -> None:
    project = Project.of({"items": [A, B, C]}).drop("items", [1])
    assert project.next_row("items") == 4
    assert project.next_row("sources") == 1


def test_content_knows_no_row_numbers() -> None:
    one = Project.of({"items": [A, B]})
    other = Project.of({}).put("items", {5: A, 9: B})
    assert one.content() == other.content()
    assert one.content() != Project.of({"items": [B, A]}).content()


def test_a_project_that_went_to_another_process_and_back_is_equal_but_not_the_same() -> None:
    project = Project.of({"items": [A, B, C]}).drop("items", [2])
    back = there_and_back(project)
    assert back is not project
    assert {name: dict(rows) for name, rows in back.tables.items()} == project.tables
    with pytest.raises(TypeError):
        cast("dict[int, Record]", back.tables["items"])[2] = B


def test_projects_are_compared_by_identity() -> None:
    assert Project.of({}) != Project.of({})


@given(projects(), st.data())
def test_dropping_what_was_put_gives_the_content_back(project: Project, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(TABLES))
    row = project.next_row(table.name)
    after = project.put(table.name, {row: data.draw(records(table))})
    assert len(after.tables[table.name]) == len(project.tables[table.name]) + 1
    assert after.drop(table.name, [row]).content() == project.content()


@given(projects())
def test_other_tables_stay_the_same_objects(project: Project) -> None:
    after = project.put("contents", {1: Content(item="A")})
    assert all(after.tables[name] is rows for name, rows in project.tables.items() if name != "contents")
    assert after.tables["contents"] is not project.tables["contents"]
    assert set(after.tables) == set(TABLE)
