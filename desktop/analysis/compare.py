"""Plans side by side: one row per figure, one column per plan, with the best marked and differences to a base."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Literal

import attrs
import pandas as pd

from desktop.analysis.figures import Figures, figures
from desktop.model.asked import rules_asked
from desktop.model.plan import Plan
from desktop.model.records import Rule
from desktop.model.records.supply import CLASSES
from desktop.text.messages import say

Kind = Literal["share", "money", "rate", "mass", "number", "count"]
"""How a figure is written: a share 0-1, INR, INR per kg, kg, a plain number, a whole one."""
_OF_USE = ("sources at least", "sources at most", "if used then used", "at least one used", "not both used")
"""The kinds of rules that only whole answers are held to."""
_SAME = 1e-6
"""Figures that differ by less than this, relative, are equally good."""


@attrs.frozen
class Row:
    """One figure to compare: the key of its label, how it is written, which direction is better, where it is found."""

    key: str
    kind: Kind
    better: Literal["high", "low", ""]
    read: Callable[[Figures], float]

    @property
    def label(self) -> str:
        """What the figure is called."""
        return say(f"figure-{self.key}")

    @property
    def head(self) -> str:
        """What the figure is called where there is little room."""
        return say(f"head-{self.key}")

    @property
    def is_cost(self) -> bool:
        """Whether it is money spent, which is less where less is delivered."""
        return self.kind in ("money", "rate") and self.better == "low"


def _class_row(class_: str) -> Row:
    key = f"share-{class_.replace('_', '-')}"
    return Row(key, "share", "", lambda found: found.share_by_class[class_].contained)


def rules_not_judged(plan: Plan) -> tuple[Rule, ...]:
    """The rules of a plan's mix that ask whether somebody is used at all: continuous answers are not held to them."""
    if plan.answer == "whole":
        return ()
    return tuple(rule for rule in rules_asked(plan.world, plan.mix) if rule.kind in _OF_USE)


ROWS: tuple[Row, ...] = (
    Row("on-time", "share", "high", lambda found: found.on_time_share),
    Row(
        "targets-short",
        "count",
        "low",
        lambda found: sum(part.on_time_share < 1 - _SAME for part in found.coverage.values()),
    ),
    Row("cost", "money", "low", lambda found: found.cost_inr),
    Row("landed", "money", "low", lambda found: found.landed_inr),
    Row("landed-per-kg", "rate", "low", lambda found: _or_nan(found.landed_per_kg_contained_inr)),
    Row("contained", "mass", "", lambda found: found.contained_kg),
    *(_class_row(class_) for class_ in CLASSES),
    Row("hhi-source", "number", "low", lambda found: found.hhi["source"]),
    Row("hhi-country", "number", "low", lambda found: found.hhi["country"]),
    Row("effective-sources", "number", "high", lambda found: found.effective_number["source"]),
    Row("sources-used", "count", "", lambda found: found.sources_used),
    Row("on-licence", "mass", "low", lambda found: found.on_licence_kg),
    Row("on-licence-share", "share", "low", lambda found: found.on_licence_share),
    Row("incentives", "money", "high", lambda found: found.incentives_paid_inr),
    Row("files", "count", "low", lambda found: found.files_to_put_in),
    Row("orders-due", "money", "", lambda found: found.orders_due_inr),
    Row("bent", "count", "low", lambda found: found.limits_bent),
)
"""All figures that plans are compared by, in the order of the table."""


def table(plans: Sequence[Plan]) -> pd.DataFrame:
    """One row per figure, by its key, and one column per plan, by its position: figures in SI of their ``kind``."""
    found = [figures(plan) for plan in plans]
    rows = {row.key: [float(row.read(one)) for one in found] for row in ROWS}
    return pd.DataFrame.from_dict(rows, orient="index", columns=range(len(plans)))


def best(values: pd.DataFrame) -> pd.DataFrame:
    """Whether each figure is the best of its row; none is where no direction is better, or where all are equal.

    Of costs only those of plans that are not ``less_delivered`` take part.
    """
    by_figure, less = values.T, less_delivered(values).T
    marks = {row.key: _best(row, list(by_figure[row.key]), list(less[row.key])) for row in ROWS}
    return pd.DataFrame.from_dict(marks, orient="index", columns=values.columns)


def less_delivered(values: pd.DataFrame) -> pd.DataFrame:
    """Whether each figure is the cost of a plan that delivers less on time than the best one does."""
    on_time = values.T["on-time"]
    less = [bool(share < max(on_time) - _SAME) for share in on_time]
    marks = {row.key: less if row.is_cost else [False] * len(less) for row in ROWS}
    return pd.DataFrame.from_dict(marks, orient="index", columns=values.columns)


def differences(values: pd.DataFrame, base: int) -> pd.DataFrame:
    """Every figure less that of the plan at position ``base``, in the same units."""
    return values.sub(values[base], axis=0)


def mixed(plans: Sequence[Plan]) -> bool:
    """Whether quick answers stand beside whole ones, next to which they look cheaper than they can be."""
    return len({plan.answer for plan in plans}) > 1


def labels(plans: Sequence[Plan]) -> list[str]:
    """What the plans are called side by side: by mix, by scenario, or both, whichever tells them apart.

    Quick answers are marked where whole ones are beside them.
    """
    quick = [mixed(plans) and plan.answer != "whole" for plan in plans]
    return [say("quick-label", name=name) if mark else name for mark, name in zip(quick, _names(plans), strict=True)]


def _names(plans: Sequence[Plan]) -> list[str]:
    found = [figures(plan) for plan in plans]
    scenarios = [one.scenario_name or say("scenario-as-entered") for one in found]
    if len({one.scenario for one in found}) == 1:
        return [one.mix_name for one in found]
    if len({one.mix for one in found}) == 1:
        return scenarios
    return [f"{one.mix_name} · {scenario}" for one, scenario in zip(found, scenarios, strict=True)]


def _best(row: Row, values: list[float], less: list[bool]) -> list[bool]:
    known = [value for value, out in zip(values, less, strict=True) if not out and not math.isnan(value)]
    if not row.better or not known:
        return [False] * len(values)
    wanted = max(known) if row.better == "high" else min(known)
    near = [abs(value - wanted) <= _SAME * max(abs(wanted), _SAME) for value in values]
    marks = [same and not out for same, out in zip(near, less, strict=True)]
    return [False] * len(values) if all(marks) else marks


def _or_nan(value: float | None) -> float:
    return math.nan if value is None else value
