"""What is kept from one solve to the next changes how a plan is found, and never what it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from desktop.engine.goals import optimise, write_program
from desktop.engine.memory import Memory
from desktop.engine.program import Matrix
from desktop.engine.solver import Solver
from desktop.model.errors import SolverFault
from desktop.model.plan import Plan
from desktop.model.progress import Cancelled, Silent
from desktop.model.project import Project
from desktop.model.records import ExchangeRate, Offer, Pin, Record, Rule
from desktop.model.records.table import evolved
from tests.bench.company import S
from tests.bench.projects import BALANCED
from tests.bench.projects import project as company_of
from tests.engine.solver.programs import spoilt
from tests.tiny import FIRST, tiny_project, tiny_records, tiny_rows

Tables = Mapping[str, Sequence[Record]]

RULE = Rule(id="r", kind="share at least", class_="domestic", limit=40.0)
TERMS: Tables = {
    "rules": [RULE],
    "items": tiny_rows("items", "magnet", safety_days=20.0, holding_cost=10.0),
    "sources": tiny_rows("sources", order_cost=500.0, contract_cost=9000.0),
}
NUMBERS: Mapping[str, Tables] = {
    "price": {"offers": tiny_rows("offers", "JL-magnet", price=70.0)},
    "exchange rate": {"exchange_rates": [ExchangeRate(currency="USD", from_month=FIRST, rate=131.0)]},
    "capacity": {"offers": tiny_rows("offers", "IREL-magnet", capacity=35.0)},
    "share": {"rules": [evolved(RULE, {"limit": 65.0})]},
    "share out of reach": {"rules": [evolved(RULE, {"limit": 95.0})]},
    "targets": {"targets": [evolved(row, {"quantity": 9.0 + at}) for at, row in enumerate(tiny_records()["targets"])]},
    "holding cost": {"items": tiny_rows("items", "magnet", safety_days=20.0, holding_cost=0.0)},
    "order cost": {"sources": tiny_rows("sources", order_cost=90_000.0, contract_cost=9000.0)},
    "nothing": {},
}
SHAPES: Mapping[str, Tables] = {
    "a rule less": {"rules": []},
    "a share of all": {"rules": [evolved(RULE, {"limit": 100.0})]},
    "a rule by month": {"rules": [evolved(RULE, {"window": "month"})]},
    "safety stock for all": {"items": tiny_rows("items", safety_days=20.0)},
    "a pin more": {"pins": [Pin(id="p", mix="least", offer="JL-magnet", month=FIRST, quantity=30.0)]},
    "an offer more": {"offers": [*tiny_records()["offers"], Offer(id="JL-second", source="JL", item="magnet")]},
    "a month less": {"settings": tiny_rows("settings", months=5)},
}
KEY = ("least", "")


def _project(**changed: Sequence[Record]) -> Project:
    return tiny_project(**{**TERMS, **changed})


def _matrix(project: Project) -> Matrix:
    return write_program(project, *KEY).draft.program.matrix()


def _plan(project: Project, memory: Memory | None = None) -> Plan:
    plan = optimise(project, *KEY, Silent(), memory)
    assert plan.verified, plan.faults
    return plan


def _reached(plan: Plan) -> dict[str, float]:
    return {goal.name: goal.value for goal in plan.goals}


def _solver(memory: Memory, project: Project, key: tuple[str, str] = KEY) -> Solver:
    return memory.solver(key, _matrix(project), Silent(), certified=False)[0]


def _refuse(_solver: Solver, _goals: object) -> None:
    raise SolverFault("solver-refused", status="HighsStatus.kError")


class Impatient(Silent):
    """A handle that was cancelled before the job began."""

    def cancelled(self) -> bool:
        return True


@pytest.mark.parametrize("changed", [*NUMBERS.values(), *SHAPES.values()], ids=[*NUMBERS, *SHAPES])
def test_after_any_change_goals_are_reached_as_well_as_from_cold(changed: Tables) -> None:
    memory = Memory()
    _plan(_project(), memory)
    warm, cold = _plan(_project(**changed), memory), _plan(_project(**changed))
    assert _reached(warm) == pytest.approx(_reached(cold), rel=1e-6, abs=1e-9)
    assert warm.cost.total == pytest.approx(cold.cost.total)
    assert [(bent.limit, bent.kind) for bent in warm.bent] == [(bent.limit, bent.kind) for bent in cold.bent]


def test_after_many_changes_goals_are_still_reached_as_well_as_from_cold() -> None:
    memory, cold = Memory(), {name: _reached(_plan(_project(**changed))) for name, changed in NUMBERS.items()}
    for name in [*NUMBERS, *reversed(list(NUMBERS)), *NUMBERS]:
        warm = _plan(_project(**NUMBERS[name]), memory)
        assert _reached(warm) == pytest.approx(cold[name], rel=1e-6, abs=1e-9), name


@pytest.mark.parametrize("changed", NUMBERS.values(), ids=NUMBERS)
def test_a_change_of_numbers_goes_on_with_the_program_in_the_solver(changed: Tables) -> None:
    memory = Memory()
    first = _solver(memory, _project())
    assert _solver(memory, _project(**changed)) is first


@pytest.mark.parametrize("changed", SHAPES.values(), ids=SHAPES)
def test_a_change_of_shape_makes_a_new_program(changed: Tables) -> None:
    memory = Memory()
    first = _solver(memory, _project())
    second = _solver(memory, _project(**changed))
    assert second is not first
    assert _solver(memory, _project(**changed)) is second


def test_a_program_whose_shape_comes_back_is_there_still_until_it_is_forgotten() -> None:
    """As where a share is dragged to zero, for which there is no rule, and back."""
    memory = Memory()
    first, second = _solver(memory, _project()), _solver(memory, _project(rules=[]))
    assert _solver(memory, _project()) is first
    assert _solver(memory, _project(rules=[])) is second
    memory.forget(KEY)
    assert _solver(memory, _project()) is not first
    assert _solver(memory, _project(rules=[])) is not second


def test_the_way_to_the_last_answer_is_kept_with_its_program() -> None:
    memory = Memory()
    _plan(_project(), memory)
    assert set(memory.solver(KEY, _matrix(_project()), Silent(), certified=False)[1].bases) >= {"cost"}
    shorter = _matrix(_project(settings=tiny_rows("settings", months=5)))
    assert memory.solver(KEY, shorter, Silent(), certified=False)[1].bases == {}


def test_the_same_again_takes_no_solve() -> None:
    memory = Memory()
    cold = _plan(_project(), memory)
    again = _plan(_project(), memory)
    assert (again.effort.solves, [goal.solves for goal in again.goals]) == (0, [0] * len(again.goals))
    assert [*again.arrivals.values()] == [pytest.approx(series) for series in cold.arrivals.values()]


def test_a_changed_share_takes_one_solve() -> None:
    """The basis of the last answer breaks the new limit; what one solve finds from there is proven the best."""
    project, memory = company_of(S, 1), Memory()
    optimise(project, BALANCED, "", Silent(), memory)
    rows = {key: row for key, row in project.rows(Rule).items() if row.id == "domestic-least"}
    changed = project.put("rules", {key: evolved(row, {"limit": row.limit + 1.5}) for key, row in rows.items()})
    warm, cold = optimise(changed, BALANCED, "", Silent(), memory), optimise(changed, BALANCED, "", Silent())
    assert warm.verified
    assert (warm.effort.solves, cold.effort.solves > 1) == (1, True)
    assert _reached(warm) == pytest.approx(_reached(cold), rel=1e-6, abs=1e-9)


def test_a_certified_plan_has_all_its_solves() -> None:
    memory = Memory()
    cold = optimise(_project(), *KEY, Silent(), memory, certified=True)
    again = optimise(_project(), *KEY, Silent(), memory, certified=True)
    assert [goal.solves for goal in again.goals] == [goal.solves for goal in cold.goals]
    assert again.certificate is not None


def test_each_mix_and_scenario_has_its_own_program() -> None:
    memory = Memory()
    keys = [("least", ""), ("least", "base"), ("slow", "")]
    solvers = [_solver(memory, _project(), key) for key in keys]
    assert len(set(map(id, solvers))) == 3
    assert [_solver(memory, _project(), key) for key in keys] == solvers


def test_the_program_not_used_for_longest_is_forgotten_first() -> None:
    memory = Memory()
    keys = [("least", name) for name in "abcd"]
    solvers = {key: _solver(memory, _project(), key) for key in keys}
    assert _solver(memory, _project(), keys[0]) is solvers[keys[0]]
    _solver(memory, _project(), ("least", "e"))
    assert [_solver(memory, _project(), key) is solvers[key] for key in (keys[0], keys[2], keys[3])] == [True] * 3
    assert _solver(memory, _project(), keys[1]) is not solvers[keys[1]]


def test_the_steps_of_the_program_not_written_for_longest_are_forgotten_first() -> None:
    memory, blocks = Memory(), write_program(_project(), "least", "").blocks
    for scenario in "abcdae":
        memory.remember(("least", scenario), blocks)
    assert [name for name in "abcde" if memory.blocks(("least", name))] == ["a", "c", "d", "e"]


def test_after_a_fault_the_program_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    _plan(_project(), memory)
    before = _solver(memory, _project())
    with monkeypatch.context() as patched:
        patched.setattr(Solver, "lasting", _refuse)
        with pytest.raises(SolverFault):
            _plan(_project(), memory)
    assert _solver(memory, _project()) is not before
    assert _reached(_plan(_project(), memory)) == pytest.approx(_reached(_plan(_project())))


def test_after_a_job_was_cancelled_the_program_is_forgotten() -> None:
    memory = Memory()
    _plan(_project(), memory)
    before = _solver(memory, _project())
    with pytest.raises(Cancelled):
        optimise(_project(), *KEY, Impatient(), memory)
    assert _solver(memory, _project()) is not before
    assert _plan(_project(), memory).cost.total == pytest.approx(_plan(_project()).cost.total)


def test_a_number_that_is_not_fit_leaves_nothing_behind() -> None:
    memory = Memory()
    before = _solver(memory, _project())
    with pytest.raises(SolverFault, match="solver-number-unfit"):
        memory.solver(KEY, spoilt(_matrix(_project()), "row_upper", np.nan), Silent(), certified=False)
    assert _solver(memory, _project()) is not before


def test_to_forget_what_was_never_kept_is_nothing() -> None:
    memory = Memory()
    memory.forget(KEY)
    assert _plan(_project(), memory).verified


def test_a_certified_plan_from_memory_tells_its_own_gap() -> None:
    memory = Memory()
    assert optimise(_project(), *KEY, Silent(), memory).certificate is None
    certified = optimise(_project(), *KEY, Silent(), memory, certified=True).certificate
    assert certified is not None
    assert certified < 1e-6
    assert optimise(_project(), *KEY, Silent(), memory).certificate is None
