"""Writes inputs and plans to files of other programs in the background, and asks what to do where it cannot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from desktop.gui import handout as page
from desktop.gui.alerts import Dialogs
from desktop.gui.hub import Hub
from desktop.gui.planner import Planner
from desktop.gui.saving import suggested
from desktop.model.errors import FileFault
from desktop.model.plan import Plan
from desktop.model.progress import Progress
from desktop.session import handout, jobs
from desktop.text.messages import say

_ELSEWHERE = ("file-not-written", "file-no-folder")
"""Faults after which another place is offered."""

_Plans = tuple[Plan, ...]
_Write = Callable[[_Plans, Path, Path | None, Progress], None]


class Exporting:
    """Asks for a file and its kind, and writes it; ``dialogs`` gives who is asked, ``named`` the document's name."""

    def __init__(self, hub: Hub, planner: Planner, dialogs: Callable[[], Dialogs], named: Callable[[], str]) -> None:
        self._hub = hub
        self._planner = planner
        self._dialogs = dialogs
        self._named = named

    def inputs(self) -> None:
        """Write all tables to a workbook, or to CSV files in a zip, that can be read back."""
        project, own, kinds = self._hub.desk.project, self._hub.desk.path, say("kinds-tables")

        def write(_: str, target: Path, progress: Progress) -> None:
            jobs.export_tables(project, target, own, progress)

        self._ask(kinds, suggested(self._hub, "-inputs.xlsx"), write)

    def plan(self) -> None:
        """Write the plan on the screen to one page, or with those to compare with to a workbook or as tables."""
        plans = _ready_plans(self._planner)
        if not plans:
            self._hub.alerted.emit(say("export-no-plan"), ())
            return
        ways, own = self._ways(), self._hub.desk.path

        def write(kind: str, target: Path, progress: Progress) -> None:
            ways[kind](plans, target, own, progress)

        self._ask(";;".join(ways), suggested(self._hub, "-plan.xlsx"), write)

    def _ways(self) -> Mapping[str, _Write]:
        """How each kind of file is written, by its words; the commonest first."""
        name = self._named()

        def page_of(plans: _Plans, target: Path, own: Path | None, _: Progress) -> None:
            handout.keep(page.pdf(handout.of_plan(plans[0]), name), target, own)

        def still(plans: _Plans, target: Path, own: Path | None, progress: Progress) -> None:
            jobs.export_plan(plans, target, own, progress, live=False)

        ways: Mapping[str, _Write] = {
            "workbook": jobs.export_plan,
            "values": still,
            "page": page_of,
            "csv": jobs.export_frames,
            "parquet": jobs.export_columns,
        }
        return {say(f"kind-plan-{key}"): way for key, way in ways.items()}

    def _ask(self, kinds: str, name: str, write: Callable[[str, Path, Progress], None], chosen: str = "") -> None:
        found = self._dialogs().ask_kind(say("export-title"), kinds, name, chosen)
        if found is not None:
            self._write(*found, kinds, write)

    def _write(self, path: Path, kind: str, kinds: str, write: Callable[[str, Path, Progress], None]) -> None:
        """Write a file in the background; where that is not possible, ask whether to try again or elsewhere."""
        job = say("job-exporting")

        def done(_: object) -> None:
            self._hub.succeeded(job)
            self._hub.said.emit(say("exported", name=path.name))

        def failed(error: Exception) -> None:
            if not (isinstance(error, FileFault) and error.key in _ELSEWHERE):
                self._hub.alert(error, job)
                return
            choices = ["export-elsewhere", "export-again"]
            answer = self._dialogs().ask(say(error.key, **error.values), say("export-not-written"), choices)
            if answer == "export-again":
                self._write(path, kind, kinds, write)
            elif answer == "export-elsewhere":
                self._ask(kinds, str(path.with_stem(f"{path.stem} (2)")), write, kind)

        self._hub.runner.start(job, lambda progress: write(kind, path, progress), done, failed)


def _ready_plans(planner: Planner) -> _Plans:
    """The plan on the screen, and those to compare with, as far as they are up to date."""
    shown = planner.plan
    if shown is None or not planner.up_to_date:
        return ()
    others = (planner.plan_of(mix, scenario) for mix, scenario in planner.wanted)
    return (shown, *(plan for plan in others if plan is not None and plan is not shown))
