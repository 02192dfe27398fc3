"""Branch and bound keeps to what is held, begins with what it is given, tells what it finds and stops when asked."""

from __future__ import annotations

import time

import attrs
import highspy
import numpy as np
import pytest

from desktop.engine.program import Matrix, Sparse
from desktop.engine.solver import Branching, Found, Watch, Within
from desktop.engine.vectors import FloatArray
from desktop.model.errors import SolverFault
from tests.engine.solver.programs import LOST, long_search, lots, spoilt, wayward

NEVER = np.inf
COMES, SIXES, FOURS = (np.array([column]) for column in range(3))


def _unseen() -> Watch:
    return Watch(lambda _: None)


def _least(matrix: Matrix, goal: Sparse, held: Within | None = None, watch: Watch | None = None) -> Found:
    return Branching(matrix, lambda: False).minimise(goal, held or Within(), NEVER, None, watch or _unseen())


def _values(found: Found) -> list[float]:
    assert found.x is not None
    return [round(value, 6) for value in found.x.tolist()]


def test_whole_columns_are_whole_and_values_are_in_real_units() -> None:
    found = _least(*lots())
    assert (found.status, _values(found)) == ("optimal", [16.0, 2.0, 1.0])
    assert found.value == pytest.approx(19.0)
    assert found.bound == pytest.approx(19.0)


def test_a_goal_held_at_what_it_reached_leaves_the_next_goal_the_rest() -> None:
    """Of the plans of 20 or less the one with fewest sixes is four fours."""
    matrix, cost = lots()
    sixes = Sparse.of((SIXES, 1.0))
    assert _values(_least(matrix, sixes, Within(((cost, 20.0),)))) == [16.0, 0.0, 4.0]
    assert _values(_least(matrix, sixes, Within(((cost, 19.0),)))) == [16.0, 2.0, 1.0]


def test_a_held_goal_may_count_a_column_for_next_to_nothing() -> None:
    matrix, cost = lots()
    crumb = Sparse.sum(cost, Sparse.of((COMES, 1e-14)))
    assert _values(_least(matrix, Sparse.of((SIXES, 1.0)), Within(((crumb, 20.0),)))) == [16.0, 0.0, 4.0]


def test_a_goal_that_is_met_holds_its_columns_at_nothing() -> None:
    matrix, cost = lots()
    held = Within(((Sparse.of((SIXES, 1.0)), 0.0),))
    assert _values(_least(matrix, cost, held)) == [16.0, 0.0, 4.0]
    above = attrs.evolve(matrix, column_lower=np.array([0.0, 1.0, 0.0]))
    assert _values(_least(above, cost, held)) == [18.0, 1.0, 3.0]  # no lower than its own bound


def test_columns_are_fixed_at_real_values() -> None:
    matrix, cost = lots()
    held = Within(fixed=np.array([0, 2]), values=np.array([26.0, 5.0]))
    assert _values(_least(matrix, cost, held)) == [26.0, 1.0, 5.0]


def test_all_that_is_held_is_held_together_and_the_program_itself_is_left_as_it_was() -> None:
    matrix, cost = lots()
    goals = ((Sparse.of((SIXES, 1.0), (SIXES, 1.0)), 2.0), (Sparse.of((COMES, 1.0)), 19.0))
    assert _values(_least(matrix, cost, Within(goals))) == [16.0, 0.0, 4.0]
    assert _values(_least(matrix, cost, Within(goals, FOURS, np.array([3.0])))) == [18.0, 1.0, 3.0]
    assert _least(matrix, cost, Within(goals, FOURS, np.array([2.0]))).status == "infeasible"
    assert _values(_least(matrix, cost)) == [16.0, 2.0, 1.0]


def test_a_program_without_an_answer_says_so() -> None:
    matrix, cost = lots()
    found = _least(matrix, cost, Within(((cost, 18.0),)))
    assert (found.status, found.x, found.value) == ("infeasible", None, np.inf)


def test_every_better_answer_is_seen_in_real_units_and_costs_less_than_the_one_before() -> None:
    matrix, goal = long_search()
    seen: list[FloatArray] = []
    found = _least(matrix, goal, watch=Watch(seen.append))
    values = [goal.value(x) for x in seen]
    assert len(values) > 1
    assert values == sorted(values, reverse=True)
    assert found.value == pytest.approx(values[-1])
    matrix, cost = lots()
    _least(matrix, cost, watch=Watch(seen.append))
    assert seen[-1].tolist() == pytest.approx([16.0, 2.0, 1.0])


