"""The first sheet of a workbook of input tables: what each column holds, with an example; it is never read back."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import xlsxwriter  # it has types, but lacks the marker that says so

from desktop.model.fields import Field
from desktop.model.project import Project
from desktop.model.records import TABLE, TABLES, Table
from desktop.store.tables_in import GUIDE
from desktop.text import entry
from desktop.text.messages import say

Examples = Mapping[tuple[str, str], str]
"""An entry for each field, by the names of table and field."""
_WIDTHS = (20, 30, 14, 56, 40, 28)
_HEADS = ("table", "column", "unit", "means", "may-be", "example")
_INTRODUCTION = 2
_LONGEST = 60
_NO_LIMIT = 1e12


def examples_of(project: Project) -> Examples:
    """The first entry that each field of a project has, as people type it."""
    return {
        (table.name, field.name): shown
        for table in TABLES
        for field in table.fields
        if (shown := _example(project, table, field))
    }


def _example(project: Project, table: Table, field: Field) -> str:
    values = (getattr(record, field.name) for record in project.tables[table.name].values())
    return next((entry.show(value)[:_LONGEST] for value in values if value not in (None, "", ())), "")


def write_guide(book: xlsxwriter.Workbook, examples: Examples) -> None:
    """Put the sheet into ``book``: a line for each column of each table, and the way to a table's sheet."""
    sheet = book.add_worksheet(GUIDE)
    bold = book.add_format({"bold": True, "bottom": 1})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    link = book.add_format({"font_color": "#0563C1", "underline": 1, "valign": "top"})
    for at, (width, head) in enumerate(zip(_WIDTHS, _HEADS, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(_INTRODUCTION, at, say(f"guide-{head}"), bold)
    sheet.write_string(0, 0, say("guide-told"))
    for row, (table, cells) in enumerate(_lines(examples), start=_INTRODUCTION + 1):
        sheet.write_url(row, 0, f"internal:'{table.title}'!A1", link, table.title)
        for at, text in enumerate(cells, start=1):
            sheet.write_string(row, at, text, plain)
    sheet.freeze_panes(_INTRODUCTION + 1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_INTRODUCTION)


def _lines(examples: Examples) -> Iterator[tuple[Table, tuple[str, ...]]]:
    for table in TABLES:
        for field in table.fields:
            example = examples.get((table.name, field.name), "")
            yield table, (field.label, field.unit, field.help, may_be(field), example)


def may_be(field: Field) -> str:
    """What may be entered in a column, and whether it may stay empty."""
    parts = [_range(field)]
    if field.choices:
        parts = [say("guide-several" if field.kind == "names" else "guide-one-of", names=", ".join(field.choices))]
    elif field.kind == "names":
        parts = [say("guide-names")]
    elif field.kind == "flag":
        parts = [say("guide-one-of", names="yes, no")]
    elif field.kind == "ref":
        parts = [say("guide-ref", table=TABLE[field.table].title)]
    elif field.kind in ("month", "date", "id"):
        parts = [say(f"guide-{field.kind}")]
    if field.required:
        parts.append(say("guide-required"))
    return ". ".join(filter(None, parts))


def _range(field: Field) -> str:
    """The limits of a number in words; "" for what is no number or has none."""
    if field.kind not in ("number", "whole"):
        return ""
    kind = say("guide-whole" if field.kind == "whole" else "guide-number")
    if field.least <= -_NO_LIMIT:
        return kind
    if math.isfinite(field.most) and field.most < _NO_LIMIT:
        return f"{kind} {say('guide-between', least=f'{field.least:g}', most=f'{field.most:g}')}"
    return f"{kind} {say('guide-from', least=f'{field.least:g}')}"
