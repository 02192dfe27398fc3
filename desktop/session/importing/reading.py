"""The cells of one column as values of its field: each different text is read once, by what the column tells."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from desktop.model.errors import Value as Said
from desktop.model.fields import Field, Value
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import Source
from desktop.session import units
from desktop.session.importing import conventions, periods, words
from desktop.session.importing.amounts import Amounts, Rates, no_figure
from desktop.session.importing.layout import Use
from desktop.session.importing.slots import Slot
from desktop.session.importing.stated import Context, LeftEmpty, Refused, Told, open_money
from desktop.text import entry, figures
from desktop.text.days import Period, When
from desktop.text.entry import EntryFault, Raw
from desktop.text.figures import Decimal, Figure

NUMBERS = ("number", "whole")
DAYS = ("date", "month")
_CODE = re.compile("[A-Z]{3}")
"""How codes of currencies look."""
_NOTHING = frozenset({"-", "–", "—", "n/a", "na", "nil", "n.a.", "--"})
_OPEN = {"entry-ambiguous": "import-figure-open", "entry-date-ambiguous": "import-day-open"}


def nothing(raw: Raw) -> bool:
    """Whether a cell says that there is nothing to say: empty, a dash, n/a."""
    return raw is None or (isinstance(raw, str) and (not raw.strip() or raw.strip().casefold() in _NOTHING))


class ColumnReader:
    """Reads the cells of a column; what is refused is given in place of the value, not raised."""

    def __init__(self, use: Use, countries: Countries, amounts: Amounts | None, days: Mapping[Raw, When | Refused]):
        if use.slot is None:
            raise ValueError("the column is not used")
        self.slot: Slot = use.slot
        self._field = use.slot.declared
        self._least, self._most = self._field.least, self._field.most
        self._countries, self._amounts, self._days = countries, amounts, days
        self._known: dict[tuple[type, Raw], Value | Refused] = {}

    def value(self, raw: Told, context: Context) -> Value | Refused:
        """What a cell gives its field in a row of that context."""
        if self._amounts is not None:
            number = self._amounts.value(raw, context)
            if isinstance(number, float | int) and self._least <= number <= self._most:
                return number
            return self._limited(number)
        if isinstance(raw, Refused):
            return raw
        if self._field.kind == "text":
            return self._limited(self._word(raw))
        place = (raw.__class__, raw)
        if place not in self._known:
            self._known[place] = self._limited(self._word(raw))
        return self._known[place]

    def money(self, raw: Told) -> str:
        """The currency that a price or its column names; "" for none."""
        return self._amounts.money(raw) if self._amounts is not None else ""

    def _limited(self, value: Value | Refused) -> Value | Refused:
        """The value if its field may hold it."""
        field = self._field
        wrong = None if isinstance(value, Refused) else field.fault(value)
        if isinstance(value, Refused) or wrong is None:
            return value
        told: dict[str, Said] = {"value": str(value), "least": f"{field.least:g}", "most": f"{field.most:g}"}
        return Refused(wrong, **told, unit=field.unit, choices=", ".join(field.choices))

    def _word(self, raw: Raw) -> Value | Refused:
        field, text = self._field, str(raw).strip()
        if field.name == "country":
            return self._countries.called(text)
        if field.name == "currency":
            code = units.currency(text) or text.upper()
            if not (code in units.EITHER or _CODE.fullmatch(code)):
                return Refused("import-no-currency", entry=text)
            return open_money(code) if code in units.EITHER else code
        if field.kind in DAYS:
            return _day(field, raw, self._days.get(raw))
        if field.kind == "choice":
            return _choice(self.slot, field, text)
        try:
            return entry.read(field, text if isinstance(raw, str) else raw)
        except EntryFault as fault:
            return Refused(fault.key, **fault.values)


class Countries:
    """Countries as the project calls them, by any of their names."""

    def __init__(self, project: Project) -> None:
        self._known: dict[str, str] = {}
        for source in project.all(Source):
            self._known.setdefault(words.countries().get(words.plain(source.country), ""), source.country)

    def called(self, text: str) -> str:
        """What the project calls a country; a name that means none stays."""
        code = words.countries().get(words.plain(text))
        return text if code is None else self._known.get(code) or words.country(code)


def readers(
    project: Project, uses: Mapping[int, Use], cells: Mapping[int, Iterable[Raw]], *, typed: bool = False
) -> dict[int, ColumnReader]:
    """A reader for each column in use; ``cells`` are the different cells of those that hold figures or days.

    What is ``typed`` for all rows is in the units that its fields tell.
    """
    rates, countries = Rates(project), Countries(project)
    kinds = {at: use.slot.declared.kind for at, use in uses.items() if use.slot is not None}
    texts = {at: tuple(cells.get(at, ())) for at in uses}
    numbers = {at: use.decimal for at, use in uses.items() if kinds[at] in NUMBERS}
    days = {at: use.order for at, use in uses.items() if kinds[at] in DAYS}
    of_figures = conventions.figures_of({at: texts[at] for at in numbers}, numbers)
    of_days = conventions.days_of({at: texts[at] for at in days}, days)
    found: dict[int, ColumnReader] = {}
    for at, use in uses.items():
        amounts, meant = None, {}
        if at in of_figures:
            read = zip(texts[at], of_figures[at].figures, strict=True)
            faults = of_figures[at].faults
            decimal = of_figures[at].decimal
            told = {raw: figure or _misread(faults[n], use, decimal) for n, (raw, figure) in enumerate(read)}
            amounts = Amounts(use, rates, told, typed=typed)
        elif at in of_days:
            read_days = zip(texts[at], of_days[at].days, strict=True)
            wrong = of_days[at].faults
            meant = {raw: day or _no_day(wrong[n], use) for n, (raw, day) in enumerate(read_days)}
        found[at] = ColumnReader(use, countries, amounts, meant)
    return found


def _refused(fault: EntryFault) -> Refused:
    return Refused(_OPEN.get(fault.key, fault.key), **fault.values)


def _misread(fault: EntryFault, use: Use, decimal: Decimal) -> Refused | Figure:
    """Why a text is no figure, or the one that the user said it counts as.

    It may be one in the other way of writing them than the user said, or a range.
    """
    text = str(fault.values["entry"])
    if fault.key != "entry-number":
        return _refused(fault)
    if use.decimal and figures.read([text]).figures != (None,):
        return Refused("import-decimal-other", **fault.values)
    ends = figures.ends(text, decimal)
    if ends is not None and use.unclear in ("low", "high"):
        return ends[use.unclear == "high"]
    if use.unclear:
        return LeftEmpty("import-left-empty", entry=text)
    return Refused("import-range-open", entry=text) if ends else no_figure(use, text)


def _no_day(fault: EntryFault, use: Use) -> Refused:
    if fault.key == "entry-date" and use.unclear:
        return LeftEmpty("import-left-empty", **fault.values)
    return _refused(fault)


def _day(field: Field, raw: Raw, when: When | Refused | None) -> Value | Refused:
    """A day as it is, or the month that a day lies in, a month, or a name of one stands for."""
    if isinstance(raw, dt.date):
        when = raw.date() if isinstance(raw, dt.datetime) else raw
    if field.kind == "date":
        wrong = Refused("entry-date", entry=str(raw))
        return when if isinstance(when, dt.date | Refused) else wrong
    if isinstance(when, Period) and when.first == when.last:
        return when.first
    if isinstance(when, dt.date):
        return Month.containing(when)
    named = periods.in_header(str(raw).strip())
    if named and not named[0]:
        return named[1].first if named[1].months == 1 else Refused("import-months-several", entry=str(raw))
    told = isinstance(when, LeftEmpty) or (isinstance(when, Refused) and when.key in _OPEN.values())
    return when if isinstance(when, Refused) and told else Refused("entry-month", entry=str(raw))


def _choice(slot: Slot, field: Field, text: str) -> str | Refused:
    """One of the field's choices, by its own or a usual word; a price term may stand beside its place."""
    try:
        return str(entry.read(field, text))
    except EntryFault as fault:
        meant = words.choices(slot.table, slot.field)
        plain = words.plain(text)
        if plain in meant:
            return meant[plain]
        if plain in words.elements() and field.name == "element":
            return words.elements()[plain]
        if field.name == "price_term":
            return _term(field, plain, meant) or Refused("import-term-unknown", **fault.values)
        return Refused(fault.key, **fault.values)


def _term(field: Field, text: str, meant: Mapping[str, str]) -> str:
    """The only delivery term that a text names, with its place or without; "" for none, several or others than ours."""
    said = {word: word.upper() for word in (choice.casefold() for choice in field.choices)} | dict(meant)
    found = {term for word, term in said.items() if f" {word} " in f" {text} "}
    others = set(text.split()) & words.other_terms()
    return found.pop() if len(found) == 1 and not others else ""
