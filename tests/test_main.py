"""How the program starts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.__main__ import _DISPLAYS


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "desktop", *words], capture_output=True, text=True, check=False)


def test_a_command_goes_to_the_command_line() -> None:
    done = _run("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("Dhatu ")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a window needs no display that is named")
def test_without_a_display_it_says_what_works_instead() -> None:
    env = {name: value for name, value in os.environ.items() if name not in _DISPLAYS}
    done = subprocess.run([sys.executable, "-m", "desktop"], capture_output=True, text=True, check=False, env=env)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no display" in done.stderr
    assert "--help" in done.stderr


def test_the_self_test_writes_a_workbook_and_pictures(tmp_path: Path) -> None:
    done = _run("--smoke", str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "plan.xlsx").stat().st_size > 10_000
    assert {path.name for path in (tmp_path / "charts").iterdir()} >= {"supply.png", "stock.png", "cost.png"}


def test_a_reader_that_has_read_enough_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "sample.dhatu"
    assert _run("new", str(path), "--sample").returncode == 0
    reader, writer = os.pipe()
    os.close(reader)
    stopped = subprocess.run(
        [sys.executable, "-m", "desktop", "check", str(path)], stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert (stopped.returncode, stopped.stderr) == (0, b"")
