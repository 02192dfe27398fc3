"""Rules that do not say what they mean: limits of another kind, nothing to speak of, fields that say nothing."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.model.checks.shape import problem
from desktop.model.clashes import all_clashes
from desktop.model.errors import Problem, Values
from desktop.model.horizon import horizon_of
from desktop.model.project import Project
from desktop.model.records import TABLE, Item, Rule, Tier
from desktop.model.rule_windows import holds_over, windows_of
from desktop.model.unkeepable import GROUP, base_of, group_of, unkeepable

_OTHER = ("other_source", "other_offer")
_BASE = ("item", "element")
_LOGICAL = ("if used then used", "at least one used", "not both used")
_BOUGHT = (*GROUP, *_BASE, "measure", "window", "limit")
_COUNTED = (*GROUP, *_BASE, "by", "window", "limit")
_TWO = (*GROUP, *_OTHER, *_BASE, "window")
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
_MAY_SAY = (*GROUP, *_BASE, *_OTHER, "by", "counts_from", "measure", "window", "limit")
_MEMBERS = ("few", "spread", "fit")
"""What ``limits_beyond_the_members`` tells."""
_MOST = {"share": 100.0, "concentration": 1.0, "cover": 3650.0}


def limits_out_of_range(project: Project) -> Iterator[Problem]:
    """Shares above 100 %, concentrations above 1, cover of more than ten years, and parts of a source."""
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
        if rule.kind in _LOGICAL and not any(getattr(rule, field) for field in GROUP):
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
            counted = base_of(project, rule) if rule.kind.startswith("share") else group_of(project, rule)
            units = sorted({items[offer.item].unit for offer in counted})
            if len(units) > 1:
                note = not rule.kind.startswith("amount")
                yield problem(project, rule, "rule-units", "measure", {"units": ", ".join(units)}, note=note)


def values_in_parts_of_tiers(project: Project) -> Iterator[Problem]:
    """Limits on value by windows that cut those by which units of an offer fall into its tiers.

    Which months' units are the dearer ones is then for the plan to choose (``engine.tiers``), and it may keep the
    limit by that choice alone.
    """
    basis = {tier.offer: tier.basis for tier in project.all(Tier) if tier.kind == "incremental"}
    horizon = horizon_of(project)
    for rule in project.all(Rule):
        if rule.measure == "value" and "measure" in _SAID[rule.kind] and not rule.off:
            windows = tuple(windows_of(rule, horizon))
            for offer in base_of(project, rule):
                whole = Rule(window=basis.get(offer.id, "order"))
                if whole.window != "order" and not all(holds_over(whole, months, horizon) for months in windows):
                    values = {"offer": offer.id, "basis": whole.window}
                    yield problem(project, rule, "rule-part-of-tier", "window", values, note=True)
                    break


def limits_beyond_the_members(project: Project) -> Iterator[Problem]:
    """More sources asked than there are, or than can count, and purchases asked to be spread over more.

    As a law such a rule is kept by buying nothing: laws stand before every target.
    """
    for rule in project.all(Rule):
        found = unkeepable(project, rule)
        if found is not None:
            values: Values = {
                "members": found.members,
                "value": f"{rule.limit:g}",
                "share": f"{rule.counts_from:g}",
            }
            key = f"rule-members-{found.why}{'-law' if rule.rank == 'law' else ''}"
            yield problem(project, rule, key, "limit", values, note=True)


def rules_that_clash(project: Project) -> Iterator[Problem]:
    """Rules of one mix that no purchase can keep together; planned all the same, and reported as bent.

    What a rule asks in vain by itself is told only if no other check tells it.
    """
    for rule, clash in all_clashes(project):
        alone = not clash.others and clash.why != "nobody"
        if clash.why in _MEMBERS or (
            alone and (rule.limit > _MOST["share"] or not any(getattr(rule, f) for f in GROUP))
        ):
            continue
        others = ", ".join(clash.others)
        values: Values = {"others": others, "asked": f"{clash.asked:g}", "allowed": f"{clash.allowed:g}"}
        key = f"rules-clash-{clash.why}{'-alone' if alone else ''}"
        yield problem(project, rule, key, "limit", values, note=True)


CHECKS = (
    limits_out_of_range,
    rules_without_what_they_limit,
    fields_that_say_nothing,
    units_added_up,
    values_in_parts_of_tiers,
)
