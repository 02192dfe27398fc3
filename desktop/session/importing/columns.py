"""The columns of a list: which row is their header, what it says, and what they hold."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs

from desktop.session import units
from desktop.session.importing import conventions, headings, periods, words
from desktop.session.importing.layout import Header
from desktop.session.importing.periods import Period
from desktop.session.intake import Cell, Row
from desktop.session.units import Unit
from desktop.text import days, figures, month_forms
from desktop.text.days import Order
from desktop.text.entry import Raw, Share
from desktop.text.figures import Decimal

_LOOKED_AT = 40
_SAMPLES = 4
_LONGEST = 60
_TO_COME = frozenset({"tba", "tbc", "tbd", "por", "on request", "upon request", "to be confirmed", "to be announced"})
"""What says nothing about the kind of a column; its row waits all the same."""
_MOST, _HALF = 0.8, 0.5


@attrs.frozen(eq=False)
class Column:
    """One column: its number, its header as it stands, what that says, and what its first cells hold.

    ``holds`` are the shares, 0-1, of filled cells that are a number, date, country, element, currency, price term or
    unit; ``filled`` the rows in which it has anything; ``stated`` a unit that a title above the list names. ``unread``
    is what in the header looks like a unit that is not known, ``numbers`` are its figures without a unit of their own.
    ``decimal`` and ``order`` are how its first figures and days are written, "" where nothing tells it; ``asked`` is
    the first cell that could therefore mean two of them, ``assumed`` the first that does and is taken as India writes
    it; ``counted`` says that some days are numbers, as spreadsheets
    count days, ``within`` that some are not the first of a month, ``textual`` that some cells are texts. ``said`` is
    the user's word on decimals for the whole file.
    """

    at: int
    header: str
    name: str
    unit: Unit | None
    period: Period | None
    element: str
    samples: tuple[str, ...]
    values: tuple[str, ...]
    holds: dict[str, float]
    filled: frozenset[int]
    unread: str = ""
    numbers: tuple[float, ...] = ()
    decimal: Decimal = ""
    order: Order = ""
    asked: str = ""
    assumed: str = ""
    counted: bool = False
    within: bool = False
    textual: bool = False
    said: Decimal = ""
    stated: Unit | None = None

    def mostly(self, what: str) -> bool:
        """Whether most of its cells are of a sort."""
        return self.holds.get(what, 0.0) >= _MOST


def guess_header(rows: Sequence[Row]) -> Header:
    """The rows that look most like headers: many short texts, known words, figures below."""
    if not rows:
        return Header(1, 1)
    near = rows[:_LOOKED_AT]
    best = max(range(len(near)), key=lambda at: (_like_a_header(near, at), -at))
    first = last = near[best][0].row
    if best + 1 < len(near) and near[best + 1][0].row == last + 1 and _parts(near[best], near[best + 1]):
        last += 1
    elif best and near[best - 1][0].row == first - 1 and _is_header_too(near[best - 1], near[best], near[best + 1 :]):
        first -= 1
    return Header(first, last, "import-header-guessed")


def _like_a_header(rows: Sequence[Row], at: int) -> float:
    texts = [_text(cell) for cell in rows[at] if not cell.blank]
    known = sum(_told(text) for text in texts)
    plain = sum(1 for text in texts if len(text) <= _LONGEST and not _is_number(text))
    figures = len(texts) - plain - sum(1 for text in texts if periods.in_header(text))
    below = rows[at + 1 : at + 4]
    follows = sum(1 for row in below for cell in row if _is_number(_text(cell)))
    return 3 * known + plain - 2 * figures + min(follows, len(texts)) * 0.5 - (0 if len(texts) > 1 else 5)


def headers_known(rows: Sequence[Row]) -> int:
    """How many of the headers guessed are words for fields, units or months."""
    header = guess_header(rows)
    heads = (row for row in rows if header.first <= row[0].row <= header.last)
    return sum(_told(_text(cell)) for row in heads for cell in row if not cell.blank)


def _told(text: str) -> bool:
    told = headings.read(text)
    known = words.plain(told.name) in words.vocabulary() or (told.unit is not None and bool(told.name))
    return known or periods.in_header(text) is not None


def _parts(row: Row, below: Row) -> bool:
    """Whether a row below a header tells its units, or the units and months of columns under headings of groups."""
    told = {cell.column: _text(cell) for cell in below if not cell.blank}
    over = {cell.column: _text(cell) for cell in row if not cell.blank}
    apart = {column for column, text in told.items() if periods.in_header(text)}
    months = {column for column, text in told.items() if _is_a_month_of(_above(over, column), text)}
    if months:
        return all(at in months or _is_a_unit(text) for at, text in told.items())
    alone = told.keys() - over.keys()
    return all(at in apart or _is_a_unit(text) for at, text in told.items()) and bool(alone if apart else told)


def _above(over: Mapping[int, str], column: int) -> str:
    """The heading that stands over a column, or over several that begin left of it; "" for none."""
    return over[max(at for at in over if at <= column)] if any(at <= column for at in over) else ""


def _is_a_month_of(year: str, text: str) -> bool:
    """Whether a text is a month alone, of a year that the heading above it names."""
    return not text.isdecimal() and bool(month_forms.number(text)) and periods.in_header(f"{year} {text}") is not None


def _is_header_too(above: Row, row: Row, rows: Sequence[Row]) -> bool:
    """Whether the row above a header belongs to it.

    It has at least two headings, for groups of columns told apart below by months or units, or of columns that have
    no other and hold something.
    """
    headings = {cell.column: _text(cell) for cell in above if not cell.blank}
    below = {cell.column: _text(cell) for cell in row if not cell.blank}
    figures = [text for text in headings.values() if _is_number(text) and not periods.in_header(text)]
    if len(headings) < 2 or figures:  # noqa: PLR2004 - a single text is a title
        return False
    parted = [text for text in below.values() if periods.in_header(text) or _is_a_unit(text)]
    held = {cell.column for each in rows for cell in each if not cell.blank}
    alone = [text for column, text in headings.items() if column in held - below.keys()]
    return len(parted) > 1 or any(map(_told, alone))


def columns(rows: Sequence[Row], header: Header, decimal: Decimal = "") -> tuple[Column, ...]:
    """The columns that have a header or anything below it, with what their first rows hold.

    ``decimal`` is the sign before decimals where the user said so.
    """
    heads = _headers([row for row in rows if header.first <= row[0].row <= header.last])
    below: dict[int, list[Cell]] = {}
    for row in rows:
        if row[0].row > header.last:
            for cell in row:
                if not cell.blank:
                    below.setdefault(cell.column, []).append(cell)
    stated = _stated([row for row in rows if row[0].row < header.first])
    found = [_column(at, *heads.get(at, ("", None)), below.get(at, [])) for at in sorted({*heads, *below})]
    return tuple(attrs.evolve(column, stated=stated) for column in _written(found, below, decimal))


def _written(found: Sequence[Column], below: Mapping[int, Sequence[Cell]], decimal: Decimal) -> Iterator[Column]:
    """The columns with how their figures and days are written."""
    cells = {column.at: [cell.value for cell in below.get(column.at, ()) if not cell.fault] for column in found}
    numbers = {column.at: cells[column.at] for column in found if column.holds.get("number", 0.0) >= _HALF}
    dates = {column.at: cells[column.at] for column in found if column.mostly("date")}
    of_figures = conventions.figures_of(numbers, dict.fromkeys(numbers, decimal))
    of_days = conventions.days_of(dates, {})
    for column in found:
        number, day = of_figures.get(column.at), of_days.get(column.at)
        asked = [cells[column.at][at] for each in (number, day) if each for at in each.asked]
        own = zip(cells[column.at], number.figures, strict=True) if number else ()
        yield attrs.evolve(
            column,
            numbers=tuple(each.value for raw, each in own if each and not isinstance(raw, Share) and each.bare),
            decimal=number.decimal if number else "",
            order=day.order if day else "",
            asked=str(asked[0]) if asked else "",
            assumed=str(cells[column.at][number.assumed[0]]) if number and number.assumed else "",
            counted=bool(days.read(cells[column.at]).counted),
            within=any(isinstance(each, dt.date) and each.day > 1 for each in day.days) if day else False,
            textual=any(isinstance(cell, str) for cell in cells[column.at]),
            said=decimal,
        )


def _stated(titles: Sequence[Row]) -> Unit | None:
    """The unit that a title names for figures below: one with a rate, as in "Prices in USD/kg", or its last words."""
    texts = [_text(cell) for row in titles for cell in row]
    rates = (unit for text in texts if (unit := headings.read(text).unit) and "/" in str(unit))
    return next(rates, None) or next(filter(None, map(headings.behind_title, texts)), None)


def _headers(rows: Sequence[Row]) -> dict[int, tuple[str, dt.date | None]]:
    """Headers by column; of several rows the upper ones are headings of groups, or the lower ones units."""
    found: dict[int, tuple[str, dt.date | None]] = {}
    numbers = sorted({cell.column for row in rows for cell in row if not cell.blank})
    for number in numbers:
        parts: list[str] = []
        day = None
        for at, row in enumerate(rows):
            before = [cell for cell in row if cell.column <= number and not cell.blank]
            own = [cell for cell in before if cell.column == number]
            if not own and at < len(rows) - 1 and before:
                own = before[-1:]  # a heading that stands over several columns
            for cell in own:
                if isinstance(cell.value, dt.date):
                    day = cell.value
                text = _text(cell)
                parts.append(f"({text})" if parts and _is_a_unit(text) and "(" not in text else text)
        found[number] = (" ".join(dict.fromkeys(parts)), day)
    return found


def _column(at: int, header: str, day: dt.date | None, cells: Sequence[Cell]) -> Column:
    named = periods.in_header(day) if day else periods.in_header(header)
    rest, period = (header if day else named[0], named[1]) if named else (header, None)
    heading = headings.read(rest)
    name = "" if day and period else heading.name
    element = "" if name == "" else words.elements().get(words.plain(name.removesuffix("%")), "")
    texts = [_text(cell) for cell in cells if not cell.fault]
    return Column(
        at,
        header,
        name,
        heading.unit or _unit_alone(rest),
        period,
        element,
        tuple(dict.fromkeys(texts))[:_SAMPLES],
        tuple(dict.fromkeys(texts)),
        _shares(cells, texts),
        frozenset(cell.row for cell in cells),
        unread=heading.unread,
    )


def _unit_alone(header: str) -> Unit | None:
    """The unit that a header is; one that is a word for a time, such as "Month", says what stands below it."""
    unit = units.parse(header.strip("()[] "))
    return unit if unit and (unit.money or unit.percent or unit.quantity) else None


def _shares(cells: Sequence[Cell], texts: Sequence[str]) -> dict[str, float]:
    tests: dict[str, Callable[[str], bool]] = {
        "number": _is_number,
        "country": lambda text: words.plain(text) in words.countries(),
        "element": lambda text: words.plain(text) in words.elements(),
        "currency": lambda text: bool(units.currency(text)),
        "term": words.names_a_term,
        "unit": lambda text: units.parse(text) is not None and not units.currency(text),
    }
    texts = [text for text in texts if text.strip().casefold() not in _TO_COME]
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(what for what, test in tests.items() if test(text))
    if not texts:
        return {}
    shares = {what: count / len(texts) for what, count in counts.items()}
    return {**shares, "date": _share_of_days([cell.value for cell in cells])}


def _share_of_days(cells: Sequence[Raw]) -> float:
    """The share of cells that are days, whichever of two they mean; bare numbers are not."""
    found = days.read(cells)
    known = sum(isinstance(day, dt.date) for day in found.days) - len(found.counted)
    return (known + len(found.asked)) / len(cells)


def _is_number(text: str) -> bool:
    """Whether a text is one figure, or a range of two, with nothing but a unit."""
    ends = figures.ends(text, ".")
    if ends is not None and days.read([text]).days == (None,):  # 04-2027 is a month
        words_around: tuple[str, str] | None = (ends[0].before, ends[0].behind)
    else:
        words_around = figures.around(text)
    own = units.beside(*words_around) if words_around else ""
    return words_around is not None and (not own or _counts_in(own))


def _is_a_unit(text: str) -> bool:
    """Whether a text is a unit and nothing else, in brackets or not."""
    return units.parse(text.strip("()[] ")) is not None


def _counts_in(text: str) -> bool:
    return units.parse(text) is not None or units.scaled(text)[0] != 1.0 or units.days_among(text) is not None


def _text(cell: Cell) -> str:
    """A cell as it reads: whole numbers without the point that files give them."""
    value = cell.value
    if isinstance(value, float) and value.is_integer() and not isinstance(value, Share):
        return str(int(value))
    return "" if value is None else str(value).strip()
