"""What there is to say about a column of a list: what is wrong with its use, or why and how it is read so."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.gui.words import counted
from desktop.session import units
from desktop.session.importing.columns import Column
from desktop.session.importing.guessing import still_asked
from desktop.session.importing.layout import ABOVE, UNCLEAR, Guess, Layout, Unclear, Use
from desktop.session.importing.reading import DAYS, NUMBERS, nothing
from desktop.session.importing.shapes import CURRENCY
from desktop.session.importing.slots import UNIT, unit_slot
from desktop.session.importing.stated import Context, Refused, completed, open_money, unknown, with_own
from desktop.text import days, entry, figures, formats
from desktop.text.figures import Figure
from desktop.text.messages import say

DECIMALS = {".": "import-decimal-point", ",": "import-decimal-comma"}
CHOSEN = Guess(100.0, "import-why-chosen")
_MANY = 0.5
"""The share of figures from which on a column that is left out is told to hold them."""
ORDERS = {"day": "import-order-day", "month": "import-order-month"}


def told(column: Column, use: Use, layout: Layout | None = None) -> tuple[str, bool]:
    """The words, and whether they say that something is wrong; ``layout`` is all that was decided about the list."""
    if use.slot is None:
        if layout and (asked := still_asked(use, layout)):
            return say(asked), True
        why = f": {say(use.guess.reason, value=use.guess.value)}" if use.guess and use.guess != CHOSEN else ""
        if not use.guess and column.mostly("unit"):
            return say("import-unused-units"), True
        figures_lost = not use.guess and column.holds.get("number", 0.0) >= _MANY
        return say("import-unused-figures" if figures_lost else "import-unused") + why, False
    wrong = _wrong_unit(use) or _open_unit(column, use, layout) or _wrong_writing(column, use) or _unclear(column, use)
    return (wrong, True) if wrong else (_reasons(column, use, use.slot.declared.unit, layout), False)


def gap_told(count: int, use: Use) -> tuple[str, bool] | None:
    """What becomes of so many rows without a name in a column, and whether that is still to be said; None for none."""
    if not count:
        return None
    return counted("import-gaps-told" if use.unclear == ABOVE else "import-gaps-ask", count), use.unclear != ABOVE


def ways(use: Use) -> dict[str, str]:
    """The ways in which the cells of a column can be written, by what a user says of them, with their words."""
    kind = use.slot.declared.kind if use.slot else ""
    found = DECIMALS if kind in NUMBERS else ORDERS if kind in DAYS else {}
    return {way: say(key) for way, key in found.items()}


def unclear_ways(use: Use) -> dict[Unclear, str]:
    """What can become of cells that are no figure or day, with the words for it."""
    kind = use.slot.declared.kind if use.slot else ""
    if kind not in (*NUMBERS, *DAYS):
        return {}
    offered = UNCLEAR if kind in NUMBERS else UNCLEAR[:2]
    return {way: say(f"import-unclear-{way or 'refused'}") for way in offered}


def way_told(column: Column, use: Use) -> str:
    """What stands where the user said nothing: the way that the cells tell, or that it is to be chosen."""
    way = column.order if use.slot and use.slot.declared.kind in DAYS else column.decimal
    if way in ways(use):
        return say("import-way-assumed" if column.assumed else "import-way-told", way=ways(use)[way])
    return say("import-way-open") if column.asked else "–"


def _wrong_unit(use: Use) -> str:
    """Why the unit of a column cannot be the field's, or ""."""
    wanted = use.slot.declared.unit if use.slot else ""
    if not use.unit or not wanted:
        return ""
    given = units.parse(use.unit)
    if given is None:
        refused = unknown(use.unit)
        return say(refused.key, **refused.values)
    if given.money in units.EITHER:
        refused = open_money(given.money)
        return say(refused.key, **refused.values)
    target = units.declared(wanted, "kg", given.money)
    if target.time and not given.time and given.sort == "quantity":
        return say("import-unit-time", unit=use.unit)
    partly = given.sort in {"money", "quantity"} and target.sort == "money/quantity"
    return "" if partly or given.sort == target.sort else say("import-unit-other", given=use.unit, wanted=wanted)


