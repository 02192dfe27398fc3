"""Runs what changes a project file with a fault in every call to the system: python -m tests.store.sweep FOLDER STEP.

To be started with faults.c preloaded. Prints how many points there were, and every one that left damage behind.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from desktop.model.errors import FileFault
from tests.store.operations import OPERATIONS, Operation

KINDS = {1: "die", 2: "die in a half write", 3: "short write", 4: "no space", 5: "I/O error", 6: "I/O errors for good"}
DIED, REFUSED = 9, 3


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
    """What is wrong after an attempt; "" when the old or the new content is there whole, and can be written again."""
    if code not in {0, DIED, REFUSED}:
        return f"exit code {code}"
    if operation.before is None and code and (path.read_bytes() if path.exists() else None) == untouched:
        return operation.again(path)
    try:
        holds = operation.holds(path)
    except FileFault as fault:
        return f"{fault.key} {fault.values.get('reason')}"
    if holds not in ([operation.after, operation.before] if code else [operation.after]):
        return "neither old nor new" if code else "told as done, and was not"
    if any(kept.read_bytes() != untouched for kept in path.parent.glob("project (*)*")):
        return "the copy is not what was there"
    return operation.again(path)


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
