"""What is read from the cells of a workbook, and which files are refused before they can do harm."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest

from desktop.model.errors import FileFault
from desktop.store.reading import files
from desktop.store.reading.cells import Cell
from desktop.store.reading.cells import cells as cells_of
from desktop.text import messages

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
LINKS = f"{HEAD}<Relationships>{{}}</Relationships>"
STYLES = (
    '<numFmts><numFmt numFmtId="170" formatCode="[$-409]mmm yyyy"/><numFmt numFmtId="171" formatCode="0.00"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="31"/></cellXfs>'
)


def link(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{RELATION}/{kind}" Target="{target}"/>'


def parts(
    rows: str = "", *, texts: str = "", styles: str = STYLES, space: str = MAIN, about: str = ""
) -> dict[str, str]:
    """The parts of a workbook with one sheet, ``Items``, whose rows are given as they stand in the file."""
    sheet = '<sheet name="Items" sheetId="1" r:id="r1"/><sheet name="Chart" sheetId="2" r:id="r4"/>'
    return {
        "_rels/.rels": LINKS.format(link("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'{HEAD}<workbook xmlns="{space}" xmlns:r="{RELATION}">{about}<sheets>{sheet}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": LINKS.format(
            link("r1", "worksheet", "worksheets\\Sheet1.xml")
            + link("r2", "sharedStrings", "/xl/sharedStrings.xml")
            + link("r3", "styles", "styles.xml")
            + link("r4", "chartsheet", "chartsheets/sheet1.xml")
        ),
        "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{space}">{texts}</sst>',
        "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{space}">{styles}</styleSheet>',
        "xl/worksheets/sheet1.xml": (
            f'{HEAD}<worksheet xmlns="{space}"><dimension ref="A1"/><sheetData>{rows}</sheetData>'
            f'<mergeCells><mergeCell ref="A10:XFD1048576"/></mergeCells></worksheet>'
        ),
    }


def packed(tmp_path: Path, content: dict[str, str], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w", packing) as package:
        for name, text in content.items():
            package.writestr(name, text)
    return path


def read_all(path: Path) -> list[tuple[str, list[list[Cell]]]]:
    with files.opened(path, lambda _: None) as source:
        return [(sheet.title, list(map(cells_of, sheet.lines))) for sheet in source.sheets]


def cells(path: Path) -> list[Cell]:
    ((title, rows),) = read_all(path)
    assert title == "Items"
    return [cell for row in rows for cell in row]


def values(tmp_path: Path, row: str, **rest: str) -> list[object]:
    return [cell.value for cell in cells(packed(tmp_path, parts(f"<row>{row}</row>", **rest)))]


def fault_of(path: Path) -> FileFault:
    with pytest.raises(FileFault) as caught:
        read_all(path)
    assert messages.sentence(caught.value).startswith(str(path))
    return caught.value


def refused(path: Path) -> str:
    return fault_of(path).key


def test_cells_are_read_by_their_type(tmp_path: Path) -> None:
    row = (
        '<c t="s"><v>1</v></c><c t="inlineStr"><is><t>in</t></is></c><c t="inlineStr"/><c t="b"><v>1</v></c>'
        '<c t="b"><v>0</v></c><c><v>0.1</v></c><c><v>12345678901234567890</v></c><c><v>-3</v></c><c><v>1E3</v></c>'
    )
    found = values(tmp_path, row, texts="<si><t>first</t></si><si><t> second </t></si>")
    assert found == [" second ", "in", True, False, 0.1, 12345678901234567890, -3, 1000.0]
    assert [type(value) for value in found[2:6]] == [bool, bool, float, int]


def test_a_text_of_several_runs_is_one_without_its_reading_aid(tmp_path: Path) -> None:
    item = "<si><r><rPr/><t>日</t></r><r><t>本</t></r><rPh><t>にほん</t></rPh></si>"
    assert values(tmp_path, '<c t="s"><v>0</v></c>', texts=item) == ["日本"]


def test_codes_in_a_text_are_the_characters_they_stand_for(tmp_path: Path) -> None:
    item = "<si><t>a_x000D_b_x005F_x000D_c_xD83D__xDE00_ x005F_</t></si>"
    assert values(tmp_path, '<c t="s"><v>0</v></c>', texts=item) == ["a\rb_x000D_c😀 x005F_"]


def test_an_empty_text_item_is_empty(tmp_path: Path) -> None:
    assert values(tmp_path, '<c t="s"><v>0</v></c><c><v>1</v></c>', texts="<si><t/></si>") == ["", 1]


def test_days_are_told_by_the_format_of_their_cell(tmp_path: Path) -> None:
    row = "".join(f'<c s="{style}"><v>46388</v></c>' for style in range(5))
    day = dt.date(2027, 1, 1)
    assert values(tmp_path, row) == [46388, day, day, 46388, day]


def test_a_time_of_day_stays_with_its_day(tmp_path: Path) -> None:
    assert values(tmp_path, '<c s="1"><v>46388.25</v></c>') == [dt.datetime(2027, 1, 1, 6)]  # noqa: DTZ001


def test_days_count_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    assert values(tmp_path, '<c s="1"><v>0</v></c>', about='<workbookPr date1904="1"/>') == [dt.date(1904, 1, 1)]


def test_days_of_the_strict_edition_are_read(tmp_path: Path) -> None:
    row = '<c t="d"><v>2027-01-01T00:00:00Z</v></c><c t="d"><v>2027-01-02</v></c>'
    assert values(tmp_path, row, space=STRICT) == [dt.date(2027, 1, 1), dt.date(2027, 1, 2)]


@pytest.mark.parametrize("serial", ["60", "-5", "2958466", "1E300"])
def test_a_day_number_that_is_no_sure_day_is_a_fault(tmp_path: Path, serial: str) -> None:
    path = packed(tmp_path, parts(f'<row><c r="C1" s="1"><v>{serial}</v></c></row>'))
    assert cells(path) == [Cell(1, 3, serial, "cell-date")]


def test_without_cell_formats_no_number_is_a_day(tmp_path: Path) -> None:
    assert values(tmp_path, '<c s="1"><v>46388</v></c>', styles="") == [46388]


def test_a_formula_gives_its_result_and_is_a_fault_without_one(tmp_path: Path) -> None:
    row = (
        '<row r="7"><c r="A7"><f>1+1</f><v>2</v></c><c r="B7" t="str"><f>A1&amp;""</f><v></v></c>'
        '<c r="C7"><f>1&lt;2 oxide</f></c><c r="D7" t="str"><f>"x"</f><v>x_x000D_</v></c>'
        '<c r="E7" t="str"><f>A1</f></c><c r="F7"><f t="shared" si="0"/></c></row>'
    )
    found = cells(packed(tmp_path, parts(row)))
    assert [(cell.name, cell.value, cell.fault) for cell in found] == [
        ("A7", 2, ""),
        ("B7", "", ""),
        ("C7", "=1<2 oxide", "cell-formula"),
        ("D7", "x\r", ""),
        ("E7", "=A1", "cell-formula"),
        ("F7", "=…", "cell-formula"),
    ]


def test_an_error_shown_is_a_fault(tmp_path: Path) -> None:
    path = packed(tmp_path, parts('<row><c t="e"><f>NA()</f><v>#N/A</v></c></row>'))
    assert cells(path) == [Cell(1, 1, "#N/A", "cell-error")]


def test_rows_that_the_dimension_denies_and_cells_without_a_place_are_read(tmp_path: Path) -> None:
    rows = '<row r="2"><c><v>1</v></c><extLst/><c r="E2"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>'
    found = cells(packed(tmp_path, parts(rows)))
    assert [(cell.name, cell.value) for cell in found] == [("A2", 1), ("E2", 2), ("F2", 3), ("A3", 4)]


def test_rows_of_nothing_but_blanks_are_passed_over(tmp_path: Path) -> None:
    rows = '<row><c s="1"/><c t="inlineStr"><is><t> </t></is></c></row><row/><row><c><v>1</v></c><c/></row>'
    assert [cell.name for cell in cells(packed(tmp_path, parts(rows)))] == ["A3"]


def test_a_far_cell_costs_nothing(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    assert [cell.name for cell in cells(packed(tmp_path, parts(rows)))] == ["A1", "XFD1048576"]


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ('<row r="1048577"><c><v>1</v></c></row>', "A1"),
        ('<row r="2"/><row r="2"/>', "A2"),
        ('<row r="0"/>', "A1"),
        ('<row r="many"/>', "A1"),
        ('<row r="9"><c r="B9"><v>1</v></c><c r="B9"><v>2</v></c></row>', "C9"),
        ('<row r="9"><c r="B9"><v>1</v></c><c r="A9"><v>2</v></c></row>', "C9"),
        ('<row r="9"><c r="B8"><v>1</v></c></row>', "A9"),
        ('<row><c r="ZZZ1"><v>1</v></c></row>', "A1"),
        ('<row><c r="7C"><v>1</v></c></row>', "A1"),
        ('<row><c t="s"><v>5</v></c></row>', "A1"),
        ('<row><c><v>1</v></c><c s="1"><v>x</v></c></row>', "B1"),
        ("<row><c><v>five</v></c></row>", "A1"),
        ("<row><c><v>1_0</v></c></row>", "A1"),
        ("<row><c><v>\u0967\u0968</v></c></row>", "A1"),
        ('<row><c r="XFD1"><v>1</v></c><c><v>1</v></c></row>', "XFD1"),
        (f"<row>{'<c><v>1</v></c>' * 16_385}</row>", "XFD1"),
        ("<row><c></row>", "A1"),
    ],
)
def test_a_sheet_that_breaks_the_format_is_damaged_at_a_cell(tmp_path: Path, rows: str, cell: str) -> None:
    fault = fault_of(packed(tmp_path, parts(rows)))
    assert (fault.key, fault.values["sheet"], fault.values["cell"]) == ("workbook-damaged-at", "Items", cell)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "_rels/.rels"])
@pytest.mark.parametrize(
    "declared", ['<!DOCTYPE a [<!ENTITY b "c">]>', '<!DOCTYPE a SYSTEM "file:///etc/passwd">', "<!DOCTYPE a>"]
)
def test_any_declaration_of_a_document_type_is_refused(tmp_path: Path, part: str, declared: str) -> None:
    content = parts("<row/>")
    content[part] = content[part].replace(HEAD, HEAD + declared)
    assert refused(packed(tmp_path, content)) == "workbook-entities"


@pytest.mark.parametrize("missing", ["_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_a_package_without_the_parts_of_a_workbook_is_none(tmp_path: Path, missing: str) -> None:
    content = parts()
    del content[missing]
    assert refused(packed(tmp_path, content)) == "workbook-not-xlsx"


def test_a_missing_sheet_part_is_damage(tmp_path: Path) -> None:
    content = parts()
    del content["xl/worksheets/sheet1.xml"]
    assert refused(packed(tmp_path, content)) == "workbook-damaged"


@pytest.mark.parametrize(
    ("start", "key"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "file-no-table"),
        (b"%PDF-1.7\n", "file-no-table"),
        (b"\x1f\x8b\x08\0", "file-packed"),
        (b"", "file-empty"),
    ],
)
def test_files_of_another_sort_are_named_for_what_they_are(tmp_path: Path, start: bytes, key: str) -> None:
    path = tmp_path / "other.xlsx"
    path.write_bytes(start)
    assert refused(path) == key


def test_a_file_that_cannot_be_opened_is_told_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(FileFault) as caught:
        read_all(tmp_path / "none.xlsx")
    assert (caught.value.key, caught.value.values["reason"]) == ("file-not-read", "No such file or directory")


def test_a_cut_or_altered_file_is_damaged(tmp_path: Path) -> None:
    path = packed(tmp_path, parts("<row><c><v>1</v></c></row>"), zipfile.ZIP_STORED)
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"<v>1</v>", b"<v>2</v>"))
    assert refused(path) == "workbook-damaged-at"
    path.write_bytes(whole[: len(whole) // 2])
    assert refused(path) == "workbook-damaged"


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    assert refused(packed(tmp_path, parts() | {f"x{n}": "" for n in range(5_000)})) == "workbook-too-large"


def test_a_part_that_unpacks_to_more_than_250_times_its_size_is_refused(tmp_path: Path) -> None:
    assert refused(packed(tmp_path, parts() | {"xl/blanks.xml": " " * 50_000_001})) == "workbook-too-large"


def test_a_frame_part_too_large_to_be_held_at_once_is_refused(tmp_path: Path) -> None:
    content = parts(styles=STYLES + " " * 64_000_000)
    assert refused(packed(tmp_path, content)) == "workbook-too-large"


def test_a_package_whose_parts_add_up_to_too_much_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, parts())
    data = bytearray(path.read_bytes())
    entry = data.index(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (1_600_000_001).to_bytes(4, "little")
    path.write_bytes(data)
    assert refused(path) == "workbook-too-large"


def test_unusual_packing_and_encryption_are_refused(tmp_path: Path) -> None:
    assert refused(packed(tmp_path, parts(), zipfile.ZIP_BZIP2)) == "workbook-damaged"
    path = packed(tmp_path, parts())
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert refused(path) == "file-password"


def test_parts_that_lie_over_one_another_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, parts())
    data = bytearray(path.read_bytes())
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[second + 42 : second + 46] = (1).to_bytes(4, "little")
    path.write_bytes(data)
    assert refused(path) == "workbook-damaged"
