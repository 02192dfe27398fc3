"""The figures on cards: coverage, first shortage, cost, dependence on licences, concentration, rules."""

from __future__ import annotations

from desktop.analysis import compare, cost, coverage, licences, risk, spent
from desktop.analysis.figures import limits_bent
from desktop.gui.cards import Card
from desktop.gui.hub import Choice
from desktop.gui.views.measures import dollars, promises, rupees, told
from desktop.gui.words import counted
from desktop.model.plan import Plan
from desktop.session import gap
from desktop.text import formats
from desktop.text.messages import say

_WHOLE = 1 - 1e-9
_FAIR = 0.95


def of_plan(plan: Plan, choice: Choice) -> list[Card]:
    """The cards of one plan; where nothing is promised yet, they have no figures."""
    if not promises(plan):
        return _nothing_promised()
    return [
        _coverage(plan),
        _first_short(plan, choice),
        _cost(plan, choice),
        _licences(plan),
        _concentration(plan),
        _rules(plan),
    ]


def _nothing_promised() -> list[Card]:
    names = ("coverage", "first-short", "cost", "licence", "concentration", "rules")
    return [Card(say(f"card-{name}"), say("card-nothing"), say("card-nothing-promised")) for name in names]


def _coverage(plan: Plan) -> Card:
    share, items = coverage.overall(plan), coverage.reached(plan)
    whole = sum(row.on_time_share >= _WHOLE for row in items.values())
    note = counted("card-coverage-note", len(items), whole=whole)
    state = "good" if share >= _WHOLE else "warn" if share >= _FAIR else "bad"
    return Card(say("card-coverage"), formats.reached(share), note, state)


def _first_short(plan: Plan, choice: Choice) -> Card:
    first = coverage.first_short(plan)
    if first is None:
        return Card(say("card-first-short"), say("card-never-short"), say("card-never-short-note"), "good")
    name = coverage.reached(plan)[first.item].name or first.item
    note = say("card-first-short-note", item=name, amount=told(first.quantity, first.unit, choice))
    return Card(say("card-first-short"), formats.month(first.month), note, "bad")


def _cost(plan: Plan, choice: Choice) -> Card:
    """What the plan costs, with how far that may be from the best; a card has room for one note."""
    each = cost.per_kg(plan)
    note = say("card-cost-note", amount=formats.number(each, 0)) if each == each else ""  # noqa: PLR0124 - NaN
    if plan.answer == "whole":
        note = gap.words(plan)
        note = note[:1].upper() + note[1:]
    return Card(say("card-cost"), _money(plan, choice), note)


def _money(plan: Plan, choice: Choice) -> str:
    """What the plan costs in the money of the screen; dollars at the rate of the month of each payment."""
    if choice.currency != "USD" or not dollars(plan):
        return formats.money(plan.cost.total, choice.money_unit)
    lines, (factors, _) = spent.lines(plan), rupees(plan, choice, plan.months)
    total = float((lines["inr"] * lines["month"].map(factors).astype(float)).sum())
    return say("money-USD-amount", amount=formats.number(total, 1))


def _licences(plan: Plan) -> Card:
    first, share = licences.next_file_by(plan), formats.percent(risk.licensed_share(plan))
    if first is None:
        return Card(say("card-licence"), share, say("card-licence-none"))
    note = counted("card-licence-note", licences.to_put_in(plan), date=formats.date(first))
    return Card(say("card-licence"), share, note, "warn")


def _concentration(plan: Plan) -> Card:
    hhi, used = risk.hhi(plan), risk.used(plan, "source")
    note = say("card-concentration-note", sources=formats.number(risk.effective(hhi), 1), used=used)
    return Card(say("card-concentration"), formats.number(hhi, 2), note)


def _rules(plan: Plan) -> Card:
    bent, open_ = limits_bent(plan), len(compare.rules_not_judged(plan))
    if not bent and open_:
        return Card(say("card-rules"), say("card-rules-open"), counted("card-rules-open-note", open_), "warn")
    if not bent:
        return Card(say("card-rules"), say("card-rules-hold"), say("card-rules-hold-note"), "good")
    return Card(say("card-rules"), say("card-rules-bent", count=bent), say("card-rules-bent-note"), "bad")
