"""Whatever is done to a file, reading it raises FileFault or nothing; plain rows read as the parser reads them."""

from __future__ import annotations

import os
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.model.errors import FileFault
from desktop.store.reading import files
from desktop.store.reading.cells import Line
from desktop.store.reading.notes import Notes
from desktop.store.reading.source import Broken, Options
from desktop.store.reading.xlsx_builder import Shared
from desktop.store.reading.xlsx_cells import Styles
from desktop.store.reading.xlsx_rows import SheetReader
from tests.store.reading import fuzz

SHEET = '<?xml version="1.0" encoding="UTF-8"?><worksheet>{}<sheetData>{}</sheetData></worksheet>'
SHARED = Shared(["one", "_x0041_", ""], Styles(frozenset("1"), frozenset("2")))

numbers = st.sampled_from(["1", "-2", "0.5", "1E3", "46388", "1_0", "nan", "INF", "1e999", "x", "", "7", "\u0966"])
texts = st.text(st.sampled_from("a_x0041< &;>\n\r\t\x01é😀]"), max_size=6).map(lambda text: text.replace("<", "&lt;"))
styles = st.sampled_from(["", ' s="0"', ' s="1"', ' s="2"', ' s="x"'])
places = st.sampled_from(["", ' r="A{}"', ' r="B{}"', ' r="C{}"', ' r="XFD{}"', ' r="XFE{}"', ' r="C7"'])
values = st.one_of(
    st.tuples(st.sampled_from(["", ' t="n"', ' t="b"', ' t="e"', ' t="d"', ' t="str"', ' t="s"']), numbers).map(
        lambda pair: f"{pair[0]}><v>{pair[1]}</v></c>"
    ),
    texts.map(lambda text: f' t="inlineStr"><is><t>{text}</t></is></c>'),
    st.sampled_from(["/>", "><f>1+1</f></c>", '><f t="shared" si="0"/><v>3</v></c>', "></c>"]),
)
cells = st.builds(lambda place, style, value: f"<c{place}{style}{value}", places, styles, values)
heads = st.sampled_from(["<row>", '<row r="{}">', '<row r="{}" hidden="1">', '<row r="{}" r="{}">', '<row  r="{}">'])
rows = st.builds(lambda head, inner: head + "".join(inner) + "</row>", heads, st.lists(cells, max_size=4))


def read(pieces: list[bytes]) -> tuple[object, ...]:
    """What a sheet in pieces holds and says, or where it is broken."""
    notes = Notes("S")
    lines: list[Line] = []
    try:
        lines.extend(SheetReader("S", SHARED, notes).lines(iter(pieces)))
    except Broken as broken:
        return broken.key, broken.cell
    return lines, notes.all()


@settings(max_examples=120)
@given(st.lists(st.tuples(rows, st.integers(1, 4)), max_size=4), st.integers(1, 40))
def test_plain_rows_read_as_the_parser_reads_them(made: list[tuple[str, int]], size: int) -> None:
    written = [row for row, times in made for _ in range(times)]
    inner = "".join(row.replace("{}", str(at)) for at, row in enumerate(written, start=1))
    plain, parsed = (SHEET.format(about, inner).encode() for about in ("", "<!-- the long way -->"))
    pieces = [plain[at : at + size] for at in range(0, len(plain), size)]
    assert read(pieces) == read([plain]) == read([parsed])


@given(
    st.binary(max_size=300), st.sampled_from([Options(), Options("utf-16"), Options(delimiter=","), Options("gb18030")])
)
def test_any_bytes_are_a_book_or_a_fault_of_the_file(data: bytes, options: Options) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert opened(Path(folder) / "a.csv", data, options) in {"Book", "FileFault"}


@given(
    st.text(st.sampled_from("a1,;\t|\"'\n\r=.- \0é"), max_size=60),
    st.text(st.sampled_from("<>/tabledrh =\"'2&;!-"), max_size=60),
)
def test_anything_copied_is_a_book_or_a_fault(text: str, html: str) -> None:
    try:
        files.look_text(text, f"<table>{html}", Options())
    except FileFault as fault:
        said = fault.key
    else:
        said = "read"
    assert said in {"read", "paste-empty", "csv-quote", "line-too-wide"}


def opened(path: Path, data: bytes, options: Options) -> str:
    path.write_bytes(data)
    try:
        with files.opened(path, lambda _: None, options) as source:
            assert all(isinstance(line, tuple) for sheet in source.sheets for line in sheet.lines)
    except FileFault:
        return "FileFault"
    return "Book"


def test_a_mutated_file_is_read_or_refused(tmp_path: Path) -> None:
    known = fuzz.seeds()
    outcomes = set()
    for seed in range(100):
        chance = random.Random(seed)
        name, data = chance.choice(known)
        outcomes.add(fuzz.attempt(tmp_path / name, fuzz.mutated(data, chance)))
    assert {"read", "workbook-damaged"} < outcomes


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_a_mutated_file_of_calamines_is_read_or_refused(tmp_path: Path) -> None:
    known = fuzz.seeds(calamine=True)
    outcomes = set()
    for seed in range(40):
        chance = random.Random(seed)
        name, data = chance.choice(known)
        outcomes.add(fuzz.attempt_apart(tmp_path / name, fuzz.mutated(data, chance)))
    assert {"read", "workbook-damaged"} < outcomes
    assert "file-not-read" not in outcomes
