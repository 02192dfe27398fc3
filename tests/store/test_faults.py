"""Whatever call to the system fails, or is a process's last, a file holds the old or the new content whole."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FAULTS = Path(__file__).with_name("faults.c")
COMPILER = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
ON_LINUX = sys.platform == "linux"
UNSAFE = """
from desktop.store import database
transaction = database.transaction
database.transaction = lambda db, journal: transaction(db, "OFF")
"""

pytestmark = pytest.mark.skipif(not (COMPILER and ON_LINUX), reason="faults are made by a library in C, on Linux")


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that makes calls fail."""
    library = tmp_path_factory.mktemp("shim") / "faults.so"
    command = [str(COMPILER), "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", str(library), str(FAULTS), "-ldl"]
    subprocess.run(command, check=True)
    return library


def swept(shim: Path, folder: Path, step: int, before: str = "") -> dict[str, dict[str, object]]:
    """What the sweep tells, every so-manieth call made to fail; ``before`` is run first in its process."""
    code = f"{before}\nimport runpy, sys\nsys.argv = ['sweep', {str(folder)!r}, '{step}']\n"
    code += "runpy.run_module('tests.store.sweep', run_name='__main__')"
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**plain, "LD_PRELOAD": str(shim)},
        capture_output=True,
        text=True,
        check=True,
    )
    told: dict[str, dict[str, object]] = json.loads(done.stdout)
    return told


@pytest.mark.timeout(5400)
def test_no_fault_leaves_a_damaged_file_or_loses_what_was_told_as_saved(
    shim: Path, tmp_path: Path, thorough: bool
) -> None:
    told = swept(shim, tmp_path, 1 if thorough else 41)
    assert {name: found["wrong"] for name, found in told.items() if found["wrong"]} == {}
    assert all(found["points"] for found in told.values())


def test_the_sweep_finds_what_a_save_without_a_journal_does(shim: Path, tmp_path: Path) -> None:
    told = swept(shim, tmp_path, 61, UNSAFE)
    assert told["save"]["wrong"]
    assert told["add version"]["wrong"]
