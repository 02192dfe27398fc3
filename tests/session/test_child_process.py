"""Inside the child: it prints and logs where nobody is disturbed, hears only its parent, and ends with it."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.model.progress import Silent
from desktop.session.child import Children
from tests.session import errands

PARENT = """
from desktop.model.progress import Silent
from desktop.session.child import Children
from tests.session import errands

if __name__ == "__main__":
    Children().run(errands.never_stop, None, Silent(), lambda process: print(process, flush=True))
"""

LOADING = """
from desktop.session import child

if __name__ == "__main__":
    loading = child._Child(lambda: None)
    print("started", flush=True)
    loading._process.join()
"""


@pytest.fixture
def children() -> Iterator[Children]:
    with Children() as made:
        yield made


def _ignore(_: object) -> None:
    pass


def test_ctrl_c_is_not_for_the_child(children: Children) -> None:
    assert children.run(errands.be_interrupted, None, Silent(), _ignore) == "went on"


@pytest.mark.stray_logs
def test_nothing_a_child_prints_reaches_the_terminal_but_the_log_has_it(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with Children() as children:
        children.run(errands.print_and_warn, "Running HiGHS", Silent(), _ignore)
    assert capfd.readouterr() == ("", "")
    assert caplog.messages[0] == "Running HiGHS is logged"
    assert caplog.text.count("Running HiGHS") == 6


@pytest.mark.stray_logs
def test_of_the_unforeseen_the_log_has_kind_and_place_but_no_figures(
    children: Children, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(RuntimeError, match=r"^ValueError$"):
        children.run(errands.fail, "a price of 4711", Silent(), _ignore)
    (line,) = caplog.messages
    assert line.startswith("unforeseen ValueError")
    assert "errands.py" in line
    assert "4711" not in line


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="asks Linux when a process ends that it did not start")
def test_a_child_whose_parent_is_gone_ends_whatever_it_is_doing_and_leaves_nothing(tmp_path: Path) -> None:
    places = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", PARENT], env=places, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = os.pidfd_open(int(parent.stdout.readline()))
        parent.send_signal(signal.SIGKILL)
    ended, _, _ = select.select([child], [], [], 10)
    os.close(child)
    assert ended == [child]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there the file of what is printed has a name until the end")
def test_a_child_and_its_parent_killed_while_the_child_still_loads_leave_nothing(tmp_path: Path) -> None:
    places = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", LOADING], env=places, stdout=subprocess.PIPE, start_new_session=True
    ) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        os.killpg(parent.pid, signal.SIGKILL)
    assert list(tmp_path.iterdir()) == []
