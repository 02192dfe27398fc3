"""The second computation of what gave way: every share, store and closing stock, with what was asked and reached."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from desktop.engine.ledger import TOLERANCE, Ledger
from desktop.engine.verify_limits import inside
from desktop.model.licensing import contents_of
from desktop.model.months import Month
from desktop.model.plan import Bent, Fault
from desktop.model.records import RARE_EARTHS, Item, Offer, Rule, Source

UNTOLD = 2 * TOLERANCE
"""What may be missing, of the size at hand, before a plan must tell it: it tells what misses more than half of it."""


@attrs.frozen
class Limit:
    """A limit that can give way, as recomputed: what the plan would have to tell, and the size it is held against.

    ``firsts`` and ``lasts`` are the months that may be told as its first and last: more than one only where a
    store is over by next to nothing.
    """

    found: Bent
    size: float
    reached_size: float
    firsts: tuple[Month, ...]
    lasts: tuple[Month, ...]


def bent(ledger: Ledger) -> Iterator[Fault]:
    """What the plan tells as bent is what gives way, no more and no less."""
    told: dict[tuple[str, str, Month | None], Bent] = {}
    for each in ledger.plan.bent:
        if _key(each) in told:
            yield Fault("verify-bent", f"{each.kind} {each.limit}", each.amount)
        told[_key(each)] = each
    for limit in (*_shares(ledger), *_stores(ledger), *_closings(ledger)):
        yield from _judged(limit, told.pop(_key(limit.found), None))
    for each in told.values():
        yield Fault("verify-bent", f"{each.kind} {each.limit}", each.amount)


def _key(told: Bent) -> tuple[str, str, Month | None]:
    return told.kind, told.limit, told.first_month if told.kind.startswith("share") else None


def _judged(limit: Limit, told: Bent | None) -> Iterator[Fault]:
    """A fault where the plan tells something else about one limit than was found."""
    found = limit.found
    key, where = "verify-bent", f"{found.kind} {found.limit}"
    if found.kind.startswith("share"):
        key, where = "verify-share", f"{found.limit} {found.first_month}"
    if told is None:
        if not (found.amount <= UNTOLD * limit.size):
            yield Fault(key, where, found.amount / (limit.size or 1.0))
        return
    gap = abs(found.amount - told.amount)
    if not (gap <= TOLERANCE * max(limit.size, abs(found.amount))):
        yield Fault(key, where, gap / (limit.size or 1.0))
    named = told.first_month in limit.firsts and told.last_month in limit.lasts and told.unit == found.unit
    if not named or told.asked != found.asked:
        yield Fault("verify-bent", where, 1.0)
    off = abs(found.reached - told.reached)
    if not (off <= TOLERANCE * limit.reached_size):
        yield Fault("verify-bent", where, off / (limit.reached_size or 1.0))


def _shares(ledger: Ledger) -> Iterator[Limit]:
    """4.8: what every window of every rule of the mix misses."""
    for rule in ledger.world.all(Rule):
        if rule.mix in ("", ledger.plan.mix):
            for months, group, base, unit in _sums(ledger, rule):
                over = group - rule.limit / 100 * base
                missing = max(over if rule.kind == "share at most" else -over, 0.0)
                reached = 100 * group / base if base else 0.0
                found = Bent(rule.kind, rule.id, months[0], months[-1], missing, unit, rule.limit, reached)
                yield Limit(found, base, 100.0, months[:1], months[-1:])


def _sums(ledger: Ledger, rule: Rule) -> Iterator[tuple[tuple[Month, ...], float, float, str]]:
    """The months of each window, the group's and the base's quantity in it, and what they are counted in."""
    contents, sources, items = contents_of(ledger.world), ledger.world.by_id(Source), ledger.world.by_id(Item)
    size = len(ledger.months)
    group, base, unit = ledger.nothing(), ledger.nothing(), {"value": "INR", "contained": "kg"}.get(rule.measure, "")
    for offer in ledger.world.all(Offer):
        weights = _weights(ledger, rule, offer, contents.get(offer.item, {}))
        if weights:
            unit = unit or items[offer.item].unit
            belongs = _belongs(rule, offer, sources[offer.source])
            arriving = ledger.arriving[offer.id]
            for position in range(size):
                quantity = weights[position] * arriving[position]
                base[position] += quantity
                group[position] += quantity if belongs else 0.0
    windows: dict[int, list[int]] = {}
    for position, month in enumerate(ledger.months):
        if inside(month, rule.first_month, rule.last_month):
            window = {"month": month.index, "fiscal year": month.fiscal_year, "horizon": 0}[rule.window]
            windows.setdefault(window, []).append(position)
    for positions in windows.values():
        months = tuple(ledger.months[position] for position in positions)
        yield (
            months,
            sum(group[position] for position in positions),
            sum(base[position] for position in positions),
            unit,
        )


def _weights(ledger: Ledger, rule: Rule, offer: Offer, contents: dict[str, float]) -> list[float]:
    """What one unit of an offer counts in a rule's base, by month; nothing at all outside the base."""
    kg = sum(contents.get(element, 0.0) for element in ((rule.element,) if rule.element else RARE_EARTHS))
    if (rule.item and rule.item != offer.item) or (rule.element and not kg):
        return []
    if rule.measure == "value":
        return ledger.prices.unit_cost[offer.id]
    return [kg if rule.measure == "contained" else 1.0] * len(ledger.months)


def _belongs(rule: Rule, offer: Offer, source: Source) -> bool:
    return (
        rule.class_ in ("", source.class_)
        and rule.country in ("", source.country)
        and rule.source in ("", source.id)
        and rule.offer in ("", offer.id)
    )


def _stores(ledger: Ledger) -> Iterator[Limit]:
    """4.1: stock over its storage limit."""
    for item in ledger.world.all(Item):
        if item.storage_limit is not None:
            limit, size, stock = item.storage_limit, ledger.size[item.id], ledger.plan.stock[item.id]
            over = [month for month, held in zip(ledger.months, stock, strict=True) if held > limit]
            sure = [m for m, held in zip(ledger.months, stock, strict=True) if held - limit > UNTOLD * size] or over
            firsts = tuple(month for month in over if month <= sure[0])
            lasts = tuple(month for month in over if month >= sure[-1])
            worst, first, last = max(stock), (firsts or ledger.months)[0], (lasts or ledger.months)[-1]
            found = Bent("storage limit", item.id, first, last, worst - limit, item.unit, limit, worst)
            yield Limit(found, size, size, firsts, lasts)


def _closings(ledger: Ledger) -> Iterator[Limit]:
    """Stock off its closing stock."""
    for item in ledger.world.all(Item):
        if item.closing != "free":
            size, end, reached = ledger.size[item.id], ledger.months[-1], ledger.plan.stock[item.id][-1]
            off = item.closing_stock - reached
            amount = abs(off) if item.closing == "exactly" else off
            found = Bent("closing stock", item.id, end, end, amount, item.unit, item.closing_stock, reached)
            yield Limit(found, max(size, item.closing_stock), size, (end,), (end,))
