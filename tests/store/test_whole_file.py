"""A file is there whole or not at all."""

import errno
import os
import stat
import time
from pathlib import Path

import pytest

from desktop.model.errors import FileFault
from desktop.store import whole_file
from desktop.store.whole_file import write_whole


def test_a_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    write_whole(path, b"new")
    write_whole(path, memoryview(b"newer"))
    assert path.read_bytes() == b"newer"
    assert [found.name for found in tmp_path.iterdir()] == ["a.bin"]


def test_what_fails_on_the_way_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileFault) as fault:
        write_whole(path, b"new")
    assert fault.value.values["reason"] == "No space left on device"
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["a.bin"]


def test_a_disk_that_fails_when_all_is_in_its_place_is_told_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Path) -> None:
        raise OSError(5, "Input/output error")

    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    monkeypatch.setattr(whole_file, "sync_folder", broken)
    with pytest.raises(FileFault, match="file-not-confirmed"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_folder_that_is_not_there_is_a_fault_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(FileFault, match="file-no-folder"):
        write_whole(tmp_path / "none" / "a.bin", b"new")


def test_what_a_killed_program_left_half_written_goes_and_what_another_still_writes_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    killed, busy, other = (tmp_path / name for name in (".a.bin.1.part", ".a.bin.2.part", ".b.bin.1.part"))
    for part in (killed, busy, other):
        part.write_bytes(b"half")
    for old in (killed, other):
        os.utime(old, (0, 0))
    write_whole(path, b"new")
    assert sorted(found.name for found in tmp_path.iterdir()) == [".a.bin.2.part", ".b.bin.1.part", "a.bin"]


def test_two_that_write_the_same_file_do_not_write_into_each_other(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    with whole_file.in_place_of(path) as first, whole_file.in_place_of(path) as second:
        first.write_bytes(b"first")
        second.write_bytes(b"half")
    assert path.read_bytes() == b"first"
    assert [found.name for found in tmp_path.iterdir()] == ["a.bin"]


def test_the_longest_names_can_be_written(tmp_path: Path) -> None:
    for name in ("a" * 255, "\N{DEVANAGARI LETTER A}" * 85):
        write_whole(tmp_path / name, b"new")
        write_whole(tmp_path / name, b"newer")
        assert (tmp_path / name).read_bytes() == b"newer"


@pytest.mark.skipif(os.name == "nt", reason="has rights of another kind")
def test_a_folder_on_a_drive_that_is_not_there_is_a_fault_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "exists", lambda _: False)
    with pytest.raises(FileFault, match="file-no"):
        whole_file.refuse_closed_folder(tmp_path / "charts")


def test_what_is_closed_to_others_is_so_while_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    path.chmod(0o640)
    with whole_file.in_place_of(path) as beside:
        assert stat.S_IMODE(beside.stat().st_mode) == 0o600
        beside.write_bytes(b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_file_system_that_syncs_no_folders_is_no_disk_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def of_files_alone(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        sync(handle)

    monkeypatch.setattr(os, "fsync", of_files_alone)
    write_whole(tmp_path / "a.bin", b"new")
    assert (tmp_path / "a.bin").read_bytes() == b"new"


@pytest.mark.parametrize("number", [5, 32, 33])
def test_a_file_that_another_program_looks_into_for_a_moment_is_waited_for(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited, path = held_for(3, number, monkeypatch), tmp_path / "a.bin"
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert len(waited) == 3


@pytest.mark.parametrize(("number", "waits"), [(32, 6), (None, 0)])
def test_a_file_that_stays_held_or_may_not_be_written_is_told(
    number: int | None, waits: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited, path = held_for(99, number, monkeypatch), tmp_path / "a.bin"
    path.write_bytes(b"old")
    with pytest.raises(FileFault, match="file-not-written"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["a.bin"]
    assert len(waited) == waits
    assert sum(waited) <= 2.5


def held_for(times: int, number: int | None, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A system that refuses to move files so many times, as Windows with such a number; how long was waited."""
    waited: list[float] = []
    left, move = [times], Path.replace

    def replace(path: Path, target: Path) -> Path:
        left[0] -= 1
        if left[0] < 0:
            return move(path, target)
        error = PermissionError(errno.EACCES, "in use")
        error.winerror = number  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(time, "sleep", waited.append)
    return waited
