"""The mix triangle on the sample: a mix dragged about in the real window, and the grid against the same plans alone."""

from __future__ import annotations

import gc
import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from unittest import mock

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, QEventLoop, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from desktop.engine.goals import optimise
from desktop.engine.memory import Memory
from desktop.gui.app import Parts
from desktop.gui.charts.triangle import TriangleView
from desktop.model.edits import apply
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Mix
from desktop.session import jobs, shares, triangle
from desktop.session.shares import WHOLE, Base, Split
from desktop.session.triangle import Ground, Point
from tests.bench.clock import middle
from tests.bench.table import Row

DRAGS, SEED, WALKS = 200, 1, 5
_WARM, _MOVES = 10, 40
_PATIENCE = 60_000
_MOST, _FRAME = 0.1, 0.05
_MOMENT = 0.001
"""A turn that takes less has found nothing to do."""


def measure() -> Iterator[Row]:
    """The rows of the table."""
    project = jobs.new_project(sample=True)
    yield from _dragged(project)
    yield from _grid(project)


def _grid(project: Project) -> Iterator[Row]:
    """Processor time of all points, against that of planning the same projects one after the other.

    And against as many plans, each as dear as half of those are at most whose shares a hand moves on a little.
    """
    mix = project.all(Mix)[0].id
    ground, every = Ground.of(project, mix, "", Base.of("")), triangle.splits(triangle.STEP)
    memory, start = Memory(), time.process_time()
    optimise(ground.at(every[0]), mix, "", Silent(), memory)
    for split in every:
        optimise(ground.at(split), mix, "", Silent(), memory)
    alone, start = time.process_time() - start, time.process_time()
    points: list[Point] = []
    triangle.fill((ground, every), Silent(), points.append)
    grid = time.process_time() - start
    yield Row("sample", f"{len(points)} points", f"{grid:.1f} s", f"{alone:.1f} s planned alone", grid / alone)
    moved = _moved(project, mix)
    told = f"{len(points)} plans of a share moved, {1000 * moved:.0f} ms"
    yield Row("sample", f"{len(points)} points", f"{grid:.1f} s", told, grid / (len(points) * moved))


def _moved(project: Project, mix: str) -> float:
    """Processor time of planning again after shares have moved on a little; the median."""
    random_, memory = random.Random(SEED), Memory()
    split: Split = (300, 300, 400)
    taken: list[float] = []
    for _ in range(_WARM + _MOVES):
        split = _near(split, random_)
        asked = apply(project, shares.edit(project, mix, Base.of(""), shares.by_class(split)))
        start = time.process_time()
        optimise(asked, mix, "", Silent(), memory)
        taken.append(time.process_time() - start)
    return middle(taken[_WARM:])


