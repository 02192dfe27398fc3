"""Waterfalls: each step begins where the last one ended, and sums are what leads to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from desktop.gui.charts.waterfall import WaterfallView, amount
from desktop.gui.charts.waterfall_state import Step, Waterfall, sums_of

COST = Waterfall(
    title="Cost",
    unit="₹ crore",
    steps=(*sums_of([("Price", 80.0), ("Freight", 0.0), ("Duty", 20.0)], "Landed"), Step("Incentives", -10.0)),
)
CHANGE = Waterfall(steps=(Step("Before", 1000.0, total=True), Step("Duty", 20.0), Step("After", 1020.0, total=True)))


def test_each_step_begins_where_the_last_one_ended_and_sums_at_zero() -> None:
    assert [step.label for step in COST.steps] == ["Price", "Duty", "Landed", "Incentives"]
    assert list(COST.spans) == [(0, 80), (80, 100), (0, 100), (100, 90)]
    assert COST.gap == 0


@given(st.lists(st.floats(-1e12, 1e12), max_size=12))
def test_a_sum_is_what_leads_to_it(values: list[float]) -> None:
    found = Waterfall(steps=sums_of([(str(at), value) for at, value in enumerate(values)], "All"))
    assert found.gap <= 1e-9 * max(sum(map(abs, values)), 1.0)


def test_a_sum_that_does_not_follow_has_a_gap() -> None:
    assert Waterfall(steps=(*CHANGE.steps[:2], Step("After", 1023.0, total=True))).gap == 3.0


def test_large_sums_are_not_shown_from_zero_where_that_would_hide_the_way_between_them() -> None:
    assert list(COST.view) == [0, 100]
    low, high = CHANGE.view
    assert 990 <= low < 1000
    assert high == 1020


def test_its_table_has_a_row_for_each_step() -> None:
    assert list(CHANGE.rows) == [("", ""), ("Before", "1000"), ("Duty", "20"), ("After", "1020")]


def test_amounts_have_signs_but_sums() -> None:
    assert [amount(step, 1) for step in COST.steps] == ["+80.0", "+20.0", "100.0", "−10.0"]


def test_rows_are_drawn_with_their_amounts_and_can_be_drawn_again_with_fewer(qtbot: QtBot) -> None:
    view = WaterfallView()
    qtbot.addWidget(view)
    view.resize(640, 320)
    view.show()
    view.show_state(COST)
    assert [text.toPlainText() for text in view._amounts] == ["+80.0", "+20.0", "100.0", "−10.0"]
    assert [len(view._bars[kind].opts["y"]) for kind in ("more", "less", "total")] == [2, 1, 1]
    view.show_state(CHANGE)
    assert [text.toPlainText() for text in view._amounts if text.isVisible()] == ["1,000.0", "+20.0", "1,020.0"]
    assert view._values_at(CHANGE, 1010.0, 1.2) == "Duty: +20.00 \n= 1,020.00 "
    assert view._values_at(CHANGE, 1010.0, 3.0) == ""
    view.show_state(Waterfall(empty="Nothing is bought."))
    assert view.state is not None
    assert view.state.is_empty


@pytest.mark.parametrize(("y", "picked"), [(0.0, (0, "price")), (1.0, None), (9.0, None)])
def test_only_a_step_with_a_key_can_be_asked_about(qtbot: QtBot, y: float, picked: object) -> None:
    view = WaterfallView()
    qtbot.addWidget(view)
    asked = Waterfall(steps=(Step("Price", 1.0, key="price"), Step("Sum", 1.0, total=True)))
    assert view._pick(asked, 0.5, y) == picked
