"""Mixes side by side as a table: figures, differences to a base, the best of each marked."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import attrs

from desktop.analysis import cost, coverage, licences, risk
from desktop.gui.hub import Choice
from desktop.gui.tables.results import Column
from desktop.gui.views.measures import money
from desktop.model.plan import Plan
from desktop.model.records import Mix
from desktop.text import formats
from desktop.text.messages import say

_SAME = 1e-9


@attrs.frozen
class _Figure:
    """One figure: its header, how it is computed and shown, and whether more or less of it is better (0: neither)."""

    header: str
    compute: Callable[[Plan], float]
    show: Callable[[float], str]
    better: int


def table(plans: Sequence[Plan], base: str, choice: Choice) -> tuple[Column, ...]:
    """One row for each plan; "★" marks the best value of a column, in brackets stands the difference to the base."""
    mixes = plans[0].project.by_id(Mix)
    names = tuple(
        f"{mixes[plan.mix].name or plan.mix}{say('compare-is-base') if plan.mix == base else ''}" for plan in plans
    )
    against = next((plan for plan in plans if plan.mix == base), None)
    return (
        Column(say("mix"), names, tuple(range(len(plans)))),
        *(_column(figure, plans, against) for figure in _figures(choice)),
        _first_short(plans),
    )


def _figures(choice: Choice) -> list[_Figure]:
    factor, rupees = money(choice)
    return [
        _Figure(say("compare-coverage"), lambda plan: 100 * coverage.overall(plan), _one, 1),
        _Figure(say("compare-cost", unit=rupees), lambda plan: plan.cost.total * factor, _one, -1),
        _Figure(say("compare-per-kg"), cost.per_kg, _none, -1),
        _Figure(say("compare-domestic"), _class_share("domestic"), _one, 1),
        _Figure(say("compare-chinese"), _class_share("licensed_chinese"), _one, -1),
        _Figure(say("compare-licence"), lambda plan: 100 * float(risk.on_licence(plan)["share"]["all"]), _one, -1),
        _Figure(say("compare-files"), lambda plan: float(len(licences.files(plan))), _none, -1),
        _Figure(say("compare-hhi"), lambda plan: float(risk.concentration(plan)["hhi"]["source"]), _two, -1),
        _Figure(say("compare-bent"), lambda plan: float(len({each.limit for each in plan.bent})), _none, -1),
    ]


def _class_share(name: str) -> Callable[[Plan], float]:
    return lambda plan: 100 * float(risk.shares(plan)["contained_share"][name])


def _column(figure: _Figure, plans: Sequence[Plan], base: Plan | None) -> Column:
    values = [figure.compute(plan) for plan in plans]
    known = [figure.better * value for value in values if not math.isnan(value)]
    best, worst = max(known, default=0.0), min(known, default=0.0)
    marked = frozenset(
        at
        for at, value in enumerate(values)
        if best - worst > _SAME and abs(figure.better * value - best) <= _SAME * max(1.0, abs(best))
    )
    start = figure.compute(base) if base is not None else None
    texts = []
    for at, (value, plan) in enumerate(zip(values, plans, strict=True)):
        mark = "★ " if at in marked else ""
        change = "" if start is None or plan is base else _difference(figure, value, start)
        texts.append(f"{mark}{figure.show(value)}{change}")
    return Column(figure.header, tuple(texts), tuple(values), numeric=True, marked=marked)


def _difference(figure: _Figure, value: float, start: float) -> str:
    if math.isnan(value - start):
        return ""
    shown = figure.show(abs(value - start))
    if not any(digit in shown for digit in "123456789"):
        return "  (=)"
    return f"  ({'+' if value > start else '−'}{shown})"


def _first_short(plans: Sequence[Plan]) -> Column:
    found = [coverage.first_short(plan) for plan in plans]
    texts = tuple(formats.month(first.month) if first else say("card-never-short") for first in found)
    return Column(say("compare-first-short"), texts, tuple(first.month.index if first else 10**9 for first in found))


def _none(value: float) -> str:
    return formats.number(value, 0)


def _one(value: float) -> str:
    return formats.number(value, 1)


def _two(value: float) -> str:
    return formats.number(value, 2)