def test_the_bound_that_is_seen_rises_and_never_passes_the_best() -> None:
    matrix, goal = long_search()
    watch, seen = _unseen(), [-np.inf]

    def look() -> bool:
        seen.append(watch.bound)
        return False

    found = Branching(matrix, look).minimise(goal, Within(), NEVER, None, watch)
    assert seen == sorted(seen)
    assert -np.inf < watch.bound <= found.value * (1 - 1e-9)
    assert found.nodes >= 1


def test_a_search_that_is_stopped_gives_the_best_so_far_with_an_honest_bound() -> None:
    matrix, goal = long_search()
    best = _least(matrix, goal).value
    seen: list[float] = []
    stopping = Branching(matrix, lambda: bool(seen))
    found = stopping.minimise(goal, Within(), NEVER, None, Watch(lambda x: seen.append(goal.value(x))))
    assert found.status == "failed"
    assert found.bound <= best <= found.value <= 0.0
    assert found.value == pytest.approx(min(seen))


def test_a_search_that_is_stopped_at_once_has_what_it_began_with() -> None:
    matrix, goal = long_search()
    start = _least(matrix, goal).x
    found = Branching(matrix, lambda: True).minimise(goal, Within(), NEVER, start, _unseen())
    assert found.x is not None
    assert start is not None
    assert found.value <= goal.value(start) + 1e-6
    nothing = Branching(matrix, lambda: True).minimise(goal, Within(), NEVER, None, _unseen())
    assert nothing.value > found.value


def test_a_search_whose_time_is_up_still_answers() -> None:
    matrix, goal = long_search()
    found = Branching(matrix, lambda: False).minimise(goal, Within(), time.monotonic() - 1.0, np.zeros(20), _unseen())
    assert found.x is not None
    assert found.bound <= found.value <= 0.0


def test_a_gap_that_is_wide_enough_ends_the_search_early() -> None:
    matrix, goal = long_search()
    best = _least(matrix, goal)
    found = Branching(matrix, lambda: False).minimise(goal, Within(), NEVER, None, _unseen(), mip_rel_gap=0.5)
    assert found.status == "optimal"
    assert found.bound <= best.value <= found.value <= 0.5 * found.bound


def test_the_same_search_finds_the_same_values_every_time() -> None:
    matrix, goal = long_search()
    assert len({repr(_values(_least(matrix, goal))) for _ in range(3)}) == 1


def test_numbers_that_are_not_fit_never_reach_the_solver() -> None:
    matrix, cost = lots()
    with pytest.raises(SolverFault, match="solver-number-unfit"):
        _least(spoilt(matrix, "value", np.nan), cost)
    with pytest.raises(SolverFault, match="solver-number-unfit"):
        _least(matrix, Sparse(SIXES, np.array([np.nan])))
    with pytest.raises(SolverFault, match="solver-number-unfit"):
        _least(matrix, cost, Within(((Sparse(SIXES, np.array([np.inf])), 1.0),)))
    with pytest.raises(SolverFault, match="solver-number-unfit"):
        _least(matrix, cost, Within(fixed=SIXES, values=np.array([np.nan])))


def test_options_that_highs_does_not_know_are_a_fault() -> None:
    matrix, cost = lots()
    with pytest.raises(SolverFault, match="solver-refused"):
        Branching(matrix, lambda: False).minimise(cost, Within(), NEVER, None, _unseen(), no_such_option=1.0)


def test_what_highs_gives_up_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    wayward(monkeypatch, LOST)
    assert _least(*lots()).status == "failed"


def test_a_run_at_fault_has_failed_and_gives_no_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highspy.Highs, "run", lambda _highs: highspy.HighsStatus.kError)
    found = _least(*lots())
    assert (found.status, found.x, found.bound) == ("failed", None, -np.inf)


def test_without_values_nothing_is_proven() -> None:
    assert not Found("optimal", None, np.inf, 5.0, 1).proves(1e-6)


def test_a_goal_that_earned_money_is_held_by_a_row_not_at_nothing() -> None:
    """To take six lots of four earns 6 as an incentive of 2 a kg would; they stay allowed."""
    matrix, _ = lots()
    earned = Sparse.of((COMES, 1.0), (FOURS, -10.0))
    least = _least(matrix, earned)
    assert least.value < 0
    held = Within(((earned, least.value),))
    assert _least(matrix, Sparse.of((COMES, 1.0)), held).value == pytest.approx(_values(least)[0])


# ------------------------------------------------------------------------ not at HiGHS's word


def _proven(matrix: Matrix, goal: Sparse, start: FloatArray | None = None) -> Found:
    return Branching(matrix, lambda: False).prove(goal, Within(), NEVER, start, _unseen(), 0.0)


