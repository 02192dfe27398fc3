import re
import warnings
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.model.months import Month
from desktop.store.sheets import Block, Chart, Column, Series, Sheet
from desktop.store.workbook_out import write

JANUARY, FEBRUARY = Month.of(2027, 1), Month.of(2027, 2)


def _drawn(tmp_path: Path, block: Block, *charts: Chart) -> list[str]:
    """The charts of a workbook with one sheet, as the file has them."""
    path = tmp_path / "plan.xlsx"
    write(path, [Sheet("Orders", "Orders of the plan", "Least cost", (block,), charts=charts)])
    return _parts(path, "xl/charts/chart")


def _parts(path: Path, folder: str) -> list[str]:
    with zipfile.ZipFile(path) as book:
        return [book.read(name).decode() for name in book.namelist() if name.startswith(folder)]


SUPPLY = Block(
    (Column("Month", "month"), Column("Domestic (kg)", "quantity"), Column("Needed (kg)", "quantity")),
    ((JANUARY, 10.0, 12.0), (FEBRUARY, 11.0, 12.0)),
)
STACK = Chart(
    "Supply against need",
    "Month of arrival",
    "kg contained",
    0,
    (Series("Domestic", 1, "#009E73"), Series("Needed", 2, "#1F2933", line=True)),
)


def test_a_stack_with_a_line_is_drawn_over_the_months(tmp_path: Path) -> None:
    (drawn,) = _drawn(tmp_path, SUPPLY, STACK)
    assert '<c:grouping val="stacked"/>' in drawn
    assert "<c:lineChart>" in drawn
    assert '<c:numFmt formatCode="mmm-yy"' in drawn
    # Months as dates of an axis come back from other programs as text that is said to be numbers.
    assert "<c:dateAx>" not in drawn
    assert re.findall(r"<c:f>([^<]*)</c:f>", drawn) == [
        "Orders!$A$5:$A$6",
        "Orders!$B$5:$B$6",
        "Orders!$A$5:$A$6",
        "Orders!$C$5:$C$6",
    ]
    assert [text in drawn for text in ("Supply against need", "Month of arrival", "kg contained")] == [True] * 3
    assert re.findall('srgbClr val="(009E73|1F2933)"', drawn).count("009E73") == 1


def test_columns_side_by_side_have_no_legend_when_there_is_one(tmp_path: Path) -> None:
    block = Block((Column("Mix"), Column("Cost (INR)", "inr")), (("Least", 1.0), ("Slow", 2.0)))
    chart = Chart("Cost", "Mix", "INR", 0, (Series("Cost", 1, "#0072B2"),), stacked=False, place="below")
    (drawn,) = _drawn(tmp_path, block, chart)
    assert '<c:grouping val="clustered"/>' in drawn
    assert [name in drawn for name in ("<c:lineChart>", "<c:dateAx>", "<c:legend>")] == [False] * 3
    (anchor,) = _parts(tmp_path / "plan.xlsx", "xl/drawings/drawing")
    # Below: header in row 4, values to 6, gap 7, so that it starts in row 8 of the first column.
    assert "<xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>7</xdr:row>" in anchor


@pytest.mark.parametrize(
    ("largest", "code"),
    [
        (2.0, r"[>=9999999.5]##\,##\,##\,##0;[>=99999.5]##\,##\,##0;#,##0"),
        (2e9, r"[>=999999999.5]##\,##\,##\,##\,##0;[>=9999999.5]##\,##\,##\,##0;#,##0"),
    ],
)
def test_an_axis_of_rupees_is_grouped_as_its_largest_value_needs(tmp_path: Path, largest: float, code: str) -> None:
    block = Block((Column("Mix"), Column("Cost (INR)", "inr")), (("Least", 1.0), ("Slow", largest)))
    chart = Chart("Cost", "Mix", "INR", 0, (Series("Cost", 1, "#0072B2"),), stacked=False)
    (drawn,) = _drawn(tmp_path, block, chart)
    assert re.findall(r'<c:numFmt formatCode="([^"]*)"', drawn)[-1].replace("&gt;", ">") == code


def test_no_chart_is_drawn_of_no_rows(tmp_path: Path) -> None:
    assert _drawn(tmp_path, Block(SUPPLY.columns, ()), STACK) == []


def _anchors(tmp_path: Path) -> list[tuple[int, int]]:
    """Column and row, counted from 0, where each chart of the workbook begins."""
    (drawing,) = _parts(tmp_path / "plan.xlsx", "xl/drawings/drawing")
    found = re.findall(r"<xdr:from><xdr:col>(\d+)</xdr:col>.*?<xdr:row>(\d+)</xdr:row>", drawing)
    return [(int(column), int(row)) for column, row in found]


def test_a_chart_beside_a_table_stays_clear_of_the_header_that_prints_on_every_page(tmp_path: Path) -> None:
    _drawn(tmp_path, SUPPLY, STACK)
    # The header is row 3, columns A to C and a gap before.
    assert _anchors(tmp_path) == [(4, 4)]


def test_charts_below_stand_two_abreast(tmp_path: Path) -> None:
    block = Block((Column("Mix"), Column("On time (%)", "share")), (("Least", 0.9), ("Slow", 1.0)))
    chart = Chart("Targets", "Mix", "Share", 0, (Series("On time", 1, "#0072B2"),), stacked=False, place="below")
    drawn = _drawn(tmp_path, block, chart, chart, chart)
    (_, first), (across, second), (_, third) = _anchors(tmp_path)
    assert (first, second, third) == (7, 7, 22)
    assert across > 0
    # Shares go from nothing to all.
    assert [('<c:max val="1"/>' in each, '<c:min val="0"/>' in each) for each in drawn] == [(True, True)] * 3


def test_a_chart_over_a_later_block_draws_its_cells(tmp_path: Path) -> None:
    first = Block((Column("Mix"), Column("Cost (INR)", "inr")), (("Least", 1.0),))
    later = Block((Column("Mix"), Column("Domestic (%)", "share")), (("Least", 0.9),), heading="Shares")
    chart = Chart("Shares", "Mix", "Share", 0, (Series("Domestic", 1, "#0072B2"),), place="below", block=1)
    write(tmp_path / "plan.xlsx", [Sheet("Plans", "Plans", "", (first, later), charts=(chart,), table=False)])
    (drawn,) = _parts(tmp_path / "plan.xlsx", "xl/charts/chart")
    # Header in row 4, value in 5, gap, heading in 7, header in 8.
    assert re.findall(r"<c:f>([^<]*)</c:f>", drawn) == ["Plans!$A$9", "Plans!$B$9"]


def test_charts_are_read_back_without_a_warning(tmp_path: Path) -> None:
    _drawn(tmp_path, SUPPLY, STACK)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = load_workbook(tmp_path / "plan.xlsx")
    assert len(getattr(book["Orders"], "_charts", ())) == 1
