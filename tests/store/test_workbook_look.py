import datetime as dt

import pytest

from desktop.model.months import Month
from desktop.store import workbook_look as look
from desktop.store.sheets import Block, Cell, Column, Formula, Kind, Link, Mark, Sheet


@pytest.mark.parametrize(
    ("kind", "entry", "code"),
    [
        ("share", 0.5, "0.0%_);(0.0%)"),
        ("index", 0.5, "0.000_);(0.000)"),
        ("number", 0.5, "#,##0.00_);(#,##0.00)"),
        ("text", Month.of(2027, 1), "mmm-yy"),
        ("text", dt.date(2027, 1, 1), "dd-mm-yyyy"),
        ("date", Link("All", "Files"), "dd-mm-yyyy"),
        ("quantity", None, r"[>=9999999.95]##\,##\,##\,##0.0_);[>=99999.95]##\,##\,##0.0_);#,##0.0_)"),
    ],
)
def test_numbers_and_days_are_written_by_their_kind(kind: Kind, entry: Cell, code: str) -> None:
    assert look.code(kind, entry) == code


@pytest.mark.parametrize(
    ("kind", "largest", "code"),
    [
        ("share", 1.0, "0%"),
        ("number", 9000.0, "#,##0"),
        ("number", 9.0, "[=0]0;0.0##"),
        ("quantity", 50000.0, r"[>=9999999.5]##\,##\,##\,##0;[>=99999.5]##\,##\,##0;#,##0"),
        ("inr", 2e9, r"[>=999999999.5]##\,##\,##\,##\,##0;[>=9999999.5]##\,##\,##\,##0;#,##0"),
    ],
)
def test_an_axis_has_decimals_for_small_ratios_alone_and_groups_as_its_largest_needs(
    kind: Kind, largest: float, code: str
) -> None:
    assert look.axis_code(kind, largest) == code


def test_quantities_of_100_crore_and_below_nothing_have_conditions() -> None:
    assert [(criteria, value) for criteria, value, _ in look.rules("quantity")] == [
        (">=", 999999999.95),
        ("<=", -999999999.95),
        ("<=", -9999999.95),
        ("<=", -99999.95),
        ("<=", -0.05),
        ("<", 0.0),
    ]
    assert look.rules("text") == []


def test_numbers_below_nothing_are_in_brackets_and_what_is_rounded_to_nothing_has_no_sign() -> None:
    codes = [code for criteria, _, code in look.rules("inr") if criteria.startswith("<")]
    assert codes == [
        r"##\,##\,##\,##\,##0_);(##\,##\,##\,##\,##0)",
        r"##\,##\,##\,##0_);(##\,##\,##\,##0)",
        r"##\,##\,##0_);(##\,##\,##0)",
        "#,##0_);(#,##0)",
        "0_);0_)",
    ]
    assert look.rules("share") == [("<=", -0.0005, "0.0%_);(0.0%)"), ("<", 0.0, "0.0%_);0.0%_)")]


def test_a_column_is_as_wide_as_the_number_that_it_shows() -> None:
    columns = tuple(Column("A", kind) for kind in ("inr", "quantity", "inr", "share"))
    rows: tuple[tuple[Cell, ...], ...] = (
        (92_489_224_119.0, Formula("=A1", -1_565_125.3), float("nan"), 12345678901.0),
    )
    # 92,48,92,24,119 are 15 characters, (15,65,125.3) are 13; a tenth more for bold ones, 2.5 remain empty.
    assert look.widths([Block(columns, rows)]) == pytest.approx([19.0, 16.8, 12.0, 6.0])


def test_a_column_has_room_for_words_that_are_marked_in_bold() -> None:
    rows: tuple[tuple[Cell, ...], ...] = (("Licensed Chinese", "Licensed Chinese"),)
    block = Block((Column("A"), Column("B")), rows, marks=(Mark(0, "A5>0", "licensed"), Mark(1, "B5>0", "warn")))
    # The letters are as wide as 14.29 digits, a tenth wider in bold, and 2.5 remain empty.
    assert look.widths([block]) == pytest.approx([18.22, 16.79], abs=0.01)


def test_wide_letters_have_more_room_than_narrow_ones() -> None:
    rows: tuple[tuple[Cell, ...], ...] = (("make-magnet-MH", "little-fillers"),)
    wide, narrow = look.widths([Block((Column("A"), Column("B")), rows)])
    assert wide == pytest.approx(2.5 + (3 * 833 + 722 + 500 + 2 * 333 + 278 + 6 * 556) / 556, abs=0.01)
    assert narrow < 12


def test_sums_in_bold_have_room_for_their_names_or_a_second_line() -> None:
    name = "Magnet, M and H class, no heavy rare earths"
    rows: tuple[tuple[Cell, ...], ...] = ((name, 1.0), (name, 2.0))
    columns = (Column("Name", width=60.0), Column("A", "quantity"))
    block = Block(columns, rows, strong=frozenset({1}))
    assert look.widths([block])[0] == pytest.approx(2.5 + 1.1 * look.text_width(name))
    sheet = Sheet("Plan", "Plan", "", (block,))
    tight = 2.5 + 1.05 * look.text_width(name)
    assert {row for row in look.heights(sheet, (tight, 12.0)) if row > 3} == {5}


def test_a_text_is_long_when_it_does_not_fit_the_widest_column() -> None:
    # x is 0.9 digits wide, W 1.7: with 2.5 empty ones 48 and 25 of them fit the widest column, which has 46.
    assert (look.is_long("x" * 48), look.is_long("x" * 49), look.is_long(52.0)) == (False, True, False)
    assert (look.is_long("W" * 25), look.is_long("W" * 26)) == (False, True)
