"""What one row of a list says: about which records, field by field, and what of it cannot be taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import attrs

from desktop.model.errors import Value as Said
from desktop.model.fields import Value
from desktop.model.project import Project
from desktop.model.records import TABLE, Table
from desktop.model.records.goods import UNITS as _UNITS
from desktop.session.importing import derived, units
from desktop.session.importing.known import Identities
from desktop.session.importing.layout import Layout, Use
from desktop.session.importing.reading import Context, Reader, Refused, money_of, nothing
from desktop.session.importing.slots import ACROSS, SUMS, UNIT, Slot
from desktop.session.intake import Cell

_SUM = re.compile(r"(grand |sub[ -]?)?totals?\b|sum\b|合计|总计|कुल", re.IGNORECASE)
_KEYS = ("id", "name")
_CURRENCY = Slot("offers", "currency")
_PRICES = (Slot("offers", "price"), Slot("prices", "value"))
_NAMED_APART = ("items", "sources", "offers")

Told = Mapping[Slot, tuple[Cell, Use, int]]


@attrs.frozen
class Fault:
    """Why a row is not taken: the column (0: none in particular), and the message key with its values."""

    column: int
    key: str
    values: Mapping[str, Said] = attrs.field(factory=dict)


@attrs.define(eq=False)
class Part:
    """What a row says about one record: values, the columns they stand in, and where others come from.

    ``across`` is the column whose header and cell make the record; 0 for the one record of the row.
    """

    table: Table
    values: dict[str, Value] = attrs.field(factory=dict)
    columns: dict[str, int] = attrs.field(factory=dict)
    made: dict[str, tuple[Value, str]] = attrs.field(factory=dict)
    across: int = 0

    @property
    def key(self) -> tuple[Value, ...]:
        """The identity of the record."""
        return tuple(self.values.get(name, self.table.field[name].default) for name in self.table.identity)


class RowReader:
    """Reads rows of one list, each on its own."""

    def __init__(self, project: Project, layout: Layout, identities: Identities) -> None:
        self._kind = layout.of
        self._reader = Reader(project)
        self._identities = identities
        used = sorted((column, use, use.slot) for column, use in layout.uses.items() if use.slot is not None)
        self._single = [each for each in used if not each[1].across]
        self._across = [each for each in used if each[1].across]
        self._item_units: dict[str, str] = {}
        self._answered = {name: tuple(self._kind.answered(TABLE[name])) for name in self._kind.tables}
        self._constants = {slot: (Cell(0, 0, text), Use(slot), 0) for slot, text in layout.constants.items() if text}
        self._needed = {
            field.table
            for name in self._kind.tables
            for field in TABLE[name].fields
            if field.kind == "ref" and field.required
        }

    def read(self, cells: Mapping[int, Cell]) -> tuple[list[Part], list[Fault]]:
        """What a row says; nothing at all, without a fault, for a row that has nothing in the columns used."""
        faults: list[Fault] = []
        told = self._told(cells, faults)
        across = [
            (column, use, slot, cells[column])
            for column, use, slot in self._across
            if column in cells and not nothing(cells[column])
        ]
        if not told and not across:
            return [], faults
        if _is_sum(cells, told):
            return [], [Fault(0, "import-row-sum")]
        said = {**self._constants, **told}
        by_table: dict[str, dict[Slot, tuple[Cell, Use, int]]] = {}
        for slot, what in said.items():
            by_table.setdefault(slot.table, {})[slot] = what
        row = _Row(said, by_table, set(told), faults)
        for name in self._kind.tables:
            self._table(name, row)
        parts = list(row.parts.values())
        if not faults:
            parts = list(self._spread(row, across))
        return parts, faults

    def _told(self, cells: Mapping[int, Cell], faults: list[Fault]) -> dict[Slot, tuple[Cell, Use, int]]:
        told: dict[Slot, tuple[Cell, Use, int]] = {}
        for column, use, slot in self._single:
            cell = cells.get(column)
            if cell is None or nothing(cell):
                continue
            if slot in told:
                faults.append(Fault(column, "import-two-columns", {"field": slot.declared.label}))
            else:
                told[slot] = (cell, use, column)
        return told

    def _table(self, name: str, row: _Row) -> None:
        """Read what the row says about its record of one table: first who it is, then the rest."""
        own = row.by_table.get(name, {})
        table, main = TABLE[name], name == self._kind.name
        if name in self._kind.series and not row.told & set(own):
            return
        if not own and not main and not (name == "offers" and {"sources", "items"} <= set(row.parts)):
            if name in self._needed:
                key = f"import-none-{name}" if name in _NAMED_APART else "import-none"
                row.faults.append(Fault(0, key, {"table": table.title}))
            return
        part = row.parts[name] = Part(table)
        self._fill(part, {slot: what for slot, what in own.items() if slot.field in _KEYS}, row)
        for field in self._answered[name]:
            if field.table in row.parts and row.parts[field.table].values.get("id"):
                part.values[field.name] = row.parts[field.table].values["id"]
        if any(field.table in row.parts and not part.values.get(field.name) for field in self._answered[name]):
            return  # its owner's name is open
        if any(slot.field in _KEYS and slot.field not in part.columns for slot in own if slot in row.told):
            return
        try:
            self._identities.name(table, part.values)
        except Refused as refused:
            column = part.columns.get("name", part.columns.get("id", 0))
            row.faults.append(Fault(column, refused.key, refused.values))
            return
        row.context = self._context(part, row)
        self._fill(part, {slot: what for slot, what in own.items() if slot.field not in _KEYS}, row)
        self._complete(part, row)

    def _fill(self, part: Part, own: Told, row: _Row) -> None:
        for slot, (cell, use, column) in own.items():
            value = self._value(cell, use, column, row)
            if value is not _REFUSED:
                part.values[slot.field] = value
                part.columns[slot.field] = column

    def _value(self, cell: Cell, use: Use, column: int, row: _Row) -> Value:
        try:
            value = self._reader.value(cell, use, row.context)
        except Refused as refused:
            row.faults.append(Fault(column, refused.key, refused.values))
            return _REFUSED
        field = use.slot.declared if use.slot else UNIT.declared
        wrong = field.fault(value)
        if wrong is not None:
            limits: dict[str, Said] = {"value": str(value), "least": f"{field.least:g}", "most": f"{field.most:g}"}
            told = {**limits, "unit": field.unit, "choices": ", ".join(field.choices)}
            row.faults.append(Fault(column, wrong, told))
            return _REFUSED
        return value

    def _context(self, part: Part, row: _Row) -> Context:
        """What the row says so far about units: a known item keeps its unit, a known offer its currency."""
        context = row.context
        if UNIT in row.said and not context.row_unit:
            context = attrs.evolve(context, row_unit=str(row.said[UNIT][0].value))
        _, known = self._identities.find(part.table, part.key)
        if part.table.name == "items":
            unit = str(getattr(known, "unit", "") or self._told_unit(row) or _unit_of(context.row_unit) or _UNITS[0])
            name = str(part.values.get("id", ""))
            context = attrs.evolve(context, item_unit=self._item_units.setdefault(name, unit))
        if part.table.name == "offers":
            told = self._currency(row)
            context = attrs.evolve(
                context,
                money=str(getattr(known, "currency", "") or told),
                row_money=told if _CURRENCY in row.said else "",
            )
        return context

    def _told_unit(self, row: _Row) -> str:
        slot = Slot("items", "unit")
        if slot not in row.said:
            return ""
        cell, use, column = row.said[slot]
        value = self._value(cell, use, column, row)
        return value if isinstance(value, str) else ""

    def _currency(self, row: _Row) -> str:
        """The currency of a new offer: what a column or a constant says, else what its price is in."""
        if _CURRENCY in row.said:
            cell, use, column = row.said[_CURRENCY]
            value = self._value(cell, use, column, row)
            return value if isinstance(value, str) else ""
        prices = [row.said[slot][:2] for slot in _PRICES if slot in row.said]
        prices += [(Cell(0, 0, None), use) for _, use, slot in self._across if slot in _PRICES]
        return next((money for cell, use in prices if (money := money_of(cell, use))), "")

    def _complete(self, part: Part, row: _Row) -> None:
        """What follows for a new record; a known offer's currency stays, as its other figures are in it."""
        _, known = self._identities.find(part.table, part.key)
        if known is None:
            part.made = derived.complete(part.table.name, part.values, row.context.money, row.context.item_unit)
        else:
            part.values.pop("name", None)
            part.columns.pop("name", None)
            if part.table.name == "offers":
                part.values.pop("currency", None)
            if part.table.name == "items":
                part.values.pop("unit", None)

    def _spread(self, row: _Row, across: Sequence[tuple[int, Use, Slot, Cell]]) -> Iterator[Part]:
        """The parts of a row, with a record for each cell that stands under a month or an element."""
        main = self._kind.name
        of_main = any(slot.table == main for _, _, slot in self._across)
        yield from (part for name, part in row.parts.items() if not (of_main and name == main))
        for column, use, slot, cell in across:
            table = TABLE[slot.table]
            value = self._value(cell, use, column, row)
            if value is _REFUSED:
                continue
            key, _ = ACROSS[table.name]
            owner = self._kind.series.get(table.name)
            shared: dict[str, Value] = dict(row.parts[main].values) if table.name == main else {}
            if owner:
                shared[owner] = row.parts[main].values.get("id")
            for at in _keys(use, table):
                yield Part(table, {**shared, key: at, slot.field: value}, {slot.field: column}, {}, column)


