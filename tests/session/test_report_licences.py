"""The licence files of a plan: those to put in with their last day, those in hand with what is left."""

from pathlib import Path

import attrs
import pytest
from openpyxl import load_workbook

from desktop.model.records import Licence, Settings, Target
from desktop.store.sheets import Formula, Link, top
from tests.session.test_report import lines_of, planned, sheet, written
from tests.tiny import FIRST, PLAN_DATE


def test_files_to_put_in_have_their_last_day() -> None:
    lines = lines_of(planned(), "Licences", -1)
    # 45 days on the way and 60 in the ministry before 1 January 2027: 105 days, 18 September 2026.
    assert [str(value) for value in lines[0].values()] == [
        *("1.0", "JL Mag", "magnet", "2026-09-18", "A18", "2027-01", "100.0", "kg", "1.0")
    ]
    total = sheet(planned(), "Licences").blocks[-1].totals[-1]
    assert isinstance(total, Formula)
    assert (len(lines), total.value) == (6, 6)


def test_the_summary_sums_files_up_and_leads_to_all(tmp_path: Path) -> None:
    year = [Target(item="motor", month=FIRST.plus(at), quantity=50.0) for at in range(12)]
    plans = planned(settings=[Settings(name="Tiny", first_month=FIRST, months=12, plan_date=PLAN_DATE)], targets=year)
    block = sheet(plans, "Summary").blocks[5]
    assert [(row[0], getattr(row[2], "value", None)) for row in block.rows] == [("JL Mag", 12.0)]
    assert block.totals[0] == Link("All, on the sheet Licences", "Licences")
    page = load_workbook(written(plans, tmp_path))["Summary"]
    (found,) = (row[0] for row in page.iter_rows() if row[0].value == "All, on the sheet Licences")
    assert found.hyperlink is not None
    assert found.hyperlink.location == "'Licences'!A1"
    assert page.cell(found.row, 3).value == "='Licences'!I22"


def test_without_files_both_sheets_say_so() -> None:
    plans = planned(targets=[])
    for name, block in (("Licences", 0), ("Licences", 1), ("Summary", 5)):
        (line,) = lines_of(plans, name, block)
        first, *others = line.values()
        assert first == "None"
        assert set(others) <= {None}


def test_of_a_file_in_hand_it_is_told_what_the_plan_draws_and_what_is_left() -> None:
    file = Licence(id="F=1", regime="A18", offer="JL-magnet", quantity=150.0, status="granted")
    plan = planned(licences=[file])[0]
    first, *others = (attrs.evolve(order, licence="new") for order in plan.orders)
    on_file = attrs.evolve(plan, orders=(attrs.evolve(first, licence="F=1", file_by=None), *others))
    (line,) = lines_of([on_file], "Licences", 1)
    used = first.quantity
    assert (line["Licence"], line["Under"], line["Status"], line["Unit"]) == ("F=1", "A18", "granted", "kg")
    assert line["Allowed (in the unit)"] == 150
    assert line["Used by the plan (in the unit)"] == pytest.approx(used)
    assert line["Left (in the unit)"] == pytest.approx(150 - used)
    assert line["Valid until (day)"] is None
    blocks = sheet([on_file], "Licences").blocks
    drawn, own = blocks[1].rows[0][6], f"A{top(blocks, 1)}"
    assert isinstance(drawn, Formula)
    # By the cell of its id: as a condition "F=1" would be taken for a comparison.
    assert drawn.text == f"=SUMPRODUCT(EXACT(tOrders[Licence],{own})*tOrders[Quantity as bought (in the unit)])"


def test_of_a_refused_file_nothing_is_left() -> None:
    file = Licence(id="F2", regime="A18", offer="JL-magnet", quantity=150.0, status="refused")
    (line,) = lines_of([planned(licences=[file])[0]], "Licences", 1)
    assert (line["Allowed (in the unit)"], line["Left (in the unit)"]) == (150, 0)
