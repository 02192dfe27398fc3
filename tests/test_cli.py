"""The command line as scripts see it: what it prints, its exit codes, and its files."""

import json
from pathlib import Path

import attrs
import openpyxl
import pytest

from desktop import cli
from desktop.model.months import Month
from desktop.model.records import Offer, Target
from desktop.session import jobs
from tests.session import searches
from tests.tiny import FIRST, tiny_project, tiny_rows


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
    assert capsys.readouterr().out == "No problems found\n"


@pytest.mark.parametrize(
    ("quantity", "unused", "counted"),
    [
        (1, ["IREL-magnet"], "1 note, no errors"),
        (1, ["IREL-magnet", "JL-magnet"], "3 notes, no errors"),
        (-1, [], "1 error, no notes"),
        (-1, ["IREL-magnet", "JL-magnet"], "1 error, 2 notes"),
    ],
)
def test_errors_and_notes_are_counted_in_plain_grammar(
    quantity: float, unused: list[str], counted: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "some.dhatu"
    late = Month.of(2099, 1)
    targets = [Target(item="motor", month=FIRST, quantity=quantity)]
    rows = tiny_project().all(Offer)
    shown = [attrs.evolve(row, first_month=late) if row.id in unused else row for row in rows]
    jobs.save_project(tiny_project(offers=shown, targets=targets), path)
    cli.main(["check", str(path)])
    assert capsys.readouterr().out.splitlines()[-1] == counted


def test_plan_prints_a_screen_or_json(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["plan", file]) == cli.DONE
    assert "Tiny: Least cost, As entered" in capsys.readouterr().out
    assert cli.main(["plan", file, "--mix", "slow FILES", "--scenario", "base", "--json"]) == cli.DONE
    found = json.loads(capsys.readouterr().out)
    assert (found["mix"], found["scenario"], found["status"], found["verified"]) == ("slow", "base", "met", True)


def test_lots_are_kept_unless_the_quick_answer_is_wanted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "lots.dhatu"
    jobs.save_project(tiny_project(offers=tiny_rows("offers", "JL-magnet", lot_size=25.0)), path)
    answers = []
    for words in (["plan", "--seconds", "30", "--json"], ["plan", "--continuous", "--json"], ["compare", "--json"]):
        assert cli.main([words[0], str(path), *words[1:]]) == cli.DONE
        found = json.loads(capsys.readouterr().out)
        answers.append([plan["answer"] for plan in (found if isinstance(found, list) else [found])])
    assert answers == [["whole"], ["continuous"], ["whole", "whole"]]


@pytest.mark.parametrize("word", ["0", "-5", "soon", "nan", "inf"])
def test_a_time_limit_is_a_number_of_seconds(word: str, file: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["plan", file, "--seconds", word])
    assert stopped.value.code == cli.WRONG
    assert "a number of seconds above 0" in capsys.readouterr().err


@pytest.mark.stray_logs
def test_a_solver_that_dies_is_told_of_beside_what_it_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lots.dhatu"
    jobs.save_project(tiny_project(offers=tiny_rows("offers", "JL-magnet", lot_size=25.0)), path)
    monkeypatch.setattr("desktop.session.whole.search", searches.die_on_the_way)
    assert cli.main(["plan", str(path), "--json"]) == cli.PROBLEMS
    told = capsys.readouterr()
    assert json.loads(told.out)["answer"] == "whole"
    assert told.err.startswith("The solver ended by a fault of its own (code 9).")


def test_new_projects_have_their_ending_and_a_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "a.xlsx"
    other.write_bytes(b"precious")
    assert cli.main(["new", str(other), "--force"]) == cli.WRONG
    assert "project files end in .dhatu" in capsys.readouterr().err
    assert other.read_bytes() == b"precious"
    with pytest.raises(SystemExit) as stopped:
        cli.main(["new", ""])
    assert stopped.value.code == cli.WRONG
    assert "the name of the file is empty" in capsys.readouterr().err


def test_a_folder_and_a_place_that_is_not_there_are_told_in_sentences(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", str(tmp_path)]) == cli.PROBLEMS
    assert capsys.readouterr().err == f"{tmp_path} is a folder. Name a file in it.\n"
    assert cli.main(["new", str(tmp_path / "none" / "a.dhatu")]) == cli.PROBLEMS
    told = capsys.readouterr().err
    assert "could not be saved (there is no such folder)" in told
    assert "Errno" not in told


def test_pictures_that_nobody_can_draw_are_refused_and_not_forgotten(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["plan", file, "--charts", str(tmp_path / "charts")]) == cli.WRONG
    assert "Pictures cannot be drawn here" in capsys.readouterr().err


def test_a_workbook_with_errors_changes_nothing_and_tells_the_cells(
    file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, before = tmp_path / "inputs.xlsx", Path(file).read_bytes()
    jobs.export_tables(tiny_project(offers=[Offer(id="x", source="nobody", item="magnet")]), book)
    assert cli.main(["import", file, str(book)]) == cli.PROBLEMS
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith(f"{book} was not brought in: there is 1 problem.")
    assert told[1] == "Sheet Offers, cell B2: 'nobody' is not in the table Sources; choose another, or add it there"
    assert Path(file).read_bytes() == before
    fresh = tmp_path / "fresh.dhatu"
    assert cli.main(["import", str(fresh), str(book)]) == cli.PROBLEMS
    assert not fresh.exists()


def test_import_makes_projects_only_under_their_ending_and_out_of_no_other_file(file: str, tmp_path: Path) -> None:
    book, stranger = tmp_path / "inputs.xlsx", tmp_path / "stranger.dhatu"
    jobs.export_tables(tiny_project(), book)
    assert cli.main(["import", str(tmp_path / "new.txt"), str(book)]) == cli.WRONG
    stranger.write_text("no project")
    assert cli.main(["import", str(stranger), str(book)]) == cli.PROBLEMS
    assert stranger.read_text() == "no project"


def test_errors_that_an_import_leaves_in_other_tables_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, book = tmp_path / "bad.dhatu", tmp_path / "inputs.xlsx"
    jobs.save_project(tiny_project(targets=[Target(item="motor", month=FIRST, quantity=-1.0)]), path)
    jobs.export_tables(tiny_project(), book)
    sheets = openpyxl.load_workbook(book)
    del sheets["Targets"]
    sheets.save(book)
    assert cli.main(["import", str(path), str(book)]) == cli.DONE
    assert "The project has 1 error, no notes" in capsys.readouterr().out


def test_what_is_worth_a_look_after_an_import_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A price that was left blank is nothing, and is noted as that."""
    path, book = tmp_path / "new.dhatu", tmp_path / "inputs.xlsx"
    jobs.export_tables(tiny_project(offers=tiny_rows("offers", price=0.0)), book)
    assert cli.main(["import", str(path), str(book)]) == cli.DONE
    assert "The project has 2 notes, no errors" in capsys.readouterr().out


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


def test_scenarios_are_compared_with_the_project_as_it_was_entered(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["compare", file, "--mixes", "least", "--scenarios", "", "base"]) == cli.DONE
    said = capsys.readouterr().out
    assert "Least cost / As entered" in said
    assert "Least cost / As planned" in said


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


def test_help_shows_examples(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--help"], ["plan", "--help"]):
        with pytest.raises(SystemExit) as stopped:
            cli.main(words)
        assert stopped.value.code == cli.DONE
        assert "dhatu plan magnets.dhatu" in capsys.readouterr().out
