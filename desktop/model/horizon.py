"""The months that a project plans."""

from __future__ import annotations

from desktop.model.months import Month, span
from desktop.model.project import Project

Span = tuple[Month, Month]
"""A first and a last month; reversed where there is none."""


def months_of(project: Project) -> tuple[Month, ...]:
    """The planned months, in order; settings are sound where they have a first one, and else any will do."""
    return span(_first(project), project.settings.months)


def horizon_of(project: Project) -> Span:
    """The first and the last month that are planned."""
    first = _first(project)
    return first, first.plus(project.settings.months - 1)


def clipped(first: Month | None, last: Month | None, window: Span) -> Span:
    """What lies in a window of the months from a first to a last, either of which may be left open."""
    return max(first or window[0], window[0]), min(last or window[1], window[1])


def _first(project: Project) -> Month:
    return project.settings.first_month or Month.of(1, 1)
