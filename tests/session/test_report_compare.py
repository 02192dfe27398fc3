import math
import warnings
from pathlib import Path

import attrs
import pytest
from openpyxl import load_workbook
from openpyxl.formula.translate import Translator
from openpyxl.worksheet.worksheet import Worksheet

from desktop.analysis import compare
from desktop.model.plan import Plan
from desktop.session.report import sheets
from desktop.store.sheets import Sheet, cell, letters, top
from tests.session.test_report import bent, lines_of, planned, values, written
from tests.session.test_report_recalculated import recalculated


def _sheet(plans: list[Plan]) -> Sheet:
    return next(sheet for sheet in sheets(plans, plans[0]) if sheet.name == "Compare")


def test_all_plans_stand_side_by_side(tmp_path: Path) -> None:
    costs = lines_of(bent(), tmp_path, "Compare", "Cost and targets")
    assert [line["Plan"] for line in costs] == ["Least cost", "Slow files"]
    # The rule is the first mix's alone: the second buys 600 kg at 3,200.
    assert [line["Landed cost of goods (INR)"] for line in costs] == [pytest.approx(2568000), pytest.approx(1920000)]
    assert [line["Total cost (INR crore)"] for line in costs] == [pytest.approx(0.26125), pytest.approx(0.19515)]
    # Of 600 kg of magnet 32 % are rare earths.
    assert costs[0]["Landed cost per kg contained (INR/kg)"] == pytest.approx(2568000 / 192)
    rest = lines_of(bent(), tmp_path, "Compare", "Dependence, licences and rules")
    assert [list(line.values())[-1] for line in rest] == [1, 0]


def test_shares_by_class_are_live_parts_of_the_kilograms(tmp_path: Path) -> None:
    lines = lines_of(bent(), tmp_path, "Compare", "Rare earths by class")
    assert [list(line.values())[1:] for line in lines] == [
        pytest.approx([115.2, 76.8, 0, 192, 0.6, 0.4, 0]),
        pytest.approx([0, 192, 0, 192, 0, 1, 0]),
    ]
    formulas = values(tmp_path / "plan.xlsx", computed=False)
    # The second block: heading, header, then the plans, below the first one with two plans.
    assert formulas["Compare", 11, 5] == "=SUM(B11:D11)"
    assert formulas["Compare", 11, 6] == "=IF(E11=0,0,B11/E11)"


def test_differences_are_formulas_against_the_chosen_plan(tmp_path: Path) -> None:
    lines = lines_of(bent(), tmp_path, "Compare", "Cost and targets: difference from Least cost")
    assert [line["Landed cost of goods (INR)"] for line in lines] == [0, pytest.approx(-648000)]
    formulas = values(tmp_path / "plan.xlsx", computed=False)
    assert formulas["Compare", 22, 6] == '=IF(COUNT(F7,F6)=2,F7-F6,"")'


def test_another_chosen_plan_is_what_the_others_differ_from() -> None:
    plans = planned()
    blocks = next(sheet for sheet in sheets(plans, plans[1]) if sheet.name == "Compare").blocks
    assert blocks[3].heading == "Cost and targets: difference from Slow files"


def test_what_cannot_be_told_has_no_difference(tmp_path: Path) -> None:
    plans = planned(targets=[])
    assert lines_of(plans, tmp_path, "Compare", "Cost and targets")[0]["Landed cost per kg contained (INR/kg)"] is None
    found = lines_of(plans, tmp_path, "Compare", "Cost and targets: difference from Least cost")
    assert [line["Landed cost per kg contained (INR/kg)"] for line in found] == [None, None]
    assert [line["Total cost (INR)"] for line in found] == [0, 0]


def test_every_figure_that_plans_are_compared_by_stands_on_the_sheet() -> None:
    headers = {column.header for block in _sheet(planned()).blocks for column in block.columns}
    missing = [row.label for row in compare.ROWS if not any(head.startswith(row.label) for head in headers)]
    assert missing == [row.label for row in compare.ROWS if row.key == "contained"]  # told as the total by class


