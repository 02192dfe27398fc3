"""Whole answers that took minutes, kept in the project file beside the project that they are of; they can be lost."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from desktop.model.plan import Plan
from desktop.model.project import Project
from desktop.model.records import TABLE
from desktop.store import columns, database, packs, plan_form
from desktop.store.layout import CURRENT, DOUBLED, NOTE, PLANS, VERSION

_MOST, _ROOM, _LARGEST = 64, 16_000_000, 3_000_000
"""How many plans a file keeps, and the bytes that all of them, and one, may take."""


@attrs.frozen
class Kept:
    """The plans that were read, of no project yet, and how many could not be."""

    plans: tuple[Plan, ...]
    broken: int = 0


def keep(path: Path, project: Project, plans: Sequence[Plan]) -> int:
    """Put plans of ``project`` into its file, in the place of those of the same mix and scenario; how many were.

    None is, unless the project is what the file holds; nor one too large. The oldest of too many are dropped. Raises
    FileFault as ``project_file.save`` does; then the file is as it was.
    """
    content = project.content()
    rows = {name: columns.stored_rows(TABLE[name], content[name], names) for name, names in CURRENT.items()}
    digest, told = columns.digest(content, CURRENT), columns.told(CURRENT, VERSION, rows)
    packed = [(plan.mix, plan.scenario, packs.pack(plan_form.plain(plan))) for plan in plans]
    fit = [plan for plan in packed if len(plan[-1]) <= _LARGEST]
    with database.writing(path), database.changing(path) as db:
        noted = dict(db.execute(f"SELECT name, value FROM {NOTE}").fetchall())  # noqa: S608 - our own name
        if not noted.items() >= told.items():
            return 0
        for mix, scenario, data in fit:
            named = (digest, mix, scenario)
            db.execute(f"DELETE FROM {PLANS} WHERE digest = ? AND mix = ? AND scenario = ?", named)  # noqa: S608
            seal = _seal(digest, mix, scenario, data)
            db.execute(f"INSERT INTO {PLANS} VALUES (NULL, ?, ?, ?, ?, ?)", (*named, seal, data))  # noqa: S608
        _drop_oldest(db)
    return len(fit)


def kept(path: Path, project: Project) -> Kept:
    """The plans that a file has of this very project; raises FileFault for what is no sound project file."""
    digest = columns.digest(project.content(), CURRENT)
    with database.reading(path) as (db, found):
        if found.version < DOUBLED:
            return Kept(())
        query = f"SELECT * FROM {PLANS} WHERE digest = ? ORDER BY row"  # noqa: S608 - our own name
        plans = [_plan(row) for row in db.execute(query, (digest,))]
    sound = tuple(plan for plan in plans if plan is not None)
    return Kept(sound, len(plans) - len(sound))


def _plan(row: tuple[int, str, str, str, str, object]) -> Plan | None:
    """The plan of a row, None where it is not as it was written."""
    _, digest, mix, scenario, seal, data = row
    try:
        if not isinstance(data, bytes) or seal != _seal(digest, mix, scenario, data):
            return None
        plan = plan_form.plan_of(packs.unpack(data))
    except ValueError:
        return None
    return plan if (plan.mix, plan.scenario) == (mix, scenario) else None


def _seal(digest: str, mix: str, scenario: str, data: bytes) -> str:
    return hashlib.sha256(json.dumps([digest, mix, scenario]).encode("ascii") + data).hexdigest()


def _drop_oldest(db: sqlite3.Connection) -> None:
    gone = list(_too_much(db.execute(f"SELECT row, length(data) FROM {PLANS} ORDER BY row DESC").fetchall()))  # noqa: S608
    db.executemany(f"DELETE FROM {PLANS} WHERE row = ?", gone)  # noqa: S608 - our own name


def _too_much(newest_first: Sequence[tuple[int, int]]) -> Iterator[tuple[int]]:
    """The rows that are one too many, or beyond the room that there is."""
    taken = 0
    for position, (row, size) in enumerate(newest_first):
        taken += size
        if position >= _MOST or taken > _ROOM:
            yield (row,)
