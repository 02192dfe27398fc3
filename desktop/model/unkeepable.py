"""Rules that no purchase can keep: more spread than there are sources to spread over."""

from __future__ import annotations

from typing import Literal

import attrs

from desktop.model.composition import contents_of
from desktop.model.project import Project
from desktop.model.records import Offer, Rule, Source

GROUP = ("class_", "country", "source", "offer")
"""The fields of a rule that name its group."""
_ALL = 100.0


@attrs.frozen
class Unkeepable:
    """Why no purchase keeps a rule: too "few" members, too few to "spread" over, or shares that do not "fit"."""

    why: Literal["few", "spread", "fit"]
    members: int


def unkeepable(project: Project, rule: Rule) -> Unkeepable | None:
    """Why nothing can be bought in keeping with a rule on members; None where something can, as far as one sees."""
    if rule.kind not in ("sources at least", "concentration at most"):
        return None
    sources = project.by_id(Source)
    sellers = [sources[offer.source] for offer in group_of(project, rule)]
    members = len({source.country if rule.by == "country" else source.id for source in sellers})
    if rule.kind == "sources at least":
        if rule.limit > members:
            return Unkeepable("few", members)
        items = {offer.item for offer in group_of(project, rule)}
        if len(items) == 1 and rule.limit * rule.counts_from > _ALL:
            return Unkeepable("fit", members)
    if rule.kind == "concentration at most" and members and rule.limit < 1 / members:
        return Unkeepable("spread", members)
    return None


def base_of(project: Project, rule: Rule) -> list[Offer]:
    """The offers of the rule's item that hold its element."""
    contents = contents_of(project)
    return [
        offer
        for offer in project.all(Offer)
        if rule.item in ("", offer.item) and (not rule.element or contents.get(offer.item, {}).get(rule.element))
    ]


def group_of(project: Project, rule: Rule) -> list[Offer]:
    """The offers in the rule's base that belong to its group."""
    sources, found = project.by_id(Source), []
    for offer in base_of(project, rule):
        source = sources[offer.source]
        has = (source.class_, source.country, source.id, offer.id)
        if all(getattr(rule, field) in ("", value) for field, value in zip(GROUP, has, strict=True)):
            found.append(offer)
    return found
