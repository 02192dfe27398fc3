"""The workbook without formulas beside the live one: the same sheets, figures and formats, and nothing to change."""

import math
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from desktop.model.progress import Silent
from desktop.session import confirmed, intake
from desktop.session.report import sheets
from desktop.store import workbook_out
from tests.session.test_report import bent

READ_ME, FOLLOWED = "How to read it", "Formulas follow"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The live workbook of a plan, and the one without formulas."""
    folder, plans = tmp_path_factory.mktemp("values"), bent()
    for live in (True, False):
        book = sheets(plans, plans[0], live=live)
        workbook_out.write(folder / f"{live}.xlsx", book, "Tiny", live=live)
    return folder / "True.xlsx", folder / "False.xlsx"


def test_every_cell_holds_what_its_formula_shows_and_looks_alike(files: tuple[Path, Path]) -> None:
    shown, still, texts = load_workbook(files[0], data_only=True), load_workbook(files[1]), load_workbook(files[0])
    assert still.sheetnames == shown.sheetnames
    live = 0
    for page in shown.worksheets:
        other, formulas = still[page.title], texts[page.title]
        assert other.dimensions == page.dimensions
        for line in page.iter_rows():
            for cell in line:
                told = (page.title, line[0].value) == ("Cover", READ_ME) or cell.value == FOLLOWED
                same = other[cell.coordinate]
                live += formulas[cell.coordinate].data_type == "f"
                assert same.data_type != "f"
                assert same.number_format == cell.number_format, (page.title, cell.coordinate)
                assert told or _alike(same.value, cell.value), (page.title, cell.coordinate)
    assert live > 500


def test_it_tells_that_nothing_follows_and_asks_for_nothing_that_nothing_follows(files: tuple[Path, Path]) -> None:
    live, still = (load_workbook(path) for path in files)
    assert _read_me(live).startswith("Change a blue figure on Assumptions")
    assert _read_me(still).startswith("This workbook holds figures without formulas")
    assert [len(book["Compare"].data_validations.dataValidation) for book in (live, still)] == [1, 0]
    assert len(still["Act now"].data_validations.dataValidation) == 1


def test_orders_are_confirmed_on_it_too(files: tuple[Path, Path], tmp_path: Path) -> None:
    book, path = load_workbook(files[1]), tmp_path / "confirmed.xlsx"
    page = book["Orders"]
    place = next(at for at, cell in enumerate(page[4], 1) if str(cell.value).startswith("Confirmed quantity"))
    page.cell(5, place).value = 42.0
    book.save(path)
    found = intake.look(path, Silent())
    assert confirmed.is_plan(found)
    assert confirmed.read(found, path, bent()[0].project).orders == 1


def _alike(one: object, other: object) -> bool:
    """Whether two cells hold the same: numbers to the 16 digits that are written of those without a formula."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-15)
    return (one or None) == (other or None)


def _read_me(book: Workbook) -> str:
    page = book["Cover"]
    return next(str(line[1].value) for line in page.iter_rows() if line[0].value == READ_ME)
