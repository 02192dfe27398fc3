"""What the cells of an .xlsx sheet mean: shared texts, formats that make a number a day, codes in texts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

import attrs

from desktop.store.reading.markup import Attributes, LocalNames, Parser, elements
from desktop.store.reading.source import LONGEST_TEXT, Broken

_DAY_FORMATS = frozenset((*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)))
"""Numbers of built-in formats that show days or times, those of East Asia with them."""
_SHARE_FORMATS = frozenset((9, 10))
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
"""What stands in a format code but has no meaning in it: quoted text, colours, regions; not ``[h]``."""
_DAY_CODE = re.compile("[dmhysDMHYS]")
_OFFICE_1900, _OFFICE_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)  # noqa: DTZ001 - days have no zone
_MARCH_1900 = 61
"""Before this day of the 1900 count programs disagree: some know a 29 February 1900."""
_CODE = re.compile("_x([0-9A-Fa-f]{4})_")


@attrs.frozen
class Styles:
    """Which cell formats, by their number as text, show a number as a day, and which as a percentage."""

    days: frozenset[str] = frozenset()
    shares: frozenset[str] = frozenset()

    @classmethod
    def of(cls, pieces: Iterable[bytes]) -> Styles:
        """What the part ``styles.xml`` says."""
        codes: dict[str, str] = {}
        formats: list[str] = []
        within = ""
        for name, attributes in elements(pieces):
            if name == "numFmt":
                codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            elif name == "xf" and within == "cellXfs":
                formats.append(attributes.get("numFmtId", "0"))
            elif name in {"cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}:
                within = name
        return cls(
            frozenset(str(at) for at, number in enumerate(formats) if _shows_day(number, codes)),
            frozenset(str(at) for at, number in enumerate(formats) if shows_share(number, codes)),
        )


def _shows_day(number: str, codes: Attributes) -> bool:
    if number in codes:
        return bool(_DAY_CODE.search(_LITERAL.sub("", codes[number].partition(";")[0])))
    return number.isdecimal() and int(number) in _DAY_FORMATS


def shows_share(number: str, codes: Attributes) -> bool:
    """Whether the format of that number shows percentages; ``codes`` are those that are not built in."""
    if number in codes:
        return "%" in _LITERAL.sub("", codes[number])
    return number.isdecimal() and int(number) in _SHARE_FORMATS


def day(serial: float, *, from_1904: bool) -> dt.date | None:
    """The day, with the time where it has one, that a number stands for; None where programs do not agree."""
    start, least = (_OFFICE_1904, 0) if from_1904 else (_OFFICE_1900, _MARCH_1900)
    if not serial >= least:
        return None
    try:
        return plain_day(start + dt.timedelta(seconds=round(serial * 86_400)))
    except OverflowError:
        return None


def plain_day(moment: dt.datetime) -> dt.date:
    """A moment as a day where it is midnight."""
    return moment if moment.time() != dt.time() else moment.date()


def number(held: str) -> float:
    """The number that a cell holds, whole ones exactly; raises ValueError for what only Python takes for one."""
    if not held.isascii() or "_" in held:
        raise ValueError(held)
    return int(held) if held.removeprefix("-").isdecimal() else float(held)


def decoded(text: str) -> str:
    """Text without the codes, such as ``_x000D_``, that stand for characters XML cannot hold."""
    if "_x" not in text:
        return text
    plain = _CODE.sub(lambda code: chr(int(code[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def formula(text: str) -> str:
    """A formula as one types it; where a cell only repeats its neighbour's, that is all there is to say."""
    return f"={text or '…'}"


def shared_texts(pieces: Iterable[bytes]) -> list[str]:
    """The texts of the part ``sharedStrings.xml``, without the reading aids of East Asian scripts."""
    reader = _Texts()
    for piece in pieces:
        reader.feed(piece)
    reader.end()
    return reader.texts


class _Texts:
    """Takes the texts out of a stream of XML."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._names = LocalNames()
        self._parts: list[str] = []
        self._item: list[str] = []
        self._aside = self._within = False
        self._parser = Parser(self._start)
        self._parser.expat.EndElementHandler = self._end
        self._parser.expat.CharacterDataHandler = self._parts.append

    def feed(self, piece: bytes) -> None:
        self._parser.feed(piece)
        if not self._within:
            self._parts.clear()
        elif sum(map(len, self._parts)) > LONGEST_TEXT:
            raise Broken("text-too-long")

    def end(self) -> None:
        self._parser.end()

    def _start(self, name: str, _: Attributes) -> None:
        local = self._names[name]
        if local == "t":
            self._parts.clear()
            self._within = True
        elif local == "rPh":
            self._aside = True
        elif local == "si":
            self._item = []

    def _end(self, name: str) -> None:
        local = self._names[name]
        if local == "t":
            self._within = False
            if not self._aside:
                self._item.append("".join(self._parts))
            self._parts.clear()
        elif local == "rPh":
            self._aside = False
        elif local == "si":
            self.texts.append("".join(map(decoded, self._item)))
