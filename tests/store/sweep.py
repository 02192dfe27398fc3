"""Runs what changes a project file with a fault in every call to the system: python -m tests.store.sweep FOLDER STEP.

To be started with faults.c preloaded. Prints how many points there were, and every one that left damage behind.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import attrs

from desktop.model.errors import FileFault
from desktop.model.project import Project
from desktop.store.project_file import load, save, save_as
from desktop.store.versions import Version, add_version, drop_version, read_version, rename_version, versions
from tests.store.test_layout import make_old
from tests.tiny import tiny_project, tiny_rows

KINDS = {1: "die", 2: "die in a half write", 3: "short write", 4: "no space", 5: "I/O error", 6: "I/O errors for good"}
OLD, NEW = tiny_project(), tiny_project(items=tiny_rows("items", "magnet", holding_cost=11.0))
NAMED = tiny_project(items=tiny_rows("items", "magnet", holding_cost=12.0))
ISSUED = Version(0, "issued", "", dt.datetime(2027, 3, 12, tzinfo=dt.UTC), "", "")
DIED, REFUSED = 9, 3


@attrs.frozen
class Operation:
    """Something that changes a file: how its folder is made, what is done, and what the file holds before and after.

    Content is told by the project and the names of its versions; None is no file, or one that was damaged already.
    """

    prepare: Callable[[Path], object]
    act: Callable[[Path], object]
    before: tuple[Project, tuple[str, ...]] | None
    after: tuple[Project, tuple[str, ...]]


def current(path: Path) -> None:
    save(OLD, path)
    add_version(path, NAMED, ISSUED)


def old(path: Path) -> None:
    make_old(path, 2)


def damaged(path: Path) -> None:
    current(path)
    path.write_bytes(path.read_bytes()[:-5000])


def beside(path: Path) -> None:
    current(path.with_name("own.dhatu"))
    save(OLD, path)


def restore(path: Path) -> None:
    save(read_version(path, 1), path)


WITH: tuple[str, ...] = ("issued",)
OPERATIONS: Mapping[str, Operation] = {
    "save": Operation(current, lambda path: save(NEW, path), (OLD, WITH), (NEW, WITH)),
    "first save": Operation(lambda _: None, lambda path: save(NEW, path), None, (NEW, ())),
    "save as": Operation(beside, lambda path: save_as(NEW, path, path.with_name("own.dhatu")), (OLD, ()), (NEW, WITH)),
    "migrate": Operation(old, lambda path: save(NEW, path), (OLD, ()), (NEW, ())),
    "save over damage": Operation(damaged, lambda path: save(NEW, path), None, (NEW, ())),
    "restore": Operation(current, restore, (OLD, WITH), (NAMED, WITH)),
    "add version": Operation(current, lambda path: add_version(path, NEW, ISSUED), (OLD, WITH), (OLD, WITH * 2)),
    "rename version": Operation(
        current, lambda path: rename_version(path, 1, "second", ""), (OLD, WITH), (OLD, ("second",))
    ),
    "drop version": Operation(current, lambda path: drop_version(path, 1), (OLD, WITH), (OLD, ())),
}


def attempt(operation: Operation, path: Path) -> int:
    """Do it in a process of its own; 0 when it was done, else how it ended."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            operation.act(path)
            code = 0
        except FileFault:
            code = REFUSED
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def complaint(operation: Operation, path: Path, code: int, untouched: bytes | None) -> str:
    """What is wrong after an attempt; "" when the old or the new content is there whole, and can be saved again."""
    if code not in {0, DIED, REFUSED}:
        return f"exit code {code}"
    if (path.read_bytes() if path.exists() else None) == untouched and code:
        return again(path)
    try:
        holds: object = (load(path).content(), tuple(version.name for version in versions(path)))
    except FileFault as fault:
        return f"{fault.key} {fault.values.get('reason')}"
    allowed = [operation.after, operation.before if code else None]
    if holds not in [(one[0].content(), one[1]) for one in allowed if one]:
        return "neither old nor new" if code else "told as done, and was not"
    if any(kept.read_bytes() != untouched for kept in path.parent.glob("project (*)*")):
        return "the copy is not what was there"
    return again(path)


def again(path: Path) -> str:
    """What is wrong with saving once more, "" when all is well."""
    save(NEW, path)
    left = [one.name for one in path.parent.iterdir() if one.name.startswith(f"{path.name}-")]
    return "" if load(path).content() == NEW.content() and not left else f"cannot be saved again {left}"


def sweep(operation: Operation, folder: Path, kinds: Iterable[int], step: int) -> Iterator[str | None]:
    """A word for every point: what is wrong after so-manieth call failed in some way, or None."""
    shim = ctypes.CDLL(os.environ["LD_PRELOAD"])
    template, place = folder / "template", folder / "place"
    template.mkdir()
    operation.prepare(template / "project.dhatu")

    def one(at: int, kind: int) -> str:
        shutil.copytree(template, place)
        path = place / "project.dhatu"
        untouched = path.read_bytes() if path.exists() else None
        shim.faults_arm(os.fsencode(place), at, kind)
        code = attempt(operation, path)
        shim.faults_arm(b"", 0, 0)
        wrong = complaint(operation, path, code, untouched)
        shutil.rmtree(place)
        return wrong

    shutil.copytree(template, place)
    shim.faults_arm(os.fsencode(place), 0, 0)
    operation.act(place / "project.dhatu")
    calls = shim.faults_seen()
    shim.faults_arm(b"", 0, 0)
    shutil.rmtree(place)
    for kind in kinds:
        for at in range(1 + 7 * kind % step, calls + 2, step):
            wrong = one(at, kind)
            yield f"{KINDS[kind]} at call {at} of {calls}: {wrong}" if wrong else None
    shutil.rmtree(template)


if __name__ == "__main__":
    told = {}
    for name, operation in OPERATIONS.items():
        points = list(sweep(operation, Path(sys.argv[1]), KINDS, int(sys.argv[2])))
        told[name] = {"points": len(points), "wrong": [point for point in points if point]}
    sys.stdout.write(json.dumps(told))
