import datetime as dt

import attrs
import pytest

from desktop.model.months import Month
from desktop.store import workbook_look as look
from desktop.store.sheets import Block, Cell, Chart, Column, Formula, Kind, Link, Series, Sheet

COLUMNS = (Column("Item"), Column("Cost (INR)", "inr"))


def _block(rows: int, heading: str = "", columns: tuple[Column, ...] = COLUMNS) -> Block:
    values: tuple[Cell, ...] = ("a", *[1.0] * (len(columns) - 1))
    return Block(columns, (values,) * rows, heading=heading)


def _sheet(*blocks: Block, charts: int = 0, beside: bool = False, table: bool = False) -> Sheet:
    chart = Chart("Cost", "Item", "INR", 0, (Series("Cost", 1, "#000000"),), place="right" if beside else "below")
    return Sheet("Plan", "Plan", "", blocks, charts=(chart,) * charts, table=table)


def _breaks(sheet: Sheet) -> list[int]:
    wide = look.widths(sheet.blocks)
    return look.breaks(sheet, wide, look.heights(sheet, wide))


@pytest.mark.parametrize(
    ("kind", "entry", "code"),
    [
        ("share", 0.5, "0.0%;(0.0%)"),
        ("number", 0.5, "#,##0.00;(#,##0.00)"),
        ("text", Month.of(2027, 1), "mmm-yy"),
        ("text", dt.date(2027, 1, 1), "dd-mm-yyyy"),
        ("date", Link("All", "Files"), "dd-mm-yyyy"),
        ("quantity", None, r"[>=9999999.95]##\,##\,##\,##0.0;[>=99999.95]##\,##\,##0.0;#,##0.0"),
    ],
)
def test_numbers_and_days_are_written_by_their_kind(kind: Kind, entry: Cell, code: str) -> None:
    assert look.code(kind, entry) == code


@pytest.mark.parametrize(
    ("kind", "largest", "code"),
    [
        ("share", 1.0, "0%"),
        ("number", 9000.0, "#,##0"),
        ("quantity", 50000.0, r"[>=9999999.5]##\,##\,##\,##0;[>=99999.5]##\,##\,##0;#,##0"),
        ("inr", 2e9, r"[>=999999999.5]##\,##\,##\,##\,##0;[>=9999999.5]##\,##\,##\,##0;#,##0"),
    ],
)
def test_an_axis_has_no_decimals_and_groups_as_its_largest_value_needs(kind: Kind, largest: float, code: str) -> None:
    assert look.axis_code(kind, largest) == code


def test_quantities_of_100_crore_and_below_nothing_have_conditions_and_shares_have_none() -> None:
    assert [(criteria, value) for criteria, value, _ in look.rules("quantity")] == [
        (">=", 999999999.95),
        ("<=", -999999999.95),
        ("<=", -9999999.95),
        ("<=", -99999.95),
        ("<=", -0.05),
        ("<", 0.0),
    ]
    assert look.rules("share") == []


def test_numbers_below_nothing_are_in_brackets_and_what_is_rounded_to_nothing_has_no_sign() -> None:
    codes = [code for criteria, _, code in look.rules("inr") if criteria.startswith("<")]
    assert codes == [
        r"##\,##\,##\,##\,##0;(##\,##\,##\,##\,##0)",
        r"##\,##\,##\,##0;(##\,##\,##\,##0)",
        r"##\,##\,##0;(##\,##\,##0)",
        "#,##0;(#,##0)",
        "0;0",
    ]


def test_a_column_is_as_wide_as_the_number_that_it_shows() -> None:
    columns = tuple(Column("A", kind) for kind in ("inr", "quantity", "inr", "share"))
    rows: tuple[tuple[Cell, ...], ...] = (
        (92_489_224_119.0, Formula("=A1", -1_565_125.3), float("nan"), 12345678901.0),
    )
    # 92,48,92,24,119 are 15 characters, (15,65,125.3) are 13; a tenth more for bold ones, 2.5 remain empty.
    assert look.widths([Block(columns, rows)]) == pytest.approx([19.0, 16.8, 12.0, 9.0])


def test_a_text_is_long_when_it_does_not_fit_the_widest_column() -> None:
    # 51 letters of 0.85 digits and 2.5 empty ones are 45.85, one more is 46.7: the widest column has 46.
    assert (look.is_long("x" * 51), look.is_long("x" * 52), look.is_long(52.0)) == (False, True, False)


def test_one_table_flows_from_page_to_page_without_being_told() -> None:
    assert _breaks(_sheet(_block(500), table=True)) == []


def test_blocks_that_fit_one_page_stay_on_it() -> None:
    assert _breaks(_sheet(_block(5), _block(5))) == []


def test_a_heading_goes_with_its_table_to_the_next_page() -> None:
    # Rows 3 to 23, counted from 0, are a header and 20 values, row 25 is the heading: a page takes 32 such rows.
    assert _breaks(_sheet(_block(20), _block(6, "More"))) == [25]


def test_a_long_table_is_told_every_page_where_another_follows() -> None:
    # The header has two lines. Page 1: 31 rows. Those that follow repeat the header: 30 rows, from 31 and from 61.
    assert _breaks(_sheet(_block(70), _block(5, "More"), table=True)) == [31, 61]


def test_totals_do_not_stand_on_a_page_alone() -> None:
    # Page 1 ends with row 29, counted from 0; the last value is row 30, the totals are row 31.
    totals = Block(COLUMNS, (("a", 1.0),) * 27, totals=("Total", 27.0))
    assert _breaks(_sheet(totals, _block(1), table=True)) == [30]


def test_a_row_of_charts_is_not_torn() -> None:
    # Two charts wide the sheet has 1,040 pixels, so the page takes 494 points: 7 rows, 16 with charts, and no more.
    assert _breaks(_sheet(_block(2), charts=4)) == [23]


def test_a_chart_beside_makes_the_page_smaller_so_that_it_takes_more_rows() -> None:
    columns = (*COLUMNS, *[Column("A")] * 6)
    blocks = (_block(20, columns=columns), _block(6, columns=columns))
    assert _breaks(_sheet(*blocks)) == [25]
    assert _breaks(_sheet(*blocks, charts=1, beside=True)) == []


@pytest.mark.parametrize(("rows", "scale"), [(5, 99), (32, 85), (50, 99)])
def test_print_is_a_little_smaller_where_that_saves_a_page_of_a_few_rows(rows: int, scale: int) -> None:
    # Six rows stand above and below: 38 rows fit a page that takes 32 when they are 85 % of their size, 56 rows do not.
    sheet = attrs.evolve(_sheet(_block(rows)), pages=(1,))
    wide = look.widths(sheet.blocks)
    assert look.scale_of_pages(sheet, wide, {}) == scale


def test_charts_whose_bars_lie_are_as_high_as_their_bars_need() -> None:
    bars = Chart("Cost", "", "INR", 0, (Series("Cost", 1, "#0072B2"),), place="below", lying=True)
    few, many = (attrs.evolve(_sheet(_block(rows)), charts=(bars,)) for rows in (2, 20))
    assert look.chart_height(few) == look.CHART_BELOW[1]
    assert look.chart_height(many) >= 20 * 20
    assert look.chart_rows(many) * 20 > look.chart_height(many)
