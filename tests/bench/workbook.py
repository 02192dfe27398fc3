"""The plan workbook beside XlsxWriter alone with the same cells, and its memory: `python -m tests.bench.workbook`.

XlsxWriter alone is asked for exactly what the product asks of it: the same cells, formats, formulas with their values,
tables, rules, choices, pages and charts, call by call, without all that it takes to know them.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import xlsxwriter

from desktop.engine.goals import optimise
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.session.report import sheets
from desktop.store import workbook_out
from desktop.store.workbook_out import OPTIONS, Writer
from desktop.store.workbook_rules import Rules
from tests.bench.clock import least, processor
from tests.bench.company import Size
from tests.bench.floor import SEED
from tests.bench.peak import most_used
from tests.bench.projects import BALANCED, project
from tests.bench.replay import Call, Noted, again
from tests.bench.table import Row

USUAL = Size("30 offers, 36 months", 12, 6, 36, offers=30)
LARGE = Size("200 offers, 60 months", 60, 17, 60, offers=200)
_ROUNDS = 3


def measure() -> Iterator[Row]:
    """The time of all sheets with their charts, made and written; the most memory of a process that does so."""
    plan = _plan(USUAL)
    calls = _noted(plan)
    ours, alone = least(lambda: _written(plan), _ROUNDS), least(lambda: _alone(calls), _ROUNDS)
    yield Row(
        USUAL.name, "workbook, all sheets and charts", f"{ours:.2f} s", f"XlsxWriter: {alone:.2f} s", ours / alone
    )
    command = (sys.executable, "-m", "tests.bench.workbook")
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    before, after = (float(each) for each in done.stdout.split())
    told = f"with the plan, before: {before:.0f} MB"
    yield Row(LARGE.name, "peak memory, project to workbook", f"{after:.0f} MB", told, after / 300)


def _plan(size: Size) -> Plan:
    return optimise(project(size, SEED), BALANCED, "", Silent())


def _written(plan: Plan) -> float:
    """Seconds from a plan to its file."""
    start = processor()
    with tempfile.TemporaryDirectory() as folder:
        workbook_out.write(Path(folder) / "plan.xlsx", sheets([plan], plan), "Plan")
    return processor() - start


def _noted(plan: Plan) -> list[Call]:
    """All that the writer is asked for the workbook, of sheets of its own kind."""
    calls: list[Call] = []
    writer = Writer(Path())
    writer.book = Noted(writer.book, calls)
    writer.rules = Rules(writer.book)
    writer.bytes_of(sheets([plan], plan), "Plan", Silent())
    return [call._replace(given=call.given[:1]) if call.name == "add_worksheet" else call for call in calls]


def _alone(calls: Sequence[Call]) -> float:
    """Seconds that XlsxWriter takes for them."""
    start = processor()
    again(calls, xlsxwriter.Workbook(io.BytesIO(), OPTIONS))
    return processor() - start


def main() -> None:
    """Print the most memory used before and after the workbook of the large plan."""
    plan = _plan(LARGE)
    before = most_used()
    _written(plan)
    sys.stdout.write(f"{before} {most_used()}\n")


if __name__ == "__main__":
    main()
