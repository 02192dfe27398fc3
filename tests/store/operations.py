"""What the sweep makes fail: everything that writes what must not be lost, with what is there before and after it."""

from __future__ import annotations

import datetime as dt
import logging
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import attrs

from desktop.gui.log import Log
from desktop.model.errors import FileFault
from desktop.model.project import Project
from desktop.session import documents, salvage, settings
from desktop.store import backups, recovery
from desktop.store.project_file import load, save, save_as
from desktop.store.recovery import Origin, RecoveryFile
from desktop.store.versions import Version, add_version, drop_version, read_version, rename_version, versions
from tests.store.test_layout import make_old
from tests.tiny import tiny_project, tiny_rows

OLD, NEW = tiny_project(), tiny_project(items=tiny_rows("items", "magnet", holding_cost=11.0))
NAMED = tiny_project(items=tiny_rows("items", "magnet", holding_cost=12.0))
ISSUED = Version(0, "issued", "", dt.datetime(2027, 3, 12, tzinfo=dt.UTC), "", "")
ORIGIN = Origin("", "", "Motors", modified=True)
WITH: tuple[str, ...] = ("issued",)


def document(path: Path) -> object:
    """What a project file holds: its project, and the names of its versions."""
    return _of(load(path), tuple(version.name for version in versions(path)))


def _of(project: Project, names: tuple[str, ...] = ()) -> object:
    return project.content(), names


def saved_again(path: Path) -> str:
    """What is wrong with saving once more, "" when all is well."""
    save(NEW, path)
    left = [one.name for one in path.parent.iterdir() if one.name.startswith(f"{path.name}-")]
    return "" if load(path).content() == NEW.content() and not left else f"cannot be saved again {left}"


@attrs.frozen
class Operation:
    """Something that changes files: how their folder is made, what is done, and what is there before and after.

    ``holds`` tells what is there, and raises FileFault for damage. ``before`` is None for no file, or for one that
    was damaged already. ``again`` tells what is wrong with doing such a thing once more.
    """

    prepare: Callable[[Path], object]
    act: Callable[[Path], object]
    before: object
    after: object
    holds: Callable[[Path], object] = document
    again: Callable[[Path], str] = saved_again


def current(path: Path) -> None:
    save(OLD, path)
    add_version(path, NAMED, ISSUED)


def old(path: Path) -> None:
    make_old(path, 2)


def damaged(path: Path) -> None:
    current(path)
    path.write_bytes(path.read_bytes()[:-5000])


def beside(path: Path) -> None:
    current(path.with_name("own.dhatu"))
    save(OLD, path)


def restore(path: Path) -> None:
    save(read_version(path, 1), path)


def with_a_backup(path: Path) -> None:
    current(path)
    save(NAMED, path.with_name("backup.dhatu"))


def restore_backup(path: Path) -> None:
    save_as(load(path.with_name("backup.dhatu")), path, None)


def with_damage_beside(path: Path) -> None:
    save(NEW, path)
    path.replace(path.with_name("damaged.dhatu"))
    path.with_name("damaged.dhatu").write_bytes(path.with_name("damaged.dhatu").read_bytes()[:-5000])
    current(path)


def rescue(path: Path) -> None:
    os.environ["DHATU_HOME"] = str(path.parent / "home")
    salvage.salvage(path.with_name("damaged.dhatu"), path)


def as_a_user(path: Path) -> None:
    """Open a document and save it: with its lock and its backup."""
    os.environ["DHATU_HOME"] = str(path.parent / "home")
    _, place = documents.opened(path)
    documents.save(NEW, place)


def autosaved(path: Path) -> None:
    made = RecoveryFile.create(path)
    made.commit(OLD, ORIGIN)
    made.close()


def autosave(path: Path) -> None:
    RecoveryFile.take(path)[0].commit(NEW, ORIGIN)


def autosave_with_patience(path: Path) -> None:
    """As the keeper does: what cannot be written is tried again with the next change."""
    file, *_ = RecoveryFile.take(path)
    try:
        file.commit(NEW, ORIGIN)
    except FileFault:
        file.commit(NEW, ORIGIN)


