"""Checks of capacities: in how many months more is bought or made than an offer, a source or a recipe can."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from desktop.model.orders import Order
from desktop.model.records import Capacity, Offer, Recipe, Source
from desktop.session.report.check_line import Check
from desktop.session.report.layout import FIRST
from desktop.session.report.parts import Parts
from desktop.store.sheets import LONGEST_FORMULA, Formula, prefix
from desktop.text.messages import say

Owner = Offer | Source | Recipe


class _Step(NamedTuple):
    """From the month at ``first`` to that at ``last`` the capacity is ``value``; ``text`` is where it stands."""

    first: int
    last: int
    text: str
    value: float


def of_capacities(parts: Parts) -> Iterator[Check]:
    """Every recipe, all offers together, and every source that has a capacity for all its offers: no month is above."""
    made = parts.production
    for recipe in parts.plan.world.all(Recipe):
        steps = _steps(parts, recipe, "recipe")
        if steps:
            row = made.started.at["started", recipe.id]
            for some in _gathered(_over(parts, steps, made.name, row)):
                yield _none(say("report-check-capacity", name=recipe.name or recipe.id), made.name, some)
    yield from _offers(parts)
    yield from _sources(parts)


def _offers(parts: Parts) -> Iterator[Check]:
    grid, name = parts.supply.quantities, parts.supply.name
    found: dict[str, str] = {}
    for (_, key), row in grid.at.items():
        steps = _steps(parts, parts.offers.by_id[key], "offer")
        if steps and not _filled(parts, steps, {key: 1.0}):
            found.update(dict.fromkeys(_over(parts, steps, name, row), key))
    for some in _gathered(found):
        yield _none(say("report-check-offers", count=len({found[text] for text in some})), name, some)


def _sources(parts: Parts) -> Iterator[Check]:
    grid, name = parts.supply.quantities, parts.supply.name
    for source in parts.plan.world.all(Source):
        steps = _steps(parts, source, "source")
        own = [offer for offer in parts.offers.all if offer.source == source.id and ("offer", offer.id) in grid.at]
        if steps and own and not _filled(parts, steps, {offer.id: offer.capacity_use for offer in own}):
            word = say("report-check-joint-capacity", name=source.name or source.id)
            for some in _gathered(_over_together(parts, steps, source)):
                yield _none(word, name, some)


def _steps(parts: Parts, owner: Owner, of: str) -> list[_Step]:
    """The capacity along the months: the owner's own, and what its steps make of it; () where there is none."""
    months, inputs = parts.plan.months, parts.inputs
    found: dict[int, tuple[str, float]] = {}
    if owner.capacity is not None:
        text = inputs.ref(owner, "capacity") if inputs.has(owner, "capacity") else repr(owner.capacity)
        found[0] = (text, owner.capacity)
    rows = parts.plan.world.grouped(Capacity, of).get(owner.id, ())
    for row in sorted(rows, key=lambda each: each.from_month.index if each.from_month else 0):
        start = max((row.from_month or months[0]).index - months[0].index, 0)
        if start < len(months):
            text = inputs.ref(row, "value") if inputs.has(row, "value") else repr(row.value)
            found[start] = (text, row.value)
    starts = sorted(found)
    spans = pairwise([*starts, len(months)])
    return [_Step(first, end - 1, *found[first]) for first, end in spans]


def _filled(parts: Parts, steps: Sequence[_Step], uses: dict[str, float]) -> bool:
    """Whether what was ordered before is more than the capacity in some month: then nothing is told of the plan."""
    placed = [order for order in parts.plan.orders if order.placed and order.offer in uses]
    return any(
        _taken(placed, parts.plan.months[0].index + at, uses) > step.value * (1 + 1e-6) + 1e-6
        for step in steps
        for at in range(step.first, step.last + 1)
    )


def _taken(placed: Iterable[Order], month: int, uses: dict[str, float]) -> float:
    return sum(order.quantity * uses[order.offer] for order in placed if order.month.index == month)


def _over(parts: Parts, steps: Sequence[_Step], sheet: str, row: int) -> Iterator[str]:
    """How many months of each step are above it, in a row of a sheet."""
    names, where = parts.offers.timeline.names, prefix(sheet)
    for step in steps:
        area = f"{where}{names[step.first]}{row}:{names[step.last]}{row}"
        yield f"SUMPRODUCT(({area}>{_most(step)})*1)"


def _over_together(parts: Parts, steps: Sequence[_Step], source: Source) -> Iterator[str]:
    """Whether a month is above its step: as short for any number of offers, whose uses stand below each other."""
    offers, name = parts.offers, prefix(parts.supply.name)
    numbers, uses = offers.term("number"), offers.term("capacity-use")
    of = ("source-number", str(offers.source_number[source.id]), "offer-number", numbers, "arrival")
    for step in steps:
        for month in offers.timeline.names[step.first : step.last + 1]:
            bought = parts.orders.total("quantity", *of, f"{name}{month}${FIRST - 1}")
            yield f"(SUMPRODUCT({bought}*{uses})>{_most(step)})"


def _most(step: _Step) -> str:
    return f"{step.text}*1.000001+0.000001"


def _gathered(texts: Iterable[str]) -> Iterator[list[str]]:
    """Texts in groups whose sum is no longer than a formula may be."""
    some: list[str] = []
    for text in texts:
        if some and sum(map(len, some)) + len(some) + 1 + len(text) > LONGEST_FORMULA:
            yield some
            some = []
        some.append(text)
    if some:
        yield some


def _none(word: str, sheet: str, texts: Sequence[str]) -> Check:
    return Check(word, sheet, "", Formula("=" + "+".join(texts), 0.0), 0.0, exact=True)
