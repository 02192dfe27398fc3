"""A cell of a list as the value of its field: its unit and currency made the field's own, its words the field's."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

import attrs

from desktop.model.errors import AppError
from desktop.model.fields import Field, Value
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import ExchangeRate, Source
from desktop.session.importing import periods, units, words
from desktop.session.importing.layout import Use
from desktop.session.importing.slots import SUMS, Slot
from desktop.session.importing.units import Unit
from desktop.session.intake import Cell
from desktop.text import entry, formats

_NUMBERS = ("number", "whole")
_DIGITS = 12
_EITHER = {"¥": ("CNY", "JPY")}
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_NOTHING = frozenset({"-", "–", "—", "n/a", "na", "nil", "n.a.", "--"})
_TERM = re.compile(r"\b[A-Z]{3}\b")


class Refused(AppError):
    """A cell that cannot be taken, and why."""


@attrs.frozen
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


class Reader:
    """Reads cells for one project, whose spelling of countries and whose rates it follows."""

    def __init__(self, project: Project) -> None:
        self.rates = Rates(project)
        self._countries: dict[str, str] = {}
        for source in project.all(Source):
            code = words.countries().get(words.plain(source.country), "")
            self._countries.setdefault(code, source.country)

    def value(self, cell: Cell, use: Use, context: Context) -> Value:
        """What a cell gives its field; raises Refused."""
        if use.slot is None:
            raise ValueError("the column is not used")
        if cell.fault:
            raise Refused(cell.fault, entry=str(cell.value))
        field = use.slot.declared
        if field.kind in _NUMBERS:
            return self._number(cell, field, use, context)
        return self._text(cell, field, use.slot, use)

    def _text(self, cell: Cell, field: Field, slot: Slot, use: Use) -> Value:
        text = str(cell.value).strip()
        if field.name == "country":
            return self._country(text)
        if field.name == "currency":
            return units.currency(text) or text.upper()
        if field.kind == "choice":
            return _choice(slot, field, text)
        raw = _day(text) if use.month_first and isinstance(cell.value, str) else cell.value
        try:
            read = entry.read(field, raw.strip() if isinstance(raw, str) else raw)
        except entry.EntryFault as fault:
            named = periods.in_header(text) if field.kind == "month" else None
            if named and not named[0] and named[1].months == 1:
                return named[1].first
            raise Refused(fault.key, **fault.values) from None
        return read

    def _country(self, text: str) -> str:
        code = words.countries().get(words.plain(text))
        if code is None:
            return text
        return self._countries.get(code) or words.country(code)

    def _number(self, cell: Cell, field: Field, use: Use, context: Context) -> Value:
        if isinstance(cell.value, bool | dt.date):
            raise Refused("entry-number", entry=str(cell.value))
        stated = use.unit
        if isinstance(cell.value, int | float):
            number = float(cell.value)
        else:
            number, own = _parted(str(cell.value), use.decimal)
            stated = _with_own(own, use.unit, str(cell.value))
        number *= self._factor(stated, field, context)
        if use.period is not None and use.slot is not None and use.slot.table in SUMS:
            number /= use.period.months
        number = float(f"{number:.{_DIGITS}g}")
        if field.kind == "whole":
            if not number.is_integer():
                raise Refused("entry-whole", entry=entry.show(number))
            return int(number)
        return number

    def _factor(self, stated: str, field: Field, context: Context) -> float:
        wanted = units.declared(field.unit, context.item_unit, context.money)
        given = completed(stated, wanted, context)
        if given is None:
            raise Refused("import-unit-unknown", unit=stated)
        if not given.sort or not wanted.sort:
            if stated and wanted.sort != given.sort:
                raise Refused("import-unit-other", given=stated, wanted=field.unit or "–")
            return 1.0
        if given.sort == wanted.sort and wanted.time and not given.time:
            raise Refused("import-unit-time", unit=str(given))
        found = units.factor(given, wanted)
        if found is None:
            raise Refused("import-unit-other", given=str(given), wanted=str(wanted))
        if given.money and wanted.money:
            found *= self.rates.between(given.money, wanted.money)
        return found


def money_of(cell: Cell, use: Use) -> str:
    """The currency that a price's cell or column names; "" for none."""
    own = units.split(str(cell.value))[1] if isinstance(cell.value, str) else ""
    for text in (own, use.unit):
        unit = units.parse(text) if text else None
        if unit and unit.money and unit.money != units.ANY_MONEY:
            return unit.money
    return ""


