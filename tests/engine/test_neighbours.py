"""The search near the best answer: a first one by steps, then ever better ones, until it is stopped."""

from __future__ import annotations

import time
from itertools import pairwise

import attrs
import numpy as np
import pytest

from desktop.engine import neighbours
from desktop.engine.dive import Dive
from desktop.engine.goals import solve_in_turn
from desktop.engine.memory import Course
from desktop.engine.neighbours import Neighbours, Tell
from desktop.engine.objectives import Written, write
from desktop.engine.program import Sparse
from desktop.engine.proof import Proof, Way, throughout
from desktop.engine.ranking import Judge
from desktop.engine.solver import Branching, Found, Solver, Watch, Within
from desktop.engine.solver.branching import unheard
from desktop.engine.vectors import BoolArray, FloatArray
from desktop.model.progress import Silent
from desktop.model.records import Tier
from tests.engine.contracts import two_of_three
from tests.engine.written import drafted_whole
from tests.tiny import MONTHS, tiny_rows

FAR = 1e3
"""Seconds of which a search needs only a few: it is stopped by its test."""


def _written(*, contract_cost: float = 30_000.0) -> Written:
    draft = drafted_whole(
        sources=tiny_rows("sources", order_cost=9000.0, contract_cost=contract_cost),
        offers=tiny_rows("offers", capacity=90.0, lot_size=23.0, minimum_order=30.0),
        tiers=[Tier(offer="JL-magnet", from_quantity=150.0, discount=7.0, basis="fiscal year")],
    )
    return write(draft)


def _least(written: Written) -> float:
    """What the best whole answer comes to, by branch and bound alone, its shortages priced."""
    return _branched(written, Within()).value


def _branched(written: Written, held: Within) -> Found:
    branching = Branching(written.draft.program.matrix(), Silent().cancelled)
    return branching.minimise(_goal(written), held, time.monotonic() + FAR, None, Watch())


def _with_one_contract(written: Written) -> Proof:
    """A proof that makes the first contract alone; in the best answer there are both."""
    matrix, goal = written.draft.program.matrix(), _goal(written)
    columns = throughout(written.draft.decided(), goal, len(MONTHS), matrix.column_upper <= 1)
    way = Way(columns, np.array([1.0, 0.0]), np.zeros(matrix.column_lower.size), -np.inf)
    return Proof(Branching(matrix, Silent().cancelled), goal, Within(), way, unheard)


def _goal(written: Written) -> Sparse:
    goals = dict(written.goals)
    return Sparse.sum(goals["must targets"].times(1e7), goals["cost"])


class _Search:
    """One search, stopped once an answer as good as ``enough`` was told, or after so many steps."""

    def __init__(
        self, written: Written, enough: float, steps: int = 60, judge: Judge | None = None, proof: Proof | None = None
    ) -> None:
        self.told: list[FloatArray] = []
        self.costs: list[float] = []
        self.kinds: list[str] = []
        self._goal, self._enough, self._left = _goal(written), enough, steps
        matrix = written.draft.program.matrix()
        relaxed, _ = solve_in_turn(Solver(matrix, Silent()), written.goals, Silent(), Course())
        self.matrix = matrix
        branching, decided = Branching(matrix, self._stopped), written.draft.decided()
        self.near = Neighbours(branching, self._goal, decided, relaxed, base=0.0, judge=judge, proof=proof)

    def run(self, start: FloatArray | None = None) -> None:
        self.near.run(start, time.monotonic() + FAR, self._tell)

    def _tell(self, x: FloatArray) -> None:
        self.told.append(x)
        self.costs.append(self._goal.value(x))

    def _stopped(self) -> bool:
        return self._left <= 0 or any(cost <= self._enough * (1 + 1e-6) for cost in self.costs)

    def count_steps(self) -> None:
        """Let every neighbourhood that is looked at count as a step."""
        look = self.near._look

        def counted(tell: Tell, kind: str = "") -> bool:
            self._left -= 1
            self.kinds.append(kind)
            return look(tell, kind)

        self.near._look = counted  # type: ignore[method-assign]  # only counts


