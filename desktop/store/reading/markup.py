"""XML read as a stream of elements; a document type, where entities could be defined, is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NoReturn
from xml.parsers import expat

from desktop.store.reading.source import LONGEST_TEXT, Broken

Attributes = dict[str, str]


class LocalNames(dict[str, str]):
    """Names without their prefix, which differs from program to program: ``x:row`` -> ``row``."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(":")[2]
        return local


class Parser:
    """A parser that raises Broken at a document type and knows nothing outside of what it is fed."""

    def __init__(self, start: Callable[[str, Attributes], None]) -> None:
        self._fed = 0
        self.expat = expat.ParserCreate()
        self.expat.buffer_text = True
        self.expat.StartDoctypeDeclHandler = _refuse
        self.expat.StartElementHandler = start

    def feed(self, piece: bytes) -> None:
        """Take in the next piece; a tag without end is refused, which older parsers would begin anew at each piece."""
        self.expat.Parse(piece)
        self._fed += len(piece)
        if self._fed - self.expat.CurrentByteIndex > LONGEST_TEXT:
            raise Broken("text-too-long")

    def end(self) -> None:
        """There is no more."""
        self.expat.Parse(b"", True)  # noqa: FBT003 - the parser takes no keywords


def _refuse(*_: object) -> NoReturn:
    raise Broken("workbook-entities")


def elements(pieces: Iterable[bytes]) -> Iterator[tuple[str, Attributes]]:
    """Every element of a document in order, with its name without prefix and its attributes without theirs."""
    found: list[tuple[str, Attributes]] = []
    names = LocalNames()

    def start(name: str, attributes: Attributes) -> None:
        found.append((names[name], {names[key]: value for key, value in attributes.items()}))

    parser = Parser(start)
    for piece in pieces:
        parser.feed(piece)
        yield from found
        found.clear()
    parser.end()
    yield from found
