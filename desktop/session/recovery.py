"""What crashes left: the recovery files that can be offered at the next start, and what is done with them."""

from __future__ import annotations

import logging
from pathlib import Path

import attrs

from desktop.model.differences import Difference, differences
from desktop.model.errors import FileFault
from desktop.model.project import Project
from desktop.model.records import TABLE, TABLES
from desktop.paths import user_dir
from desktop.session import documents, jobs
from desktop.session.documents import NOWHERE, Place
from desktop.store import copies, recovery, recovery_salvage
from desktop.store.recovery import InUse, Origin, RecoveryFile
from desktop.store.whole_file import journals

log = logging.getLogger("dhatu.recovery")

_READ_AT_ONCE = 400_000
"""Bytes of a file that is read within a moment."""


@attrs.frozen
class Left:
    """One recovery file: the document that it is of, and the message key of why it cannot be read whole, if so."""

    path: Path
    origin: Origin
    fault: str = ""


@attrs.frozen
class Comparison:
    """How what a recovery file holds stands to the saved document: ``records`` differ in ``tables``.

    None where there is no saved document to compare with, or it cannot be read. ``held`` are the titles of the tables
    that have any records, with how many.
    """

    records: int | None
    tables: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    held: tuple[tuple[str, int], ...] = ()


def folder() -> Path:
    """Where recovery files lie, made when it is missing."""
    found = user_dir() / "recovery"
    found.mkdir(exist_ok=True)
    return found


def left_behind() -> tuple[Left, ...]:
    """What crashes left, the newest first; files of a Dhatu that runs are not among them.

    Copies that a program was killed over go.
    """
    copies.clear()
    try:
        paths = sorted(folder().glob(f"*{recovery.ENDING}"), reverse=True)
    except OSError:
        return ()
    return tuple(left for path in paths if (left := _look(path)) is not None)


def compared(left: Left) -> Comparison:
    """How what was left stands to its file, if both can be read."""
    try:
        project = recovery.load(left.path)
    except FileFault:
        return Comparison(None)
    held = tuple((table.title, len(rows)) for table in TABLES if (rows := project.tables[table.name]))
    try:
        saved = jobs.open_project(Path(left.origin.path)) if left.origin.path else None
    except FileFault:
        saved = None
    if saved is None:
        return Comparison(None, held=held)
    found = differences(saved, project)
    return Comparison(len(found), tuple(dict.fromkeys(one.table for one in found)), found, held)


@attrs.frozen
class Taken:
    """A recovery file that is ours now, with the project in it and the place of the document."""

    file: RecoveryFile
    project: Project
    place: Place


def take(left: Left, current: Place = NOWHERE) -> Taken:
    """Take a recovery file to go on with it; raises InUse and FileFault.

    ``current`` is the place of the document on the desk, which may be the same file.
    """
    file, origin, project = RecoveryFile.take(left.path)
    return Taken(file, project, documents.place_of(origin, current))


def leave(taken: Taken, current: Place) -> None:
    """Let go of a recovery file that was taken, and of its document's file; it is offered again."""
    taken.file.close()
    documents.let_go(taken.place, current)


@attrs.frozen
class Salvaged:
    """What could be read of a damaged file: the project, the records read and lost, and by the tables' titles."""

    project: Project
    read: int
    lost: int
    tables: tuple[tuple[str, int], ...]


def salvage(left: Left) -> Salvaged:
    """Read what can be read of a damaged file, which stays as it is; raises FileFault where nothing can."""
    found = recovery_salvage.salvage(left.path)
    tables = tuple((TABLE[name].title, lost) for name, lost in found.lost.items())
    return Salvaged(found.project, found.read, sum(found.lost.values()), tables)


def put_aside(left: Left) -> Path:
    """Give a damaged file that was read another name, under which it is not offered again; raises OSError."""
    kept = left.path.with_name(f"{left.path.name}.damaged")
    for journal in journals(left.path):
        journal.replace(kept.with_name(f"{kept.name}{journal.name.removeprefix(left.path.name)}"))
    left.path.replace(kept)
    return kept


def discard(left: Left) -> None:
    """Delete a recovery file for good; one that another Dhatu took meanwhile stays."""
    try:
        recovery.discard_unused(left.path)
    except InUse:
        return
    except FileFault:  # a damaged one goes too, when it is the user who says so
        recovery.discard(left.path)


def _holds_no_more(path: Path, origin: Origin) -> bool:
    """Whether a file holds just what is saved, as after a crash between a save and what follows it.

    Large ones are offered unseen: to read them would take the start too long.
    """
    saved = Path(origin.path)
    try:
        if not origin.path or max(path.stat().st_size, saved.stat().st_size) > _READ_AT_ONCE:
            return False
        return recovery.load(path).content() == jobs.open_project(saved).content()
    except (FileFault, OSError):
        return False


def _look(path: Path) -> Left | None:
    """What a file holds; one that holds nothing beyond the saved document goes."""
    try:
        origin = recovery.look(path)
        if not origin.modified or _holds_no_more(path, origin):
            recovery.discard_unused(path)
            return None
    except InUse:
        return None
    except FileFault as fault:
        return Left(path, Origin(), fault.key) if jobs.exists(path) else None
    except OSError as error:
        log.warning("recovery file not looked at: %s", type(error).__name__)
        return None
    return Left(path, origin)
