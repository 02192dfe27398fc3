"""Folders for copies of projects to work on, in the user's own folder: they go with the work, or at the next start."""

from __future__ import annotations

import contextlib
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from desktop.paths import user_dir

_LOCK = ".lock"


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """A new folder that nobody else may look into, and that goes with all that is in it; raises OSError."""
    made = _home() / secrets.token_hex(8)
    with _held(made):
        made.mkdir(mode=0o700)
        yield made


def clear() -> None:
    """Delete the folders of programs that were killed at their work; those at work go on."""
    with contextlib.suppress(OSError):
        for lock in _home().glob(f"*{_LOCK}"):
            with contextlib.suppress(OSError, Timeout), _held(lock.with_suffix("")):
                continue


def _home() -> Path:
    home = user_dir() / "copies"
    home.mkdir(mode=0o700, exist_ok=True)
    return home


@contextlib.contextmanager
def _held(made: Path) -> Iterator[None]:
    """Lock a folder, which the system undoes when a program ends in any way, and delete it in the end."""
    name = made.with_name(f"{made.name}{_LOCK}")
    with FileLock(name, timeout=0, mode=0o600):
        try:
            yield
        finally:
            shutil.rmtree(made, ignore_errors=True)
    name.unlink(missing_ok=True)
