"""What files are made of: cases with their outcome, packages, workbooks of the old make."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

import attrs

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STYLES = (
    '<numFmts><numFmt numFmtId="170" formatCode="[$-409]mmm yyyy"/><numFmt numFmtId="171" formatCode="0.0%"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
    '<cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>'
)


@attrs.frozen
class Odd:
    """A file and what comes of reading it: cells by ``Sheet!A1`` and notes, or the key and place of a refusal.

    A cell is its value, or the key of its fault behind ``!``. ``rows`` is the last row of the first sheet.
    """

    name: str
    make: Callable[[], bytes]
    cells: Mapping[str, object] = attrs.field(factory=dict)
    notes: frozenset[str] = frozenset()
    refused: str = ""
    at: str = ""
    rows: int = 0

    @property
    def file(self) -> str:
        """A name that any file system takes."""
        return self.name.replace(" ", "-")


def reads(name: str, make: Callable[[], bytes], *notes: str, rows: int = 0, **cells: object) -> Odd:
    """A file that is read; a cell of the sheet Items is told as ``B7=...``."""
    return Odd(name, make, cells, frozenset(notes), rows=rows)


def refuses(name: str, make: Callable[[], bytes], key: str, at: str = "") -> Odd:
    """A file that is refused, with the cell or line where it was."""
    return Odd(name, make, refused=key, at=at)


def zipped(parts: Mapping[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", packing) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def link(name: str, kind: str, target: str, more: str = "") -> str:
    return f'<Relationship Id="{name}" Type="{RELATION}/{kind}" Target="{target}"{more}/>'


def links(*each: str) -> str:
    return f"{HEAD}<Relationships>{''.join(each)}</Relationships>"


def parts(
    rows: str = '<row r="1"><c r="A1"><v>1</v></c></row>',
    *,
    texts: str = "",
    about: str = "",
    before: str = '<dimension ref="A1"/>',
    after: str = "",
    space: str = MAIN,
    sheets: str = '<sheet name="Items" sheetId="1" r:id="r1"/>',
    more_links: str = "",
) -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet, Items, whose rows are given as they stand in the file."""
    main = f'<workbook xmlns="{space}" xmlns:r="{RELATION}">{about}<sheets>{sheets}</sheets></workbook>'
    return {
        "_rels/.rels": links(link("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": HEAD + main,
        "xl/_rels/workbook.xml.rels": links(
            link("r1", "worksheet", "worksheets/sheet1.xml"),
            link("r2", "sharedStrings", "sharedStrings.xml"),
            link("r3", "styles", "styles.xml"),
            more_links,
        ),
        "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{space}">{texts}</sst>',
        "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{space}">{STYLES}</styleSheet>',
        "xl/worksheets/sheet1.xml": (
            f'{HEAD}<worksheet xmlns="{space}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
        ),
    }


def book(rows: str, **rest: str) -> Callable[[], bytes]:
    """A workbook with these rows."""
    return lambda: zipped(parts(rows, **rest))


def changed(
    part: str, change: Callable[[str], str | bytes], rows: str = '<row r="1"><c r="A1"><v>1</v></c></row>'
) -> bytes:
    """A workbook one part of which is changed."""
    content = parts(rows)
    content[part] = change(str(content[part]))
    return zipped(content)


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A file with folders of the old Office make, of sectors of 512 bytes; streams are padded to 4,096 bytes."""
    sector, free, end = 512, 0xFFFFFFFF, 0xFFFFFFFE
    table, body, entries = [0xFFFFFFFD], b"", [_entry("Root Entry", 5, end, 0)]
    directory = 1 + (len(streams)) // 4
    table += [*range(2, directory + 1), end]
    for name, content in streams.items():
        padded = content.ljust(4096, b"\0")
        padded += b"\0" * (-len(padded) % sector)
        start = len(table)
        table += [*range(start + 1, start + len(padded) // sector), end]
        body += padded
        entries.append(_entry(name, 2, start, len(padded)))
    table += [free] * (sector // 4 - len(table))
    assert len(table) == sector // 4
    head = struct.pack("<8s16xHHHHH6xLLLLLLLLLL", bytes.fromhex("d0cf11e0a1b11ae1"), 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1,
                       0, 4096, end, 0, end, 0, 0)  # fmt: skip
    first = head + struct.pack("<L", free) * 108
    listing = b"".join(entries).ljust(directory * sector, b"\0")
    return first + struct.pack(f"<{len(table)}L", *table) + listing + body


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    title = (name + "\0").encode("utf-16-le")
    child = 1 if kind == 5 else 0xFFFFFFFF
    return struct.pack("<64sHBBLLL16x4x16xLQ", title, len(title), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, start, size)


def xls(rows: bytes, globals_: bytes = b"") -> bytes:
    """An .xls workbook (BIFF 8) with a sheet Items of these records."""
    begin = record(0x809, struct.pack("<HHHHLL", 0x600, 5, 0, 0, 0, 6)) + globals_
    name = b"\5\0Items"
    at = len(begin) + 4 + 6 + len(name) + 4
    sheet = record(0x809, struct.pack("<HHHHLL", 0x600, 0x10, 0, 0, 0, 6)) + rows + record(0x0A, b"")
    return compound(
        {"Workbook": begin + record(0x85, struct.pack("<LBB", at, 0, 0) + name) + record(0x0A, b"") + sheet}
    )


def record(kind: int, content: bytes) -> bytes:
    """One record of an .xls stream."""
    return struct.pack("<HH", kind, len(content)) + content


def xls_number(row: int, column: int, number: float, style: int = 0) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, style, number))


def xls_styles(*formats: int | str) -> bytes:
    """Formats of cells, each by the number of one that is built in, or by its code."""
    codes = [code for code in formats if isinstance(code, str)]
    numbers = [164 + codes.index(each) if isinstance(each, str) else each for each in formats]
    told = [record(0x41E, struct.pack("<HHB", 164 + at, len(code), 0) + code.encode()) for at, code in enumerate(codes)]
    return b"".join([*told, *(record(0xE0, struct.pack("<HH16x", 0, number)) for number in numbers)])


def xls_text(row: int, column: int, text: str) -> bytes:
    return record(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))


def xlsb(rows: bytes, styles: bytes = b"") -> bytes:
    """An .xlsb workbook with a sheet Items of these records."""
    sheet = struct.pack("<LL", 0, 1) + _wide("r1") + _wide("Items")
    return zipped({
        "_rels/.rels": links(link("r1", "officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": part(131) + part(143) + part(156, sheet) + part(144) + part(132),
        "xl/_rels/workbook.bin.rels": links(
            link("r1", "worksheet", "worksheets/sheet1.bin"), link("r2", "styles", "styles.bin")),
        **({"xl/styles.bin": part(278) + styles + part(279)} if styles else {}),
        "xl/worksheets/sheet1.bin": part(129) + part(148, struct.pack("<LLLL", 0, 9, 0, 9)) + part(145) + rows
        + part(146) + part(130),
    })  # fmt: skip


def xlsb_styles(*formats: int | str) -> bytes:
    """Formats of cells, each by the number of one that is built in, or by its code, behind those of named styles."""
    codes = [code for code in formats if isinstance(code, str)]
    numbers = [164 + codes.index(each) if isinstance(each, str) else each for each in formats]
    told = [part(44, struct.pack("<H", 164 + at) + _wide(code)) for at, code in enumerate(codes)]
    looks = [part(47, struct.pack("<HH12x", 0, number)) for number in numbers]
    named = part(626, struct.pack("<L", 1)) + part(47, struct.pack("<HH12x", 0xFFFF, 9)) + part(627)
    return b"".join([*told, named, part(617, struct.pack("<L", len(looks))), *looks, part(618)])


def part(kind: int, content: bytes = b"") -> bytes:
    """One record of an .xlsb part."""
    code = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return code + bytes([len(content)]) + content


def _wide(text: str) -> bytes:
    return struct.pack("<L", len(text)) + text.encode("utf-16-le")


def ods(rows: str, more: Mapping[str, str] | None = None) -> bytes:
    """An .ods workbook with a sheet Items of these rows."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    table = f'<table:table table:name="Items">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": f"{HEAD}<manifest/>",
        "content.xml": f"{HEAD}<office:document-content {spaces}>{body}</office:document-content>",
        **(more or {}),
    })  # fmt: skip
