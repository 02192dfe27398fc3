"""The second computation of what a plan answers: its world, its mix, what sort of answer it is, and its bound."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from desktop.engine.ledger import Ledger
from desktop.engine.verify_told import TOLERANCE
from desktop.model import scenario as scenarios
from desktop.model.plan import Fault, Plan
from desktop.model.records import Mix

ANSWERS = ("continuous", "whole")


def question(plan: Plan) -> Iterator[Fault]:
    """The mix is one of the world's, and the answer of a known sort: without them there is nothing to recompute."""
    if plan.mix not in plan.world.by_id(Mix):
        yield Fault("verify-world", plan.mix, 1.0)
    if plan.answer not in ANSWERS:
        yield Fault("verify-answer", plan.answer, 1.0)


def world(ledger: Ledger) -> Iterator[Fault]:
    """The world that was planned for is the project under the scenario."""
    plan = ledger.plan
    expected = scenarios.apply(plan.project, plan.scenario)
    if plan.world is not expected and plan.world.content() != expected.content():
        yield Fault("verify-world", plan.scenario or plan.mix, 1.0)


def bound(ledger: Ledger) -> Iterator[Fault]:
    """No plan costs less than the bound told; a continuous answer has none, and a certificate is a number."""
    plan = ledger.plan
    if plan.certificate is not None and not isfinite(plan.certificate):
        yield Fault("verify-bound", "certificate", 1.0)
    if plan.bound is None:
        return
    if not ledger.whole or not isfinite(plan.bound):
        yield Fault("verify-bound", plan.answer, 1.0)
    size = max(abs(plan.bound), abs(plan.cost.total))
    if not (plan.bound - plan.cost.total <= TOLERANCE * size):
        yield Fault("verify-bound", plan.answer, (plan.bound - plan.cost.total) / (size or 1.0))
