"""Checks of capacities in the plan workbook: for every offer, recipe and source, in formulas that Excel takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from desktop.engine.goals import optimise
from desktop.model.plan import Plan
from desktop.model.progress import Silent
from desktop.model.records import Capacity, Incentive, Mix, Offer, Recipe, Source
from desktop.session import jobs
from desktop.session.report import sheets
from desktop.session.report.layout import live
from desktop.store import workbook_out
from desktop.store.sheets import LONGEST_FORMULA, Formula
from tests.tiny import FIRST, MONTHS, tiny_project


def _formulas(plan: Plan) -> Iterator[Formula]:
    for page in sheets([plan], plan):
        for block in page.blocks:
            for row in block.rows:
                yield from (entry for entry in row if isinstance(entry, Formula))


def _checks(plan: Plan) -> list[str]:
    return [entry.text for entry in _formulas(plan) if "*1.000001+0.000001)" in entry.text]


@pytest.mark.parametrize("mix", ["40-35-25", "no-china"])
def test_no_formula_of_the_sample_is_longer_than_excel_takes(mix: str) -> None:
    project = jobs.new_project(sample=True)
    assert mix in project.by_id(Mix)
    plan = optimise(project, mix, "", Silent())
    assert max(len(entry.text) for entry in _formulas(plan)) <= LONGEST_FORMULA
    assert len(_checks(plan)) > 1


def test_capacities_of_every_month_are_checked_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.session.report.capacities.LONGEST_FORMULA", 300)
    steps = [Capacity(offer="JL-magnet", from_month=month, value=900.0 + month.index % 3) for month in MONTHS]
    texts = _checks(optimise(tiny_project(capacities=steps), "least", "", Silent()))
    assert max(map(len, texts)) <= 300
    assert sum(text.count("SUMPRODUCT") for text in texts) >= len(MONTHS)


def test_every_step_of_a_recipe_is_checked_over_its_own_months() -> None:
    steps = [Capacity(recipe="assembly", from_month=FIRST.plus(2), value=70.0)]
    recipes = [Recipe(id="assembly", output="motor", cost=100.0, capacity=60.0)]
    (text,) = _checks(optimise(tiny_project(recipes=recipes, capacities=steps), "least", "", Silent()))[:1]
    # The months stand in I to N, behind five labels, the total and two fiscal years; assembly is made in row 6.
    areas = [part.split(">")[0] for part in text.split("SUMPRODUCT((")[1:]]
    assert areas == ["'Production'!I6:J6", "'Production'!K6:N6"]


def _offers(count: int) -> Sequence[Offer]:
    return [
        Offer(id=f"O{at}", source="IREL", item="magnet", price=5000.0 + at, capacity=0.5, capacity_use=1 + at / 100)
        for at in range(count)
    ]


def test_a_source_of_any_number_of_offers_has_formulas_that_excel_takes(tmp_path: Path) -> None:
    many = tiny_project(
        sources=[Source(id="IREL", name="IREL", country="India", class_="domestic", take_or_pay_quantity=9e3)],
        offers=_offers(300),
        capacities=[Capacity(source="IREL", from_month=month, value=400.0 + month.index % 2) for month in MONTHS],
        incentives=[Incentive(id="S", item="motor", rate=1.0, least_domestic=10.0)],
    )
    plan = optimise(many, "least", "", Silent())
    texts = [text for text in _checks(plan) if "SUMIFS" in text]
    assert sum(text.count("SUMIFS") for text in texts) == len(MONTHS)
    workbook_out.write(tmp_path / "many.xlsx", sheets([plan], plan))


def test_what_would_be_longer_than_spreadsheets_take_has_a_number() -> None:
    text = "=" + "1+" * 4095 + "1"
    assert live(text, 4096.0) == Formula(text, 4096.0)
    assert live(text + "0", 4105.0) == 4105.0
