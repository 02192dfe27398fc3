"""The report of a trouble, to be read before it is copied and sent to whoever helps."""

from __future__ import annotations

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.words import plain_label
from desktop.session import trouble
from desktop.text.messages import say


class ReportWindow(QDialog):
    """Shows the report; a button copies it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("trouble-title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(720, 480)
        said = plain_label(say("trouble-said"))
        said.setWordWrap(True)
        self._text = QPlainTextEdit(trouble.report({"Qt": qVersion() or ""}))
        self._text.setReadOnly(True)
        self._text.setAccessibleName(say("trouble-title"))
        copy, close = QPushButton(say("trouble-copy")), QPushButton(say("deed-close"))
        copy.setDefault(True)
        copy.clicked.connect(self.copy)
        close.clicked.connect(self.close)
        below = QHBoxLayout()
        below.addWidget(copy)
        below.addStretch(1)
        below.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID)
        layout.addWidget(said)
        layout.addWidget(self._text, 1)
        layout.addLayout(below)

    @property
    def text(self) -> str:
        """The report."""
        return self._text.toPlainText()

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.text)