def test_cells_are_highlighted_where_the_comparison_sees_the_best(tmp_path: Path) -> None:
    """The conditions of the highlighting, computed by another program beside the cells that they speak of."""
    for at, plans in enumerate((bent(), planned(), [*bent(), planned(targets=[])[0]])):
        folder = tmp_path / str(at)
        folder.mkdir()
        sheet, path = _sheet(plans), written(plans, folder)
        book = load_workbook(path)
        page = book["Compare"]
        assert isinstance(page, Worksheet)
        places = _ask(page, sheet, len(plans))
        book.save(path)
        again, best = values(recalculated(path)), compare.best(compare.table(plans))
        for (row, column), (key, plan) in places.items():
            assert again["Compare", row, column] == bool(best[plan][key]), (key, plan)
        assert len(places) > 10 * len(plans)


def _ask(page: Worksheet, sheet: Sheet, plans: int) -> dict[tuple[int, int], tuple[str, int]]:
    """Write every condition of the first three blocks far to the right; where, and of which figure and plan."""
    found = {}
    for at, block in enumerate(sheet.blocks[:3]):
        first = top(sheet.blocks, at)
        for mark in block.marks:
            header = block.columns[mark.column].header
            key = max((row for row in compare.ROWS if header.startswith(row.label)), key=lambda row: len(row.label)).key
            for plan in range(plans):
                place = (first + plan, 40 + mark.column)
                shifted = Translator(f"={mark.condition}", "A1").translate_formula(f"A{1 + plan}")
                page.cell(*place, value=shifted)
                found[place] = (key, plan)
    return found


def test_items_have_their_totals_below_the_months(tmp_path: Path) -> None:
    lines = lines_of(bent(), tmp_path, "Coverage", "By item, over all months")
    assert [list(line.values())[:3] + list(line.values())[4:] for line in lines] == [
        ["motor", "motor", "piece", 300, pytest.approx(300), pytest.approx(300), 0, 0, pytest.approx(1)],
        ["*=>0", "*=>0", "piece", 5, 0, 0, 0, pytest.approx(5), 0],
    ]
    formulas = values(tmp_path / "plan.xlsx", computed=False)
    assert formulas["Coverage", 20, 5] == "=SUMPRODUCT(EXACT($A$5:$A$16,A20)*$E$5:$E$16)"
    assert formulas["Coverage", 5, 10] == "=IF(E5=0,1,G5/E5)"


def test_the_charts_draw_crores_shares_and_stock_of_every_plan(tmp_path: Path) -> None:
    sheet = _sheet(bent())
    drawn = [[sheet.blocks[chart.block].columns[each.column].header for each in chart.series] for chart in sheet.charts]
    assert drawn == [
        ["Total cost (INR crore)"],
        ["Share: domestic (%)", "Share: licensed Chinese (%)", "Share: other foreign (%)"],
        ["Targets on time (%)"],
        ["Average stock at month end (INR crore)"],
    ]
    assert all(math.isfinite(float(str(row[7]))) for row in sheet.blocks[0].rows)


def test_the_workbook_and_what_another_program_makes_of_it_are_read_without_a_warning(tmp_path: Path) -> None:
    path = written(bent(), tmp_path)
    for each in (path, recalculated(path)):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            book = load_workbook(each)
        assert [len(getattr(book[name], "_charts", ())) for name in ("Supply", "Compare")] == [1, 4]


def test_every_column_of_figures_has_one_formula_along_the_plans() -> None:
    sheet = _sheet(bent())
    for at, block in enumerate(sheet.blocks[:3]):
        first = top(sheet.blocks, at)
        for column in range(1, len(block.columns)):
            texts = [getattr(row[column], "text", "") for row in block.rows]
            place = f"{letters(column)}{first}"
            moved = [
                Translator(texts[0], place).translate_formula(cell(column, first + row)) if texts[0] else ""
                for row in range(len(texts))
            ]
            assert texts == moved


def test_whole_answers_stand_with_their_gap_and_continuous_ones_with_none(tmp_path: Path) -> None:
    plan, other = planned()
    whole = attrs.evolve(other, answer="whole", bound=other.cost.total - 5_000.0)
    first, second = lines_of([plan, whole], tmp_path, "Compare", "Cost and targets")
    assert (first["Answer"], first["Gap to the bound (INR)"]) == ("Continuous, without whole lots", None)
    assert (second["Answer"], second["Gap to the bound (INR)"]) == ("In whole lots", pytest.approx(5_000))
    apart = lines_of([plan, whole], tmp_path, "Compare", "Cost and targets: difference from Least cost")
    assert [line["Gap to the bound (INR)"] for line in apart] == [None, None]
