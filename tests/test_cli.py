"""The command line as scripts see it: what it prints, its exit codes, and its files."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from desktop import cli
from desktop.model.plan import Plan
from desktop.model.records import Offer
from desktop.session import jobs
from tests.tiny import tiny_project


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "tiny.dhatu"
    jobs.save_project(tiny_project(), path)
    return str(path)


def test_new_writes_the_sample_and_never_overwrites_by_accident(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.dhatu"
    assert cli.main(["new", str(path), "--sample"]) == cli.DONE
    assert jobs.open_project(path).settings.months == 51
    assert cli.main(["new", str(path)]) == cli.WRONG
    assert "--force" in capsys.readouterr().err
    assert cli.main(["new", str(path), "--force"]) == cli.DONE
    assert jobs.open_project(path).settings.months == 12


def test_check_tells_problems_and_answers_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.dhatu"
    jobs.save_project(tiny_project(offers=[Offer(id="x", source="nobody", item="magnet", lot_size=1.0)]), path)
    assert cli.main(["check", str(path)]) == cli.PROBLEMS
    assert "Error: Offers, x, Source: 'nobody' is not in the table Sources" in capsys.readouterr().out
    assert cli.main(["check", str(path), "--json"]) == cli.PROBLEMS
    (first, *_) = json.loads(capsys.readouterr().out)
    assert {"severity": "error", "table": "offers", "record": "x", "field": "source"}.items() <= first.items()


def test_check_of_a_sound_project_answers_with_zero(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", file]) == cli.DONE
    assert capsys.readouterr().out == "0 errors among 0 findings\n"


def test_plan_prints_a_screen_or_json(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["plan", file]) == cli.DONE
    assert "Tiny: Least cost, As entered" in capsys.readouterr().out
    assert cli.main(["plan", file, "--mix", "slow FILES", "--scenario", "base", "--json"]) == cli.DONE
    found = json.loads(capsys.readouterr().out)
    assert (found["mix"], found["scenario"], found["status"], found["verified"]) == ("slow", "base", "met", True)


def test_plan_writes_a_workbook_and_pictures(file: str, tmp_path: Path) -> None:
    drawn: list[Path] = []

    def draw(plans: Sequence[Plan], folder: Path) -> None:
        drawn.append(folder)

    book, folder = tmp_path / "plan.xlsx", tmp_path / "charts"
    assert cli.main(["plan", file, "--xlsx", str(book), "--charts", str(folder)], draw) == cli.DONE
    assert book.is_file()
    assert drawn == [folder]


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


@pytest.mark.parametrize(
    "words",
    [["plan"], ["dance", "x"], ["plan", "x", "--mux", "y"], []],
)
def test_words_that_mean_nothing_are_a_wrong_call(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(words)
    assert stopped.value.code == cli.WRONG
    assert "usage: dhatu" in capsys.readouterr().err


def test_an_unknown_mix_or_scenario_is_a_wrong_call_that_names_the_known(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["plan", file, "--mix", "cheapest"]) == cli.WRONG
    assert "There are: least, slow." in capsys.readouterr().err
    assert cli.main(["compare", file, "--scenarios", "war"]) == cli.WRONG


def test_a_project_without_a_mix_says_so(tmp_path: Path) -> None:
    path = tmp_path / "none.dhatu"
    jobs.save_project(tiny_project(mixes=[]), path)
    assert cli.main(["plan", str(path)]) == cli.WRONG
    assert cli.main(["compare", str(path)]) == cli.WRONG


def test_a_missing_file_is_told_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["plan", str(tmp_path / "no.dhatu")]) == cli.PROBLEMS
    assert capsys.readouterr().err.startswith("There is no file")


def test_a_project_with_errors_is_told_problem_by_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.dhatu"
    jobs.save_project(tiny_project(offers=[Offer(id="x", source="nobody", item="magnet")]), path)
    assert cli.main(["plan", str(path)]) == cli.PROBLEMS
    assert len(capsys.readouterr().err.splitlines()) == 2


@pytest.mark.parametrize(
    ("fault", "said"), [(KeyboardInterrupt, "Stopped."), (ZeroDivisionError, "should not have (ZeroDivisionError)")]
)
def test_the_unforeseen_is_told_without_a_traceback(
    fault: type[BaseException],
    said: str,
    file: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(_: Path) -> None:
        raise fault

    monkeypatch.setattr(jobs, "open_project", fail)
    assert cli.main(["check", file]) == cli.PROBLEMS
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told


def test_the_self_test_plans_the_sample_and_writes_its_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn: list[int] = []
    assert cli.smoke(tmp_path / "out", lambda plans, _: drawn.append(len(plans))) == cli.DONE
    assert drawn == [2]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"sample.dhatu", "plan.xlsx"}
    assert "The program is whole" in capsys.readouterr().out


def test_help_shows_examples(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--help"], ["plan", "--help"]):
        with pytest.raises(SystemExit) as stopped:
            cli.main(words)
        assert stopped.value.code == cli.DONE
        assert "dhatu plan magnets.dhatu" in capsys.readouterr().out
