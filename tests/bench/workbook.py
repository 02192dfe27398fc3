"""The plan workbook beside XlsxWriter alone with the same cells, and its memory: `python -m tests.bench.workbook`."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import xlsxwriter

from desktop.engine.goals import optimise
from desktop.model.months import Month
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.session.report import sheets
from desktop.store import workbook_out
from desktop.store.sheets import Cell, Formula, Sheet, top
from tests.bench.clock import least, processor
from tests.bench.company import Size
from tests.bench.floor import SEED
from tests.bench.peak import most_used
from tests.bench.projects import BALANCED, project
from tests.bench.table import Row

USUAL = Size("30 offers, 36 months", 12, 6, 36, offers=30)
LARGE = Size("200 offers, 60 months", 60, 17, 60, offers=200)
_ROUNDS = 3


def measure() -> Iterator[Row]:
    """The time of all sheets with their charts, made and written; the most memory of a process that does so."""
    plan = _plan(USUAL)
    book = sheets([plan], plan)
    ours, alone = least(lambda: _written(plan), _ROUNDS), least(lambda: _alone(book), _ROUNDS)
    yield Row(
        USUAL.name, "workbook, all sheets and charts", f"{ours:.2f} s", f"XlsxWriter: {alone:.2f} s", ours / alone
    )
    command = (sys.executable, "-m", "tests.bench.workbook")
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    before, after = (float(each) for each in done.stdout.split())
    told = f"with the plan, before: {before:.0f} MB"
    yield Row(LARGE.name, "peak memory, plan to workbook", f"{after:.0f} MB", told, after / 300)


def _plan(size: Size) -> Plan:
    return optimise(project(size, SEED), BALANCED, "", Silent())


def _written(plan: Plan) -> float:
    """Seconds from a plan to its file."""
    start = processor()
    with tempfile.TemporaryDirectory() as folder:
        workbook_out.write(Path(folder) / "plan.xlsx", sheets([plan], plan), "Plan")
    return processor() - start


def _alone(book: Sequence[Sheet]) -> float:
    """Seconds that XlsxWriter takes for the same cells, each with one plain format: no widths, rules, pages, charts."""
    start = processor()
    with xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True, "strings_to_formulas": False}) as made:
        plain = made.add_format({"num_format": "0.00"})
        for sheet in book:
            page = made.add_worksheet(sheet.name)
            for at, block in enumerate(sheet.blocks):
                lines = [tuple(_header(column.header) for column in block.columns), *block.rows, block.totals]
                for row, line in enumerate(lines, top(sheet.blocks, at) - 2):
                    for column, entry in enumerate(line):
                        match entry:
                            case None:
                                continue
                            case Formula():
                                page.write_formula(row, column, entry.text, plain, entry.value)
                            case float():
                                page.write_number(row, column, entry, plain)
                            case _:
                                page.write_string(row, column, str(entry), plain)
    return processor() - start


def _header(header: str | Month) -> Cell:
    return str(header)


def main() -> None:
    """Print the most memory used before and after the workbook of the large plan."""
    plan = _plan(LARGE)
    before = most_used()
    _written(plan)
    sys.stdout.write(f"{before} {most_used()}\n")


if __name__ == "__main__":
    main()
