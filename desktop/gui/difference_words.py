"""Differences between two projects in words, one line each, as lists of what was recovered or restored show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from desktop.gui.words import counted
from desktop.model.differences import Difference
from desktop.model.records import TABLE
from desktop.session.arranging import shown
from desktop.text.messages import say

_LONGEST = 80


def lines(differences: Sequence[Difference]) -> Iterator[str]:
    """One line for each record, or for each field of one that changed."""
    for one in differences:
        table = TABLE[one.table]
        values = {"table": table.title, "record": one.record or table.title}
        if one.kind != "changed":
            yield say(f"difference-{one.kind}", **values)
        for change in one.fields:
            field = table.field[change.field]
            told = {"before": _cut(shown(change.before, field)), "after": _cut(shown(change.after, field))}
            yield say("difference-changed", **values, field=field.label, **told)


def summary(differences: Sequence[Difference]) -> str:
    """How many records differ, and in how many tables."""
    tables = Counter(one.table for one in differences)
    if not tables:
        return say("difference-none")
    return say(
        "difference-summary",
        records=counted("records", len(differences)),
        tables=counted("tables-count", len(tables)),
    )


def _cut(text: str) -> str:
    cut = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return cut or say("difference-empty")
