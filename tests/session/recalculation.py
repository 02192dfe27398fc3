"""Workbooks as another program computes them, and copies of them in which cells are changed."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>"""

Place = tuple[str, int, int]
"""Sheet, row and column, counted from 1."""
Values = dict[Place, object]


def recalculated(*paths: Path) -> list[Path]:
    """The workbooks, every formula computed afresh; all of them in one run, which is what takes the time."""
    folder = paths[0].parent
    profile, out = folder / "profile", folder / "recalculated"
    if not profile.exists():
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    command = ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(out), *map(str, paths)], check=True, capture_output=True, timeout=800)
    return [out / path.name for path in paths]


def values(path: Path, *, computed: bool = True) -> Values:
    """What every cell holds; formulas themselves where not computed."""
    book = load_workbook(path, data_only=computed, read_only=True)
    found: Values = {
        (name, row, column): value
        for name in book.sheetnames
        for row, line in enumerate(book[name].iter_rows(values_only=True), 1)
        for column, value in enumerate(line, 1)
        if value is not None
    }
    book.close()
    return found


def changed(path: Path, name: str, cells: Mapping[Place, float | str]) -> Path:
    """A copy of a workbook in which some cells hold other values."""
    book = load_workbook(path)
    for (sheet, row, column), value in cells.items():
        page = book[sheet]
        assert isinstance(page, Worksheet)
        page.cell(row, column).value = value
    copy = path.parent / name
    book.save(copy)
    return copy


def find(cells: Values, sheet: str, *texts: str) -> int:
    """The first row of a sheet whose first cells hold these texts, in any columns."""
    rows: dict[int, list[object]] = {}
    for (name, row, _), value in cells.items():
        if name == sheet:
            rows.setdefault(row, []).append(value)
    return next(row for row, line in sorted(rows.items()) if all(text in line for text in texts))


def results(cells: Values) -> dict[str, str]:
    """What every check says."""
    rows: Sequence[int] = sorted({row for sheet, row, _ in cells if sheet == "Checks" and row > 4})
    return {str(cells["Checks", row, 1]): str(cells["Checks", row, 8]) for row in rows if ("Checks", row, 8) in cells}
