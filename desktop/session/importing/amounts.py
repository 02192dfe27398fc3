"""Figures of one column as those of its field: their unit and currency made the field's own."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from desktop.model.errors import AppError
from desktop.model.fields import Value
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import ExchangeRate
from desktop.session import units
from desktop.session.importing.layout import Use
from desktop.session.importing.slots import SUMS
from desktop.session.units import Unit
from desktop.text import entry, formats
from desktop.text.entry import Raw, Share
from desktop.text.figures import Figure
from desktop.text.messages import say

_DIGITS = 12


class Refused(AppError):
    """What cannot be taken, and why; a cell that is refused gives it in place of a value."""


class LeftEmpty(Refused):
    """That a cell which cannot be read counts as empty, as the user chose for its column."""


Told = Raw | Refused
"""A cell as it is read: what it holds, or why that cannot be used."""


@attrs.frozen(cache_hash=True)
class Context:
    """What the other cells of a row say about a figure.

    The unit of the item and the currency of the offer, which figures become, and the unit and the currency that the
    row names for figures without their own.
    """

    item_unit: str = "kg"
    money: str = ""
    row_unit: str = ""
    row_money: str = ""


class Rates:
    """The exchange rates of a project: rupees for one unit of a currency in a month."""

    def __init__(self, project: Project) -> None:
        self._steps: dict[str, list[tuple[Month, float]]] = {}
        for each in project.all(ExchangeRate):
            if isinstance(each.from_month, Month):
                self._steps.setdefault(each.currency, []).append((each.from_month, each.rate))
        self._base = project.settings.currency
        first = project.settings.first_month
        self.month = first if isinstance(first, Month) else Month.of(2027, 1)

    def between(self, given: str, wanted: str) -> float:
        """How many ``wanted`` one ``given`` is in the first month of the plan; raises Refused where a rate lacks."""
        return 1.0 if given == wanted else self._rate(given) / self._rate(wanted)

    def _rate(self, currency: str) -> float:
        if currency == self._base:
            return 1.0
        steps = sorted(self._steps.get(currency, []), key=lambda step: step[0].index)
        known = [rate for month, rate in steps if month <= self.month] or [rate for _, rate in steps[:1]]
        if not known:
            raise Refused("import-no-rate", currency=currency, month=formats.month(self.month))
        return known[-1]


class Amounts:
    """Reads the figures of one column; each unit in it is looked at once for all rows of the same context."""

    def __init__(self, use: Use, rates: Rates, texts: Mapping[Raw, Figure | Refused]) -> None:
        if use.slot is None:
            raise ValueError("the column is not used")
        self._use, self._rates, self._texts = use, rates, texts
        self._field = use.slot.declared
        self._months = use.period.months if use.period is not None and use.slot.table in SUMS else 1
        self._whole = self._field.kind == "whole"
        self._factors: dict[tuple[str, Context], float | Refused] = {}
        self._stated: dict[str, tuple[str, float] | Refused] = {}

    def value(self, raw: Told, context: Context) -> Value | Refused:
        """What a cell gives its field."""
        found = self._told(raw)
        if isinstance(found, Refused):
            return found
        number, stated = found
        factor = self._factors.get((stated, context))
        if factor is None:
            factor = self._factors[stated, context] = self._factor(stated, context)
        if isinstance(factor, Refused):
            return factor
        if factor != 1.0:
            number = float(f"{number * factor:.{_DIGITS}g}")
        if not self._whole:
            return number
        return int(number) if number.is_integer() else Refused("entry-whole", entry=entry.show(number))

    def money(self, raw: Told) -> str:
        """The currency that a cell or its column names; "" for none."""
        found = self._told(raw)
        unit = units.parse(self._use.unit if isinstance(found, Refused) else found[1])
        named = unit.money if unit else ""
        return "" if named == units.ANY_MONEY or named in units.EITHER else named

    def _told(self, raw: Told) -> tuple[float, str] | Refused:
        """The number of a cell, with the unit that it states or else its column's."""
        if isinstance(raw, Share):
            return float(raw), "share"
        if isinstance(raw, float | int) and not isinstance(raw, bool):
            return float(raw), self._use.unit
        if isinstance(raw, Refused):
            return raw
        figure = self._texts.get(raw) if isinstance(raw, str) else None
        if figure is None:
            return Refused("entry-number", entry=str(raw))
        if isinstance(figure, Refused):
            return figure
        if not (figure.before or figure.behind):
            return figure.value, self._use.unit
        own = units.beside(figure.before, figure.behind)
        if own not in self._stated:
            self._stated[own] = _with_own(own, self._use.unit)
        stated = self._stated[own]
        return stated if isinstance(stated, Refused) else (figure.value * stated[1], stated[0])

    def _factor(self, stated: str, context: Context) -> float | Refused:
        """How many of the field's own unit one of the unit stated is."""
        wanted = units.declared(self._field.unit, context.item_unit, context.money)
        given = completed(stated, wanted, context)
        if given is None:
            return Refused("import-unit-unknown", unit=stated)
        if given.money in units.EITHER:
            return Refused(
                "import-money-open", mark=given.money, choices=f" {say('import-or')} ".join(units.EITHER[given.money])
            )
        if not given.sort or not wanted.sort:
            if stated and wanted.sort != given.sort:
                return Refused("import-unit-other", given=stated, wanted=self._field.unit or "–")
            return 1.0 / self._months
        if given.sort == wanted.sort and wanted.time and not given.time:
            return Refused("import-unit-time", unit=str(given))
        found = units.factor(given, wanted)
        if found is None:
            return Refused("import-unit-other", given=str(given), wanted=str(wanted))
        try:
            rate = self._rates.between(given.money, wanted.money) if given.money and wanted.money else 1.0
        except Refused as refused:
            return refused
        return found * rate / self._months


