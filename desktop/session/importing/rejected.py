"""The rows of a list that were not taken, as a file of the same columns with the reasons beside them."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from desktop.model.errors import WrongCall
from desktop.session.importing.draft import Draft
from desktop.store import sheets, whole_file, workbook_out
from desktop.text import entry
from desktop.text.messages import say

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def write(path: Path, draft: Draft, headers: Mapping[int, str], name: str, sheet: str) -> None:
    """Write the refused rows of ``name`` to a new .xlsx or .csv; ``headers`` are those of the list by column.

    Raises WrongCall for another ending, FileFault when the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in {".xlsx", ".csv"}:
        raise WrongCall("import-rejected-bad-ending", path=str(path))
    heads = [*headers.values(), say("import-rejected-row"), say("import-rejected-why")]
    rows = list(_rows(draft, headers))
    if ending == ".csv":
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows([heads, *([_plain(cell) for cell in row] for row in rows)])
        whole_file.write_whole(path, text.getvalue().encode("utf-8-sig"))
        return
    title = say("import-rejected-title")
    columns = tuple(sheets.Column(head) for head in heads)
    told = say("import-rejected-from", name=name, sheet=sheet)
    block = sheets.Block(columns, tuple(tuple(row) for row in rows))
    workbook_out.write(path, [sheets.Sheet(title, title, told, (block,))], title)


def _rows(draft: Draft, headers: Mapping[int, str]) -> Iterator[list[sheets.Cell]]:
    """The cells of each refused row as they were, its number, and its reasons."""
    for line in draft.lines:
        if line.faults:
            filled = draft.filled.get(line.row, ())
            cells = [None if at in filled else line.raw(at) for at in headers]
            told = [say(fault.key, **fault.values) for fault in line.faults]
            places = [headers.get(fault.column, "") for fault in line.faults]
            why = "\n".join(f"{place}: {text}" if place else text for place, text in zip(places, told, strict=True))
            yield [*cells, line.row, why]


def _plain(cell: sheets.Cell) -> str:
    """A cell as text that no spreadsheet takes for a formula."""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_FORMULAS) else cell
    return entry.show(cell) if isinstance(cell, int | float | dt.date) else ""
