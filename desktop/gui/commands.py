"""What can be done in the window: the rows of actions, in the order of the menus, and their places."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import attrs
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QToolBar

from desktop.gui import theme
from desktop.gui.actions import Action, Actions, Handler
from desktop.gui.data_acts import DataActs
from desktop.gui.details_side import DetailsSide
from desktop.gui.documents import Documents
from desktop.gui.file_menu import FileMenu
from desktop.gui.help import HelpWindow
from desktop.gui.hub import Hub
from desktop.gui.importing.door import ImportDoor
from desktop.gui.main_window import MainWindow
from desktop.gui.mix_issue import Issuing
from desktop.gui.pages.data import DataPage
from desktop.gui.pin_list import PinList
from desktop.gui.report_window import ReportWindow
from desktop.gui.sidebar import STEPS
from desktop.model.errors import Problem
from desktop.session import jobs
from desktop.text.messages import say

MENUS = ("file", "edit", "plan", "view", "help")


class Window(QObject):
    """What actions need of the window: the data page, undo by name, the theme, help."""

    def __init__(self, window: MainWindow, hub: Hub, documents: Documents, data: DataPage, issuing: Issuing) -> None:
        super().__init__(window)
        self.window, self.hub, self.documents, self.data = window, hub, documents, data
        self.issuing = issuing
        self.details = DetailsSide(hub, data)
        self.on_data = DataActs(window, data, self.details)
        self.imports = ImportDoor(hub, documents, window)
        self.files = FileMenu(hub, documents, window)
        self.pins = PinList(hub, window)
        self._help: HelpWindow | None = None

    def can_undo(self) -> bool:
        """Whether there is an edit to take back."""
        return self.hub.desk.undo_name is not None

    def can_redo(self) -> bool:
        """Whether there is an edit to make again."""
        return self.hub.desk.redo_name is not None

    def undo_text(self) -> str:
        """Undo, with the name of the edit."""
        return _named("action-undo", self.hub.undo_words)

    def redo_text(self) -> str:
        """Redo, with the name of the edit."""
        return _named("action-redo", self.hub.redo_words)

    def choose_theme(self, name: str) -> None:
        """Show the window in another theme."""
        self.hub.settings = attrs.evolve(self.hub.settings, theme=name)
        theme.choose(cast(QApplication, QApplication.instance()), name)
        actions = self.window.actions_
        if actions is not None:
            actions.recolour()
            actions.refresh()
        self.window.status.refresh()

    def show_problem(self, problem: Problem) -> None:
        """Go to the cell that a problem is about."""
        self.window.go_to("data")
        self.data.show_problem(problem)

    def selection_changed(self) -> None:
        """Bring actions and the sum of the selection up to date."""
        if self.window.actions_ is not None:
            self.window.actions_.refresh()
        self.window.status.show_selection(*self.data.shown.selected_numbers())

    def show_help(self) -> None:
        """Open the help window."""
        self._open_help("planner")

    def show_about(self) -> None:
        """Open the help window on what the program is."""
        self._open_help("about")

    def show_report(self) -> None:
        """Show what can be told to whoever helps."""
        ReportWindow(self.window).open()

    def _open_help(self, page: str) -> None:
        if self._help is None:
            self._help = HelpWindow(self.window)
        self._help.show_page(page)


def rows(parts: Window) -> list[Action]:
    """All actions, in the order in which menus show them."""
    return [*_file(parts), *_edit(parts), *_plan(parts), *_view(parts), *_help(parts)]


def _file(parts: Window) -> list[Action]:
    documents, files = parts.documents, parts.files
    return [
        Action("new", "file", documents.new, "new", "Ctrl+N"),
        Action("open", "file", documents.open, "open", "Ctrl+O"),
        Action("open-sample", "file", documents.open_sample),
        Action("save", "file", documents.save, "save", "Ctrl+S", gap=True),
        Action("save-as", "file", documents.save_as, "", "Ctrl+Shift+S"),
        Action("revert", "file", documents.revert, enabled=files.has_file),
        Action("versions", "file", files.versions.show, gap=True),
        Action("restore-backup", "file", files.restoring.show),
        Action("recover", "file", files.recovering.show),
        Action("import", "file", parts.imports.start, "import", gap=True),
        Action("export-plan", "file", documents.export_plan, "export", "Ctrl+E"),
        Action("export-inputs", "file", documents.export_inputs),
        Action("properties", "file", files.show_properties, gap=True),
        Action("quit", "file", parts.window.close, "", "Ctrl+Q", gap=True),
    ]


def _edit(parts: Window) -> list[Action]:
    return [
        Action("undo", "edit", parts.hub.undo, "undo", "Ctrl+Z", parts.can_undo, parts.undo_text),
        Action("redo", "edit", parts.hub.redo, "redo", "Ctrl+Shift+Z", parts.can_redo, parts.redo_text),
        *parts.on_data.rows(),
    ]


def _plan(parts: Window) -> list[Action]:
    improver, issuing = parts.window.improver, parts.issuing
    return [
        Action("improve-further", "plan", improver.go_on, "", "Ctrl+I", lambda: improver.can_go_on),
        Action("stop-improving", "plan", improver.stop, "", "Ctrl+.", lambda: improver.searching is not None),
        Action("issue", "plan", issuing.start, "export", "Ctrl+Shift+P", lambda: issuing.can_start, gap=True),
        Action("pins", "plan", parts.pins.show, "lock", "Ctrl+Shift+H", gap=True),
    ]


def _view(parts: Window) -> list[Action]:
    steps = [
        Action(f"go-{name}", "view", _call(parts.window.go_to, name), name, f"Ctrl+{number}")
        for number, name in enumerate(STEPS, start=1)
    ]
    themes = [
        Action(
            f"theme-{name}",
            "view",
            _call(parts.choose_theme, name),
            checked=_is_theme(parts, name),
            gap=name == "light",
        )
        for name in ("light", "dark", "system")
    ]
    return [
        *steps,
        *themes,
        Action("problems", "view", parts.window.toggle_problems, "problem", "F8", gap=True),
        *parts.on_data.view_rows(),
    ]


def _help(parts: Window) -> list[Action]:
    return [
        Action("help", "help", parts.show_help, "help", "F1"),
        Action("report", "help", parts.show_report),
        Action("about", "help", parts.show_about),
    ]


def _call(handler: Callable[[str], None], name: str) -> Handler:
    return lambda: handler(name)


def _is_theme(parts: Window, name: str) -> Callable[[], bool]:
    return lambda: parts.hub.settings.theme == name


def fill_menus(window: MainWindow, actions: Actions, parts: Window) -> None:
    """Put the actions into the menu bar; recent files come after the sample."""
    for name in MENUS:
        menu = window.menuBar().addMenu(say(f"menu-{name}"))
        for row in actions.rows:
            if row.menu != name:
                continue
            if row.gap:
                menu.addSeparator()
            menu.addAction(actions[row.id])
            if row.id == "open-sample":
                recent = menu.addMenu(say("menu-recent"))
                recent.aboutToShow.connect(_Recent(recent, parts).fill)


def fill_toolbar(toolbar: QToolBar, actions: Actions) -> None:
    """Put the actions of rows beside the search field of the data page."""
    toolbar.setIconSize(toolbar.iconSize() * 0.8)
    for name in ("add-row", "duplicate", "delete-rows"):
        toolbar.addAction(actions[name])


class _Recent(QObject):
    """The menu of recent files, made anew when it opens; files that are gone are grey."""

    def __init__(self, menu: QMenu, parts: Window) -> None:
        super().__init__(menu)
        self._menu, self._parts = menu, parts

    def fill(self) -> None:
        """Offer the recent files."""
        self._menu.clear()
        for name in self._parts.hub.settings.recent:
            path = Path(name)
            action = self._menu.addAction(path.name.replace("&", "&&"))
            action.setToolTip(name)
            action.setEnabled(jobs.exists(path))
            action.setData(name)
            action.triggered.connect(self._open)
        if self._menu.isEmpty():
            self._menu.addAction(say("recent-none")).setEnabled(False)

    def _open(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._parts.documents.open_path(Path(str(action.data())))


def _named(key: str, edit: str) -> str:
    return f"{say(key)}: {edit.replace('&', '&&')}" if edit else say(key)
