"""Incentives and yearly quantities stand below the cost, live, and only where a project has them."""

from pathlib import Path

import pytest

from desktop.session.report import sheets
from tests.analysis.plans import hand_plan, solved_rich
from tests.session.test_report import lines_of, values


def test_incentives_stand_by_year_with_what_is_missed(tmp_path: Path) -> None:
    plan = solved_rich()
    *lines, total = lines_of([plan], tmp_path, "Cost", "Incentives by fiscal year")
    assert [(line["Incentive"], line["Item (unit)"], line["Fiscal year"]) for line in lines] == [
        ("PLI", "Motor (piece)", "FY27"),
        ("PLI", "Motor (piece)", "FY28"),
        ("DVA", "Magnet (kg)", "FY27"),
        ("DVA", "Magnet (kg)", "FY28"),
    ]
    for line, paid in zip(lines, plan.incentives, strict=True):
        assert line["Value (INR)"] == pytest.approx(paid.value)
        assert line["Domestic (%)"] == pytest.approx(paid.domestic / paid.value)
        assert line["Missed (INR)"] == pytest.approx(paid.missed)
    assert (lines[0]["Domestic needed (%)"], lines[2]["Domestic needed (%)"]) == (0, pytest.approx(0.99))
    lacking = 0.99 * plan.incentives[3].value - plan.incentives[3].domestic
    assert lines[3]["Domestic value lacking (INR)"] == pytest.approx(lacking)
    assert (total["Incentive"], total["Paid (INR)"]) == ("Total", pytest.approx(-plan.cost.incentives))


def test_what_is_paid_for_nothing_is_what_is_not_taken_at_the_cheapest_price(tmp_path: Path) -> None:
    plan = solved_rich()
    first, second, total = lines_of([plan], tmp_path, "Cost", "Yearly quantities of sources (in use of their capacity)")
    # VAC is owed 80 % of 50 kg a year, brings 5 kg a month while motors can still be made of it, at 5 USD of 80 INR.
    assert list(first.values()) == ["VAC", "FY27", 15, 0, 40, pytest.approx(25), 400, pytest.approx(10000)]
    assert (second["Fiscal year"], second["Taken (use)"]) == ("FY28", pytest.approx(10))
    assert total["Paid for nothing (INR)"] == pytest.approx(plan.cost.take_or_pay)
    formulas = set(values(tmp_path / "plan.xlsx", computed=False).values())
    assert {text for text in formulas if str(text).startswith("=MAX(E")} != set()


def test_they_are_checked_against_the_months(tmp_path: Path) -> None:
    lines = {line["Check"]: line for line in lines_of([solved_rich()], tmp_path, "Checks")}
    for name in (
        "Incentives: by fiscal year, and in the cost by month",
        "Take-or-pay: by fiscal year, and in the cost by month",
    ):
        assert lines[name]["Result"] == "OK"
        assert lines[name]["One way (in the unit)"] == pytest.approx(lines[name]["The other way (in the unit)"])
        assert lines[name]["One way (in the unit)"] != 0


def test_a_project_without_them_has_neither_blocks_nor_checks() -> None:
    plan = hand_plan()
    found = {sheet.name: sheet for sheet in sheets([plan], plan)}
    assert len(found["Cost"].blocks) == 2
    names = [str(row[0]) for row in found["Checks"].blocks[0].rows]
    assert [name for name in names if "Incentives" in name or "Take-or-pay" in name] == []