@lru_cache(maxsize=10_000)
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
    if given.money == units.ANY_MONEY:
        given = attrs.evolve(given, money=money)
    if given.quantity == "unit":
        given = attrs.evolve(given, quantity=quantity or wanted.quantity)
    if wanted.sort == "money/quantity" and given.sort in {"money", "quantity"}:
        given = attrs.evolve(given, money=given.money or money, quantity=given.quantity or quantity or wanted.quantity)
    if wanted.sort == "money/quantity" and wanted.time and not given.time:
        given = attrs.evolve(given, time=wanted.time)
    return given


def _with_own(own: str, unit: str, text: str) -> str:
    """The unit of a cell that tells its own, or the column's: ``$85`` below ``Price (per kg)``."""
    if not own:
        return unit
    whole = units.parse(unit) if unit else None
    for sign, currencies in _EITHER.items():
        if sign in own and whole and whole.money in currencies:
            own = own.replace(sign, whole.money)
    told = units.parse(own)
    if told is None:
        raise Refused("import-cell-unit", entry=text)
    if whole and told.money == units.ANY_MONEY and whole.money:
        told = attrs.evolve(told, money=whole.money)
    if whole and told.money and not told.quantity and whole.quantity:
        told = attrs.evolve(told, quantity=whole.quantity)
    if whole and told.quantity and not told.money and not told.time and whole.time:
        told = attrs.evolve(told, time=whole.time)
    return str(told)


@lru_cache(maxsize=100_000)
def _parted(text: str, decimal: str) -> tuple[float, str]:
    """A cell's number, with its decimal sign, and the unit around it."""
    digits, own = units.split(text)
    if not digits:
        raise Refused("entry-number", entry=text)
    digits = _SPACES.sub("", digits)
    if decimal == ",":
        if not re.fullmatch(r"-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?", digits):
            raise Refused("import-comma", entry=text)
        return float(digits.replace(".", "").replace(",", ".")), own
    try:
        number = entry.read(_PLAIN, digits)
    except entry.EntryFault as fault:
        raise Refused(fault.key, **fault.values) from None
    return float(number) if isinstance(number, int | float) else 0.0, own


_PLAIN = Field("number", "", "", 0.0)


def nothing(cell: Cell) -> bool:
    """Whether a cell says that there is nothing to say: empty, a dash, n/a."""
    return cell.blank or (isinstance(cell.value, str) and cell.value.strip().casefold() in _NOTHING)


def _choice(slot: Slot, field: Field, text: str) -> str:
    """One of the field's choices, by its own or a usual word; a price term may be followed by its place."""
    try:
        return str(entry.read(field, text))
    except entry.EntryFault as fault:
        meant = words.choices(slot.table, slot.field)
        plain = words.plain(text)
        if plain in meant:
            return meant[plain]
        if plain in words.elements() and field.name == "element":
            return words.elements()[plain]
        if field.name == "price_term" and (found := _TERM.match(text.upper())):
            word = found[0]
            if word in field.choices:
                return word
            if words.plain(word) in meant:
                return meant[words.plain(word)]
        raise Refused(fault.key, **fault.values) from None


def _day(text: str) -> str:
    """A day that begins with its month, the other way round."""
    found = re.fullmatch(r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})", text)
    return f"{found[3]}-{found[1]}-{found[4]}" if found else text
