"""The second computation of price tiers: which part of each order is priced in which tier (model.md section 4.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import pairwise

import attrs

from desktop.engine.ledger import Ledger
from desktop.engine.verify_terms import Terms
from desktop.engine.verify_told import TOLERANCE
from desktop.model.orders import Order
from desktop.model.plan import Fault
from desktop.model.records import Tier

UNLIMITED = float("inf")


@attrs.frozen
class Level:
    """One tier, or the offer's own price below the first (``tier`` None); ``upper`` is the next tier's lower end."""

    name: str
    lower: float
    upper: float
    tier: Tier | None

    @property
    def charge(self) -> float:
        """What using it costs, INR."""
        return self.tier.charge if self.tier else 0.0


@attrs.frozen(slots=False)
class Ladder:
    """All levels of an offer, lowest first, and how they count."""

    basis: str
    all_units: bool
    levels: tuple[Level, ...]

    @cached_property
    def by_lower(self) -> Mapping[float, Level]:
        """The levels by their lower ends, as orders name them."""
        return {level.lower: level for level in self.levels}


def ladders(terms: Terms) -> dict[str, Ladder]:
    """The ladder of every offer that has tiers; the checks see to it that all its tiers are of one basis and kind."""
    found = {}
    for offer, tiers in terms.tiers.items():
        rows: list[tuple[float, Tier | None]] = [(tier.from_quantity, tier) for tier in tiers]
        if rows[0][0] > 0:
            rows.insert(0, (0.0, None))
        uppers = [*(lower for lower, _ in rows[1:]), UNLIMITED]
        levels = tuple(
            Level(f"{offer}/{lower:.15g}", lower, upper, tier)
            for (lower, tier), upper in zip(rows, uppers, strict=True)
        )
        found[offer] = Ladder(tiers[0].basis, tiers[0].kind == "all units", levels)
    return found


@attrs.frozen(eq=False)
class Window:
    """What is bought of an offer in the months that count together: all volume, receipts, and the part by level.

    ``told`` is what the plan decides of each level, 0 where it tells of no decision.
    """

    offer: str
    months: list[int]
    where: str
    placed: float
    parts: tuple[float, ...]
    told: tuple[float, ...]
    rounding: float

    @property
    def volume(self) -> float:
        """All that counts."""
        return self.placed + sum(self.parts)


def tiers(ledger: Ledger) -> Iterator[Fault]:
    """Each order tells the tiers it is priced in, and these follow from what is bought in the window."""
    found = ladders(ledger.terms)
    priced: dict[str, dict[int, dict[float, float]]] = {offer: {} for offer in found}
    orders = ledger.plan.orders
    lines = enumerate(zip(orders.offer, orders.tiers, strict=True))
    for order in (orders[at] for at, (offer, told) in lines if told or offer in found):
        ladder = found.get(order.offer)
        if not _well_formed(order, ladder):
            yield Fault("verify-tier", f"{order.offer} {order.month}", 1.0)
        elif ladder and not order.placed:
            parts = priced[order.offer].setdefault(ledger.terms.place(order.month), {})
            for lower, quantity in order.tiers:
                parts[lower] = parts.get(lower, 0.0) + quantity
    for offer, ladder in found.items():
        for window in _windows(ledger, offer, ladder, priced[offer]):
            judge = _all_units if ladder.all_units else _incremental
            for level, by in judge(ledger, ladder, window):
                yield Fault("verify-tier", f"{level.name} {window.where}", by)


def _well_formed(order: Order, ladder: Ladder | None) -> bool:
    """Whether an order names each tier of its offer once at most, and all of its quantity; none where it has none."""
    if ladder is None or order.placed:
        return not order.tiers
    lowers = [lower for lower, _ in order.tiers]
    total = sum(quantity for _, quantity in order.tiers)
    return (
        len({*lowers}) == len(lowers)
        and all(lower in ladder.by_lower for lower in lowers)
        and all(quantity > 0 for _, quantity in order.tiers)
        and abs(total - order.quantity) <= TOLERANCE * order.quantity
    )


def _windows(
    ledger: Ledger, offer: str, ladder: Ladder, priced: Mapping[int, Mapping[float, float]]
) -> Iterator[Window]:
    """The windows in which anything is bought or decided."""
    receipts = ledger.terms.receipts.get(offer) if ladder.basis != "order" else None
    rounding = TOLERANCE * ledger.size[ledger.terms.offers[offer].item]
    for months in ledger.terms.windows(ladder.basis):
        bought = [priced[position] for position in months if position in priced]
        told = tuple(ledger.decided("tier", level.name, months[0]) for level in ladder.levels)
        if bought or any(told):
            yield Window(
                offer=offer,
                months=months,
                where=str(ledger.months[months[0]]),
                placed=sum(receipts[position] for position in months) if receipts else 0.0,
                parts=tuple(sum(parts.get(level.lower, 0.0) for parts in bought) for level in ladder.levels),
                told=told,
                rounding=rounding,
            )


def _all_units(ledger: Ledger, ladder: Ladder, window: Window) -> Iterator[tuple[Level, float]]:
    """All planned units of a window are priced in the tier that its volume lies in."""
    if sum(window.told) > 1 + TOLERANCE:
        yield ladder.levels[-1], sum(window.told) - 1
    if not ledger.whole:
        yield from _relaxed_all_units(ladder, window)
        return
    bought = sum(window.parts)
    for level, part, told in zip(ladder.levels, window.parts, window.told, strict=True):
        slack = max(window.rounding, TOLERANCE * level.lower)
        if part > window.rounding:
            if level.lower - window.volume > slack or window.volume >= level.upper or bought - part > slack:
                yield level, max(level.lower - window.volume, bought - part, 0.0)
            if level.charge and told < 1 - TOLERANCE:
                yield level, 1 - told
        elif told and ((level.charge and not part) or bought > window.rounding):
            yield level, told


def _relaxed_all_units(ladder: Ladder, window: Window) -> Iterator[tuple[Level, float]]:
    """What is priced in a tier lies between its ends, less receipts, times what is decided of it."""
    slack = max(window.rounding, TOLERANCE * window.volume)
    for level, part, told in zip(ladder.levels, window.parts, window.told, strict=True):
        least = max(level.lower - window.placed, 0.0) * told
        most = max(level.upper - window.placed, 0.0) * told if told else 0.0
        if not (least - slack <= part <= most + slack):
            yield level, max(least - part, part - most)


def _incremental(ledger: Ledger, ladder: Ladder, window: Window) -> Iterator[tuple[Level, float]]:
    """Each tier holds no more than lies between its ends, less receipts, and all below it are full."""
    slack = max(window.rounding, TOLERANCE * window.volume)
    below = 0.0
    for level, part, told in zip(ladder.levels, window.parts, window.told, strict=True):
        start = max(level.lower - window.placed, 0.0)
        width = max(level.upper - window.placed, 0.0) - start
        if part - width > slack:
            yield level, part - width
        if ledger.whole and part > window.rounding:
            if start - below > slack:
                yield level, start - below
            if level.charge and told < 1 - TOLERANCE:
                yield level, 1 - told
        elif ledger.whole and told and level.charge and not part:
            yield level, told
        below += part
    if not ledger.whole:
        yield from _relaxed_incremental(ledger, ladder, window)


def _relaxed_incremental(ledger: Ledger, ladder: Ladder, window: Window) -> Iterator[tuple[Level, float]]:
    """Each tier is filled to the part that is decided of it at most, and the tier below at least.

    Where no tier is charged or cheaper than the one below, nothing need be decided: they fill in order to save money.
    """
    slack = max(window.rounding, TOLERANCE * window.volume)
    free = not any(window.told) and not _charged_or_falling(ledger, ladder, window)
    beneath = room_beneath = 0.0
    for level, part, told in zip(ladder.levels, window.parts, window.told, strict=True):
        room = max(level.upper - window.placed, 0.0) - max(level.lower - window.placed, 0.0)
        most = room * told if told else 0.0
        if not free and (part - most > slack or room_beneath * told - beneath > slack):
            yield level, max(part - most, room_beneath * told - beneath)
        beneath, room_beneath = part, room


def _charged_or_falling(ledger: Ledger, ladder: Ladder, window: Window) -> bool:
    """Whether any tier of an offer has a charge, or is cheaper in some month than the one below."""
    if any(level.charge for level in ladder.levels):
        return True
    offer = ledger.terms.offers[window.offer]
    return any(
        ledger.prices.of(offer, position, above.tier) < ledger.prices.of(offer, position, below.tier)
        for below, above in pairwise(ladder.levels)
        for position in window.months
    )


def charges(ledger: Ledger) -> float:
    """What the tiers used cost beside their prices, INR: each charge as often as its tier is decided on."""
    costs = {level.name: level.charge for ladder in ladders(ledger.terms).values() for level in ladder.levels}
    return sum(costs.get(each.of, 0.0) * each.value for each in ledger.plan.decisions if each.kind == "tier")
