"""Dates that cannot be: windows that end before they begin, or lie outside the horizon."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.model.checks.shape import problem
from desktop.model.errors import Problem
from desktop.model.horizon import horizon_of
from desktop.model.project import Project
from desktop.model.records import TABLES, Offer, Pin, Receipt, Regime, Target

_WINDOWS = (("first_month", "last_month"), ("from_date", "until_date"), ("valid_from", "valid_until"))


def reversed_windows(project: Project) -> Iterator[Problem]:
    """Windows that end before they begin."""
    for table in TABLES:
        for first, last in _WINDOWS:
            if first in table.field and last in table.field:
                for record in project.tables[table.name].values():
                    start, end = getattr(record, first), getattr(record, last)
                    if start is not None and end is not None and end < start:
                        values = {"first": str(start), "last": str(end)}
                        yield problem(project, record, "window-reversed", last, values)


def outside_the_horizon(project: Project) -> Iterator[Problem]:
    """Offers, targets, placed orders and pins that the planned months do not reach."""
    first, last = horizon_of(project)
    dated: tuple[Target | Receipt | Pin, ...] = (*project.all(Target), *project.all(Receipt), *project.all(Pin))
    for record in dated:
        if record.month is not None and not first <= record.month <= last:
            yield problem(
                project, record, "outside-horizon", "month", {"first": str(first), "last": str(last)}, note=True
            )
    for offer in project.all(Offer):
        late = offer.first_month is not None and offer.first_month > last
        early = offer.last_month is not None and offer.last_month < first
        if late or early:
            field = "first_month" if late else "last_month"
            yield problem(project, offer, "outside-horizon", field, {"first": str(first), "last": str(last)}, note=True)


def plan_date_after_the_horizon(project: Project) -> Iterator[Problem]:
    """A plan date with no planned month after it."""
    settings = project.settings
    _, last = horizon_of(project)
    if settings.plan_date is not None and settings.plan_date > last.last_day:
        yield problem(project, settings, "plan-date-late", "plan_date", {"last": str(last)})


def days_out_of_order(project: Project) -> Iterator[Problem]:
    """Regimes whose fast files are slower than the usual, or the usual slower than the slow."""
    for regime in project.all(Regime):
        if not regime.days_p10 <= regime.days_p50 <= regime.days_p90:
            yield problem(project, regime, "days-out-of-order", "days_p50")


CHECKS = (reversed_windows, outside_the_horizon, plan_date_after_the_horizon, days_out_of_order)
