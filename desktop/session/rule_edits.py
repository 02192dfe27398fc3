"""Edits of one rule, each one step of undo: a new one, another in its place, switched off or on, dropped."""

from __future__ import annotations

import attrs

from desktop.model.edits import AddRecords, Edit, SetFields, Several
from desktop.model.fields import Value
from desktop.model.project import Project
from desktop.model.records import TABLE, Rule
from desktop.model.unkeepable import GROUP
from desktop.model.uses import deletion, following
from desktop.session.shares import unused


def add(project: Project, rule: Rule) -> Edit:
    """The edit that adds a rule under a name that tells it from the others."""
    group = next((str(getattr(rule, name)) for name in reversed(GROUP) if getattr(rule, name)), "all")
    words = (rule.mix or "all", rule.kind, group, rule.item or rule.element)
    wanted = "-".join(word.replace(" ", "-").replace("_", "-") for word in words if word)
    named = attrs.evolve(rule, id=unused(wanted, set(project.by_id(Rule))))
    return Several((AddRecords("rules", (named,)),), "edit-rule-new")


def change(project: Project, row: int, rule: Rule) -> Edit:
    """The edit that makes the rule of a row another one of the same name."""
    before = project.rows(Rule)[row]
    cells: dict[str, Value] = {
        field.name: getattr(rule, field.name)
        for field in TABLE["rules"].fields
        if field.name != "id" and getattr(rule, field.name) != getattr(before, field.name)
    }
    return Several((SetFields("rules", {row: cells}),), "edit-rule")


def switch(row: int, *, off: bool) -> Edit:
    """The edit that switches a rule off, or on again."""
    return Several((SetFields("rules", {row: {"off": off}}),), "edit-rule-off" if off else "edit-rule-on")


def drop(project: Project, row: int) -> Edit:
    """The edit that takes a rule out, and the evidence for it."""
    gone = deletion("rules", (row,), following(project, "rules", (row,)))
    return Several((gone,), "edit-rule-drop")
