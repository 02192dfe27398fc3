"""What is worked out from some tables is worked out once, and anew as soon as one of them is another."""

from __future__ import annotations

import gc
from weakref import ref

import pytest

from desktop.model import project as projects
from desktop.model import reads as reading
from desktop.model.project import Project
from desktop.model.reads import reads
from desktop.model.records import Item, Source

A, B = Item(id="A"), Item(id="B")
CALLS: list[str] = []


@reads(Item)
def _joined(project: Project, item: Item, mark: str) -> str:
    CALLS.append(item.id)
    return mark.join([item.id, *project.by_id(Item)])


@reads(Item)
def _greedy(project: Project) -> int:
    return len(project.all(Source))


@pytest.fixture(autouse=True)
def _no_calls() -> None:
    CALLS.clear()


def test_a_result_holds_while_its_tables_and_arguments_are_the_same() -> None:
    project = Project.of({"items": [A, B]})
    other = project.put("sources", {1: Source(id="S")})
    assert [_joined(each, A, "-") for each in (project, other, project)] == ["A-A-B"] * 3
    assert CALLS == ["A"]


def test_another_table_another_record_or_another_word_are_worked_out_anew() -> None:
    project = Project.of({"items": [A, B]})
    assert _joined(project, A, "-") == "A-A-B"
    assert _joined(project.drop("items", [1]), A, "-") == "A-B"
    assert _joined(project, B, "-") == "B-A-B"
    assert _joined(project, A, "+") == "A+A+B"
    assert _joined(project, mark="/", item=A) == "A/A/B"
    assert CALLS == ["A", "A", "B", "A", "A"]


def test_a_table_that_is_not_named_cannot_be_read() -> None:
    with pytest.raises(KeyError):
        _greedy(Project.of({"items": [A]}))


def test_a_part_is_the_same_for_all_projects_with_its_tables() -> None:
    project = Project.of({"items": [A]})
    part = project.part(Item, Source)
    assert project.put("offers", {}).part(Item, Source) is part
    assert project.put("items", {}).part(Item, Source) is not part
    assert set(part.tables) == {"items", "sources"}
    assert part.all(Item) == (A,)


def test_results_of_records_long_gone_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_MOST", 3)
    project = Project.of({"items": [A, B]})
    for number in range(9):
        _joined(project, Item(id=f"{number}"), "-")
    assert len(project.part(Item).memo) <= 3
    assert _joined(project, A, "-") == "A-A-B"


def test_a_part_that_a_project_uses_is_the_same_however_many_others_were_asked_for_since() -> None:
    project = Project.of({"items": [A]})
    part = project.part(Item, Source)
    for _ in range(projects._MOST_PARTS + 1):
        Project.of({"items": [B]}).part(Item, Source)
    assert project.put("offers", {}).part(Item, Source) is part


def test_a_part_that_no_project_uses_is_dropped_once_enough_others_were_asked_for() -> None:
    part = ref(Project.of({"items": [A]}).part(Item, Source))
    for _ in range(projects._MOST_PARTS + 1):
        Project.of({"items": [B]}).part(Item, Source)
    gc.collect()
    assert part() is None
