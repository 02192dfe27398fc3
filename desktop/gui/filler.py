"""Fills the mix triangle in the background, once nothing was changed for a moment."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.gui.hub import Hub
from desktop.gui.job_runner import Handle, Job
from desktop.gui.planner import Planner
from desktop.model.errors import AppError
from desktop.model.progress import Cancelled
from desktop.session.triangle import Ground, Point, Triangles
from desktop.text.messages import say

PAUSE = 1500
"""Milliseconds without a change after which a grid is filled."""

Stand = Literal["waiting", "filling", "stopped", "failed", "full"]


class Filler(QObject):
    """Fills one grid at a time: the one that somebody looks at. ``changed`` tells of points, and of how it stands."""

    changed = Signal()

    def __init__(
        self, hub: Hub, planner: Planner, triangles: Triangles, pause: QTimer, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._hub, self._planner, self._triangles, self._pause = hub, planner, triangles, pause
        self._ground: Ground | None = None
        self._filling: Ground | None = None
        self._ended: tuple[Ground, Stand] | None = None
        self._job: Job | None = None
        self._let_go = False
        pause.setParent(self)
        pause.setSingleShot(True)
        pause.setInterval(PAUSE)
        pause.timeout.connect(self._advance)

    @property
    def points(self) -> tuple[Point, ...]:
        """What is known of the grid that is looked at."""
        return tuple(self._triangles.points(self._ground)) if self._ground else ()

    @property
    def stand(self) -> Stand:
        """How the grid that is looked at stands."""
        if self._ground is None:
            return "waiting"
        if self._triangles.is_full(self._ground):
            return "full"
        if self._filling is not None and self._filling.is_same(self._ground):
            return "filling"
        ended = self._ended is not None and self._ended[0].is_same(self._ground)
        return self._ended[1] if ended and self._ended else "waiting"

    def look_at(self, ground: Ground | None) -> None:
        """Fill this grid, unless that is under way or was stopped; None: nobody looks any more."""
        same = ground is not None and self._ground is not None and ground.is_same(self._ground)
        self._ground = ground
        if self._job is not None and not (ground is not None and self._filling and self._filling.is_same(ground)):
            self._let_go = True
            self._job.cancel()
        if not same and ground is not None:
            self.changed.emit()
        if self.stand == "waiting" and ground is not None and (not same or not self._pause.isActive()):
            self._pause.start()

    def go_on(self) -> None:
        """Fill the grid that is looked at, although it was stopped."""
        self._ended = None
        self._advance()

    def stop(self) -> None:
        """Leave the grid as it is."""
        if self._job is not None:
            self._job.cancel()

    def _advance(self) -> None:
        ground = self._ground
        if ground is None or self._job is not None or self.stand != "waiting":
            return
        if not self._planner.up_to_date:  # a plan on the screen comes first, and tells when there can be none
            self._pause.start()
            return

        def work(handle: Handle) -> None:
            self._triangles.fill(ground, handle, handle.found)

        self._filling = ground
        self._job = self._hub.runner.start(  # untold in the status bar: the triangle tells how far it is, and stops it
            "", work, self._on_done, self._on_failed, lambda _: self.changed.emit()
        )
        self.changed.emit()

    def _on_done(self, _: object) -> None:
        self._end(None)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):  # by the user, or because nobody looked for a while
            self._end(None if self._let_go else "stopped")
            return
        self._end("failed")
        if isinstance(error, AppError):
            self._hub.alert(error, say("step-triangle"))
        else:
            self._hub.alert(error)

    def _end(self, how: Stand | None) -> None:
        ground, self._filling, self._job, self._let_go = self._filling, None, None, False
        self._ended = (ground, how) if ground is not None and how else None
        self.changed.emit()
        if self.stand == "waiting" and self._ground is not None:
            self._pause.start()
