"""Copies that are worked on go with the work, and with the next start where the program was killed at it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from desktop.paths import user_dir
from desktop.session import recovery
from desktop.store import copies

AT_WORK = """
from desktop.store import copies
with copies.folder() as folder:
    folder.joinpath("quotes.dhatu").write_bytes(b"secret")
    print(folder, flush=True)
    input()
"""


def kept() -> list[Path]:
    """All that is left of copies."""
    return sorted((user_dir() / "copies").glob("*"))


def test_a_folder_for_copies_is_in_the_users_own_and_goes_with_the_work() -> None:
    with copies.folder() as folder, copies.folder() as other:
        folder.joinpath("quotes.dhatu").write_bytes(b"secret")
        assert user_dir() in folder.parents
        assert folder != other
        if os.name == "posix":
            assert folder.stat().st_mode & 0o777 == 0o700
    assert kept() == []


def test_what_a_killed_program_leaves_goes_at_the_next_start_and_what_is_worked_on_stays() -> None:
    with subprocess.Popen([sys.executable, "-c", AT_WORK], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        folder = Path(program.stdout.readline().decode().strip())
        recovery.left_behind()
        assert folder.joinpath("quotes.dhatu").exists()
        program.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        program.wait()
        assert folder.joinpath("quotes.dhatu").exists()
        recovery.left_behind()
    assert kept() == []


def test_a_home_without_room_for_copies_is_no_hindrance_to_the_start() -> None:
    (user_dir() / "copies").touch()
    assert recovery.left_behind() == ()
