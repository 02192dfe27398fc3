"""Whatever a project asks for, its plans are told in full: costs add up, sums agree, and everything has words."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from desktop.analysis import agreements, compare, cost
from desktop.analysis.figures import figures
from desktop.engine.goals import optimise
from desktop.model.checks import errors
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.records import Rule
from desktop.session import sentences, summary
from desktop.session.report import sheets
from desktop.store.sheets import Formula
from tests.engine.crowded import crowded_plan
from tests.engine.drawn import MIXES, SCENARIO, drawn_project


def plans(first: int, count: int) -> Iterator[Plan]:
    """Plans of the drawn projects of some seeds that pass their checks."""
    for seed in range(first, first + count):
        project = drawn_project(seed)
        if not errors(project):
            yield optimise(project, MIXES[0], SCENARIO, Silent())


def hold_together(plan: Plan) -> None:
    """Costs are those of the plan by part, month, source and in cash; JSON, summary and workbook can be made."""
    size = max(1.0, *(abs(value) for value in vars_of_cost(plan).values()))
    parts = cost.by_part(plan)
    for name in (*agreements.TERMS, *cost.ELSEWHERE):
        assert parts[name] == pytest.approx(vars_of_cost(plan)[name], abs=1e-6 * size), name
    assert parts.sum() == pytest.approx(plan.cost.total, abs=1e-6 * size)
    terms = sum(vars_of_cost(plan)[name] for name in agreements.TERMS)
    assert cost.by_source(plan)["total"].sum() == pytest.approx(plan.cost.landed + terms, abs=1e-6 * size)
    found = figures(plan).as_json()
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert len(summary.of_plan(plan).splitlines()) > len(compare.ROWS)
    checks = sheets([plan], plan)[-1].blocks[0]
    results = [row[-1] for row in checks.rows]
    assert [entry.value for entry in results if isinstance(entry, Formula)] == ["OK"] * len(results)
    for rule in plan.project.all(Rule):
        assert sentences.of_rule(plan.project, rule).endswith(".")
    for bent in plan.bent:
        assert sentences.of_bent(plan.world, bent) != bent.limit
        assert sentences.result(bent).startswith("Gave way")


def vars_of_cost(plan: Plan) -> dict[str, float]:
    """The parts of a plan's cost by name."""
    names = ("landed", *agreements.TERMS, *cost.ELSEWHERE)
    return {name: getattr(plan.cost, name) for name in names}


def test_plans_of_any_project_are_told_in_full() -> None:
    seen = list(plans(4000, 15))
    assert len(seen) > 10
    for plan in seen:
        hold_together(plan)


@pytest.mark.parametrize("answer", ["continuous", "whole"])
def test_a_plan_in_which_everything_costs_and_gives_way_is_told_in_full(answer: str) -> None:
    plan = crowded_plan(answer)
    assert plan.answer == answer
    assert [name for name, value in vars_of_cost(plan).items() if not value] == []
    assert len({bent.kind for bent in plan.bent}) > 5
    hold_together(plan)
