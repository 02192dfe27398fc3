"""What may be chosen in each place of a sentence that a rule is built as, and what the rule becomes by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import cast

import attrs

from desktop.model.composition import contents_of
from desktop.model.fields import Value
from desktop.model.horizon import horizon_of
from desktop.model.project import Project
from desktop.model.records import Item, Offer, Rule, Source
from desktop.model.records.policy import MEMBERS, RANKS, WINDOWS
from desktop.model.records.supply import CLASSES
from desktop.model.records.table import evolved
from desktop.model.unkeepable import GROUP
from desktop.session.rule_forms import FORMS, cleaned, form_of, in_form
from desktop.text import formats
from desktop.text.messages import say


@attrs.frozen
class Choice:
    """One that may be chosen: what it is called and the fields it sets; without fields it is a heading."""

    name: str
    values: Mapping[str, Value]


def choices(project: Project, rule: Rule, slot: str) -> list[Choice]:
    """What may be chosen in a place; what the rule has already is always among them."""
    found = list(_SLOTS[slot](project, rule))
    if not any(_has(rule, choice) for choice in found):
        found.append(_as_it_is(project, rule, slot))
    return found


def current(rule: Rule, offered: list[Choice]) -> int:
    """Which of the choices the rule has."""
    return next((at for at, choice in enumerate(offered) if _has(rule, choice)), -1)


def chosen(rule: Rule, choice: Choice) -> Rule:
    """The rule with what was chosen."""
    form = next((form for form in FORMS if form.id == choice.values.get("form")), None)
    if form is not None:
        return rule if form_of(rule) is form else in_form(rule, form)
    return cleaned(cast(Rule, evolved(rule, choice.values)))


def _has(rule: Rule, choice: Choice) -> bool:
    if "form" in choice.values:
        return form_of(rule).id == choice.values["form"]
    return bool(choice.values) and all(getattr(rule, name) == value for name, value in choice.values.items())


def _as_it_is(project: Project, rule: Rule, slot: str) -> Choice:
    """What the rule has and no list offers, such as a class and a country at once, or a month beyond the plan."""
    fields = {"group": GROUP, "other": ("other_source", "other_offer"), "goods": ("item", "element")}
    names = fields.get(slot, ("first_month",) if slot == "first" else ("last_month",) if slot == "last" else (slot,))
    values = {name: getattr(rule, name) for name in names}
    if slot in ("first", "last"):
        month = getattr(rule, names[0])
        return Choice(say(f"rule-{slot}", month=formats.month(month)), values)
    said = [_named(project, name, str(value)) for name, value in values.items() if value]
    return Choice(", ".join(said) or say("rule-choose"), values)


def _named(project: Project, field: str, value: str) -> str:
    if field == "class_":
        return say(f"class-{value}")
    if field == "item":
        return _called(project.by_id(Item).get(value), value)
    return _called(project.by_id(Source).get(value), value) if field.endswith("source") else value


def _called(record: Item | Source | None, identity: str) -> str:
    return (record.name if record else "") or identity


def _forms(_: Project, rule: Rule) -> Iterator[Choice]:  # noqa: ARG001 - all slots are asked alike
    return (Choice(form.name, {"form": form.id}) for form in FORMS)


def _senses(_: Project, rule: Rule) -> Iterator[Choice]:
    for kind in form_of(rule).kinds:
        yield Choice(say(f"rule-sense-{kind.split()[-1]}"), {"kind": kind})


def _measures(_: Project, rule: Rule) -> Iterator[Choice]:
    return (Choice(say(f"rule-measure-{name}"), {"measure": name}) for name in form_of(rule).measures)


def _groups(project: Project, rule: Rule) -> Iterator[Choice]:
    none: dict[str, Value] = dict.fromkeys(GROUP, "")
    if form_of(rule).id not in ("if-then", "one-of", "not-both", "share"):
        yield Choice(say("rule-group-all"), none)
    sources = project.all(Source)
    countries = sorted({source.country for source in sources if source.country})
    lists: tuple[tuple[str, list[tuple[str, Value, str]]], ...] = (
        ("classes", [("class_", name, say(f"class-{name}")) for name in CLASSES]),
        ("countries", [("country", name, name) for name in countries]),
        ("sources", [("source", each.id, each.name or each.id) for each in sources]),
        ("offers", [("offer", each.id, each.id) for each in _of_item(project, rule)]),
    )
    for heading, named in lists:
        if named:
            yield Choice(say(f"rule-group-{heading}"), {})
        yield from (Choice(name, {**none, field: value}) for field, value, name in named)


def _others(project: Project, rule: Rule) -> Iterator[Choice]:
    none: dict[str, Value] = {"other_source": "", "other_offer": ""}
    yield Choice(say("rule-group-sources"), {})
    yield from (Choice(each.name or each.id, {**none, "other_source": each.id}) for each in project.all(Source))
    yield Choice(say("rule-group-offers"), {})
    yield from (Choice(each.id, {**none, "other_offer": each.id}) for each in _of_item(project, rule))


def _of_item(project: Project, rule: Rule) -> Iterator[Offer]:
    return (offer for offer in project.all(Offer) if rule.item in ("", offer.item))


def _goods(project: Project, rule: Rule) -> Iterator[Choice]:
    form, contained = form_of(rule), rule.measure == "contained"
    if form.id != "cover":
        everything = "rule-goods-contained" if contained and form.measures else "rule-goods-all"
        yield Choice(say(everything), {"item": "", "element": ""})
        elements = dict.fromkeys(element for held in contents_of(project).values() for element in held)
        yield Choice(say("rule-goods-elements"), {})
        yield from (Choice(element, {"item": "", "element": element}) for element in elements)
        yield Choice(say("rule-goods-items"), {})
    offered = {offer.item for offer in project.all(Offer)}
    for item in project.all(Item):
        if item.id in offered or form.id == "cover":
            yield Choice(item.name or item.id, {"item": item.id, "element": ""})


def _windows(_: Project, rule: Rule) -> Iterator[Choice]:  # noqa: ARG001
    names = ("month", "fiscal year", "horizon")
    return (Choice(say(f"rule-window-{name.replace(' ', '-')}"), {"window": name}) for name in names if name in WINDOWS)


def _members(_: Project, rule: Rule) -> Iterator[Choice]:
    key = "rule-by" if form_of(rule).id == "concentration" else "rule-members"
    return (Choice(say(f"{key}-{name}"), {"by": name}) for name in MEMBERS)


def _ranks(_: Project, rule: Rule) -> Iterator[Choice]:  # noqa: ARG001
    return (Choice(say(f"rule-rank-{name}"), {"rank": name}) for name in RANKS)


def _mixes(_: Project, rule: Rule) -> Iterator[Choice]:
    if rule.mix:
        yield Choice(say("rule-mix-this"), {"mix": rule.mix})
    yield Choice(say("rule-mix-every"), {"mix": ""})


def _spans(slot: str, field: str) -> Callable[[Project, Rule], Iterator[Choice]]:
    """The months at which a rule may begin, or end: those of fiscal years first."""

    def offered(project: Project, rule: Rule) -> Iterator[Choice]:  # noqa: ARG001
        first, last = horizon_of(project)
        months = [first.plus(at) for at in range(last.index - first.index + 1)]
        yield Choice(say(f"rule-{slot}-open"), {field: None})
        edge = {"first": 4, "last": 3}[slot]
        for month in months:
            if month.month == edge and month != {"first": first, "last": last}[slot]:
                year = formats.fiscal_year(month.fiscal_year)
                yield Choice(say(f"rule-{slot}-year", year=year, month=formats.month(month)), {field: month})
        yield Choice(say("rule-months"), {})
        for month in months:
            if month.month != edge:
                yield Choice(say(f"rule-{slot}", month=formats.month(month)), {field: month})

    return offered


_SLOTS: dict[str, Callable[[Project, Rule], Iterator[Choice]]] = {
    "form": _forms,
    "sense": _senses,
    "measure": _measures,
    "group": _groups,
    "other": _others,
    "goods": _goods,
    "window": _windows,
    "members": _members,
    "rank": _ranks,
    "mix": _mixes,
    "first": _spans("first", "first_month"),
    "last": _spans("last", "last_month"),
}
