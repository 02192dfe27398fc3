"""The first step: where the list comes from, which sheet and rows of it, and how a text file is to be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import attrs
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.gui import theme
from desktop.gui.importing.step import Step, hint, row
from desktop.gui.importing.tables import Lines, Shown, fit, table
from desktop.gui.importing.work import Work
from desktop.gui.words import Elided, counted, plain_label
from desktop.session.importing.layout import Header
from desktop.session.intake import Options, SheetHead, column_name
from desktop.text import entry
from desktop.text.messages import say, sentence

_ENCODINGS = ("utf-8", "cp1252", "utf-16", "gb18030", "shift_jis", "cp1251")
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_DECIMALS = {".": "point", ",": "comma"}


class SourceStep(Step):
    """Chooses file or clipboard, sheet and header; shows the first rows as they are."""

    name = "source"

    def __init__(self, work: Work, ask: Callable[[], Path | None], parent: QWidget | None = None) -> None:
        super().__init__(work, parent)
        self._ask = ask
        self.setAcceptDrops(True)
        self.file = QPushButton(theme.icon("open"), say("import-choose-file"))
        self.clipboard = QPushButton(say("import-use-clipboard"))
        self._called = Elided()
        self.sheet, self.encoding, self.delimiter, self.decimal = (QComboBox() for _ in range(4))
        self.first, self.count = QSpinBox(), QSpinBox()
        self._notes = plain_label(muted=True)
        self._notes.setWordWrap(True)
        self.lines = Lines(self)
        self._view = table(say("import-first-rows"), self.lines)
        self._text = QWidget()
        self._lay_out()
        self.file.clicked.connect(self.choose_file)
        self.clipboard.clicked.connect(self.use_clipboard)
        self.sheet.activated.connect(lambda _: self.work.choose_sheet(self.sheet.currentData()))
        for box in (self.first, self.count):
            box.valueChanged.connect(self._on_header)
        for chooser in (self.encoding, self.delimiter, self.decimal):
            chooser.activated.connect(self._on_options)
        work.loaded.connect(self.refresh)
        self.refresh()

    @property
    def can_go_on(self) -> bool:
        """Whether there is a sheet with anything below its header."""
        head, layout = self.work.head, self.work.layout
        return head is not None and layout is not None and head.rows > layout.header.last

    def choose_file(self) -> None:
        """Ask for a file and look into it."""
        path = self._ask()
        if path is not None:
            self.work.open(path)

    def use_clipboard(self) -> None:
        """Look at what was copied."""
        self.work.paste(QGuiApplication.clipboard().text(), _html())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look into the file that was dropped."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.work.open(Path(paths[0]))

    def refresh(self) -> None:
        """Show what was loaded, or how to begin."""
        book, head = self.work.book, self.work.head
        self._pages.setCurrentIndex(0 if head is None else 1)
        self._called.show_text(self.work.name if book else "")
        self.completed.emit()
        if book is None or head is None:
            return
        with QSignalBlocker(self.sheet):
            self.sheet.clear()
            for sheet in book.sheets:
                called = sheet.title or self.work.name
                self.sheet.addItem(counted("import-sheet", sheet.rows, title=called), sheet.title)
            self.sheet.setCurrentIndex(max(self.sheet.findData(head.title), 0))
        self._text.setVisible(book.kind in ("csv", "text"))
        for chooser, value in zip(self._choosers, attrs.astuple(book.options), strict=True):
            with QSignalBlocker(chooser):
                chooser.setCurrentIndex(max(chooser.findData(value), 0))
        notes = [sentence(note) for note in (*book.notes, *head.notes)]
        self._notes.setText("\n".join(notes[:3]))
        self._notes.setToolTip("\n".join(notes))
        self._notes.setVisible(bool(notes))
        self._show_rows(head)

    @property
    def _choosers(self) -> tuple[QComboBox, ...]:
        return self.encoding, self.delimiter, self.decimal

    def _show_rows(self, head: SheetHead) -> None:
        layout = self.work.layout
        if layout is None:
            return
        for box, value in (
            (self.first, layout.header.first),
            (self.count, layout.header.last - layout.header.first + 1),
        ):
            with QSignalBlocker(box):
                box.setMaximum(max(head.rows, 1) if box is self.first else 4)
                box.setValue(value)
        width = max((cell.column for line in head.first for cell in line), default=1)

        def line(at: int) -> list[Shown]:
            cells = {cell.column: cell for cell in head.first[at]}
            number = head.first[at][0].row
            part = (
                "header"
                if layout.header.first <= number <= layout.header.last
                else "unused"
                if number < layout.header.first
                else ""
            )
            shown = []
            for column in range(1, width + 1):
                cell = cells.get(column)
                value = cell.value if cell else None
                told = say(cell.fault, entry=str(value)) if cell and cell.fault else ""
                figure = isinstance(value, int | float) and not isinstance(value, bool)
                shown.append(Shown(entry.show(value), "refused" if told else part, told, figure))
            return shown

        numbers = [cells[0].row for cells in head.first]
        self.lines.show_lines([Shown(column_name(at)) for at in range(1, width + 1)], numbers, line)
        fit(self._view, self.lines)

    def _on_header(self) -> None:
        first = self.first.value()
        self.work.choose_sheet(self.work.sheet, Header(first, first + self.count.value() - 1, "import-why-chosen"))

    def _on_options(self, _: int) -> None:
        if self.work.path is not None:
            self.work.open(self.work.path, Options(*(chooser.currentData() for chooser in self._choosers)))

    def _lay_out(self) -> None:
        for chooser, what, options in (
            (self.encoding, "encoding", {name: name for name in _ENCODINGS}),
            (self.delimiter, "delimiter", {sign: say(f"import-sign-{name}") for sign, name in _DELIMITERS.items()}),
            (self.decimal, "decimal", {sign: say(f"import-decimal-{name}") for sign, name in _DECIMALS.items()}),
        ):
            chooser.addItem(say("import-guess"), "")
            for value, text in options.items():
                chooser.addItem(text, value)
            chooser.setAccessibleName(say(f"import-{what}"))
        self.body.addLayout(row(self.file, self.clipboard, self._called))
        self._called.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        empty = hint(say("import-empty"))
        if isinstance(empty, QLabel):
            empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
            empty.setFont(theme.sized(theme.TITLE))
        self._pages = QStackedWidget()
        self._pages.addWidget(empty)
        self._pages.addWidget(self._chosen())
        self.body.addWidget(self._pages, 1)

    def _chosen(self) -> QWidget:
        self.sheet.setAccessibleName(say("import-sheet-label"))
        self.first.setMinimum(1)
        self.count.setRange(1, 4)
        self.first.setAccessibleName(say("import-header-row"))
        self.count.setAccessibleName(say("import-header-rows"))
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addLayout(
            row(plain_label(say("import-sheet-label")), self.sheet, plain_label(say("import-header-row")), self.first,
                plain_label(say("import-header-rows")), self.count, 1)
        )  # fmt: skip
        reading = [
            part
            for what, chooser in zip(("encoding", "delimiter", "decimal"), self._choosers, strict=True)
            for part in (plain_label(say(f"import-{what}")), chooser)
        ]
        self._text.setLayout(row(*reading, 1))
        column.addWidget(self._text)
        column.addWidget(self._notes)
        column.addWidget(hint(say("import-source-hint")))
        column.addWidget(self._view, 1)
        return page


def _html() -> str:
    """What was copied as a page, which tells cells apart that hold line ends."""
    data = QGuiApplication.clipboard().mimeData()
    return data.html() if data.hasHtml() else ""
