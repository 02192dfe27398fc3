"""The help window: pages written in Markdown and shipped with the program."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from desktop import __version__
from desktop.gui import theme
from desktop.paths import resource
from desktop.text.messages import say


class HelpWindow(QDialog):
    """Shows one page at a time; links between pages work, others do nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("help-title"))
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        self.resize(720, 640)
        self._browser = QTextBrowser()
        self._browser.setOpenLinks(False)
        self._browser.document().setDocumentMargin(3 * theme.GRID)
        self._browser.setAccessibleName(say("help-title"))
        self._browser.anchorClicked.connect(self._on_link)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._browser)

    @property
    def text(self) -> str:
        """What is shown."""
        return self._browser.toPlainText()

    def show_page(self, name: str) -> None:
        """Show a page by name."""
        text = resource("help", f"{name}.md").read_text(encoding="utf-8")
        self._browser.setMarkdown(text.replace("{version}", __version__))
        self._browser.moveCursor(self._browser.textCursor().MoveOperation.Start)
        self.show()
        self.raise_()

    def _on_link(self, url: QUrl) -> None:
        name = url.path().removesuffix(".md")
        if url.isRelative() and name.isalpha() and resource("help", f"{name}.md").is_file():
            self.show_page(name)
