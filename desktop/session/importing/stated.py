"""What a figure is in, by its cell, its column and its row together; what these do not tell is asked, never assumed."""

from __future__ import annotations

import attrs

from desktop.model.errors import AppError
from desktop.session import units
from desktop.session.importing.layout import OPEN_SHARE, TAXED
from desktop.session.units import Unit
from desktop.text.entry import Raw
from desktop.text.messages import say


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


def open_money(mark: str) -> Refused:
    """That a mark stands for several currencies."""
    return Refused("import-money-open", mark=mark, choices=f" {say('import-or')} ".join(units.EITHER[mark]))


def unknown(unit: str) -> Refused:
    """That a text is no unit, or leaves open which."""
    if TAXED in unit:
        return Refused("import-tax-within", unit=unit.partition(TAXED)[0].strip() or "INR/kg")
    return Refused("import-share-open") if unit == OPEN_SHARE else Refused("import-unit-unknown", unit=unit)


def completed(stated: str, wanted: Unit, context: Context, *, price: bool = False) -> Unit | Refused:
    """The unit of a figure that states one, or none: USD is USD per the row's unit, per t is the row's currency per t.

    ``price`` says that the figure is what the row's currency and unit are about, so that it cannot be in another.
    """
    given = units.parse(stated) if stated else Unit()
    if given is None:
        return unknown(stated)
    found = _completed(given, wanted, context, price=price)
    return open_money(found.money) if isinstance(found, Unit) and found.money in units.EITHER else found


def _completed(given: Unit, wanted: Unit, context: Context, *, price: bool) -> Unit | Refused:
    row = units.parse(context.row_unit) if context.row_unit else Unit()
    if wanted.sort in ("money/quantity", "quantity"):
        if row is None:
            whole = given.sort == wanted.sort and given.quantity != "unit" and given.money != units.ANY_MONEY
            return given if whole else unknown(context.row_unit)
        return _of_money(given, row, wanted, context, price=price) if wanted.money else _of_quantity(given, row, wanted)
    if given.sort:
        return given
    if wanted.days:
        return row if row and row.days else wanted
    return attrs.evolve(wanted, money=context.row_money or wanted.money) if wanted.money else wanted


def _of_money(given: Unit, row: Unit, wanted: Unit, context: Context, *, price: bool) -> Unit | Refused:
    """A price: its currency and what it is for, each by the first of cell, column and row that tells it."""
    if given.sort not in ("", "money", "money/quantity", "quantity"):
        return given
    money, own = context.row_money or row.money, given.money
    if row.money and context.row_money and row.money != context.row_money:
        if context.row_money not in units.EITHER.get(row.money, ()):
            return _clash(row.money, context.row_money)
        row = attrs.evolve(row, money=context.row_money)
    if own in ("", units.ANY_MONEY) or money in units.EITHER.get(own, ()):
        own = money
    elif price and money not in ("", units.ANY_MONEY, own) and own not in units.EITHER.get(money, ()):
        return _clash(own, money)
    quantity = row.quantity if given.quantity in ("", "unit") else given.quantity
    if own in ("", units.ANY_MONEY) or quantity in ("", "unit"):
        return Refused("import-price-open")
    scale = given.scale if given.scale != 1 or not row.money else row.scale
    return Unit(own, quantity, given.time or wanted.time, scale=scale)


def _of_quantity(given: Unit, row: Unit, wanted: Unit) -> Unit | Refused:
    """A quantity: bare it is in the unit of its row; a row that prices something per unit leaves it open."""
    if given.sort not in ("", "quantity"):
        return given
    if given.quantity in ("", "unit"):
        if row.money and row.quantity:
            return Refused("import-quantity-open", unit=str(row))
        of_row = row if row.sort == "quantity" else Unit()
        quantity = of_row.quantity or wanted.quantity
        given = Unit("", quantity, given.time or of_row.time, scale=given.scale * of_row.scale)
    return Refused("import-unit-time", unit=str(given)) if wanted.time and not given.time else given


def _clash(one: str, other: str) -> Refused:
    return Refused("import-money-clash", one=one, other=other)


def with_own(own: str, unit: str) -> tuple[str, float] | Refused:
    """The unit of a cell that tells its own, made whole by the column's, and what its number is multiplied by.

    ``$85`` below ``Price (per kg)`` is USD/kg; ``2.6 crore`` is ten millions of what the column is in.
    """
    whole = units.parse(unit) if unit else None
    scale = 1.0
    if units.parse(own) is None:
        scale, own = units.scaled(own)
        if scale != 1.0 and not own:
            return unit, scale / (whole.scale if whole else 1.0)
    told = units.parse(own) or units.days_among(own)
    if told is None:
        return unknown(own)
    open_ = told.money == units.ANY_MONEY
    if whole and whole.money and (open_ or whole.money in units.EITHER.get(told.money, ())):
        told = attrs.evolve(told, money=whole.money)
    if whole and told.money and not told.quantity and whole.quantity:
        told = attrs.evolve(told, quantity=whole.quantity)
    if whole and told.quantity and not told.money and not told.time and whole.time:
        told = attrs.evolve(told, time=whole.time)
    return str(told), scale
