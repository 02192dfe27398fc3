"""How well a column fits a field, by its header, its unit and what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import attrs
from rapidfuzz import fuzz

from desktop.model.fields import Field
from desktop.model.project import Project
from desktop.model.records import Item, Source
from desktop.session import units
from desktop.session.importing import likeness, words
from desktop.session.importing.columns import Column
from desktop.session.importing.layout import OPEN_SHARE, Guess
from desktop.session.importing.slots import UNIT, Kind, Slot
from desktop.text import month_forms

LEAST = 62.0
"""Columns whose best field scores less are left out until the user says what they are."""
_SURE = 100.0
_CONTENT = 88.0
_APART = 80.0
_APART_ALIKE = ("validity", "number", "code")
_APART_UNLESS = {"weight": ("quantity",), "derived": ("quantity", "money/quantity"), "landed": ("quantity",)}
"""What is told apart only in other units: an amount in kg may be the demand, and one in USD/kg is no total."""
_CUT_SHORT = 95.0
"""For ``cap uom``, the unit of a capacity: more than what any column of units gets for the unit of its row."""
_LESSER = 20.0
"""How much less a word tells that another column tells better; it is enough where there is none."""
_UNIT_FITS, _UNIT_CLASHES, _KIND_CLASHES = 6.0, 45.0, 60.0
_TERM_CLASHES = 30.0
"""Less, because a column of terms that nobody knows has to be seen: left out, all its prices would be DDP, and paid on
arrival."""
_SHORT = 3
_OF_100 = units.Unit(percent=True)
_NUMBERS = ("number", "whole")
_NO_FIGURES = ("name", "country", "class_", "kind", "currency", "price_term", "note")
_NAMES = (Slot("sources", "name"), Slot("items", "name"))
_FITTING: Mapping[str, tuple[str, ...]] = {
    "country": ("country",),
    "element": ("element",),
    "currency": ("currency",),
    "term": ("price_term",),
}
_PERCENT = ("%", "% of duty", "%/year")


@attrs.frozen(eq=False)
class Known:
    """Names that a project has, as they are compared: sources and items."""

    names: Mapping[str, frozenset[str]]
    scores: dict[tuple[Column, Slot, bool], Guess] = attrs.field(factory=dict, repr=False)

    @classmethod
    def of(cls, project: Project) -> Known:
        """The names and ids of the sources and items of a project."""
        sources = {words.plain(text) for each in project.all(Source) for text in (each.id, each.name) if text}
        items = {likeness.compared(text).core for each in project.all(Item) for text in (each.id, each.name) if text}
        return cls({"sources": frozenset(sources), "items": frozenset(items)})

    def share(self, table: str, column: Column) -> float:
        """The share of a column's different values that are names of the table."""
        names = self.names[table]
        compare = words.plain if table == "sources" else lambda text: likeness.compared(text).core
        return sum(compare(text) in names for text in column.values) / max(len(column.values), 1)


def score(column: Column, slot: Slot, kind: Kind, known: Known) -> Guess:
    """How well a column fits a field, 0-100, and why; kinds of lists differ only in what their main table is."""
    asked = (column, slot, slot.table == kind.name)
    if asked not in known.scores:
        known.scores[asked] = _score(column, slot, kind, known)
    return known.scores[asked]


def _score(column: Column, slot: Slot, kind: Kind, known: Known) -> Guess:
    field = slot.declared
    header = by_header(words.plain(column.name or column.header), slot, kind.name)
    content = _by_content(column, slot, known)
    best = max(header, content, _by_unit(column, field), key=lambda guess: guess.score)
    return attrs.evolve(best, score=max(0.0, min(_SURE, best.score + _fit(column, field, slot))))