def _open_unit(column: Column, use: Use, layout: Layout | None) -> str:
    """That nothing tells what figures are in, as far as that can be said without looking at the rows."""
    wanted = use.slot.declared.unit if use.slot else ""
    if not column.numbers or use.unit == wanted or _row_tells(use, layout):
        return ""
    money = "INR" if layout is not None and layout.fills(CURRENCY) else ""
    found = completed(use.unit, units.declared(wanted, "kg", "INR"), Context(row_money=money))
    return say(found.key, **found.values) if isinstance(found, Refused) else ""


def _row_tells(use: Use, layout: Layout | None) -> bool:
    """Whether each row tells what its figures are in, or those of this field."""
    told = (UNIT, unit_slot(use.slot)) if use.slot else (UNIT,)
    return layout is not None and any(map(layout.fills, told))


def _wrong_writing(column: Column, use: Use) -> str:
    """That cells could mean two figures or days, as long as nobody says which."""
    kind = use.slot.declared.kind if use.slot else ""
    if column.asked and kind in NUMBERS and not use.decimal:
        return say("import-figures-ask", entry=column.asked)
    if column.asked and kind in DAYS and not use.order:
        return say("import-days-ask", entry=column.asked)
    return ""


def _unclear(column: Column, use: Use) -> str:
    """That a cell is no figure or day, as long as nobody says what becomes of such cells."""
    kind = use.slot.declared.kind if use.slot else ""
    cells = [cell for cell in column.values if not nothing(cell)]
    if use.unclear or kind not in (*NUMBERS, *DAYS):
        return ""
    wrong = _no_figures(cells, use) if kind in NUMBERS else _no_days(cells, use)
    if not wrong:
        return ""
    several = kind in NUMBERS and figures.ends(wrong[0], use.decimal) is not None
    return say("import-unclear-range" if several else "import-unclear-word", entry=wrong[0])


def _no_figures(cells: Sequence[str], use: Use) -> list[str]:
    """The cells that hold no figure, or else those whose figures are in what is no unit."""
    found = figures.read(cells, use.decimal)
    wrong = [cells[at] for at, fault in found.faults.items() if fault.key == "entry-number"]
    return wrong or [cells[at] for at, figure in enumerate(found.figures) if figure and _no_unit(figure, use)]


def _no_days(cells: Sequence[str], use: Use) -> list[str]:
    return [cells[at] for at, fault in days.read(cells, use.order).faults.items() if fault.key == "entry-date"]


def _no_unit(figure: Figure, use: Use) -> bool:
    """Whether the words around a figure are no unit, as in 100% advance."""
    return not figure.bare and isinstance(with_own(units.beside(figure.before, figure.behind), use.unit), Refused)


def _reasons(column: Column, use: Use, wanted: str, layout: Layout | None) -> str:
    """Why a column is used so, for which months, and how its figures are converted."""
    parts = []
    given = units.parse(use.unit) if use.unit else None
    if given and wanted:
        parts.append(say("import-converts", given=use.unit, wanted=_said(wanted, given.money)))
    if wanted and column.numbers and (not use.unit or (given and given.quantity == "unit")):
        of_row = _row_tells(use, layout) and wanted != "days"
        unit = _said(use.unit or wanted, "")
        parts.append(say("import-unit-of-row" if of_row else "import-unit-assumed", unit=unit))
    if use.period is not None:
        key = "import-one-month" if use.period.months == 1 else "import-from-month"
        parts.append(say(key, month=formats.month(use.period.first), count=use.period.months))
    if column.assumed and not use.decimal and use.slot and use.slot.declared.kind in NUMBERS:
        value = figures.read([column.assumed], ".").figures[0]
        parts.append(say("import-figures-assumed", entry=column.assumed, value=entry.show(value.value if value else 0)))
    if column.within and use.slot and use.slot.declared.kind == "month":
        parts.append(say("import-days-within"))
    if column.counted and use.slot and use.slot.declared.kind in DAYS:
        parts.append(say("import-days-counted"))
    if use.unclear:
        parts.append(say(f"import-unclear-told-{use.unclear}"))
    if use.guess is not None:
        parts.append(say(use.guess.reason, value=use.guess.value))
    return "; ".join(parts)


def _said(unit: str, money: str) -> str:
    """A field's unit in words: the currency that stays, the item's own unit."""
    return unit.replace("currency", money or say("import-currency")).replace("unit", say("import-item-unit"))
