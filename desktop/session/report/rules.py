"""The sheet of rules: what each asks, what the plan reaches in its worst window, and what gave way."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.analysis.lines import DAYS, SHARE, level_unit
from desktop.engine.ledger import Ledger
from desktop.engine.verify_rules import KINDS, LOGICAL
from desktop.engine.verify_tally import tallies, weights_of
from desktop.model.asked import rules_asked
from desktop.model.plan import Bent, Plan
from desktop.model.records import Item, Offer, Pin, Recipe, Rule
from desktop.session import sentences
from desktop.session.report.layout import FIRST, column, listed, sheet_of
from desktop.session.report.offers import Offers
from desktop.session.report.orders import Orders
from desktop.store.sheets import Block, Cell, Formula, Mark, Sheet, cell
from desktop.text import formats
from desktop.text.messages import say

_MEASURES = {"contained": "contained", "quantity": "quantity", "value": "landed"}
_VERDICT = 7
_SAME = 1e-9


def rules_sheet(plan: Plan, offers: Offers, bought: Orders) -> Sheet:
    """Rules of the plan's mix, its pins, and every limit that gave way."""
    return sheet_of(plan, "rules", _asked(plan, offers, bought), _pins(plan), _bent(plan))


def _asked(plan: Plan, offers: Offers, bought: Orders) -> Block:
    bent = {each.limit: each for each in plan.bent}
    ledger, rows = Ledger(plan), []
    for rule in rules_asked(plan.world, plan.mix):
        gave = bent.get(rule.id)
        reached = _reached(ledger, rule)
        found: Cell = _formula(rule, offers, bought, reached) if reached is not None else None
        asked = None if rule.kind in LOGICAL else rule.limit
        verdict = say("report-gave-way") if gave else say("report-kept")
        told = sentences.of_rule(plan.world, rule)
        rows.append((rule.id, told, rule.rank, rule.window, asked, found, _unit(rule, gave), verdict))
    heads = [column("rule"), column("in-words"), column("rank"), column("window"), column("asked", "level")]
    heads += [column("reached-worst", "level"), column("level-unit"), column("verdict")]
    place = cell(_VERDICT, FIRST)
    marks = (
        Mark(_VERDICT, f'{place}="{say("report-kept")}"', "good"),
        Mark(_VERDICT, f'{place}="{say("report-gave-way")}"', "bad"),
    )
    return listed("", heads, rows, marks=marks)


def _reached(ledger: Ledger, rule: Rule) -> float | None:
    """What the rule reaches where it misses the most, or comes nearest to missing; None where nothing tells."""
    if rule.kind not in KINDS or rule.kind in LOGICAL:
        gave = [each.reached for each in ledger.plan.bent if each.limit == rule.id]
        return gave[0] if gave and rule.kind not in LOGICAL else None
    weights = weights_of(ledger.tables, rule)
    misses = [KINDS[rule.kind](rule, tally, weights) for tally in tallies(ledger, rule, weights)]
    return max(misses, key=lambda miss: miss.amount).reached if misses else None


def _formula(rule: Rule, offers: Offers, bought: Orders, reached: float) -> Cell:
    """A share over all months as a formula on the orders, where these tell it; else the number."""
    text = _share(rule, offers) if rule.kind.startswith("share") and rule.window == "horizon" else None
    if text is None or rule.measure not in _MEASURES or not len(bought.lines):
        return reached
    key, (group, base) = _MEASURES[rule.measure], text
    part, whole = bought.total(key, *base, *group), bought.total(key, *base)
    lines = bought.lines
    chosen, of_all = _picked(rule, lines[key].to_numpy(float).tolist(), bought)
    if not of_all or abs(100 * chosen / of_all - reached) > _SAME * max(abs(reached), 1.0):
        return reached
    return Formula(f"=IF({whole}=0,0,100*{part}/{whole})", reached)


