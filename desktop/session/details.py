"""What is told of one record beside its grid: its fields in words, its problems, its evidence, where it is used."""

from __future__ import annotations

import math
from collections.abc import Sequence

import attrs

from desktop.model.errors import Problem
from desktop.model.fields import Field
from desktop.model.project import Project
from desktop.model.records import TABLE, Evidence, Record, Table
from desktop.model.uses import Use, evidence_of
from desktop.session import reading
from desktop.session.arranging import shown
from desktop.text import formats
from desktop.text.messages import say

_MOST_CHOICES = 12
_AS_GOOD_AS_NONE = 1e12
"""The most that any number may be: nothing worth telling."""


@attrs.frozen
class Place:
    """A cell: table, row number and field."""

    table: str
    row: int
    field: str


@attrs.frozen
class Told:
    """One line, and where it leads."""

    text: str
    place: Place
    bad: bool = False


def rules_of(field: Field, record: Record, project: Project) -> str:
    """What a field may hold, in one sentence for each rule: unit, limits, choices, whether it may be empty."""
    unit = own_unit(field, record, project)
    parts = [say("holds-unit", unit=unit)] if unit != field.unit else []
    if field.kind in ("number", "whole"):
        parts += _bounds(field)
    if field.choices:
        told = [shown(choice, field) for choice in field.choices if choice]
        more = len(told) - _MOST_CHOICES
        listed = ", ".join(told[:_MOST_CHOICES])
        listed = say("filter-and-more", values=listed, count=more) if more > 0 else listed
        parts.append(say("holds-choices", choices=listed))
    if field.kind == "ref":
        parts.append(say("holds-ref", table=TABLE[field.table].title))
    if field.required:
        parts.append(say("holds-required"))
    return " ".join(parts)


def own_unit(field: Field, record: Record, project: Project) -> str:
    """The unit of a field, with the item's and the currency that the record has where these are known."""
    told = {"unit": reading.unit_of(record, project), "currency": getattr(record, "currency", "")}
    return "/".join(told.get(part) or part for part in field.unit.split("/"))


def called(table: Table, record: Record) -> str:
    """How a record is called: by its label, or where it has none by the first two fields that are filled."""
    filled = [shown(getattr(record, field.name), field) for field in table.fields]
    return table.label(record) or " / ".join([text for text in filled if text][:2]) or table.title


def _bounds(field: Field) -> list[str]:
    least, most = math.isfinite(field.least), field.most < _AS_GOOD_AS_NONE
    if not least and not most:
        return []
    key = "holds-between" if least and most else "holds-least" if least else "holds-most"
    return [say(key, least=shown(field.least), most=shown(field.most))]


def problems_of(problems: Sequence[Problem], table: str, row: int) -> tuple[Told, ...]:
    """The problems of one record, errors first, each with its field and what to do."""
    own = [each for each in problems if each.row == row and each.table == table]
    own.sort(key=lambda each: each.severity != "error")
    return tuple(Told(_problem(each), Place(table, row, each.field), each.severity == "error") for each in own)


def uses_told(project: Project, uses: Sequence[Use], most: int) -> tuple[Told, ...]:
    """The first of the places where a record is used, without its evidence."""
    return tuple(_used(project, use) for use in uses[:most])


def evidence_told(project: Project, place: Place) -> tuple[tuple[int, str], ...]:
    """The evidence for a record by row number, each as a line: of the place's field, of the whole, then by field."""
    order = {name: at for at, name in enumerate((place.field, "", *TABLE[place.table].field))} | {place.field: 0}
    rows = project.rows(Evidence)
    found = sorted(evidence_of(project, place.table, place.row), key=lambda each: order.get(rows[each].field, 1))
    return tuple((each, _evidence(TABLE[place.table], rows[each])) for each in found)


def _problem(problem: Problem) -> str:
    field = TABLE[problem.table].field.get(problem.field)
    said = say(problem.key, **problem.values)
    return f"{field.label}: {said}" if field else said


def _used(project: Project, use: Use) -> Told:
    table = TABLE[use.table]
    record = project.tables[use.table][use.row]
    text = say("use-line", table=table.title, record=called(table, record), field=table.field[use.field].label)
    return Told(text, Place(use.table, use.row, use.field))


def _evidence(table: Table, row: Evidence) -> str:
    field = table.field.get(row.field)
    name = field.label if field else row.field or say("evidence-whole")
    day = formats.date(row.date) if row.date else ""
    parts = [name, say("evidence-grade", grade=row.grade), row.basis, day, row.origin, row.note]
    return " · ".join(part for part in parts if part)
