"""Price tiers: what each part of a volume costs, for all units or only for those in the tier (model.md section 4.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from desktop.engine.arrays import Arrays
from desktop.engine.draft import Draft
from desktop.engine.landed import LandedCosts, landed_costs, quoted_prices
from desktop.engine.vectors import FloatArray, IntArray
from desktop.model.asked import rules_asked
from desktop.model.records import Incentive, Tier

_BELOW = 2e-7
"""A volume in a tier for all units ends this share below the next tier, whose lower end belongs to that one.

A choice between two tolerances: above the 1e-7 that HiGHS lets a row be off by at its usual, rows being scaled to
about 1, so that what it takes for below is below; and a fifth of the 1e-6 to which plans are verified.
"""
_ROUNDING = 1e-9


@attrs.frozen(eq=False)
class Ladder:
    """The tiers of one offer, lowest first; the first is the offer's own price, from 0, unless a tier begins there.

    ``part`` (tiers, t) are the columns of what is bought in each tier, ``landed`` what a unit costs there (tiers, t),
    ``above`` how much more that is than at the offer's own price, INR (tiers, t).
    ``windows`` are the months that count together, ``used`` (windows, tiers) the columns that say which tiers are
    used, -1 where none is needed, ``charge`` (tiers,) what that costs, INR.
    """

    offer: int
    lower: FloatArray
    charge: FloatArray
    landed: LandedCosts
    above: FloatArray
    part: IntArray
    windows: tuple[IntArray, ...]
    used: IntArray
    all_units: bool

    def names(self, arrays: Arrays) -> list[str]:
        """What decisions on its tiers are called: the offer and the lower end."""
        return [f"{arrays.offers[self.offer].id}/{lower:.15g}" for lower in self.lower.tolist()]


def add_tiers(draft: Draft) -> list[Ladder]:
    """The columns and rows of every offer that has tiers."""
    by_offer: dict[str, list[Tier]] = {}
    for tier in draft.arrays.world.all(Tier):
        by_offer.setdefault(tier.offer, []).append(tier)
    return [_ladder(draft, draft.arrays.offer_at[name], tiers) for name, tiers in by_offer.items()]


def tier_costs(ladders: Sequence[Ladder]) -> Iterator[tuple[IntArray, FloatArray]]:
    """What tiers add to the cost of the same arrivals at the offer's own price, as terms of a goal in INR."""
    for ladder in ladders:
        yield ladder.part, ladder.above
        yield ladder.used[ladder.used >= 0], np.broadcast_to(ladder.charge, ladder.used.shape)[ladder.used >= 0]


def _ladder(draft: Draft, offer: int, tiers: Sequence[Tier]) -> Ladder:
    arrays, program = draft.arrays, draft.program
    steps = sorted(tiers, key=lambda tier: tier.from_quantity)
    own_price = [] if steps[0].from_quantity == 0 else [None]
    rows: list[Tier | None] = [*own_price, *steps]
    windows = _windows(arrays, steps[0].basis)
    size = draft.scales.item[arrays.item_of[offer]]
    part, landed = program.columns((len(rows), arrays.size), size), _landed(arrays, offer, rows)
    ladder = Ladder(
        offer=offer,
        lower=np.array([0.0 if tier is None else tier.from_quantity for tier in rows]),
        charge=np.array([0.0 if tier is None else tier.charge for tier in rows]),
        landed=landed,
        above=landed.landed - arrays.landed.landed[offer],
        part=part,
        windows=windows,
        used=np.full((len(windows), len(rows)), -1, dtype=np.int64),
        all_units=steps[0].kind == "all units",
    )
    whole = program.rows((arrays.size,), size, 0.0, 0.0)
    numbers, _ = draft.arrivals(np.array([offer]), np.arange(arrays.size))
    program.put(whole, numbers, 1.0)
    program.put(whole, part, -1.0)
    for window, months in enumerate(windows):
        placed = 0.0 if steps[0].basis == "order" else float(arrays.receipts[offer, months].sum())
        write = _for_all_units if ladder.all_units else _for_units_in_tier
        write(draft, ladder, window, placed)
    return ladder


def _windows(arrays: Arrays, basis: str) -> tuple[IntArray, ...]:
    if basis == "order":
        return tuple(np.array([month]) for month in range(arrays.size))
    return tuple(arrays.years().values()) if basis == "fiscal year" else (np.arange(arrays.size),)


