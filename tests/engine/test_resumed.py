"""A plan that is known becomes column values again, with the decisions that go with it."""

from __future__ import annotations

import attrs
import numpy as np
import pytest

from desktop.engine.goals import write_program
from desktop.engine.outcome import arriving
from desktop.engine.program import Sparse
from desktop.engine.resumed import resumed
from desktop.engine.solver import Branching
from desktop.engine.vectors import FloatArray
from desktop.engine.whole import Enough, improve
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Tier
from tests.tiny import tiny_project, tiny_rows

PROJECT = tiny_project(
    sources=tiny_rows("sources", order_cost=9000.0, contract_cost=30_000.0),
    offers=tiny_rows("offers", capacity=90.0, lot_size=17.0, minimum_order=30.0),
    tiers=[Tier(offer="JL-magnet", from_quantity=150.0, discount=7.0, basis="fiscal year")],
)
EXACT = Enough(seconds=60.0, gap=0.0)


def _known() -> Plan:
    return improve(PROJECT, "least", "", EXACT, Silent())


def _resumed(project: Project, plan: Plan, until: float = np.inf) -> FloatArray | None:
    written = write_program(project, "least", "", whole=True)
    branching = Branching(written.draft.program.matrix(), Silent().cancelled)
    goals = dict(written.goals)
    return resumed(written, branching, Sparse.sum(goals["must targets"].times(1e7), goals["cost"]), plan, until)


def test_a_plan_comes_back_with_its_arrivals_decisions_and_cost() -> None:
    plan = _known()
    written = write_program(PROJECT, "least", "", whole=True)
    x = _resumed(PROJECT, plan)
    assert x is not None
    assert arriving(written.draft, x) == pytest.approx(np.array(list(plan.arrivals.values())))
    whole = x[written.draft.decided().columns]
    assert whole == pytest.approx(np.round(whole), abs=1e-6)
    cost = dict(written.goals)["cost"].value(x)
    assert cost == pytest.approx(next(goal.value for goal in plan.goals if goal.name == "cost"))


def test_a_plan_of_other_offers_or_months_is_no_start() -> None:
    plan = _known()
    elsewhere = attrs.evolve(plan, orders=tuple(attrs.evolve(order, offer="none") for order in plan.orders))
    later = attrs.evolve(plan, orders=tuple(attrs.evolve(order, month=order.month.plus(600)) for order in plan.orders))
    assert _resumed(PROJECT, elsewhere) is None
    assert _resumed(PROJECT, later) is None


def test_a_plan_that_the_project_allows_no_more_is_no_start() -> None:
    smaller = tiny_project(offers=tiny_rows("offers", capacity=40.0, lot_size=17.0, minimum_order=30.0))
    assert _resumed(smaller, _known()) is None


def test_a_search_begins_with_the_plan_that_is_known() -> None:
    known, told = _known(), list[Plan]()
    found = improve(PROJECT, "least", "", Enough(seconds=0.2), Silent(), told.append, known)
    assert told[0].cost.total == pytest.approx(known.cost.total)
    assert found.cost.total <= known.cost.total * (1 + 1e-9)
    assert told[0].bound == pytest.approx(known.bound)
