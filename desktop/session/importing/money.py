"""Which figures of a list were converted from one currency to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from desktop.session import units
from desktop.session.importing.draft import Line
from desktop.session.importing.layout import Layout, Use
from desktop.session.importing.pending import Pending
from desktop.session.importing.slots import UNIT, Slot
from desktop.text import figures
from desktop.text.entry import Raw

_CURRENCY = Slot("offers", "currency")


class Money:
    """Knows from the layout of a list where its rows say what their figures are in."""

    def __init__(self, layout: Layout) -> None:
        uses = [(column, use) for column, use in layout.uses.items() if use.slot is not None]
        self._amounts = [(at, use) for at, use in uses if use.slot and "currency" in use.slot.declared.unit]
        self._named = [at for at, use in uses if use.slot == _CURRENCY]
        self._units = [at for at, use in uses if use.slot == UNIT]
        self._constant = layout.constants.get(_CURRENCY, "")
        self._of_columns = {use.unit: _currency(use.unit) for _, use in self._amounts}

    def converted(self, line: Line, column: int, use: Use) -> tuple[str, str] | None:
        """The currency that a cell is in and the one that its figure was converted to; None where it was not."""
        raw = line.raw(column)
        if raw is None or all(at != column for at, _ in self._amounts):
            return None
        wanted = _kept_in(line.owner("offers"))
        given = _own(raw) or self._of_columns.get(use.unit, "") or self._row_money(line)
        return (given, wanted) if given and wanted and given != wanted else None

    def pairs(self, lines: Iterable[Line]) -> Iterator[tuple[str, str]]:
        """Every pair of currencies between which figures were converted, once."""
        found: dict[tuple[str, str], None] = {}
        for line in lines if self._amounts else ():
            for column, use in self._amounts if not line.faults else ():
                pair = self.converted(line, column, use)
                if pair is not None:
                    found[pair] = None
        yield from found

    def _row_money(self, line: Line) -> str:
        """The currency that a column of its own, or a constant, or else the unit of the row names for the row."""
        told = [str(raw) for at in self._named if (raw := line.raw(at)) is not None]
        named = units.currency((told or [self._constant])[0])
        return named or next((money for at in self._units if (money := _currency(str(line.raw(at) or "")))), "")


def _kept_in(offer: Pending | None) -> str:
    """The currency of the offer that a row speaks of."""
    if offer is None:
        return ""
    return (
        str(getattr(offer.before, "currency", ""))
        if offer.before is not None
        else str(offer.values.get("currency", ""))
    )


def _own(raw: Raw) -> str:
    """The currency that a cell itself names."""
    around = figures.around(raw) if isinstance(raw, str) else None
    return _currency(units.beside(*around)) if around and any(around) else ""


def _currency(text: str) -> str:
    unit = units.parse(text) if text else None
    return unit.money if unit and unit.money != units.ANY_MONEY and unit.money not in units.EITHER else ""
