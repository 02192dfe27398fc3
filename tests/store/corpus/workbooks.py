"""Odd and hostile .xlsx and .xlsm files."""

from __future__ import annotations

import datetime as dt
import zipfile

from desktop.text.entry import Share
from tests.store.corpus.kit import HEAD, STRICT, Odd, book, changed, link, parts, reads, refuses, zipped

A1 = '<row r="1"><c r="A1"><v>1</v></c></row>'
SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
CONTENT = "[Content_Types].xml"


def cell(place: str, value: object, kind: str = "", style: str = "") -> str:
    """One cell in a row of its own."""
    row = place.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    about = (f' s="{style}"' if style else "") + (f' t="{kind}"' if kind else "")
    return f'<row r="{row}"><c r="{place}"{about}><v>{value}</v></c></row>'


def text(place: str, value: str) -> str:
    """One text in a row of its own."""
    row = place.strip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c></row>'


def flipped(find: bytes, at: int, value: bytes, rows: str = A1) -> bytes:
    """A workbook with some bytes changed behind the first place where ``find`` stands."""
    data = bytearray(zipped(parts(rows)))
    start = data.index(find) + at
    data[start : start + len(value)] = value
    return bytes(data)


def many(count: int, ending: str = "") -> str:
    return "".join(f'<row r="{row}"{ending}' for row in range(1, count + 1))


def macros() -> bytes:
    content = parts(A1, more_links=link("r9", "vbaProject", "vbaProject.bin"))
    return zipped(content | {"xl/vbaProject.bin": b"\xcc\x61 AutoOpen Shell"})


def two_sheets(second: str = 'state="hidden"', name: str = "Other") -> bytes:
    sheets = f'<sheet name="Items" sheetId="1" r:id="r1"/><sheet name="{name}" sheetId="2" {second} r:id="r8"/>'
    content = parts(A1, sheets=sheets, more_links=link("r8", "worksheet", "worksheets/sheet2.xml"))
    return zipped(content | {"xl/worksheets/sheet2.xml": content[SHEET]})


def backslashed() -> bytes:
    return zipped({name.replace("/", "\\"): content for name, content in parts(A1).items()})


def utf16(part: str) -> bytes:
    return changed(part, lambda xml: xml.replace("UTF-8", "UTF-16").encode("utf-16"))


def nested() -> bytes:
    return zipped(parts(A1) | {"xl/embedded.zip": zipped({"0": b"\0" * 5_000_000})})


def twice() -> bytes:
    """A workbook whose sheet is there under two spellings of one name."""
    return zipped(parts(A1) | {SHEET.upper(): str(parts(cell("A1", 2))[SHEET])})


BOMBS = (
    refuses("bomb of blanks.xlsx", lambda: zipped(parts(A1) | {"xl/a.xml": b" " * 51_000_000}), "workbook-too-large"),
    refuses("bomb in the sheet.xlsx", book(" " * 51_000_000), "workbook-too-large"),
    refuses("bomb in shared texts.xlsx", book(A1, texts=f"<si><t>{'x' * 51_000_000}</t></si>"), "workbook-too-large"),
    refuses("bomb of parts.xlsx", lambda: zipped(parts(A1) | {f"p{n}": b"" for n in range(5_001)}),
            "workbook-too-large"),
    refuses("bomb that lies of its size.xlsx", lambda: flipped(b"PK\1\2", 24, b"\xff\xff\xff\x7f"),
            "workbook-too-large"),
    reads("bomb within, not opened.xlsx", nested, A1=1),
    refuses("parts over one another.xlsx", lambda: flipped(b"PK\1\2", 42, b"\xff\0\0\0"), "workbook-damaged"),
    refuses("unusual packing.xlsx", lambda: zipped(parts(A1), zipfile.ZIP_LZMA), "workbook-damaged"),
    refuses("locked parts.xlsx", lambda: flipped(b"PK\1\2", 8, b"\x01"), "file-password"),
    refuses("a million laughs in the sheet.xlsx", lambda: changed(SHEET, lambda x: x.replace(HEAD, HEAD + BOMB)),
            "workbook-entities"),
    refuses("a million laughs in texts.xlsx",
            lambda: changed("xl/sharedStrings.xml", lambda x: x.replace(HEAD, HEAD + BOMB)), "workbook-entities"),
    refuses("a million laughs in the book.xlsx",
            lambda: changed("xl/workbook.xml", lambda x: x.replace(HEAD, HEAD + BOMB)), "workbook-entities"),
    refuses("entity from outside.xlsx", lambda: changed(SHEET, lambda x: x.replace(HEAD, HEAD + OUTSIDE)),
            "workbook-entities"),
    refuses("undefined entity.xlsx", book('<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>'),
            "workbook-damaged-at", "A1"),
    refuses("text of two million.xlsx", book(text("A1", "ab" * 1_000_000)), "text-too-long-at", "A1"),
    refuses("shared text of two million.xlsx", book(A1, texts=f"<si><t>{'ab' * 1_000_000}</t></si>"), "text-too-long"),
    refuses("attribute of ten million.xlsx", book(A1.replace("<c ", f'<c x="{"ab" * 5_000_000}" ')), "text-too-long"),
    reads("deep nesting.xlsx", book(A1, after="<e>" * 100_000 + "</e>" * 100_000), A1=1),
)  # fmt: skip

