"""Rows of an .ods workbook read the short way as they do the long way, and in pieces as in one."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.store.reading import ods
from desktop.store.reading.cells import Line
from desktop.store.reading.notes import Notes
from desktop.store.reading.package import Package
from desktop.store.reading.source import Broken
from tests.store.corpus import kit

numbers = st.sampled_from(["1", "-2.50", "0", "1E3", "1_0", "nan", "INF", "x", "", "7", "\u0966", "1e999", str(2**70)])
days = st.sampled_from(["2027-03-01", "2027-03-01T06:30:00", "1899-12-30", "2027-13-01", "2027-03-01T00:00:00Z", ""])
texts = st.text(st.sampled_from("ab1 \t\n&;é😀\x01"), max_size=5).map(lambda text: text.replace("&", "&amp;"))
times = st.sampled_from(["", ' table:number-columns-repeated="3"', ' table:number-columns-repeated="16384"'])
looks = st.sampled_from(["", ' table:style-name="ce1"', ' calcext:value-type="float"', ' table:formula="of:=1"'])
values = st.one_of(
    numbers.map(lambda held: f' office:value-type="float" office:value="{held}"><text:p>{held}</text:p>'),
    numbers.map(lambda held: f' office:value-type="percentage" office:value="{held}">'),
    days.map(lambda held: f' office:value-type="date" office:date-value="{held}"><text:p>x</text:p>'),
    texts.map(lambda text: f' office:value-type="string"><text:p>{text}</text:p>'),
    texts.map(lambda text: f"><text:p>{text}</text:p><text:p><text:span>{text}</text:span><text:s/></text:p>"),
    st.sampled_from([">", ' office:value-type="string">', ' office:value-type="time" office:time-value="PT1H">']),
)
cells = st.builds(
    lambda look, many, value: f"<table:table-cell{look}{many}{value}</table:table-cell>", looks, times, values
)
heads = st.sampled_from(
    ["", ' table:number-rows-repeated="4"', ' table:style-name="ro1"', ' table:number-rows-repeated="1048570"']
)
rows = st.builds(
    lambda head, inner: f"<table:table-row{head}>{''.join(inner)}</table:table-row>", heads, st.lists(cells, max_size=4)
)
ends = st.sampled_from(["", '</table:table><table:table table:name="B">', "<table:table-header-rows/>"])


def read(pieces: list[bytes]) -> object:
    """What a document in pieces holds and says, or where it is broken; no more than some rows of a sheet."""
    found: list[tuple[str, list[Line], object]] = []
    try:
        for sheet in ods.sheets(iter(pieces), Notes()):
            lines = [line for line, _ in zip(sheet.lines, range(50), strict=False)]
            found.append((sheet.title, lines, sheet.notes.all()))
    except Broken as broken:
        return broken.key, broken.sheet, broken.cell
    return repr(found)


def content(inner: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(kit.ods(inner))) as package:
        return b"".join(Package(package).chunks("content.xml")).replace(
            b' xmlns:office="', b' xmlns:calcext="x" xmlns:office="'
        )


@settings(max_examples=60)
@given(st.lists(st.tuples(rows, ends).map("".join), max_size=4), st.integers(1, 200))
def test_plain_rows_read_as_the_parser_reads_them(made: list[str], size: int) -> None:
    plain = content("".join(made))
    parsed = plain.replace(b"?>", b"?><!-- the long way -->", 1)
    pieces = [plain[at : at + size] for at in range(0, len(plain), size)]
    assert read(pieces) == read([plain]) == read([parsed])


def test_a_sheet_whose_rows_nobody_wants_does_not_hide_the_next() -> None:
    row = '<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>'
    data = content(f'{row * 9}</table:table><table:table table:name="B">{row}')
    assert [sheet.title for sheet in ods.sheets(iter([data]), Notes())] == ["Items", "B"]
