"""Errors carry a key and values; the words come later."""

from __future__ import annotations

import pytest

from desktop.model.errors import AppError, FileFault, Problem, ProblemsFound, SolverFault, WrongCall
from tests.travel import there_and_back


def test_an_error_carries_its_key_and_what_its_sentence_needs() -> None:
    fault = FileFault("file-not-found", path="a.dhatu", tries=2)
    assert (fault.key, fault.values, str(fault)) == (
        "file-not-found",
        {"path": "a.dhatu", "tries": 2},
        "file-not-found",
    )


def test_found_problems_are_all_kept_and_counted() -> None:
    problems = [Problem("field-empty", table="items", row=1, field="id"), Problem("sheet-unknown", sheet="Itms")]
    found = ProblemsFound("project-has-problems", problems, path="a.xlsx")
    assert found.problems == tuple(problems)
    assert found.values == {"count": 2, "path": "a.xlsx"}


def test_a_problem_stops_planning_unless_it_is_a_note() -> None:
    assert Problem("k").severity == "error"
    assert Problem("k") == Problem("k", {}, "", None, "", "", "", "", "error")


@pytest.mark.parametrize("kind", [FileFault, SolverFault, WrongCall])
def test_every_kind_of_error_is_caught_as_one(kind: type[AppError]) -> None:
    with pytest.raises(AppError) as caught:
        raise kind("some-key")
    assert caught.value.key == "some-key"
    assert caught.value.values == {}


def test_errors_go_to_another_process_and_back_with_all_they_carry() -> None:
    fault = there_and_back(FileFault("file-not-found", path="a.dhatu", tries=2))
    assert (type(fault), fault.key, fault.values) == (FileFault, "file-not-found", {"path": "a.dhatu", "tries": 2})
    found = there_and_back(ProblemsFound("project-problems", [Problem("field-empty", row=1)], path="a.xlsx"))
    assert (found.key, found.values) == ("project-problems", {"count": 1, "path": "a.xlsx"})
    assert found.problems == (Problem("field-empty", row=1),)