def _share(rule: Rule, offers: Offers) -> tuple[list[str], list[str]] | None:
    """The columns and words that pick a rule's group and base from the orders; None where these cannot tell."""
    if (
        rule.element
        or rule.country
        or rule.first_month
        or rule.last_month
        or not (rule.class_ or rule.source or rule.offer)
    ):
        return None
    group = []
    if rule.class_:
        group += ["class", f'"{say(f"class-{rule.class_}")}"']
    if rule.source:
        group += ["source-number", str(offers.source_number[rule.source])]
    if rule.offer:
        group += ["offer-number", str(offers.number[rule.offer])]
    base = ["item-number", str(offers.item_number[rule.item])] if rule.item else []
    return group, base


def _picked(rule: Rule, amounts: list[float], bought: Orders) -> tuple[float, float]:
    """What of the orders is of a rule's group, and of its base."""
    chosen = whole = 0.0
    columns = (bought.lines[key] for key in ("class", "source", "offer", "item"))
    for amount, class_, source, offer, item in zip(amounts, *columns, strict=True):
        if rule.item in ("", item):
            whole += amount
            if rule.class_ in ("", class_) and rule.source in ("", source) and rule.offer in ("", offer):
                chosen += amount
    return chosen, whole


def _unit(rule: Rule, gave: Bent | None) -> str | None:
    if rule.kind in LOGICAL:
        return None
    if rule.kind.startswith("share"):
        return say("report-percent")
    if rule.kind.startswith("cover"):
        return say("unit-days")
    return gave.unit if gave else say(f"report-measure-{_measured(rule)}")


def _measured(rule: Rule) -> str:
    if rule.kind.startswith("sources"):
        return rule.by
    return "hhi" if rule.kind.startswith("concentration") else rule.measure


def _pins(plan: Plan) -> Block:
    """What the planner holds fixed in this mix and scenario."""
    rows: list[tuple[Cell, ...]] = []
    gave = {each.limit for each in plan.bent if each.kind == "pin"}
    offers, recipes, items = plan.world.by_id(Offer), plan.world.by_id(Recipe), plan.world.by_id(Item)
    for pin in plan.world.all(Pin):
        if pin.mix == plan.mix and pin.scenario in ("", plan.scenario):
            verdict = say("report-gave-way") if pin.id in gave else say("report-kept")
            item = items[offers[pin.offer].item if pin.offer else recipes[pin.recipe].output]
            held = (pin.offer or pin.recipe, pin.bound, pin.quantity, pin.month, item.unit)
            rows.append((pin.id, pin.reason, *held, verdict))
    heads = [column("pin"), column("reason"), column("pinned"), column("bound"), column("quantity", "level")]
    heads += [column("month", "month"), column("unit"), column("verdict")]
    return listed("pins", heads, rows)


def _bent(plan: Plan) -> Block:
    """Every limit that gave way: by how much, when, and in words."""
    rows: list[tuple[Cell, ...]] = [*_bent_rows(plan)]
    columns = [column("rule"), column("in-words"), column("kind"), column("from-to")]
    columns += [column("asked", "level"), column("reached", "level"), column("level-unit")]
    return listed("bent", [*columns, column("missing")], rows)


def _bent_rows(plan: Plan) -> Iterator[tuple[Cell, ...]]:
    for bent in plan.bent:
        months = f"{formats.month(bent.first_month)} - {formats.month(bent.last_month)}"
        numbers: tuple[Cell, ...] = (bent.asked, bent.reached, _level_unit(bent)) if bent.unit else (None,) * 3
        missing = formats.quantity(bent.amount, bent.unit) if bent.unit else None
        name = bent.limit or say("limit-name-total-storage")
        yield (name, sentences.of_bent(plan.world, bent), bent.kind, months, *numbers, missing)
    for said in sentences.of_halted(plan):
        yield (None, said, *[None] * 6)


def _level_unit(bent: Bent) -> str:
    unit = level_unit(bent)
    return {SHARE: say("report-percent"), DAYS: say("unit-days")}.get(unit, unit)
