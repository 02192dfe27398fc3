"""Kills processes that save without a pause, each at a moment of chance: python -m tests.store.kills FOLDER COUNT SEED.

Prints how often a save was under way, and everything that was wrong with a file afterwards.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import random
import select
import signal
import sys
from itertools import count
from pathlib import Path

from desktop.model.errors import FileFault
from desktop.model.project import Project
from desktop.model.records import Item
from desktop.store.project_file import load, save, save_as
from desktop.store.versions import Version, add_version, drop_version, versions
from tests.tiny import tiny_project, tiny_rows

LONGEST = 0.08
"""Seconds that a process lives after its first save: a handful of saves."""
MADE = dt.datetime(2027, 3, 12, tzinfo=dt.UTC)


def project(number: int) -> Project:
    """A project that tells which save it was."""
    return tiny_project(items=tiny_rows("items", "magnet", holding_cost=float(number)))


def saving(path: Path, first: int, told: int) -> None:
    """Save one project after the other, in place and now and then anew, and tell each that is done."""
    for number in count(first):
        if number % 7:
            save(project(number), path)
        else:
            save_as(project(number), path, None)
        os.write(told, f"{number}\n".encode())
        if number % 3 == 0:
            add_version(path, project(number), Version(0, str(number), "", MADE, "", ""))
        elif number % 3 == 1 and (kept := versions(path)):
            drop_version(path, kept[0].number)


def killed(path: Path, first: int, seconds: float) -> tuple[int, str]:
    """Let a process save for so long after its first save; the last one that it told, and how it ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with contextlib.suppress(FileFault):
            saving(path, first, writing)
        os._exit(1)
    os.close(writing)
    select.select([reading], [], [])
    select.select([], [], [], seconds)
    os.kill(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with os.fdopen(reading) as lines:
        told = lines.read().split()
    return int(told[-1]) if told else first - 1, "" if code == -signal.SIGKILL else f"ended with {code}"


def wrong(path: Path, told: int) -> str:
    """What is wrong with a file of which this was the last save that was told; "" when nothing is."""
    try:
        (magnet, *_) = load(path).all(Item)
        versions(path)
    except FileFault as fault:
        return f"{fault.key} {fault.values.get('reason')}"
    return "" if magnet.holding_cost in {told, told + 1} else f"{magnet.holding_cost} after {told}"


def main(folder: Path, kills: int, seed: str) -> None:
    """Kill so many times and print what came of it."""
    chance, path, last, amid, faults = random.Random(seed), folder / "project.dhatu", 0, 0, []
    save(project(0), path)
    for _ in range(kills):
        last, ended = killed(path, last + 1, chance.uniform(0, LONGEST))
        amid += len(list(folder.iterdir())) > 1
        if fault := ended or wrong(path, last):
            faults.append(fault)
        for left in folder.glob(".*.part"):
            left.unlink()
        last += 1
        save(project(last), path)
    sys.stdout.write(json.dumps({"kills": kills, "amid": amid, "wrong": faults}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
