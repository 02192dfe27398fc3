"""The project's scenarios as what the page shows: the timeline of one of them, the matrix of all with every mix."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.gui.choosers import scenarios_of
from desktop.gui.hub import Choice
from desktop.gui.scenarios.matrix_model import Cell, Matrix
from desktop.gui.scenarios.timeline_state import Bar, Timeline
from desktop.gui.views.measures import money
from desktop.model.errors import Problem
from desktop.model.project import Project
from desktop.model.records import Event, Mix
from desktop.session import events
from desktop.session.effect_words import months_told
from desktop.session.mixes import colours
from desktop.session.scenarios import Pair, Standing
from desktop.text import formats
from desktop.text.messages import say

_FAMILIES = {
    "licences stopped": "licences",
    "licences slower": "licences",
    "regime in force": "licences",
    "regime suspended": "licences",
    "capacity factor": "capacity",
    "capacity value": "capacity",
    "price factor": "money",
    "exchange rate factor": "money",
    "incentive rate": "money",
    "lead time added": "time",
    "demand factor": "need",
    "commitment suspended": "agreement",
}


def timeline(project: Project, scenario: str) -> Timeline:
    """The events of a scenario over the months of the project."""
    horizon = events.Horizon.of(project)
    bars = tuple(_bar(project, row, event, horizon) for row, event in events.of_scenario(project, scenario).items())
    return Timeline(horizon.first, horizon.months, bars, say("events-none" if scenario else "events-none-entered"))


def sound(problems: Sequence[Problem]) -> bool:
    """Whether a project has no error: of another neither plans nor what events change can be told."""
    return not any(problem.severity == "error" for problem in problems)


def pairs(project: Project) -> tuple[Pair, ...]:
    """Every mix under the project as entered, and under each scenario."""
    return tuple((mix.id, scenario) for scenario, _ in scenarios_of(project) for mix in project.all(Mix))


def matrix(project: Project, choice: Choice, known: dict[Pair, Standing | None], failed: frozenset[Pair]) -> Matrix:
    """How every mix fares under every scenario, as far as it is known.

    Beside whole answers, the quick ones are marked: their costs are no like for like.
    """
    marks = any(standing is not None and standing.whole for standing in known.values())
    mixes, spots = project.all(Mix), colours(project)
    scenarios = scenarios_of(project)
    return Matrix(
        scenarios=tuple(scenarios),
        mixes=tuple((mix.id, mix.name or mix.id, spots[mix.id]) for mix in mixes),
        cells=tuple(
            tuple(_cell(name, mix, known.get((mix.id, row)), choice, (mix.id, row) in failed, marks) for mix in mixes)
            for row, name in scenarios
        ),
        scenario=choice.scenario,
        mix=choice.mix,
    )


def _bar(project: Project, row: int, event: Event, horizon: events.Horizon) -> Bar:
    first, last = event.first_month, event.last_month
    text = events.bar_text(project, event)
    told = [text, months_told(first, last), events.kind_words(event.kind), event.note]
    return Bar(
        row,
        text,
        "\n".join(filter(None, told)),
        first.index - horizon.first.index if first else None,
        last.index - horizon.first.index if last else None,
        _FAMILIES.get(event.kind, ""),
    )


def _cell(scenario: str, mix: Mix, standing: Standing | None, choice: Choice, failed: bool, marks: bool) -> Cell:
    if standing is None:
        return Cell("", say("standing-failed" if failed else "standing-open"), "bad" if failed else "")
    if not standing.promised:
        return Cell("", say("standing-nothing"), "", say("nothing-promised"))
    factor, unit = money(choice)
    share, cost = formats.reached(standing.on_time), formats.number(standing.cost_inr * factor, 1)
    figures = say(
        "standing-figures-quick" if marks and not standing.whole else "standing-figures", share=share, cost=cost
    )
    key, values, state = _verdict(standing)
    verdict, told = say(key, **values), say(f"{key}-tip", **values)
    where = say("standing-where", mix=mix.name or mix.id, scenario=scenario)
    answer = say("answer-whole" if standing.whole else "answer-continuous")
    tip = (where, say("standing-tip", share=share, cost=cost, unit=unit), told, say("standing-answer", answer=answer))
    return Cell(figures, verdict, state, "\n".join(tip))


def _verdict(standing: Standing) -> tuple[str, dict[str, str | int], str]:
    """The message that says how a plan stands, its values, and how that is."""
    if not standing.sound:
        return "standing-unsound", {}, "bad"
    if standing.first_short is not None:
        return "standing-short", {"month": str(standing.first_short)}, "bad"
    if standing.bent:
        return f"standing-bent{'-one' if standing.bent == 1 else ''}", {"count": standing.bent}, "warn"
    return "standing-holds", {}, "good"
