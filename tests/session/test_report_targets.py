"""A workbook or page that cannot be written is told in one sentence, and what stood in its place stands there still."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest

from desktop.model.errors import FileFault
from desktop.session import handout, jobs
from desktop.text.messages import say
from tests.analysis.plans import hand_plan

Write = Callable[[Path], None]
WAYS: dict[str, Write] = {
    "plan.xlsx": lambda path: jobs.export_plan([attrs.evolve(hand_plan(), answer="whole")], path),
    "plan.zip": lambda path: jobs.export_frames([hand_plan()], path),
    "inputs.xlsx": lambda path: jobs.export_tables(hand_plan().project, path),
    "inputs.zip": lambda path: jobs.export_tables(hand_plan().project, path),
    "plan.pdf": lambda path: handout.keep(b"%PDF", path, None),
}
"""Every file that a plan or a project is handed over in, by its name."""


@pytest.fixture(params=WAYS)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The place of a file that was handed over before."""
    path: Path = tmp_path / "shared" / request.param
    path.parent.mkdir()
    path.write_bytes(b"handed over before")
    return path


def _refused(target: Path) -> str:
    """What is said where the file cannot be written; the old one is whole, and nothing is left beside it."""
    with pytest.raises(FileFault) as fault:
        WAYS[target.name](target)
    assert target.read_bytes() == b"handed over before"
    assert list(target.parent.iterdir()) == [target]
    return say(fault.value.key, **fault.value.values)


def test_a_full_disk(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    told = _refused(target)
    assert str(target) in told
    assert "No space left on device" in told
    assert "choose another place" in told


def test_a_target_that_another_program_has_open(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def held(beside: Path, path: Path) -> Path:
        if Path(path) == target:  # as Windows answers while Excel has the workbook open
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return replace(beside, path)

    monkeypatch.setattr(Path, "replace", held)
    told = _refused(target)
    assert "Permission denied" in told
    assert "Close it if it is open elsewhere" in told


def test_a_folder_that_takes_no_files(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begin = Path.open

    def locked(path: Path, mode: str = "r", **more: str) -> object:
        if path.parent == target.parent and "w" in mode:
            raise PermissionError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        return begin(path, mode, **more)  # type: ignore[call-overload]

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", locked)
        with pytest.raises(FileFault, match="file-not-written") as fault:
            WAYS[target.name](target)
    assert fault.value.values["reason"] == os.strerror(errno.EROFS)
    assert target.read_bytes() == b"handed over before"
    assert list(target.parent.iterdir()) == [target]
