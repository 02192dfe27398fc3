"""A project's tables go out as a workbook that people can fill and that gives the same project back."""

from __future__ import annotations

import datetime as dt
import math
import shutil
import subprocess
import tempfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings

from desktop.model.errors import FileFault
from desktop.model.months import Month
from desktop.model.progress import Cancelled, Silent
from desktop.model.project import Project
from desktop.model.records import TABLES, Event, Evidence, Item, Mix, Offer, Price, Regime, Rule, Scenario, Target
from desktop.store import tables_guide, tables_in, tables_out
from desktop.text import messages
from tests import strategies
from tests.tiny import FIRST, MONTHS, tiny_project

NASTY = (
    "=1+1",
    "=cmd|'/c calc'!A1",
    "{=1+1}",
    "@x",
    "+1",
    "-1",
    "'quoted'",
    "'",
    '"',
    "007",
    "1e5",
    "TRUE",
    "#N/A",
    "http://x.y",
    "mailto:a@b",
    " spaced ",
    "two\nlines\tand\r\nmore",
    "_x000D_",
    "_x005F_x000D_ x005F_",
    "a_x000d_x000d_x000d_",
    "\x00\x07",
    "<r>bold</r>",
    "<r>_x000D_</r>",
    "<r></r>",
    "a & b < c",
    "दुर्लभ 😀",
    "2027-01-01",
    "None",
    "n" * 2_000,
)


def kept(project: Project, folder: Path) -> dict[str, object]:
    """The content after a way out and back."""
    path = folder / "tables.xlsx"
    tables_out.write(project, path)
    return dict(tables_in.read(path).records)


def scenarios(*notes: str) -> Project:
    return tiny_project(scenarios=[Scenario(id=f"s{at}", note=note) for at, note in enumerate(notes)])


def full_project() -> Project:
    """The tiny project with every kind of field filled in somewhere."""
    return tiny_project(
        regimes=[
            Regime(
                id="A18",
                origins=("China", "Hong Kong"),
                elements=("Nd", "Pr"),
                new_files=False,
                from_date=dt.date(2025, 4, 4),
                until_date=dt.date(2028, 2, 29),
            )
        ],
        rules=[Rule(id="1", class_="licensed_chinese", limit=40.0, first_month=FIRST, last_month=Month.of(2027, 6))],
        events=[Event(scenario="base", kind="price factor", value=-1.5)],
        evidence=[Evidence(table="offers", record="JL-magnet", date=dt.date(2026, 5, 31), note="Quoted")],
    )


def test_the_tiny_project_comes_back_as_it_was(tmp_path: Path) -> None:
    assert kept(tiny_project(), tmp_path) == tiny_project().content()
    assert kept(full_project(), tmp_path) == full_project().content()


@pytest.mark.timeout(900)
def test_any_project_comes_back_as_it_was(thorough: bool) -> None:
    @settings(max_examples=500 if thorough else 30)
    @given(strategies.projects())
    def comes_back(project: Project) -> None:
        with tempfile.TemporaryDirectory() as folder:
            assert kept(project, Path(folder)) == project.content()

    comes_back()


def test_a_guide_comes_first_with_examples_and_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "tables.xlsx"
    tables_out.write(tiny_project(), path, tables_guide.examples_of(tiny_project()))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Guide", *(table.title for table in TABLES)]
    note = book["Offers"]["A1"].comment
    assert note is not None
    assert note.text == "Short name that other tables use. Example: IREL-magnet"
    read = tables_in.read(path)
    assert (read.records, read.problems) == (tiny_project().content(), ())


def test_every_text_stays_the_text_it_was(tmp_path: Path) -> None:
    project = scenarios(*NASTY)
    assert kept(project, tmp_path) == project.content()


