"""Which encoding a text file is in: told by its first bytes, else what all of it can be read in, else guessed."""

from __future__ import annotations

import codecs
from typing import BinaryIO

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""The longer marks come first: that of UTF-32 begins as that of UTF-16."""
_WESTERN = "cp1252"
_GUESSED = [_WESTERN, "cp1250", "cp1251", "cp1253", "cp1254", "gb18030", "big5", "shift_jis", "euc_kr"]
"""Encodings that spreadsheet programs write where people do not choose one."""
_AS_GOOD = 0.02
_SAMPLE, _PIECE = 200_000, 1_000_000
_PAIRED = 0.6
"""Share of zero bytes in every second place from which a text is UTF-16 without its mark."""

_LINE_END = 10


def encoding_of(file: BinaryIO) -> str:
    """The name of the encoding that Python knows; the file is wound back."""
    file.seek(0)
    sample = file.read(_SAMPLE)
    found = next((name for mark, name in _MARKS if sample.startswith(mark)), "") or _unmarked_utf16(sample)
    if not found:
        found = "utf-8" if _is_utf8(file) else _guessed(sample)
    file.seek(0)
    return found


def known(encoding: str) -> bool:
    """Whether Python can read text in an encoding of this name."""
    try:
        return codecs.lookup(encoding)._is_text_encoding  # noqa: SLF001 - there is no other way to ask
    except (LookupError, ValueError):
        return False


def _unmarked_utf16(sample: bytes) -> str:
    """UTF-16 told by its zero bytes, or where letters have none, by those of its line ends."""
    pairs = max(len(sample) // 2, 1)
    for name, low, high in (("utf-16-le", sample[::2], sample[1::2]), ("utf-16-be", sample[1::2], sample[::2])):
        ends = sum(pair == (_LINE_END, 0) for pair in zip(low, high, strict=False))
        if high.count(0) > _PAIRED * pairs or (0 not in low and 2 * ends > sample.count(_LINE_END)):
            return name
    return ""


def _is_utf8(file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while piece := file.read(_PIECE):
            decoder.decode(piece)
        decoder.decode(b"", True)  # noqa: FBT003 - the name of the parameter is not fixed
    except UnicodeDecodeError:
        return False
    return True


def _guessed(sample: bytes) -> str:
    """The most likely encoding; the western one where it is as likely as any."""
    matches = from_bytes(sample, cp_isolation=_GUESSED)
    best = matches.best()
    if best is None:
        return _WESTERN
    likely = {name for match in matches if match.chaos <= best.chaos + _AS_GOOD for name in match.could_be_from_charset}
    return _WESTERN if _WESTERN in likely else best.encoding
