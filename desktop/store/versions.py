"""Named versions inside the project file: what was issued to the plant in March can be looked at in May."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import attrs

from desktop.model.project import Project


@attrs.frozen
class Version:
    """One named version: ``made`` is a moment in UTC, ``author`` is "" where it is not known.

    ``number`` stays with it for good; ``digest`` is that of the project as it was.
    """

    number: int
    name: str
    note: str
    made: dt.datetime
    author: str
    digest: str


def versions(path: Path) -> tuple[Version, ...]:
    """The versions in a project file, oldest first; raises FileFault as ``project_file.load`` does."""
    raise NotImplementedError(path)


def add_version(path: Path, project: Project, version: Version) -> Version:
    """Keep ``project`` in its file under a name; the answer has the number and digest that it got.

    What the file holds as the current project stays as it is. Raises FileFault: where there is no room for another
    version ("versions-full"), and as ``project_file.save`` does; then the file is as it was.
    """
    raise NotImplementedError(path, project, version)


def read_version(path: Path, number: int) -> Project:
    """The project as it was; raises FileFault, "version-missing" where there is none with this number."""
    raise NotImplementedError(path, number)


def rename_version(path: Path, number: int, name: str, note: str) -> None:
    """Give a version another name and note; raises FileFault."""
    raise NotImplementedError(path, number, name, note)


def drop_version(path: Path, number: int) -> None:
    """Take a version out of the file; raises FileFault."""
    raise NotImplementedError(path, number)
