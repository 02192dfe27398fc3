"""Composes the window from its parts and runs it."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

import attrs
from PySide6.QtCore import QEvent, QLocale, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QToolBar

from desktop import __version__
from desktop.gui import commands, theme
from desktop.gui.actions import Actions
from desktop.gui.alerts import Dialogs
from desktop.gui.documents import Documents
from desktop.gui.file_menu import FileMenu
from desktop.gui.filler import Filler
from desktop.gui.hub import Hub
from desktop.gui.improver import Improver, Whole
from desktop.gui.job_runner import JobRunner
from desktop.gui.log import Log
from desktop.gui.main_window import MainWindow
from desktop.gui.mix_issue import Issuing
from desktop.gui.pages.compare import ComparePage
from desktop.gui.pages.data import DataPage
from desktop.gui.pages.mix import MixPage
from desktop.gui.pages.plan import PlanPage
from desktop.gui.pages.scenarios import ScenariosPage
from desktop.gui.pin_acts import PinActs
from desktop.gui.planner import PlanJob, Planner
from desktop.gui.results import Results
from desktop.gui.views import supply
from desktop.model.errors import FileFault
from desktop.model.project import Project
from desktop.session import jobs, recovery, settings
from desktop.session.desk import Desk
from desktop.session.documents import Place
from desktop.session.keeper import Keeper
from desktop.session.triangle import Triangles
from desktop.session.whole import WholeAnswers

_OF_SCREEN, _LARGEST = 0.85, QSize(1920, 1200)
log = logging.getLogger("dhatu.window")


@attrs.frozen(eq=False)
class Parts:
    """The composed window and what it is made of."""

    window: MainWindow
    hub: Hub
    planner: Planner
    improver: Improver
    filler: Filler
    documents: Documents
    actions: Actions
    data: DataPage
    mix: MixPage
    scenarios: ScenariosPage
    plan: PlanPage
    compare: ComparePage
    files: FileMenu


def compose(
    project: Project,
    path: Path | None = None,
    plan_job: PlanJob | None = None,
    whole: Whole | None = None,
    pause: QTimer | None = None,
    idle: QTimer | None = None,
) -> Parts:
    """Make the window for a project.

    ``plan_job`` plans in place of the session's quick plans, ``whole`` finds whole answers in place of its child
    process, when ``pause`` runs out; the mix triangle is filled when ``idle`` does.
    """
    whole = whole or WholeAnswers()
    triangles = Triangles()

    def end() -> None:
        whole.close()
        triangles.close()

    runner = JobRunner(end=end)
    hub = Hub(Desk(project, Place(path), Keeper(recovery.folder)), runner, settings.load())
    planner = Planner(hub, plan_job or jobs.QuickPlans(), hub)
    improver = Improver(hub, planner, whole, pause or QTimer(), hub)
    filler = Filler(hub, planner, triangles, idle or QTimer(), hub)
    window = MainWindow(hub, planner, improver)
    runner.setParent(window)
    hub.setParent(window)
    documents = Documents(hub, planner, Dialogs(window), window)
    results = Results(hub, improver, documents, window)
    issuing = Issuing(hub, planner, documents, window)
    toolbar = QToolBar()
    pages = (
        DataPage(hub, toolbar),
        MixPage(hub, planner, filler, issuing),
        ScenariosPage(hub, planner, window.go_to),
        PlanPage(hub, planner),
        ComparePage(hub, planner),
    )
    data, mix, scenarios, plan, compare = pages
    parts = commands.Window(window, hub, documents, data, issuing)
    actions = Actions(commands.rows(parts), window, data.settle)
    commands.fill_menus(window, actions, parts)
    commands.fill_toolbar(toolbar, actions)
    parts.on_data.fill_menus(actions)
    window.compose(documents, actions, pages)
    data.selected.connect(parts.selection_changed)
    mix.wanted.connect(window.go_to)
    _ask_of_supply(window, mix, plan)
    plan.bar.issue_wanted.connect(issuing.start)
    window.problems.chosen.connect(parts.show_problem)
    pin_acts = PinActs(hub, planner, plan.tabs.orders, plan.tabs.production)
    plan.why.hold_wanted.connect(lambda figure: pin_acts.hold(figure, plan))
    planner.start()
    results.show_kept()
    return Parts(
        window, hub, planner, improver, filler, documents, actions, data, mix, scenarios, plan, compare, parts.files
    )


def _ask_of_supply(window: MainWindow, mix: MixPage, plan: PlanPage) -> None:
    """Have the plan page tell of a bar on the mix page, unless that shows other bars than are looked at by now."""

    def ask(at: int, key: str) -> None:
        shown, now = mix.supply.state, window.planner.plan
        if shown is not None and now is not None and shown.is_like(supply.stack(now, window.hub.choice)):
            window.go_to("plan")
            plan.ask_of_supply(at, key)

    mix.supply.picked.connect(ask)


class _Appearance(QObject):
    """Follows the system from light to dark when the user left the choice to it."""

    def __init__(self, app: QApplication, parts: Parts) -> None:
        super().__init__(app)
        self._app, self._parts = app, parts
        app.styleHints().colorSchemeChanged.connect(self._on_scheme)

    def _on_scheme(self) -> None:
        if self._parts.hub.settings.theme == "system":
            theme.choose(self._app, "system")
            self._parts.actions.recolour()


def stand_first(window: MainWindow, room: QRect) -> None:
    """Where a window stands that never stood before: amid the screen with room around it, on a small one all of it."""
    size = (room.size() * _OF_SCREEN).boundedTo(_LARGEST)
    if size.width() < window.width() or size.height() < window.height():
        window.setWindowState(Qt.WindowState.WindowMaximized)
        return
    window.resize(size)
    window.move(room.center() - QPoint(size.width() // 2, size.height() // 2))


def run(argv: Sequence[str]) -> int:
    """Open the window, on the file that ``argv`` names or on the sample; the exit code once it is closed."""
    QLocale.setDefault(QLocale("en_IN"))
    app = QApplication([sys.argv[0]])
    app.setApplicationName("Dhatu")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("dhatu")
    theme.set_up(app)
    theme.choose(app, settings.load().theme)
    parts = compose(jobs.new_project(sample=not argv))
    journal = Log(parts.hub.alert)
    journal.open()
    appearance = _Appearance(app, parts)
    if not parts.hub.settings.geometry:
        stand_first(parts.window, parts.window.screen().availableGeometry())
    parts.window.show()
    parts.data.shown.setFocus()
    if argv:
        parts.documents.open_path(Path(argv[0]))
    parts.files.recovering.offer()
    gc.freeze()  # a full pass over all that stays for good holds the window up for a third of a second
    code = app.exec()
    _keep(parts.hub.settings)
    appearance.deleteLater()
    parts.window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    journal.close()
    return code


def _keep(chosen: settings.Settings) -> None:
    """Store the user's choices; a folder that takes none must not spoil the end."""
    try:
        settings.store(chosen)
    except (FileFault, OSError) as error:
        log.warning("settings not stored: %s", type(error).__name__)