def test_no_text_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    tables_out.write(scenarios(*NASTY), tmp_path / "tables.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "tables.xlsx")["Scenarios"]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None} == {"s"}
    assert [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink] == []


def test_characters_that_no_workbook_holds_are_marked(tmp_path: Path) -> None:
    scenario = kept(scenarios("a\ud800b\ufffec\uffff", "<r>\x01</r>"), tmp_path)["scenarios"]
    assert scenario == (Scenario(id="s0", note="a�b�c�"), Scenario(id="s1", note="<r>�</r>"))


@pytest.mark.parametrize("number", [0.1 + 0.2, 1 / 3, math.pi * 1e-9, 12345678901234.567, 5e-324, 1e300, 2.0**53 - 1])
def test_numbers_keep_every_digit(tmp_path: Path, number: float) -> None:
    prices = [Price(offer="JL-magnet", from_month=FIRST, value=number)]
    assert kept(tiny_project(prices=prices), tmp_path)["prices"] == tuple(prices)


@pytest.mark.parametrize("colour", ["", "#0072B2"])
def test_an_empty_text_is_not_taken_for_its_default(tmp_path: Path, colour: str) -> None:
    mixes = (Mix(id="least", colour=colour),)
    assert kept(tiny_project(mixes=mixes), tmp_path)["mixes"] == mixes


def test_no_limit_is_told_from_a_limit_of_zero(tmp_path: Path) -> None:
    items = (Item(id="a", storage_limit=None), Item(id="b", storage_limit=0.0))
    assert kept(tiny_project(items=items), tmp_path)["items"] == items


@pytest.mark.parametrize("year", [1, 1899, 1900, 1901, 9999])
def test_days_and_months_of_any_year_come_back(tmp_path: Path, year: int) -> None:
    rows = (Evidence(table="t", record="r", date=dt.date(year, 1, 1)),)
    offers = (Offer(id="o", first_month=Month.of(year, 1)),)
    found = kept(tiny_project(evidence=rows, offers=offers), tmp_path)
    assert (found["evidence"], found["offers"]) == (rows, offers)


def test_a_record_without_any_entry_leaves_no_trace(tmp_path: Path) -> None:
    assert kept(tiny_project(scenarios=[Scenario(), Scenario(id="x")]), tmp_path)["scenarios"] == (Scenario(id="x"),)


def test_a_number_that_is_none_is_written_as_the_word_it_is(tmp_path: Path) -> None:
    tables_out.write(tiny_project(prices=[Price(offer="x", value=math.nan)]), tmp_path / "tables.xlsx")
    assert openpyxl.load_workbook(tmp_path / "tables.xlsx")["Prices"]["C2"].value == "nan"


def test_sheets_stand_in_the_order_of_the_tables_with_units_and_help(tmp_path: Path) -> None:
    tables_out.write(full_project(), tmp_path / "tables.xlsx")
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx")
    assert book.sheetnames == [table.title for table in TABLES]
    for table in TABLES:
        sheet = book[table.title]
        header = sheet[1]
        assert [cell.value for cell in header] == [field.header for field in table.fields]
        assert [cell.comment.text for cell in header if cell.comment] == [field.help for field in table.fields]
        assert all(cell.font.bold for cell in header)
        assert sheet.freeze_panes == "A2"
    assert book["Offers"]["D1"].value == "Price (currency/unit)"
    assert book["Offers"].auto_filter.ref == "A1:Y3"
    assert book["Pins"].auto_filter.ref == "A1:I2"


def test_values_are_shown_as_people_write_them(tmp_path: Path) -> None:
    tables_out.write(full_project(), tmp_path / "tables.xlsx")
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx")
    month, number, regime = book["Settings"]["B2"], book["Settings"]["C2"], book["Regimes"]
    assert (month.value, month.number_format) == (dt.datetime(2027, 1, 1), "mmm yyyy")  # noqa: DTZ001
    assert (number.value, number.data_type) == (6, "n")
    assert (regime["D2"].value, regime["N2"].value) == ("Nd, Pr", "no")
    assert (regime["G2"].value, regime["G2"].number_format) == (dt.datetime(2025, 4, 4), "dd-mm-yyyy")  # noqa: DTZ001
    assert regime["A2"].number_format == "@"


def test_choices_are_offered_in_their_cells(tmp_path: Path) -> None:
    tables_out.write(tiny_project(), tmp_path / "tables.xlsx")
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx")

    def lists(title: str) -> dict[str, str]:
        return {str(rule.sqref): rule.formula1 for rule in book[title].data_validations.dataValidation}

    assert lists("Sources") == {"D2:D1048576": '"domestic,licensed_chinese,other_foreign"'}
    assert lists("Regimes")["N2:N1048576"] == '"yes,no"'
    assert "D2:D1048576" not in lists("Regimes")
    assert lists("Mixes")["D2:D1048576"] == '"P50,P90"'
    items = len(tiny_project().tables["items"]) + 200
    assert lists("Offers")["C2:C1048576"] == f"'Items'!$A$2:$A${items + 1}"


def test_a_text_too_long_for_a_cell_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "tables.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(FileFault) as caught:
        tables_out.write(scenarios("short", "n" * 32_768), path)
    assert "sheet Scenarios, cell C3 " in messages.sentence(caught.value)
    assert [(found.name, found.read_bytes()) for found in tmp_path.iterdir()] == [("tables.xlsx", b"old")]


def test_a_file_that_cannot_be_written_is_told_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(FileFault) as caught:
        tables_out.write(tiny_project(), tmp_path / "none" / "tables.xlsx")
    assert caught.value.key == "file-no-folder"


def test_a_fault_at_the_last_step_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tables.xlsx"
    path.write_bytes(b"old")

    def refuse(_: Path, __: Path) -> None:
        raise PermissionError("open elsewhere")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(FileFault) as caught:
        tables_out.write(tiny_project(), path)
    assert caught.value.values == {"path": str(path), "reason": "open elsewhere"}
    assert [(found.name, found.read_bytes()) for found in tmp_path.iterdir()] == [("tables.xlsx", b"old")]


def test_an_older_file_gives_way(tmp_path: Path) -> None:
    path = tmp_path / "tables.xlsx"
    path.write_bytes(b"old")
    tables_out.write(tiny_project(), path)
    assert tables_in.read(path).records == tiny_project().content()
    assert [found.name for found in tmp_path.iterdir()] == ["tables.xlsx"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.timeout(300)
def test_what_libreoffice_saves_again_comes_back_as_it_was(tmp_path: Path) -> None:
    texts = [text for text in NASTY if "\r" not in text and "_x" not in text]  # which it changes by itself
    project = full_project().put("scenarios", scenarios(*texts).tables["scenarios"])
    tables_out.write(project, tmp_path / "tables.xlsx")
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    place = ["--outdir", str(tmp_path / "again"), str(tmp_path / "tables.xlsx")]
    subprocess.run([*command, "xlsx", *place], check=True, capture_output=True, timeout=240)
    assert tables_in.read(tmp_path / "again" / "tables.xlsx").records == project.content()


def test_writing_tells_how_far_it_is_and_stops_when_nobody_waits(tmp_path: Path) -> None:
    project = tiny_project(targets=[Target(item="motor", month=MONTHS[n % 6], quantity=float(n)) for n in range(2500)])
    told: list[tuple[str, float]] = []

    class Impatient(Silent):
        def report(self, step: str, share: float) -> None:
            told.append((step, share))
            if len(told) == 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        tables_out.write(project, tmp_path / "tables.xlsx", None, Impatient())
    assert [step for step, _ in told] == ["step-write", "step-write"]
    assert 0 < told[0][1] < told[1][1] <= 1
    assert list(tmp_path.iterdir()) == []
