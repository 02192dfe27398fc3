"""A project where one may read and not write."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from desktop.store.project_file import load, save
from tests.tiny import tiny_project

WITHOUT_RIGHTS = """
import os, sys
from pathlib import Path
from desktop.model.errors import FileFault
from desktop.store.project_file import load, save
path = Path(sys.argv[1])
load(path)
if os.geteuid() == 0:
    os.setuid(65534)
project = load(path)
print("read")
for target in (path, path.with_name("new.dhatu")):
    try:
        save(project, target)
    except FileFault as fault:
        print(fault.key)
"""


def test_a_folder_that_may_only_be_read_is_not_written_to() -> None:
    # In a process of its own that lays down the superuser's rights, who may write everywhere.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "group.dhatu"
        save(tiny_project(), path)
        path.chmod(0o444)
        Path(folder).chmod(0o555)
        command = [sys.executable, "-c", WITHOUT_RIGHTS, str(path)]
        # What measures coverage could not write its own file any more.
        plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
        done = subprocess.run(command, env=plain, capture_output=True, text=True, check=False)
        Path(folder).chmod(0o755)
        assert (done.stdout.split(), done.stderr) == (["read", "file-not-saved", "file-not-saved"], "")
        assert load(path).content() == tiny_project().content()
