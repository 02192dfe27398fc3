"""What sources are paid beside their prices, incentives, and yearly quantities that are paid for in any case."""

import attrs
import pytest

from desktop.engine.goals import optimise
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Record, Source
from desktop.store.sheets import Formula, worth
from tests.analysis.plans import hand_plan, solved_rich
from tests.session.test_report import lines_of, sheet


def test_incentives_stand_by_year_with_what_is_missed() -> None:
    plan = solved_rich()
    lines = lines_of([plan], "Terms", 1)
    assert [(line["Incentive"], line["Item (unit)"], line["Fiscal year"]) for line in lines] == [
        ("PLI", "Motor (piece)", "FY27"),
        ("PLI", "Motor (piece)", "FY28"),
        ("DVA", "Magnet (kg)", "FY27"),
        ("DVA", "Magnet (kg)", "FY28"),
    ]
    # PLI ends in May, which is so the last month that it is paid in; the year goes on to June.
    assert [str(line["Paid (month)"]) for line in lines] == ["2027-03", "2027-05", "2027-03", "2027-06"]
    for line, paid in zip(lines, plan.incentives, strict=True):
        assert line["Value (INR)"] == pytest.approx(paid.value)
        assert line["Domestic (%)"] == pytest.approx(paid.domestic / paid.value)
        assert line["Missed (INR)"] == pytest.approx(paid.missed)
    assert (lines[0]["Domestic needed (%)"], lines[2]["Domestic needed (%)"]) == (0, pytest.approx(0.99))
    lacking = 0.99 * plan.incentives[3].value - plan.incentives[3].domestic
    assert lines[3]["Domestic value lacking (INR)"] == pytest.approx(lacking)
    assert worth(sheet([plan], "Terms").blocks[1].totals[10]) == pytest.approx(-plan.cost.incentives)


def test_what_is_paid_for_nothing_is_what_is_not_taken_at_the_cheapest_price() -> None:
    plan = solved_rich()
    first, second = lines_of([plan], "Terms", 2)
    # VAC is owed 80 % of 50 kg a year, brings 5 kg a month while motors can still be made of it, at 5 USD of 80 INR.
    assert list(first.values()) == [1, "VAC", "FY27", 15, 0, 40, pytest.approx(25), 400, pytest.approx(10000)]
    assert (second["Fiscal year"], second["Taken (use)"]) == ("FY28", pytest.approx(10))
    block = sheet([plan], "Terms").blocks[2]
    assert worth(block.totals[8]) == pytest.approx(plan.cost.take_or_pay)
    short = block.rows[0][6]
    assert isinstance(short, Formula)
    assert short.text.startswith("=MAX(F")


def test_payments_are_as_many_times_a_figure_of_the_assumptions() -> None:
    plan = solved_rich()
    lines = lines_of([plan], "Terms")
    for line in lines:
        assert float(str(line["Times"])) * float(str(line["Each (INR)"])) == pytest.approx(
            float(str(line["Amount (INR)"]))
        )
    parts = {"Order costs": "orders", "Contract costs": "contracts", "Tier charges": "charges"}
    for told, part in {**parts, "Take-or-pay": "take_or_pay"}.items():
        paid = sum(float(str(line["Amount (INR)"])) for line in lines if line["Part of the cost"] == told)
        assert paid == pytest.approx(getattr(plan.cost, part)), part
        assert paid > 0


def test_what_two_sources_of_one_name_are_paid_for_nothing_is_kept_apart() -> None:
    found = sheet([_twins()], "Terms").blocks
    rates = [row[5] for row in found[0].rows if row[0] == "Take-or-pay"]
    owed = [row[8] for row in found[2].rows]
    assert len(rates) == 4
    assert sorted(map(worth, rates)) == sorted(map(worth, owed))
    assert len({rate.text for rate in rates if isinstance(rate, Formula)}) == 4


def _twins() -> Plan:
    """VAC and JL under one name, both with a yearly quantity that is not taken in full."""
    content: dict[str, list[Record]] = {name: list(rows) for name, rows in solved_rich().world.content().items()}
    content["sources"] = [
        attrs.evolve(each, name="Twin", take_or_pay_share=80.0, take_or_pay_quantity=size)
        if isinstance(each, Source) and (size := {"VAC": 50.0, "JL": 900.0}.get(each.id))
        else each
        for each in content["sources"]
    ]
    return optimise(Project.of(content), "least", "base", Silent())


def test_a_project_without_them_says_so_and_has_no_cost_of_them() -> None:
    plan = hand_plan()
    for block in (1, 2):
        (line,) = lines_of([plan], "Terms", block)
        assert next(iter(line.values())) == "None"
    assert all(
        not isinstance(cell, Formula)
        for row in sheet([plan], "Cost by month").blocks[0].rows
        if row[1] in {"Incentives", "Take-or-pay"}
        for cell in row[8:]
    )
