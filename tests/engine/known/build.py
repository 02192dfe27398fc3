"""Projects of a few rows for cases whose best plan is known, and the two ways of planning them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

import pytest

from desktop.engine.goals import optimise
from desktop.engine.whole import Enough, improve
from desktop.model.checks import errors
from desktop.model.fields import Value
from desktop.model.months import Month
from desktop.model.plan import Bent, Plan
from desktop.model.progress import Silent
from desktop.model.project import Project
from desktop.model.records import Item, Mix, Offer, RecipeInput, Record, Settings, Source, Target
from desktop.model.records.table import evolved

FIRST = Month.of(2027, 4)
"""The first month of a fiscal year, FY28."""
PLAN_DATE = dt.date(2026, 6, 1)
Demand = Mapping[str, Sequence[float]]
Answer = Callable[[Project], Plan]


def project(demand: Demand, offers: Sequence[Record], **tables: Sequence[Record]) -> Project:
    """A project that promises ``demand`` from its first month on and can buy from ``offers``.

    Items (in kg, must) and sources (Indian, domestic) that the rows name are made where no table gives them;
    without other settings the horizon is as long as the longest demand.
    """
    length = max(map(len, demand.values()))
    own = tables.get("settings", (settings(length),))
    first: Month = getattr(own[0], "first_month")  # noqa: B009 - the field of a record of any kind
    recipes, inputs = tables.get("recipes", ()), tables.get("recipe_inputs", ())
    items = [*demand, *_named(offers, "item"), *_named(recipes, "output"), *_named(inputs, "item")]
    return Project.of(
        {
            "mixes": [Mix(id="plan")],
            **tables,
            "settings": own,
            "items": _completed(tables.get("items", ()), items, item),
            "sources": _completed(tables.get("sources", ()), _named(offers, "source"), source),
            "offers": offers,
            "targets": [
                Target(item=name, month=first.plus(position), quantity=quantity)
                for name, series in demand.items()
                for position, quantity in enumerate(series)
            ],
        }
    )


def settings(months: int, **values: Value) -> Record:
    """The settings of a known case; whole lots hold in the first twelve months."""
    return evolved(Settings(name="Known", first_month=FIRST, months=months, plan_date=PLAN_DATE), values)


def item(name: str, **values: Value) -> Record:
    """An item in kg whose targets must be met."""
    return evolved(Item(id=name, kind="component", unit="kg"), values)


def traded(name: str, lost_cost: float, **values: Value) -> Record:
    """An item that need not be delivered: every unit lost costs ``lost_cost`` INR."""
    return item(name, priority="traded", lost_cost=lost_cost, **values)


def source(name: str, **values: Value) -> Record:
    """A domestic source."""
    return evolved(Source(id=name, name=name, country="India", class_="domestic"), values)


def offer(name: str, price: float, of: str = "part", **values: Value) -> Record:
    """An offer of the source of the same name, at a price in INR that holds everything (DDP)."""
    return evolved(Offer(id=name, source=name, item=of, price=price), values)


def takes(recipe: str, **inputs: float) -> list[Record]:
    """What one unit of a recipe's output takes, by item."""
    return [RecipeInput(recipe=recipe, item=name, quantity=quantity) for name, quantity in inputs.items()]


def planned(case: Project, mix: str = "plan", scenario: str = "") -> Plan:
    """The whole answer of a sound project, verified and proven best within a millionth of its cost."""
    assert errors(case) == ()
    plan = improve(case, mix, scenario, Enough(seconds=30.0, gap=0.0), Silent())
    assert plan.verified, plan.faults
    assert plan.answer == "whole"
    assert plan.gap is not None
    assert plan.gap <= 1e-6 * max(abs(plan.cost.total), 1.0)
    return plan


def relaxed(case: Project, mix: str = "plan", scenario: str = "") -> Plan:
    """The continuous answer of a sound project, verified."""
    assert errors(case) == ()
    plan = optimise(case, mix, scenario, Silent())
    assert plan.verified, plan.faults
    assert plan.answer == "continuous"
    return plan


both = pytest.mark.parametrize("answer", [relaxed, planned], ids=["relaxed", "whole"])
"""For cases without a yes or no: the whole answer is the continuous one."""


def costs(plan: Plan, total: float) -> None:
    """Holds a plan to ``total`` INR, within a millionth."""
    assert plan.cost.total == pytest.approx(total, rel=1e-6, abs=1e-6), plan.cost


def arrives(plan: Plan, name: str, *series: float) -> None:
    """Holds the arrivals of one offer to ``series``, month by month."""
    assert plan.arrivals[name] == pytest.approx(series, rel=1e-5, abs=1e-5)


def priced(plan: Plan, *tiers: tuple[float, float]) -> None:
    """Holds the last order to its parts in the tiers, by their lower ends."""
    assert dict(plan.orders[-1].tiers) == pytest.approx(dict(tiers), rel=1e-5)


def bent(plan: Plan) -> dict[str, Bent]:
    """What gave way, by the id of its limit; each once."""
    found = {each.limit: each for each in plan.bent}
    assert len(found) == len(plan.bent)
    return found


def _named(rows: Iterable[Record], field: str) -> list[str]:
    return [str(getattr(row, field)) for row in rows]


def _completed(given: Sequence[Record], named: Iterable[str], make: Callable[[str], Record]) -> list[Record]:
    """The rows given, and one made for every other name."""
    missing = dict.fromkeys(named)
    for name in _named(given, "id"):
        missing.pop(name, None)
    return [*given, *map(make, missing)]
