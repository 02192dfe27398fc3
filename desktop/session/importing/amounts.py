"""Figures of one column as those of its field: their unit and currency made the field's own."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.model.fields import Value
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import ExchangeRate
from desktop.session import units
from desktop.session.importing.layout import Use
from desktop.session.importing.slots import PRICES, SUMS, Slot
from desktop.session.importing.stated import Context, LeftEmpty, Refused, Told, completed, with_own
from desktop.text import entry, formats
from desktop.text.entry import Raw, Share
from desktop.text.figures import Figure

_DIGITS = 12


def no_figure(use: Use, text: str) -> Refused:
    """That a text is no figure of its field; what is paid ahead is told in days too."""
    ahead = use.slot == Slot("offers", "payment_days")
    return Refused("import-no-payment" if ahead else "import-no-figure", entry=text)


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
        """How many ``wanted`` one ``given`` is in the first month of the plan.

        Raises Refused where a rate lacks, or is 0 or less, which no price can be converted with.
        """
        return 1.0 if given == wanted else self._rate(given) / self._rate(wanted)

    def _rate(self, currency: str) -> float:
        if currency == self._base:
            return 1.0
        steps = sorted(self._steps.get(currency, []), key=lambda step: step[0].index)
        known = [rate for month, rate in steps if month <= self.month] or [rate for _, rate in steps[:1]]
        if not known or known[-1] <= 0:
            raise Refused("import-no-rate", currency=currency, month=formats.month(self.month))
        return known[-1]


class Amounts:
    """Reads the figures of one column; each unit in it is looked at once for all rows of the same context.

    Figures that are ``typed`` for all rows stand beside the field's own unit, and are in it unless they tell another.
    """

    def __init__(self, use: Use, rates: Rates, texts: Mapping[Raw, Figure | Refused], *, typed: bool = False) -> None:
        if use.slot is None:
            raise ValueError("the column is not used")
        self._typed, self._price = typed, use.slot in PRICES
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
            self._stated[own] = with_own(own, self._use.unit)
        stated = self._stated[own]
        if isinstance(stated, Refused):
            return self._unfit(str(raw), stated)
        return figure.value * stated[1], stated[0]

    def _unfit(self, text: str, refused: Refused) -> Refused:
        """Why a figure with words around it that are no unit is not taken, or that the user said it counts as none."""
        if self._use.unclear:
            return LeftEmpty("import-left-empty", entry=text)
        return no_figure(self._use, text) if self._field.unit == "days" else refused

    def _factor(self, stated: str, context: Context) -> float | Refused:
        """How many of the field's own unit one of the unit stated is."""
        if (self._typed and not stated) or (stated == self._field.unit and not context.row_unit):
            return 1.0 / self._months
        wanted = units.declared(self._field.unit, context.item_unit, context.money)
        given = completed(stated, wanted, context, price=self._price)
        if isinstance(given, Refused):
            return given
        if not given.sort or not wanted.sort:
            if stated and wanted.sort != given.sort:
                return Refused("import-unit-other", given=stated, wanted=self._field.unit or "–")
            return 1.0 / self._months
        found = units.factor(given, wanted)
        if found is None:
            return Refused("import-unit-other", given=str(given), wanted=str(wanted))
        try:
            rate = self._rates.between(given.money, wanted.money) if given.money and wanted.money else 1.0
        except Refused as refused:
            return refused
        return found * rate / self._months
