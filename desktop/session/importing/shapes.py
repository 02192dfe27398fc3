"""Rows that fill the same columns are of one shape: what they say of which table, and lack, is worked out once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache

import attrs

from desktop.model.errors import Value as Said
from desktop.model.records import TABLE, Table
from desktop.session.importing.layout import Layout, Use
from desktop.session.importing.reading import ColumnReader
from desktop.session.importing.slots import PRICES, UNIT, Kind, Slot
from desktop.session.importing.stated import Context, Told
from desktop.text.entry import Raw

KEYS = ("id", "name")
CURRENCY, ITEM_UNIT = Slot("offers", "currency"), Slot("items", "unit")
_NAMED_APART = ("items", "sources", "offers")


@attrs.frozen
class Fault:
    """Why a row is not taken: the column (0: none in particular), and the message key with its values."""

    column: int
    key: str
    values: Mapping[str, Said] = attrs.field(factory=dict)


@attrs.frozen(eq=False)
class Source:
    """Where a row has the value of a field: in a column, at a position among its cells, or the same in all rows.

    ``column`` is 0 and ``at`` is -1 for what holds in all rows, which is ``constant``. ``unit`` is where the row tells
    the unit of this field alone.
    """

    slot: Slot
    column: int
    at: int
    reader: ColumnReader
    constant: Raw = None
    use: Use = attrs.field(factory=Use)
    unit: Source | None = None

    def raw(self, values: Sequence[Told]) -> Told:
        """The cell of a row."""
        return values[self.at] if self.at >= 0 else self.constant

    def within(self, context: Context, values: Sequence[Told]) -> Context:
        """What the row says about this figure: of its unit what a column tells for it alone."""
        return context if self.unit is None else _in_unit(context, str(self.unit.raw(values)))


@lru_cache(maxsize=1_000)
def _in_unit(context: Context, unit: str) -> Context:
    return attrs.evolve(context, row_unit=unit)


@attrs.frozen(eq=False, slots=False)
class Step:
    """What rows of a shape say of their record of one table: who it is, then the rest.

    ``owners`` are the references that records of the row answer: field and table.
    """

    table: Table
    main: bool
    keys: tuple[Source, ...]
    others: tuple[Source, ...]
    owners: tuple[tuple[str, str], ...]

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """The column of each field."""
        return {source.slot.field: source.column for source in (*self.keys, *self.others)}

    @cached_property
    def told(self) -> tuple[int, ...]:
        """The positions of the cells that say something of the table."""
        own = (*self.keys, *self.others)
        units = (source.unit for source in own if source.unit is not None)
        return tuple(source.at for source in (*own, *units) if source.at >= 0)


@attrs.frozen(eq=False)
class Shape:
    """The steps through rows whose cells stand in the same columns, and the faults that all of them have.

    ``may_sum`` says that nothing but their first cell names a record, as in totals below a list.
    ``across`` are the cells that make a record each; ``unit``, ``item_unit``, ``currency`` and ``prices`` are where
    such a row says what its figures are in.
    """

    steps: tuple[Step, ...]
    across: tuple[Source, ...]
    faults: tuple[Fault, ...]
    may_sum: bool
    unit: Source | None
    item_unit: Source | None
    currency: Source | None
    prices: tuple[Source, ...]

    @property
    def empty(self) -> bool:
        """Whether such rows have nothing in the columns used."""
        return not self.steps and not self.across and not self.faults


class Shapes:
    """The shapes of the rows of one list, by the columns that are filled."""

    def __init__(self, layout: Layout, readers: Mapping[int, ColumnReader], constants: Mapping[Slot, Source]) -> None:
        self._kind: Kind = layout.of
        self._uses = sorted((column, use) for column, use in layout.uses.items() if use.slot is not None)
        self._readers, self._constants = readers, constants
        self._known: dict[tuple[int, ...], Shape] = {}
        self._answered = {name: tuple(self._kind.answered(TABLE[name])) for name in self._kind.tables}
        self._needed = {
            field.table
            for name in self._kind.tables
            for field in TABLE[name].fields
            if field.kind == "ref" and field.required
        }

    def of(self, columns: tuple[int, ...]) -> Shape:
        """The shape of rows with anything in these columns."""
        shape = self._known.get(columns)
        if shape is None:
            shape = self._known[columns] = self._made(columns)
        return shape

    def _made(self, columns: tuple[int, ...]) -> Shape:
        faults: list[Fault] = []
        sources = [
            Source(use.slot, column, columns.index(column), self._readers[column], None, use)
            for column, use in self._uses
            if column in columns and use.slot is not None
        ]
        units = {source.slot.unit_of: source for source in sources if source.slot.unit_of}
        sources = [attrs.evolve(source, unit=units.get(source.slot)) for source in sources]
        across = tuple(source for source in sources if source.use.across)
        told: dict[Slot, Source] = {}
        for source in sources:
            if source.use.across:
                continue
            if source.slot in told:
                faults.append(Fault(source.column, "import-two-columns", {"field": source.slot.declared.label}))
            else:
                told[source.slot] = source
        said = {**self._constants, **told}
        steps = tuple(self._steps(said, set(told), faults)) if told or across else ()
        return Shape(
            steps,
            across,
            tuple(faults),
            all(source.at == 0 for source in told.values() if source.slot.field in KEYS),
            said.get(UNIT),
            said.get(ITEM_UNIT),
            said.get(CURRENCY),
            (*(said[slot] for slot in PRICES if slot in said), *self._outlook),
        )

    @cached_property
    def _outlook(self) -> tuple[Source, ...]:
        """The columns across, as cells without anything in them: their units say what their figures are in."""
        return tuple(
            Source(use.slot, column, -1, self._readers[column], None, use)
            for column, use in self._uses
            if use.across and use.slot in PRICES
        )

    def _steps(self, said: Mapping[Slot, Source], told: AbstractSet[Slot], faults: list[Fault]) -> Iterator[Step]:
        by_table: dict[str, list[Source]] = {}
        for slot, source in said.items():
            by_table.setdefault(slot.table, []).append(source)
        there: set[str] = set()
        for name in self._kind.tables:
            own, main, table = by_table.get(name, []), name == self._kind.name, TABLE[name]
            if name in self._kind.series and not any(source.slot in told for source in own):
                continue
            if not own and not main and not (name == "offers" and {"sources", "items"} <= there):
                if name in self._needed:
                    key = f"import-none-{name}" if name in _NAMED_APART else "import-none"
                    faults.append(Fault(0, key, {"table": table.title}))
                continue
            there.add(name)
            yield Step(
                table,
                main,
                tuple(source for source in own if source.slot.field in KEYS),
                tuple(source for source in own if source.slot.field not in KEYS),
                tuple((field.name, field.table) for field in self._answered[name] if field.table in there),
            )
