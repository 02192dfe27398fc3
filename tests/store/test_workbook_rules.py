from pathlib import Path

from openpyxl import load_workbook

from desktop.store.sheets import Block, Column, Mark, Sheet
from desktop.store.workbook_out import write


def test_a_highlighted_cell_keeps_the_grouping_of_its_number(tmp_path: Path) -> None:
    block = Block((Column("Mix"), Column("Cost (INR)", "inr")), (("Least", 1.0),), marks=(Mark(1, "B5<3"),))
    write(tmp_path / "plan.xlsx", [Sheet("Orders", "Orders", "", (block,))])
    (found,) = load_workbook(tmp_path / "plan.xlsx")["Orders"].conditional_formatting
    first, best = found.rules[0], found.rules[6]
    assert first.formula == ["AND(B5<3,B5>=999999999.5)"]
    assert first.dxf.numFmt.formatCode == r"##\,##\,##\,##\,##0_)"
    assert (best.formula, best.dxf.numFmt) == (["B5<3"], None)
    assert [rule.dxf.font is not None for rule in found.rules] == [*[True] * 7, *[False] * 6]
