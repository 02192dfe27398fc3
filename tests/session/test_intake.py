"""Files are looked into in a process of their own; what was seen is what is taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.model.progress import Silent
from desktop.session import intake
from desktop.store import tables_out
from desktop.store.reading.cells import Cell
from tests.tiny import tiny_project


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    path = tmp_path / "tables.xlsx"
    tables_out.write(tiny_project(), path)
    return path


def test_a_book_tells_its_sheets_and_keeps_their_rows(exported: Path) -> None:
    book = intake.look(exported, Silent())
    exported.unlink()
    head = book.head("Offers")
    assert head.first[0][0] == Cell(1, 1, "Id")
    assert list(intake.take(book, "Offers", Silent())) == list(head.first)
    assert head.rows == head.first[-1][0].row


def test_pasted_cells_are_a_book_too() -> None:
    (head,) = intake.look_text('a\t"b\nc"\n\n\t1,5\n').sheets
    assert [list(row) for row in head.first] == [[Cell(1, 1, "a"), Cell(1, 2, "b\nc")], [Cell(3, 2, "1,5")]]
