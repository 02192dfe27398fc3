"""What crashes left: the recovery files that can be offered at the next start, and what is done with them."""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path

import attrs

from desktop.model.differences import Difference, differences
from desktop.model.errors import FileFault
from desktop.paths import user_dir
from desktop.session import jobs
from desktop.store import recovery
from desktop.store.recovery import InUse, Origin

log = logging.getLogger("dhatu.recovery")


@attrs.frozen
class Left:
    """One recovery file: the document that it is of, and the message key of why it cannot be read whole, if so."""

    path: Path
    origin: Origin
    fault: str = ""


@attrs.frozen
class Standing:
    """How what a recovery file holds stands to the saved document: ``records`` differ in ``tables``.

    None where there is no saved document to compare with, or it cannot be read.
    """

    records: int | None
    tables: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()


def folder() -> Path:
    """Where recovery files lie, made when it is missing."""
    found = user_dir() / "recovery"
    found.mkdir(exist_ok=True)
    return found


def left_behind() -> tuple[Left, ...]:
    """What crashes left, the newest first; files of a Dhatu that runs are not among them."""
    try:
        paths = sorted(folder().glob(f"*{recovery.ENDING}"), reverse=True)
    except OSError:
        return ()
    return tuple(left for path in paths if (left := _look(path)) is not None)


def standing(left: Left) -> Standing:
    """How what was left stands to its file, if both can be read."""
    if not left.origin.path:
        return Standing(None)
    try:
        saved, project = jobs.open_project(Path(left.origin.path)), recovery.load(left.path)
    except (FileFault, InUse):
        return Standing(None)
    found = differences(saved, project)
    return Standing(len(found), tuple(dict.fromkeys(one.table for one in found)), found)


def discard(left: Left) -> None:
    """Delete a recovery file for good; one that another Dhatu took meanwhile stays."""
    with contextlib.suppress(FileFault):  # a damaged one goes too, when it is the user who says so
        try:
            recovery.look(left.path)
        except InUse:
            return
    recovery.discard(left.path)


def _look(path: Path) -> Left | None:
    """What a file holds; one that holds nothing beyond the saved document goes."""
    try:
        origin = recovery.look(path)
        if not origin.modified:
            recovery.discard(path)
            return None
    except InUse:
        return None
    except FileFault as fault:
        return Left(path, Origin(), fault.key)
    except OSError as error:
        log.warning("recovery file not looked at: %s", type(error).__name__)
        return None
    return Left(path, origin)
