"""The main window: steps at the side, choices at the top, the page in the middle, the state at the bottom."""

from __future__ import annotations

import attrs
from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.gui import theme
from desktop.gui.actions import Actions
from desktop.gui.alerts import AlertBar
from desktop.gui.certifier import Certifier
from desktop.gui.choosers import TopBar
from desktop.gui.documents import Documents
from desktop.gui.hub import Hub
from desktop.gui.improver import Improver
from desktop.gui.page import Page
from desktop.gui.planner import Planner
from desktop.gui.problems_panel import ProblemsPanel
from desktop.gui.sidebar import STEPS, Sidebar
from desktop.gui.status import StatusBar
from desktop.model.edits import Changes
from desktop.model.records import Target
from desktop.session import jobs
from desktop.text.messages import say

_SIZE = (1366, 768)


class MainWindow(QMainWindow):
    """Puts the parts in their places and keeps title and state up to date; the parts do the work."""

    def __init__(self, hub: Hub, planner: Planner, improver: Improver) -> None:
        super().__init__()
        self.hub, self.planner, self.improver = hub, planner, improver
        self.documents: Documents | None = None
        self.actions_: Actions | None = None
        self.pages = QStackedWidget()
        self.sidebar, self.topbar = Sidebar(), TopBar(hub)
        self.alert_bar = AlertBar()
        self.problems = ProblemsPanel(self)
        self.certifier = Certifier(hub, planner, improver, jobs.certified, hub)
        self.status = StatusBar(hub, planner, improver, self)
        self._lay_out()
        self.setWindowIcon(theme.app_icon())
        self.setMinimumSize(1024, 640)
        self.resize(*_SIZE)
        self.setAcceptDrops(True)
        self.sidebar.chosen.connect(self.pages.setCurrentIndex)
        self.status.problems_wanted.connect(self._show_problems)
        hub.changed.connect(self._on_changed)
        hub.alerted.connect(self.alert_bar.show_alert)
        hub.cleared.connect(self.alert_bar.hide)
        hub.done.connect(self.alert_bar.show_done)
        self.problems.hide()

    def compose(self, documents: Documents, actions: Actions, pages: tuple[Page, ...]) -> None:
        """Take in what is made after the window: the file commands, the actions and the pages, in their order."""
        self.documents, self.actions_ = documents, actions
        for page in pages:
            self.pages.addWidget(page)
        documents.opened.connect(self._on_opened)
        self.hub.offered.connect(lambda name: self.alert_bar.offer(actions[name]))
        self.pages.currentChanged.connect(actions.refresh)
        self.improver.changed.connect(self._on_search)
        self.restore()
        self._on_changed(Changes(file=True))

    def go_to(self, step: str) -> None:
        """Show a step."""
        self.sidebar.setCurrentRow(STEPS.index(step))

    def restore(self) -> None:
        """Stand where the window stood last time, if that is on a screen."""
        settings = self.hub.settings
        if settings.geometry and self.restoreGeometry(_from_text(settings.geometry)):
            self.restoreState(_from_text(settings.layout))
        screens = QGuiApplication.screens()
        if not any(screen.availableGeometry().intersects(self.frameGeometry()) for screen in screens):
            self.move(0, 0)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved work, then stop what runs in the background."""
        if isinstance(page := self.pages.currentWidget(), Page):
            page.settle()
        if self.documents is not None and not self.documents.may_close(self._close_later):
            event.ignore()
            return
        self.hub.settings = attrs.evolve(
            self.hub.settings, geometry=_to_text(self.saveGeometry()), layout=_to_text(self.saveState())
        )
        self.hub.runner.close()
        self.hub.desk.close()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take project files."""
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the project file that was dropped."""
        if self.documents is not None:
            self.documents.open_dropped(_dropped(event))

    def toggle_problems(self) -> None:
        """Show or hide the list of problems."""
        self.problems.setVisible(not self.problems.isVisible())

    def _close_later(self) -> None:
        QTimer.singleShot(0, self, self.close)

    def _show_problems(self) -> None:
        self.problems.show()
        self.problems.raise_()

    def _on_opened(self) -> None:
        """What was said of the project before goes; one that has nothing to plan yet begins with its data."""
        self.alert_bar.hide()
        if not self.hub.project.all(Target):
            self.go_to("data")

    def _on_search(self) -> None:
        if self.actions_ is not None and not self.hub.is_previewing:
            self.actions_.refresh()

    def _on_changed(self, changes: Changes) -> None:
        if self.hub.is_previewing:
            return  # nothing that is told here differs before what is dragged is let go
        if changes.tables and self.alert_bar.is_good:
            self.alert_bar.hide()
        self.topbar.refresh()
        self.status.refresh()
        problems = self.hub.problems
        self.problems.show_problems(problems)
        self.sidebar.show_number("data", sum(problem.severity == "error" for problem in problems))
        if self.documents is not None:
            mark = f" ({say('title-read-only')})" if self.hub.desk.place.read_only else ""
            self.setWindowTitle(f"{self.documents.name}{mark}[*] – Dhatu")
            self.setWindowModified(self.hub.desk.modified)
        if self.actions_ is not None:
            self.actions_.refresh()

    def _lay_out(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        holder = QHBoxLayout()
        holder.setContentsMargins(16, 0, 16, 0)
        holder.addWidget(self.alert_bar)
        column.addWidget(self.topbar)
        column.addLayout(holder)
        column.addWidget(self.pages, 1)
        central = QWidget()
        row = QHBoxLayout(central)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(middle, 1)
        self.setCentralWidget(central)
        self.setStatusBar(self.status)
        self.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.problems)


def _to_text(data: QByteArray) -> str:
    return bytes(data.toBase64().data()).decode("ascii")


def _from_text(text: str) -> QByteArray:
    return QByteArray.fromBase64(text.encode("ascii", "ignore"))


def _dropped(event: QDropEvent) -> str:
    """The local file that is dropped, "" for anything else."""
    urls = event.mimeData().urls()
    return urls[0].toLocalFile() if len(urls) == 1 and urls[0].isLocalFile() else ""
