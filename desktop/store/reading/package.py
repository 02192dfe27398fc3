"""The zip packages that workbooks are, checked for size and make before anything is unpacked."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from typing import IO

from desktop.store.reading.source import Broken

_MOST_PARTS = 5_000
_MOST_BYTES = 1_600_000_000
_MOST_RATIO, _RATIO_COUNTS_FROM = 250, 50_000_000
_MOST_AT_ONCE = 64_000_000
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_CHUNK = 65_536


def guard(package: zipfile.ZipFile) -> None:
    """Refuse a package that would unpack to too much, or that says two things at once; raises Broken."""
    parts = sorted(package.infolist(), key=lambda part: part.header_offset)
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
        raise Broken("workbook-too-large")
    for part in parts:
        if part.file_size > max(_RATIO_COUNTS_FROM, _MOST_RATIO * part.compress_size):
            raise Broken("workbook-too-large")
        if part.flag_bits & _ENCRYPTED:
            raise Broken("file-password")
        if part.compress_type not in _PACKINGS:
            raise Broken("workbook-damaged")
    for part, following in pairwise(parts):
        if part.header_offset + part.compress_size > following.header_offset:
            raise Broken("workbook-damaged")


class Package:
    """A guarded package and its parts by name, however their names are written."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        guard(package)
        self._package = package
        listed = package.infolist()
        self._parts = {part.filename.replace("\\", "/").lstrip("/").lower(): part for part in listed}
        if len(self._parts) < len(listed):  # programs do not agree on which of two alike counts
            raise Broken("workbook-damaged")

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def size(self, name: str) -> int:
        """The bytes of a part when unpacked, as the package says."""
        return self._parts[name].file_size

    def called(self, name: str) -> str:
        """The name of a part as it is written."""
        return self._parts[name].filename

    def open(self, name: str) -> IO[bytes]:
        """A part as a stream; raises KeyError when there is none."""
        return self._package.open(self._parts[name])

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part piece by piece."""
        with self.open(name) as source:
            while piece := source.read(_CHUNK):
                yield piece

    def small(self, name: str) -> Iterator[bytes]:
        """A part that describes the others, piece by piece; raises Broken when it is too large for that."""
        if self.size(name) > _MOST_AT_ONCE:
            raise Broken("workbook-too-large")
        return self.chunks(name)


def resolved(folder: str, target: str) -> str:
    """The name of the part that a reference in ``folder`` leads to."""
    return posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/")))[1:].lower()
