"""Grids of 100,000 rows: a filter in the background, a paste of 10,000 cells on the screen, each in processor time."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator

from desktop.model.project import Project
from desktop.model.records import TABLE, Offer
from desktop.session.arranging import Arrangement, Between, Containing, Key, arranged
from tests.bench.clock import least
from tests.bench.table import Row
from tests.tiny import tiny_project, tiny_records

ROWS, PASTED, WIDE = 100_000, 1000, 10
_ROUNDS = 3
_ARRANGED = {
    "find a text in any column": Arrangement(find="jl"),
    "find a number in any column": Arrangement(find="123"),
    "filter a number between two bounds": Arrangement(conditions=(Between("price", 10.0, 500.0),)),
    "filter a text": Arrangement(conditions=(Containing("id", "12"),)),
    "sort by three columns": Arrangement(keys=(Key("source"), Key("lead_days", descending=True), Key("price"))),
}


def measure() -> Iterator[Row]:
    """The rows of the table."""
    project = large()
    for what, asked in _ARRANGED.items():
        figure = least(lambda asked=asked: _seconds(lambda: _arrange(project, asked)), _ROUNDS)  # type: ignore[misc]
        yield Row(f"{ROWS} offers", what, f"{figure:.2f} s", "0.5 s", figure / 0.5)
    figure = _paste(project)
    yield Row(f"{ROWS} offers", f"paste {PASTED * WIDE} cells", f"{figure:.2f} s", "1 s", figure)


def large() -> Project:
    """The tiny project with many offers."""
    more = [
        Offer(
            id=f"o{number}",
            source="IREL" if number % 3 else "JL",
            item="magnet",
            price=float(number * 7919 % 10007) + 0.25,
            lead_days=float(number % 90),
            capacity=None if number % 5 else 12.5,
        )
        for number in range(ROWS)
    ]
    return tiny_project(offers=[*tiny_records()["offers"], *more])


def _arrange(project: Project, asked: Arrangement) -> None:
    arranged(project.tables["offers"], TABLE["offers"].fields, asked)


def _paste(project: Project) -> float:
    """Seconds of the window's thread from the clipboard to the painted grid."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEventLoop
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    from desktop.gui.hub import Hub
    from desktop.gui.job_runner import JobRunner
    from desktop.gui.tables.grid import Grid
    from desktop.session.desk import Desk
    from desktop.session.settings import Settings

    app = QApplication.instance() or QApplication([])
    hub = Hub(Desk(project), JobRunner(), Settings())
    grid = Grid(hub, TABLE["offers"])
    hub.changed.connect(lambda _: grid.records.refresh())
    grid.show()
    line = ("JL", "magnet", "1,234.5", "USD", "FOB", "0.5", "7.5%", "10", "10", "18")
    block = "\n".join("\t".join((f"p{number}", *line[: WIDE - 1])) for number in range(PASTED))
    QGuiApplication.clipboard().setText(block)
    grid.select(ROWS // 2, 0, ROWS // 2, 0)

    def paste() -> None:
        grid.cells.paste()
        while hub.desk.undo_name != "edit-paste":
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        grid.repaint()

    figure = _seconds(paste)
    if len(hub.project.tables["offers"]) != len(project.tables["offers"]) or hub.desk.undo_name != "edit-paste":
        raise RuntimeError("the block was not pasted as one edit")
    hub.runner.close()
    grid.close()
    app.processEvents()
    return figure


def _seconds(work: Callable[[], None]) -> float:
    start = time.thread_time()
    work()
    return time.thread_time() - start
