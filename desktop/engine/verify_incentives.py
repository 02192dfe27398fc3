"""The second computation of incentives: what they are paid on, the domestic share they ask, what they come to."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf, isfinite

import attrs

from desktop.engine.ledger import Ledger
from desktop.engine.verify_tally import worth
from desktop.engine.verify_told import TOLERANCE
from desktop.model.plan import Fault, IncentivePaid
from desktop.model.records import Incentive, Recipe


@attrs.frozen
class Earned:
    """What an incentive is paid on in one fiscal year, and the most it can come to, INR, once it is earned."""

    quantity: float
    value: float
    domestic: float
    most: float


def incentives(ledger: Ledger) -> Iterator[Fault]:
    """Each incentive is told once for every fiscal year in its months, with what was bought, made, earned, missed."""
    told: dict[tuple[str, int], IncentivePaid] = {}
    for paid in ledger.plan.incentives:
        if (paid.incentive, paid.fiscal_year) in told:
            yield Fault("verify-incentive", f"{paid.incentive} {paid.fiscal_year}", paid.paid)
        told[paid.incentive, paid.fiscal_year] = paid
    for incentive in ledger.world.all(Incentive):
        upstream = _upstream(ledger, incentive.item)
        for months in ledger.terms.windows("fiscal year", incentive.first_month, incentive.last_month):
            year = ledger.months[months[0]].fiscal_year
            paid_out = told.pop((incentive.id, year), None)
            earned = _earned(ledger, incentive, months, upstream)
            if paid_out is None:
                yield Fault("verify-incentive", f"{incentive.id} {year}", 1.0)
            elif gap := max(_gaps(ledger, incentive, earned, paid_out)):
                yield Fault("verify-incentive", f"{incentive.id} {year}", gap)
    for name, year in told:
        yield Fault("verify-incentive", f"{name} {year}", 1.0)


def _upstream(ledger: Ledger, item: str) -> set[str]:
    """The item, and all that is taken to make it, step by step."""
    found, ahead = {item}, [item]
    while ahead:
        output = ahead.pop()
        for recipe in ledger.world.all(Recipe):
            if recipe.output == output:
                more = {*ledger.terms.inputs.get(recipe.id, {})} - found
                found |= more
                ahead += more
    return found


def _earned(ledger: Ledger, incentive: Incentive, months: list[int], upstream: set[str]) -> Earned:
    quantity = value = domestic = 0.0
    landed_costs = worth(ledger)
    among = {*months}
    for name, arriving in ledger.arriving.items():
        offer, costs = ledger.terms.offers[name], landed_costs[ledger.tables.offer_at[name]]
        bought = {position: quantity for position, quantity in arriving.items() if position in among}
        if offer.item == incentive.item:
            quantity += offer.usable_yield * sum(bought.values())
        if offer.item in upstream:
            landed = float(costs[[*bought]].sum())
            value += landed
            domestic += offer.domestic_value / 100 * landed
    for recipe in ledger.world.all(Recipe):
        made = ledger.plan.production[recipe.id]
        if recipe.output == incentive.item:
            quantity += sum(made[position - recipe.delay] for position in months if position >= recipe.delay)
        if recipe.output in upstream:
            converting = recipe.cost * sum(made[position] for position in months)
            value += converting
            domestic += converting
    most = incentive.rate * quantity if incentive.rate_kind == "INR/unit" else incentive.rate / 100 * value
    return Earned(quantity, value, domestic, most if incentive.cap is None else min(most, incentive.cap))


def _gaps(ledger: Ledger, incentive: Incentive, earned: Earned, told: IncentivePaid) -> Iterator[float]:
    """By how much figures of an incentive are off, of their size; 0 for those that are right."""
    size = max(earned.quantity, ledger.size[incentive.item])
    money = max(earned.most, incentive.rate * size if incentive.rate_kind == "INR/unit" else 0.0)
    yield _off(told.quantity - earned.quantity, size)
    yield _off(told.value - earned.value, earned.value)
    yield _off(told.domestic - earned.domestic, earned.value)
    yield _off(max(told.paid - earned.most, -told.paid), money, one_sided=True)
    lacking, rounding = incentive.least_domestic / 100 * earned.value - earned.domestic, TOLERANCE * earned.value
    reached, failed = lacking <= rounding, incentive.least_domestic > 0 and lacking > -rounding
    if ledger.whole and not reached:
        yield _off(told.paid, money)
    yield min(
        _off(told.missed, money) if reached else inf,
        _off(told.missed - (earned.most - told.paid), money) if failed else inf,
    )
    if incentive.least_domestic > 0:
        most = inf if incentive.cap is None else incentive.cap
        decided = _decided(ledger, told)
        yield _off(told.paid - (most * decided if decided else 0.0), money, one_sided=True)


def _decided(ledger: Ledger, told: IncentivePaid) -> float:
    """How much of a yes the plan gives to an incentive in a fiscal year."""
    return sum(
        each.value
        for each in ledger.plan.decisions
        if (each.kind, each.of, each.first_month.fiscal_year) == ("incentive", told.incentive, told.fiscal_year)
    )


def _off(gap: float, size: float, *, one_sided: bool = False) -> float:
    """A gap relative to the size it is held against; 0 within the tolerance."""
    gap = max(gap, 0.0) if one_sided else abs(gap)
    if gap <= TOLERANCE * size:
        return 0.0
    return gap / (size or 1.0) if isfinite(gap) else inf
