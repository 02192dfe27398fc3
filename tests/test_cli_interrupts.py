"""Ctrl-C at a terminal: it reaches every process there, and keeps the best plan found so far."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.session import jobs
from tests.tiny import tiny_project, tiny_rows

if os.name == "nt":
    pytest.skip("asks for a terminal and signals", allow_module_level=True)
import pty

COMMAND = """
import sys
from desktop import cli
from desktop.session import whole
from tests.session import searches

if __name__ == "__main__":
    whole.search = getattr(searches, sys.argv[1])
    sys.exit(cli.main(sys.argv[2:]))
"""


class Terminal:
    """A command that runs at a terminal of its own, which shows what goes to stderr."""

    def __init__(self, search: str, *words: str) -> None:
        self._screen, end = pty.openpty()
        command = [sys.executable, "-c", COMMAND, search, *words]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=end, text=True, start_new_session=True)
        os.close(end)

    def line(self) -> str:
        """The next line on the screen."""
        read = b""
        while not read.endswith(b"\n"):
            read += os.read(self._screen, 1)
        return read.decode()

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        os.killpg(self.process.pid, signal.SIGINT)

    def end(self) -> tuple[int, str, bytes]:
        """Exit code, what was printed, and what else the screen shows."""
        printed, _ = self.process.communicate(timeout=60)
        shown = b""
        try:
            while read := os.read(self._screen, 1000):
                shown += read
        except OSError:  # Linux tells so that nobody writes any more
            pass
        os.close(self._screen)
        return self.process.returncode, printed, shown


@pytest.fixture
def lots(tmp_path: Path) -> str:
    path = tmp_path / "lots.dhatu"
    jobs.save_project(tiny_project(offers=tiny_rows("offers", "JL-magnet", lot_size=25.0)), path)
    return str(path)


def test_ctrl_c_keeps_and_shows_the_best_plan_so_far(lots: str) -> None:
    terminal = Terminal("until_stopped", "plan", lots, "--json")
    assert terminal.line().startswith("Planning Least cost, As entered, ")
    assert terminal.line().startswith("Better plan: ")
    terminal.interrupt()
    assert terminal.line().startswith("Stopping with the best so far.")
    code, printed, shown = terminal.end()
    found = json.loads(printed)
    assert (code, shown) == (0, b"")
    assert (found["answer"], found["gap_inr"]) == ("whole", pytest.approx(500.0))


def test_ctrl_c_makes_the_mixes_that_follow_quick(lots: str) -> None:
    terminal = Terminal("until_stopped", "compare", lots, "--json")
    terminal.line()
    assert terminal.line().startswith("Better plan: ")
    terminal.interrupt()
    code, printed, _ = terminal.end()
    assert (code, [plan["answer"] for plan in json.loads(printed)]) == (0, ["whole", "continuous"])


def test_a_second_ctrl_c_leaves_at_once(lots: str) -> None:
    terminal = Terminal("never_stop", "plan", lots)
    terminal.line()
    terminal.line()
    terminal.interrupt()
    terminal.line()
    terminal.interrupt()
    code, printed, shown = terminal.end()
    assert (code, printed, shown.strip()) == (1, "", b"Stopped.")


def test_somebody_at_a_terminal_is_told_which_plan_is_made_and_what_was_written(lots: str, tmp_path: Path) -> None:
    figures = tmp_path / "figures.zip"
    code, printed, shown = Terminal("two_steps", "plan", lots, "--json", "--csv", str(figures)).end()
    lines = shown.decode().splitlines()
    assert (code, json.loads(printed)["answer"]) == (0, "whole")
    assert [line.split(",")[0] for line in lines if line.startswith("Planning")] == [
        "Planning Least cost",
        "Planning Slow files",
    ]
    assert lines[-1] == f"Wrote {figures}"
