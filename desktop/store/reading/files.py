"""The one door for files: what a file is by its content, and what it holds."""

from __future__ import annotations

import errno
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import attrs

from desktop.model.errors import FileFault
from desktop.model.progress import Progress
from desktop.store.reading import delimited, kinds, ods, other_formats, web_tables, xlsx
from desktop.store.reading.book import FIRST, Book, SheetHead, pack
from desktop.store.reading.cells import Line, cells, place
from desktop.store.reading.package import Package
from desktop.store.reading.source import AS_GUESSED, BROKEN, Broken, Options, Source, Tell

Task = tuple[Path, Options]
Packed = tuple[int, bytes]
"""Some rows of the sheet at this position, packed."""

_MOST_BYTES = 1_000_000_000
_MOST_KEPT = 600_000_000
_MOST_SHEETS = 1_000
_STEP = 0.01


def look(task: Task, progress: Progress, found: Callable[[Packed], None]) -> Book:
    """The heads of a file's sheets; their rows are handed to ``found``. A job for a process of its own."""
    path, options = task
    with opened(path, _telling(progress), options) as source:
        return _book(source, found)


def look_text(text: str, html: str, options: Options) -> Book:
    """What was copied from another program, as a book; raises FileFault when there is nothing in it."""
    pieces: list[Packed] = []
    with _faults_of(""):
        source = web_tables.pasted(html) or delimited.pasted(text, options)
        book = _book(source, pieces.append)
    if not pieces:
        raise FileFault("paste-empty", path="")
    return attrs.evolve(
        book, packed=tuple(tuple(piece for at, piece in pieces if at == sheet) for sheet in range(len(book.sheets)))
    )


@contextmanager
def opened(path: Path, tell: Tell, options: Options = AS_GUESSED) -> Iterator[Source]:
    """A file as its sheets, which are streamed while it is open; raises FileFault, for what is inside as well."""
    with _faults_of(str(path)), _file(path) as file:
        size = file.seek(0, 2)
        if size > _MOST_BYTES:
            raise Broken("file-too-large")
        kind = kinds.kind_of(file)
        if kind != "package":
            yield _plain(kind, file, path, tell, options)
            return
        with zipfile.ZipFile(file) as unguarded:
            yield _packaged(Package(unguarded), path, tell, options)


def _file(path: Path) -> BinaryIO:
    """A file, opened; raises Broken for a folder, and for what could keep a reader waiting for ever."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise Broken("file-no-file")
    return path.open("rb")


def _plain(kind: kinds.Kind, file: BinaryIO, path: Path, tell: Tell, options: Options) -> Source:
    if kind == "xls":
        return other_formats.open_book(path, None, tell)
    if kind == "ods":
        return ods.open_flat(file, tell)
    if kind == "html":
        return web_tables.open_file(file, options, tell)
    return delimited.open_file(file, path.stem, options, tell)


def _packaged(package: Package, path: Path, tell: Tell, options: Options) -> Source:
    kind = kinds.kind_of_package(package)
    if kind == "csv":
        return delimited.open_package(package, options, tell)
    if kind == "xlsx":
        return xlsx.open_book(package, tell)
    if kind == "ods":
        return ods.open_book(package, tell)
    return other_formats.open_book(path, package, tell)


@contextmanager
def _faults_of(path: str) -> Iterator[None]:
    """What can go wrong inside, as faults of the file."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.EINVAL, None):  # a place that a damaged package names and that cannot be, or its end
            raise FileFault("workbook-damaged", path=path) from error
        raise FileFault("file-not-read", path=path, reason=error.strerror or str(error)) from error
    except Broken as broken:
        raise broken.fault(path) from broken
    except BROKEN as error:
        raise FileFault("workbook-damaged", path=path) from error


def _telling(progress: Progress) -> Tell:
    """Reports the share read, not more often than anybody could see."""
    last = -_STEP

    def tell(share: float) -> None:
        nonlocal last
        if share >= last + _STEP:
            last = share
            progress.report("step-read", share)

    return tell


def _book(source: Source, found: Callable[[Packed], None]) -> Book:
    """Go through all sheets of a source."""
    heads: list[SheetHead] = []
    titles: dict[str, int] = {}
    kept = 0
    for at, sheet in enumerate(source.sheets):
        if at == _MOST_SHEETS:
            raise Broken("file-too-many-sheets", most=_MOST_SHEETS)
        rows = columns = 0
        first: list[Line] = []
        for piece, lines in pack(sheet.lines):
            kept += len(piece)
            rows, columns = lines[-1][0], max(columns, *(line[1][-1] for line in lines))
            first.extend(lines[: FIRST - len(first)])
            if kept > _MOST_KEPT:
                raise Broken("file-too-much", sheet.title, place(rows, 1))
            found((at, piece))
        title = _unlike(sheet.title, titles)
        heads.append(SheetHead(title, rows, columns, tuple(map(cells, first)), sheet.notes.all()))
    if not heads:
        raise Broken("workbook-no-sheet")
    return Book(source.kind, tuple(heads), source.notes.all(), source.options, source.names)


def _unlike(title: str, others: dict[str, int]) -> str:
    """The title, with a number where a sheet before has the same; ``others`` tell how often each was met."""
    name = title
    while name in others:
        others[title] += 1
        name = f"{title} ({others[title]})"
    others[name] = 1
    return name
