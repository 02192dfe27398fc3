"""What one row of a list says: about which records, field by field, and what of it cannot be taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import attrs

from desktop.model.fields import Value
from desktop.model.project import Project
from desktop.model.records import TABLE, Record, Table
from desktop.session import units
from desktop.session.importing import derived
from desktop.session.importing.guessing import still_asked
from desktop.session.importing.known import Identities, Named
from desktop.session.importing.layout import Layout, Use
from desktop.session.importing.pending import Pending
from desktop.session.importing.reading import readers
from desktop.session.importing.shapes import Fault, Shape, Shapes, Source, Step
from desktop.session.importing.slots import ACROSS, PRICES, SUMS, Slot
from desktop.session.importing.stated import Context, LeftEmpty, Refused, Told
from desktop.text.entry import Raw

_SUM = re.compile(r"(grand |sub[ -]?)?totals?\b|sum\b|合计|总计|कुल", re.IGNORECASE)
_KEPT = 20_000
_ID = ("id",)
_PLAIN = Context()
_NOTHING_MADE: Mapping[str, tuple[Value, str]] = {}


@attrs.define(eq=False)
class Part:
    """What a row says about one record: values, the columns they stand in, and where others come from.

    ``across`` is the column whose header and cell make the record; 0 for the one record of the row. ``named`` is the
    name that it goes by. ``context`` is what it adds to reading the rest of the row, ``faults`` why it is refused.
    ``key`` is the identity of the record, ``at`` and ``before`` its row in the project and what it was; ``pending`` is
    what became of it, for the rows that say the same again.
    """

    table: Table
    values: dict[str, Value]
    columns: Mapping[str, int]
    context: Context
    made: Mapping[str, tuple[Value, str]] = _NOTHING_MADE
    across: int = 0
    named: Named | None = None
    faults: tuple[Fault, ...] = ()
    key: tuple[Value, ...] = ()
    at: int | None = None
    before: Record | None = None
    pending: Pending | None = None

    def identify(self, identities: Identities) -> None:
        """Find out which record it is, once its values name it."""
        values, fields = self.values, self.table.field
        self.key = tuple([values[name] if name in values else fields[name].default for name in self.table.identity])
        self.at, self.before = identities.find(self.table, self.key)


Repeated = dict[tuple[Context, tuple[Value, ...], tuple[Told, ...]], Part]


class RowReader:
    """Reads rows of one list; what many rows say alike of a source or an item is read once.

    ``cells`` are the different cells of each column that holds figures or days.
    """

    def __init__(
        self, project: Project, layout: Layout, identities: Identities, cells: Mapping[int, Sequence[Raw]]
    ) -> None:
        self._kind = layout.of
        self._identities = identities
        used = {column: use for column, use in layout.uses.items() if use.slot is not None}
        self._shapes = Shapes(layout, readers(project, used, cells), _constants(project, layout))
        self._across_main = any(use.slot and use.slot.table == layout.kind for use in used.values() if use.across)
        priced = {at: use for at, use in used.items() if use.slot == PRICES[0] or (use.across and use.slot in PRICES)}
        self._priced = [] if any(use.unclear for use in priced.values()) else sorted(priced)
        asked = ((at, still_asked(use, layout)) for at, use in layout.uses.items())
        self._asked = [Fault(at, why.replace("apart", "asked")) for at, why in asked if why][:1]
        self._item_units: dict[str, str] = {}
        self._usual_units = derived.usual_units(project)
        self._repeated: dict[Step, Repeated] = {}
        self._contexts: dict[Context, Context] = {}

    def read(self, columns: tuple[int, ...], values: Sequence[Told]) -> tuple[list[Part], list[Fault]]:
        """What a row says; nothing at all, without a fault, for a row that has nothing in the columns used."""
        shape = self._shapes.of(columns)
        if shape.empty:
            return [], []
        first = values[0]
        if shape.may_sum and isinstance(first, str) and is_sum(first):
            return [], [Fault(0, "import-row-sum")]
        faults = list(shape.faults)
        context = _PLAIN if shape.unit is None else self._same(Context(row_unit=str(shape.unit.raw(values))))
        parts: dict[str, Part] = {}
        for step in shape.steps:
            part = self._part(step, shape, values, parts, context)
            parts[step.table.name], context = part, part.context
            faults += part.faults
        faults += self._asked
        faults += self._unpriced(parts, shape) if not faults else ()
        if faults or not shape.across:
            return list(parts.values()), faults
        return list(self._spread(parts, shape.across, values, context, faults)), faults

    def _unpriced(self, parts: Mapping[str, Part], shape: Shape) -> Iterator[Fault]:
        """That a new offer has no price in a list of prices, unless the user said that such cells are left empty."""
        offer = parts.get("offers")
        if offer is None or offer.before is not None or "price" in offer.values:
            return
        if self._priced and not any(source.slot in PRICES for source in shape.across):
            yield Fault(self._priced[0], "import-no-price")

    def _part(
        self, step: Step, shape: Shape, values: Sequence[Told], parts: Mapping[str, Part], context: Context
    ) -> Part:
        """What the row says about its record of one table; the same as a row before where that said the same."""
        owners = tuple([parts[table].values.get("id") if table in parts else None for _, table in step.owners])
        if step.main or step.table.name == "offers":
            return self._fresh(step, shape, values, owners, context)
        repeated = self._repeated.setdefault(step, {})
        said = context, owners, tuple([values[at] for at in step.told])
        part = repeated.get(said)
        if part is None:
            part = self._fresh(step, shape, values, owners, context)
            if len(repeated) < _KEPT:
                repeated[said] = part
        elif part.named is not None:
            part.named.rows += 1
        return part

    def _fresh(
        self, step: Step, shape: Shape, values: Sequence[Told], owners: tuple[Value, ...], context: Context
    ) -> Part:
        """Read what the row says about its record: first who it is, then the rest."""
        part = Part(step.table, {}, step.columns, context)
        faults: list[Fault] = []
        _fill(part, step.keys, values, context, faults)
        named_by = len(faults)
        for (field, _), owner in zip(step.owners, owners, strict=True):
            if owner:
                part.values[field] = owner
        if not named_by and all(owners):
            try:
                part.named = self._identities.name(step.table, part.values)
            except Refused as refused:
                column = step.columns.get("name", step.columns.get("id", 0))
                faults.append(Fault(column, refused.key, refused.values))
            else:
                part.identify(self._identities)
                part.context = self._context(part, shape, values)
                _fill(part, step.others, values, part.context, faults)
                if step.table.identity != _ID:
                    part.identify(self._identities)
                self._complete(part)
                if part.before is None and not (step.main and self._across_main):
                    faults += _missing(part, frozenset(fault.column for fault in faults))
        part.faults = tuple(faults)
        return part

    def _context(self, part: Part, shape: Shape, values: Sequence[Told]) -> Context:
        """What the row says so far about units: a known item keeps its unit, a known offer its currency."""
        context = part.context
        if part.table.name == "items":
            told = _said(shape.item_unit, values, context)
            counted = derived.counted(context.row_unit, tuple(price.use.unit for price in shape.prices))
            base = derived.base_unit(derived.kind_of(part.values), counted, self._usual_units)
            unit = str(getattr(part.before, "unit", "") or told or base)
            name = str(part.values.get("id", ""))
            return self._same(attrs.evolve(context, item_unit=self._item_units.setdefault(name, unit)))
        if part.table.name == "offers":
            named = _said(shape.currency, values, context) or _mark(shape.currency, values)
            of_prices = (each.reader.money(each.raw(values)) for each in shape.prices)
            told = named or next(filter(None, of_prices), "") or _money_of(context.row_unit)
            money = str(getattr(part.before, "currency", "") or told)
            return self._same(Context(context.item_unit, money, context.row_unit, named))
        return context

    def _same(self, context: Context) -> Context:
        """The one context that says this, so that rows are told apart by identity mostly."""
        return self._contexts.setdefault(context, context)

    def _complete(self, part: Part) -> None:
        """What follows for a new record; a known offer's currency stays, as its other figures are in it."""
        if part.before is None:
            part.made = derived.complete(part.table.name, part.values, part.context.money, part.context.item_unit)
            if part.named is not None and part.named.joins:
                part.values.pop("name", None)
            return
        part.values.pop("name", None)
        if part.table.name == "offers":
            part.values.pop("currency", None)
        if part.table.name == "items":
            part.values.pop("unit", None)

    def _spread(
        self,
        parts: Mapping[str, Part],
        across: Sequence[Source],
        values: Sequence[Told],
        context: Context,
        faults: list[Fault],
    ) -> Iterator[Part]:
        """The parts of a row, with a record for each cell that stands under a month or an element."""
        main = self._kind.name
        yield from (part for name, part in parts.items() if not (self._across_main and name == main))
        for source in across:
            table, column, field = TABLE[source.slot.table], source.column, source.slot.field
            value = source.reader.value(source.raw(values), source.within(context, values))
            if isinstance(value, LeftEmpty):
                continue
            if isinstance(value, Refused):
                faults.append(Fault(column, value.key, value.values))
                continue
            key, _ = ACROSS[table.name]
            owner = self._kind.series.get(table.name)
            shared: dict[str, Value] = dict(parts[main].values) if table.name == main else {}
            if owner:
                shared[owner] = parts[main].values.get("id")
            for at in _keys(source.use, table):
                part = Part(table, {**shared, key: at, field: value}, {field: column}, context, across=column)
                part.identify(self._identities)
                yield part


