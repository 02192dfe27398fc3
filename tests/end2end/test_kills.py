"""Random kills of the real program lose no acknowledged edit and damage no file."""

import os
import re
import subprocess
import sys

import pytest


@pytest.mark.timeout(600)
def test_twenty_random_kills_lose_nothing_and_damage_nothing() -> None:
    """More of them: ``QT_QPA_PLATFORM=offscreen python -m tests.end2end.kills 1000``."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.end2end.kills", "20"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    *_, summary = done.stdout.splitlines()
    found = re.fullmatch(r"20 kills, (\d+) acknowledged steps, (\d+) recovered, 0 wrong", summary)
    assert found is not None
    assert int(found[1]) > 20, "the program was killed before anybody could work with it"
