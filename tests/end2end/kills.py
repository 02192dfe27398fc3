"""Kills the real program at random moments, and looks whether an acknowledged edit is lost or a file damaged.

``python -m tests.end2end.kills 1000`` does it a thousand times and tells the outcome; a second number seeds it.
"""

from __future__ import annotations

import hashlib
import os
import random
import select
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import attrs
from PySide6.QtCore import QTimer

from desktop.gui import app
from desktop.gui.app import Parts
from desktop.model.edits import AddRecords, DropRecords, Edit, MoveRows, ReplaceTables, SetFields
from desktop.model.errors import FileFault
from desktop.model.project import Project
from desktop.model.records import Item, Target
from desktop.session import jobs, recovery
from desktop.session.desk import Desk
from desktop.session.keeper import AT_ONCE
from desktop.store import recovery as store
from desktop.store.recovery_changes import row_changes, size
from tests.tiny import MONTHS, tiny_project

_STEPS = 400
_LONGEST = 2.5
_LARGE = 2000
_TOLD_EVERY = 50


@attrs.frozen
class Outcome:
    """What one kill showed: steps acknowledged before it, and what is wrong ("" for nothing)."""

    acknowledged: int
    wrong: str
    recovered: bool


def digest(project: Project) -> str:
    """What tells the contents of two projects apart, with the order of their rows."""
    return hashlib.sha256(repr([(name, list(rows)) for name, rows in project.content().items()]).encode()).hexdigest()


def steps(seed: int) -> Iterator[str | Edit]:
    """What the user does, one act after another: edits, and "undo", "redo", "save"."""
    chance = random.Random(seed)
    for at in range(_STEPS):
        act = chance.choice(("price", "price", "price", "add", "drop", "move", "undo", "redo", "save", "large"))
        match act:
            case "price":
                yield SetFields("offers", {chance.choice((1, 2)): {"price": round(chance.uniform(1, 9000), 2)}})
            case "add":
                yield AddRecords("items", [Item(id=f"item {at}")])
            case "drop":
                yield DropRecords("targets", [chance.randrange(1, 7)])
            case "move":
                yield MoveRows("targets", [chance.randrange(1, 7)], None)
            case "large" if chance.random() < 0.3:
                count = chance.choice((6, _LARGE))
                rows = [Target(item="motor", month=MONTHS[n % 6], quantity=float(at + n)) for n in range(count)]
                yield ReplaceTables({"targets": rows})
            case _:
                yield act if act in {"undo", "redo", "save"} else "undo"


def act(desk: Desk, step: str | Edit) -> None:
    """Do a step on a desk without a window; saving changes nothing of the project."""
    if step == "undo":
        desk.undo()
    elif step == "redo":
        desk.redo()
    elif not isinstance(step, str):
        desk.apply(_possible(desk.project, step))


def _possible(project: Project, edit: Edit) -> Edit:
    """The edit as far as its rows are there."""
    match edit:
        case DropRecords(table, rows) if rows[0] not in project.tables[table]:
            return SetFields("offers", {1: {"price": 1.0}})
        case MoveRows(table, rows) if rows[0] not in project.tables[table]:
            return SetFields("offers", {2: {"price": 2.0}})
    return edit


class Driver:
    """Drives the window, and writes a byte to ``told`` for every step that was acknowledged."""

    def __init__(self, parts: Parts, seed: int, told: int) -> None:
        self._parts, self._told = parts, told
        self._steps = steps(seed)
        self._timer = QTimer(parts.window)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._step)
        parts.documents.opened.connect(self._acknowledge)

    def _step(self) -> None:
        step = next(self._steps, None)
        hub, keeper = self._parts.hub, self._parts.hub.desk.keeper
        if step is None or keeper is None:
            return
        if step == "save":
            self._parts.documents.save(self._acknowledge)
            return
        before = hub.project
        if isinstance(step, str):
            (hub.undo if step == "undo" else hub.redo)()
        else:
            hub.apply(_possible(before, step))
        if keeper.keeping == "keeping":  # which a large edit is until the window says that it is kept, and no small one
            if size(row_changes(before, hub.project)) <= AT_ONCE:
                os._exit(1)
            keeper.wait()
        self._acknowledge()

    def _acknowledge(self) -> None:
        os.write(self._told, b".")
        self._timer.start(0)


def killed(seed: int, folder: Path) -> Outcome:
    """Start the program on a file, let it work for a random time, kill it, and look at what it left."""
    home, path = folder / "home", folder / "motors.dhatu"
    os.environ["DHATU_HOME"] = str(home)
    jobs.save_project(tiny_project(), path)
    hears, tells = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hears)
        _be_the_program(path, seed, tells)
    os.close(tells)
    select.select([hears], [], [], 60.0)
    select.select([], [], [], random.Random(seed).uniform(0.0, _LONGEST))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    said = b"".join(iter(lambda: os.read(hears, 65536), b""))
    os.close(hears)
    if not os.WIFSIGNALED(status):
        return Outcome(len(said), "the program ended by itself, or keeps a small edit later", recovered=False)
    return judged(seed, len(said), path)


def _be_the_program(path: Path, seed: int, tells: int) -> None:
    """Run the program as it is, with a user in it; never returns."""
    compose = app.compose
    drivers = []

    def with_a_user(project: Project) -> Parts:
        parts = compose(project)
        drivers.append(Driver(parts, seed, tells))
        return parts

    setattr(app, "compose", with_a_user)  # noqa: B010 - the one thing that is not as for a user
    os._exit(app.run([str(path)]))


def judged(seed: int, said: int, path: Path) -> Outcome:
    """Whether what was left is the project after the last acknowledged step, or after the one under way."""
    desk = Desk(jobs.new_project(sample=False))
    desk.adopt(tiny_project())
    after = [digest(desk.project)]
    for step, _ in zip(steps(seed), range(said), strict=False):
        act(desk, step)
        after.append(digest(desk.project))
    expected = after[max(said - 1, 0) : said + 1]
    try:
        found = jobs.open_project(path)
        left = recovery.left_behind()
        if len(left) > 1 or any(one.fault for one in left):
            return Outcome(said, f"{len(left)} recovery files, {[one.fault for one in left]}", recovered=True)
        if left:
            found = store.load(left[0].path)
    except FileFault as fault:
        return Outcome(said, fault.key, recovered=False)
    return Outcome(said, "" if digest(found) in expected else "an acknowledged edit is lost", recovered=bool(left))


def main(times: int, seed: int) -> int:
    """Kill so many times; the exit code is 0 when nothing was wrong."""
    wrong, acknowledged, recovered = 0, 0, 0
    for at in range(times):
        folder = Path(tempfile.mkdtemp(prefix="dhatu-kill-"))
        outcome = killed(seed + at, folder)
        acknowledged += outcome.acknowledged
        recovered += outcome.recovered
        if outcome.wrong:
            wrong += 1
            print(f"seed {seed + at}: {outcome.wrong} after {outcome.acknowledged} steps, see {folder}", flush=True)
        else:
            shutil.rmtree(folder)
        if (at + 1) % _TOLD_EVERY == 0:
            print(f"{at + 1} so far, {acknowledged} acknowledged steps, {recovered} recovered", flush=True)
    print(f"{times} kills, {acknowledged} acknowledged steps, {recovered} recovered, {wrong} wrong", flush=True)
    return int(wrong > 0)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
