"""Reads what can still be read of a damaged project file into a new one; the damaged file is not touched."""

from __future__ import annotations

from pathlib import Path

import attrs

from desktop.model.project import Project


@attrs.frozen
class SalvagedTable:
    """What became of one table: the records that were read, and how many are known to be lost.

    ``lost`` is None where nothing tells how many there were. ``certain`` means that the digest vouches for every
    value; without it some may have been changed by the damage.
    """

    table: str
    read: int
    lost: int | None
    certain: bool


@attrs.frozen
class Salvaged:
    """What was read of a damaged file, and what was lost: ``versions_lost`` are the names of versions."""

    project: Project
    tables: tuple[SalvagedTable, ...]
    versions_kept: tuple[str, ...] = ()
    versions_lost: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing was lost and every value is certain."""
        return not self.versions_lost and all(table.certain for table in self.tables)

    @property
    def read(self) -> int:
        """How many records were read."""
        return sum(table.read for table in self.tables)

    @property
    def lost(self) -> int:
        """How many records are known to be lost."""
        return sum(table.lost or 0 for table in self.tables)


def salvage(path: Path, into: Path) -> Salvaged:
    """Write what can be read of the damaged ``path`` to ``into``, another file; versions too, results not.

    Works on a copy and leaves ``path`` as it is. No connection of this process may be open to it. Raises FileFault:
    "salvage-nothing" where there is no record to be found, "file-stranger" and "file-newer" for what is no project
    or one of a newer program, "salvage-same-file", and as ``project_file.save`` does for ``into``.
    """
    raise NotImplementedError(path, into)
