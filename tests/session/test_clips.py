"""Blocks on the clipboard: as spreadsheets take them and give them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.session.clips import Cell, combined, from_html, from_tsv, to_html, to_tsv

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\t\n"), max_size=12)
BLOCKS = st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=1))

EXCEL = (
    "<html><body><!--StartFragment--><table border=0><tr height=20><td class=xl63>Dy&nbsp;oxide</td>"
    '<td align=right x:num="1234.5678">1,235</td></tr>\r\n<tr><td>two<br>\r\n  lines</td><td x:num>7</td></tr>'
    "</table><!--EndFragment--></body></html>"
)
CALC = (
    '<table><colgroup></colgroup><tr><td sdval="0.5" sdnum="1033;0;0%">50%</td><td>x</td></tr>'
    '<tr><td colspan=2 rowspan=2 align="left">merged</td></tr><tr></tr><tr><td>a</td><td>b</td></tr></table>'
    "<table><tr><td>another</td></tr></table>"
)


def _texts(block: list[list[Cell]]) -> list[list[str]]:
    return [[cell.text for cell in row] for row in block]


@given(block=BLOCKS)
def test_a_block_of_any_texts_comes_back_as_it_was(block: list[list[str]]) -> None:
    assert _texts(from_tsv(to_tsv(block))) == block
    assert _texts(combined(to_tsv(block), to_html(block))) == block


@pytest.mark.parametrize("text", ["1\t2\r\n3\t4\r\n", "1\t2\n3\t4", "1\t2\n3\t4\n", "1\t2\r3\t4\r"])
def test_line_ends_of_every_system_part_the_rows(text: str) -> None:
    assert _texts(from_tsv(text)) == [["1", "2"], ["3", "4"]]


def test_quotes_that_are_no_quoting_stay_as_they_are() -> None:
    assert _texts(from_tsv('5" pipe\t"open\n7')) == [['5" pipe', '"open'], ["7"]]


def test_html_shows_cells_as_text() -> None:
    assert to_html([["<b>x</b>", "R&D"]]) == "<table><tr><td>&lt;b&gt;x&lt;/b&gt;</td><td>R&amp;D</td></tr></table>"


def test_a_page_of_excel_tells_texts_lines_and_exact_numbers() -> None:
    assert from_html(EXCEL) == [
        [Cell("Dy oxide"), Cell("1,235", 1234.5678)],
        [Cell("two\nlines"), Cell("7")],
    ]


def test_merged_cells_fill_their_place_with_blanks_and_only_the_first_table_counts() -> None:
    assert from_html(CALC) == [
        [Cell("50%", 0.5), Cell("x")],
        [Cell("merged"), Cell("")],
        [Cell(""), Cell("")],
        [Cell("a"), Cell("b")],
    ]


def test_of_text_and_page_alike_the_text_is_exact_and_the_page_knows_the_numbers() -> None:
    assert combined('  Dy  oxide\t1,235\n"two\nlines"\t7\n', EXCEL)[0] == [
        Cell("  Dy  oxide"),
        Cell("1,235", 1234.5678),
    ]
    assert combined("something else", EXCEL) == from_html(EXCEL)
    assert combined("a\tb", "<p>no table</p>") == [[Cell("a"), Cell("b")]]
    assert combined("", "") == []


@given(page=st.text("<table/rd> ='9x:num\n", max_size=60))
def test_no_page_is_too_broken_to_be_read(page: str) -> None:
    widths = {len(row) for row in from_html(page)}
    assert len(widths) <= 1


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "1e999", "two"])
def test_what_is_no_number_behind_a_cell_is_not_taken(number: str) -> None:
    assert from_html(f'<table><tr><td sdval="{number}">5</td></tr></table>') == [[Cell("5")]]


@pytest.mark.parametrize(
    ("shown", "figure"), [("1,235", 1234.5), ("(1.235)", 1234.5), ("- 5", 1234.5), ("5 %", None), ("₹ 5", None)]
)
def test_the_number_behind_a_cell_counts_only_where_it_is_shown_plainly(shown: str, figure: float | None) -> None:
    assert Cell(shown, 1234.5).figure == figure


KEPT = """<td style="mso-number-format:'\\@'" sdnum="1033;0;@">"""


@pytest.mark.parametrize(
    "text", ["007", "1.50", "=1+1", "+5", "-x", "@here", "1-2", "Jan 5", "12345678901234567890", "1e5", "TRUE", "1,234"]
)
def test_a_text_that_a_spreadsheet_would_alter_says_that_it_is_text(text: str) -> None:
    page = to_html([[text]])
    assert KEPT in page
    assert combined(to_tsv([[text]]), page) == [[Cell(text)]]


@pytest.mark.parametrize("text", ["7", "-5", "0.25", "1234567", "2027-01", "2027-01-12", "JL MAG", ""])
def test_numbers_days_and_plain_words_are_what_they_are(text: str) -> None:
    assert to_html([[text]]) == f"<table><tr><td>{text}</td></tr></table>"


def test_figures_as_they_are_shown_stay_figures() -> None:
    assert KEPT not in to_html([["1,23,456.50", "98.2 %", "−5.0"]], as_shown=True)
    assert to_html([["007", "=1+1"]], as_shown=True).count(KEPT) == 2