@pytest.mark.parametrize("contract_cost", [0.0, 30_000.0])
def test_the_best_answer_of_a_small_project_is_found_without_any_proof(contract_cost: float) -> None:
    written = _written(contract_cost=contract_cost)
    search = _Search(written, _least(written))
    search.count_steps()
    search.run()
    assert search.costs[-1] == pytest.approx(_least(written), rel=1e-6)


def test_every_answer_told_is_whole_and_better_than_the_one_before() -> None:
    search = _Search(_written(), -np.inf, steps=8)
    search.count_steps()
    search.run()
    assert all(later < earlier for earlier, later in pairwise(search.costs))
    for x in search.told:
        whole = x[search.matrix.whole]
        assert whole == pytest.approx(np.round(whole), abs=1e-6)


def test_a_search_that_is_stopped_at_once_tells_nothing() -> None:
    search = _Search(_written(), -np.inf, steps=0)
    search.run()
    assert search.told == []


def test_an_answer_from_elsewhere_is_told_if_it_is_better_and_gone_on_from() -> None:
    written = _written()
    best = _Search(written, _least(written))
    best.count_steps()
    best.run()
    search = _Search(written, _least(written), steps=3)
    search.count_steps()
    search.near.take(best.told[-1])
    search.run()
    assert search.costs[-1] == pytest.approx(best.costs[-1], rel=1e-9)


def test_an_answer_from_elsewhere_that_is_no_better_is_compared_with() -> None:
    written = _written()
    search = _Search(written, -np.inf, steps=1)
    search.near.begin(None, time.monotonic() + FAR, search._tell)
    dearer = 2 * search.told[0]
    search.near.take(dearer)
    search.near._look(search._tell, "met")
    assert search.near._nearness._met is dearer


def test_a_search_that_begins_with_an_answer_tells_it_first_and_goes_on_from_it() -> None:
    written = _written()
    first = _Search(written, np.inf)
    first.run()
    search = _Search(written, _least(written))
    search.count_steps()
    search.run(first.told[0])
    assert search.costs[0] == first.costs[0]
    assert search.costs[-1] == pytest.approx(_least(written), rel=1e-6)


def test_what_a_dive_leaves_open_is_left_to_branch_and_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    decide = Dive.decide

    def undecided(dive: Dive, rise: float) -> tuple[FloatArray, BoolArray]:
        x, made = decide(dive, rise)
        return x, made & (np.arange(made.size) % 3 > 0)

    monkeypatch.setattr(Dive, "decide", undecided)
    search = _Search(_written(), np.inf)
    search.run()
    whole = search.told[0][search.matrix.whole]
    assert whole == pytest.approx(np.round(whole), abs=1e-6)


