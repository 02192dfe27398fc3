"""What is said of a bar or a cell that was clicked: what it is made of, and what limits it."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import pandas as pd

from desktop.analysis import cash as payments
from desktop.analysis import periods, production, why
from desktop.analysis import stock as stocks
from desktop.analysis.lens import Lens, weights
from desktop.analysis.supply import MADE, per_unit
from desktop.gui.hub import Choice
from desktop.gui.rule_words import material, shown
from desktop.gui.views import cost, layers
from desktop.gui.views import supply as supply_views
from desktop.gui.views.measures import lens_of, mass, rupees
from desktop.gui.words import decimals
from desktop.model.composition import contents_of
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.records import Item, Offer, Recipe, Source
from desktop.session import limit_words
from desktop.session.pins import Figure
from desktop.text import formats
from desktop.text.messages import say

Rows = tuple[tuple[str, str], ...]


@attrs.frozen
class Told:
    """A heading, rows of names and amounts, and sentences on limits; ``limited`` tells whether limits are spoken of.

    ``rows_heading`` is the key of what stands above the rows; ``unit`` that of all amounts, "" where each has its own.
    ``held`` tells of each limit how much hangs on it, in ``held_unit``. ``figures`` are what the rows can be held by,
    where there are any: a row that cannot be has None.
    """

    heading: str
    rows: Rows
    limits: tuple[str, ...] = ()
    limited: bool = True
    unit: str = ""
    rows_heading: str = "why-from"
    figures: tuple[Figure | None, ...] = ()
    held: tuple[str, ...] = ()
    held_unit: str = ""


def supply(plan: Plan, choice: Choice, at: int, key: str) -> Told:
    """Of a bar of the supply or of the shares, by the position of its period and the key of its layer."""
    part = periods.periods(plan.months, choice.period)[at]
    lens = lens_of(plan.world, choice)
    if key == supply_views.MISSING:
        return _missing(plan, choice, lens, part)
    if key == MADE:
        makers = [recipe.id for recipe in plan.world.all(Recipe) if recipe.output == lens.id]
        return _making(plan, choice, makers, part, finished=True)
    if choice.by == "element":
        name = key or material(plan.project, choice.material)
        lens, chosen = Lens("element", key) if key in _elements(plan) else lens, why.of_group(plan, "class", "")
    elif key == layers.OTHERS:
        shown = {series.key for series in supply_views.stack(plan, choice).layers}
        own = why.of_group(plan, choice.by, "")
        groups = {each: why.of_group(plan, choice.by, each) for each in shown - {layers.OTHERS, MADE, ""}}
        chosen = lambda offer: own(offer) and not any(group(offer) for group in groups.values())  # noqa: E731
        name = say("why-others")
    else:
        chosen = why.of_group(plan, choice.by, key)
        name = layers.name_of(plan, key, choice.by) if key else material(plan.project, choice.material)
    found = why.arrivals(plan, lens, part.months, chosen)
    return _told(plan, choice, say("why-of", name=name, period=part.name), found, lens)


def stock(plan: Plan, choice: Choice, at: int, item: str = "") -> Told:
    """Of a point of the stock, or of the days of cover of an item: what the stock at the end is made of."""
    part = periods.periods(plan.months, choice.period)[at]
    lens = Lens("item", item) if item else lens_of(plan.world, choice)
    parts = stocks.balance(plan, lens, part.months)
    rows = [(say(f"why-stock-{key}"), value) for key, value in parts.items() if value or key == "closing"]
    asked = float(stocks.safety(plan, lens)[part.last.index - plan.months[0].index])
    rows += [(say("chart-safety"), asked)] if asked else []
    name = _item(plan, item) if item else material(plan.project, choice.material)
    return Told(
        say("why-of", name=name, period=part.name),
        tuple((words, _shown(plan, choice, lens, value)) for words, value in rows),
        limited=False,
        unit=unit_of(plan, choice, lens),
        rows_heading="why-stock",
    )


def source(plan: Plan, choice: Choice, at: int) -> Told:
    """Of a bar of the cost by source: for what it is paid, and what limits it over the plan."""
    id_ = cost.sources(plan, choice)[at]
    lines = cost.shown_lines(plan, choice)
    own = lines[lines["source"] == id_].groupby("part")["shown"].sum()
    found = why.arrivals(plan, lens_of(plan.world, choice), plan.months, why.of_group(plan, "source", id_))
    rows = _money({_part_name(str(part)): float(value) for part, value in own.items()})
    heading = say("why-of", name=layers.name_of(plan, id_, "source"), period=say("why-whole-plan"))
    return _limited(Told(heading, rows, unit=_unit(plan, choice)), plan, choice, found)


def step(plan: Plan, choice: Choice, key: str) -> Told:
    """Of a step of the waterfall: who is paid for it, or for what."""
    lines = cost.shown_lines(plan, choice)
    own = lines[lines["part"].isin(list(cost.parts_of(key)))]
    names = [_payee(plan, str(source), str(item)) for source, item in zip(own["source"], own["item"], strict=True)]
    sums = own["shown"].groupby(pd.Series(names, index=own.index, dtype=object)).sum()
    rows = _money({str(name): float(value) for name, value in sums.items()})
    return Told(
        say("why-of", name=_part_name(key), period=say("why-whole-plan")),
        rows,
        limited=False,
        unit=_unit(plan, choice),
        rows_heading="why-paid",
    )


def cash(plan: Plan, choice: Choice, at: int, key: str) -> Told:
    """Of a bar of the cash: who is paid in the period, or for what."""
    lens = lens_of(plan.world, choice)
    months = list(payments.by_month(plan, lens).index)
    part = periods.periods(months, choice.period)[at]
    lines = payments.lines(plan, lens)
    own = lines[lines["month"].isin(list(part.months)) & ((lines["kind"] == key) | (not key))]
    factors, _ = rupees(plan, choice, months)
    shown = own["inr"] * own["month"].map(factors).astype(float)
    names = [
        _payee(plan, str(source), "") if key and source else say(f"cash-{kind}")
        for source, kind in zip(own["source"], own["kind"], strict=True)
    ]
    sums = shown.groupby(pd.Series(names, index=own.index, dtype=object)).sum()
    rows = _money({str(name): float(value) for name, value in sums.items()})
    name = say(f"cash-{key}") if key else say("cash-total")
    return Told(
        say("why-of", name=name, period=part.name),
        rows,
        limited=False,
        unit=_unit(plan, choice),
        rows_heading="why-paid",
    )


def recipe(plan: Plan, choice: Choice, at: int | None, key: str) -> Told:
    """Of a bar or cell of the production; without a position over the whole plan, without a key of all recipes."""
    parts = periods.periods(plan.months, choice.period)
    part = periods.Period(say("why-whole-plan"), plan.months) if at is None else parts[at]
    names = [key] if key else [str(name) for name in production.by_month(plan)]
    return _making(plan, choice, names, part)


def order(plan: Plan, choice: Choice, offer: str, month: Month) -> Told:
    """Of an order: what it is, and what keeps it from being more."""
    record = plan.world.by_id(Offer)[offer]
    lens = Lens("item", record.item)
    found = why.arrivals(plan, lens, (month,), lambda each: each.id == offer)
    heading = say("why-of", name=limit_words.of_offer(plan, offer), period=formats.month(month))
    return _told(plan, choice, heading, found, lens)


def files(plan: Plan, choice: Choice, key: str) -> Told:
    """Of a row of the timeline: what arrives of a source and item over the plan, and what limits it."""
    source_, _, item = key.partition("/")
    lens = Lens("item", item)
    found = why.arrivals(plan, lens, plan.months, lambda offer: offer.source == source_)
    name = f"{layers.name_of(plan, source_, 'source')} · {_item(plan, item)}"
    return _told(plan, choice, say("why-of", name=name, period=say("why-whole-plan")), found, lens)


def files_of(plan: Plan, choice: Choice, offer: str) -> Told:
    """Of the licence files for an offer: the same as of its row of the timeline."""
    record = plan.world.by_id(Offer)[offer]
    return files(plan, choice, f"{record.source}/{record.item}")


def _missing(plan: Plan, choice: Choice, lens: Lens, part: periods.Period) -> Told:
    found = why.shortage(plan, lens, part.months)
    counts = per_unit(plan, lens)
    rows = tuple(
        (_item(plan, item), _shown(plan, choice, lens, quantity * counts[item])) for item, quantity in found.missing
    )
    heading = say("why-of", name=say("chart-missing"), period=part.name)
    told = Told(heading, rows, unit=unit_of(plan, choice, lens), rows_heading="why-missing")
    return _limited(told, plan, choice, found)


def _making(plan: Plan, choice: Choice, names: Sequence[str], part: periods.Period, *, finished: bool = False) -> Told:
    known = plan.world.by_id(Recipe)
    name = known[names[0]].name or names[0] if len(names) == 1 else say("chart-made")
    found = why.making(plan, names, part.months, finished=finished)
    outputs = {known[each].output for each in names}
    lens = Lens("item", outputs.pop()) if len(outputs) == 1 else lens_of(plan.world, choice)
    return _told(plan, choice, say("why-of", name=name, period=part.name), found, lens)


def _told(plan: Plan, choice: Choice, heading: str, found: why.Why, lens: Lens) -> Told:
    rows, figures = _rows(plan, choice, found.parts, lens)
    told = Told(heading, rows, unit=unit_of(plan, choice, lens), figures=figures)
    return _limited(told, plan, choice, found)


def _limited(told: Told, plan: Plan, choice: Choice, found: why.Why) -> Told:
    """The same with what limits it, and how much hangs on each limit."""
    ranked = limit_words.told(plan, found, shown(choice))
    held = tuple(_shown(plan, choice, found.measure.unit, effect) if effect else "" for _, effect in ranked)
    unit = unit_of(plan, choice, found.measure.unit)
    return attrs.evolve(told, limits=tuple(sentence for sentence, _ in ranked), held=held, held_unit=unit)


def unit_of(plan: Plan, choice: Choice, lens: Lens) -> str:
    """The unit of amounts seen through a lens; of contents it says that they are."""
    unit = mass(plan.world, lens, choice)[1]
    return unit if lens.kind == "item" else say("unit-contained", unit=unit)


def _shown(plan: Plan, choice: Choice, lens: Lens, quantity: float) -> str:
    factor, unit = mass(plan.world, lens, choice)
    return formats.number(quantity * factor, decimals(unit, 2))


def _rows(plan: Plan, choice: Choice, parts: Sequence[why.Part], lens: Lens) -> tuple[Rows, tuple[Figure | None, ...]]:
    """One row for each offer or recipe, how much of it in the lens's unit; and what it can be held by."""
    counts, unit = weights(plan.world, lens), unit_of(plan, choice, lens)
    groups: dict[tuple[str, bool], list[why.Part]] = {}
    for part in parts:
        groups.setdefault((part.of, part.placed), []).append(part)
    rows, figures = [], []
    for (of, placed), own in groups.items():
        name = limit_words.of_recipe(plan, of) if own[0].recipe else limit_words.of_offer(plan, of)
        said = say("why-placed", name=name) if placed else name
        counted = counts.get(own[0].item, 0.0)
        licensed = sum(part.quantity for part in own if part.licence) * counted
        if licensed and all(part.licence for part in own):
            said = say("why-licensed-whole", name=said)
        elif licensed:
            said = say("why-licensed", name=said, amount=f"{_shown(plan, choice, lens, licensed)} {unit}")
        rows.append((said, _shown(plan, choice, lens, sum(part.quantity for part in own) * counted)))
        figures.append(None if placed else _figure(own))
    return tuple(rows), tuple(figures)


