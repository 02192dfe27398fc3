"""The list on its way in: file, sheet, layout and outcome, each found in the background from the one before it."""

from __future__ import annotations

import logging
from pathlib import Path

import attrs
from PySide6.QtCore import QObject, Signal

from desktop.gui.hub import Hub
from desktop.gui.importing.background import Background
from desktop.model.errors import FileFault
from desktop.model.progress import Progress
from desktop.model.project import Project
from desktop.session import intake, own_workbook
from desktop.session.importing import columns as columns_of
from desktop.session.importing import guessing, memory, rejected
from desktop.session.importing.columns import Column
from desktop.session.importing.draft import Draft, draft
from desktop.session.importing.layout import Guess, Header, Layout, Mode, Use
from desktop.session.importing.outcome import Outcome, outcome
from desktop.session.importing.scoring import Known
from desktop.session.importing.slots import Slot
from desktop.session.intake import Book, Options, SheetHead, column_name
from desktop.session.own_workbook import OwnWorkbook
from desktop.text.figures import Decimal
from desktop.text.messages import say

log = logging.getLogger("dhatu.window")

_LOOKED_AT = 20
"""Sheets of a file in which a list is sought before anybody chooses."""


@attrs.frozen(eq=False)
class Guessed:
    """What a sheet may be: its columns, a layout for it, and why it is taken for that kind of list."""

    sheet: str
    columns: tuple[Column, ...]
    layout: Layout
    why: Guess


def guessed_of(book: Book, sheet: str, project: Project, header: Header | None = None, kind: str = "") -> Guessed:
    """Guess what a sheet may be; ``header`` and ``kind`` are the user's word."""
    rows = book.head(sheet).first
    header = header or columns_of.guess_header(rows)
    found = columns_of.columns(rows, header, _decimal(book))
    layout, why = guessing.guess(found, header, Known.of(project), kind)
    recalled = memory.recalled(layout, found, kind_chosen=bool(kind))
    return Guessed(sheet, found, guessing.with_its_term(found, layout, recalled), why)


def _decimal(book: Book) -> Decimal:
    said = book.options.decimal
    return "," if said == "," else "." if said == "." else ""


