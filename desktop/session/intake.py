"""Looking into any file that a planner has, in a process of its own that cannot harm the program or the project.

    book = look(path, progress)              everything the file holds, as it was at this moment
    book.sheets[0].first                     the first 200 rows of a sheet, with the place of each cell
    take(book, "Offers", progress)           all rows of one sheet, one after the other
    look_text(text)                          the same for what was copied in another program

The process is bounded in time and memory, and killed when the progress handle says that nobody waits any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import attrs

from desktop.model.progress import Progress
from desktop.session.child import Children
from desktop.store.reading import files
from desktop.store.reading.book import Book, Options, SheetHead
from desktop.store.reading.cells import Cell, Row

__all__ = ["Book", "Cell", "Options", "Row", "SheetHead", "look", "look_text", "take"]

BEST_GUESS = Options()
_PATIENCE = 0.2
"""Seconds that a reader has for stopping by itself, before it is killed."""
_REPORT_EVERY = 1_000


def look(path: Path, progress: Progress, options: Options = BEST_GUESS) -> Book:
    """What a file holds: xlsx, xlsm, xls, xlsb, ods, html, or text with delimiters, told apart by its content.

    ``options`` count for text files only. Blocks until the file is read; call it from a job. Raises FileFault with
    what is wrong and what to do (also when the reader dies, or takes more time or memory than a sound file could),
    and Cancelled.
    """
    packed: defaultdict[int, list[bytes]] = defaultdict(list)
    with Children(patience=_PATIENCE) as children:
        book = children.run(files.look, (path, options), progress, lambda found: packed[found[0]].append(found[1]))
    return attrs.evolve(book, packed=tuple(tuple(packed[at]) for at in range(len(book.sheets))))


def take(book: Book, title: str, progress: Progress) -> Iterator[Row]:
    """All rows of a sheet that have anything in them, in their order; reports the share done on the way.

    Nothing is read again. Raises KeyError for a title the book does not have, and Cancelled.
    """
    rows = book.head(title).rows
    for at, row in enumerate(book.rows(title)):
        if at % _REPORT_EVERY == 0:
            progress.report("step-take", row[0].row / rows)
        yield row


def look_text(text: str) -> Book:
    """What was copied: text with tabs.

    Cheap enough to be called directly. A book of kind ``text``; raises FileFault when there is nothing in it.
    """
    return files.look_text(text)
