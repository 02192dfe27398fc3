"""Who comes second is told who has a file open; what a crash left is taken over."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from desktop.store.document_lock import DocumentLock, writable

_WITHOUT_RIGHTS = """
import os, sys
from pathlib import Path
from desktop.store.document_lock import DocumentLock, writable
path = Path(sys.argv[1])
if os.geteuid() == 0:
    os.setuid(65534)
lock = DocumentLock(path)
print(lock.take(), writable(path))
lock.release()
"""
_CRASH = """
import os, sys
from pathlib import Path
from desktop.store.document_lock import DocumentLock
lock = DocumentLock(Path(sys.argv[1]))
assert lock.take() is None
os._exit(9)
"""


def marker(path: Path) -> Path:
    return path.with_name(f".~lock.{path.name}#")


def test_the_second_is_told_who_has_the_file_until_it_is_let_go(tmp_path: Path) -> None:
    path = tmp_path / "a.dhatu"
    first, second = DocumentLock(path), DocumentLock(path)
    assert first.take() is None
    holder = second.take()
    assert holder is not None
    assert (holder.here, holder.host) == (True, platform.node())
    assert holder.user == marker(path).owner()
    first.release()
    assert second.take() is None
    second.release()
    assert list(tmp_path.iterdir()) == []


def test_the_marker_of_a_process_that_is_gone_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "a.dhatu"
    subprocess.run([sys.executable, "-c", _CRASH, str(path)], check=False)
    assert marker(path).exists()
    lock = DocumentLock(path)
    assert lock.take() is None
    lock.release()
    assert not marker(path).exists()


def test_the_marker_of_another_computer_is_shown_and_the_user_decides(tmp_path: Path) -> None:
    path = tmp_path / "a.dhatu"
    marker(path).write_text("123\npriya-laptop\n", encoding="utf-8")
    lock = DocumentLock(path)
    holder = lock.take()
    assert holder is not None
    assert (holder.host, holder.here) == ("priya-laptop", False)
    lock.release()
    assert marker(path).exists()
    assert lock.seize() is None
    assert "priya-laptop" not in marker(path).read_text(encoding="utf-8")
    lock.release()


def test_a_marker_that_was_taken_over_is_not_taken_away_by_its_former_owner(tmp_path: Path) -> None:
    path = tmp_path / "a.dhatu"
    first, second = DocumentLock(path), DocumentLock(path)
    first.take()
    assert second.seize() is None
    first.release()
    assert marker(path).exists()
    second.release()


def test_a_link_and_the_file_itself_are_one_document(tmp_path: Path) -> None:
    path, link = tmp_path / "a.dhatu", tmp_path / "link.dhatu"
    path.touch()
    link.symlink_to(path)
    first, second = DocumentLock(path), DocumentLock(link)
    first.take()
    assert second.take() is not None
    first.release()


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    lock = DocumentLock(tmp_path / "nowhere" / "a.dhatu")
    assert lock.take() is None
    lock.release()
    assert list(tmp_path.iterdir()) == []


def test_where_no_marker_can_be_made_the_file_is_ours_and_closed() -> None:
    # In a process of its own that lays down the superuser's rights, who may write everywhere.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.dhatu"
        path.touch()
        Path(folder).chmod(0o555)
        plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
        command = [sys.executable, "-c", _WITHOUT_RIGHTS, str(path)]
        done = subprocess.run(command, env=plain, capture_output=True, text=True, check=False)
        Path(folder).chmod(0o755)
        assert (done.stdout.split(), done.stderr) == (["None", "False"], "")
        assert list(Path(folder).iterdir()) == [path]


def test_a_file_that_is_not_there_yet_may_be_written(tmp_path: Path) -> None:
    assert writable(tmp_path / "a.dhatu")


def test_a_marker_that_others_may_not_read_still_holds_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.dhatu"
    first = DocumentLock(path)
    assert first.take() is None

    def refused(*_: object, **__: object) -> str:
        raise PermissionError

    monkeypatch.setattr(Path, "read_text", refused)
    holder = DocumentLock(path).take()
    assert holder is not None
    assert (holder.host, holder.here) == ("", False)
    first.release()