def test_once_neighbourhoods_find_nothing_lasting_decisions_are_made_in_other_ways(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With no neighbourhood that has a better answer, what is better with other contracts is found all the same."""
    written = _written()
    proof = _with_one_contract(written)
    assert proof.way is not None
    start = _branched(written, proof.way.within(Within())).x
    search = _Search(written, _least(written), steps=40, proof=proof)
    search.count_steps()
    solve = search.near._solve

    def no_better(
        held: BoolArray, values: FloatArray, start: FloatArray | None, seconds: float, **options: float | str
    ) -> Found:
        return attrs.evolve(solve(held, values, start, seconds, **options), x=start)

    monkeypatch.setattr(search.near, "_solve", no_better)
    search.run(start)
    assert search.costs[0] > search.costs[-1] == pytest.approx(_least(written), rel=1e-6)


@pytest.mark.parametrize("large", [False, True])
def test_where_there_is_much_to_decide_wide_neighbourhoods_are_searched_thoroughly(
    monkeypatch: pytest.MonkeyPatch, large: bool
) -> None:
    """However soon there is a first answer: all that HiGHS knows, heuristics too, is given time there."""
    monkeypatch.setattr(neighbours, "_MANY", 1 if large else 1000)
    search = _Search(_written(), -np.inf, steps=2)
    search.count_steps()
    solve, asked = search.near._solve, []

    def recorded(
        held: BoolArray, values: FloatArray, start: FloatArray | None, seconds: float, **options: float | str
    ) -> Found:
        asked.append((seconds, "mip_heuristic_effort" in options))
        return solve(held, values, start, seconds, **options)

    monkeypatch.setattr(search.near, "_solve", recorded)
    search.near.begin(None, time.monotonic() + FAR, search._tell)
    asked.clear()  # what a dive leaves open
    search.near._first = 0.0  # on the slowest machine too
    search.near.search(search._tell)
    assert search.kinds[0] == "spread"
    assert asked == [(4.0, False) if large else (pytest.approx(0.9), True)]


def test_the_first_answer_is_made_with_lasting_decisions_in_the_way_of_the_proof() -> None:
    written = _written()
    proof = _with_one_contract(written)
    assert proof.way is not None
    search = _Search(written, np.inf, proof=proof)
    search.run()
    assert search.told[0][proof.way.columns].tolist() == [1.0, 0.0]


def test_where_no_whole_answer_is_in_the_way_of_the_proof_a_first_one_is_made_in_any() -> None:
    choice = two_of_three()
    told: list[FloatArray] = []
    proof, relaxed = choice.proof([0, 0, 0]), np.zeros(choice.matrix.column_lower.size)
    near = Neighbours(choice.branching(), choice.goal, choice.decided, relaxed, base=0.0, proof=proof)
    near.begin(None, time.monotonic() + FAR, told.append)
    assert told


@pytest.mark.parametrize("made", [[0, 1, 1], [1, 1, 1], None])
def test_all_decisions_are_closed_in_on_once_neighbourhoods_find_nothing(made: list[float] | None) -> None:
    """From an answer with needless orders, with the contracts of the proof, with others, or without any bound."""
    choice = two_of_three()
    told: list[FloatArray] = []
    proof, best = choice.proof(made, least=50.0), choice.at_once()
    assert best.x is not None
    dear = best.x.copy()
    dear[3:12] = 1.0
    near = Neighbours(choice.branching(), choice.goal, choice.decided, best.x, base=0.0, proof=proof)
    near.begin(dear, time.monotonic() + FAR, told.append)
    near._close_in(told.append)
    assert choice.goal.value(told[-1]) == pytest.approx(best.value)
    if made == [0, 1, 1]:
        assert proof._first.bound == pytest.approx(best.value, rel=3e-6)


def test_an_answer_that_is_met_is_looked_at_next() -> None:
    search = _Search(_written(), -np.inf, steps=4)
    search.count_steps()
    search.near.begin(None, time.monotonic() + FAR, search._tell)
    search.near.take(2 * search.told[0])
    search.near.search(search._tell)
    assert search.kinds[:3] == ["spread", "relaxed", "met"]
    assert search.kinds[3] != "met"


def test_an_answer_that_is_only_better_at_first_sight_is_not_gone_on_from() -> None:
    """What it comes to exactly is the start, which costs the same."""
    written = _written()
    first = _Search(written, np.inf)
    first.run()
    start, better = first.told[0], first.told[0].copy()
    better[_goal(written).columns] *= 0.99

    def costs_less(x: FloatArray, than: FloatArray) -> bool:
        return _goal(written).value(x) < _goal(written).value(than)

    for judge, adopted in ((Judge(costs_less, lambda _: start), False), (Judge(costs_less), True)):
        search = _Search(written, np.inf, judge=judge)
        search.near.begin(start, time.monotonic() + FAR, search._tell)
        search.near.take(better)
        search.near._adopt_given(search._tell)
        assert (len(search.told) == 2) is adopted
