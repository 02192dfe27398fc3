"""The second computation of what ordering asks and costs: decisions, order form, yearly quantities (model.md 4.4)."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from desktop.engine.ledger import Ledger
from desktop.engine.verify_told import TOLERANCE
from desktop.model.plan import Fault
from desktop.model.records import Source


def order_decisions(ledger: Ledger) -> Iterator[Fault]:
    """Order cost: a yes for each near month of a whole answer with an order; elsewhere what is taken of all room."""
    for source in ledger.world.all(Source):
        if source.order_cost <= 0:
            continue
        taken, sure = _taken(ledger, source, ledger.planned), _taken(ledger, source, ledger.ordered)
        most = ledger.room.of_source(source) if any(position >= ledger.near for position in taken) else ()
        for position in range(len(ledger.months)):
            told = ledger.decided("order", source.id, position)
            if position not in taken:
                off = told
            elif position < ledger.near:
                off = _undecided(told, position in sure)
            else:
                off = _apart(told, _part(taken[position], most[position]))
            if off:
                yield Fault("verify-decision", f"order {source.id} {ledger.months[position]}", off)


def contract_decisions(ledger: Ledger) -> Iterator[Fault]:
    """Contract cost: a yes if a whole answer orders anything of the source; else what is taken of all room."""
    for source in ledger.world.all(Source):
        if source.contract_cost <= 0:
            continue
        taken, told = _taken(ledger, source, ledger.planned), ledger.decided("contract", source.id, 0)
        if not taken:
            off = told
        elif ledger.whole:
            off = _undecided(told, bool(_taken(ledger, source, ledger.ordered)))
        else:
            off = _apart(told, _part(sum(taken.values()), ledger.room.over_horizon(source)))
        if off:
            yield Fault("verify-decision", f"contract {source.id}", off)


def _undecided(told: float, sure: bool) -> float:  # noqa: FBT001 - what is asked, not a switch
    """By how much a yes is missing where something is ordered for sure; what is only rounding may have one or none."""
    return _apart(told, 1.0) if sure or told else 0.0


def _apart(told: float, asked: float) -> float:
    """How far what is decided is from what is asked; 0 within the tolerance."""
    off = abs(told - asked)
    return 0.0 if off <= TOLERANCE * asked else off


def _taken(ledger: Ledger, source: Source, bought: dict[str, dict[int, float]]) -> dict[int, float]:
    """What is bought of a source by position, in use of its joint capacity: only months in which anything is."""
    taken: dict[int, float] = {}
    for offer in ledger.terms.selling[source.id]:
        for position, quantity in bought.get(offer.id, {}).items():
            taken[position] = taken.get(position, 0.0) + offer.capacity_use * quantity
    return taken


def _part(taken: float, most: float) -> float:
    """What is taken of all room; nothing where there is none, or no end of it."""
    return taken / most if most > 0 and isfinite(most) else 0.0


def order_form(ledger: Ledger) -> Iterator[Fault]:
    """Minimum order and whole lots, in the near months of a whole answer."""
    for name, bought in ledger.ordered.items() if ledger.near else ():
        offer = ledger.terms.offers[name]
        for position, quantity in bought.items():
            where = f"{name} {ledger.months[position]}"
            if position < ledger.near and not (quantity >= offer.minimum_order * (1 - TOLERANCE)):
                yield Fault("verify-minimum-order", where, 1 - quantity / offer.minimum_order)
            if position < ledger.near and offer.lot_size > 0:
                apart = abs(quantity - offer.lot_size * round(quantity / offer.lot_size))
                if not (apart <= TOLERANCE * max(quantity, offer.lot_size)):
                    yield Fault("verify-lots", where, apart / offer.lot_size)


def yearly_quantities(ledger: Ledger) -> Iterator[Fault]:
    """A source used in a fiscal year of a whole answer is used with its smallest quantity, receipts counted.

    What its items move sets the tolerance too: beside a hundred million in stock one unit is rounding.
    """
    for source in ledger.world.all(Source) if ledger.whole else ():
        ordered = _taken(ledger, source, ledger.ordered) if source.least_per_year > 0 else {}
        arriving = _taken(ledger, source, ledger.arriving) if ordered else {}
        sold = ledger.terms.selling[source.id]
        size = max((offer.capacity_use * ledger.size[offer.item] for offer in sold), default=0.0)
        least = source.least_per_year - TOLERANCE * max(source.least_per_year, size)
        for months in ledger.terms.windows("fiscal year") if ordered else ():
            total = sum(arriving.get(position, 0.0) for position in months)
            if any(position in ordered for position in months) and not (total >= least):
                where = f"{source.id} {ledger.months[months[0]]}"
                yield Fault("verify-yearly-quantity", where, 1 - total / source.least_per_year)


def take_or_pay(ledger: Ledger) -> float:
    """What is paid for falling short of the share of agreed quantities, INR, at the lowest price of each year."""
    paid = 0.0
    for source in ledger.world.all(Source):
        agreed = source.take_or_pay_share / 100 * source.take_or_pay_quantity
        if agreed > 0:
            arriving = _taken(ledger, source, ledger.arriving)
            for months in ledger.terms.windows("fiscal year"):
                short = agreed - sum(arriving.get(position, 0.0) for position in months)
                paid += max(short, 0.0) * _lowest(ledger, source, months)
    return paid


def _lowest(ledger: Ledger, source: Source, months: list[int]) -> float:
    """The lowest price of one use of a source in some months, INR, without freight and duty; 0 if it sells nothing."""
    prices = ledger.prices
    return min(
        (
            prices.quoted[offer.id][position] * prices.rates[offer.currency][position] / offer.capacity_use
            for offer in ledger.terms.selling[source.id]
            if offer.capacity_use > 0
            for position in months
        ),
        default=0.0,
    )
