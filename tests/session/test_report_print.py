"""What of the plan workbook prints, and what its pages say."""

import re
import subprocess
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from desktop.engine.goals import optimise
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.records import Mix
from desktop.session import jobs
from desktop.session.report import sheets
from desktop.store import sheets as cells
from desktop.store import workbook_out
from desktop.store.sheets import Sheet
from tests.session.test_report import bent


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[Sheet, ...], Workbook]:
    """The sheets of a plan, and the workbook as it is read back."""
    found, path = sheets(bent(), bent()[0]), tmp_path_factory.mktemp("print") / "plan.xlsx"
    workbook_out.write(path, found, "Tiny")
    return found, load_workbook(path)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, Path]:
    """The first mix of the sample, and its workbook."""
    project = jobs.new_project(sample=True)
    plan = optimise(project, next(mix.id for mix in project.all(Mix)), "", Silent())
    path = tmp_path_factory.mktemp("sample") / "plan.xlsx"
    workbook_out.write(path, sheets([plan], plan), "Sample")
    return plan, path


def test_only_the_header_of_the_last_table_of_a_sheet_repeats(made: tuple[tuple[Sheet, ...], Workbook]) -> None:
    for sheet in made[0]:
        row = cells.top(sheet.blocks, len(sheet.blocks) - 1) - 1
        assert made[1][sheet.name].print_title_rows in {f"${row}:${row}", None}, sheet.name
    assert made[1]["Orders"].print_title_rows == "$4:$4"
    assert made[1]["Cover"].print_title_rows is None


def test_months_print_as_sums_and_the_first_twelve(made: tuple[tuple[Sheet, ...], Workbook]) -> None:
    for sheet in made[0]:
        months = [
            head for block in sheet.blocks for head in block.columns[: sheet.printed] if type(head.header) is Month
        ]
        assert len(months) <= 12 * len(sheet.blocks), sheet.name


def test_a_chart_below_its_figures_prints_on_one_page_with_them(made: tuple[tuple[Sheet, ...], Workbook]) -> None:
    charted = [sheet for sheet in made[0] if any(not isinstance(chart.place, str) for chart in sheet.charts)]
    assert {sheet.name for sheet in charted} == {"Summary", "Cash", "Cost by month"}
    for sheet in charted:
        page = made[1][sheet.name].page_setup
        assert (page.fitToWidth, page.fitToHeight) == (None, None), sheet.name  # one page is what a file need not say


def test_the_cover_tells_what_of_every_sheet_prints(made: tuple[tuple[Sheet, ...], Workbook]) -> None:
    cover, *others = made[0]
    told = {getattr(row[0], "text", ""): row[2] for row in cover.blocks[1].rows}
    assert told.keys() == {sheet.name for sheet in others}
    assert (told["Summary"], told["Prices"], told["Cash"]) == ("All", "Fiscal years", "Fiscal years")
    assert str(told["Assumptions"]).startswith("First ")


def test_every_page_says_of_which_day_the_plan_is_and_whether_it_is_verified(
    made: tuple[tuple[Sheet, ...], Workbook],
) -> None:
    for sheet in made[0]:
        above, below = made[1][sheet.name].oddHeader, made[1][sheet.name].oddFooter
        assert above is not None
        assert below is not None
        assert above.left.text == sheet.title
        assert (below.left.text, below.right.text) == (sheet.footer, "&P / &N")
    assert made[0][0].footer.startswith("Plan of ")
    assert made[0][0].footer.endswith("Verified by a second computation.")


def test_what_others_are_computed_from_is_folded_away_in_stock(made: tuple[tuple[Sheet, ...], Workbook]) -> None:
    page = made[1]["Stock and cover"]
    hidden = {page.cell(row, 3).value for row, look in page.row_dimensions.items() if look.hidden}
    assert {"Needed so far", "Lasts to the end of month"} <= hidden
    assert hidden.isdisjoint({"Closing stock", "Days of cover", "Opening stock"})


def test_stock_prints_half_a_year_on_each_page_so_that_it_can_be_read(sample: tuple[Plan, Path]) -> None:
    page = load_workbook(sample[1])["Stock and cover"]
    assert [each.id for each in page.col_breaks.brk] == [11, 17]
    assert (page.page_setup.scale or 0) > 50


def test_a_plan_of_the_sample_takes_no_more_paper_than_somebody_leafs_through(sample: tuple[Plan, Path]) -> None:
    folder = sample[1].parent
    command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), str(sample[1])], check=True, capture_output=True, timeout=300)
    found = sample[1].with_suffix(".pdf").read_bytes()
    # Where the font is not at hand, letters are wider and some sheets take pages beside each other.
    assert 40 < len(re.findall(rb"/Type\s*/Page\b", found)) <= 75
