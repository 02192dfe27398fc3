"""Effects of an event in words: what changes, when, from what to what."""

from __future__ import annotations

import math
from collections.abc import Sequence

import attrs

from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import Item, Offer, Source
from desktop.session import event_units
from desktop.session.event_effects import CLOSED, FREE, Effect, Figure, States
from desktop.text import formats
from desktop.text.messages import say

_FINE, _COARSE = 10.0, 1000.0
"""Below the first, three digits after the point are shown; from the second on none."""


@attrs.frozen
class Line:
    """One effect: what changes, in which months, and its states before and after with their unit."""

    what: str
    when: str
    before: str
    after: str
    unit: str

    @property
    def change(self) -> str:
        """Before and after in one sentence; the unit stands with the last of the two that is a number."""
        before, after = (
            each if not _is_number(each) else f"{each} {self.unit}".strip() for each in (self.before, self.after)
        )
        return say("effect-change", before=self.before if _is_number(self.after) else before, after=after)


def lines(project: Project, effects: Sequence[Effect]) -> tuple[Line, ...]:
    """The effects in words, in their order."""
    return tuple(_line(project, effect) for effect in effects)


def months_told(first: Month | None, last: Month | None) -> str:
    """``Apr 2027 – Sep 2027 (6 months)``; an open end says so."""
    if first is not None and last is not None:
        count = last.index - first.index + 1
        return say("event-months-one" if count == 1 else "event-months", first=str(first), last=str(last), count=count)
    if first is not None:
        return say("event-months-from", first=str(first))
    return say("event-months-until", last=str(last)) if last is not None else say("event-months-all")


def _line(project: Project, effect: Effect) -> Line:
    figure = effect.figure
    digits = _digits(effect.before + effect.after)
    return Line(
        what=say(
            f"effect-{figure.kind.replace(' ', '-')}", name=_name(project, figure), detail=_detail(project, figure)
        ),
        when=months_told(effect.first, effect.last),
        before=_states(effect.before, digits),
        after=_states(effect.after, digits),
        unit=event_units.of_figure(project, figure),
    )


def _name(project: Project, figure: Figure) -> str:
    """What people call the thing: an offer by its source and item."""
    if figure.table == "offers":
        offer = project.by_id(Offer)[figure.record]
        source, item = project.by_id(Source)[offer.source], project.by_id(Item)[offer.item]
        return say("effect-offer", source=source.name or source.id, item=item.name or item.id)
    for table, record in (("sources", Source), ("items", Item)):
        if figure.table == table:
            found = project.by_id(record)[figure.record]
            return str(getattr(found, "name", "")) or figure.record
    return figure.record


def _detail(project: Project, figure: Figure) -> str:
    item = project.by_id(Item).get(figure.detail)
    return (item.name or item.id) if item else figure.detail


def _is_number(told: str) -> bool:
    """Whether a state as it is said begins with a figure."""
    return told.lstrip("−-")[:1].isdigit()


def _states(states: States, digits: int) -> str:
    """One state, or the least and the most of several."""
    texts = [state for state in states if isinstance(state, str)]
    if texts:
        return say(f"effect-{'closed' if CLOSED in texts else FREE}")
    numbers = [state for state in states if isinstance(state, float)]
    least, most = (_number(bound, digits) for bound in (min(numbers), max(numbers)))
    return least if least == most else say("effect-range", least=least, most=most)


def _number(value: float, digits: int) -> str:
    return formats.number(value, digits) if math.isfinite(value) else say("effect-unlimited")


def _digits(states: States) -> int:
    """How many digits after the point the numbers of one effect have: enough to tell them apart."""
    numbers = [abs(state) for state in states if isinstance(state, float) and math.isfinite(state)]
    if all(number == round(number) for number in numbers):
        return 0
    return 3 if min(numbers) < _FINE else 0 if min(numbers) >= _COARSE else 1