class Work(Background):
    """What the steps of the wizard share.

    ``loaded`` tells that there is another file or sheet, ``changed`` that its layout is another, ``drafted`` that its
    rows were read, ``judged`` that the outcome is there, ``recognised`` that the file is a workbook of our ``own``.
    """

    loaded = Signal()
    changed = Signal()
    drafted = Signal()
    judged = Signal()
    recognised = Signal()

    def __init__(self, hub: Hub, parent: QObject | None = None) -> None:
        super().__init__(hub.runner, parent)
        self.hub = hub
        self.project = hub.desk.project
        self.path: Path | None = None
        self.book: Book | None = None
        self.sheet = ""
        self.columns: tuple[Column, ...] = ()
        self.layout: Layout | None = None
        self.why: Guess | None = None
        self.draft: Draft | None = None
        self.outcome: Outcome | None = None
        self.own: OwnWorkbook | None = None

    @property
    def name(self) -> str:
        """What the list is called: its file, or the clipboard."""
        return self.path.name if self.path else say("import-from-clipboard")

    @property
    def head(self) -> SheetHead | None:
        """The chosen sheet."""
        return self.book.head(self.sheet) if self.book is not None else None

    def open(self, path: Path, options: Options | None = None) -> None:
        """Look into a file."""

        def work(progress: Progress) -> tuple[Book, Guessed]:
            book = intake.look(path, progress, options or Options())
            return book, _first_guess(book, self.project)

        def done(found: tuple[Book, Guessed]) -> None:
            book, guessed = found
            self._take_book(path, book, guessed)
            if kind := own_workbook.kind_of(book):
                self._read_own(kind, book, path)

        self.start(say("import-job-looking"), work, done)

    def paste(self, text: str, html: str = "") -> None:
        """Look at what was copied in another program."""

        def work(_: Progress) -> tuple[Book, Guessed]:
            book = intake.look_text(text, html)
            return book, _first_guess(book, self.project)

        self.start(say("import-job-looking"), work, lambda found: self._take_book(None, *found))

    def choose_sheet(self, title: str, header: Header | None = None) -> None:
        """Take another sheet of the file, with a guess at its columns, and at its header unless told."""
        if self.book is not None:
            self._guess(self.book, title, header)

    def set_kind(self, kind: str) -> None:
        """Take the list for another kind, and guess anew."""
        if self.book is not None and self.layout is not None and kind != self.layout.kind:
            self._guess(self.book, self.sheet, self.layout.header, kind)

    def set_use(self, column: int, use: Use) -> None:
        """Use a column otherwise."""
        if self.layout is not None and self.layout.uses.get(column) != use:
            self._adopt(guessing.with_its_term(self.columns, self.layout, self.layout.with_use(column, use)))

    def set_constant(self, slot: Slot, text: str) -> None:
        """Give a field one entry for all rows; "" takes it back."""
        if self.layout is not None and self.layout.constants.get(slot, "") != text.strip():
            self._adopt(attrs.evolve(self.layout, constants={**self.layout.constants, slot: text.strip()}))

    def answer(self, answers: dict[tuple[str, str], str | None]) -> None:
        """Say which known record names mean: its id, "" for a new one, None to leave the question open."""
        if self.layout is not None:
            kept = {name: id_ for name, id_ in {**self.layout.names, **answers}.items() if id_ is not None}
            self._adopt(attrs.evolve(self.layout, names=kept))

    def set_mode(self, mode: Mode) -> None:
        """Add, change or delete otherwise."""
        if self.layout is not None and mode != self.layout.mode:
            self._adopt(attrs.evolve(self.layout, mode=mode))

    def need_draft(self) -> None:
        """Read all rows, unless that was done for this very layout."""
        layout, book, title = self.layout, self.book, self.sheet
        if layout is None or book is None or (self.draft is not None and self.draft.layout == layout):
            if self.draft is not None:
                self.drafted.emit()
            return

        def work(progress: Progress) -> Draft:
            return draft(self.project, layout, book.lines(title), book.head(title).rows, progress)

        def done(found: Draft) -> None:
            self.draft = found
            self.drafted.emit()

        self.start(say("import-job-reading"), work, done)

    def need_outcome(self) -> None:
        """Judge what the list would do, reading its rows where that was not done."""
        layout, book, title, read = self.layout, self.book, self.sheet, self.draft
        if layout is None or book is None:
            return
        if self.outcome is not None and self.outcome.draft.layout == layout:
            self.judged.emit()
            return

        def work(progress: Progress) -> Outcome:
            fresh = read is not None and read.layout == layout
            rows = (
                read
                if fresh and read
                else draft(self.project, layout, book.lines(title), book.head(title).rows, progress)
            )
            return outcome(rows, progress)

        def done(found: Outcome) -> None:
            self.draft, self.outcome = found.draft, found
            self.judged.emit()

        self.start(say("import-job-judging"), work, done)

    def apply(self, found: Outcome | OwnWorkbook | None) -> bool:
        """Make the edit of what is shown, one step of undo; the decisions about a list are remembered."""
        if found is None or found.edit is None or self.hub.desk.project is not self.project:
            return False
        if not self.hub.apply(found.edit, found.after):
            return False
        if isinstance(found, Outcome):
            try:
                memory.note(found.draft.layout, self.columns)
            except (OSError, FileFault) as fault:
                log.warning("import not remembered: %s", type(fault.__cause__ or fault).__name__)
        return True

    def save_rejected(self, path: Path) -> None:
        """Write the rows that were not taken to a file."""
        found, known = self.draft, {column.at: column.header for column in self.columns}
        if found is None:
            return
        filled = {at for line in found.lines if line.faults for at in line.columns}
        headers = {at: known.get(at) or column_name(at) for at in sorted(known.keys() | filled)}

        def work(_: Progress) -> None:
            rejected.write(path, found, headers, self.name, self.sheet)

        self.start(say("job-exporting"), work, lambda _: self.hub.said.emit(say("exported", name=path.name)))

    def _read_own(self, kind: own_workbook.Kind, book: Book, path: Path) -> None:
        """Find out what a workbook of our own changes."""

        def done(found: OwnWorkbook) -> None:
            self.own = found
            self.recognised.emit()

        self.start(say("import-job-judging"), lambda _: own_workbook.read(kind, book, path, self.project), done)

    def _take_book(self, path: Path | None, book: Book, guessed: Guessed) -> None:
        self.path, self.book = path, book
        self.draft, self.outcome, self.own = None, None, None
        self._take_guess(guessed)

    def _guess(self, book: Book, sheet: str, header: Header | None = None, kind: str = "") -> None:
        self.start(
            say("import-job-guessing"),
            lambda _: guessed_of(book, sheet, self.project, header, kind),
            self._take_guess,
        )

    def _take_guess(self, guessed: Guessed) -> None:
        self.sheet, self.columns, self.why = guessed.sheet, guessed.columns, guessed.why
        self._adopt(guessed.layout)
        self.loaded.emit()

    def _adopt(self, layout: Layout) -> None:
        self.layout, self.outcome = layout, None
        self.changed.emit()


def _first_guess(book: Book, project: Project) -> Guessed:
    """What the sheet may be of which most headers are known: lists stand behind covers, and before hidden notes."""
    filled = [sheet for sheet in book.sheets if sheet.first]
    shown = [sheet for sheet in filled if all(note.key != "note-hidden-sheet" for note in sheet.notes)]
    likeliest = max(
        (shown or filled or book.sheets)[:_LOOKED_AT], key=lambda sheet: columns_of.headers_known(sheet.first)
    )
    return guessed_of(book, likeliest.title, project)
