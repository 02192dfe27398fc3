"""Rules that do not say what they mean: limits of another kind, nothing to speak of, fields that say nothing."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.model.checks.shape import problem
from desktop.model.composition import contents_of
from desktop.model.errors import Problem, Values
from desktop.model.project import Project
from desktop.model.records import TABLE, Item, Offer, Rule, Source

_GROUP = ("class_", "country", "source", "offer")
_OTHER = ("other_source", "other_offer")
_BASE = ("item", "element")
_LOGICAL = ("if used then used", "at least one used", "not both used")
_BOUGHT = (*_GROUP, *_BASE, "measure", "window", "limit")
_COUNTED = (*_GROUP, *_BASE, "by", "window", "limit")
_TWO = (*_GROUP, *_OTHER, *_BASE, "window")
_SAID: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("share at least", "share at most", "amount at least", "amount at most"), _BOUGHT),
    "sources at least": (*_COUNTED, "counts_from"),
    "sources at most": _COUNTED,
    "concentration at most": (*_BOUGHT, "by"),
    "cover at least": ("item", "limit"),
    **dict.fromkeys(("if used then used", "at least one used"), (*_TWO, "counts_from")),
    "not both used": _TWO,
}
"""What each kind of rule reads of the fields that not every kind does."""
_MAY_SAY = (*_GROUP, *_BASE, *_OTHER, "by", "counts_from", "measure", "window", "limit")
_MOST = {"share": 100.0, "concentration": 1.0}


def limits_out_of_range(project: Project) -> Iterator[Problem]:
    """Shares above 100 %, concentrations above 1, and parts of a source."""
    for rule in project.all(Rule):
        kind = rule.kind.split()[0]
        if rule.limit > _MOST.get(kind, rule.limit):
            yield problem(project, rule, f"rule-{kind}-range", "limit", {"value": f"{rule.limit:g}"})
        if kind == "sources" and rule.limit % 1:
            yield problem(project, rule, "rule-sources-part", "limit", {"value": f"{rule.limit:g}"}, note=True)


def rules_without_what_they_limit(project: Project) -> Iterator[Problem]:
    """Cover of no item, and kinds that speak of two groups while one of them is not named."""
    for rule in project.all(Rule):
        if rule.kind == "cover at least" and not rule.item:
            yield problem(project, rule, "rule-no-item", "item")
        if rule.kind in _LOGICAL and not any(getattr(rule, field) for field in _GROUP):
            yield problem(project, rule, "rule-no-group", "source", {"kind": rule.kind})
        if rule.kind in _LOGICAL and not any(getattr(rule, field) for field in _OTHER):
            yield problem(project, rule, "rule-no-other", "other_source", {"kind": rule.kind})


def fields_that_say_nothing(project: Project) -> Iterator[Problem]:
    """Fields that are filled in while rules of the kind do not read them."""
    fields = TABLE["rules"].field
    for rule in project.all(Rule):
        for name in _MAY_SAY:
            if name not in _SAID[rule.kind] and getattr(rule, name) != fields[name].default:
                yield problem(project, rule, "rule-field-unread", name, {"kind": rule.kind}, note=True)


def units_added_up(project: Project) -> Iterator[Problem]:
    """Quantities in several units that a rule adds up: an amount of them is in no unit at all."""
    items = project.by_id(Item)
    for rule in project.all(Rule):
        if rule.measure == "quantity" and "measure" in _SAID[rule.kind]:
            counted = _base(project, rule) if rule.kind.startswith("share") else _group(project, rule)
            units = sorted({items[offer.item].unit for offer in counted})
            if len(units) > 1:
                note = not rule.kind.startswith("amount")
                yield problem(project, rule, "rule-units", "measure", {"units": ", ".join(units)}, note=note)


def limits_beyond_the_members(project: Project) -> Iterator[Problem]:
    """More sources asked than there are, and purchases asked to be spread over more."""
    sources = project.by_id(Source)
    for rule in project.all(Rule):
        offers = [sources[offer.source] for offer in _group(project, rule)]
        members = len({source.country if rule.by == "country" else source.id for source in offers})
        values: Values = {"members": members, "value": f"{rule.limit:g}"}
        if rule.kind == "sources at least" and rule.limit > members:
            yield problem(project, rule, "rule-members-few", "limit", values, note=True)
        if rule.kind == "concentration at most" and members and rule.limit < 1 / members:
            yield problem(project, rule, "rule-spread-few", "limit", values, note=True)


def _base(project: Project, rule: Rule) -> list[Offer]:
    """The offers of the rule's item that hold its element."""
    contents = contents_of(project)
    return [
        offer
        for offer in project.all(Offer)
        if rule.item in ("", offer.item) and (not rule.element or contents.get(offer.item, {}).get(rule.element))
    ]


def _group(project: Project, rule: Rule) -> list[Offer]:
    """The offers in the rule's base that belong to its group."""
    sources, found = project.by_id(Source), []
    for offer in _base(project, rule):
        source = sources[offer.source]
        has = (source.class_, source.country, source.id, offer.id)
        if all(getattr(rule, field) in ("", value) for field, value in zip(_GROUP, has, strict=True)):
            found.append(offer)
    return found


CHECKS = (limits_out_of_range, rules_without_what_they_limit, fields_that_say_nothing, units_added_up)
