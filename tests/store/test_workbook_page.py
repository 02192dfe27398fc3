"""The sheet as the writer makes it: formulas come into the file as the library itself would write them."""

import io
import zipfile

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from desktop.store.workbook_page import Page

FORMULAS = (
    '=SUM(A1:A9)/COUNTIF(B:B,"UNIQUE(")',
    "=IF(A1=0,0,INDEX(tPlan[Value],MATCH(7,tPlan[No.],0)))",
    "=XLOOKUP(A1,B:B,C:C)",
    "=STDEV.S(A1:A9)+IFERROR(UNIQUE(A1:A9),0)",
    "=_xlfn.STDEV.S(A1:A9)",
    "{=SUM(A1:A9*B1:B9)}",
    "=SUMPRODUCT((A1:A9>0)*{1;2})",
    "A1*2",
    "=+A1",
)
"""Plain ones, those with later functions, braces, and words that only look like a call."""


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("kind", ["cell", "rule"])
def test_a_formula_is_written_as_the_library_writes_it(formula: str, kind: str) -> None:
    assert _written(Page, formula, kind) == _written(Worksheet, formula, kind)


def _written(sort: type[Worksheet], formula: str, kind: str) -> bytes:
    """The XML of a sheet that has the formula in a cell, or as the condition of a format."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
        page = book.add_worksheet("Plan", sort)
        if kind == "cell":
            page.write_formula(0, 4, formula, None, 3.0)
        else:
            page.conditional_format(0, 0, 3, 3, {"type": "formula", "criteria": formula})
    with zipfile.ZipFile(memory) as parts:
        return parts.read("xl/worksheets/sheet1.xml")