@pytest.mark.parametrize("start", [None, np.array([20.0, 0.0, 5.0]), np.array([16.0, 2.0, 1.0])])
def test_what_is_proven_is_the_least_wherever_it_started(start: FloatArray | None) -> None:
    found = _proven(*lots(), start)
    assert found.status == "optimal"
    assert (found.value, found.bound) == pytest.approx((19.0, 19.0))


def test_what_cannot_be_is_called_so_twice() -> None:
    matrix, cost = lots()
    assert _proven(attrs.evolve(matrix, column_upper=np.array([1.0, 5.0, 5.0])), cost).status == "infeasible"


def test_an_answer_is_not_believed_to_be_impossible_until_it_comes_without_presolve(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[object] = []
    minimise = Branching.minimise

    def mistaken(self: Branching, goal: Sparse, held: Within, until: float, *rest: object, **options: object) -> Found:
        asked.append(options.get("presolve"))
        found = minimise(self, goal, held, until, *rest, **options)  # type: ignore[arg-type]  # handed through
        return found if options.get("presolve") == "off" else attrs.evolve(found, status="infeasible", x=None)

    monkeypatch.setattr(Branching, "minimise", mistaken)
    found = _proven(*lots())
    assert asked == [None, "off"]
    assert found.status == "optimal"
    assert found.value == pytest.approx(19.0)


def test_only_what_is_doubted_is_asked_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    matrix, cost = lots()
    ran = wayward(monkeypatch)
    _proven(matrix, cost)
    assert [presolve for presolve, _ in ran] == ["choose"]
    impossible = attrs.evolve(matrix, column_upper=np.array([1.0, 5.0, 5.0]))
    assert _proven(impossible, cost).x is None
    assert [presolve for presolve, _ in ran[1:]] == ["choose", "off"]


def test_only_answers_below_a_value_are_looked_for_and_no_bound_is_beyond_it() -> None:
    matrix, cost = lots()
    for below, status in ((20.0, "optimal"), (19.1, "optimal"), (19.0, "infeasible"), (18.9, "infeasible")):
        watch = _unseen()
        found = Branching(matrix, lambda: False).prove(cost, Within(below=below), NEVER, None, watch, 0.0)
        assert found.status == status
        assert max(found.bound, watch.bound) <= below
        assert found.bound == (below if status == "infeasible" else pytest.approx(19.0))


def test_that_nothing_is_below_a_value_is_doubted_unless_a_node_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    matrix, cost = lots()
    asked: list[object] = []

    def refuse(nodes: int) -> None:
        def refused(*_given: object, **options: object) -> Found:
            asked.append(options.get("presolve"))
            return Found("infeasible", None, np.inf, 18.0, nodes)

        monkeypatch.setattr(Branching, "minimise", refused)
        Branching(matrix, lambda: False).prove(cost, Within(below=18.0), NEVER, None, _unseen(), 0.0)

    refuse(1)
    assert asked == [None]
    refuse(0)
    assert asked[1:] == [None, "off"]


@pytest.mark.parametrize("below", [18.0, np.inf])
def test_a_refusal_that_was_asked_again_in_vain_gives_no_bound(monkeypatch: pytest.MonkeyPatch, below: float) -> None:
    matrix, cost = lots()
    told = [Found("infeasible", None, np.inf, below, 0), Found("failed", None, np.inf, 9.0, 1)]
    monkeypatch.setattr(Branching, "minimise", lambda *_given, **_options: told.pop(0))
    found = Branching(matrix, lambda: False).prove(cost, Within(below=below), NEVER, None, _unseen(), 0.0)
    assert (found.status, found.bound, told) == ("failed", 9.0, [])


def test_who_was_stopped_or_has_no_time_left_to_ask_twice_knows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    matrix, cost = lots()
    ran = wayward(monkeypatch, *[highspy.HighsModelStatus.kInfeasible] * 2)
    stopped = Branching(matrix, lambda: True).prove(cost, Within(), NEVER, None, _unseen(), 0.0)
    late = Branching(matrix, lambda: False).prove(cost, Within(), time.monotonic() - 1.0, None, _unseen(), 0.0)
    assert (stopped.status, late.status, len(ran)) == ("failed", "failed", 2)
    assert stopped.bound == late.bound == -np.inf


def test_gaps_are_relative_to_what_an_answer_can_change() -> None:
    """No answer earns more than 1,300; half of what is left of that is much less than half of all."""
    matrix, goal = long_search()
    branching, held = Branching(matrix, lambda: False), Within(base=-1300.0)
    found = branching.minimise(goal, held, NEVER, None, _unseen(), mip_rel_gap=0.5)
    assert found.status == "optimal"
    assert -1300.0 <= found.bound <= found.value
    assert found.value - found.bound <= 0.5 * (found.value + 1300.0) + 1e-6
    assert _least(matrix, goal, held).value == pytest.approx(_least(matrix, goal).value)
