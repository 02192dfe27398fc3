"""Rules that no purchase can keep together, found without solving; what only plans can tell is left to bent rules."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from desktop.model.clashes.amounts import amount_clashes
from desktop.model.clashes.clash import Clash
from desktop.model.clashes.members import member_clashes
from desktop.model.clashes.pinned import pin_clashes
from desktop.model.clashes.scope import Scope
from desktop.model.clashes.shares import share_clashes
from desktop.model.project import Project
from desktop.model.records import Mix, Offer, Rule, Source
from desktop.model.unkeepable import unkeepable

__all__ = ["Clash", "all_clashes", "clashes"]

_FINDERS = (share_clashes, amount_clashes, member_clashes, pin_clashes)


def clashes(project: Project, rule: Rule, mix: str = "") -> tuple[Clash, ...]:
    """What a rule clashes with: those of its mix, of every mix, and, where it is one of every mix, those of ``mix``.

    The rule need not be in the project yet; one of its id there is what it was before. A clash is a contradiction
    wherever anything is bought of what the rules speak of: every plan bends one of them. Whatever is missing is none.
    """
    if rule.off:
        return ()
    scope = Scope(project, rule.mix)
    found = dict.fromkeys(_alone(scope, rule))
    for mix_id in [rule.mix] if rule.mix else dict.fromkeys([mix, *(each.id for each in project.all(Mix))]):
        others = [
            other for other in project.all(Rule) if other.mix in ("", mix_id) and not other.off and other.id != rule.id
        ]
        own = attrs.evolve(scope, mix=mix_id)
        found.update(dict.fromkeys(clash for finder in _FINDERS for clash in finder(own, rule, others)))
    return tuple(found)


def all_clashes(project: Project) -> Iterator[tuple[Rule, Clash]]:
    """The clashes of all rules, each told once: of the first of its rules."""
    scope, told = Scope(project, ""), set[tuple[str, Clash]]()
    rules = [rule for rule in project.all(Rule) if not rule.off]
    common = [rule for rule in rules if not rule.mix]
    yield from ((rule, clash) for rule in rules for clash in _alone(scope, rule))
    for mix in [mix.id for mix in project.all(Mix)] or [""]:
        held, own = [*common, *(rule for rule in rules if mix and rule.mix == mix)], attrs.evolve(scope, mix=mix)
        for at, rule in enumerate(held):
            for clash in (clash for finder in _FINDERS for clash in finder(own, rule, held[at + 1 :])):
                if (rule.id, clash) not in told:
                    told.add((rule.id, clash))
                    yield rule, clash


def _alone(scope: Scope, rule: Rule) -> Iterator[Clash]:
    """What the rule asks for by itself that nobody can keep."""
    project = scope.project
    sources = project.by_id(Source)
    if all(offer.source in sources for offer in project.all(Offer)):
        found = unkeepable(project, rule)
        if found is not None:
            yield Clash(found.why, (), rule.limit, found.members)
    if rule.kind == "share at least" and rule.limit > 0 and scope.base(rule) and not scope.group(rule):
        yield Clash("nobody", (), rule.limit, 0.0)