def _figure(parts: Sequence[why.Part]) -> Figure | None:
    """What holds these parts, if they are all of one month: a figure that is held is one of a month."""
    month, of = parts[0].month, parts[0].of
    if any(part.month != month for part in parts):
        return None
    return Figure(month, recipe=of) if parts[0].recipe else Figure(month, offer=of)


def _money(amounts: dict[str, float]) -> Rows:
    ranked = sorted(amounts.items(), key=lambda entry: -abs(entry[1]))
    return tuple((name, formats.number(value, 2)) for name, value in ranked if value)


def _unit(plan: Plan, choice: Choice) -> str:
    return rupees(plan, choice, plan.months)[1]


def _part_name(part: str) -> str:
    known = {"recipes": "cost-making", "holding": "cost-stock", "capital": "cost-stock", "penalties": "cost-penalties"}
    if part.startswith("cost-"):
        return say(part)
    return say(known.get(part) or (f"waterfall-{part}" if part in cost.GOODS else f"spent-{part}"))


def _payee(plan: Plan, source_: str, item: str) -> str:
    record = plan.world.by_id(Source).get(source_)
    return (record.name or record.id) if record else _item(plan, item) if item else say("why-own")


def _item(plan: Plan, id_: str) -> str:
    return plan.world.by_id(Item)[id_].name or id_


def _elements(plan: Plan) -> frozenset[str]:
    return frozenset(element for held in contents_of(plan.world).values() for element in held)
