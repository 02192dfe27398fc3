"""A file is there whole or not at all."""

import os
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