def _constants(project: Project, layout: Layout) -> dict[Slot, Source]:
    """What holds in all rows, as it is typed into the program: decimals follow a point, days come first."""
    entered = [(slot, text) for slot, text in layout.constants.items() if text]
    uses = {at: Use(slot, decimal=".", order="day") for at, (slot, _) in enumerate(entered)}
    made = readers(project, uses, {at: [text] for at, (_, text) in enumerate(entered)}, typed=True)
    return {slot: Source(slot, 0, -1, made[at], text, uses[at]) for at, (slot, text) in enumerate(entered)}


def _fill(part: Part, sources: Sequence[Source], values: Sequence[Told], context: Context, faults: list[Fault]) -> None:
    for source in sources:
        at = source.at
        own = context if source.unit is None else source.within(context, values)
        value = source.reader.value(values[at] if at >= 0 else source.constant, own)
        if isinstance(value, LeftEmpty):
            continue
        if isinstance(value, Refused):
            faults.append(Fault(source.column, value.key, value.values))
        else:
            part.values[source.slot.field] = value


def _missing(part: Part, refused: frozenset[int]) -> Iterator[Fault]:
    """What a new record of a series lacks: the month or element that it is of, or its figure.

    Of what stands in a column that is ``refused`` it is told already why it cannot be taken.
    """
    for name in ACROSS.get(part.table.name, ()):
        if part.values.get(name) is None and part.columns.get(name, 0) not in refused - {0}:
            label = part.table.field[name].label
            yield Fault(part.columns.get(name, 0), "import-none-field", {"field": label, "table": part.table.title})