EMPTY_ROWS = "".join(f'<row r="{n}"/>' for n in range(2, 100_001))
SIZES = (
    reads("dimension of everything.xlsx", book(A1, before='<dimension ref="A1:XFD1048576"/>'), A1=1, rows=1),
    reads("dimension too small.xlsx", book(A1 + cell("C9", 3)), A1=1, C9=3, rows=9),
    reads("dimension that is none.xlsx", book(A1, before='<dimension ref="nowhere"/>'), A1=1),
    reads("far cell.xlsx", book(A1 + cell("XFD1048576", 9)), A1=1, XFD1048576=9, rows=1_048_576),
    reads("a hundred thousand empty rows.xlsx", book(A1 + EMPTY_ROWS), A1=1, rows=1),
    reads("styled to the last column.xlsx", book(A1, before='<cols><col min="1" max="16384" style="1"/></cols>'), A1=1),
    reads("all columns.xlsx", book('<row r="1">' + "<c><v>7</v></c>" * 16_384 + "</row>"), A1=7, XFD1=7, rows=1),
    refuses("one column more.xlsx", book('<row r="1">' + "<c><v>7</v></c>" * 16_385 + "</row>"), "workbook-damaged-at",
            "XFD1"),
    refuses("one row more.xlsx", book(A1 + cell("A1048577", 1)), "workbook-damaged-at", "A1"),
    reads("sixty thousand merged.xlsx", book(A1, after="<mergeCells>" + "".join(
        f'<mergeCell ref="A{n}:B{n}"/>' for n in range(2, 60_002)) + "</mergeCells>"), "note-merged", A1=1),
    reads("one huge merged.xlsx", book(A1, after='<mergeCells><mergeCell ref="A10:XFD1048576"/></mergeCells>'),
          "note-merged", A1=1),
    reads("hidden rows and columns.xlsx", book('<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>',
          before='<cols><col min="3" max="4" hidden="1"/></cols>'), "note-hidden-rows", "note-hidden-columns", A1=1),
    reads("long texts.xlsx", book(text("A1", "x" * 40_000)), "note-long", A1="x" * 40_000),
    reads("one text in many cells.xlsx", book("".join(cell(f"A{n}", 0, "s") for n in range(1, 30_001)),
          texts=f"<si><t>{'x' * 32_000}</t></si>"), A1="x" * 32_000, rows=30_000),
    reads("rows without numbers.xlsx", book("<row><c><v>1</v></c></row><row><c><v>2</v></c></row>"), A1=1, A2=2),
    refuses("the same row twice.xlsx", book(A1 + A1), "workbook-damaged-at", "A1"),
    refuses("the same cell twice.xlsx", book('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
            "workbook-damaged-at", "B1"),
    refuses("cells out of order.xlsx", book('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
            "workbook-damaged-at", "C1"),
    refuses("rows out of order.xlsx", book(cell("A2", 1) + A1), "workbook-damaged-at", "A2"),
    refuses("cell of another row.xlsx", book('<row r="3"><c r="A9"><v>1</v></c></row>'), "workbook-damaged-at", "A3"),
)  # fmt: skip

VALUES = (
    reads("formula without result.xlsx", book('<row r="1"><c r="A1"><f>1+1</f></c></row>'), "note-formulas",
          A1="!cell-formula"),
    reads("formula with result.xlsx", book('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'), A1=2),
    reads("errors.xlsx", book(cell("A1", "#N/A", "e") + cell("A2", "#DIV/0!", "e")), "note-errors", A1="!cell-error",
          A2="!cell-error"),
    reads("error as text.xlsx", book(text("A1", "#N/A")), A1="#N/A"),
    reads("no number and infinite.xlsx", book(cell("A1", "NaN") + cell("A2", "INF") + cell("A3", "-inf")),
          "note-errors", A1="!cell-error", A2="!cell-error", A3="!cell-error"),
    reads("beyond all numbers.xlsx", book(cell("A1", "1E400")), "note-errors", A1="!cell-error"),
    refuses("digits for Python only.xlsx", book(cell("A1", "1_000")), "workbook-damaged-at", "A1"),
    refuses("digits of another script.xlsx", book(cell("A1", "१२")), "workbook-damaged-at", "A1"),
    refuses("text as a number.xlsx", book(A1 + cell("A2", "many")), "workbook-damaged-at", "A2"),
    refuses("a million digits.xlsx", book(cell("A1", "9" * 900_000)), "workbook-damaged-at", "A1"),
    reads("long identifier.xlsx", book(cell("A1", "12345678901234567890")), A1=12345678901234567890),
    reads("days.xlsx", book(cell("A1", 46388, style="1") + cell("A2", 46388.25, style="2")), A1=dt.date(2027, 1, 1),
          A2=dt.datetime(2027, 1, 1, 6)),  # noqa: DTZ001 - cells know no zones
    reads("day 60 and before.xlsx", book(cell("A1", 60, style="1") + cell("A2", -5, style="1")), "note-days",
          A1="!cell-date", A2="!cell-date"),
    reads("day beyond days.xlsx", book(cell("A1", 2958466, style="1") + cell("A2", "1E300", style="1")), "note-days",
          A1="!cell-date", A2="!cell-date"),
    reads("days from 1904.xlsx", book(cell("A1", 44926, style="1"), about='<workbookPr date1904="1"/>'),
          A1=dt.date(2027, 1, 1)),
    reads("mixed days.xlsx", book(cell("A1", 46388, style="1") + text("A2", "01/02/2027") + text("A3", "2027-01-03")),
          A1=dt.date(2027, 1, 1), A2="01/02/2027", A3="2027-01-03"),
    reads("percentages.xlsx", book(cell("A1", 0.125, style="3")), "note-shares", A1=Share(0.125)),
    reads("style that is not there.xlsx", book(cell("A1", 46388, style="99")), A1=46388),
    refuses("shared text that is not there.xlsx", book(cell("A1", 7, "s")), "workbook-damaged-at", "A1"),
    reads("controls in codes.xlsx", book(text("A1", "a_x0000_b_x000D_")), A1="a\0b\r"),
    refuses("controls as they are.xlsx", book(text("A1", "a\1b")), "workbook-damaged-at", "A1"),
    reads("formula-like text.xlsx", book(text("A1", "=1+1") + text("A2", "@SUM(A1)")), A1="=1+1", A2="@SUM(A1)"),
    reads("scripts and pictures.xlsx", book(text("A1", "नियोडिमियम 钕 😀")), A1="नियोडिमियम 钕 😀"),
    reads("lone surrogates.xlsx", book(text("A1", "_xD800_x")), A1="\ufffdx"),
    reads("yes and no.xlsx", book(cell("A1", 1, "b") + cell("A2", 0, "b")), A1=True, A2=False),
    reads("comments and sections.xlsx", book("<!-- </row> --><row><c t='str'><v><![CDATA[</row>]]></v></c></row>"),
          A1="</row>"),
)  # fmt: skip

MAKES = (
    reads("strict edition.xlsx", book('<row r="1"><c r="A1" t="d"><v>2027-01-01T00:00:00Z</v></c></row>', space=STRICT),
          A1=dt.date(2027, 1, 1)),
    reads("utf-16 sheet.xlsx", lambda: utf16(SHEET), A1=1),
    reads("utf-16 everywhere else.xlsx", lambda: utf16("xl/workbook.xml"), A1=1),
    refuses("unknown encoding.xlsx", lambda: changed(SHEET, lambda x: x.replace("UTF-8", "KLINGON")),
            "workbook-damaged-at", "A1"),
    refuses("not utf-8 at all.xlsx", lambda: changed(SHEET, lambda x: x.encode().replace(b"<v>1", b"<v>\xff")),
            "workbook-damaged-at", "A1"),
    reads("prefixed names.xlsx", lambda: changed(SHEET, lambda x: x.replace("<", "<x:").replace("<x:/", "</x:").replace(
        "<x:?", "<?").replace("xmlns=", "xmlns:x=")), A1=1),
    reads("names with backslashes.xlsx", backslashed, A1=1),
    reads("macros.xlsm", macros, "note-macros", A1=1),
    reads("links to other files.xlsx", book(A1, more_links=link("r7", "externalLink", "externalLinks/e1.xml")),
          "note-links", A1=1),
    reads("links in cells.xlsx", book(A1, after='<hyperlinks><hyperlink ref="A1" r:id="r5"/></hyperlinks>'),
          "note-hyperlinks", A1=1),
    reads("hidden sheet.xlsx", two_sheets, A1=1),
    reads("two sheets of one name.xlsx", lambda: two_sheets("", "Items"), A1=1),
    refuses("sheet that is not there.xlsx",
            book(A1, sheets='<sheet name="Items" sheetId="1" r:id="none"/>'), "workbook-damaged"),
    refuses("damaged bytes.xlsx", lambda: flipped(b"sheet1.xml", 30, b"\xff" * 8, cell("A1", "1" * 300)),
            "workbook-damaged-at", "A1"),
    refuses("cut in half.xlsx", lambda: (data := zipped(parts(A1)))[: len(data) // 2], "workbook-damaged"),
    refuses("sheet cut short.xlsx", lambda: changed(SHEET, lambda x: x[:-20]), "workbook-damaged-at", "A1"),
    refuses("the same part twice.xlsx", twice, "workbook-damaged"),
    refuses("no sheet at all.xlsx", book(A1, sheets=""), "workbook-no-sheet"),
    refuses("nothing but a chart.xlsx", book(A1, sheets='<sheet name="Chart" sheetId="1" r:id="r9"/>',
            more_links=link("r9", "chartsheet", "chartsheets/sheet1.xml")), "workbook-no-sheet"),
    refuses("package without a book.xlsx", lambda: zipped({"a.bin": b"1"}), "workbook-not-xlsx"),
    refuses("sheet that leads to its formats.xlsx", lambda: changed(
            "xl/_rels/workbook.xml.rels", lambda x: x.replace("worksheets/sheet1.xml", "styles.xml", 1)),
            "workbook-damaged-at", "A1"),
    refuses("sheet of a kind that nobody knows.xlsx", lambda: changed(
            "xl/_rels/workbook.xml.rels", lambda x: x.replace("/worksheet", "/tablesheet", 1)),
            "workbook-damaged-at", "A1"),
    refuses("text document.xlsx", lambda: zipped({"_rels/.rels": str(parts()["_rels/.rels"]).replace(
        "xl/workbook.xml", "word/document.xml"), "word/document.xml": "<a/>"}), "file-no-table"),
)  # fmt: skip

ALL: tuple[Odd, ...] = BOMBS + SIZES + VALUES + MAKES
