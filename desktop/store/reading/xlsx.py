"""An .xlsx or .xlsm workbook: which sheets it has, and what they share; macros are never looked at."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from desktop.store.reading.markup import Attributes, elements
from desktop.store.reading.notes import Notes
from desktop.store.reading.package import Package, resolved
from desktop.store.reading.source import Broken, Sheet, Source, Tell
from desktop.store.reading.xlsx_builder import Shared
from desktop.store.reading.xlsx_cells import Styles, shared_texts
from desktop.store.reading.xlsx_rows import SheetReader

_NO_TABLES = frozenset(("chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"))
"""Sheets that hold a chart, a form or macros and no rows of anybody's."""
_Links = dict[str, tuple[str, str]]
"""The kind and the name of each part that another refers to, by the name of the reference."""


def main_part(package: Package) -> str:
    """The part that a package of the Office family begins with, "" where it has none."""
    return next((part for kind, part in links_of(package, "").values() if kind == "officeDocument"), "")


def open_book(package: Package, tell: Tell) -> Source:
    """The sheets of a workbook; raises Broken for a package that is none."""
    main = main_part(package)
    if main not in package or not main.endswith(".xml"):
        raise Broken("workbook-not-xlsx")
    links = links_of(package, main)
    notes = Notes()
    for kind, _ in links.values():
        if kind == "externalLink":
            notes.see("note-links")
    macros = any(kind == "vbaProject" for kind, _ in links.values())
    if macros:
        notes.see("note-macros")
    described = list(elements(package.small(main)))
    return Source(
        "xlsm" if macros else "xlsx", _sheets(package, links, described, tell), notes, names=_names(described)
    )


def _names(described: list[tuple[str, Attributes]]) -> frozenset[str]:
    """The names that the workbook gives to places, as they are compared."""
    return frozenset(attributes.get("name", "").casefold() for name, attributes in described if name == "definedName")


def links_of(package: Package, source: str) -> _Links:
    """What a part refers to, by the names of its references; raises Broken where that cannot be told."""
    folder, name = posixpath.split(source)
    part = posixpath.join(folder, "_rels", f"{name}.rels")
    if part not in package:
        raise Broken("workbook-not-xlsx")
    return {
        link["Id"]: (link["Type"].rpartition("/")[2], resolved(folder, link["Target"]))
        for name, link in elements(package.small(part))
        if name == "Relationship"
    }


def _sheets(package: Package, links: _Links, described: list[tuple[str, Attributes]], tell: Tell) -> Iterator[Sheet]:
    named = [attributes for name, attributes in described if name == "sheet"]
    parts = {link: part for link, (kind, part) in links.items() if kind == "worksheet"}
    shared_parts = {kind: part for kind, part in links.values() if kind in {"sharedStrings", "styles"}}
    told = _Told(tell, sum(map(package.size, {*parts.values(), *shared_parts.values()})))
    shared = Shared(
        shared_texts(told.on(package.chunks(shared_parts["sharedStrings"]))) if "sharedStrings" in shared_parts else [],
        Styles.of(told.on(package.small(shared_parts["styles"]))) if "styles" in shared_parts else Styles(),
        any(name == "workbookPr" and attributes.get("date1904") in {"1", "true"} for name, attributes in described),
    )
    for attributes in named:
        title, (kind, _) = attributes["name"], links[attributes["id"]]
        if kind in _NO_TABLES:
            continue
        if kind != "worksheet":
            raise Broken("workbook-damaged", title, "A1")
        notes = Notes(title)
        if attributes.get("state", "visible") != "visible":
            notes.see("note-hidden-sheet")
        reader = SheetReader(title, shared, notes)
        yield Sheet(title, reader.lines(told.on(package.chunks(parts[attributes["id"]]))), notes)


class _Told:
    """Tells how much of all parts has gone by."""

    def __init__(self, tell: Tell, size: int) -> None:
        self._tell, self._size, self._gone = tell, max(size, 1), 0

    def on(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """The same pieces, told when they are read."""
        for piece in pieces:
            self._gone += len(piece)
            self._tell(min(self._gone / self._size, 1.0))
            yield piece
