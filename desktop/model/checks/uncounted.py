"""What is entered and kept but not yet counted in plans, or not weighed in their choice: said, never silent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.model.errors import Problem
from desktop.model.project import Project
from desktop.model.records import TABLE

TABLES = ("tiers", "pins", "incentives")
"""Tables that plans do not count yet."""
FIELDS = (
    ("offers", "minimum_order"),
    ("offers", "lot_size"),
    ("sources", "least_per_year"),
    ("sources", "take_or_pay_share"),
    ("sources", "take_or_pay_quantity"),
)
"""Fields that plans do not count yet when they are above zero."""
UNWEIGHED = (("sources", "order_cost"), ("sources", "contract_cost"))
"""Fields whose money is in the cost of a plan, while the choice of what to buy does not look at it yet."""


def uncounted_tables(project: Project) -> Iterator[Problem]:
    """One note for each table that has records which plans do not count."""
    for name in TABLES:
        count = len(project.tables[name])
        if count:
            yield Problem("uncounted-table", {"count": count}, table=name, severity="note")


def uncounted_fields(project: Project) -> Iterator[Problem]:
    """One note for each field that some record fills in and plans do not count."""
    yield from _filled(project, FIELDS, "uncounted-field")


def unweighed_fields(project: Project) -> Iterator[Problem]:
    """One note for each field that some record fills in and plans count, but do not weigh when they choose."""
    yield from _filled(project, UNWEIGHED, "unweighed-field")


def _filled(project: Project, fields: Sequence[tuple[str, str]], key: str) -> Iterator[Problem]:
    for name, field in fields:
        count = sum(getattr(record, field) > 0 for record in project.tables[name].values())
        if count:
            values = {"count": count, "field": TABLE[name].field[field].label}
            yield Problem(key, values, table=name, field=field, severity="note")


CHECKS = (uncounted_tables, uncounted_fields, unweighed_fields)
