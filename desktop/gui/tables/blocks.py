"""Blocks of cells to and from spreadsheets: what is copied, and the edit that a pasted block makes."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence

import attrs

from desktop.gui.tables.record_model import RecordModel
from desktop.model.edits import AddRecords, Edit, SetFields, Several
from desktop.model.errors import AppError
from desktop.model.fields import Field, Value
from desktop.text import entry
from desktop.text.messages import say

Block = Sequence[Sequence[str]]


@attrs.frozen
class Pasting:
    """The edit that a block makes, or every reason why it makes none."""

    edit: Edit | None
    refused: tuple[str, ...] = ()


def to_tsv(block: Block) -> str:
    """The block as spreadsheets put it on the clipboard: tabs between cells, quotes where a cell needs them."""
    text = io.StringIO()
    csv.writer(text, dialect="excel-tab", lineterminator="\n").writerows(block)
    return text.getvalue()


def to_html(block: Block) -> str:
    """The block as a table in HTML, each cell as text."""
    rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in block)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def from_tsv(text: str) -> list[list[str]]:
    """The cells of a pasted text; quoted cells may hold tabs and line ends."""
    try:
        rows = list(csv.reader(io.StringIO(text.replace("\r\n", "\n"), newline=""), dialect="excel-tab"))
    except csv.Error:
        rows = [line.split("\t") for line in text.splitlines()]
    return [row or [""] for row in rows]


def paste(model: RecordModel, block: Block, top: int, left: int) -> Pasting:
    """The edit that puts ``block`` with its first cell at ``top`` and ``left``; rows beyond the end are added."""
    rows = model.row_numbers()
    cells: dict[int, dict[str, Value]] = {}
    added: list[dict[str, Value]] = []
    refused: list[str] = []
    for offset, line in enumerate(block):
        fields = model.fields[left : left + len(line)]
        values = _read(fields, line, top + offset + 1, refused)
        if len(line) > len(fields):
            refused.append(say("paste-too-wide", row=top + offset + 1, columns=len(model.fields)))
        if top + offset < len(rows):
            cells[rows[top + offset]] = values
        elif model.grows:
            added.append(values)
        else:
            refused.append(say("paste-too-long", row=top + offset + 1))
    if refused:
        return Pasting(None, tuple(dict.fromkeys(refused)))
    edits: list[Edit] = [SetFields(model.table.name, cells)] if cells else []
    if added:
        record = model.table.record
        edits.append(AddRecords(model.table.name, tuple(record(**values) for values in added)))
    return Pasting(Several(tuple(edits), "edit-paste") if edits else None)


def fill(model: RecordModel, spots: Sequence[tuple[int, int]], name: str, text: str | None = None) -> Pasting:
    """The edit that gives every (row, column) one text; None: the text of the top cell of its column."""
    rows = model.row_numbers()
    top: dict[int, int] = {}
    for row, column in sorted(spots):
        top.setdefault(column, row)
    cells: dict[int, dict[str, Value]] = {}
    refused: list[str] = []
    for row, column in sorted(spots):
        shown = model.text(top[column], column) if text is None else text
        cells.setdefault(rows[row], {}).update(_read((model.fields[column],), (shown,), row + 1, refused))
    return Pasting(None, tuple(refused)) if refused else Pasting(SetFields(model.table.name, cells, name))


def cleared(model: RecordModel, spots: Sequence[tuple[int, int]]) -> Edit:
    """The edit that empties cells; what may not be empty gets its default."""
    rows = model.row_numbers()
    cells: dict[int, dict[str, Value]] = {}
    for row, column in spots:
        field = model.fields[column]
        cells.setdefault(rows[row], {})[field.name] = None if field.optional else field.default
    return SetFields(model.table.name, cells, "edit-clear")


def _read(fields: Sequence[Field], line: Sequence[str], row: int, refused: list[str]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for field, text in zip(fields, line, strict=False):
        try:
            values[field.name] = entry.read(field, text)
        except AppError as error:
            reason = say(error.key, **error.values)
            refused.append(say("paste-cell-refused", row=row, column=field.label, reason=reason))
    return values
