import math
from pathlib import Path

import attrs
import pytest
from openpyxl import load_workbook
from openpyxl.formula.translate import Translator
from openpyxl.worksheet.worksheet import Worksheet

from desktop.analysis import compare
from desktop.model.plan import Plan
from desktop.store.sheets import Formula, Sheet, cell, letters, top
from tests.session.recalculation import recalculated, values
from tests.session.test_report import bent, lines_of, planned, sheet, written


def _sheet(plans: list[Plan]) -> Sheet:
    return sheet(plans, "Compare")


def test_all_plans_stand_side_by_side() -> None:
    costs = lines_of(bent(), "Compare", 1)
    assert [line["Plan"] for line in costs] == ["Least cost", "Slow files"]
    # The rule is the first mix's alone: the second buys 600 kg at 3,200.
    assert [line["Landed cost of goods (INR)"] for line in costs] == [pytest.approx(2568000), pytest.approx(1920000)]
    assert [line["Total cost (INR crore)"] for line in costs] == [pytest.approx(0.26125), pytest.approx(0.19515)]
    # Of 600 kg of magnet 32 % are rare earths.
    assert costs[0]["Landed cost per kg contained (INR/kg)"] == pytest.approx(2568000 / 192)
    rest = lines_of(bent(), "Compare", 3)
    assert [list(line.values())[-1] for line in rest] == [1, 0]


def test_shares_by_class_are_live_parts_of_the_kilograms() -> None:
    lines = lines_of(bent(), "Compare", 2)
    assert [list(line.values())[1:] for line in lines] == [
        pytest.approx([115.2, 76.8, 0, 192, 0.6, 0.4, 0]),
        pytest.approx([0, 192, 0, 192, 0, 1, 0]),
    ]


def test_differences_are_formulas_against_the_base_that_is_chosen_in_a_cell() -> None:
    lines = lines_of(bent(), "Compare", 4)
    assert [line["Landed cost of goods (INR)"] for line in lines] == [0, pytest.approx(-648000)]
    base, *_ = _sheet(bent()).blocks
    assert base.columns[1].choices == "=$A$9:$A$10"
    assert base.rows[0][1] == "Least cost"
    difference = _sheet(bent()).blocks[4].rows[1][5]
    assert isinstance(difference, Formula)
    assert difference.text == '=IF(COUNT(F10,INDEX($F$9:$F$10,$C$5))=2,F10-INDEX($F$9:$F$10,$C$5),"")'


def test_plans_that_are_called_alike_are_told_apart() -> None:
    plan = planned()[0]
    assert [line["Plan"] for line in lines_of([plan, attrs.evolve(plan)], "Compare", 1)] == [
        "Least cost",
        "Least cost (2)",
    ]


def test_what_cannot_be_told_has_no_difference() -> None:
    plans = planned(targets=[])
    assert lines_of(plans, "Compare", 1)[0]["Landed cost per kg contained (INR/kg)"] == ""
    found = lines_of(plans, "Compare", 4)
    assert [line["Landed cost per kg contained (INR/kg)"] for line in found] == ["", ""]
    assert [line["Total cost (INR)"] for line in found] == [0, 0]


def test_every_figure_that_plans_are_compared_by_stands_on_the_sheet() -> None:
    headers = {str(column.header) for block in _sheet(planned()).blocks for column in block.columns}
    missing = [row.label for row in compare.ROWS if not any(head.startswith(row.label) for head in headers)]
    assert missing == [row.label for row in compare.ROWS if row.key == "contained"]  # told as the total by class


@pytest.mark.timeout(600)
def test_cells_are_highlighted_where_the_comparison_sees_the_best(tmp_path: Path) -> None:
    """The conditions of the highlighting, computed by another program beside the cells that they speak of."""
    plans = [*bent(), *planned(targets=[])[:1]]
    made, path = _sheet(plans), written(plans, tmp_path)
    book = load_workbook(path)
    page = book["Compare"]
    assert isinstance(page, Worksheet)
    places = _ask(page, made, len(plans))
    book.save(path)
    (again,), best = map(values, recalculated(path)), compare.best(compare.table(plans))
    for (row, column), (key, plan) in places.items():
        assert again["Compare", row, column] == bool(best[plan][key]), (key, plan)
    assert len(places) > 10 * len(plans)


def _ask(page: Worksheet, made: Sheet, plans: int) -> dict[tuple[int, int], tuple[str, int]]:
    """Write every condition of the three blocks of figures far to the right; where, and of which figure and plan."""
    found = {}
    for at, block in enumerate(made.blocks[1:4], 1):
        first = top(made.blocks, at)
        for mark in block.marks:
            header = str(block.columns[mark.column].header)
            key = max((row for row in compare.ROWS if header.startswith(row.label)), key=lambda row: len(row.label)).key
            for plan in range(plans):
                place = (first + plan, 40 + mark.column)
                shifted = Translator(f"={mark.condition}", "A1").translate_formula(f"A{1 + plan}")
                page.cell(*place, value=shifted)
                found[place] = (key, plan)
    return found


def test_the_charts_draw_crores_shares_and_stock_of_every_plan() -> None:
    made = _sheet(bent())
    drawn = [
        [made.blocks[chart.block].columns[each.column].header for each in chart.series if isinstance(each.column, int)]
        for chart in made.charts
    ]
    assert drawn == [
        ["Total cost (INR crore)"],
        [f"{name}, of kg (%)" for name in ("Domestic", "Licensed Chinese", "Other foreign")],
        ["Targets on time (%)"],
        ["Average stock at month end (INR crore)"],
    ]
    assert all(
        math.isfinite(float(str(line["Average stock at month end (INR crore)"])))
        for line in lines_of(bent(), "Compare", 1)
    )


def test_shares_and_rates_have_one_formula_along_the_plans() -> None:
    made = _sheet(bent())
    for at in (2, 4, 5, 6):
        block, first = made.blocks[at], top(made.blocks, at)
        for column in range(1, len(block.columns)):
            texts = [getattr(row[column], "text", "") for row in block.rows]
            place = f"{letters(column)}{first}"
            moved = [
                Translator(texts[0], place).translate_formula(cell(column, first + row)) if texts[0] else ""
                for row in range(len(texts))
            ]
            assert texts == moved


def test_whole_answers_stand_with_their_gap_and_continuous_ones_with_none() -> None:
    plan, other = planned()
    whole = attrs.evolve(other, answer="whole", bound=other.cost.total - 5_000.0)
    first, second = lines_of([plan, whole], "Compare", 1)
    assert (first["Answer"], first["Gap to the bound (INR)"]) == ("Continuous, without whole lots", None)
    assert (second["Answer"], second["Gap to the bound (INR)"]) == ("In whole lots", pytest.approx(5_000))
    apart = lines_of([plan, whole], "Compare", 4)
    assert [line["Gap to the bound (INR)"] for line in apart] == ["", ""]
