"""Issuing a plan."""

import datetime as dt

import attrs

from desktop.engine.goals import optimise
from desktop.model.edits import apply
from desktop.model.progress import Silent
from desktop.model.records import Issued, Receipt
from desktop.session import issuing
from tests.tiny import FIRST, tiny_project

OLD = Issued(mix="least", offer="JL-magnet", month=FIRST, quantity=1.0)
OTHER = Issued(mix="slow", offer="JL-magnet", month=FIRST, quantity=2.0)


def test_what_is_issued_are_the_planned_arrivals_in_the_place_of_earlier_ones() -> None:
    placed = [Receipt(offer="IREL-magnet", month=FIRST, quantity=10.0)]
    project = tiny_project(issued=[OLD, OTHER], receipts=placed)
    plan = optimise(project, "least", "", Silent())
    after = apply(project, issuing.edit(project, plan))
    rows = after.all(Issued)
    assert rows[0] == OTHER
    assert {row.mix for row in rows[1:]} == {"least"}
    arrived = {(row.offer, row.month): row.quantity for row in rows[1:]}
    assert OLD.quantity not in arrived.values()
    for offer, series in plan.arrivals.items():
        for month, quantity in zip(plan.months, series, strict=True):
            assert abs(arrived.get((offer, month), 0.0) - quantity) < 1e-6


def test_the_plan_that_was_issued_is_that_of_the_project_in_which_it_is() -> None:
    project = tiny_project()
    plan = optimise(project, "least", "", Silent())
    after = apply(project, issuing.edit(project, plan))
    carried = issuing.carried(plan, after)
    assert carried is not None
    assert carried.project is after
    assert carried.arrivals == plan.arrivals
    again = optimise(after, "least", "", Silent())
    assert again.cost.total == plan.cost.total or abs(again.cost.total / plan.cost.total - 1) < 1e-6


def test_a_plan_that_does_not_hold_is_not_carried_over() -> None:
    project = tiny_project()
    plan = optimise(project, "least", "", Silent())
    wrong = attrs.evolve(plan, cost=attrs.evolve(plan.cost, landed=2 * plan.cost.landed))
    assert issuing.carried(wrong, project) is None


def test_an_issued_plan_is_named_after_its_mix_and_day_and_noted_with_its_figures() -> None:
    plan = optimise(tiny_project(), "least", "base", Silent())
    assert issuing.usual_name(plan, dt.date(2027, 3, 12)) == "Least cost, issued 12 Mar 2027"
    note = issuing.usual_note(plan)
    assert note.startswith("Coverage ")
    assert note.endswith("scenario: As planned.")