def _dragged(project: Project) -> Iterator[Row]:
    """Processor time from a move of the pointer to the painted page, and the longest that one event takes.

    Of all walks together and of the slowest: how much a plan changes with a share depends on where the hand goes.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    walks = [_walked(app, project, seed) for seed in range(SEED, SEED + WALKS)]
    whole = [seconds for walk in walks for seconds in walk.whole]
    slowest = max(walks, key=lambda walk: _late(walk.whole))
    for told, seconds in ((f"{WALKS} x {DRAGS}", whole), (f"the slowest {DRAGS}", slowest.whole)):
        late, half = _late(seconds), middle(seconds)
        yield Row("sample", f"{told} drags, 95 of 100 within", f"{1000 * late:.0f} ms", "100 ms", late / _MOST)
        yield Row("sample", f"{told} drags, half within", f"{1000 * half:.0f} ms", "100 ms", half / _MOST)
    solving = sum(sum(walk.solving) for walk in walks) / sum(whole)
    yield Row("sample", "of it in the solver", f"{100 * solving:.0f} %")
    turns, painting = (1000 * sum(sum(seen) for seen in part) / len(whole) for part in _turned(walks))
    yield Row("sample", "a drag's turns of the window's thread, and its painting", f"{turns:.0f} + {painting:.0f} ms")
    frame = max(max(walk.turns) for walk in walks)
    yield Row(
        "sample", "longest turn of the window's thread but painting", f"{1000 * frame:.0f} ms", "50 ms", frame / _FRAME
    )


def _late(seconds: Sequence[float]) -> float:
    return sorted(seconds)[round(0.95 * (len(seconds) - 1))]


def _turned(walks: Sequence[_Drive]) -> tuple[list[list[float]], list[list[float]]]:
    return [walk.turns for walk in walks], [walk.painting for walk in walks]


def _walked(app: QCoreApplication, project: Project, seed: int) -> _Drive:
    """A hand that drags a mix from where the sample has it, in a window of its own."""
    from tests.gui.window import opened

    with opened(project) as parts:
        parts.window.resize(1366, 768)
        parts.window.go_to("mix")
        drive = _Drive(app, parts, seed)
        gc.freeze()  # as the program does once its window stands
        drive.run()
    gc.unfreeze()
    return drive


class _Drive:
    """A mix dragged by the pointer; ``whole`` are seconds from move to picture, ``solving`` those in HiGHS.

    ``turns`` are seconds of each turn of the event loop, without what is painted then, which ``painting`` has.
    """

    def __init__(self, app: QCoreApplication, parts: Parts, seed: int) -> None:
        self._app, self._parts, self._seed = app, parts, seed
        self.whole: list[float] = []
        self.solving: list[float] = []
        self.turns: list[float] = []
        self.painting: list[float] = []
        self._unpainted = _Unpainted()

    def run(self) -> None:
        """Drag, the first moves only to have everything loaded."""
        self._settle()
        view = self._parts.mix.triangle.view
        random_ = random.Random(self._seed)
        dot = next(dot for dot in view.state.dots if dot.mix == view.state.current)
        _send(view, QEvent.Type.MouseButtonPress, view.where(dot.split))
        split = dot.split
        for number in range(_WARM + DRAGS):
            if number == _WARM:
                for seen in (self.whole, self.solving, self.turns, self.painting):
                    seen.clear()
            split = _near(split, random_)
            with _counted():
                start = time.process_time()
                self._turn(lambda: _send(view, QEvent.Type.MouseMove, view.where(split)))  # noqa: B023 - called at once
                self._settle()
                self.whole.append(time.process_time() - start)
            plan = self._parts.planner.plan
            self.solving.append(plan.effort.solver if plan is not None else 0.0)
        _send(view, QEvent.Type.MouseButtonRelease, view.where(split))
        self._settle()

    def _settle(self) -> None:
        """Wait, asleep, until the plan of what is on the screen is there, and paint it."""
        planner, window, waits = self._parts.planner, self._parts.window, QDeadlineTimer(_PATIENCE)
        window.installEventFilter(self._unpainted)
        while not planner.up_to_date:
            if waits.hasExpired():
                raise RuntimeError("no plan came")
            self._turn(lambda: self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents))
        while self._turn(self._app.processEvents) > _MOMENT:
            pass
        window.removeEventFilter(self._unpainted)
        start = time.thread_time()
        QApplication.sendEvent(window, QEvent(QEvent.Type.UpdateRequest))
        self.painting.append(time.thread_time() - start)

    def _turn(self, work: Callable[[], None]) -> float:
        start = time.thread_time()
        work()
        self.turns.append(time.thread_time() - start)
        return self.turns[-1]


class _Unpainted(QObject):
    """Keeps a window from painting what changed, until it is asked to."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - of Qt
        """Hold back what asks for it."""
        return event.type() is QEvent.Type.UpdateRequest


def _counted() -> AbstractContextManager[object]:
    """A plan's effort in processor time too."""
    return mock.patch("time.perf_counter", time.process_time)


def _near(split: Split, random_: random.Random) -> Split:
    """Shares a little further on, as a hand moves."""
    first, second, _ = (max(0, share + random_.randint(-30, 30)) for share in split)
    first = min(first, WHOLE // 2)
    second = min(second, WHOLE - first)
    return (first, second, WHOLE - first - second)


def _send(view: TriangleView, kind: QEvent.Type, where: QPointF) -> None:
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    at = QPointF(view.mapToGlobal(QPoint(0, 0))) + where
    QApplication.sendEvent(view, QMouseEvent(kind, where, at, button, held, Qt.KeyboardModifier.NoModifier))