def _landed(arrays: Arrays, offer: int, rows: Sequence[Tier | None]) -> LandedCosts:
    """The landed cost of a unit in each tier: everything that follows from the price follows from the tier's."""
    record = arrays.offers[offer]
    own = quoted_prices(arrays.world, [record], arrays.months)[0]
    quoted = np.array([_price(own, tier) for tier in rows])
    return landed_costs(arrays.world, [record] * len(rows), arrays.months, quoted)


def _price(own: FloatArray, tier: Tier | None) -> FloatArray:
    if tier is None:
        return own
    return own * (1 - tier.discount / 100) if tier.price is None else np.full(own.shape, tier.price)


def _most(draft: Draft, offer: int, months: IntArray) -> float:
    return float(draft.bounds.order[offer, months].sum())


def _for_all_units(draft: Draft, ladder: Ladder, window: int, placed: float) -> None:
    """The volume of a window lies in one tier, in which all of it is bought."""
    program, months = draft.program, ladder.windows[window]
    size = draft.scales.item[draft.arrays.item_of[ladder.offer]] * len(months)
    upper = np.append(ladder.lower[1:] * (1 - _BELOW), _most(draft, ladder.offer, months) + placed)
    upper[-1] = max(upper[-1], ladder.lower[-1])
    open_ = (upper > placed).astype(float)
    used = draft.decide(open_, months, source=int(draft.arrays.source_of[ladder.offer]))
    ladder.used[window] = used
    fewest, most = np.maximum(ladder.lower - placed, 0.0), np.maximum(upper - placed, 0.0)
    if lot := _lot(draft, ladder.offer, months):
        fewest, most[:-1] = np.ceil(fewest / lot - _ROUNDING) * lot, np.floor(most[:-1] / lot) * lot
    parts = ladder.part[:, months]
    above = program.rows(used.shape, size, -np.inf, 0.0)
    program.put(above.reshape(-1, 1), parts, 1.0)
    program.put(above, used, -most)
    below = program.rows(used.shape, size, 0.0, np.inf)
    program.put(below.reshape(-1, 1), parts, 1.0)
    program.put(below, used, -fewest)
    program.put(program.rows((1,), 1.0, -np.inf, 1.0), used, 1.0)


def _lot(draft: Draft, offer: int, months: IntArray) -> float:
    """The size of the lots of which every volume of a window is made; 0 where it may be any.

    Lots tell tiers apart that rounding would not: just below the next tier there is a whole lot less.
    """
    return draft.arrays.offers[offer].lot_size if draft.whole and months[-1] < draft.arrays.near else 0.0


def _for_units_in_tier(draft: Draft, ladder: Ladder, window: int, placed: float) -> None:
    """Each tier is filled before the next; receipts fill the lowest first."""
    program, arrays, months = draft.program, draft.arrays, ladder.windows[window]
    size = draft.scales.item[arrays.item_of[ladder.offer]] * len(months)
    lower = np.maximum(ladder.lower - placed, 0.0)
    top = max(_most(draft, ladder.offer, months), lower[-1])
    width = np.append(lower[1:], top) - lower
    parts = ladder.part[:, months]
    if _rises(ladder, months) and not _value_counts(arrays):
        rows = program.rows(width.shape, size, -np.inf, np.append(width[:-1], np.inf))
        program.put(rows.reshape(-1, 1), parts, 1.0)
        return
    used = draft.decide(np.ones(width.size), months, source=int(arrays.source_of[ladder.offer]))
    ladder.used[window] = used
    most = program.rows(used.shape, size, -np.inf, 0.0)
    program.put(most.reshape(-1, 1), parts, 1.0)
    program.put(most, used, -width)
    full = program.rows((len(used) - 1,), size, 0.0, np.inf)
    program.put(full.reshape(-1, 1), parts[:-1], 1.0)
    program.put(full, used[1:], -width[:-1])


def _rises(ladder: Ladder, months: IntArray) -> bool:
    """Whether each tier costs more than the one below, so that they fill in order by themselves."""
    cost = ladder.landed.landed[:, months]
    return not ladder.charge.any() and bool((cost[1:].min(axis=1) > cost[:-1].max(axis=1)).all())


def _value_counts(arrays: Arrays) -> bool:
    """Whether a rule or an incentive looks at value: then what costs more may be what is wanted."""
    by_rule = any(rule.measure == "value" for rule in rules_asked(arrays.world, arrays.mix.id))
    return by_rule or any(
        row.least_domestic > 0 or row.rate_kind == "% of value" for row in arrays.world.all(Incentive)
    )
