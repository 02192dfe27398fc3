"""The least cost is the same whichever way lasting decisions are made first, and its bound is never above it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.engine.proof import Proof
from desktop.engine.solver import Branching, Found, Watch, Within
from desktop.engine.solver.branching import unheard
from desktop.engine.vectors import FloatArray
from tests.engine.contracts import FAR, Contracts, contracts, two_of_three

GAP = 1e-6
BEST, OTHERWISE = 178.0, 208.0
"""What the best contracts come to, and the best of all others."""


def _soon() -> float:
    return time.monotonic() + FAR


# ------------------------------------------------------------------------- the least cost


@pytest.mark.parametrize("made", [[0, 1, 1], [1, 1, 1], [1, 0, 1], [0, 0, 0], None])
def test_the_least_cost_is_found_from_every_way_even_one_that_has_no_answer(made: list[float] | None) -> None:
    proof = two_of_three().proof(made)
    found = proof.least(_soon(), GAP)
    assert found.status == "optimal"
    assert found.value == pytest.approx(BEST)
    assert found.bound == proof.bound()
    assert BEST * (1 - 2 * GAP) <= found.bound <= BEST + 1e-9


@given(
    demand=st.floats(1.0, 9.0),
    costs=st.lists(st.integers(1, 100), min_size=1, max_size=4),
    order=st.integers(0, 20),
    gap=st.sampled_from([0.0, GAP, 0.1]),
    data=st.data(),
)
@settings(max_examples=60, deadline=None)
def test_whichever_way_comes_first_the_least_cost_is_that_of_one_search(
    demand: float, costs: list[int], order: int, gap: float, data: st.DataObject
) -> None:
    each = len(costs)
    prices = data.draw(st.lists(st.integers(1, 9), min_size=each, max_size=each))
    made = data.draw(st.lists(st.integers(0, 1), min_size=each, max_size=each))
    choice = contracts(demand, costs, float(order), prices)
    found, least = choice.proof(made).least(_soon(), gap), choice.at_once().value
    assert found.status == "optimal"
    assert least * (1 - 2e-6) <= found.value <= least * (1 + gap + 2e-6)
    assert found.value * (1 - gap - 2e-6) <= found.bound <= least * (1 + 1e-6)


@pytest.fixture
def stages(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Found | None]]:
    """What each search after another comes to, in place of what it would; None lets it be."""
    told: list[Found | None] = []
    minimise = Branching.minimise

    def instead(self: Branching, *given: object, **options: object) -> Found:
        found = told.pop(0) if told else None
        return found or minimise(self, *given, **options)  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr(Branching, "minimise", instead)
    yield told
    assert not told


NOTHING_YET = Found("failed", None, np.inf, -np.inf, 0)


def test_where_time_is_up_in_the_first_way_the_bound_is_what_no_answer_comes_below(stages: list[Found | None]) -> None:
    stages.append(NOTHING_YET)
    found = two_of_three().proof([0, 1, 1], least=150.0).least(time.monotonic(), GAP)
    assert (found.status, found.x, found.bound) == ("failed", None, 150.0)


def test_a_first_way_that_highs_gave_up_in_time_is_searched_with_all_others(stages: list[Found | None]) -> None:
    stages.append(NOTHING_YET)
    assert two_of_three().proof([0, 1, 1]).least(_soon(), GAP).value == pytest.approx(BEST)


def test_what_is_known_of_a_program_is_known_of_one_that_allows_less() -> None:
    proof = two_of_three().proof([0, 1, 1], least=150.0)
    proof._first.beside, proof._others.beside = BEST, 170.0
    again = proof.anew(proof._branching)
    assert (again.bound(), again.way) == (170.0, proof.way)


def test_in_other_ways_than_one_that_one_is_not() -> None:
    choice = two_of_three()
    held = choice.way([0, 1, 1]).others(Within(), np.inf)
    found = choice.at_once(held)
    assert found.value == pytest.approx(OTHERWISE)
    assert found.x is not None
    assert found.x[choice.contract].tolist() != [0.0, 1.0, 1.0]


def test_where_time_is_up_in_other_ways_the_best_so_far_has_the_bound_of_both(stages: list[Found | None]) -> None:
    stages.extend([None, NOTHING_YET])
    found = two_of_three().proof([0, 1, 1], least=150.0).least(_soon(), GAP)
    assert (found.status, found.bound) == ("failed", 150.0)
    assert found.value == pytest.approx(BEST)


def test_what_was_seen_of_a_first_way_that_is_not_believed_is_forgotten(stages: list[Found | None]) -> None:
    choice = two_of_three()
    proof = choice.proof([0, 1, 1], least=150.0)
    proof._first.watch.bound, proof._others.beside = 190.0, OTHERWISE
    stages.extend([Found("infeasible", None, np.inf, np.inf, 1), NOTHING_YET])
    found = proof.least(_soon(), GAP)
    assert (found.status, found.bound) == ("failed", 150.0)


def test_a_first_way_that_highs_did_not_prove_is_searched_with_all_others(stages: list[Found | None]) -> None:
    stages.append(Found("optimal", np.zeros(15), 500.0, 100.0, 1))
    assert two_of_three().proof([0, 1, 1]).least(_soon(), GAP).value == pytest.approx(BEST)


def test_what_is_dearer_in_the_first_way_gives_way_to_what_is_better_in_another() -> None:
    choice = two_of_three()
    found = choice.proof([1, 1, 1]).least(_soon(), GAP)
    assert found.x is not None
    assert found.x[choice.contract].tolist() == [0.0, 1.0, 1.0]


# ------------------------------------------------------------------------- in other ways


def _best_with(choice: Contracts, made: Sequence[float]) -> FloatArray:
    """The best that there is with these contracts."""
    x = choice.at_once(choice.way(made).within(Within())).x
    assert x is not None
    return x


def test_what_costs_less_in_another_way_is_found_and_told_on_the_way() -> None:
    choice = two_of_three()
    told: list[FloatArray] = []
    dear = _best_with(choice, [1, 1, 1])
    found = choice.proof([1, 1, 1]).elsewhere(dear, _soon(), told.append)
    assert found is not None
    assert found.value == pytest.approx(BEST)
    assert choice.goal.value(told[-1]) == pytest.approx(BEST)


def test_where_nothing_costs_less_in_another_way_the_bound_rises_to_that_of_the_first() -> None:
    choice = two_of_three()
    proof = choice.proof([0, 1, 1], least=50.0)
    best = _best_with(choice, [0, 1, 1])
    found = proof.elsewhere(best, _soon(), unheard)
    assert found is not None
    assert found.status == "infeasible"
    assert proof.bound() == 50.0
    proof._first.beside = 170.0
    assert proof.bound() == 170.0


def test_each_rise_of_the_bound_by_a_search_beside_is_told() -> None:
    choice = two_of_three()
    told: list[float] = []
    proof = Proof(
        choice.branching(),
        choice.goal,
        Within(),
        choice.way([0, 1, 1], 50.0),
        unheard,
        lambda: told.append(proof.bound()),
    )
    best = _best_with(choice, [0, 1, 1])
    proof.elsewhere(best, _soon(), unheard)
    assert told == []
    proof.closer(best, _soon(), unheard)
    assert told == [proof.bound()]
    assert told[0] > 50.0


def test_what_was_ruled_out_beside_is_not_searched_again(stages: list[Found | None]) -> None:
    choice = two_of_three()
    best = choice.at_once()
    assert best.x is not None
    proof = choice.proof([0, 1, 1])
    proof.elsewhere(best.x, _soon(), unheard)
    stages.extend([None, NOTHING_YET])
    assert proof.least(_soon(), GAP).status == "optimal"
    assert stages.pop() is NOTHING_YET


def test_a_bound_on_other_ways_stays_one_when_the_search_comes_to_them() -> None:
    """What another way costs at least is above the best: with both the bound stays below it."""
    choice = two_of_three()
    proof = choice.proof([0, 1, 1])
    proof._others.beside = OTHERWISE
    found = proof.least(_soon(), GAP)
    assert found.bound <= BEST + 1e-9


def test_nothing_is_looked_for_elsewhere_without_a_way_or_for_what_reaches_too_little_or_twice() -> None:
    choice = two_of_three()
    x = _best_with(choice, [0, 1, 1])
    assert choice.proof(None).elsewhere(x, _soon(), unheard) is None
    held = Within(((choice.goal, 100.0),))
    assert choice.proof([0, 1, 1], held=held).elsewhere(x, _soon(), unheard) is None
    proof = choice.proof([0, 1, 1])
    proof.least(_soon(), GAP)
    assert proof.elsewhere(x, _soon(), unheard) is None


# ------------------------------------------------------------------------- nearer to the bound


@pytest.mark.parametrize("made", [[0, 1, 1], None])
def test_step_by_step_the_bound_comes_near_to_the_best_or_a_better_one_is_found(made: list[float] | None) -> None:
    choice = two_of_three()
    proof = choice.proof(made, least=50.0)
    proof._all.beside = 50.0
    x = choice.at_once(Within(((choice.goal, 185.0),), fixed=choice.contract, values=np.array([0.0, 1.0, 1.0]))).x
    assert x is not None
    statuses: list[str] = []
    while not statuses or (statuses[-1] == "infeasible" and len(statuses) < 100):
        found = proof.closer(x, _soon(), unheard)
        assert found is not None
        assert found.bound <= BEST + 1e-6
        statuses.append(found.status)
    assert statuses[-1] == "optimal"
    watched = proof._all if made is None else proof._first
    assert watched.bound == pytest.approx(BEST, rel=3e-6)


def test_a_dear_answer_of_the_first_way_is_replaced_by_a_cheaper_one_of_it() -> None:
    choice = two_of_three()
    proof = choice.proof([0, 1, 1], least=177.0)
    dear = choice.at_once().x
    assert dear is not None
    dear = dear.copy()
    dear[3:12] = 1.0  # an order in each month from each source
    dear[choice.contract] = [0.0, 1.0, 1.0]
    told: list[FloatArray] = []
    assert choice.goal.value(dear) > BEST * 1.05
    found = proof.closer(dear, _soon(), told.append)
    assert found is not None
    assert choice.goal.value(found.x if found.x is not None else told[-1]) == pytest.approx(BEST)


def test_nothing_is_closed_in_on_from_another_way_or_without_a_bound() -> None:
    choice = two_of_three()
    best, dear = _best_with(choice, [0, 1, 1]), _best_with(choice, [1, 1, 1])
    assert choice.proof([0, 1, 1], least=50.0).closer(dear, _soon(), unheard) is None
    assert choice.proof([0, 1, 1]).closer(best, _soon(), unheard) is None
    held = Within(((choice.goal, 100.0),))
    assert choice.proof([0, 1, 1], 50.0, held).closer(best, _soon(), unheard) is None


def test_a_proof_tells_every_better_answer() -> None:
    choice = two_of_three()
    told: list[FloatArray] = []
    Proof(choice.branching(), choice.goal, Within(), choice.way([1, 1, 1]), told.append).least(_soon(), GAP)
    assert choice.goal.value(told[-1]) == pytest.approx(BEST)
    assert choice.branching().minimise(choice.goal, Within(), _soon(), None, Watch()).value == pytest.approx(BEST)
