"""Incentives follow what is bought and made at the prices assumed, as far as these tell them."""

import attrs
import pytest

from desktop.model.plan import Plan
from desktop.store.sheets import Cell, Formula, worth
from tests.analysis.plans import solved_rich
from tests.session.test_report import lines_of, sheet

COUNTED = {"quantity": 4, "value": 5, "domestic": 6}
PAID, MISSED = 10, 11


def rows(plan: Plan) -> tuple[tuple[Cell, ...], ...]:
    return sheet([plan], "Terms").blocks[1].rows


def test_every_figure_of_an_incentive_follows_what_counts_for_it() -> None:
    plan = solved_rich()
    for row, each in zip(rows(plan), plan.incentives, strict=True):
        for key, at in COUNTED.items():
            assert isinstance(row[at], Formula)
            assert worth(row[at]) == pytest.approx(getattr(each, key), rel=1e-9)
        assert isinstance(row[PAID], Formula)
        assert (worth(row[PAID]), worth(row[MISSED])) == pytest.approx((each.paid, each.missed))


def test_what_counts_is_told_by_offer_and_recipe() -> None:
    lines = [line for line in lines_of([solved_rich()], "Terms", 3) if line["Incentive"] == "PLI"]
    motors = {line["What"]: line for line in lines if line["Fiscal year"] == "FY27"}
    assert {"IREL-magnet", "JL-magnet", "assembly"} <= set(motors)
    assert [float(str(motors[name]["Bought or made (in the unit)"])) > 0 for name in ("IREL-magnet", "assembly")] == [
        False,
        True,
    ]
    assert float(str(motors["assembly"]["Domestic (%)"])) == 1


def test_what_a_quick_answer_counts_in_spite_of_what_lacks_stays_a_number() -> None:
    plan = solved_rich()
    spread = tuple(attrs.evolve(each, paid=each.paid + 7.0, missed=each.missed - 7.0) for each in plan.incentives)
    assert [row[PAID] for row in rows(attrs.evolve(plan, incentives=spread))] == [each.paid for each in spread]


def test_what_the_lists_do_not_tell_stays_the_number_of_the_plan() -> None:
    plan = solved_rich()
    other = tuple(attrs.evolve(each, value=2 * each.value) for each in plan.incentives)
    assert [row[COUNTED["value"]] for row in rows(attrs.evolve(plan, incentives=other))] == [
        each.value for each in other
    ]
