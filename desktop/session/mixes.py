"""Edits of whole mixes: another one like a mix, with its rules and pins, or at other shares."""

from __future__ import annotations

from collections.abc import Collection

import attrs

from desktop.model.edits import AddRecords, Edit, Several, apply
from desktop.model.project import Project
from desktop.model.records import Mix, Pin, Rule
from desktop.session import shares
from desktop.session.shares import WHOLE, Base, Split

COLOURS = ("#0072B2", "#009E73", "#E69F00", "#D55E00", "#CC79A7", "#56B4E9", "#4C51BF", "#8A5A00", "#0E7490", "#475569")
"""Colours of mixes that everybody tells apart, in the order in which they are given."""


def duplicate(project: Project, mix: str, name: str) -> tuple[Edit, str]:
    """The edit that adds a mix like ``mix``, with copies of its rules and pins, and the id of the new one."""
    known = project.by_id(Mix)
    identity = _free(mix, set(known))
    colours = [each.colour.upper() for each in known.values()]
    colour = min(COLOURS, key=lambda each: (colours.count(each), COLOURS.index(each)))
    rules, pins = set(project.by_id(Rule)), set(project.by_id(Pin))
    parts: list[Edit] = [
        AddRecords(
            "mixes",
            [attrs.evolve(known[mix], id=identity, name=_free(name, {m.name for m in known.values()}), colour=colour)],
        )
    ]
    own = [attrs.evolve(rule, id=_free(rule.id, rules), mix=identity) for rule in project.all(Rule) if rule.mix == mix]
    held = [attrs.evolve(pin, id=_free(pin.id, pins), mix=identity) for pin in project.all(Pin) if pin.mix == mix]
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


def _free(wanted: str, taken: Collection[str]) -> str:
    """A name like the one wanted that nothing has; it counts as taken from then on, where that can be noted."""
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    if isinstance(taken, set):
        taken.add(found)
    return found
