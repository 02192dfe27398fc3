"""Plans side by side as a table: the figures of the analysis in the units of the screen, the best of each marked."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from desktop.analysis import compare, coverage
from desktop.gui.hub import Choice
from desktop.gui.tables.results import Column
from desktop.gui.views.measures import money, scaled
from desktop.model.plan import Plan
from desktop.session import gap
from desktop.text import formats
from desktop.text.messages import say

Pair = tuple[str, str]
"""A mix and a scenario."""
_DECIMALS: dict[compare.Kind, int] = {"share": 1, "money": 1, "rate": 0, "mass": 1, "number": 2, "count": 0}


def table(
    plans: Sequence[Plan], base: Pair | None, choice: Choice, pinned: Collection[Pair] = ()
) -> tuple[Column, ...]:
    """One row for each plan, one column for each figure that plans are compared by, sorted by its value in SI.

    ``base`` is the plan that differences are to, ``pinned`` those that stay at the top; both say so in their names.
    "★" marks the best value of a column, "†" a cost of less delivered; in brackets stands the difference to the base.
    """
    pairs = [(plan.mix, plan.scenario) for plan in plans]
    at = pairs.index(base) if base in pairs else None
    names = tuple(
        f"{name}{say('compare-is-base') if pair == base else ''}{say('compare-is-pinned') if pair in pinned else ''}"
        for name, pair in zip(compare.labels(plans), pairs, strict=True)
    )
    values = compare.table(plans)
    stars, daggers, figures = compare.best(values).T, compare.less_delivered(values).T, values.T
    changes = None if at is None else compare.differences(values, at).T
    columns = [Column(say("compare-plan"), names, tuple(range(len(plans))))]
    for row in compare.ROWS:
        marks = list(zip(stars[row.key], daggers[row.key], strict=True))
        apart = [math.nan] * len(plans) if changes is None else list(changes[row.key])
        columns.append(_column(row, list(figures[row.key]), apart, marks, at, choice))
    return (*columns, _first_short(plans), _answers(plans))


def note(plans: Sequence[Plan]) -> str:
    """What "†" and "≈" mean, where the table has any; else ""."""
    less = compare.less_delivered(compare.table(plans)).to_numpy(bool).any()
    return " ".join(say(key) for key, has in (("less-delivered", less), ("quick-beside", compare.mixed(plans))) if has)


def _column(
    row: compare.Row,
    values: list[float],
    apart: list[float],
    marks: list[tuple[bool, bool]],
    base: int | None,
    choice: Choice,
) -> Column:
    factor, unit = _unit(row, choice)
    texts = []
    for at, (value, change, (star, dagger)) in enumerate(zip(values, apart, marks, strict=True)):
        told = formats.nearly(value) if row.key == "on-time" else value
        shown = _shown(row, told * factor)
        behind = "" if at == base else _difference(row, change * factor)
        texts.append(f"{'★ ' if star else ''}{shown}{' †' if dagger else ''}{behind}")
    dagger = any(less for _, less in marks)
    return Column(
        say("head-unit", name=row.head, unit=unit) if unit else row.head,
        tuple(texts),
        tuple(values),
        numeric=True,
        help=f"{row.label}\n{say('less-delivered')}" if dagger else row.label,
        marked=frozenset(at for at, (star, _) in enumerate(marks) if star),
    )


def _unit(row: compare.Row, choice: Choice) -> tuple[float, str]:
    """The factor and the unit in which a figure is shown; "" for plain numbers."""
    match row.kind:
        case "share":
            return 100.0, say("figure-unit-share")
        case "money":
            return money(choice)
        case "rate":
            return 1.0, say("figure-unit-rate")
        case "mass":
            return scaled("kg", choice)
        case _:
            return 1.0, ""


def _shown(row: compare.Row, value: float) -> str:
    return "–" if math.isnan(value) else formats.number(value, _DECIMALS[row.kind])


def _difference(row: compare.Row, change: float) -> str:
    if math.isnan(change):
        return ""
    shown = _shown(row, abs(change))
    if shown.startswith("<") or not any(digit in shown for digit in "123456789"):
        return "  (=)"
    return f"  ({'+' if change > 0 else '−'}{shown})"


def _first_short(plans: Sequence[Plan]) -> Column:
    found = [coverage.first_short(plan) for plan in plans]
    texts = tuple(formats.month(first.month) if first else say("card-never-short") for first in found)
    return Column(say("compare-first-short"), texts, tuple(first.month.index if first else 10**9 for first in found))


def _answers(plans: Sequence[Plan]) -> Column:
    """Which answer each plan is and, of whole ones, how far it may be from the best; sorted by that, in INR."""
    texts = tuple(gap.words(plan) if plan.answer == "whole" else say("compare-continuous") for plan in plans)
    far = tuple(math.inf if plan.gap is None else plan.gap for plan in plans)
    return Column(say("compare-answer"), texts, far, help=say("compare-answer-help"))
