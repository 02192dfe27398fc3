"""What crosses the door to HiGHS is fit, counted, and taken as it was handed over."""

from __future__ import annotations

import attrs
import highspy
import numpy as np
import pytest

from desktop.engine.solver.door import do, fit_costs, hand_over, opened, refuse_unfit, usual
from desktop.model.errors import SolverFault
from tests.engine.solver.programs import lots, spoilt, two_sources


def test_highs_is_silent_on_one_thread_and_takes_further_options() -> None:
    highs = opened(presolve="off", time_limit=7.0)
    told = [highs.getOptionValue(option)[1] for option in ("output_flag", "threads", "presolve", "time_limit")]
    assert told == [False, 1, "off", 7.0]


def test_an_option_that_highs_does_not_know_is_a_fault() -> None:
    with pytest.raises(SolverFault, match="solver-refused"):
        opened(no_such_option=1.0)


@pytest.mark.parametrize("status", [highspy.HighsStatus.kWarning, highspy.HighsStatus.kError])
def test_a_call_that_did_not_end_well_is_a_fault(status: highspy.HighsStatus) -> None:
    with pytest.raises(SolverFault, match="solver-refused") as fault:
        do(status)
    assert fault.value.values == {"status": str(status)}


def test_a_call_that_ended_well_is_none() -> None:
    do(highspy.HighsStatus.kOk)


@pytest.mark.parametrize("part", ["column_lower", "column_upper", "row_lower", "row_upper", "value", "column_scale"])
@pytest.mark.parametrize("value", [np.nan, -np.nan])
def test_what_is_no_number_is_not_fit(part: str, value: float) -> None:
    program, _ = two_sources()
    with pytest.raises(SolverFault, match="solver-number-unfit"):
        refuse_unfit(spoilt(program.matrix(), part, value))


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("value", np.inf),
        ("value", -1e10),
        ("column_lower", np.inf),
        ("column_lower", -1e10),
        ("column_upper", -np.inf),
        ("column_upper", 1e10),
        ("column_upper", -1.0),
        ("row_lower", np.inf),
        ("row_upper", -np.inf),
        ("row_upper", 7.0),
    ],
)
def test_a_number_too_large_or_a_limit_on_the_wrong_side_is_not_fit(part: str, value: float) -> None:
    program, _ = two_sources()
    with pytest.raises(SolverFault, match="solver-number-unfit"):
        refuse_unfit(spoilt(program.matrix(), part, value))


def test_limits_may_be_infinite_on_their_open_side_and_numbers_as_large_as_a_billion() -> None:
    program, _ = two_sources()
    matrix = spoilt(spoilt(spoilt(program.matrix(), "value", 1e9), "column_upper", np.inf), "row_lower", -np.inf)
    refuse_unfit(spoilt(matrix, "column_lower", -np.inf))


def test_a_program_arrives_as_it_was_written() -> None:
    program, _ = two_sources()
    highs = opened()
    hand_over(highs, program.matrix())
    lp = highs.getLp()
    assert (list(lp.col_lower_), list(lp.col_upper_)) == ([0.0, 0.0], [5.0, 10.0])
    assert (list(lp.row_lower_), list(lp.row_upper_)) == ([8.0], [np.inf])
    assert list(lp.col_cost_) == [0.0, 0.0]


@pytest.mark.parametrize(("whole", "kinds"), [(False, [False] * 3), (True, [False, True, True])])
def test_whole_columns_are_whole_where_that_is_asked(whole: bool, kinds: list[bool]) -> None:
    highs = opened()
    hand_over(highs, lots()[0], whole=whole)
    assert [kind == highspy.HighsVarType.kInteger for kind in highs.getLp().integrality_] == kinds


def test_a_coefficient_that_highs_would_drop_without_a_word_is_a_fault() -> None:
    program, _ = two_sources()
    with pytest.raises(SolverFault, match="solver-"):
        hand_over(opened(), spoilt(program.matrix(), "value", 1e-15))


def test_a_program_that_highs_counts_otherwise_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    program, _ = two_sources()
    monkeypatch.setattr(highspy.Highs, "getNumNz", lambda _: 1)
    with pytest.raises(SolverFault, match="solver-counts-differ") as fault:
        hand_over(opened(), program.matrix())
    assert fault.value.values == {"rows": 1, "columns": 2, "entries": 1}


def test_a_model_relaxes_every_column_and_costs_nothing() -> None:
    highs = opened()
    hand_over(highs, lots()[0])
    model = highs.getLp()
    assert (model.num_col_, model.num_row_, set(model.col_cost_)) == (3, 2, {0.0})
    assert set(model.integrality_) == {highspy.HighsVarType.kContinuous}


def test_the_usual_weight_is_the_median_of_those_above_zero() -> None:
    assert usual(np.array([-9.0, 0.0, 1.0, 3.0, 100.0])) == 3.0
    assert usual(np.array([-9.0, 0.0])) == 1.0
    assert usual(np.zeros(0)) == 1.0


def test_costs_are_scaled_to_a_usual_cost_of_one() -> None:
    costs, size = fit_costs(np.array([2e6, -8e6, 4e6, 6e6]))
    assert (costs.tolist(), size) == ([0.5, -2.0, 1.0, 1.5], 4e6)


def test_where_costs_lie_far_apart_the_largest_is_kept_within_reach() -> None:
    costs, size = fit_costs(np.array([1.0, 1.0, 1.0, -1e12]))
    assert costs.tolist() == pytest.approx([1e-5, 1e-5, 1e-5, -1e7])
    assert size == pytest.approx(1e5)


@pytest.mark.parametrize("weight", [np.nan, np.inf, -np.inf])
def test_a_cost_that_is_no_number_is_not_fit(weight: float) -> None:
    with pytest.raises(SolverFault, match="solver-number-unfit"):
        fit_costs(np.array([1.0, weight]))


def test_no_cost_at_all_is_fit() -> None:
    assert fit_costs(np.zeros(2))[0].tolist() == [0.0, 0.0]
    assert fit_costs(np.zeros(0))[0].size == 0


def test_a_program_of_nothing_is_fit() -> None:
    program, _ = two_sources()
    matrix = program.matrix()
    nothing = {part: getattr(matrix, part)[:0] for part in attrs.fields_dict(type(matrix)) if part != "start"}
    refuse_unfit(attrs.evolve(matrix, **nothing))
