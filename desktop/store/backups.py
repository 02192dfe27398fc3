"""Backups of project files: a copy before every save, the last ten kept, then one a day, then one a week."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Hashable, Iterable
from pathlib import Path

import attrs

from desktop.model.errors import FileFault
from desktop.model.records import TABLES
from desktop.store import database, whole_file
from desktop.store.database import ENDING

_LAST = 10
_DAILY, _WEEKLY = dt.timedelta(days=7), dt.timedelta(days=61)
_STAMP = "%Y%m%d-%H%M%S-%f"
_OF = "of.json"
_LONGEST_NAME = 60


@attrs.frozen
class Backup:
    """One backup: the file it is of, when it was made, its size in bytes, and how many records it holds, if known."""

    path: Path
    of: str
    at: dt.datetime
    size: int
    records: int | None


def back_up(path: Path, folder: Path, at: dt.datetime) -> Path | None:
    """Copy the file at ``path`` into its own folder below ``folder``, and let go of what is no longer to be kept.

    None where there is no file. Raises FileFault; then no half copy is left.
    """
    try:
        return _backed_up(path, folder, at) if path.is_file() else None
    except (OSError, sqlite3.Error, FileFault) as error:
        raise FileFault("backup-not-made", path=str(path)) from error


def _backed_up(path: Path, folder: Path, at: dt.datetime) -> Path:
    own = folder / _folder_name(path)
    own.mkdir(parents=True, exist_ok=True)
    whole_file.sync_folder(folder)
    whole_file.write_whole(own / _OF, json.dumps(str(path.resolve())).encode())
    copy = own / f"{at.astimezone(dt.UTC):{_STAMP}}{ENDING}"
    with whole_file.in_place_of(copy) as part:
        _copy(path, part)
    for old in no_longer_kept(_dated(own), at):
        old.unlink(missing_ok=True)
    return copy


def backups(folder: Path) -> tuple[Backup, ...]:
    """All backups, of all files, the newest first."""
    found = []
    for own in folder.iterdir() if folder.is_dir() else ():
        of = _original(own)
        for copy, at in _dated(own).items():
            with contextlib.suppress(OSError):
                found.append(Backup(copy, of, at, copy.stat().st_size, _records(copy)))
    return tuple(sorted(found, key=lambda backup: backup.at, reverse=True))


def no_longer_kept(dated: dict[Path, dt.datetime], now: dt.datetime) -> list[Path]:
    """The copies to let go of: kept are the last ten, the newest of each day of a week, of each week of two months."""
    newest_first = sorted(dated, key=lambda path: dated[path], reverse=True)
    kept = set(newest_first[:_LAST])
    kept |= _newest_of_each((dated[path].date(), path) for path in newest_first if now - dated[path] <= _DAILY)
    kept |= _newest_of_each(
        (dated[path].isocalendar()[:2], path) for path in newest_first if now - dated[path] <= _WEEKLY
    )
    return [path for path in newest_first if path not in kept]


def _newest_of_each(newest_first: Iterable[tuple[Hashable, Path]]) -> set[Path]:
    found: dict[Hashable, Path] = {}
    for period, path in newest_first:
        found.setdefault(period, path)
    return set(found.values())


def _folder_name(path: Path) -> str:
    """A name that people recognise, and that two files of one name in two folders do not share."""
    whole = str(path.resolve())
    plain = "".join(character if character.isalnum() else "-" for character in path.stem)[:_LONGEST_NAME]
    return f"{plain}-{hashlib.sha256(whole.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"


def _copy(path: Path, to: Path) -> None:
    """A copy of one moment, whoever writes meanwhile; a file that the database does not take is copied as it is."""
    try:
        with (
            contextlib.closing(sqlite3.connect(database.uri(path, "ro"), uri=True)) as source,
            contextlib.closing(sqlite3.connect(to)) as target,
        ):
            target.execute("PRAGMA synchronous = FULL")
            source.backup(target)
    except sqlite3.DatabaseError as error:
        if not database.tells_damage(error):
            raise
        to.unlink(missing_ok=True)
        whole_file.copy(path, to)


def _dated(own: Path) -> dict[Path, dt.datetime]:
    found = {}
    for path in own.glob(f"*{ENDING}"):
        with contextlib.suppress(ValueError):
            found[path] = dt.datetime.strptime(path.stem, _STAMP).replace(tzinfo=dt.UTC)
    return found


def _original(own: Path) -> str:
    try:
        of = json.loads((own / _OF).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        of = None
    return of if isinstance(of, str) else own.name


def _records(copy: Path) -> int | None:
    """How many records a copy holds; None where it cannot be read."""
    try:
        with database.connection(copy, "ro") as db:
            there = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
            counts = (
                db.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]  # noqa: S608 - our own name
                for table in TABLES
                if table.name in there
            )
            return int(sum(counts))
    except (sqlite3.Error, ValueError):
        return None
