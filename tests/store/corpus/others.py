"""Odd and hostile files of other kinds: old and binary workbooks, text in many encodings, what is no table at all."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import struct
import zipfile

from desktop.text.entry import Share
from tests.store.corpus import kit
from tests.store.corpus.kit import (
    Odd,
    compound,
    ods,
    parts,
    reads,
    record,
    refuses,
    xls,
    xls_number,
    xls_styles,
    xls_text,
    xlsb,
    zipped,
)
from tests.store.corpus.workbooks import A1, BOMB

SHARES = (0, 9, '0.0 %;[Red]"loss"-0.0 %', '0"%"', 14)
OLD_SHARES = (
    xls_number(2, 1, 0.075, 2) + record(0x27E, struct.pack("<HHHL", 2, 2, 1, 0x3FE00000))
    + record(0xBD, struct.pack("<HHHLHLH", 3, 1, 1, 0x3FE00000, 0, 0x3FE00000, 2))
    + record(0x06, struct.pack("<HHHdHLH", 4, 1, 1, 0.18, 0, 0, 0)) + xls_number(4, 2, 7.5, 3)
    + record(0x205, struct.pack("<HHHBB", 5, 1, 1, 1, 0))
)  # fmt: skip
OLD_ERRORS = (
    xls_text(1, 1, "Alpha") + record(0x205, struct.pack("<HHHBB", 1, 2, 0, 0x07, 1))
    + record(0x205, struct.pack("<HHHBB", 1, 3, 0, 1, 0))
    + record(0x06, struct.pack("<HHH8sHLH", 2, 2, 0, b"\2\0\x2a\0\0\0\xff\xff", 0, 0, 0))
)  # fmt: skip
LOCK = record(0x2F, struct.pack("<HHH", 1, 1, 1) + b"\0" * 48)
ROWS = "supplier;price\nMüller;1.234,50\nSociété;12,5\n"
CHINESE = "供应商,价格\n包头稀土,350.5\n赣州,120\n"
TABLE = "<table><tr><th>a<td>b</tr><tr><td colspan=2>1 &lt; 2<br>x</td></tr></table>"


def binary_row(row: int) -> bytes:
    return kit.part(0, struct.pack("<LLHBBBL", row, 0, 300, 0, 0, 0, 0))


def binary_cell(column: int, value: float, style: int = 0) -> bytes:
    return kit.part(5, struct.pack("<LLd", column, style, value))


def ods_row(content: str, about: str = "") -> str:
    return f"<table:table-row {about}>{content}</table:table-row>"


def ods_cell(value: float | str, about: str = "", kind: str = "float") -> str:
    return f'<table:table-cell office:value-type="{kind}" office:value="{value}" {about}/>'


def ods_of(kind: str, value: str) -> str:
    return f'<table:table-cell office:value-type="{kind}" office:{kind}-value="{value}"/>'


def ods_text(text: str, about: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {about}><text:p>{text}</text:p></table:table-cell>'


def flat(rows: str) -> bytes:
    """An open document that is one file."""
    with zipfile.ZipFile(io.BytesIO(ods(rows))) as package:
        content = package.read("content.xml").decode()
    kind = ' office:mimetype="application/vnd.oasis.opendocument.spreadsheet"'
    return content.replace("office:document-content xmlns", f"office:document{kind} xmlns").replace(
        "</office:document-content>", "</office:document>").encode()  # fmt: skip


def ods_with(old: str, new: str) -> bytes:
    """An .ods workbook of one cell, with something in its content replaced."""
    with zipfile.ZipFile(io.BytesIO(ods(ods_row(ods_cell(1))))) as package:
        made = {name: package.read(name).decode() for name in package.namelist()}
    return zipped(made | {"content.xml": made["content.xml"].replace(old, new, 1)})


OLD = (
    reads("old.xls", lambda: xls(xls_number(0, 0, 2.5) + xls_text(1, 1, "Ñd")), A1=2.5, B2="Ñd"),
    refuses("old and locked.xls", lambda: xls(xls_number(0, 0, 2.5), LOCK), "file-password"),
    refuses("old and cut.xls", lambda: xls(xls_number(0, 0, 2.5))[:1_500], "reader-died"),
    refuses("old with cells far apart.xls", lambda: xls(xls_number(0, 0, 1) + xls_number(40_000, 200, 2)),
            "reader-died"),
    refuses("locked.xlsx", lambda: compound({"EncryptionInfo": b"\4\0" * 100, "EncryptedPackage": b"\7" * 5_000}),
            "file-password"),
    refuses("letter.xls", lambda: compound({"WordDocument": b"\xec\xa5" * 100}), "file-no-table"),
    refuses("begin of an old file.xls", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "file-no-table"),
    reads("binary.xlsb", lambda: xlsb(binary_row(0) + binary_cell(0, 2.5) + binary_row(3) + binary_cell(1, 7)), A1=2.5,
          B4=7),
    reads("old with percentages.xls", lambda: xls(OLD_SHARES, xls_styles(*SHARES)), "note-shares",
          B3=Share(0.075), C3=Share(0.5), B4=Share(0.5), C4=0.5, B5=Share(0.18), C5=7.5, B6=True),
    reads("old with errors.xls", lambda: xls(OLD_ERRORS), "note-errors", B2="Alpha", C2="!cell-error", D2=True,
          C3="!cell-error", rows=3),
    reads("binary with errors.xlsb", lambda: xlsb(
          binary_row(0) + binary_cell(0, 2.5) + kit.part(3, struct.pack("<LLB", 1, 0, 0x17))
          + binary_row(2) + kit.part(11, struct.pack("<LLBHL", 1, 0, 0x2A, 0, 0))),
          "note-errors", A1=2.5, B1="!cell-error", B3="!cell-error", rows=3),
    reads("old without its first record.xls", lambda: xls(xls_number(0, 0, 0.5)).replace(b"\x09\x08", b"\0\0", 1),
          "note-cells-unread", A1=0.5),
    reads("old with formats out of reach.xls", lambda: xls(xls_number(0, 0, 0.5), record(0x41E, b"\1")),
          "note-cells-unread", A1=0.5),
    reads("binary with percentages.xlsb", lambda: xlsb(
          binary_row(2) + binary_cell(1, 0.075, 2) + binary_cell(2, 0.5)
          + kit.part(2, struct.pack("<LLL", 3, 1, 0x3FE00000))
          + binary_row(4) + kit.part(9, struct.pack("<LLdHL", 0, 1, 0.18, 0, 0)) + binary_cell(1, 7.5, 3),
          kit.xlsb_styles(*SHARES)), "note-shares",
          B3=Share(0.075), C3=0.5, D3=Share(0.5), A5=Share(0.18), B5=7.5),
    refuses("binary with a far cell.xlsb",
            lambda: xlsb(binary_row(0) + binary_cell(0, 1) + binary_row(1_048_575) + binary_cell(16_383, 1)),
            "reader-died"),
    reads("open document.ods",
          lambda: ods(ods_row(ods_cell(2.5)) + ods_row(ods_cell(1), 'table:number-rows-repeated="5"')), A1=2.5, A6=1,
          rows=6),
    reads("open document with empty rest.ods", lambda: ods(ods_row(ods_cell(2.5)) + ods_row(
          '<table:table-cell table:number-columns-repeated="16384"/>', 'table:number-rows-repeated="1048575"')), A1=2.5,
          rows=1),
    refuses("open document full to the rim.ods",
            lambda: ods(ods_row(ods_cell(1, 'table:number-columns-repeated="16000"'),
                                'table:number-rows-repeated="1000000"')), "file-too-much-at", "WQK1"),
    reads("open document with a far cell.ods",
          lambda: ods(ods_row(ods_cell(1)) + ods_row("", 'table:number-rows-repeated="1048574"')
                      + ods_row('<table:table-cell table:number-columns-repeated="16383"/>' + ods_cell(9))),
          A1=1, XFD1048576=9, rows=1_048_576),
    refuses("open document of wide rows.ods",
            lambda: ods(ods_row(ods_cell(3, 'table:number-columns-repeated="16384"')) * 3_000), "file-too-much-at",
            "A306"),
    refuses("open document a column too wide.ods",
            lambda: ods(ods_row(ods_cell(3, 'table:number-columns-repeated="16385"'))), "workbook-damaged-at", "A1"),
    refuses("open document a row too long.ods",
            lambda: ods(ods_row("", 'table:number-rows-repeated="1048576"') + ods_row(ods_cell(1))),
            "workbook-damaged-at", "B1048576"),
    refuses("open document of less than nothing.ods",
            lambda: ods(ods_row(ods_cell(3, 'table:number-columns-repeated="-1"'))), "workbook-damaged-at", "A1"),
    reads("open document with errors.ods", lambda: ods(ods_row(
          ods_text("#N/A", 'table:formula="of:=NA()"') + '<table:table-cell table:formula="of:=1+1"/>'
          + ods_text("#N/A") + ods_cell("NaN"))), "note-errors", "note-formulas", A1="!cell-error", B1="!cell-formula",
          C1="#N/A", D1="!cell-error"),
    reads("open document of all kinds.ods", lambda: ods(ods_row(
          ods_of("date", "2027-03-01") + ods_of("date", "2027-03-01T06:30:00") + ods_of("date", "1900-01-15")
          + ods_of("time", "PT06H30M00S") + ods_of("boolean", "true") + ods_cell("0.125", kind="percentage")
          + ods_cell("12.5", kind="currency") + ods_cell("12345678901234567890"))), "note-days", "note-shares",
          A1=dt.date(2027, 3, 1), B1=dt.datetime(2027, 3, 1, 6, 30), C1="!cell-date", D1="!cell-date",  # noqa: DTZ001
          E1=True, F1=Share(0.125), G1=12.5, H1=12345678901234567890),
    reads("open document with texts.ods", lambda: ods(ods_row(
          ods_text(" a   b<text:s text:c='2'/>c\n ") + ods_text("x</text:p><text:p>y<text:line-break/>z<text:tab/>")
          + ods_text("=1+1<office:annotation><text:p>no</text:p></office:annotation>")
          + ods_text("<text:span>नियो</text:span><text:a>钕😀</text:a>") + ods_text("0012"))), "note-hyperlinks",
          A1="a b  c", B1="x\ny\nz\t", C1="=1+1", D1="नियो钕😀", E1="0012"),
    reads("open document merged and hidden.ods", lambda: ods(
          '<table:table-column table:visibility="collapse"/>' + ods_row(ods_cell(
              1, 'table:number-columns-spanned="2" table:number-rows-spanned="2"') + "<table:covered-table-cell/>",
              'table:visibility="filter"')), "note-merged", "note-hidden-rows", "note-hidden-columns", A1=1),
    reads("open document with changes tracked.ods",
          lambda: ods_with("<office:spreadsheet>", "<office:spreadsheet><table:tracked-changes><table:table "
                           f'table:name="Old">{ods_row(ods_cell(7))}</table:table></table:tracked-changes>'), A1=1),
    reads("open document with another file in it.ods", lambda: ods_with("</table:table>", "</table:table><table:table "
          f"table:name=\"'file:///a.ods'#Rates\">{ods_row(ods_cell(7))}</table:table>"), "note-links", A1=1),
    reads("open document with comments.ods",
          lambda: ods_with("<table:table-row", "<!-- <table:table-row></table:table-row> --><table:table-row"), A1=1),
    refuses("a million laughs in an open document.ods",
            lambda: ods_with("<office:document", f"{BOMB}<office:document"), "workbook-entities"),
    reads("open document in one file.fods", lambda: flat(ods_row(ods_cell(1) + ods_text("=1+1"))), A1=1, B1="=1+1"),
    refuses("open document without a sheet.fods", lambda: flat("").replace(b"table:table", b"table:chart"),
            "workbook-no-sheet"),
    refuses("open document cut short.ods", lambda: ods_with("</office:document-content>", ""), "workbook-damaged"),
    refuses("open document of a million paragraphs.ods",
            lambda: ods(ods_row(ods_text("abc</text:p><text:p>" * 400_000))), "text-too-long-at", "A1"),
    refuses("locked.ods", lambda: ods("", {"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}),
            "file-password"),
    refuses("open letter.odt",
            lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}),
            "file-no-table"),
)  # fmt: skip

TEXTS = (
    reads("plain.csv", lambda: b"a,b\n1,2\n", A1="a", B2="2", rows=2),
    reads("semicolons and commas.csv", ROWS.encode, A2="Müller", B2="1.234,50"),
    reads("one column of decimals.csv", lambda: b"Price\n12,5\n13,75\n", A2="12,5", rows=3),
    reads("one column ended by semicolons.csv", lambda: b"Price;\n12,5;\n13,75;\n", A2="12,5", rows=3),
    reads("tabs.tsv", lambda: b"a\tb\n1,5\t2\n", A2="1,5", B2="2"),
    reads("bars.txt", lambda: b"a|b\n1|2\n", A2="1", B2="2"),
    reads("said to be semicolons.csv", lambda: b"sep=;\na;b\n1,5;2\n", A1="a", A2="1,5", B2="2"),
    reads("marked utf-8.csv", "\ufeffa,Ü\n1,2\n".encode, A1="a", B1="Ü"),
    reads("utf-16.csv", lambda: ROWS.encode("utf-16"), A2="Müller", B2="1.234,50"),
    reads("utf-16 the other way.csv", lambda: b"\xfe\xff" + ROWS.encode("utf-16-be"), A2="Müller"),
    reads("utf-16 unmarked.csv", lambda: ROWS.encode("utf-16-le"), A2="Müller"),
    reads("utf-16 unmarked in another script.csv", lambda: "नाम,दाम\nनियोडिमियम,५०\n".encode("utf-16-le"),
          A2="नियोडिमियम", B2="५०"),
    reads("utf-32.csv", lambda: ROWS.encode("utf-32"), A2="Müller"),
    reads("western.csv", lambda: ROWS.encode("cp1252"), A2="Müller", A3="Société"),
    reads("chinese.csv", lambda: CHINESE.encode("gbk"), A2="包头稀土", B2="350.5"),
    reads("japanese.csv", lambda: "供給者,価格\n希土類のメーカー,350\nネオジム,120\n".encode("shift_jis"), B2="350"),
    reads("devanagari.csv", "नाम,दाम\nनियोडिमियम,५०\n".encode, A2="नियोडिमियम", B2="५०"),
    reads("western with its odd marks.csv", lambda: b"Preis \x80;Menge\n5,00 \x80;3\n", A1="Preis €", A2="5,00 €"),
    reads("quoted.csv", lambda: b'a,b\n"x ""y"", z\nnew line",2\n', A2='x "y", z\nnew line', B2="2", rows=2),
    reads("quote inside.csv", lambda: b'size,b\n5" pipe,2\n', A2='5" pipe', B2="2"),
    refuses("quote that nothing closes.csv", lambda: b'a,b\n1,2\n"x,3\n4,5\n', "csv-quote", "3"),
    refuses("quote over everything.csv", lambda: b'a,b\n"' + b"x,y\n" * 400_000, "csv-quote", "2"),
    reads("zero bytes.csv", lambda: b"a,b\n1,x\0y\n", "note-controls", B2="x\0y"),
    reads("the end as DOS marks it.csv", lambda: b"a,b\r\n1,2\r\n\x1a", A2="1", rows=2),
    reads("mixed line ends.csv", lambda: b"a,b\r\n1,2\n3,4\r5,6", A2="1", A3="3", B4="6", rows=4),
    reads("one long row.csv", lambda: b"a,b\n1,2\n1,2,3,4\n5,6\n", "note-uneven", D3="4", rows=4),
    reads("short rows.csv", lambda: b"a,b,c\n1\n4,5,6\n7,8,9\n", "note-uneven", A2="1", rows=4),
    refuses("far too wide.csv", lambda: b"a" + b",a" * 20_000, "line-too-wide", "1"),
    refuses("no line ever ends.csv", lambda: b"a,b " * 6_000_000, "line-too-long", "1"),
    reads("long cell.csv", lambda: b"a,b\n" + b"x" * 40_000 + b",2\n", "note-long", B2="2"),
    reads("empty lines.csv", lambda: b"\n\na,b\n\n1,2\n\n", A3="a", B5="2", rows=5),
    reads("formula-like.csv", lambda: b"a,b\n=1+1,@x\n'=2+2,'+3\n", "note-apostrophes", A2="=1+1", A3="=2+2", B3="+3"),
    reads("header twice.csv", lambda: b"a,a\n1,2\n1,2\n", A1="a", B1="a", A3="1", rows=3),
    reads("csv called a workbook.xlsx", lambda: b"a,b\n1,2\n", A1="a", B2="2"),
    reads("workbook called a csv.csv", lambda: zipped(parts(A1)), A1=1),
    reads("page called a workbook.xls", f"<html><body>{TABLE}</body></html>".encode, "note-merged", A1="a",
          A2="1 < 2\nx"),
    reads("page of unclosed tags.html", lambda: b"<table><tr><td>1<td>2<tr><td>3" + b"<!-- <td>" * 10_000, B1="2",
          A2="3"),
    reads("page of a span of spaces.xls", lambda: b"<table><tr><td colspan=" + b" " * 500_000 + b">1</table>"),
    refuses("page of too many tables.xls", lambda: b"<table><tr><td>1</table>" * 1_001, "file-too-many-sheets"),
    refuses("page without a table.html", lambda: b"<html><p>a,b</p></html>", "html-no-table"),
    reads("tables in a package.zip", lambda: zipped({"Items.csv": "a,b\n1,2\n", "More.csv": "c\n"}), A1="a", B2="2"),
)  # fmt: skip

STRANGERS = (
    refuses("nothing.csv", lambda: b"", "file-empty"),
    refuses("squeezed called a csv.csv", lambda: gzip.compress(b"a,b\n" * 1_000), "file-packed"),
    refuses("squeezed bomb.csv.gz", lambda: gzip.compress(b"\0" * 50_000_000), "file-packed"),
    refuses("printed.xlsx", lambda: b"%PDF-1.7\n" + b"x" * 500, "file-no-table"),
    refuses("picture.xls", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 500, "file-no-table"),
    refuses("rubbish.csv", lambda: bytes(range(256)) * 20, "file-no-table"),
    refuses("zeros.csv", lambda: b"\0" * 5_000, "file-no-table"),
    refuses("database.csv", lambda: b"SQLite format 3\0" + b"\0" * 500, "file-is-project"),
    refuses("xml of 2003.xls",
            lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "workbook-xml"),
)  # fmt: skip

ALL: tuple[Odd, ...] = OLD + TEXTS + STRANGERS
