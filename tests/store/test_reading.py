"""Every file of the corpus is read or refused as it says, with little time and memory, and nothing else happens."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import attrs
import pytest

from desktop.model.errors import FileFault
from desktop.model.progress import Progress, Silent
from desktop.session import intake
from desktop.session.child import Children
from desktop.store.reading import files
from desktop.store.reading.book import FIRST, Book
from desktop.store.reading.cells import Cell, Row, cells
from desktop.store.reading.source import Options
from desktop.text import messages
from tests.store.corpus import others, workbooks
from tests.store.corpus.kit import Odd

CORPUS = (*workbooks.ALL, *others.ALL)
SECONDS, MEGABYTES = 10.0, 300.0
"""What an ordinary file may cost: time of the processor, and memory beyond that of the file."""
ALWAYS = {"note-encoding", "note-delimiter", "note-delimiter-tab", "note-delimiter-none"}
DEADLY = {"reader-died"}
each_odd = pytest.mark.parametrize(
    "odd", [odd for odd in CORPUS if odd.refused not in DEADLY], ids=lambda odd: odd.file
)


@attrs.frozen
class Outcome:
    """What came of a file, and what it cost."""

    seconds: float
    megabytes: float
    rows: tuple[dict[str, Cell], ...] = ()
    book: Book | None = None
    fault: FileFault | None = None


def measured(path: Path, _: Progress, __: Callable[[object], None]) -> Outcome:
    """Read a file; a job for a child process, whose peak of memory is reset before."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before, start = peak(), time.process_time()
    try:
        book = files.look((path, Options()), Silent(), lambda _: None)
    except FileFault as fault:
        return Outcome(time.process_time() - start, peak() - before, fault=fault)
    cost = time.process_time() - start, peak() - before
    if all(len(sheet.first) < FIRST for sheet in book.sheets):
        return Outcome(*cost, tuple(some_cells(sheet.first) for sheet in book.sheets), book)
    with files.opened(path, lambda _: None) as source:
        return Outcome(*cost, tuple(some_cells([*map(cells, sheet.lines)]) for sheet in source.sheets), book)


def some_cells(rows: Sequence[Row]) -> dict[str, Cell]:
    """Some cells of a sheet by name: of its first and last rows."""
    wanted = [*rows[:20], *rows[-2:]]
    return {cell.name: cell for row in wanted for cell in row if cell.column < 20 or cell.column > 16_000}


def peak() -> float:
    """Megabytes that this process held at most since the peak was reset."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


@pytest.fixture(scope="module")
def children() -> Iterator[Children]:
    with Children(intake.bound, patience=1.0) as readers:
        yield readers


@pytest.fixture
def outcome(odd: Odd, tmp_path: Path, children: Children) -> Outcome:
    path = tmp_path / odd.file
    path.write_bytes(odd.make())
    return children.run(measured, path, Silent(), lambda _: None)


@each_odd
def test_an_odd_file_is_read_or_refused_as_the_corpus_says(odd: Odd, outcome: Outcome) -> None:
    if odd.refused:
        assert outcome.fault is not None
        place = outcome.fault.values.get("cell", outcome.fault.values.get("line", ""))
        assert (outcome.fault.key, str(place)) == (odd.refused, odd.at)
        assert odd.file in messages.sentence(outcome.fault)
    else:
        assert outcome.fault is None
        assert outcome.book is not None
        check(odd, outcome.book, outcome.rows[0])
    assert outcome.seconds <= SECONDS
    assert outcome.megabytes <= MEGABYTES


def check(odd: Odd, book: Book, found: dict[str, Cell]) -> None:
    for name, expected in odd.cells.items():
        cell = found[name]
        assert (f"!{cell.fault}" if cell.fault else cell.value) == expected
        assert cell.fault or type(cell.value) is type(expected)
    noted = {note.key for note in (*book.notes, *book.sheets[0].notes)}
    assert odd.notes <= noted
    assert noted <= odd.notes | ALWAYS
    assert all(messages.sentence(note) for note in (*book.notes, *book.sheets[0].notes))
    assert not odd.rows or book.sheets[0].rows == odd.rows


@pytest.mark.stray_logs
@pytest.mark.parametrize("odd", [odd for odd in CORPUS if odd.refused in DEADLY], ids=lambda odd: odd.file)
def test_a_file_that_kills_its_reader_is_a_fault_of_the_file(odd: Odd, tmp_path: Path) -> None:
    path = tmp_path / odd.file
    path.write_bytes(odd.make())
    with pytest.raises(FileFault) as caught:
        intake.look(path, Silent())
    assert caught.value.key == odd.refused
