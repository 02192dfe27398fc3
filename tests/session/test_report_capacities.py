"""Checks of capacities in the plan workbook: for every offer, recipe and source, in formulas that Excel takes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.engine.goals import optimise
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.records import Capacity, Mix
from desktop.session import jobs
from desktop.session.report import sheets
from desktop.store.sheets import Formula
from tests.tiny import MONTHS, tiny_project

_EXCEL = 8_192
"""Characters of a formula at most."""


def _formulas(plan: Plan) -> Iterator[str]:
    for page in sheets([plan], plan):
        for block in page.blocks:
            for row in block.rows:
                yield from (entry.text for entry in row if isinstance(entry, Formula))


def _checks(plan: Plan) -> list[str]:
    return [text for text in _formulas(plan) if "*1.000001+0.000001)*1)" in text]


@pytest.mark.parametrize("mix", ["40-35-25", "no-china"])
def test_no_formula_of_the_sample_is_longer_than_excel_takes(mix: str) -> None:
    project = jobs.new_project(sample=True)
    assert mix in project.by_id(Mix)
    plan = optimise(project, mix, "", Silent())
    assert max(map(len, _formulas(plan))) <= _EXCEL
    assert len(_checks(plan)) > 1


def test_capacities_of_every_month_are_checked_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.session.report.capacities._LONGEST", 300)
    steps = [Capacity(offer="JL-magnet", from_month=month, value=900.0 + month.index % 3) for month in MONTHS]
    texts = _checks(optimise(tiny_project(capacities=steps), "least", "", Silent()))
    assert max(map(len, texts)) <= 300
    assert sum(text.count("SUMPRODUCT") for text in texts) >= len(MONTHS)
