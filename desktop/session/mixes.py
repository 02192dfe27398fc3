"""Edits of whole mixes: another one like a mix, with its rules and pins, or at other shares."""

from __future__ import annotations

import re

import attrs

from desktop.model.edits import AddRecords, Edit, SetFields, Several, apply
from desktop.model.fields import Value
from desktop.model.project import Project
from desktop.model.records import Mix, Pin, Rule
from desktop.session import shares
from desktop.session.shares import WHOLE, Base, Split, unused

COLOURS = ("#0072B2", "#009E73", "#E69F00", "#D55E00", "#CC79A7", "#56B4E9", "#4C51BF", "#8A5A00", "#0E7490", "#475569")
"""Colours of mixes that everybody tells apart, in the order in which they are given."""
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def free_colour(project: Project) -> str:
    """The colour that the fewest mixes have, the first of these."""
    used = [each.colour.upper() for each in project.all(Mix)]
    return min(COLOURS, key=lambda each: (used.count(each), COLOURS.index(each)))


def colours(project: Project) -> dict[str, str]:
    """The colour of each mix: its own, or where that is none, one that no other mix has as long as there is one."""
    own = {mix.id: mix.colour if _COLOUR.fullmatch(mix.colour) else "" for mix in project.all(Mix)}
    used = [colour.upper() for colour in own.values() if colour]
    for mix, colour in own.items():
        if not colour:
            own[mix] = min(COLOURS, key=lambda each: (used.count(each), COLOURS.index(each)))
            used.append(own[mix])
    return own


def fresh(project: Project, name: str) -> tuple[Edit, str]:
    """The edit that adds a mix without rules of its own, and its id."""
    known = project.by_id(Mix)
    identity, title = unused("mix", set(known)), unused(name, {mix.name for mix in known.values()})
    added = AddRecords("mixes", [Mix(id=identity, name=title, colour=free_colour(project))])
    return Several((added,), "edit-mix-new"), identity


def change(project: Project, mix: str, edit: str, /, **values: Value) -> Edit:
    """The edit of that name that gives a mix other values."""
    row = next(row for row, each in project.rows(Mix).items() if each.id == mix)
    return Several((SetFields("mixes", {row: values}),), edit)


def duplicate(project: Project, mix: str, name: str) -> tuple[Edit, str]:
    """The edit that adds a mix like ``mix``, with copies of its rules and pins, and the id of the new one."""
    known = project.by_id(Mix)
    identity, name = unused(mix, set(known)), unused(name, {m.name for m in known.values()})
    rules, pins = set(project.by_id(Rule)), set(project.by_id(Pin))
    copy = attrs.evolve(known[mix], id=identity, name=name, colour=free_colour(project))
    parts: list[Edit] = [AddRecords("mixes", [copy])]
    own = [attrs.evolve(rule, id=unused(rule.id, rules), mix=identity) for rule in project.all(Rule) if rule.mix == mix]
    held = [attrs.evolve(pin, id=unused(pin.id, pins), mix=identity) for pin in project.all(Pin) if pin.mix == mix]
    for table, records in (("rules", own), ("pins", held)):
        if records:
            parts.append(AddRecords(table, records))
    return Several(tuple(parts), "edit-mix-new"), identity


def with_shares(project: Project, mix: str, base: Base, split: Split) -> tuple[Edit, str]:
    """The edit that adds a mix like ``mix`` that asks for these shares, and the id of the new one."""
    name = "/".join(f"{share * 100 / WHOLE:.3g}" for share in split)
    copied, identity = duplicate(project, mix, name)
    asked = shares.edit(apply(project, copied), identity, base, shares.by_class(split))
    return Several((copied, asked), "edit-mix-new"), identity


def plan_with(project: Project, mix: str, days: str) -> Edit:
    """The edit that has a mix plan with usual ("P50") or slow ("P90") licence files."""
    return change(project, mix, "edit-mix-licences", licence_days=days)