def open_money(mark: str) -> Refused:
    """That a mark stands for several currencies."""
    return Refused("import-money-open", mark=mark, choices=f" {say('import-or')} ".join(units.EITHER[mark]))


def completed(stated: str, wanted: Unit, context: Context) -> Unit | None:
    """The unit stated with what the row tells besides: USD is USD per the row's unit, per what the field is per."""
    row = units.parse(context.row_unit) if context.row_unit else None
    quantity = row.quantity if row and row.quantity else ""
    money = context.row_money or wanted.money if wanted.money else ""
    if not stated:
        if not quantity or wanted.sort not in {"quantity", "money/quantity"}:
            return attrs.evolve(wanted, money=money)
        return attrs.evolve(wanted, money=money, quantity=quantity)
    given = units.parse(stated)
    if given is None:
        return None
    if given.money == units.ANY_MONEY or context.row_money in units.EITHER.get(given.money, ()):
        given = attrs.evolve(given, money=money)
    if given.quantity == "unit":
        given = attrs.evolve(given, quantity=quantity or wanted.quantity)
    if wanted.sort == "money/quantity" and given.sort in {"money", "quantity"}:
        given = attrs.evolve(given, money=given.money or money, quantity=given.quantity or quantity or wanted.quantity)
    if wanted.sort == "money/quantity" and wanted.time and not given.time:
        given = attrs.evolve(given, time=wanted.time)
    return given


def _with_own(own: str, unit: str) -> tuple[str, float] | Refused:
    """The unit of a cell that tells its own, made whole by the column's, and what its number is multiplied by.

    ``$85`` below ``Price (per kg)`` is USD/kg; ``2.6 crore`` is ten millions of what the column is in.
    """
    whole = units.parse(unit) if unit else None
    scale = 1.0
    if units.parse(own) is None:
        scale, own = units.scaled(own)
        if scale != 1.0 and not own:
            return unit, scale / (whole.scale if whole else 1.0)
    told = units.parse(own)
    if told is None:
        return Refused("import-unit-unknown", unit=own)
    open_ = told.money == units.ANY_MONEY
    if whole and whole.money and (open_ or whole.money in units.EITHER.get(told.money, ())):
        told = attrs.evolve(told, money=whole.money)
    if whole and told.money and not told.quantity and whole.quantity:
        told = attrs.evolve(told, quantity=whole.quantity)
    if whole and told.quantity and not told.money and not told.time and whole.time:
        told = attrs.evolve(told, time=whole.time)
    return str(told), scale
