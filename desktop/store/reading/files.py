"""The one door for files: what a file is by its content, and what it holds."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

from desktop.model.progress import Progress
from desktop.store import workbook
from desktop.store.reading.book import FIRST, Book, Options, SheetHead, pack
from desktop.store.reading.cells import Line, cells

Task = tuple[Path, Options]
Packed = tuple[int, bytes]
"""Some rows of the sheet at this position, packed."""


def look(task: Task, progress: Progress, found: Callable[[Packed], None]) -> Book:
    """The heads of a file's sheets; their rows are handed to ``found``. A job for a process of its own."""
    path, _ = task
    heads = []
    for at, sheet in enumerate(workbook.sheets(path)):
        progress.report("step-read", 0.0)
        lines: list[Line] = [
            (
                row[0].row,
                tuple(cell.column for cell in row),
                tuple(cell.value for cell in row),
                {cell.column: cell.fault for cell in row if cell.fault} or None,
            )
            for row in sheet.rows
        ]
        for packed in pack(lines):
            found((at, packed))
        heads.append(_head(sheet.title, lines))
    return Book("xlsx", tuple(heads))


def look_text(text: str) -> Book:
    """What was copied from another program, as a book with one sheet."""
    lines = list(_lines(text))
    return Book("text", (_head("", lines),), packed=(tuple(pack(lines)),))


def _lines(text: str) -> Iterator[Line]:
    for row, values in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter="\t"), start=1):
        filled = [(column, value) for column, value in enumerate(values, start=1) if value]
        if filled:
            columns, held = zip(*filled, strict=True)
            yield row, columns, held, None


def _head(title: str, lines: list[Line]) -> SheetHead:
    widest = max((columns[-1] for _, columns, _, _ in lines), default=0)
    return SheetHead(title, lines[-1][0] if lines else 0, widest, tuple(cells(line) for line in lines[:FIRST]))
