import attrs
import pytest

from desktop.store import workbook_look as look
from desktop.store import workbook_pages as pages
from desktop.store.sheets import Block, Cell, Chart, Column, Series, Sheet

COLUMNS = (Column("Item"), Column("Cost (INR)", "inr"))


def _block(rows: int, heading: str = "", columns: tuple[Column, ...] = COLUMNS) -> Block:
    values: tuple[Cell, ...] = ("a", *[1.0] * (len(columns) - 1))
    return Block(columns, (values,) * rows, heading=heading)


def _sheet(*blocks: Block, charts: int = 0, beside: bool = False, table: bool = False) -> Sheet:
    chart = Chart("Cost", "Item", "INR", 0, (Series("Cost", 1, "#000000"),), place="right" if beside else "below")
    return Sheet("Plan", "Plan", "", blocks, charts=(chart,) * charts, table=table)


def _scaled(sheet: Sheet) -> int:
    wide = look.widths(sheet.blocks)
    return pages.scale_of(sheet, wide, look.heights(sheet, wide))


def _breaks(sheet: Sheet, scale: int = 100) -> list[int]:
    return pages.breaks(sheet, look.heights(sheet, look.widths(sheet.blocks)), scale)


def test_one_table_flows_from_page_to_page_without_being_told() -> None:
    assert _breaks(_sheet(_block(500), table=True)) == []


def test_blocks_that_fit_one_page_stay_on_it() -> None:
    assert _breaks(_sheet(_block(5), _block(5))) == []


def test_a_heading_goes_with_its_table_to_the_next_page() -> None:
    # Rows 3 to 23, counted from 0, are a header and 20 values, row 25 is the heading: a page takes 30 such rows.
    assert _breaks(_sheet(_block(20), _block(6, "More"))) == [25]


def test_a_table_that_fits_one_page_is_not_torn_where_its_header_would_not_repeat() -> None:
    # The second table, rows 15 to 35, would end on the next page; only the last one has its header again there.
    assert _breaks(_sheet(_block(10), _block(20), _block(3, "More"))) == [15]
    assert _breaks(_sheet(_block(24), _block(3, "More"))) == [29]


def test_a_long_table_is_told_every_page_where_another_follows() -> None:
    # Of 490 points title, subtitle, gap and a header of two lines take 81: 25 rows remain, from 29 on there are 31.
    assert _breaks(_sheet(_block(70), _block(5, "More"))) == [29, 60]


def test_pages_of_the_last_table_have_room_for_its_header() -> None:
    # Its first row is row 12, 17 fit the first page; those that follow have a header of 28.5 points and 29 rows.
    assert _breaks(_sheet(_block(5), _block(70, "More"))) == [29, 58]


def test_what_does_not_print_needs_no_pages() -> None:
    sheet = _sheet(_block(5), _block(500, "More"))
    assert _breaks(attrs.evolve(sheet, printed_rows=10)) == []
    assert _breaks(attrs.evolve(sheet, printed_rows=0)) == []
    folded = attrs.evolve(sheet.blocks[1], folded=frozenset(range(10, 500)))
    assert _breaks(attrs.evolve(sheet, blocks=(sheet.blocks[0], folded))) == []


def test_totals_do_not_stand_on_a_page_alone() -> None:
    # Page 1 ends with row 28, counted from 0; the last value is row 28, the totals are row 29.
    totals = Block(COLUMNS, (("a", 1.0),) * 25, totals=("Total", 25.0))
    assert _breaks(_sheet(totals, _block(1))) == [28]


def test_a_row_of_charts_is_not_torn() -> None:
    # The table takes 7 rows; two rows of charts take 15 each.
    assert _breaks(_sheet(_block(2), charts=4)) == [22]


def test_a_chart_beside_a_table_takes_its_width_of_the_page() -> None:
    columns = (*COLUMNS, *[Column("A")] * 6)
    blocks = (_block(5, columns=columns),)
    assert _scaled(_sheet(*blocks)) == 99
    assert 80 < _scaled(_sheet(*blocks, charts=1, beside=True)) < 95


@pytest.mark.parametrize(("rows", "scale"), [(5, 99), (30, 83), (50, 99)])
def test_print_is_a_little_smaller_where_that_saves_a_page_of_a_few_rows(rows: int, scale: int) -> None:
    # 36 rows fit a page that takes 31 when they are 83 % of their size, 56 rows fit at no size that is read with ease.
    assert _scaled(attrs.evolve(_sheet(_block(rows)), pages=(1,))) == scale


def test_tables_are_a_little_smaller_where_they_then_fit_one_page() -> None:
    assert _scaled(_sheet(_block(10), _block(14, "More"))) == 94


def test_charts_whose_bars_lie_are_as_high_as_their_bars_need() -> None:
    bars = Chart("Cost", "", "INR", 0, (Series("Cost", 1, "#0072B2"),), place="below", lying=True)
    few, many = (attrs.evolve(_sheet(_block(rows)), charts=(bars,)) for rows in (2, 20))
    assert pages.chart_height(few) == look.CHART_BELOW[1]
    assert pages.chart_height(many) >= 20 * 20
    assert pages.chart_rows(many) * pages.ROW > pages.chart_height(many)
