"""Finding a text in cells and replacing it: what would change, before anything does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter

import attrs

from desktop.model.errors import AppError
from desktop.model.fields import Field, Value
from desktop.model.project import Project
from desktop.model.records import Record
from desktop.session import reading
from desktop.session.arranging import shown
from desktop.text import entry

Places = Sequence[tuple[int, Record]]
Cells = Sequence[tuple[Field, Places]]
"""Fields, each with the rows that are looked at: their numbers and records."""


@attrs.frozen
class Sought:
    """What is looked for: a text, as the whole of a cell or a part, with or without regard to case."""

    text: str
    whole: bool = False
    cased: bool = False

    def pattern(self) -> re.Pattern[str]:
        """The text as a pattern."""
        return re.compile(re.escape(self.text), 0 if self.cased else re.IGNORECASE)


@attrs.frozen
class Replacement:
    """One cell in which the text was found; ``value`` is what it would hold, or ``fault`` says why it cannot.

    ``note`` tells how what was written became the value, where it was converted.
    """

    row: int
    field: Field
    value: Value = None
    fault: AppError | None = None
    note: str = ""


def found(text: str, sought: Sought) -> bool:
    """Whether a text holds, or is, what is looked for."""
    pattern = sought.pattern()
    return bool(sought.text) and bool(pattern.fullmatch(text) if sought.whole else pattern.search(text))


def replacements(cells: Cells, sought: Sought, replacement: str, project: Project) -> list[Replacement]:
    """Every cell that holds the text, as it is typed or shown, with what it would hold instead."""
    return [each for field, places in cells for each in _in_field(field, places, sought, replacement, project)]


def _in_field(
    field: Field, places: Places, sought: Sought, replacement: str, project: Project
) -> Iterator[Replacement]:
    """The cells of one field; each value is looked at once, because few differ in most columns."""
    pattern, read = sought.pattern(), attrgetter(field.name)
    texts: dict[Value, str] = {}
    for value in {read(record) for _, record in places}:
        for text in (entry.show(value), shown(value, field)):
            if found(text, sought):
                texts[value] = text
                break
    for row, record in places if texts else ():
        held = texts.get(read(record))
        if held is None:
            continue
        try:
            fresh = reading.read(field, pattern.sub(lambda _: replacement, held), record, project)
            yield Replacement(row, field, fresh.value, note=fresh.note)
        except AppError as error:
            yield Replacement(row, field, fault=error)
