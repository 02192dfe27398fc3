"""Whole answers over a restart: kept in the project file, and believed only after they were recomputed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import attrs

from desktop.model import scenario as scenarios
from desktop.model.plan import Plan
from desktop.model.project import Project
from desktop.model.records import Mix, Scenario
from desktop.store import kept_plans


@attrs.frozen
class Shown:
    """The plans of a project that hold, and how many were dropped because they do not."""

    plans: tuple[Plan, ...]
    dropped: int


def keep(path: Path, project: Project, plans: Sequence[Plan]) -> int:
    """Keep the whole plans of ``project`` in its file, as it was saved there; how many were. Raises FileFault."""
    whole = [plan for plan in plans if plan.answer == "whole" and plan.verified and plan.project is project]
    return kept_plans.keep(path, project, whole) if whole else 0


def kept(path: Path, project: Project) -> Shown:
    """The whole plans that a file keeps of ``project``, each verified by the second computation; raises FileFault."""
    found = kept_plans.kept(path, project)
    told = [_holding(plan, project) for plan in found.plans]
    plans = tuple(plan for plan in told if plan is not None)
    return Shown(plans, found.broken + len(told) - len(plans))


def _holding(plan: Plan, project: Project) -> Plan | None:
    """The plan as one of ``project``, None where it is not whole, of no mix and scenario, or does not verify."""
    from desktop.engine.verify import verify

    known = plan.mix in project.by_id(Mix) and (not plan.scenario or plan.scenario in project.by_id(Scenario))
    if not known or plan.answer != "whole":
        return None
    world = scenarios.apply(project, plan.scenario)
    placed = attrs.evolve(plan, project=project, world=world, faults=())
    return None if verify(placed) else placed
