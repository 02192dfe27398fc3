"""The script that builds the sample, and the file that was committed."""

import subprocess
import sys
from pathlib import Path

from desktop.model.project import Project
from desktop.paths import resource
from desktop.store.project_file import load


def test_the_committed_file_holds_what_the_script_builds(sample: Project, tmp_path: Path) -> None:
    target = tmp_path / "built.dhatu"
    command = [sys.executable, str(resource("samples", "build.py")), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert load(target).content() == sample.content()