def unit_for(column: Column, slot: Slot | None) -> str:
    """The unit that a column has if it fills a field: what its header says, completed by words such as 'annual'."""
    if slot is None or slot.declared.kind not in _NUMBERS:
        return ""
    unit, wanted = column.unit, slot.declared.unit
    if column.unread and wanted:
        return wanted if column.unread == wanted else _asked(column)
    timed = wanted.count("/") and wanted.rsplit("/", 1)[1] in {"month", "year"}
    time = _time_in(words.plain(column.name))
    if timed and unit is not None and not unit.sort and unit.time:
        return str(attrs.evolve(unit, quantity="unit"))
    if timed and time and (unit is None or (unit.sort == "quantity" and not unit.time)):
        return str(units.Unit(quantity=unit.quantity if unit else "unit", time=time, scale=unit.scale if unit else 1.0))
    if wanted in _PERCENT and any(column.numbers) and all(0 <= number <= 1 for number in column.numbers):
        return OPEN_SHARE if unit is None or unit == _OF_100 else str(unit)
    if unit is not None and wanted == "days" and unit.time:
        return {"month": "month"}.get(unit.time, "") or str(unit)
    if unit is None and column.stated is not None and sort_fits(column.stated, wanted):
        unit = column.stated
    return str(unit) if unit else ""


def _asked(column: Column) -> str:
    """What stands in place of a unit that cannot be read: the words of the header, which are asked about."""
    text = " ".join(filter(None, (str(column.unit or ""), column.unread)))
    return text if units.parse(text) is None else f"{text} ?"


def _time_in(name: str) -> str:
    """The time that words of a name tell, in scripts without spaces anywhere in it."""
    spaced = f" {name} "
    for time, signs in words.times().items():
        if any(f" {sign} " in spaced if sign.isascii() else sign in name for sign in signs):
            return time
    return ""


def _fit(column: Column, field: Field, slot: Slot) -> float:
    """What unit and contents speak for or against a field."""
    fit = 0.0
    if field.kind in _NUMBERS:
        if column.unit is not None:
            fits = sort_fits(column.unit, field.unit)
            fit += _UNIT_FITS if fits else -_UNIT_CLASHES
        if column.values and not column.mostly("number"):
            clash = _TERM_CLASHES if field.name == "payment_days" else _KIND_CLASHES
            fit -= clash * (1 - column.holds.get("number", 0.0))
    elif column.unit is not None and slot.table != UNIT.table:
        fit -= _UNIT_CLASHES
    if field.kind in {"text", "id", "choice"} and (field.name in _NO_FIGURES or field.kind == "id"):
        fit -= _KIND_CLASHES * (column.mostly("date") + (column.mostly("number") and field.kind != "id"))
    if field.kind in {"month", "date"} and column.values and not column.mostly("date") and column.mostly("number"):
        fit -= _KIND_CLASHES
    if slot.table == UNIT.table and column.values and not column.holds.get("unit"):
        # where some are units, figures in the others must wait and not be taken for the item's unit
        fit -= _KIND_CLASHES
    for what, fields in _FITTING.items():
        if field.name in fields and column.values and not column.mostly(what):
            fit -= (_TERM_CLASHES if what == "term" else _KIND_CLASHES) * (1 - column.holds.get(what, 0.0))
    return fit


def sort_fits(unit: units.Unit, wanted: str) -> bool:
    """Whether a figure in a unit can be one of a field; of a year it cannot be where the field knows no time."""
    declared = units.declared(wanted, "kg", "INR")
    if not unit.sort:  # of a capacity the header tells the time alone, and the quantity stands elsewhere
        return declared.sort == "quantity" and bool(declared.time)
    if declared.sort == "days" and unit.time and not unit.quantity and not unit.money:
        return True
    if declared.sort == "money/quantity" and unit.sort in {"money", "quantity"}:
        return unit.sort == "money"
    return declared.sort == unit.sort and not (unit.time and not declared.time)


