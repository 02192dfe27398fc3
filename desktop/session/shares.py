"""Shares of the three classes in a mix: how they move together, and the edit that makes them rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import attrs

from desktop.model.edits import AddRecords, DropRecords, Edit, SetFields, Several
from desktop.model.project import Project
from desktop.model.records import Rule
from desktop.model.records.supply import CLASSES

WHOLE = 1000
Shares = Mapping[str, int]


@attrs.frozen
class Base:
    """What the shares are of: one item, one element, or (both empty) everything contained."""

    item: str = ""
    element: str = ""


def rebalance(shares: Shares, moved: str, wanted: int, locked: Collection[str]) -> dict[str, int]:
    """Shares in tenths of a percent after one class is moved: locked ones stay, the sum is always 1000.

    The others give or take in proportion to what they have; the moved one goes no further than they can.
    """
    free = [name for name in shares if name != moved and name not in locked]
    if not free:
        return dict(shares)
    room = WHOLE - sum(shares[name] for name in shares if name != moved and name in locked)
    value = min(max(wanted, 0), room)
    left, weight = room - value, sum(shares[name] for name in free)
    result = {**shares, moved: value}
    for position, name in enumerate(free):
        rest = len(free) - position
        part = left // rest if not weight else round(left * shares[name] / weight)
        result[name] = left if rest == 1 else min(part, left)
        left -= result[name]
        weight -= shares[name]
    return result


def rules_of(project: Project, mix: str, base: Base) -> dict[str, int]:
    """The row of the rule that asks for each class's share in a mix; classes without one are missing."""
    return {
        rule.class_: row
        for row, rule in project.rows(Rule).items()
        if rule.mix == mix and rule.class_ and _is_plain_share(rule, base)
    }


def shares_of(project: Project, mix: str, base: Base) -> dict[str, int] | None:
    """The shares that a mix asks for, in tenths of a percent, or None when it leaves them free."""
    rows = rules_of(project, mix, base)
    if not rows:
        return None
    asked = {name: round(10 * project.rows(Rule)[rows[name]].limit) if name in rows else 0 for name in CLASSES}
    return asked if sum(asked.values()) == WHOLE else None


def edit(project: Project, mix: str, base: Base, shares: Shares) -> Edit:
    """The edit that makes ``shares`` the rules of a mix: at least so much of each class."""
    rows = rules_of(project, mix, base)
    cells = {rows[name]: {"limit": shares[name] / 10} for name in CLASSES if name in rows and shares[name]}
    gone = [rows[name] for name in CLASSES if name in rows and not shares[name]]
    taken = set(project.by_id(Rule))
    fresh = [
        Rule(
            id=_free_id(taken, mix, base, name),
            mix=mix,
            kind="share at least",
            class_=name,
            item=base.item,
            element=base.element,
            limit=shares[name] / 10,
        )
        for name in CLASSES
        if name not in rows and shares[name]
    ]
    parts: list[Edit] = []
    if cells:
        parts.append(SetFields("rules", cells))
    if gone:
        parts.append(DropRecords("rules", gone))
    if fresh:
        parts.append(AddRecords("rules", fresh))
    return Several(tuple(parts), "edit-shares")


def free(project: Project, mix: str, base: Base) -> Edit:
    """The edit that leaves the shares of a mix free again."""
    return DropRecords("rules", list(rules_of(project, mix, base).values()), "edit-shares-free")


def _is_plain_share(rule: Rule, base: Base) -> bool:
    """Whether a rule is just a share of one class in ``base``, over the whole horizon."""
    narrowed = (rule.country, rule.source, rule.offer, rule.first_month, rule.last_month)
    same = (rule.item, rule.element) == (base.item, base.element)
    plain = (rule.kind, rule.measure, rule.window) == ("share at least", "contained", "horizon")
    return same and plain and not any(narrowed)


def _free_id(taken: set[str], mix: str, base: Base, name: str) -> str:
    stem = "-".join(part for part in (mix, base.item or base.element or "all", name) if part)
    number = 1
    while (identity := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    taken.add(identity)
    return identity
