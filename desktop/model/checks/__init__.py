"""Every problem of a project at once, each with its place; only errors stop planning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import cast

from desktop.model.checks import (
    coverage,
    endless,
    extremes,
    lots,
    making,
    ordering,
    reach,
    rules,
    sizes,
    terms,
    vain,
    windows,
)
from desktop.model.checks.shape import shape_problems, sound_part
from desktop.model.errors import Problem
from desktop.model.project import Project
from desktop.model.records import TABLES, Rule

Check = Callable[[Project], Iterable[Problem]]

_RULES = (
    *windows.CHECKS,
    *making.CHECKS,
    *terms.CHECKS,
    *ordering.CHECKS,
    *rules.CHECKS,
    *endless.CHECKS,
    *sizes.CHECKS,
    *extremes.CHECKS,
    *vain.CHECKS,
)
_ABSENCES = (
    coverage.unmakeable_targets,
    coverage.targets_without_contents,
    reach.targets_out_of_reach,
    making.recipes_without_inputs,
    making.incentives_of_nothing,
    ordering.years_below_the_least,
    rules.limits_beyond_the_members,
    rules.rules_that_clash,
    terms.unknown_countries,
    terms.classes_at_odds_with_regimes,
    terms.commitments_without_offer,
    terms.pieces_without_mass,
)
"""What is missing is told only while nothing was set aside that might have been it."""
_OF_RULES = (
    windows.reversed_windows,
    *rules.CHECKS,
    rules.limits_beyond_the_members,
    rules.rules_that_clash,
    vain.rules_of_no_month,
    vain.rules_of_nobody,
    terms.unknown_countries,
)
"""The checks that read rules: those that are asked again of every share that is dragged."""
_BUT_RULES = tuple(table.record for table in TABLES if table.record is not Rule)
_SUPPLY = ("items", "contents", "sources", "offers", "recipes", "recipe_inputs", "receipts")
"""What could make or bring an item, or say what is in it."""
_ORDER = {table.name: position for position, table in enumerate(TABLES)}


def check(project: Project) -> tuple[Problem, ...]:
    """All problems, errors first, then in the order of tables and rows.

    What a record means is checked only for records whose own fields and references hold, so that one typing
    error is told once and not again by all that depends on it.
    """
    found, sound = _found(project)
    if sound is project and project.tables["settings"]:
        found += terms.lost_evidence(project)
    return _sorted(found)


def errors(project: Project) -> tuple[Problem, ...]:
    """The problems that stop planning."""
    found, _ = _found(project)  # lost evidence, which takes the longest to look for, stops nothing
    return _sorted([problem for problem in found if problem.severity == "error"])


def _found(project: Project) -> tuple[list[Problem], Project]:
    """The problems of all records but evidence, and the part of the project whose records are sound by themselves."""
    found = list(shape_problems(project))
    sound = sound_part(project, found)
    if sound.tables["settings"]:
        found += [problem for rule in _RULES for problem in _told(rule, sound)]
        if _whole(project, sound, _SUPPLY):
            found += [problem for rule in _ABSENCES for problem in _told(rule, sound)]
        if _whole(project, sound, ("targets",)):
            found += _told(coverage.missing_targets, sound)
        if _whole(project, sound, (*_SUPPLY, "targets", "pins")):
            found += _told(lots.lots_beyond_all_use, sound)
    return found, sound


def _told(rule: Check, sound: Project) -> Iterable[Problem]:
    """What a check finds, for all projects that differ in rules alone found once, unless it reads these."""
    if rule in _OF_RULES:
        return rule(sound)
    part = sound.part(*_BUT_RULES)
    kept = part.memo.get(rule)
    if kept is None:
        kept = part.memo[rule] = (), tuple(rule(part))
    return cast("tuple[Problem, ...]", kept[1])


def _sorted(found: Sequence[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(found, key=lambda p: (p.severity != "error", _ORDER.get(p.table, -1), p.row or 0)))


def _whole(project: Project, sound: Project, tables: Sequence[str]) -> bool:
    """Whether nothing was set aside as faulty in these tables."""
    return all(len(project.tables[name]) == len(sound.tables[name]) for name in tables)
