"""What a user does with named versions: give one, list them, compare with today, go back to one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from desktop.model.differences import Difference, differences
from desktop.model.edits import ReplaceTables
from desktop.model.errors import WrongCall
from desktop.model.project import Project
from desktop.session import who
from desktop.store import versions as store
from desktop.store.versions import Version

__all__ = ["Version", "drop", "listed", "name", "read", "rename", "restoring", "since"]


def listed(path: Path) -> tuple[Version, ...]:
    """The versions in a project file, oldest first; raises FileFault."""
    return store.versions(path)


def name(path: Path, project: Project, title: str, note: str = "", now: dt.datetime | None = None) -> Version:
    """Keep ``project`` under a name in its file, with the time (the clock's) and the user's name where it is known.

    Edits that are not saved yet are in the version and not in what the file holds as current. ``kept`` of the answer is
    the file of an older make that was put beside. Raises FileFault, and WrongCall for a name without a letter.
    """
    _refuse_nameless(title)
    made = (now or who.now()).astimezone(dt.UTC)
    return store.add_version(path, project, Version(0, title, note, made, who.user_name(), ""))


def read(path: Path, number: int) -> Project:
    """The project as it was in a version; raises FileFault."""
    return store.read_version(path, number)


def rename(path: Path, number: int, title: str, note: str) -> None:
    """Give a version another name and note; raises FileFault, and WrongCall for a name without a letter."""
    _refuse_nameless(title)
    store.rename_version(path, number, title, note)


def drop(path: Path, number: int) -> None:
    """Take a version out of the file; raises FileFault."""
    store.drop_version(path, number)


def since(path: Path, number: int, project: Project) -> tuple[Difference, ...]:
    """What ``project`` differs in from a version, which comes before it; raises FileFault."""
    return differences(read(path, number), project)


def restoring(path: Path, number: int, project: Project) -> ReplaceTables:
    """The edit that makes ``project`` what it was in a version; tables that are equal stay. Raises FileFault."""
    was, today = read(path, number).content(), project.content()
    return ReplaceTables({name: rows for name, rows in was.items() if rows != today[name]}, "edit-restore")


def _refuse_nameless(title: str) -> None:
    if not title.strip():
        raise WrongCall("version-nameless")
