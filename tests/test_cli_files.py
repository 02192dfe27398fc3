"""What the command line writes: workbooks, pictures and CSV files, never over the project or another kind of file."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import pytest

from desktop import cli
from desktop.model.errors import FileFault
from desktop.model.plan import Plan
from desktop.model.records import Mix
from desktop.session import documents, jobs
from desktop.store import backups
from tests.store.test_layout import make_old
from tests.tiny import tiny_project, tiny_rows


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "tiny.dhatu"
    jobs.save_project(tiny_project(), path)
    return str(path)


def test_plan_writes_a_workbook_and_pictures(file: str, tmp_path: Path) -> None:
    drawn: list[Path] = []

    def draw(plans: Sequence[Plan], folder: Path) -> None:
        drawn.append(folder)

    book, folder = tmp_path / "plan.xlsx", tmp_path / "charts"
    assert cli.main(["plan", file, "--xlsx", str(book), "--charts", str(folder)], draw) == cli.DONE
    assert book.is_file()
    assert drawn == [folder]


@pytest.mark.parametrize("command", ["plan", "compare"])
def test_a_workbook_is_written_without_formulas_where_figures_alone_are_wanted(
    command: str, file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "plan.xlsx"
    assert cli.main([command, file, "--continuous", "--xlsx", str(book), "--values"]) == cli.DONE
    with zipfile.ZipFile(book) as parts:
        cells = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert [cell for cell in cells if b"<f>" in cell] == []
    capsys.readouterr()
    assert cli.main([command, file, "--values"]) == cli.WRONG
    assert "Add --xlsx OUT." in capsys.readouterr().err


@pytest.mark.parametrize("command", ["plan", "compare"])
def test_every_table_of_plans_goes_into_a_zip_of_csv_files(command: str, file: str, tmp_path: Path) -> None:
    target = tmp_path / "tables.zip"
    assert cli.main([command, file, "--csv", str(target)]) == cli.DONE
    with zipfile.ZipFile(target) as tables, tables.open("orders.csv") as orders:
        assert tables.testzip() is None
        assert len(orders.read().decode("utf-8-sig").splitlines()) > 1


def test_no_zip_takes_the_place_of_the_project_or_of_another_kind_of_file(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path(file).read_bytes()
    assert cli.main(["plan", file, "--csv", file]) == cli.WRONG
    assert "it is the project's own file" in capsys.readouterr().err
    assert cli.main(["plan", file, "--csv", str(tmp_path / "tables.csv")]) == cli.WRONG
    assert "ends in .zip" in capsys.readouterr().err
    assert Path(file).read_bytes() == before
    assert not (tmp_path / "tables.csv").exists()


def test_compare_prints_a_table_or_json_and_writes_a_workbook(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["compare", file, "--xlsx", str(tmp_path / "c.xlsx")]) == cli.DONE
    assert (tmp_path / "c.xlsx").is_file()
    assert "Slow files" in capsys.readouterr().out
    assert cli.main(["compare", file, "--mixes", "least", "--scenarios", "base", "--json"]) == cli.DONE
    assert [plan["mix"] for plan in json.loads(capsys.readouterr().out)] == ["least"]


def test_inputs_go_out_and_in_again(file: str, tmp_path: Path) -> None:
    book, copy = str(tmp_path / "inputs.xlsx"), str(tmp_path / "copy.dhatu")
    assert cli.main(["export", file, book]) == cli.DONE
    assert cli.main(["import", copy, book]) == cli.DONE
    assert jobs.open_project(Path(copy)).content() == tiny_project().content()
    assert cli.main(["import", copy, book]) == cli.DONE


@pytest.mark.parametrize("words", [["export", "{file}"], ["plan", "{file}", "--xlsx"], ["compare", "{file}", "--xlsx"]])
def test_no_workbook_takes_the_place_of_the_project_or_of_another_kind_of_file(
    words: list[str], file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words, before = [word.format(file=file) for word in words], Path(file).read_bytes()
    other = Path(file).with_name("notes.txt")
    assert cli.main([*words, file]) == cli.WRONG
    assert "it is the project's own file" in capsys.readouterr().err
    assert cli.main([*words, str(other)]) == cli.WRONG
    assert "workbooks end in .xlsx" in capsys.readouterr().err
    assert Path(file).read_bytes() == before
    assert not other.exists()


@pytest.mark.parametrize("words", [["import", "{file}", "{book}"], ["new", "{file}", "--force"]])
def test_a_project_that_somebody_has_open_is_left_alone(
    words: list[str], file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "inputs.xlsx"
    jobs.export_tables(tiny_project(items=tiny_rows("items", "magnet", holding_cost=11.0)), book)
    words = [word.format(file=file, book=book) for word in words]
    with documents.held(Path(file)):
        assert cli.main(words) == cli.PROBLEMS
    assert "is open by" in capsys.readouterr().err
    assert jobs.open_project(Path(file)).content() == tiny_project().content()
    assert cli.main(words) == cli.DONE
    (backup,) = documents.backups_found()
    assert jobs.open_project(backup.path).content() == tiny_project().content()
    assert not list(tmp_path.glob(".*"))


@pytest.mark.stray_logs
@pytest.mark.parametrize("words", [["import", "{file}", "{book}"], ["new", "{file}", "--force"]])
def test_what_was_kept_of_an_old_file_and_that_no_backup_could_be_made_is_told(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    old, book = make_old(tmp_path / "old.dhatu", 2), tmp_path / "inputs.xlsx"
    jobs.export_tables(tiny_project(), book)
    words = [word.format(file=old, book=book) for word in words]
    assert cli.main(words) == cli.DONE
    assert "put beside it as old (format 2).dhatu" in capsys.readouterr().err
    assert cli.main(words) == cli.DONE
    assert capsys.readouterr().err == ""

    def full(*_: object) -> None:
        raise FileFault("backup-not-made", path=str(old))

    monkeypatch.setattr(backups, "back_up", full)
    assert cli.main(words) == cli.DONE
    assert "No backup of the version before could be made" in capsys.readouterr().err


def test_a_folder_for_pictures_that_cannot_be_is_told_before_anything_is_planned(
    file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(jobs, "open_project", lambda _: pytest.fail("is planned"))
    (tmp_path / "notes.txt").touch()
    for folder in (tmp_path / "notes.txt", tmp_path / "notes.txt" / "charts"):
        assert cli.main(["plan", file, "--charts", str(folder)], lambda *_: None) == cli.PROBLEMS
        assert str(folder) in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--xlsx", "--csv"])
def test_where_nothing_can_be_written_is_told_before_anything_is_planned(
    option: str, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(jobs, "open_project", lambda _: pytest.fail("is planned"))
    target = tmp_path / ("a.xlsx" if option == "--xlsx" else "a.zip")
    assert cli.main(["plan", file, option, str(tmp_path / "none" / target.name)]) == cli.PROBLEMS
    assert "there is no such folder" in capsys.readouterr().err
    target.touch()
    target.with_name(f".~lock.{target.name}#").write_text(",priya,pc-7,;")
    assert cli.main(["plan", file, option, str(target)]) == cli.PROBLEMS
    assert "priya, pc-7" in capsys.readouterr().err


@pytest.mark.parametrize(("encoding", "rupees"), [("ascii", "\\u20b9"), ("utf-8", "\u20b9")])
def test_letters_that_a_terminal_lacks_end_no_command(encoding: str, rupees: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.dhatu"
    jobs.save_project(tiny_project(mixes=[Mix(id="\u20b9", name="\u20b9")]), path)
    shown, plain = (
        printed(["plan", str(path), "--continuous", *more], stdout=subprocess.PIPE, PYTHONIOENCODING=encoding)
        for more in ([], ["--json"])
    )
    for done in (shown, plain):
        assert (done.returncode, done.stderr) == (cli.DONE, b"")
        assert rupees in done.stdout.decode(encoding)
    assert json.loads(plain.stdout)["mix"] == "\u20b9"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device is full here")
def test_what_cannot_be_printed_is_told(file: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = printed(["check", file], stdout=full)
    assert done.returncode == cli.PROBLEMS
    assert done.stderr.decode() == "What was found could not be printed (No space left on device).\n"


def printed(words: list[str], stdout: int | IO[bytes], **more: str) -> subprocess.CompletedProcess[bytes]:
    """What a command of its own prints."""
    command = [sys.executable, "-m", "desktop", *words]
    return subprocess.run(command, stdout=stdout, stderr=subprocess.PIPE, env={**os.environ, **more}, check=False)