def _said(source: Source | None, values: Sequence[Told], context: Context) -> str:
    """The unit or currency that a row names; "" where it names none, or none that is known."""
    value = source.reader.value(source.raw(values), context) if source is not None else ""
    return value if isinstance(value, str) else ""


def _mark(source: Source | None, values: Sequence[Told]) -> str:
    """The mark of several currencies that a row names in place of one, such as ¥; "" for none."""
    code = units.currency(str(source.raw(values))) if source is not None else ""
    return code if code in units.EITHER else ""


def _keys(use: Use, table: Table) -> Iterator[Value]:
    """What stands for the header: an element, the first month of a step, or every month of a sum."""
    if use.period is None:
        yield use.element
        return
    for offset in range(use.period.months if table.name in SUMS else 1):
        yield use.period.first.plus(offset)


@lru_cache(maxsize=1_000)
def _money_of(text: str) -> str:
    """The currency that a row's unit names, as in ``CNY/t``; "" for none, or one of several."""
    unit = units.parse(text) if text else None
    return unit.money if unit and unit.money != units.ANY_MONEY and unit.money not in units.EITHER else ""


@lru_cache(maxsize=10_000)
def is_sum(text: str) -> bool:
    """Whether a row that begins with a text is a total below the list."""
    return bool(_SUM.match(text.strip()))
