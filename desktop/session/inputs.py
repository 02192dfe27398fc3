"""What goes into two plans and differs: rules and pins of the mixes, events of the scenarios, figures of the data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeVar

import attrs

from desktop.model.asked import pins_asked, rules_asked
from desktop.model.plan import Plan
from desktop.model.records import TABLE_OF, Event, Mix, Pin, Record
from desktop.session import effect_words, events, pins, sentences
from desktop.session.arranging import shown
from desktop.session.event_effects import effects
from desktop.session.pins import Figure
from desktop.session.sentences import Shown
from desktop.text.messages import say

Kind = Literal["rule", "pin", "mix", "event", "figure"]
R = TypeVar("R", bound=Record)
_OWN = frozenset({"id", "name", "colour", "note"})
"""The fields of a mix that no plan depends on."""


@attrs.frozen
class Input:
    """One thing that differs: what it is, and how it stands in the first plan and in the second; "" where it is not."""

    kind: Kind
    what: str
    before: str
    after: str


def differing(base: Plan, plan: Plan, amount: Shown = sentences.shown) -> tuple[Input, ...]:
    """All that two plans were made from and that differs between them.

    Rules and pins are alike when they ask for the same, whatever mix they are of; events, when they do the same.
    """
    return (
        *_rules(base, plan, amount),
        *_pins(base, plan),
        *_mixes(base, plan),
        *_events(base, plan),
        *_figures(base, plan),
    )


def _rules(base: Plan, plan: Plan, amount: Shown) -> Iterator[Input]:
    found = [[attrs.evolve(rule, id="", mix="") for rule in rules_asked(each.world, each.mix)] for each in (base, plan)]
    for rule in _without(found[0], found[1]):
        yield Input("rule", sentences.of_rule(base.world, rule, amount), say("input-holds"), "")
    for rule in _without(found[1], found[0]):
        yield Input("rule", sentences.of_rule(plan.world, rule, amount), "", say("input-holds"))


def _pins(base: Plan, plan: Plan) -> Iterator[Input]:
    found = [
        [
            attrs.evolve(pin, id="", mix="", scenario="", reason="")
            for pin in pins_asked(each.world, each.mix, each.scenario).values()
        ]
        for each in (base, plan)
    ]
    for pin in _without(found[0], found[1]):
        yield Input("pin", _pinned(base, pin), pins.told(base.world, pin), "")
    for pin in _without(found[1], found[0]):
        yield Input("pin", _pinned(plan, pin), "", pins.told(plan.world, pin))


def _pinned(plan: Plan, pin: Pin) -> str:
    month = shown(pin.month) if pin.month is not None else ""
    return f"{pins.called(plan.world, Figure.of(pin))} {month}".strip()


def _mixes(base: Plan, plan: Plan) -> Iterator[Input]:
    mine, other = (each.world.by_id(Mix)[each.mix] for each in (base, plan))
    for field in TABLE_OF[Mix].fields:
        before, after = (shown(getattr(mix, field.name), field) for mix in (mine, other))
        if field.name not in _OWN and before != after:
            yield Input("mix", field.label, before, after)


def _events(base: Plan, plan: Plan) -> Iterator[Input]:
    found = [
        [
            attrs.evolve(event, scenario="", note="")
            for event in each.project.all(Event)
            if each.scenario and event.scenario == each.scenario
        ]
        for each in (base, plan)
    ]
    for event in _without(found[0], found[1]):
        yield Input("event", events.bar_text(base.project, event), _when(event), "")
    for event in _without(found[1], found[0]):
        yield Input("event", events.bar_text(plan.project, event), "", _when(event))


def _when(event: Event) -> str:
    return effect_words.months_told(event.first_month, event.last_month)


def _figures(base: Plan, plan: Plan) -> Iterator[Input]:
    for line in effect_words.lines(plan.world, effects(base.world, plan.world)):
        unit = f" {line.unit}" if line.unit else ""
        yield Input("figure", f"{line.what}, {line.when}", f"{line.before}{unit}", f"{line.after}{unit}")


def _without(mine: Sequence[R], others: Sequence[R]) -> list[R]:
    """Those that have no equal among the others, each of which is the equal of one."""
    left = list(others)
    found = []
    for record in mine:
        if record in left:
            left.remove(record)
        else:
            found.append(record)
    return found
