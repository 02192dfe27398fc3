"""What lies in stock, how long it lasts, and when a line stops."""

import datetime as dt
import math
from collections.abc import Callable

import attrs
import pytest

from desktop.analysis import stock
from desktop.analysis.lens import ALL, Lens, weights
from desktop.model.plan import Plan, Series
from tests.analysis.plans import hand_plan, idle_plan, solved_rich, solved_tiny
from tests.tiny import MONTHS


@pytest.mark.parametrize("plan", [solved_tiny, solved_rich], ids=["tiny", "rich"])
@pytest.mark.parametrize("lens", [ALL, Lens("item", "magnet"), Lens("element", "Dy")], ids=["all", "item", "element"])
@pytest.mark.parametrize("months", [(0, 1), (2, 5), (0, 6)])
def test_what_comes_and_goes_leads_from_one_stock_to_the_next(
    plan: Callable[[], Plan], lens: Lens, months: tuple[int, int]
) -> None:
    first, last = months
    parts = stock.balance(plan(), lens, plan().months[first:last])
    closing = parts.pop("closing")
    held = sum(
        counted * plan().stock[item][last - 1]
        for item, counted in weights(plan().world, lens).items()
        if item in plan().stock
    )
    assert closing == pytest.approx(held)
    assert sum(parts.values()) == pytest.approx(closing, abs=1e-3)
    assert parts["used"] <= 0 <= parts["bought"]


def test_the_safety_stock_of_contents_is_that_of_all_items_together() -> None:
    magnets = stock.safety(hand_plan(), Lens("item", "magnet"))
    assert magnets.tolist() == [50, 50, 50, 0, 0, 0]
    assert stock.safety(hand_plan(), Lens("element", "Dy")).tolist() == pytest.approx(0.04 * magnets)


def _days(held: Series, use: Series) -> list[float]:
    """Days of cover of a stock of motors against its target, NaN as -1."""
    plan = attrs.evolve(hand_plan(), stock={"motor": held}, target={"motor": use})
    return [-1.0 if math.isnan(days) else days for days in stock.by_month(plan, "motor")["days"]]


def _short(on_time: Series) -> Plan:
    """The plan by hand with these motors delivered of 50 in each month, and the rest lost."""
    return attrs.evolve(
        hand_plan(),
        target={"motor": (50.0,) * 6},
        delivered={"motor": on_time},
        late={"motor": (0.0,) * 6},
        lost={"motor": tuple(50.0 - quantity for quantity in on_time)},
    )


def test_a_stock_is_shown_with_what_it_should_be_and_what_it_ties_up() -> None:
    table = stock.by_month(hand_plan(), "magnet")
    assert tuple(table.columns) == stock.COLUMNS
    assert table.index.tolist() == list(MONTHS)
    assert table["stock"].tolist() == [50, 0, 0, 0, 0, 0]
    assert table["use"].tolist() == [100, 100, 100, 100, 0, 0]
    assert table["safety"].tolist() == [50, 50, 50, 0, 0, 0]
    assert table["safety_short"].tolist() == [0, 50, 50, 0, 0, 0]
    assert table["value"].tolist() == [200000, 0, 0, 0, 0, 0]


def test_the_last_month_keeps_safety_for_a_month_like_itself() -> None:
    plan = attrs.evolve(hand_plan(), target={"magnet": (0.0, 0.0, 0.0, 0.0, 0.0, 40.0)})
    assert stock.by_month(plan, "magnet")["safety"].tolist() == [50, 50, 50, 0, 20, 20]


def test_an_item_without_safety_stock_or_standard_value_misses_none_and_ties_up_none() -> None:
    table = stock.by_month(attrs.evolve(hand_plan(), stock_value={}), "motor")
    assert table["safety_short"].tolist() == [0] * 6
    assert table["value"].tolist() == [0] * 6


def test_half_of_next_months_use_lasts_half_of_the_month() -> None:
    days = stock.by_month(hand_plan(), "magnet")["days"].tolist()
    assert days[:3] == [14, 0, 0]  # 50 of the 100 kg of February's 28 days
    assert [math.isnan(number) for number in days[3:]] == [True] * 3


def test_a_stock_lasts_at_the_pace_of_each_month() -> None:
    # After January 45: 28 days of February take 30, the other 15 are half of March's 31 days.
    assert _days((45.0, 15.0, 0.0, 0.0, 0.0, 0.0), (30.0,) * 6)[:3] == pytest.approx([43.5, 15.5, 0])


def test_months_without_use_are_bridged() -> None:
    # 150 after January: February's 28 days take 100; March and April nothing; then 50 are half of May.
    days = _days((150.0, 50.0, 50.0, 50.0, 0.0, 0.0), (100.0, 100.0, 0.0, 0.0, 100.0, 100.0))
    assert days == pytest.approx([28 + 31 + 30 + 15.5, 31 + 30 + 15.5, 30 + 15.5, 15.5, 0, 0])


def test_a_stock_that_runs_out_before_an_idle_month_does_not_last_through_it() -> None:
    days = _days((50.0, 0.0, 0.0, 0.0, 0.0, 0.0), (100.0, 100.0, 0.0, 0.0, 100.0, 100.0))
    assert days[0] == pytest.approx(14)


def test_beyond_the_plan_the_last_months_use_goes_on() -> None:
    # 60 a month in June is 2 a day.
    assert _days((0.0, 0.0, 0.0, 0.0, 80.0, 20.0), (60.0,) * 6)[4:] == pytest.approx([40, 10])


def test_a_stock_that_nothing_uses_has_no_days_of_cover() -> None:
    assert _days((5.0,) * 6, (0.0,) * 6) == [-1] * 6
    assert _days((5.0,) * 6, (0.0, 5.0, 0.0, 0.0, 0.0, 0.0)) == [-1] * 6


def test_all_stocks_together_tie_up_their_standard_value() -> None:
    assert stock.value(hand_plan()).tolist() == [200000, 0, 160000, 0, 0, 0]
    assert stock.value(hand_plan()).index.tolist() == list(MONTHS)
    assert stock.value(attrs.evolve(hand_plan(), stock={})).tolist() == [0] * 6
    assert stock.value(idle_plan()).tolist() == [0] * 6


def test_the_values_of_a_solved_plans_items_add_up_and_bear_its_capital_cost() -> None:
    plan = solved_rich()
    items = sum(stock.by_month(plan, item)["value"].sum() for item in plan.stock)
    assert stock.value(plan).sum() == pytest.approx(items)
    assert stock.value(plan).sum() * 0.01 == pytest.approx(plan.cost.capital)


def test_a_line_stops_within_its_first_short_month() -> None:
    # 30 of 50 motors are three fifths of March's 31 days: 18.6 days after the first.
    assert stock.stop_date(hand_plan(), "motor") == dt.date(2027, 3, 19)


def test_a_line_that_gets_nothing_stops_on_the_first() -> None:
    assert stock.stop_date(_short((50.0, 0.0, 50.0, 50.0, 50.0, 50.0)), "motor") == dt.date(2027, 2, 1)


def test_the_first_of_several_stops_is_told() -> None:
    assert stock.stop_date(_short((50.0, 50.0, 50.0, 25.0, 0.0, 0.0)), "motor") == dt.date(2027, 4, 16)


def test_a_line_that_is_served_or_not_promised_never_stops() -> None:
    assert stock.stop_date(solved_tiny(), "motor") is None
    assert stock.stop_date(solved_tiny(), "magnet") is None
