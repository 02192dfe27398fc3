"""Opening and saving documents: who else has one open, whether its file changed meanwhile, the backup before a save."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs

from desktop.model.errors import FileFault
from desktop.model.project import Project
from desktop.paths import user_dir
from desktop.session import jobs
from desktop.session.who import now
from desktop.store import backups, stamps, whole_file
from desktop.store.backups import Backup
from desktop.store.document_lock import DocumentLock, Holder, writable
from desktop.store.project_file import same_file
from desktop.store.recovery import Origin
from desktop.store.stamps import Stamp
from desktop.text.messages import say

__all__ = [
    "NOWHERE",
    "Backup",
    "ChangedMeanwhile",
    "Outcome",
    "Place",
    "Unconfirmed",
    "backed_up",
    "backups_found",
    "held",
    "keep",
    "let_go",
    "opened",
    "origin_of",
    "place_of",
    "refuse_folder",
    "same_file",
    "save",
    "save_as",
    "taken",
    "taken_again",
    "touched",
    "write_alone",
]

log = logging.getLogger("dhatu.documents")


class ChangedMeanwhile(FileFault):
    """The file is not any more as this document left it: somebody else wrote it."""


@attrs.frozen
class Place:
    """Where a document lies, and how its file stood when it was read or written; no path: nowhere yet.

    ``holder`` is who else has it open, and ``closed`` that the system lets nobody write it here: in both cases the
    document can be changed, and is saved elsewhere.
    """

    path: Path | None = None
    stamp: Stamp | None = None
    lock: DocumentLock | None = attrs.field(default=None, eq=False)
    holder: Holder | None = None
    closed: bool = False

    @property
    def read_only(self) -> bool:
        """Whether saving asks for another name."""
        return self.holder is not None or self.closed

    def release(self) -> None:
        """Let others have the file."""
        if self.lock is not None and self.holder is None:
            self.lock.release()


class Unconfirmed(FileFault):
    """What was to be written is in the file, and the disk did not confirm that it stays there.

    ``place`` is how the file stands now, ``before`` where the document lay before.
    """

    def __init__(self, before: Place, fault: FileFault) -> None:
        super().__init__(fault.key, **fault.values)
        self.before, self.place = before, _written(before)


@attrs.frozen
class Outcome:
    """What a save did beside saving.

    ``backed_up`` is whether what was there before has a backup, ``kept`` what was put beside because it was of an
    older version or damaged, ``versions_lost`` whether its named versions could not be taken along.
    """

    backed_up: bool
    kept: Path | None = None
    versions_lost: bool = False

    def told(self, name: str) -> str:
        """What whoever saved under a name should know beside that it is saved; "" for nothing."""
        if self.kept is not None:
            return say("saved-kept", name=name, kept=self.kept.name)
        if self.versions_lost:
            return say("saved-without-versions", name=name)
        return "" if self.backed_up else say("saved-without-backup", name=name)


NOWHERE = Place()


def origin_of(place: Place, project: Project, *, modified: bool) -> Origin:
    """What a recovery file notes of the document."""
    path = str(place.path.absolute()) if place.path else ""
    return Origin(path, place.stamp.digest if place.stamp else "", project.settings.name, modified)


def place_of(origin: Origin, current: Place = NOWHERE) -> Place:
    """The place of a document that was recovered, whose file may have changed since, or be open here as ``current``."""
    if not origin.path:
        return NOWHERE
    return _held(Path(origin.path), Stamp(0, 0, 0, origin.digest), current)


def opened(path: Path, current: Place = NOWHERE) -> tuple[Project, Place]:
    """The project in a file, which is locked for others from now on; raises FileFault.

    ``current`` is the place of the document on the desk, which may be the same file.
    """
    stamp = stamps.stamp(path)
    return jobs.open_project(path), _held(path, stamp, current)


def let_go(place: Place, current: Place) -> None:
    """Let others have a file that was opened for nothing, unless it is open here as ``current`` too."""
    if place.lock is not current.lock:
        place.release()


def taken(path: Path, stamp: Stamp | None) -> Place:
    """The place of a document, locked for others unless one of them has it already."""
    lock = DocumentLock(path)
    return Place(path, stamp, lock, lock.take(), closed=not writable(path))


def _held(path: Path, stamp: Stamp | None, current: Place) -> Place:
    """The place of a document; one whose file is locked by ``current`` already goes on with that lock."""
    if _is_ours(path, current):
        return attrs.evolve(current, stamp=stamp, closed=not writable(path))
    return taken(path, stamp)


def taken_again(place: Place, *, by_force: bool = False) -> Place:
    """The place as it is now: who had the file open may have closed it, or is pushed aside ``by_force``."""
    if place.path is None or place.lock is None:
        return place
    holder = place.holder and (place.lock.seize() if by_force else place.lock.take())
    return attrs.evolve(place, holder=holder, closed=not writable(place.path))


def touched(place: Place, change: Callable[[], object]) -> Place:
    """Change what lies in the document's file beside the project, such as a version, and take note of how it stands.

    A change by somebody else is still noticed afterwards. Raises whatever ``change`` raises, and Unconfirmed when it is
    made, and may not be for good.
    """
    if place.path is None:
        raise ValueError("the document has no file yet")
    ours = place.stamp is not None and place.stamp.still_holds(stamps.stamp(place.path))
    try:
        change()
    except FileFault as fault:
        if ours and fault.key == "file-not-confirmed":
            raise Unconfirmed(place, fault) from fault
        raise
    return _written(place) if ours else place


def save(project: Project, place: Place, *, over: bool = False) -> tuple[Place, Outcome]:
    """Write a document to its place: where it lies now, and what was done beside.

    Raises FileFault; ChangedMeanwhile when the file is not any more as ``place`` knows it, unless ``over``;
    Unconfirmed when it is written, and may not be for good.
    """
    path = place.path
    if path is None:
        raise ValueError("the document has no file yet")
    there = stamps.stamp(path)
    if not over and there is not None and place.stamp is not None and not place.stamp.still_holds(there):
        raise ChangedMeanwhile("file-changed-meanwhile", name=path.name)
    has_backup = backed_up(path)
    try:
        done = jobs.save_project(project, path)
    except FileFault as fault:
        if fault.key == "file-not-confirmed":
            raise Unconfirmed(place, fault) from fault
        raise
    return _written(place), Outcome(has_backup, done.kept, done.versions_lost)


def save_as(project: Project, path: Path, before: Place) -> tuple[Place, Outcome]:
    """Write a document to another place, which takes the place of the one before; raises FileFault.

    Raises FileFault with "file-held" where somebody else has that file open.
    """
    if _is_ours(path, before):
        return save(project, before, over=True)
    with contextlib.ExitStack() as undone:
        lock = undone.enter_context(held(path))
        has_backup = backed_up(path)
        done = jobs.save_project_as(project, path, before.path if before.path and jobs.exists(before.path) else None)
        undone.pop_all()
    return _written(Place(path, None, lock)), Outcome(has_backup, done.kept, done.versions_lost)


@contextlib.contextmanager
def held(path: Path) -> Iterator[DocumentLock]:
    """A file that nobody else has open, nor opens meanwhile; raises FileFault, "file-held", where somebody has."""
    lock = DocumentLock(path)
    if (holder := lock.take()) is not None:
        user, host = holder.user or say("somebody"), holder.host or say("other-computer")
        raise FileFault("file-held", name=path.name, user=user, host=host)
    try:
        yield lock
    finally:
        lock.release()


def write_alone(path: Path, made: Callable[[], Project]) -> tuple[Project, Outcome]:
    """Write to a file what is ``made``, of what it holds for instance, while nobody else has it open; what was made.

    What was there before has a backup, as far as one can be made. Raises FileFault, "file-held" where somebody has it
    open, and whatever ``made`` raises; then the file is as it was.
    """
    with held(path):
        project = made()
        has_backup = backed_up(path)
        done = jobs.save_project(project, path)
    return project, Outcome(has_backup, done.kept, done.versions_lost)


def refuse_folder(path: Path) -> None:
    """Raise FileFault where it is known beforehand that a folder cannot be made, or written into: plans take long."""
    whole_file.refuse_closed_folder(path)


def keep(path: Path, data: bytes) -> None:
    """Write what was made of a project, such as a picture, whole or not at all; raises FileFault."""
    whole_file.write_whole(path, data)


def _written(place: Place) -> Place:
    return attrs.evolve(place, stamp=stamps.stamp(place.path) if place.path else None, closed=False)


def _is_ours(path: Path, place: Place) -> bool:
    """Whether a file is that of a document that is locked for others already."""
    held = place.path if place.lock is not None and place.holder is None else None
    return held is not None and same_file(held, path)


def backups_found() -> tuple[Backup, ...]:
    """All backups of all documents, the newest first."""
    return backups.backups(_backups_dir())


def backed_up(path: Path) -> bool:
    """Whether what is to be overwritten has a backup now, or there was nothing; a full disk must not stop a save."""
    try:
        backups.back_up(path, _backups_dir(), now())
    except (OSError, FileFault) as fault:
        log.warning("no backup before saving: %s", type(fault.__cause__ or fault).__name__)
        return False
    return True


def _backups_dir() -> Path:
    return user_dir() / "backups"
