"""Files are looked into in a process of their own; what was seen is what is taken."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.model.errors import FileFault
from desktop.model.progress import Cancelled, Progress, Silent
from desktop.session import intake, jobs
from desktop.session.intake import Book
from desktop.store import tables_out
from desktop.store.reading import files
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


@pytest.mark.parametrize("name", ["tables.xlsx", "TABLES.ZIP"])
def test_what_is_exported_comes_in_again(name: str, tmp_path: Path) -> None:
    jobs.export_tables(tiny_project(), tmp_path / name)
    back = jobs.import_tables(tmp_path / name, jobs.new_project(sample=False))
    assert back.content() == tiny_project().content()


def endless(_: files.Task, progress: Progress, __: Callable[[files.Packed], None]) -> Book:
    """A reader that hears nothing."""
    while True:
        progress.report("step-read", 0.5)
        threading.Event().wait(1.0)


class Impatient:
    """Waits for the first report, then no more."""

    def __init__(self) -> None:
        self.reported = False

    def report(self, step: str, share: float) -> None:
        self.reported = True

    def cancelled(self) -> bool:
        return self.reported


def test_a_reader_that_nobody_waits_for_is_ended(exported: Path) -> None:
    with pytest.raises(Cancelled):
        intake.look(exported, Impatient(), reader=endless)


def test_a_reader_that_takes_too_long_is_ended_and_told(exported: Path) -> None:
    with pytest.raises(FileFault) as caught:
        intake.look(exported, Silent(), seconds=0.5, reader=endless)
    assert caught.value.key == "reader-slow"


def slowed(_: files.Task, __: Progress, ___: Callable[[files.Packed], None]) -> Book:
    """A reader that hardly gets to work, for others that are at work as well."""
    threading.Event().wait(2.5)
    return Book("csv", ())


def test_a_reader_that_others_keep_from_its_work_has_time(exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "BUSY_SECONDS", 2.0)
    assert intake.look(exported, Silent(), reader=slowed).kind == "csv"


def busy(_: files.Task, __: Progress, ___: Callable[[files.Packed], None]) -> Book:
    """A reader at work for ever, that never looks up."""
    while True:
        pass


@pytest.mark.stray_logs
def test_a_reader_that_works_for_too_long_is_ended_and_told(exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "BUSY_SECONDS", 1.0)
    with pytest.raises(FileFault) as caught:
        intake.look(exported, Silent(), reader=busy)
    assert caught.value.key == "reader-slow"


def greedy(_: files.Task, __: Progress, ___: Callable[[files.Packed], None]) -> Book:
    """A reader that takes more memory than it may."""
    bytearray(intake.MOST_MEMORY)
    return Book("csv", ())


def test_a_reader_that_takes_too_much_memory_is_ended_and_told(exported: Path) -> None:
    with pytest.raises(FileFault) as caught:
        intake.look(exported, Silent(), reader=greedy)
    assert caught.value.key == "reader-memory"


def test_faults_of_the_file_come_home_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'a,b\n"1,2\n')
    with pytest.raises(FileFault) as caught:
        intake.look(path, Silent())
    assert (caught.value.key, caught.value.values["line"]) == ("csv-quote", 2)


def test_what_the_user_says_of_a_text_file_counts(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Größe,b\n1,2\n".encode("cp1252"))
    said = intake.Options("cp850", ";", ",")
    book = files.look((path, said), Silent(), lambda _: None)
    assert book.options == said
    assert [cell.value for cell in book.sheets[0].first[0]] == ["Größe,b".encode("cp1252").decode("cp850")]


@pytest.mark.parametrize(
    ("said", "key"),
    [
        (intake.Options("klingon"), "encoding-unknown"),
        (intake.Options("", "::"), "delimiter-unknown"),
        (intake.Options("base64"), "encoding-unknown"),
    ],
)
def test_an_option_that_means_nothing_is_refused(said: intake.Options, key: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n")
    with pytest.raises(FileFault) as caught:
        files.look((path, said), Silent(), lambda _: None)
    assert caught.value.key == key


def test_copied_tables_are_taken_from_html_where_there_are_any() -> None:
    (head,) = intake.look_text("a b", "<table><tr><td>a<td>b</table>").sheets
    assert [list(row) for row in head.first] == [[Cell(1, 1, "a"), Cell(1, 2, "b")]]
    (head,) = intake.look_text("a\tb", "<b>a</b> b").sheets
    assert [list(row) for row in head.first] == [[Cell(1, 1, "a"), Cell(1, 2, "b")]]


@pytest.mark.parametrize("text", ["", "\n", "\t\t\n"])
def test_nothing_copied_is_told(text: str) -> None:
    with pytest.raises(FileFault) as caught:
        intake.look_text(text)
    assert caught.value.key == "paste-empty"


def test_rows_are_all_there_however_many(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("".join(f"{row},x\n" for row in range(5_000)), encoding="ascii")
    book = intake.look(path, Silent())
    assert (len(book.sheets[0].first), book.sheets[0].rows) == (200, 5_000)
    assert [int(str(row[0].value)) for row in intake.take(book, "a", Silent())] == list(range(5_000))


def test_a_folder_is_told_and_a_pipe_does_not_keep_anybody_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    with pytest.raises(FileFault) as folder:
        files.look((tmp_path, intake.Options()), Silent(), lambda _: None)
    assert folder.value.key == "file-no-file"
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)
        with pytest.raises(FileFault) as caught:
            files.look((pipe, intake.Options()), Silent(), lambda _: None)
        assert caught.value.key == "file-no-file"
