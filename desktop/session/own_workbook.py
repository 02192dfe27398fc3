"""Workbooks that Dhatu wrote and that come back changed: what they are, and what each cell would change."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import attrs

from desktop.model.differences import Difference, differences
from desktop.model.edits import Edit, ReplaceTables, apply
from desktop.model.project import Project
from desktop.model.records import TABLES
from desktop.session import confirmed, jobs
from desktop.session.importing import words
from desktop.store.reading.book import Book

Kind = Literal["tables", "orders"]
_TITLES = frozenset(words.plain(title) for title in (jobs.GUIDE, *(table.title for table in TABLES)))


@attrs.frozen(eq=False)
class OwnWorkbook:
    """What a workbook of our own brings: ``tables`` that replace those of the project, or so many confirmed ``orders``.

    ``edit`` is None where nothing would change; ``after`` is the project after it.
    """

    kind: Kind
    edit: Edit | None
    after: Project
    differences: tuple[Difference, ...]
    tables: tuple[str, ...] = ()
    orders: int = 0


def kind_of(book: Book) -> Kind | None:
    """Whether a book is a workbook of our own tables, or one of a plan in which orders can be confirmed.

    A planner's list may have a sheet that is called as a table of ours: only the mark of an export tells them apart.
    """
    if book.kind not in ("xlsx", "xlsm"):
        return None
    if jobs.MARK in book.names and all(words.plain(sheet.title) in _TITLES for sheet in book.sheets):
        return "tables"
    return "orders" if confirmed.is_plan(book) else None


def read(kind: Kind, book: Book, path: Path, project: Project) -> OwnWorkbook:
    """What the book changes in ``project``; raises ProblemsFound with everything that is wrong, and FileFault."""
    edit: Edit | None
    tables: tuple[str, ...]
    if kind == "orders":
        found = confirmed.read(book, path, project)
        edit, tables, orders = found.edit, ("receipts",), found.orders
    else:
        records = jobs.read_tables(path, project, book)
        edit, tables, orders = ReplaceTables(records, "edit-import"), tuple(records), 0
    after = apply(project, edit) if edit is not None else project
    return OwnWorkbook(kind, edit, after, differences(project, after), tables, orders)
