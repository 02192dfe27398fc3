"""The second computation of rules: what each misses in each of its windows, by its kind (model.md section 4.8)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import attrs

from desktop.engine.ledger import Ledger
from desktop.engine.verify_found import Limit, over_months
from desktop.engine.verify_tally import Tally, Weights, tallies, weights_of
from desktop.engine.verify_told import TOLERANCE
from desktop.model.asked import rules_asked
from desktop.model.plan import Bent
from desktop.model.records import Item, Rule


@attrs.frozen
class Miss:
    """What a rule misses in one window (below zero: nothing), what it reached, and what both are held against."""

    amount: float
    reached: float
    size: float
    reached_size: float


def rules(ledger: Ledger) -> Iterator[Limit]:
    """What every window of every rule of the mix misses, where something is missed, or told to be.

    Rules of yes and no are kept by whole answers alone.
    """
    told = {(each.limit, each.first_month) for each in ledger.plan.bent}
    for rule in rules_asked(ledger.world, ledger.plan.mix):
        if rule.kind == "cover at least":
            yield from _cover(ledger, rule)
        elif rule.kind not in DECIDED or ledger.whole:
            weights = weights_of(ledger.tables, rule)
            for tally in tallies(ledger, rule, weights):
                miss = KINDS[rule.kind](rule, tally, weights)
                if not miss.amount <= 0 or (rule.id, ledger.months[tally.positions[0]]) in told:
                    yield _limit(ledger, rule, tally, weights, miss)


def _limit(ledger: Ledger, rule: Rule, tally: Tally, weights: Weights, miss: Miss) -> Limit:
    first, last = ledger.months[tally.positions[0]], ledger.months[tally.positions[-1]]
    asked = 1.0 if rule.kind in LOGICAL else rule.limit
    unit = _unit(rule, weights)
    found = Bent(rule.kind, rule.id, first, last, max(miss.amount, 0.0), unit, asked, miss.reached)
    return Limit(found, miss.size, miss.reached_size, (first,), (last,))


def _unit(rule: Rule, weights: Weights) -> str:
    if rule.kind in LOGICAL:
        return ""
    if rule.kind.startswith("sources"):
        return "countries" if rule.by == "country" else "sources"
    return "HHI" if rule.kind.startswith("concentration") else weights.unit


def _share(rule: Rule, tally: Tally, weights: Weights) -> Miss:  # noqa: ARG001 - all kinds are asked alike
    over = tally.group - rule.limit / 100 * tally.base
    reached = 100 * tally.group / tally.base if tally.base else 0.0
    return Miss(_sided(rule, over), reached, tally.base, 100.0)


def _amount(rule: Rule, tally: Tally, weights: Weights) -> Miss:  # noqa: ARG001
    size = max(rule.limit, tally.base, tally.size)
    return Miss(_sided(rule, tally.group - rule.limit), tally.group, size, size)


def _sources(rule: Rule, tally: Tally, weights: Weights) -> Miss:  # noqa: ARG001
    """Nothing is missed where nothing at all is bought in the base; crumbs count only where sources are limited."""
    least = rule.kind.endswith("at least")
    reached = float(len(tally.counting(rule.counts_from / 100) if least else tally.members))
    return Miss(_sided(rule, reached - rule.limit) if tally.base_used else 0.0, reached, 1.0, 1.0)


def _sided(rule: Rule, over: float) -> float:
    return over if rule.kind.endswith("at most") else -over


def _concentration(rule: Rule, tally: Tally, weights: Weights) -> Miss:  # noqa: ARG001
    index = sum((part / tally.group) ** 2 for part in tally.parts.values() if part > 0)
    return Miss(index - rule.limit, index, 1.0, 1.0)


def _logical(rule: Rule, tally: Tally, weights: Weights) -> Miss:
    first, second, share = tally.group_used, tally.other_used, rule.counts_from / 100
    one, other = (tally.brings(chosen, share) for chosen in (weights.group, weights.other))
    missed = {
        "if used then used": first and not other,
        "at least one used": not one and not other,
        "not both used": first and second,
    }[rule.kind]
    return Miss(float(missed), 0.0, 1.0, 1.0)


LOGICAL = ("if used then used", "at least one used", "not both used")
DECIDED = ("sources at least", "sources at most", *LOGICAL)
"""Rules that ask whether something is used at all."""
KINDS: Mapping[str, Callable[[Rule, Tally, Weights], Miss]] = {
    "share at least": _share,
    "share at most": _share,
    "amount at least": _amount,
    "amount at most": _amount,
    "sources at least": _sources,
    "sources at most": _sources,
    "concentration at most": _concentration,
    **dict.fromkeys(LOGICAL, _logical),
}


def _cover(ledger: Ledger, rule: Rule) -> Iterator[Limit]:
    """Days of the next month's use that stock covers, told once for all months that miss some."""
    positions = ledger.terms.positions(rule.first_month, rule.last_month)
    if not rule.item or not positions:
        return
    use, stock = ledger.told.following_use(rule.item), ledger.plan.stock[rule.item]
    short = {position: rule.limit / 30 * use[position] - stock[position] for position in positions}
    size = max(ledger.size[rule.item], *(rule.limit / 30 * use[position] for position in positions))
    worst = max(short, key=lambda position: short[position])
    days = {position: 30 * stock[position] / use[position] for position in positions if use[position] > 0}
    first, unit = ledger.months[positions[0]], ledger.world.by_id(Item)[rule.item].unit
    found = Bent(rule.kind, rule.id, first, first, short[worst], unit, rule.limit, days.get(worst, 0.0))
    over = [(ledger.months[position], missing) for position, missing in short.items() if missing > 0]
    near_worst = (
        covered for position, covered in days.items() if short[worst] - short[position] <= 2 * TOLERANCE * size
    )
    yield attrs.evolve(
        over_months(found, size, over),
        reached=tuple(near_worst),
        reached_size=max(rule.limit, 30 * size / use[worst] if use[worst] > 0 else 0.0),
    )
