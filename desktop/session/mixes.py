"""Edits of whole mixes: another one like a mix, with its rules and pins, or at other shares."""

from __future__ import annotations

import attrs

from desktop.model.edits import AddRecords, Edit, Several, apply
from desktop.model.project import Project
from desktop.model.records import Mix, Pin, Rule
from desktop.session import shares
from desktop.session.shares import WHOLE, Base, Split, unused

COLOURS = ("#0072B2", "#009E73", "#E69F00", "#D55E00", "#CC79A7", "#56B4E9", "#4C51BF", "#8A5A00", "#0E7490", "#475569")
"""Colours of mixes that everybody tells apart, in the order in which they are given."""


def duplicate(project: Project, mix: str, name: str) -> tuple[Edit, str]:
    """The edit that adds a mix like ``mix``, with copies of its rules and pins, and the id of the new one."""
    known = project.by_id(Mix)
    identity = unused(mix, set(known))
    colours = [each.colour.upper() for each in known.values()]
    colour = min(COLOURS, key=lambda each: (colours.count(each), COLOURS.index(each)))
    rules, pins = set(project.by_id(Rule)), set(project.by_id(Pin))
    parts: list[Edit] = [
        AddRecords(
            "mixes",
            [attrs.evolve(known[mix], id=identity, name=unused(name, {m.name for m in known.values()}), colour=colour)],
        )
    ]
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