def apart(column: Column) -> Guess | None:
    """What lists tell that is no field here: a number of the row, a tariff code, until when a quotation holds."""
    header = words.plain(column.name or column.header)
    if month_forms.number(header) and not header.isdecimal():
        return Guess(_SURE, "import-apart-yearless")
    score, what = max((_told_apart(header, word, what), what) for what, said in words.apart().items() for word in said)
    counted = column.unit is not None and column.unit.sort in _APART_UNLESS.get(what, ())
    return Guess(score, f"import-apart-{what}") if header and score >= _APART and not counted else None


def _told_apart(header: str, word: str, what: str) -> float:
    """How much a header reads like a word for what no field holds; an available amount is not just an amount."""
    if what in _APART_ALIKE:
        return _alike(header, word)
    if what in _APART_UNLESS and " " not in word:
        return _SURE if header == word else 0.0
    return _within(header, word)


def by_header(header: str, slot: Slot, main: str) -> Guess:
    """How much a header reads like one of the words for a field; bare ids and names speak of the main table only."""
    if slot.unit_of:
        return _by_unit_header(header, slot.unit_of, main)
    if slot.field == "igst" and words.taxed(header):
        return Guess(0.0, "")
    said = [words.plain(slot.declared.label)] if slot.table != "row" else []
    if slot.field in {"id", "name", "note"} and slot.table != main:
        said = []
    scored = [(_alike(header, each), each) for each in (*said, *words.of_field(slot.table, slot.field))]
    scored += [(_within(header, each) - _LESSER, each) for each in words.lesser(slot.table, slot.field)]
    best, word = max(scored, default=(0.0, ""))
    return Guess(best, "import-why-word", word)


def _by_unit_header(header: str, slot: Slot, main: str) -> Guess:
    """How much a header reads like one for the unit of a field: ``MOQ unit``, ``unit of capacity``."""
    for word in words.of_field("row", "unit"):
        for rest in (header.removesuffix(word), header.removeprefix(f"{word} of ")):
            if rest.strip() and rest != header:
                if len(rest.strip()) >= _SHORT and words.plain(slot.declared.label).startswith(rest.strip()):
                    return Guess(_CUT_SHORT, "import-why-word", slot.declared.label.casefold())
                return by_header(rest.strip(), slot, main)
    return Guess(0.0, "")


@lru_cache(maxsize=200_000)
def _alike(header: str, word: str) -> float:
    if header == word:
        return _SURE
    if min(len(header), len(word)) <= _SHORT:
        return 90.0 if word in header.split() else 0.0
    best = max(fuzz.ratio(header, word), fuzz.token_sort_ratio(header, word))
    return min(max(best, _within(header, word)), _SURE - 1)


def _within(header: str, word: str) -> float:
    """How much of a header a word is that stands in it as it is: a charge is no change."""
    if header == word:
        return _SURE
    return 90.0 - 0.4 * (len(header.split()) - len(word.split())) if f" {word} " in f" {header} " else 0.0


def _by_content(column: Column, slot: Slot, known: Known) -> Guess:
    if slot in _NAMES and column.values:
        share = known.share(slot.table, column)
        if share > 0:
            return Guess(60 + 35 * share, "import-why-known", f"{share:.0%}")
    if slot == UNIT and column.mostly("unit"):
        return Guess(_CONTENT, "import-why-units", f"{column.holds['unit']:.0%}")
    for what, fields in _FITTING.items():
        if slot.field in fields and slot.table != "exchange_rates" and column.mostly(what):
            return Guess(_CONTENT, f"import-why-{what}", f"{column.holds[what]:.0%}")
    return Guess(0.0, "")


def _by_unit(column: Column, field: Field) -> Guess:
    """A unit such as USD/kg says that it is a price, t/year that it is a capacity."""
    unit = column.unit
    if unit is None:
        return Guess(0.0, "")
    if unit.sort == "money/quantity" and field.name == "price":
        return Guess(LEAST + 6, "import-why-unit", str(unit))
    if unit.sort == "quantity" and unit.time and field.name == "capacity" and field.unit == "unit/month":
        return Guess(LEAST + 6, "import-why-unit", str(unit))
    return Guess(0.0, "")
