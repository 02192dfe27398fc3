"""Checks of columns in the plan workbook: no figure of any sheet is without one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence

import pytest

from desktop.model.plan import Plan
from desktop.model.records import Issued
from desktop.session.report import sheets
from desktop.store.sheets import Formula, Sheet, letters, top
from tests.analysis.plans import solved_rich
from tests.session.test_report import bent, planned
from tests.tiny import FIRST

_SUMS = re.compile(r"SUM\((?:'([^']+)'|(\w+))!([A-Z]+)\d+:")
_THEMSELVES = {"Cover", "Checks"}
"""The sheets that tell of others."""


def _issued() -> list[Plan]:
    before = Issued(mix="least", offer="IREL-magnet", month=FIRST, quantity=7.0)
    return planned(issued=[before])


def _checked(book: Sequence[Sheet]) -> set[tuple[str, str]]:
    (checks,) = (page for page in book if page.name == "Checks")
    texts = [row[3].text for row in checks.blocks[0].rows if isinstance(row[3], Formula)]
    return {(quoted or plain, column) for text in texts for quoted, plain, column in _SUMS.findall(text)}


def _of_figures(page: Sheet) -> Iterator[str]:
    for block in page.blocks:
        for at, head in enumerate(block.columns):
            cells = [row[at] for row in block.rows if at < len(row)]
            shown = [entry.value if isinstance(entry, Formula) else entry for entry in cells]
            if head.look != "input" and any(
                isinstance(one, int | float) and not isinstance(one, bool) for one in shown
            ):
                yield letters(at)


@pytest.mark.parametrize("plans", [planned, bent, _issued, lambda: [solved_rich()]])
def test_every_column_of_figures_is_checked(plans: Callable[[], list[Plan]]) -> None:
    found = plans()
    book = sheets(found, found[0])
    checked = _checked(book)
    own = [page for page in book if page.name not in _THEMSELVES]
    assert [(page.name, at) for page in own for at in _of_figures(page) if (page.name, at) not in checked] == []


def test_days_by_which_files_are_put_in_are_checked_by_their_numbers() -> None:
    plans = planned()
    book = sheets(plans, plans[0])
    (files,) = (page for page in book if page.name == "Licences")
    days = [row[3] for block in files.blocks for row in block.rows]
    number = sum((day - dt.date(1899, 12, 30)).days for day in days if isinstance(day, dt.date))
    (checks,) = (page for page in book if page.name == "Checks")
    texts = [row[3].text for row in checks.blocks[0].rows if isinstance(row[3], Formula)]
    assert len(days) > 1
    assert any(re.search(rf"'Licences'!D\d+:D\d+\)-{number}\.0\)", text) for text in texts)


def test_figures_of_different_kinds_are_summed_apart_so_that_rupees_hide_no_share() -> None:
    plans = [solved_rich()]
    book = sheets(plans, plans[0])
    (compared,) = (page for page in book if page.name == "Compare")
    (checks,) = (page for page in book if page.name == "Checks")
    (text,) = (str(row[3]) for row in checks.blocks[0].rows if str(row[0]).startswith("Compare: columns"))
    rows = [(int(first), int(last)) for first, last in re.findall(r"SUM\('Compare'!E(\d+):E(\d+)\)", text)]
    crores, kilograms = (top(compared.blocks, at) for at in (1, 2))
    kinds = [compared.blocks[at].columns[4].kind for at in (1, 2)]
    assert kinds == ["number", "quantity"]
    assert [first < crores <= last for first, last in rows].count(True) == 1
    assert not any(first < crores and kilograms <= last for first, last in rows)


def test_counts_are_held_against_nothing_and_may_not_differ_at_all() -> None:
    plans = planned()
    book = sheets(plans, plans[0])
    (checks,) = (page for page in book if page.name == "Checks")
    rows = {str(row[0]): row for row in checks.blocks[0].rows}
    counted = rows["Assumptions that are no longer as planned"]
    assert counted[5:7] == (None, None)
    results = {name: row[7].text for name, row in rows.items() if isinstance(row[7], Formula)}
    assert "ABS" not in results["Assumptions that are no longer as planned"]
    assert [name for name in rows if not results[name].startswith("=IFERROR(")] == []
