"""Every figure of the sample says where it comes from, and the facts bear it out."""

import csv
import re

import pytest

from desktop.model.project import Project
from desktop.model.records import TABLE, Evidence
from desktop.paths import resource

FIGURES = {
    "offers": ("price", "customs_duty", "surcharge", "igst", "lead_days", "freight", "minimum_order", "usable_yield"),
    "prices": ("value",),
    "capacities": ("value",),
    "contents": ("kg_per_unit",),
    "recipes": ("cost",),
    "recipe_inputs": ("quantity",),
    "regimes": ("threshold", "approval_chance", "days_p10", "days_p50", "days_p90", "status"),
    "exchange_rates": ("rate",),
    "targets": ("quantity",),
    "receipts": ("quantity",),
    "commitments": ("quantity",),
    "licences": ("quantity",),
    "rules": ("limit",),
    "items": ("opening_stock", "safety_days", "holding_cost"),
    "settings": ("capital_rate",),
}
OPTIONAL = {"recipes": ("capacity", "qualified_from", "largest_share"), "sources": ("capacity",)}


@pytest.fixture(scope="module")
def sources() -> set[str]:
    with resource("facts", "sources.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"] for row in csv.DictReader(file)}


def _named(sample: Project, table: str) -> dict[str, object]:
    return {TABLE[table].label(row) or TABLE[table].title: row for row in sample.tables[table].values()}


@pytest.mark.parametrize("table", FIGURES)
def test_every_figure_has_evidence(sample: Project, table: str) -> None:
    known = {(row.record, row.field) for row in sample.all(Evidence) if row.table == table}
    wanted = [(name, field) for name in _named(sample, table) for field in FIGURES[table]]
    assert wanted
    assert [place for place in wanted if place not in known and (place[0], "") not in known] == []


@pytest.mark.parametrize("table", OPTIONAL)
def test_every_limit_that_is_set_has_evidence(sample: Project, table: str) -> None:
    known = {(row.record, row.field) for row in sample.all(Evidence) if row.table == table}
    wanted = [
        (name, field)
        for name, row in _named(sample, table).items()
        for field in OPTIONAL[table]
        if getattr(row, field) is not None
    ]
    assert [place for place in wanted if place not in known and (place[0], "") not in known] == []


def test_evidence_speaks_of_records_and_fields_that_exist(sample: Project) -> None:
    lost = [
        row
        for row in sample.all(Evidence)
        if row.record not in _named(sample, row.table) or (row.field and row.field not in TABLE[row.table].field)
    ]
    assert lost == []


def test_every_document_that_evidence_names_is_in_the_list_of_sources(sample: Project, sources: set[str]) -> None:
    named = {name for row in sample.all(Evidence) for name in re.findall(r"\bS\d{2,3}\b", f"{row.origin} {row.note}")}
    assert len(named) > 40
    assert named - sources == set()


def test_an_estimate_is_graded_as_the_weakest_and_says_so(sample: Project) -> None:
    estimates = [row for row in sample.all(Evidence) if row.basis == "estimate"]
    assert estimates
    assert {row.grade for row in estimates} == {"D"}
    assert [row for row in estimates if not row.note.startswith("Estimate: ")] == []


def test_what_is_not_an_estimate_names_its_document_or_its_arithmetic(sample: Project) -> None:
    others = [row for row in sample.all(Evidence) if row.basis != "estimate"]
    assert {row.basis for row in others} == {"published", "computed"}
    assert [row for row in others if not re.match(r".+ \[S\d{2,3}\]$|computed", row.origin)] == []
