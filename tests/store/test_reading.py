"""What a file holds is kept as it was read, in little memory."""

from desktop.store.reading.book import Book, SheetHead, pack
from desktop.store.reading.cells import Cell, Line


def test_a_book_gives_the_rows_of_a_sheet_by_its_title() -> None:
    lines: list[Line] = [(1, (1, 3), ("a", 2.5), None), (7, (2,), ("#N/A",), {2: "cell-error"})]
    book = Book("xlsx", (SheetHead("A"), SheetHead("B")), packed=((), tuple(piece for piece, _ in pack(lines))))
    assert list(book.rows("A")) == []
    assert list(book.rows("B")) == [[Cell(1, 1, "a"), Cell(1, 3, 2.5)], [Cell(7, 2, "#N/A", "cell-error")]]
    assert [cell.name for row in book.rows("B") for cell in row] == ["A1", "C1", "B7"]
