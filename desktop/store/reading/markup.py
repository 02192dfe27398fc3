"""XML read as a stream of elements; a document type, where entities could be defined, is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NoReturn
from xml.parsers import expat

from desktop.store.reading.source import Broken

Attributes = dict[str, str]


class LocalNames(dict[str, str]):
    """Names without their prefix, which differs from program to program: ``x:row`` -> ``row``."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(":")[2]
        return local


def parser() -> expat.XMLParserType:
    """A parser that raises Broken at a document type and knows nothing outside of what it is fed."""
    made = expat.ParserCreate()
    made.buffer_text = True
    made.StartDoctypeDeclHandler = _refuse
    return made


def _refuse(*_: object) -> NoReturn:
    raise Broken("workbook-entities")


def elements(pieces: Iterable[bytes]) -> Iterator[tuple[str, Attributes]]:
    """Every element of a document in order, with its name without prefix and its attributes without theirs."""
    found: list[tuple[str, Attributes]] = []
    made, names = parser(), LocalNames()

    def start(name: str, attributes: Attributes) -> None:
        found.append((names[name], {names[key]: value for key, value in attributes.items()}))

    made.StartElementHandler = start
    for piece in pieces:
        made.Parse(piece)
        yield from found
        found.clear()
    made.Parse(b"", True)  # noqa: FBT003 - the parser takes no keywords
    yield from found
