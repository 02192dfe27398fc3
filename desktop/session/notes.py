"""The notes of the checks that concern one plan: what a reader of its figures should know beside them."""

from __future__ import annotations

from desktop.model.checks import check
from desktop.model.errors import Problem
from desktop.model.plan import Plan
from desktop.text.messages import say, sentence

_SHOWN = 10
_OWNERS = {"mixes": "mix", "scenarios": "scenario"}
"""Tables whose records are what a plan was made for."""


def of_plan(plan: Plan) -> tuple[Problem, ...]:
    """Every note of the plan's project, without those of rules, pins and events of other mixes and scenarios."""
    found = check(plan.project)
    return tuple(note for note in found if note.severity == "note" and _concerns(plan, note))


def lines(plan: Plan) -> list[str]:
    """The notes in words: the first of each kind with the number of those like it, at most ten kinds."""
    groups: dict[tuple[str, str], list[Problem]] = {}
    for note in of_plan(plan):
        groups.setdefault((note.key, note.table), []).append(note)
    said = [sentence(notes[0]) + _like_it(len(notes) - 1) for notes in groups.values()]
    more = sum(map(len, list(groups.values())[_SHOWN:]))
    return [*said[:_SHOWN], *([say("notes-more", count=more)] if more else [])]


def _like_it(count: int) -> str:
    return "" if not count else say("notes-like-it-one") if count == 1 else say("notes-like-it", count=count)


def _concerns(plan: Plan, note: Problem) -> bool:
    """Whether what a note is about belongs to the plan's mix and scenario, or to all."""
    record = plan.project.tables[note.table].get(note.row or 0) if note.table in plan.project.tables else None
    if record is None:
        return True
    for table, owner in _OWNERS.items():
        belongs = getattr(record, "id" if note.table == table else owner, "")
        if belongs not in ("", getattr(plan, owner)):
            return False
    return True
