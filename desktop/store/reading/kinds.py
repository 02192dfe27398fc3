"""What a file is, told by its content; what its name ends in does not count."""

from __future__ import annotations

import re
import zipfile
from typing import BinaryIO, Literal

from desktop.store.reading.package import Package
from desktop.store.reading.source import Broken
from desktop.store.reading.xlsx import main_part

Kind = Literal["package", "xls", "ods", "html", "csv"]
Packaged = Literal["xlsx", "xlsb", "ods", "csv"]

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OLD_EXCEL = re.compile(rb"\x09[\x00\x02\x04\x08](\x04|\x06|\x08|\x10)\x00")
"""How .xls files begin that were made before there were folders in files."""
_STRANGERS = {
    b"\x1f\x8b": "file-packed",
    b"BZh": "file-packed",
    b"\xfd7zXZ\x00": "file-packed",
    b"7z\xbc\xaf\x27\x1c": "file-packed",
    b"Rar!\x1a\x07": "file-packed",
    b"\x28\xb5\x2f\xfd": "file-packed",
    b"%PDF-": "file-no-table",
    b"{\\rtf": "file-no-table",
    b"\x89PNG": "file-no-table",
    b"\xff\xd8\xff": "file-no-table",
    b"GIF8": "file-no-table",
    b"\x7fELF": "file-no-table",
    b"MZ\x90\x00": "file-no-table",
    b"PAR1": "file-no-table",
    b"SQLite format 3\x00": "file-is-project",
}
_BEGIN, _OLE_BEGIN = 4_096, 4_000_000
_OLE_SHIFT, _OLE_SECTOR, _OLE_WIDEST, _OLE_NAMES = slice(30, 32), slice(48, 52), 12, 65_536
"""Where such a file tells the size of its sectors, as a power of two, and the one with which its directory begins."""
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta)[\s>]", re.IGNORECASE)
_XML_OF_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
_FLAT_ODS = (b"<office:document", b"application/vnd.oasis.opendocument.spreadsheet")
"""An open document that is no package but one file of XML."""
_CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\r\x0b\x0c\x1a\x1b")
_MOST_CONTROLS = 0.05


def kind_of(file: BinaryIO) -> Kind:
    """What an open file is, which is wound back; raises Broken with a word on what else it is."""
    file.seek(0)
    begin = file.read(_BEGIN)
    if not begin:
        raise Broken("file-empty")
    if begin.startswith(_OLE):
        _check_ole(begin + file.read(_OLE_BEGIN) + _ole_directory(file, begin))
        kind: Kind = "xls"
    elif zipfile.is_zipfile(file):
        kind = "package"
    elif begin.startswith(b"PK\x03\x04"):
        raise Broken("workbook-damaged")
    else:
        kind = _kind_of_text(begin)
    file.seek(0)
    return kind


def kind_of_package(package: Package) -> Packaged:
    """What a zip package is; raises Broken where it is no kind of workbook."""
    if "_rels/.rels" in package:
        main = main_part(package)
        if main.endswith(".bin"):
            return "xlsb"
        if main.startswith(("word/", "ppt/", "visio/")):
            raise Broken("file-no-table")
        return "xlsx"
    if "mimetype" in package and "content.xml" in package:
        if b"spreadsheet" not in b"".join(package.small("mimetype")):
            raise Broken("file-no-table")
        if b"manifest:encryption-data" in b"".join(package.small("meta-inf/manifest.xml")):
            raise Broken("file-password")
        return "ods"
    if any(name.endswith((".csv", ".tsv", ".txt")) for name in package):
        return "csv"
    raise Broken("workbook-not-xlsx")


def _ole_directory(file: BinaryIO, begin: bytes) -> bytes:
    """What tells the names in a file of the old make: behind all that it holds, where that is much."""
    shift, sector = (int.from_bytes(begin[place], "little") for place in (_OLE_SHIFT, _OLE_SECTOR))
    file.seek(sector + 1 << min(shift, _OLE_WIDEST))
    return file.read(_OLE_NAMES)


def _check_ole(content: bytes) -> None:
    """Refuse files of the old make that are no open workbook."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Broken("file-password")
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book", "WORKBOOK", "BOOK")):
        raise Broken("file-no-table")


def _kind_of_text(begin: bytes) -> Kind:
    for start, key in _STRANGERS.items():
        if begin.startswith(start):
            raise Broken(key)
    if _OLD_EXCEL.match(begin):
        return "xls"
    plain = begin.replace(b"\0", b"")
    if _XML_OF_2003 in plain:
        raise Broken("workbook-xml")
    if all(mark in plain for mark in _FLAT_ODS):
        return "ods"
    if _HTML.search(plain[:1_024]):
        return "html"
    controls = sum(byte in _CONTROLS for byte in plain)
    if controls > _MOST_CONTROLS * len(plain) or not plain:
        raise Broken("file-no-table")
    return "csv"
