"""A process that is killed while it saves loses no save that it told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the processes to kill are made by fork")
@pytest.mark.timeout(3600)
def test_a_process_killed_at_any_moment_leaves_a_whole_file(tmp_path: Path, thorough: bool) -> None:
    command = [sys.executable, "-m", "tests.store.kills", str(tmp_path), "1000" if thorough else "50", "1"]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run(command, env=plain, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert told["wrong"] == []
    assert told["amid"] > told["kills"] / 10  # files of an unfinished save were there
