"""A share that a workbook shows as 7.5 % comes in as 7.5 %, whatever its header says."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from desktop.model.progress import Silent
from desktop.model.records import Offer
from desktop.session import intake
from desktop.session.importing import columns as columns_of
from desktop.session.importing import guessing
from desktop.session.importing.draft import draft
from desktop.session.importing.layout import Header
from desktop.session.importing.outcome import outcome
from desktop.session.importing.scoring import Known
from desktop.text.entry import Share
from tests.session.importing.bringing import PROJECT, after


def brought(path: Path) -> tuple[Offer, ...]:
    """The offers that a workbook brings, read from the file as the wizard does."""
    book = intake.look(path, Silent())
    sheet = book.sheets[0]
    header = columns_of.guess_header(sheet.first)
    layout, _ = guessing.guess(columns_of.columns(sheet.first, header), header, Known.of(PROJECT))
    result = outcome(draft(PROJECT, layout, book.lines(sheet.title), sheet.rows, Silent()), Silent())
    assert not [fault.key for line in result.draft.lines for fault in line.faults]
    return after(result).all(Offer)[-len(result.draft.lines) :]


@pytest.mark.parametrize("header", ["Customs duty", "Customs duty (%)", "Customs duty %"])
@pytest.mark.parametrize(
    ("shown", "meant"),
    [((0.075, 0.18), (7.5, 18.0)), ((0.6, 1.0), (60.0, 100.0)), ((0.0, 1.1), (0.0, 110.0)), ((0.001,) * 2, (0.1,) * 2)],
)
def test_cells_shown_as_percentages_are_what_they_show(
    tmp_path: Path, header: str, shown: tuple[float, float], meant: tuple[float, float]
) -> None:
    path = tmp_path / "duties.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, share = book.add_worksheet(), book.add_format({"num_format": "0.0%"})
        sheet.write_row(0, 0, ["Supplier", "Material", "Price (USD/kg)", header])
        for row, number in enumerate(shown, start=1):
            sheet.write_row(row, 0, [f"{['Alpha', 'Bravo'][row - 1]} Works", "NdPr oxide", 98])
            sheet.write_number(row, 3, number, share)
    assert tuple(offer.customs_duty for offer in brought(path)) == meant


def test_a_column_of_percentages_beside_plain_numbers_reads_each_as_it_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "duties.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, share = book.add_worksheet(), book.add_format({"num_format": "0%"})
        sheet.write_row(0, 0, ["Supplier", "Material", "Price (USD/kg)", "IGST (%)"])
        sheet.write_row(1, 0, ["Alpha Works", "NdPr oxide", 98])
        sheet.write_number(1, 3, 0.18, share)
        sheet.write_row(2, 0, ["Bravo Works", "NdPr oxide", 98, 12])
    assert [offer.igst for offer in brought(path)] == [18.0, 12.0]


def test_a_percentage_reads_as_its_file_shows_it() -> None:
    rows = columns_of.columns([[intake.Cell(1, 1, "IGST")], [intake.Cell(2, 1, Share(0.07))]], Header(1, 1))
    assert rows[0].samples == ("7%",)
