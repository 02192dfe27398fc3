"""Which field a column fills and which kind of list it is: proposals, each with its score and its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise

import attrs

from desktop.model.records import TABLE
from desktop.session import units
from desktop.session.importing import words
from desktop.session.importing.columns import Column
from desktop.session.importing.layout import OPEN_SHARE, Guess, Header, Layout, Use
from desktop.session.importing.periods import Period
from desktop.session.importing.scoring import LEAST, Known, apart, by_header, score, sort_fits, unit_for
from desktop.session.importing.slots import ACROSS, KIND, KINDS, PRICES, SUMS, UNIT, Kind, Slot, unit_slot

_TOTAL = re.compile(r"\b(?:grand |sub )?totals?\b|\bsum\b")
_SURE, _ACROSS, _BESIDE = 100.0, 97.0, 70.0
_AS_WELL = 3.0
"""A column whose score is so near to that of the one chosen fits as well."""
_MONTHS = (Slot("targets", "month"), Slot("receipts", "month"))
_PRICE, _MONTH, _LANDED, _DERIVED = (f"import-apart-{why}" for why in ("several", "months", "landed", "derived"))
_ASKED: Mapping[str, tuple[Slot, ...]] = {_PRICE: PRICES, _LANDED: PRICES, _MONTH: _MONTHS}
"""Why columns are left out of which the user has to say whether they fill one of these fields."""
_HALF = 0.5
_TIMES = {1: "month", 3: "quarter", 6: "half", 12: "year"}
_OPEN_TIME = "{} in {} months"
_BASE, _UNNAMED, _NO_MAIN, _PER_TABLE = 20.0, 0.9, 3.0, 0.02
_OFFERS = 0.3
"""A list that could be of prices or of offers is taken for one of offers, which hold prices too."""
_TERM = Slot("offers", "price_term")
_OF_ITEMS = Slot("items", "unit")
"""Nothing but its very name makes a column of units that of the items: most are of the figures beside them."""
_MAY_SHARE = ("price", "capacity", "minimum_order", "lot_size", "freight", "lead_days")
"""Fields that two columns may fill if no row fills both: one price in CNY/t, or else one in USD/kg."""


def guess_kind(columns: Sequence[Column], known: Known) -> tuple[str, Guess]:
    """The kind of list that its columns fill best, and the fields that speak for it."""
    found = {kind.name: propose(kind, columns, known) for kind in KINDS}
    worth = {name: _worth(KIND[name], uses) for name, uses in found.items()}
    told_anything = any(use.slot for uses in found.values() for use in uses.values())
    priced = any(use.slot in PRICES for use in found["offers"].values())
    counted = {name for name in SUMS for use in found[name].values() if use.slot == Slot(name, "quantity")}
    # a day of delivery beside prices makes no receipts
    likely = [kind for kind in KINDS if kind.name not in SUMS or kind.name in counted or not (counted or priced)]
    best = max(likely, key=lambda kind: worth[kind.name]) if told_anything else KIND["offers"]
    told = [use.slot.declared.label for use in found[best.name].values() if use.slot and use.slot.table != UNIT.table]
    score = min(_SURE, max(0.0, 100 * worth[best.name] / max(len(columns), 1)))
    return best.name, Guess(score, "import-why-kind", ", ".join(dict.fromkeys(told)))


def _worth(kind: Kind, uses: Mapping[int, Use]) -> float:
    """What the columns are worth, less what a record of the main table needs and nothing tells."""
    filled = {use.slot for use in uses.values() if use.slot}
    total = sum((use.guess.score - LEAST + _BASE) / 100 for use in uses.values() if use.slot and use.guess)
    tables = {slot.table for slot in filled}
    own = [name for name in kind.tables if name not in kind.series]
    missing = sum(not _named(name, tables, filled) for name in own)
    has_main = kind.name in tables or bool(tables & set(kind.series))
    return (
        total
        - _UNNAMED * missing
        - _NO_MAIN * (not has_main)
        - _PER_TABLE * len(own)
        + _OFFERS * (kind.name == "offers")
    )


def _named(table: str, tables: Set[str], filled: Set[Slot]) -> bool:
    """Whether columns tell which record of a table is meant; a quotation of one source need not name it in rows."""
    if table == "offers":
        return "items" in tables
    fields = TABLE[table].field
    if "id" in fields:
        names = [Slot(table, name) for name in ("id", "name") if name in fields]
        return any(slot in filled for slot in names) or ("name" not in fields and table in tables)
    spread = ACROSS.get(table, ("", ""))[0]
    return all(
        Slot(table, name) in filled or fields[name].kind == "ref" or (name == spread and table in tables)
        for name in TABLE[table].identity
    )


def propose(kind: Kind, columns: Sequence[Column], known: Known) -> dict[int, Use]:
    """A use for every column: the best field for each, each field once, the surest first."""
    across = _across(kind, columns)
    left = _left_out([column for column in columns if column.at not in across], kind, known, across)
    scored = [
        (guess.score, slot.table == kind.name, -at, column, slot, guess)
        for column in columns
        if column.at not in across
        for at, slot in enumerate(kind.slots)
        if (guess := score(column, slot, kind, known)).score >= LEAST
        and not (column.at in left and left[column.at].score > guess.score)
        and not (slot == _OF_ITEMS and guess.score < _SURE and column.mostly("unit"))
    ]
    uses: dict[int, Use] = {}
    taken: dict[Slot, set[int]] = {}
    for *_, column, slot, guess in sorted(scored, key=lambda each: each[:3], reverse=True):
        rows = taken.get(slot)
        free = rows is None or (slot.field in _MAY_SHARE and not rows & column.filled)
        if column.at not in uses and free and not _answered(slot, taken):
            uses[column.at] = _use(column, slot, guess)
            taken.setdefault(slot, set()).update(column.filled)
    uses |= _units_beside(kind, columns, uses)
    steps = {use.slot for use in uses.values()}
    if Slot("prices", "from_month") in steps and Slot("prices", "value") in kind.slots:
        for at, use in uses.items():
            if use.slot == Slot("offers", "price"):
                uses[at] = attrs.evolve(use, slot=Slot("prices", "value"))
    return {
        column.at: across.get(column.at) or uses.get(column.at) or _use(column, None, left.get(column.at))
        for column in columns
    }


def _left_out(columns: Sequence[Column], kind: Kind, known: Known, across: Mapping[int, Use]) -> dict[int, Guess]:
    """The columns that tell what no field holds; what follows from a price does only where another column is one."""
    told = {column: why for column in columns if (why := apart(column))}
    follows = {column for column, why in told.items() if why.reason in (_LANDED, _DERIVED)}
    priced = any(use.slot in PRICES for use in across.values()) or any(
        _is_a_price(column, kind, known) for column in columns if follows and column not in follows
    )
    return {column.at: why for column, why in told.items() if priced or column not in follows}


def _is_a_price(column: Column, kind: Kind, known: Known) -> bool:
    """Whether a column fits no field better than the price."""
    fit = score(column, PRICES[0], kind, known).score
    return fit >= LEAST and all(score(column, slot, kind, known).score <= fit for slot in kind.slots)


def _units_beside(kind: Kind, columns: Sequence[Column], uses: Mapping[int, Use]) -> dict[int, Use]:
    """A second column of units tells that of the figures to its left, where it can."""
    found: dict[int, Use] = {}
    filled = {use.slot for use in uses.values()}
    for before, column in pairwise(columns):
        slot = uses[before.at].slot if before.at in uses else None
        own = unit_slot(slot) if slot else None
        if column.at not in uses and column.mostly("unit") and own in kind.slots and own not in filled:
            found[column.at] = Use(own, guess=Guess(_BESIDE, "import-why-beside", before.header))
    return found


def _answered(slot: Slot, taken: Mapping[Slot, set[int]]) -> bool:
    """Whether the same figure is told already: a steady price beside a series of prices, or the other way."""
    twins = {"prices": "price", "capacities": "capacity", "lead_times": "lead_days"}
    if slot.table in twins and slot.field == "value":
        return Slot("offers", twins[slot.table]) in taken
    series = [table for table, field in twins.items() if slot == Slot("offers", field)]
    return any(Slot(table, "value") in taken for table in series)


def _use(column: Column, slot: Slot | None, guess: Guess | None) -> Use:
    return Use(slot, unit_for(column, slot), decimal=column.said, guess=guess)


def _across(kind: Kind, columns: Sequence[Column]) -> dict[int, Use]:
    """Columns whose headers are months, years or elements: at least two that read alike apart from that."""
    groups: dict[tuple[str, str], list[Column]] = {}
    for column in columns:
        if column.values and column.holds.get("number", 0.0) < _HALF:
            continue
        if column.period is not None:
            groups.setdefault(("period", _TOTAL.sub("", words.plain(column.name)).strip()), []).append(column)
        elif column.element and "contents" in kind.tables:
            groups.setdefault(("element", ""), []).append(column)
    uses: dict[int, Use] = {}
    for (what, name), group in groups.items():
        slot = _slot_across(kind, what, name, group[0]) if len(group) > 1 else None
        if slot is None:
            continue
        for column in group:
            if column.period is not None and any(_holds(column.period, other.period) for other in group):
                uses[column.at] = Use(guess=Guess(_ACROSS, "import-apart-total"))
                continue
            guess = Guess(_ACROSS, f"import-why-{what}", column.header)
            use = Use(
                slot,
                _unit_across(column, slot, group),
                column.period if what == "period" else None,
                column.element if what == "element" else "",
                column.said,
                guess=guess,
            )
            uses[column.at] = use
    return uses


def _holds(one: Period, other: Period | None) -> bool:
    """Whether a period holds another and more, so that its figure is that of its parts told again."""
    if other is None or one.months <= other.months:
        return False
    begins = other.first.index - one.first.index
    return 0 <= begins <= one.months - other.months


def _slot_across(kind: Kind, what: str, name: str, column: Column) -> Slot | None:
    """The series that columns of months fill, by their common name and unit; of elements it is the contents."""
    if what == "element":
        return Slot("contents", "kg_per_unit")
    scores: dict[Slot, float] = {}
    for table in kind.tables:
        if table in ACROSS and ACROSS[table][0] != "element":
            slot = Slot(table, ACROSS[table][1])
            unit = column.unit or (column.stated if not name else None)
            fits = 0.0 if unit is None else 1.0 if sort_fits(unit, slot.declared.unit) else -2.0
            alike = by_header(name, slot, kind.name).score / 100 if name else 0.5
            scores[slot] = alike + fits + (0.5 if table == kind.name else 0.0)
    best = max(scores, key=lambda slot: scores[slot], default=None)
    return best if best is not None and scores[best] > 0 else None


def _unit_across(column: Column, slot: Slot, group: Sequence[Column]) -> str:
    """A capacity of a year or a quarter is counted per year or quarter, when the header does not say otherwise.

    Contents are percent in all columns of elements where one says more than 1.
    """
    unit, period = column.unit, column.period
    if column.unread:
        return unit_for(column, slot)
    if slot.table == "capacities" and period is not None and (unit is None or not unit.time):
        time = _TIMES.get(period.months)
        if time is None:
            return _OPEN_TIME.format(unit or "unit", period.months)
        return str(units.Unit(quantity=unit.quantity if unit else "unit", time=time, scale=unit.scale if unit else 1.0))
    if slot.table == "contents" and (unit is None or unit == units.Unit(percent=True)):
        return "%" if any(number > 1 for each in group for number in each.numbers) else OPEN_SHARE
    return unit_for(column, slot)


def guess(columns: Sequence[Column], header: Header, known: Known, kind: str = "") -> tuple[Layout, Guess]:
    """A first layout for a list, of the kind told or the likeliest, with why; it counts once the user has seen it."""
    found, why = (kind, Guess(_SURE, "import-why-chosen")) if kind else guess_kind(columns, known)
    uses = propose(KIND[found], columns, known)
    several = _several(columns, uses, KIND[found], known)
    layout = Layout(found, header, {**uses, **{at: Use(guess=Guess(_SURE, why)) for at, why in several.items()}})
    term = _term_of(columns, layout)
    return attrs.evolve(layout, constants={_TERM: term} if term else {}), why


def _several(columns: Sequence[Column], uses: Mapping[int, Use], kind: Kind, known: Known) -> dict[int, str]:
    """The columns of which the user has to choose, with why: those that could be the price, or the month, as well.

    A price in another currency beside it says the same again. What things cost landed is no price without a word.
    """
    found: dict[int, str] = {}
    for one in columns:
        slot = uses[one.at].slot
        if slot == PRICES[0] or slot in _MONTHS:
            fits = {column.at: score(column, slot, kind, known).score for column in columns}
            alike = _as_well(columns, uses, one, fits)
            found |= dict.fromkeys([one.at, *alike], _MONTH if slot in _MONTHS else _PRICE) if alike else {}
        told = apart(one)
        if slot in PRICES and one.at not in found and told and told.reason == _LANDED:
            found[one.at] = _LANDED
    return found


def still_asked(use: Use, layout: Layout) -> str:
    """Why a column is left out of which the user still has to say what it is; "" for one that nobody asks about."""
    reason = use.guess.reason if use.guess and use.slot is None else ""
    return reason if reason in _ASKED and not any(map(layout.fills, _ASKED[reason])) else ""


def _as_well(columns: Sequence[Column], uses: Mapping[int, Use], one: Column, fits: Mapping[int, float]) -> list[int]:
    """The other columns that fit what one fills as well, and fill nothing that they fit better."""
    month = uses[one.at].slot in _MONTHS
    found = []
    for column in columns:
        use = uses[column.at]
        told = use.guess.score if use.guess else LEAST  # it tells what no field holds, or fills another
        counted = bool(column.values) if month else (column.unit == one.unit and column.mostly("number"))
        if column is not one and counted and fits[column.at] >= max(told, fits[one.at] - _AS_WELL):
            found.append(column.at)
    return found


def _term_of(columns: Sequence[Column], layout: Layout) -> str:
    """The delivery term that the headers of prices name, where no column tells it: ``FOB price (USD/kg)``."""
    if _TERM not in layout.of.slots or any(use.slot == _TERM for use in layout.uses.values()):
        return ""
    told = {words.term_in(each.header) for each in columns if layout.uses.get(each.at, Use()).slot in PRICES}
    return told.pop() if len(told) == 1 else ""


def with_its_term(columns: Sequence[Column], before: Layout, after: Layout) -> Layout:
    """A layout that others were decided for, with the delivery term of its price, unless the user entered another."""
    entered = before.constants.get(_TERM, "")
    if entered != _term_of(columns, before) or after.constants.get(_TERM, "") != entered:
        return after
    term = _term_of(columns, after)
    return after if term == entered else attrs.evolve(after, constants={**after.constants, _TERM: term})