def recovered(path: Path) -> object:
    """What a recovery file would give back; None where nothing would be offered."""
    if not path.exists() or not recovery.look(path).modified:
        return None
    return recovery.load(path).content()


def autosaved_again(path: Path) -> str:
    recovery.discard(path)
    RecoveryFile.create(path).commit(NEW, ORIGIN)
    return ""


def backed_up(path: Path) -> object:
    """The project, and what its backups hold."""
    kept = backups.backups(path.parent / "backups")
    return document(path), [load(backup.path).content() for backup in kept]


def choices(path: Path) -> object:
    os.environ["DHATU_HOME"] = str(path.parent)
    return settings.load()


def choose(mix: str) -> Callable[[Path], None]:
    def store(path: Path) -> None:
        os.environ["DHATU_HOME"] = str(path.parent)
        settings.store(settings.Settings(mix=mix))

    return store


def crash(path: Path) -> None:
    """Write a log as the program does; a fault of the disk must not become one of the program."""
    os.environ["DHATU_HOME"] = str(path.parent)
    log = Log(lambda _: None)
    log.open()
    logging.getLogger("dhatu").error("unforeseen Crash")
    log.close()


def nothing_to_lose(_: Path) -> str:
    return ""


AT = dt.datetime(2027, 3, 12, tzinfo=dt.UTC)
HELD = _of(OLD, WITH)
OPERATIONS: Mapping[str, Operation] = {
    "save": Operation(current, lambda path: save(NEW, path), HELD, _of(NEW, WITH)),
    "first save": Operation(lambda _: None, lambda path: save(NEW, path), None, _of(NEW)),
    "save as": Operation(
        beside, lambda path: save_as(NEW, path, path.with_name("own.dhatu")), _of(OLD), _of(NEW, WITH)
    ),
    "migrate": Operation(old, lambda path: save(NEW, path), _of(OLD), _of(NEW)),
    "save over damage": Operation(damaged, lambda path: save(NEW, path), None, _of(NEW)),
    "save as a user": Operation(current, as_a_user, HELD, _of(NEW, WITH)),
    "restore": Operation(current, restore, HELD, _of(NAMED, WITH)),
    "restore a backup": Operation(with_a_backup, restore_backup, HELD, _of(NAMED)),
    "rescue": Operation(with_damage_beside, rescue, HELD, _of(NEW)),
    "add version": Operation(current, lambda path: add_version(path, NEW, ISSUED), HELD, _of(OLD, WITH * 2)),
    "rename version": Operation(
        current, lambda path: rename_version(path, 1, "second", ""), HELD, _of(OLD, ("second",))
    ),
    "drop version": Operation(current, lambda path: drop_version(path, 1), HELD, _of(OLD)),
    "autosave": Operation(autosaved, autosave, OLD.content(), NEW.content(), recovered, autosaved_again),
    "autosave with patience": Operation(
        autosaved, autosave_with_patience, OLD.content(), NEW.content(), recovered, autosaved_again
    ),
    "first autosave": Operation(
        lambda _: None,
        lambda path: RecoveryFile.create(path).commit(NEW, ORIGIN),
        None,
        NEW.content(),
        recovered,
        autosaved_again,
    ),
    "end of autosave": Operation(
        autosaved, lambda path: RecoveryFile.take(path)[0].remove(), OLD.content(), None, recovered, autosaved_again
    ),
    "backup": Operation(
        current,
        lambda path: backups.back_up(path, path.parent / "backups", AT),
        (HELD, []),
        (HELD, [OLD.content()]),
        backed_up,
    ),
    "settings": Operation(
        choose("old"),
        choose("new"),
        settings.Settings(mix="old"),
        settings.Settings(mix="new"),
        choices,
        nothing_to_lose,
    ),
    "crash log": Operation(lambda _: None, crash, (), (), lambda _: (), nothing_to_lose),
}
