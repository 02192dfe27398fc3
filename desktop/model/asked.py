"""Which rules a plan is held to: those of its mix and of every mix, but none that is switched off."""

from __future__ import annotations

from desktop.model.project import Project
from desktop.model.records import Rule


def rules_asked(project: Project, mix: str) -> tuple[Rule, ...]:
    """The rules that plans of a mix are held to, in the order of their table; of mix "" those of every mix alone."""
    return tuple(rule for rule in project.all(Rule) if rule.mix in ("", mix) and not rule.off)
