"""What a plan is held to: rules of its mix and of every mix that are not switched off, and pins."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.model.project import Project
from desktop.model.records import Pin, Rule


def rules_asked(project: Project, mix: str) -> tuple[Rule, ...]:
    """The rules that plans of a mix are held to, in the order of their table; of mix "" those of every mix alone."""
    return tuple(rule for rule in project.all(Rule) if rule.mix in ("", mix) and not rule.off)


def pins_asked(project: Project, mix: str, scenario: str) -> Mapping[int, Pin]:
    """The pins that plans of a mix under a scenario are held to, by row number."""
    return {row: pin for row, pin in project.rows(Pin).items() if pin.mix == mix and pin.scenario in ("", scenario)}