@attrs.define(eq=False)
class _Row:
    """One row while it is read: what it says, what a column of its own says, and what came of it so far."""

    said: Told
    by_table: Mapping[str, Told]
    told: set[Slot]
    faults: list[Fault]
    parts: dict[str, Part] = attrs.field(factory=dict)
    context: Context = attrs.field(factory=Context)


_REFUSED: Value = ("\0refused",)
"""In place of a value that was refused; no field holds it."""


def _keys(use: Use, table: Table) -> Iterator[Value]:
    """What stands for the header: an element, the first month of a step, or every month of a sum."""
    if use.period is None:
        yield use.element
        return
    for offset in range(use.period.months if table.name in SUMS else 1):
        yield use.period.first.plus(offset)


def _unit_of(text: str) -> str:
    """The unit of a new item that a row's unit says, if items can have it."""
    unit = units.parse(text) if text else None
    return unit.quantity if unit and unit.quantity in _UNITS else ""


def _is_sum(cells: Mapping[int, Cell], told: Told) -> bool:
    """Whether a row is a total below the list: it begins with the word, and names nothing else."""
    first = cells[min(cells)]
    named = [slot for slot in told if slot.field in _KEYS]
    word = isinstance(first.value, str) and bool(_SUM.match(first.value.strip()))
    return word and all(told[slot][0] is first for slot in named)
