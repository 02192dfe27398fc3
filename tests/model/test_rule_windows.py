"""The windows of rules, and what they say over spans of months."""

import pytest

from desktop.model.months import Month
from desktop.model.records import Rule
from desktop.model.rule_windows import holds_over, own_months, windows_of, within

JAN, MAR, APR, JUN = (Month.of(2027, month) for month in (1, 3, 4, 6))
HORIZON = (JAN, JUN)


@pytest.mark.parametrize(
    ("rule", "windows"),
    [
        (Rule(id="r"), [(JAN, JUN)]),
        (Rule(id="r", window="fiscal year"), [(JAN, MAR), (APR, JUN)]),
        (Rule(id="r", window="fiscal year", first_month=MAR), [(MAR, MAR), (APR, JUN)]),
        (Rule(id="r", window="month", first_month=MAR, last_month=APR), [(MAR, MAR), (APR, APR)]),
        (Rule(id="r", first_month=JUN.plus(1)), []),
    ],
)
def test_a_rule_holds_in_windows_of_its_months(rule: Rule, windows: list[tuple[Month, Month]]) -> None:
    assert list(windows_of(rule, HORIZON)) == windows


def test_fiscal_years_make_up_the_horizon_and_no_part_of_one() -> None:
    yearly = Rule(id="r", window="fiscal year")
    assert holds_over(yearly, HORIZON, HORIZON)
    assert holds_over(yearly, (JAN, MAR), HORIZON)
    assert not holds_over(yearly, (JAN, APR), HORIZON)
    assert not holds_over(Rule(id="r"), (JAN, MAR), HORIZON)


def test_months_outside_the_horizon_do_not_count() -> None:
    assert own_months(Rule(id="r", first_month=JAN.plus(-5), last_month=JUN.plus(5)), HORIZON) == HORIZON
    assert within((MAR, APR), HORIZON)
    assert not within((MAR, JUN.plus(1)), HORIZON)
