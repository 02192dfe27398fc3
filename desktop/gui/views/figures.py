"""The figures on cards: coverage, first shortage, cost, dependence on licences, concentration, rules."""

from __future__ import annotations

from desktop.analysis import cost, coverage, licences, risk
from desktop.gui.cards import Card
from desktop.gui.hub import Choice
from desktop.gui.views.measures import scaled
from desktop.model.plan import Plan
from desktop.text import formats
from desktop.text.messages import say

_WHOLE = 1 - 1e-9
_GOOD, _FAIR = 0.999, 0.95


def of_plan(plan: Plan, choice: Choice) -> list[Card]:
    """The cards of one plan."""
    return [
        _coverage(plan),
        _first_short(plan, choice),
        _cost(plan, choice),
        _licences(plan),
        _concentration(plan),
        _rules(plan),
    ]


def _coverage(plan: Plan) -> Card:
    share, items = coverage.overall(plan), coverage.by_item(plan)
    whole = int((items["on_time_share"] >= _WHOLE).sum())
    note = say("card-coverage-note", whole=whole, count=len(items))
    state = "good" if share >= _GOOD else "warn" if share >= _FAIR else "bad"
    return Card(say("card-coverage"), formats.percent(share), note, state)


def _first_short(plan: Plan, choice: Choice) -> Card:
    first = coverage.first_short(plan)
    if first is None:
        return Card(say("card-first-short"), say("card-never-short"), say("card-never-short-note"), "good")
    factor, unit = scaled(first.unit, choice)
    amount = formats.number(first.quantity * factor, 1)
    name = str(coverage.by_item(plan)["name"][first.item]) or first.item
    note = say("card-first-short-note", item=name, amount=amount, unit=unit)
    return Card(say("card-first-short"), formats.month(first.month), note, "bad")


def _cost(plan: Plan, choice: Choice) -> Card:
    each = cost.per_kg(plan)
    note = say("card-cost-note", amount=formats.number(each, 0)) if each == each else ""  # noqa: PLR0124 - NaN
    return Card(say("card-cost"), formats.money(plan.cost.total, choice.money_unit), note)


def _licences(plan: Plan) -> Card:
    files = licences.files(plan)
    share = float(risk.on_licence(plan)["share"]["all"])
    if files.empty:
        return Card(say("card-licence"), formats.percent(share), say("card-licence-none"))
    first = formats.date(files["file_by"].iloc[0])
    note = say("card-licence-note", date=first, count=len(files))
    return Card(say("card-licence"), formats.percent(share), note, "warn")


def _concentration(plan: Plan) -> Card:
    table = risk.concentration(plan)
    hhi, sources = (float(table[name]["source"]) for name in ("hhi", "effective"))
    note = say("card-concentration-note", sources=formats.number(sources, 1))
    return Card(say("card-concentration"), formats.number(hhi, 2), note)


def _rules(plan: Plan) -> Card:
    bent = len({each.limit for each in plan.bent})
    if not bent:
        return Card(say("card-rules"), say("card-rules-hold"), say("card-rules-hold-note"), "good")
    return Card(say("card-rules"), say("card-rules-bent", count=bent), say("card-rules-bent-note"), "bad")
