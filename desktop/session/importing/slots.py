"""What a row of a list can be, and which fields of which tables its columns can fill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import attrs

from desktop.model.fields import Field
from desktop.model.records import TABLE, TABLES, Table
from desktop.text.messages import say

_NO_LISTS = ("settings", "evidence", "events", "pins")
_SERIES: Mapping[str, Mapping[str, str]] = {
    "items": {"contents": "item"},
    "sources": {"capacities": "source"},
    "offers": {"prices": "offer", "capacities": "offer", "lead_times": "offer"},
    "recipes": {"capacities": "recipe"},
}
ACROSS: Mapping[str, tuple[str, str]] = {
    "prices": ("from_month", "value"),
    "capacities": ("from_month", "value"),
    "lead_times": ("from_month", "value"),
    "targets": ("month", "quantity"),
    "receipts": ("month", "quantity"),
    "issued": ("month", "quantity"),
    "exchange_rates": ("from_month", "rate"),
    "contents": ("element", "kg_per_unit"),
}
"""The field that a header can stand for (one column per month, or per element) and the one that its cells fill."""
SUMS = ("targets", "receipts", "issued")
"""Tables whose figure for a year or a quarter is the sum of its months, not what holds from its first month on."""
_UNIT = Field("text", "", "", name="unit")


@attrs.frozen(cache_hash=True)
class Slot:
    """A field of a table that a column can fill.

    ``row`` is no table: the ``unit`` of all quantities of the row, or that of one field, such as
    ``offers.minimum_order``.
    """

    table: str
    field: str

    @property
    def unit_of(self) -> Slot | None:
        """The field whose figures are in the unit that such a column tells, where it is that of one field."""
        table, _, field = self.field.partition(".")
        return Slot(table, field) if self.table == "row" and field else None

    @property
    def declared(self) -> Field:
        """The declaration of the field."""
        return _UNIT if self.table == "row" else TABLE[self.table].field[self.field]

    @property
    def label(self) -> str:
        """Table and field in words: ``Offers: Price``."""
        if self.unit_of:
            return say("import-slot-unit-of", field=self.unit_of.label)
        if self.table == "row":
            return say("import-slot-unit")
        return say("import-slot", table=TABLE[self.table].title, field=self.declared.label)


UNIT = Slot("row", "unit")
PRICES = (Slot("offers", "price"), Slot("prices", "value"))
"""What the currency and the unit of a row are about."""


def unit_slot(slot: Slot) -> Slot:
    """What a column fills that tells the unit of one field."""
    return Slot("row", f"{slot.table}.{slot.field}")


@attrs.frozen
class Kind:
    """A kind of list: its main table, and the tables that a row fills, those first that others refer to.

    ``series`` are tables of which one row may give several records, with the field that names the main record.
    """

    name: str
    tables: tuple[str, ...]
    series: Mapping[str, str]

    @property
    def title(self) -> str:
        """What the list holds, in words."""
        return say(f"import-kind-{self.name}") if self.name == "offers" else TABLE[self.name].title

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Every field that a column can fill; what another table of the row answers is not asked again."""
        return _slots(self.name)

    def answered(self, table: Table) -> Iterator[Field]:
        """The references of a table that the row's own records answer."""
        for field in table.fields:
            if field.kind == "ref" and field.table in self.tables and field.table != table.name:
                owner = self.series.get(table.name)
                if owner is None or field.name == owner:
                    yield field


@cache
def _slots(name: str) -> tuple[Slot, ...]:
    kind = KIND[name]
    found = [] if name in {"exchange_rates", "mixes", "scenarios", "rules", "regimes"} else [UNIT]
    for table in (TABLE[each] for each in kind.tables):
        answered = {field.name for field in kind.answered(table)}
        if table.name in kind.series:
            answered |= {field.name for field in table.fields if field.kind == "ref"}
        found += [Slot(table.name, field.name) for field in table.fields if field.name not in answered]
    counted = (slot for slot in found if "unit" in slot.declared.unit.split("/") and slot not in PRICES)
    return (*found, *map(unit_slot, counted))


def _parents(table: Table) -> set[str]:
    """The tables that a record must refer to, and those that these must refer to."""
    needed = {field.table for field in table.fields if field.kind == "ref" and field.required}
    return needed.union(*(_parents(TABLE[name]) for name in needed))


def _kind(table: Table) -> Kind:
    series = _SERIES.get(table.name, {})
    parents = _parents(table)
    before = [each.name for each in TABLES if each.name in parents and each.name != table.name]
    return Kind(table.name, (*before, table.name, *series), series)


KINDS: tuple[Kind, ...] = tuple(_kind(table) for table in TABLES if table.name not in _NO_LISTS)
KIND: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
