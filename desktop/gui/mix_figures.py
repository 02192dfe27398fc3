"""What the card of a mix says: its name and colour, the figures of its plan, and how that stands."""

from __future__ import annotations

import attrs

from desktop.analysis import coverage, risk
from desktop.analysis.figures import limits_bent
from desktop.gui.hub import Choice
from desktop.gui.planner import Planner
from desktop.gui.views.measures import promises
from desktop.gui.words import counted
from desktop.model.plan import Plan
from desktop.model.project import Project
from desktop.model.records import Mix
from desktop.session import mixes
from desktop.text import formats
from desktop.text.messages import say

_NONE = "–"


@attrs.frozen
class MixCard:
    """One card; the figures are dashes while there is no plan, ``state`` is good, warn, bad or "" as on cards.

    ``old``: the figures are those before the last change, and others come.
    """

    mix: str
    name: str
    colour: str
    coverage: str = _NONE
    cost: str = _NONE
    licence: str = _NONE
    status: str = ""
    state: str = ""
    old: bool = False

    @property
    def said(self) -> str:
        """All of it in a sentence."""
        values = {"coverage": self.coverage, "cost": self.cost, "licence": self.licence, "status": self.status}
        return say("mix-card-said", name=self.name, **values)


def cards(project: Project, choice: Choice, planner: Planner) -> list[MixCard]:
    """The cards of all mixes under the scenario that is looked at."""
    colours = mixes.colours(project)
    found = []
    for mix in project.all(Mix):
        card = MixCard(mix.id, mix.name or mix.id, colours[mix.id])
        plan = planner.plan_of(mix.id, choice.scenario)
        if plan is not None and promises(plan):
            found.append(_planned(card, plan, choice))
        elif plan is not None:
            found.append(attrs.evolve(card, status=say("card-nothing-promised")))
        else:
            found.append(_unplanned(card, choice, planner))
    return found


def with_old_figures(card: MixCard, before: MixCard | None, *, passing: bool = False) -> MixCard:
    """A card whose figures others are about to replace, which is muted.

    One that waits for its plan has the figures that it had before, so that it does not flicker.
    """
    if passing and card.coverage != _NONE:
        return attrs.evolve(card, state="", old=True)
    if before is None or card.status != say("mix-planning") or before.coverage == _NONE:
        return card
    return attrs.evolve(before, name=card.name, colour=card.colour, status=card.status, state="", old=True)


def _unplanned(card: MixCard, choice: Choice, planner: Planner) -> MixCard:
    if planner.errors:
        return attrs.evolve(card, status=say("mix-problems"), state="bad")
    if planner.failed(card.mix, choice.scenario):
        return attrs.evolve(card, status=say("mix-failed"), state="bad")
    return attrs.evolve(card, status=say("mix-planning"))


def _planned(card: MixCard, plan: Plan, choice: Choice) -> MixCard:
    status, state = _status(plan)
    return attrs.evolve(
        card,
        coverage=formats.reached(coverage.overall(plan)),
        cost=formats.money(plan.cost.total, choice.money_unit),
        licence=formats.percent(risk.licensed_share(plan)),
        status=status,
        state=state,
    )


def _status(plan: Plan) -> tuple[str, str]:
    if not plan.verified:
        return say("mix-unverified"), "bad"
    if plan.status == "short":
        first = coverage.first_short(plan)
        return (say("mix-short-from", month=formats.month(first.month)) if first else say("mix-late")), "bad"
    bent = limits_bent(plan)
    return (counted("mix-met-bent", bent), "warn") if bent else (say("mix-met"), "good")
