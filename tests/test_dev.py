"""The command that sets up a fresh machine: what it asks for, and how it fails."""

import os
import shutil
import sys
from pathlib import Path

import pytest

import dev


def _machine(monkeypatch: pytest.MonkeyPatch, programs: set[str], user: int) -> list[tuple[str, ...]]:
    """Pretend to be a user of a machine with these programs; the commands that were run on it."""
    ran: list[tuple[str, ...]] = []

    def run(*command: str | Path, **_: str) -> int:
        ran.append(tuple(str(part) for part in command))
        return 0

    def run_quietly(*command: str | Path) -> bool:
        return run(*command) == 0

    monkeypatch.setattr(shutil, "which", lambda name: name if name in programs else None)
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setattr(dev, "run", run)
    monkeypatch.setattr(dev, "run_quietly", run_quietly)
    return ran


def test_missing_programs_are_named_by_their_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    _machine(monkeypatch, {"Xvfb"}, user=0)
    assert dev.missing_programs({"Xvfb": "xvfb", "pdftoppm": "poppler-utils"}) == ["poppler-utils"]


def test_a_library_that_does_not_load_is_missing() -> None:
    assert dev.missing_libraries({"libnosuchthing.so.9": "libnosuchthing9"}) == ["libnosuchthing9"]


def test_root_gets_packages_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = _machine(monkeypatch, {"apt-get"}, user=0)
    dev.apt_install(["libegl1"])
    assert [command[:2] for command in ran] == [("apt-get", "update"), ("apt-get", "install")]
    assert "libegl1" in ran[1]


def test_anyone_else_gets_the_command_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = _machine(monkeypatch, {"apt-get"}, user=1000)
    with pytest.raises(dev.Stop, match=r"sudo apt-get install .* libegl1$"):
        dev.apt_install(["libegl1"])
    assert ran == []


def test_tests_go_on_without_programs_that_cannot_be_had(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _machine(monkeypatch, set(), user=1000)
    monkeypatch.setattr(sys, "platform", "linux")
    dev.ensure_programs({"pdftoppm": "poppler-utils"})
    assert "poppler-utils" in capsys.readouterr().out


def test_packages_are_installed_once_for_one_lock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ran = _machine(monkeypatch, set(), user=1000)
    monkeypatch.setattr(dev, "STAMP", tmp_path / "stamp")
    dev.ensure_packages()
    dev.ensure_packages()
    assert len(ran) == 2
    assert "--require-hashes" in ran[0]
    assert "--editable" in ran[1]


def test_check_goes_through_every_gate_and_the_tests_whatever_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "run_beside", lambda command: (int(command[0] == dev.BIN / "mypy"), "no type\n"))
    monkeypatch.setattr(dev, "command_test", lambda _: 0)
    assert dev.command_check([]) == 1
    told = capsys.readouterr().out
    assert told.startswith("dev: mypy failed\nno type\ndev: ruff check passed\n")
    assert told.endswith("dev: failed: mypy\n")


def test_of_a_gate_that_runs_beside_others_everything_printed_is_kept_and_the_program_may_be_compiled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    told = "import sys; print(sys.dont_write_bytecode, flush=True); sys.exit('wrong')"
    assert dev.run_beside([sys.executable, "-c", told]) == (1, f"False{os.linesep}wrong{os.linesep}")


def test_a_failing_step_ends_in_one_line_and_a_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["dev.py", "run"])
    monkeypatch.setattr(dev, "ensure_venv", lambda: dev.need("making .venv", "false"))
    assert dev.main() == 1
    assert capsys.readouterr().out == "dev: making .venv failed (exit code 1)\n"


def test_libraries_to_compare_with_are_fetched_once_into_a_folder_of_their_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran = _machine(monkeypatch, set(), user=0)
    monkeypatch.setattr(dev, "PEERS", tmp_path / "bench")
    for parts in ([], ["peers"], ["s", "integer"]):
        assert dev.command_bench(parts) == 0
    fetched = [command for command in ran if "install" in command]
    assert len(fetched) == 1
    assert fetched[0][-2:] == ("--target", str(tmp_path / "bench"))
    assert "--require-hashes" in fetched[0]


def test_a_part_of_the_benchmark_that_compares_with_nothing_fetches_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran = _machine(monkeypatch, set(), user=0)
    monkeypatch.setattr(dev, "PEERS", tmp_path / "bench")
    assert dev.command_bench(["s", "memory"]) == 0
    assert [command[1:] for command in ran] == [("-m", "tests.bench", "s", "memory")]
