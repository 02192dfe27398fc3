"""The sorts of sentences that rules are built as: which kinds of rule each makes, and the words it is built of."""

from __future__ import annotations

import re
from typing import cast

import attrs

from desktop.model.fields import Value
from desktop.model.records import TABLE, Rule
from desktop.model.records.table import evolved
from desktop.model.unkeepable import GROUP
from desktop.text.messages import say

_LOGICAL = ("if-then", "one-of", "not-both")
_OTHER = ("other_source", "other_offer")
_BASE = ("item", "element")
_TIME = ("window",)
Line = tuple[tuple[str, str], ...]
"""A sentence in parts, each a place to fill or words."""
SLOTS = (
    *("form", "sense", "limit", "measure", "group", "other", "goods"),
    *("members", "counting", "window", "first", "last", "rank", "mix"),
)
"""The places of a sentence in which something is chosen or entered."""
_PART = re.compile(r"\{(\w+)\}|([^{}]+)")


@attrs.frozen
class Form:
    """One sort of sentence.

    ``kinds`` are the kinds of rule that it makes, ``measures`` what may be measured, the usual one first (() where
    the kind has none), ``reads`` the fields that it keeps of a rule that was of another form, ``limit`` what it begins
    with.
    """

    id: str
    kinds: tuple[str, ...]
    measures: tuple[str, ...]
    reads: tuple[str, ...]
    limit: float = 0.0

    @property
    def name(self) -> str:
        """What it is called."""
        return say(f"rule-form-{self.id}")


FORMS = (
    Form(
        "share",
        ("share at most", "share at least"),
        ("contained", "quantity", "value"),
        (*GROUP, *_BASE, *_TIME, "measure"),
        30.0,
    ),
    Form(
        "amount",
        ("amount at most", "amount at least"),
        ("contained", "quantity"),
        (*GROUP, *_BASE, *_TIME, "measure"),
        1000.0,
    ),
    Form("budget", ("amount at most", "amount at least"), ("value",), (*GROUP, *_BASE, *_TIME), 1e8),
    Form("co2", ("amount at most", "amount at least"), ("co2",), (*GROUP, *_BASE, *_TIME), 1e5),
    Form("sources", ("sources at least", "sources at most"), (), (*_BASE, *_TIME, "by", "counts_from"), 2.0),
    Form(
        "concentration",
        ("concentration at most",),
        ("contained", "quantity", "value"),
        (*_BASE, *_TIME, "measure", "by"),
        0.5,
    ),
    Form("cover", ("cover at least",), (), ("item",), 30.0),
    Form("if-then", ("if used then used",), (), (*GROUP, *_OTHER, *_BASE, *_TIME, "counts_from")),
    Form("one-of", ("at least one used",), (), (*GROUP, *_OTHER, *_BASE, *_TIME, "counts_from")),
    Form("not-both", ("not both used",), (), (*GROUP, *_OTHER, *_BASE, *_TIME)),
)
FORM = {form.id: form for form in FORMS}
_ALWAYS = ("id", "mix", "first_month", "last_month", "rank", "off")


def form_of(rule: Rule) -> Form:
    """The form that a rule has, by its kind and, of amounts, by what is measured."""
    of_kind = [form for form in FORMS if rule.kind in form.kinds]
    return next((form for form in of_kind if rule.measure in form.measures), of_kind[0])


def line_of(rule: Rule) -> Line:
    """The sentence that a rule is built as, in order: ("slot", its name) or ("words", what stands there)."""
    limited = "-most" if rule.kind == "sources at most" else ""  # whatever is bought counts there
    line = say(f"rule-line-{form_of(rule).id}{limited}", **{slot: f"{{{slot}}}" for slot in SLOTS})
    found = _PART.findall(line)
    return tuple(("slot", slot) if slot else ("words", words.strip()) for slot, words in found if slot or words.strip())


def in_form(rule: Rule, form: Form) -> Rule:
    """A rule as one of a form: fields that are not read are as they are by default, the rest stays where it can."""
    sense = rule.kind.split()[-1]
    kind = next((kind for kind in form.kinds if kind.endswith(sense)), form.kinds[0])
    kept: dict[str, Value] = {name: getattr(rule, name) for name in (*_ALWAYS, *form.reads)}
    if form.measures and kept.get("measure") not in form.measures:
        kept["measure"] = form.measures[0]
    return cleaned(cast(Rule, evolved(Rule(), {**kept, "kind": kind, "limit": form.limit})))


def missing(rule: Rule) -> tuple[str, ...]:
    """The places of the sentence in which something has to be chosen yet."""
    asked = {
        "group": form_of(rule).id in ("share", *_LOGICAL) and not any(getattr(rule, name) for name in GROUP),
        "other": form_of(rule).id in _LOGICAL and not any(getattr(rule, name) for name in _OTHER),
        "goods": rule.kind == "cover at least" and not rule.item,
    }
    return tuple(slot for slot, is_missing in asked.items() if is_missing)


def cleaned(rule: Rule) -> Rule:
    """A rule whose fields that its kind does not read are as they are by default."""
    fields = TABLE["rules"].field
    if rule.kind in ("sources at most", "not both used"):
        return attrs.evolve(rule, counts_from=cast(float, fields["counts_from"].default))
    return rule


def fresh(mix: str, material: str) -> Rule:
    """A rule to begin with: a share of what is looked at ("item:" or "element:" with its name, or all)."""
    kind, _, name = material.partition(":")
    share = FORM["share"]
    return Rule(
        mix=mix,
        kind=share.kinds[0],
        class_="licensed_chinese",
        item=name if kind == "item" else "",
        element=name if kind == "element" else "",
        measure=share.measures[0],
        window="fiscal year",
        limit=share.limit,
    )
