"""No absurd number reaches the solver: each field refuses it by name, or it is one that the field may hold."""

from __future__ import annotations

import math

import pytest

from desktop.model.checks import errors
from desktop.model.errors import AppError
from desktop.model.fields import Field
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import TABLES, Record, Table
from desktop.model.records.table import evolved
from desktop.session import jobs
from tests.tiny import tiny_project

ABSURD = (math.nan, math.inf, -math.inf, 1e300, 1e15, -1.0)
NUMBERS = [(table, field) for table in TABLES for field in table.fields if field.kind in ("number", "whole")]
PLANTED = [(table, field, value) for table, field in NUMBERS for value in ABSURD]
"""At 10^15 of anything a price, capacity or quantity is in a wrong unit."""


def planted(table: Table, field: Field, value: float) -> tuple[Project, int]:
    """The tiny project with ``value`` in one field of a table's first row, which is added where there is none."""
    project = tiny_project()
    rows = project.tables[table.name] or {1: table.record()}
    row = min(rows)
    whole = field.kind == "whole" and math.isfinite(value)
    record: Record = evolved(rows[row], {field.name: int(value) if whole else value})
    return project.put(table.name, {row: record}), row


def test_the_numbers_planted_are_some_five_hundred() -> None:
    assert len(NUMBERS) * len(ABSURD) >= 350
    assert {table.name for table, _ in NUMBERS} >= {"settings", "offers", "tiers", "rules", "pins", "issued"}


@pytest.mark.parametrize(
    ("table", "field", "value"), PLANTED, ids=[f"{table.name}-{field.name}-{value}" for table, field, value in PLANTED]
)
def test_an_absurd_number_is_refused_by_name_or_is_none(table: Table, field: Field, value: float) -> None:
    project, row = planted(table, field, value)
    named = [
        problem
        for problem in errors(project)
        if (problem.table, problem.row, problem.field) == (table.name, row, field.name)
    ]
    if value == -1 and field.least <= value:
        assert named == []
    else:
        assert [problem.key for problem in named] == [_key(field, value)]


def _key(field: Field, value: float) -> str:
    """What is wrong; what has no end is no whole number."""
    if not math.isfinite(value):
        return "field-wrong-kind" if field.kind == "whole" else "field-not-finite"
    return "field-below-least" if value < 0 else "field-above-most"


def test_the_fields_that_may_be_below_zero_are_few() -> None:
    below = {(table.name, field.name) for table, field in NUMBERS if field.least < 0}
    assert below == {("items", "margin"), ("offers", "payment_days"), ("tiers", "discount"), ("events", "value")}


@pytest.mark.parametrize("value", [math.nan, math.inf, 1e300])
def test_a_project_with_an_absurd_number_is_not_planned(value: float) -> None:
    offers = {1: evolved(tiny_project().tables["offers"][1], {"price": value})}
    with pytest.raises(AppError) as caught:
        jobs.plan(tiny_project().put("offers", offers), "least", "", Silent())
    assert caught.value.key == "project-problem"
