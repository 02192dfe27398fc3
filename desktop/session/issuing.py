"""Issuing a plan: its arrivals become what later plans change least, and the state of the project gets a name."""

from __future__ import annotations

import datetime as dt

import attrs

from desktop.analysis import coverage, risk
from desktop.model import scenario as scenarios
from desktop.model.edits import AddRecords, DropRecords, Edit, Several
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.project import Project
from desktop.model.records import Issued, Mix, Scenario
from desktop.text import formats
from desktop.text.messages import say


def usual_name(plan: Plan, day: dt.date) -> str:
    """What an issued plan is called unless its user knows better."""
    mix = plan.project.by_id(Mix)[plan.mix]
    return say("issue-usual", mix=mix.name or mix.id, date=formats.date(day))


def usual_note(plan: Plan) -> str:
    """The figures of a plan that is issued, and the scenario it is made for."""
    scenario = plan.project.by_id(Scenario).get(plan.scenario)
    return say(
        "issue-figures",
        coverage=formats.reached(coverage.overall(plan)),
        cost=formats.money(plan.cost.total),
        licence=formats.percent(risk.licensed_share(plan)),
        scenario=(scenario.name or scenario.id) if scenario else say("scenario-none"),
    )


def edit(project: Project, plan: Plan) -> Edit:
    """The edit that makes the planned arrivals of ``plan`` the issued ones of its mix, in the place of earlier ones."""
    arrivals: dict[tuple[str, Month], float] = {}
    for order in plan.orders:
        if not order.placed and order.quantity > 0:
            arrivals[order.offer, order.month] = arrivals.get((order.offer, order.month), 0.0) + order.quantity
    before = tuple(row for row, issued in project.rows(Issued).items() if issued.mix == plan.mix)
    rows = [
        Issued(mix=plan.mix, offer=offer, month=month, quantity=quantity)
        for (offer, month), quantity in arrivals.items()
    ]
    return Several((DropRecords("issued", before), AddRecords("issued", rows)), "edit-mix-issue")


def carried(plan: Plan, project: Project) -> Plan | None:
    """The plan as one of the project in which it is issued; None where the second computation does not confirm it."""
    from desktop.engine.verify import verify

    placed = attrs.evolve(plan, project=project, world=scenarios.apply(project, plan.scenario), faults=())
    return None if verify(placed) else placed
