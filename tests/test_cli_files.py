"""What the command line writes: workbooks, pictures and CSV files, never over the project or another kind of file."""

import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from desktop import cli
from desktop.model.plan import Plan
from desktop.session import jobs
from tests.tiny import tiny_project


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
