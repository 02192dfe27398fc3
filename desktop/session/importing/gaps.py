"""Empty cells that mean the cell above, as merged cells leave them: where they are, and rows with them filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from desktop.session.importing.layout import ABOVE, Layout, Use
from desktop.session.importing.reading import nothing
from desktop.session.importing.row_reader import is_sum
from desktop.session.intake import Line as Read
from desktop.session.intake import Row
from desktop.text.entry import Raw

_NAMING = ("sources", "items")
_KEYS = ("id", "name")


def names(use: Use) -> bool:
    """Whether a column names the source or the item of its rows, without which a row is refused."""
    return use.slot is not None and use.slot.table in _NAMING and use.slot.field in _KEYS


def gaps(layout: Layout, column: int, rows: Iterable[Row]) -> int:
    """How many rows below a row with a cell in ``column`` have none, though they say something that is used."""
    used = {at for at, use in layout.uses.items() if use.slot is not None} - {column}
    found, seen = 0, False
    for row in rows:
        if row[0].row <= layout.header.last:
            continue
        filled = {cell.column for cell in row if not cell.blank}
        seen = seen or column in filled
        found += seen and _lacks(column, filled, used, row[0].value)
    return found


def filled_down(layout: Layout, lines: Iterable[Read], filled: dict[int, tuple[int, ...]]) -> Iterator[Read]:
    """The lines below the header, with cells from above in the columns of which the user said so.

    ``filled`` is told which columns of which rows got one.
    """
    wanted = sorted(at for at, use in layout.uses.items() if use.unclear == ABOVE and use.slot is not None)
    if not wanted:
        yield from lines
        return
    used = {at for at, use in layout.uses.items() if use.slot is not None} - set(wanted)
    last: dict[int, Raw] = {}
    for row, columns, values, faults in lines:
        told = {at: value for at, value in zip(columns, values, strict=True) if not nothing(value)}
        last |= {at: told[at] for at in wanted if at in told and not (faults and at in faults)}
        lacking = [at for at in wanted if at in last and _lacks(at, told.keys(), used, values[0])]
        if not lacking:
            yield row, columns, values, faults
            continue
        filled[row] = tuple(lacking)
        cells = sorted({**dict(zip(columns, values, strict=True)), **{at: last[at] for at in lacking}}.items())
        yield row, tuple([at for at, _ in cells]), tuple([value for _, value in cells]), faults


def _lacks(column: int, told: AbstractSet[int], used: AbstractSet[int], first: Raw) -> bool:
    """Whether a row that is no total says something of what has no name in a column."""
    return column not in told and not used.isdisjoint(told) and not (isinstance(first, str) and is_sum(first))
