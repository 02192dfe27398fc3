"""Shares of the three classes in a mix: how they move together, which rules name them, and the edit of those."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import attrs

from desktop.model.edits import AddRecords, DropRecords, Edit, SetFields, Several, apply
from desktop.model.months import Month
from desktop.model.project import Project
from desktop.model.records import Rule
from desktop.model.records.supply import CLASSES

WHOLE = 1000
Shares = Mapping[str, int]
Split = tuple[int, ...]
"""The shares of all classes, in their order; they add up to 1000."""


@attrs.frozen
class Base:
    """What the shares are of: one item, one element, or (both empty) everything contained."""

    item: str = ""
    element: str = ""

    @classmethod
    def of(cls, material: str) -> Base:
        """That of a chosen material: "item:" or "element:" with its name, or "" for all."""
        kind, _, name = material.partition(":")
        return cls(item=name if kind == "item" else "", element=name if kind == "element" else "")


@attrs.frozen
class Span:
    """Over which time shares are taken: the window of their rules, and their first and last month."""

    window: str
    first_month: Month | None
    last_month: Month | None

    @classmethod
    def of(cls, rule: Rule) -> Span:
        """That of a rule."""
        return cls(rule.window, rule.first_month, rule.last_month)


def rebalance(shares: Shares, moved: str, wanted: int, locked: Collection[str]) -> dict[str, int]:
    """Shares in tenths of a percent after one class is moved: locked ones stay, the sum is always 1000.

    The others give or take in proportion to what they have; the moved one goes no further than they can.
    """
    free = [name for name in shares if name != moved and name not in locked]
    if not free:
        return dict(shares)
    room = WHOLE - sum(shares[name] for name in shares if name != moved and name in locked)
    value = min(max(wanted, 0), room)
    return {**shares, moved: value, **_divided(room - value, {name: shares[name] for name in free})}


def held(before: Shares, wanted: Shares, locked: Collection[str]) -> dict[str, int]:
    """Shares near those wanted in which the locked ones stay; the others divide the rest as they are wanted."""
    kept = {name: before[name] for name in before if name in locked}
    rest = {name: wanted[name] for name in before if name not in locked}
    found = {**kept, **_divided(WHOLE - sum(kept.values()), rest)}
    return {name: found[name] for name in before}


def by_class(split: Split) -> dict[str, int]:
    """A split as shares by class."""
    return dict(zip(CLASSES, split, strict=True))


def split_of(shares: Shares) -> Split:
    """Shares by class as a split."""
    return tuple(shares[name] for name in CLASSES)


def rules_of(project: Project, mix: str, base: Base) -> dict[str, tuple[int, ...]]:
    """The rows of the rules that limit each class's share in a mix, at least or at most, in whatever months."""
    rows: dict[str, tuple[int, ...]] = {}
    for row, rule in project.rows(Rule).items():
        if rule.mix == mix and not rule.off and _is_class_share(rule, base):
            rows[rule.class_] = (*rows.get(rule.class_, ()), row)
    return rows


def asked(project: Project, mix: str, base: Base) -> dict[str, int]:
    """The shares that the rules of a mix name, in tenths of a percent; not of a class whose rules name several."""
    rules = project.rows(Rule)
    named = {
        name: {round(10 * rules[row].limit) for row in rows} for name, rows in rules_of(project, mix, base).items()
    }
    return {name: min(limits) for name, limits in named.items() if len(limits) == 1}


def shares_of(project: Project, mix: str, base: Base, reached: Shares | None = None) -> dict[str, int] | None:
    """The shares that a mix asks for, adding to 1000, or None when its rules name none, or none that add up.

    Classes without a share of their own divide the rest as they do in what is ``reached``.
    """
    named = asked(project, mix, base)
    left = WHOLE - sum(named.values())
    open_ = {name: (reached or {}).get(name, 0) for name in CLASSES if name not in named}
    if not named or left < 0 or (left and not open_):
        return None
    found = {**named, **_divided(left, open_)}
    return {name: found[name] for name in CLASSES}


def edit(project: Project, mix: str, base: Base, shares: Shares) -> Edit:
    """The edit that makes ``shares`` the rules of a mix.

    Rules keep their kind, window, months and rank and get a new limit; a class without one is asked for at least so
    much, in the window and months of the mix's first rule about shares.
    """
    rows, span, taken = rules_of(project, mix, base), span_of(project, mix, base), set(project.by_id(Rule))
    cells = {row: {"limit": shares[name] / 10} for name in CLASSES for row in rows.get(name, ())}
    fresh = [
        _least(_free_id(taken, mix, base, name), mix, base, name, shares[name], span)
        for name in CLASSES
        if name not in rows and shares[name]
    ]
    parts: list[Edit] = []
    if cells:
        parts.append(SetFields("rules", cells))
    if fresh:
        parts.append(AddRecords("rules", fresh))
    return Several(tuple(parts), "edit-shares")


def free(project: Project, mix: str, base: Base) -> Edit:
    """The edit that leaves the shares of a mix free again: it drops the rules of every class."""
    rows = [row for found in rules_of(project, mix, base).values() for row in found]
    return DropRecords("rules", rows, "edit-shares-free")


def span_of(project: Project, mix: str, base: Base) -> Span:
    """Over which time a mix asks for its shares: as its first rule about them does, or as a new rule would."""
    rules, rows = project.rows(Rule), rules_of(project, mix, base)
    return Span.of(next((rules[row] for row in sorted(row for found in rows.values() for row in found)), Rule()))


def exactly(project: Project, mix: str, base: Base, split: Split, span: Span) -> Project:
    """A project whose mix leaves its shares free, with these shares before every target."""
    taken = set(project.by_id(Rule))
    rules = [
        attrs.evolve(_least(_free_id(taken, mix, base, name), mix, base, name, share, span), rank="law")
        for name, share in zip(CLASSES, split, strict=True)
    ]
    return apply(project, AddRecords("rules", rules))


def _least(identity: str, mix: str, base: Base, class_: str, share: int, span: Span) -> Rule:
    return Rule(
        id=identity,
        mix=mix,
        kind="share at least",
        class_=class_,
        item=base.item,
        element=base.element,
        limit=share / 10,
        window=span.window,
        first_month=span.first_month,
        last_month=span.last_month,
    )


def _divided(whole: int, weights: Shares) -> dict[str, int]:
    """Whole numbers that add to ``whole``, in proportion to weights; equal where there are none."""
    result: dict[str, int] = {}
    left, weight = whole, sum(weights.values())
    for position, name in enumerate(weights):
        rest = len(weights) - position
        part = left // rest if not weight else round(left * weights[name] / weight)
        result[name] = left if rest == 1 else min(part, left)
        left -= result[name]
        weight -= weights[name]
    return result


def _is_class_share(rule: Rule, base: Base) -> bool:
    """Whether a rule limits the share of one class in ``base``; shares of one item's quantity are those contained."""
    narrowed = (rule.country, rule.source, rule.offer)
    same = (rule.item, rule.element) == (base.item, base.element)
    measured = rule.measure in (("contained", "quantity") if base.item else ("contained",))
    return rule.kind.startswith("share") and bool(rule.class_) and same and measured and not any(narrowed)


def unused(wanted: str, taken: set[str]) -> str:
    """A name like the one wanted that nothing has yet; it counts as ``taken`` from then on."""
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    taken.add(found)
    return found


def _free_id(taken: set[str], mix: str, base: Base, name: str) -> str:
    return unused("-".join(part for part in (mix, base.item or base.element or "all", name) if part), taken)
