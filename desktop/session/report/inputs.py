"""The sheet of assumptions: every figure that the plan was made from, where it comes from, and how good it is."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import attrs

from desktop.model.fields import Field, Value
from desktop.model.plan import Plan
from desktop.model.records import TABLE, TABLE_OF, Capacity, Evidence, Item, Offer, Record, Source, Table
from desktop.model.uses import label_of
from desktop.session.report.layout import FIRST, column, listed, of_table, sheet_of
from desktop.store.sheets import Cell, Column, Formula, Mark, Sheet, cell
from desktop.text.messages import say

NAME = "tAssumptions"
_ALWAYS: Mapping[str, tuple[str, ...]] = {
    "settings": ("capital_rate",),
    "items": ("holding_cost", "opening_stock", "late_cost", "lost_cost"),
    "sources": ("order_cost", "contract_cost", "take_or_pay_share", "take_or_pay_quantity"),
    "offers": (
        *("price", "price_term", "freight", "insurance", "customs_duty", "surcharge", "igst", "inland_cost"),
        *("usable_yield", "capacity_use", "domestic_value"),
    ),
    "prices": ("value",),
    "tiers": ("price", "discount", "charge"),
    "recipes": ("cost",),
    "recipe_inputs": ("quantity",),
    "targets": ("quantity",),
    "exchange_rates": ("rate",),
    "incentives": ("rate", "cap", "least_domestic"),
}
"""The figures that formulas on other sheets are made of; others are listed where they say something."""
_ELSEWHERE = frozenset({"mixes", "rules", "pins", "issued", "scenarios", "events", "evidence"})
"""What a plan is asked for, or what is of no figure: it stands on the sheet of rules, or in the project."""
_VALUE, _PLANNED, _FOLLOWED, _BASIS = 5, 6, 7, 8
_TAKEN = re.compile(rf"MATCH\((\d+),{NAME}\[")
_VALUE_WIDTH, _ORIGIN_WIDTH, _NOTE_WIDTH = 16.0, 60.0, 64.0
_ELSEWHERE_PRINTED = frozenset({"targets", "capacities", "receipts", "prices", "exchange_rates"})
"""Tables that other sheets print: month by month, or among the orders."""
_TERMS = frozenset({"freight", "insurance", "customs_duty", "surcharge", "igst", "inland_cost", "usable_yield"})
"""Figures of offers that the sheet of unit costs prints."""
_SHOWN = {"id", "name", "note"}


@attrs.frozen
class _Line:
    table: Table
    label: str
    field: Field
    value: Value
    unit: str


@attrs.frozen(slots=False)
class Inputs:
    """All assumptions of a plan, numbered, so that formulas find each by its number however the list is sorted."""

    plan: Plan

    @cached_property
    def lines(self) -> tuple[_Line, ...]:
        """What is listed, in the order of the tables: what prints, then the rest."""
        return tuple(sorted(self._lines(), key=_is_only_on_screen))

    @cached_property
    def numbers(self) -> dict[tuple[str, str, str], int]:
        """The number of every assumption by table, record and field."""
        return {(line.table.name, line.label, line.field.name): at for at, line in enumerate(self.lines, 1)}

    def ref(self, record: Record, field: str) -> str:
        """What a formula says for a field of a record: the figure as it stands on the sheet."""
        table = TABLE_OF[type(record)]
        number = self.numbers[table.name, label_of(table, record), field]
        return f"INDEX({NAME}[{self._value}],MATCH({number},{NAME}[{self._number}],0))"

    def has(self, record: Record, field: str) -> bool:
        """Whether a field of a record is listed."""
        table = TABLE_OF[type(record)]
        return (table.name, label_of(table, record), field) in self.numbers

    @cached_property
    def _value(self) -> str:
        return str(column("assumed").header)

    @cached_property
    def _number(self) -> str:
        return str(column("number").header)

    def _lines(self) -> Iterator[_Line]:
        world, known = self.plan.world, self._evidence
        items, offers = world.by_id(Item), world.by_id(Offer)
        for name, table in TABLE.items():
            if name in _ELSEWHERE:
                continue
            always = _ALWAYS.get(name, ())
            identity = {*table.identity, *_SHOWN}
            for record in world.all(table.record):
                label = label_of(table, record)
                unit = _unit_of(record, items, offers)
                for field in table.fields:
                    if field.kind == "ref":
                        continue
                    value = getattr(record, field.name)
                    listed_ = value != field.default or (name, label, field.name) in known
                    if field.name in always or (listed_ and field.name not in identity):
                        yield _Line(table, label, field, value, _unit(field, record, unit))

    @cached_property
    def _evidence(self) -> dict[tuple[str, str, str], Evidence]:
        return {(each.table, each.record, each.field): each for each in self.plan.world.all(Evidence)}

    def evidence(self, line: _Line) -> Evidence | None:
        """Where a figure comes from: what is said of the field, else, unless it is a day, of the whole record."""
        key = (line.table.name, line.label)
        of_record = None if line.field.kind in {"date", "month"} else self._evidence.get((*key, ""))
        return self._evidence.get((*key, line.field.name)) or of_record

    @cached_property
    def sheet(self) -> Sheet:
        """Every assumption with its unit, source, date and grade; estimates, and what was changed, are marked."""
        return self.sheet_with(())

    def sheet_with(self, sheets: Iterable[Sheet]) -> Sheet:
        """The same where ``sheets`` hold the formulas: a figure that none of them takes asks for a new plan."""
        followed = {int(number) for sheet in sheets for number in _taken_by(sheet)} - self._only_shown
        rows = [self._row(at, line, followed=at in followed) for at, line in enumerate(self.lines, 1)]
        heads = [column("number", "count"), column("table"), column("record"), column("field"), column("unit")]
        heads.append(Column(self._value, "level", "input", width=_VALUE_WIDTH))
        heads.append(attrs.evolve(column("as-planned", "level"), look="faint", width=_VALUE_WIDTH))
        heads.append(column("if-changed"))
        heads += [column("basis"), attrs.evolve(column("origin"), width=_ORIGIN_WIDTH, flat=True)]
        heads += [column("evidence-date", "date"), column("grade")]
        heads.append(attrs.evolve(column("note"), width=_NOTE_WIDTH, flat=True))
        marks = (
            Mark(_VALUE, f"{cell(_VALUE, FIRST)}<>{cell(_PLANNED, FIRST)}", "bad"),
            Mark(_VALUE, f'{cell(_FOLLOWED, FIRST)}="{say("report-plan-again")}"', "fixed"),
            Mark(_BASIS, f'{cell(_BASIS, FIRST)}="{say("report-estimate")}"', "warn"),
            Mark(_BASIS, f'{cell(_BASIS, FIRST)}="{say("report-no-source")}"', "bad"),
        )
        printed = len(self.lines) - sum(map(_is_only_on_screen, self.lines))
        block = listed("", heads, rows, name=NAME, marks=marks)
        return sheet_of(self.plan, "assumptions", block, fixed=4, printed=len(heads) - 1, printed_rows=printed)

    @property
    def _only_shown(self) -> frozenset[int]:
        """The numbers of uses of a capacity that nothing is counted in: formulas show them, and go on with none."""
        world = self.plan.world
        counted = {
            each.id
            for each in world.all(Source)
            if each.capacity is not None or each.least_per_year or each.take_or_pay_share * each.take_or_pay_quantity
        } | {each.source for each in world.all(Capacity)}
        offers = world.by_id(Offer)
        return frozenset(
            at
            for (table, label, field), at in self.numbers.items()
            if (table, field) == ("offers", "capacity_use") and offers[label].source not in counted
        )

    def _row(self, at: int, line: _Line, *, followed: bool) -> tuple[Cell, ...]:
        known = self.evidence(line)
        value = _shown(line.value)
        told: tuple[Cell, ...] = (None, None, None, None, None)
        if line.value == line.field.default:
            told = (say("report-default"), None, None, None, None)
        elif line.field.kind in {"number", "whole"}:
            told = (say("report-no-source"), None, None, None, None)
        if known:
            basis = say("report-estimate") if known.basis == "estimate" else known.basis
            told = (basis, known.origin, known.date, known.grade, known.note)
        elif isinstance(quoted := self._quoted(line), Source):
            told = ("quote", quoted.name or quoted.id, quoted.quote_date, None, None)
        what_then = say("report-followed" if followed else "report-plan-again")
        return (float(at), line.table.title, line.label, line.field.label, line.unit, value, value, what_then, *told)

    def _quoted(self, line: _Line) -> Source | None:
        """The source whose offer a figure is of, where the day of its quote is known."""
        if line.table.name not in {"offers", "prices", "tiers"}:
            return None
        offer = self.plan.world.by_id(Offer).get(line.label.split(" / ")[0])
        source = self.plan.world.by_id(Source).get(offer.source) if offer else None
        return source if source and source.quote_date else None

    @property
    def unlike(self) -> str:
        """How many assumptions are no longer as the plan was made with, as a formula."""
        heads = self.sheet.blocks[0].columns
        value, planned = (of_table(NAME, heads[at]) for at in (_VALUE, _PLANNED))
        return f"SUMPRODUCT(({value}<>{planned})*1)"


def _taken_by(sheet: Sheet) -> Iterator[str]:
    """The numbers of the assumptions that the formulas of a sheet take."""
    for block in sheet.blocks:
        for line in (*block.rows, block.totals):
            for entry in line:
                if isinstance(entry, Formula) and NAME in entry.text:
                    yield from _TAKEN.findall(entry.text)


def _is_only_on_screen(line: _Line) -> bool:
    """Whether print leaves it out: no number, printed elsewhere, or what the program takes if nothing is entered."""
    told = line.table.name in _ELSEWHERE_PRINTED or (line.table.name == "offers" and line.field.name in _TERMS)
    return told or line.field.kind not in {"number", "whole"} or line.value == line.field.default


def _shown(value: Value) -> Cell:
    if isinstance(value, bool):
        return say("report-yes") if value else say("report-no")
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, int | float):
        return float(value) if math.isfinite(value) else None
    return value


def _unit_of(record: Record, items: Mapping[str, Item], offers: Mapping[str, Offer]) -> str:
    """The unit of the goods that a record speaks of."""
    offer = record if isinstance(record, Offer) else offers.get(getattr(record, "offer", ""))
    name = offer.item if offer else getattr(record, "item", "") or getattr(record, "output", "")
    item = record if isinstance(record, Item) else items.get(name)
    return item.unit if item else ""


def _unit(field: Field, record: Record, unit: str) -> str:
    """The field's unit, where "unit" and "currency" stand for those of the record."""
    told = field.unit
    currency = getattr(record, "currency", "")
    if unit and "unit" in told and told != "unit/unit":
        told = told.replace("unit", unit)
    return told.replace("currency", currency) if currency else told
