"""The composed window for tests: opened over a small project, with a user who answers, and closed for good."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop.gui.alerts import Dialogs, kind_of
from desktop.gui.app import Parts, compose
from desktop.gui.improver import Whole
from desktop.gui.planner import PlanJob
from desktop.model.edits import SetFields
from desktop.model.project import Project
from tests.tiny import tiny_project


class Answers(Dialogs):
    """A user who answers every question the same way, and remembers what was asked."""

    def __init__(
        self, parent: QWidget, path: Path | None = None, leave: str = "discard", choice: str = "cancel"
    ) -> None:
        super().__init__(parent)
        self.path = path
        self.leave = leave
        self.choice = choice
        self.kind = ""
        self.text = ""
        self.asked: list[str] = []

    def ask_open(self, title: str, kinds: str, folder: str = "") -> Path | None:
        self.asked.append(title)
        return self.path

    def ask_kind(self, title: str, kinds: str, suggested: str, chosen: str = "") -> tuple[Path, str] | None:
        self.asked.append(suggested)
        return (self.path, kind_of(self.path, self.kind, kinds)) if self.path else None

    def ask(self, question: str, explained: str, choices: Sequence[str]) -> str:
        self.asked.append(question)
        return self.choice if self.choice in choices else "cancel"

    def ask_text(self, title: str, label: str, before: str) -> str:
        self.asked.append(title)
        return self.text

    def ask_leave(self, name: str) -> str:
        self.asked.append(name)
        return self.leave


class Pause(QTimer):
    """A pause that lasts until a test says that it is over."""

    def __init__(self) -> None:
        super().__init__()
        self.running = False

    def start(self, *_: object) -> None:
        self.running = True

    def stop(self) -> None:
        self.running = False

    def pass_by(self) -> None:
        """Let the time pass, if it is running at all."""
        if self.running:
            self.running = False
            self.timeout.emit()


@contextmanager
def opened(
    project: Project | None = None,
    path: Path | None = None,
    plan_job: PlanJob | None = None,
    *,
    show: bool = True,
    whole: Whole | None = None,
    pause: QTimer | None = None,
    idle: QTimer | None = None,
) -> Iterator[Parts]:
    """The window over a project (the tiny one unless told); it is gone, with its threads, when the block ends.

    Without a ``pause`` none ends, so that no whole answers are looked for; nor is the mix triangle filled without
    an ``idle`` one.
    """
    parts = compose(project or tiny_project(), path, plan_job, whole, pause or Pause(), idle or Pause())
    parts.documents.dialogs = Answers(parts.window)
    if show:
        parts.window.show()
    try:
        yield parts
    finally:
        parts.hub.runner.close()
        if shiboken6.isValid(parts.window):
            parts.documents.dialogs = Answers(parts.window)
            parts.window.close()
            parts.window.deleteLater()


def answers(parts: Parts, path: Path | None = None, leave: str = "discard", choice: str = "cancel") -> Answers:
    """Let the user of a window answer with this file and these decisions."""
    user = Answers(parts.window, path, leave, choice)
    parts.documents.dialogs = user
    return user


def price(row: int, value: float) -> SetFields:
    """The edit that gives an offer another price."""
    return SetFields("offers", {row: {"price": value}})
