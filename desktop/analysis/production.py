"""What the recipes make, month by month, and how full they are."""

from __future__ import annotations

import numpy as np
import pandas as pd

from desktop.analysis.memory import remembered
from desktop.model.plan import Plan
from desktop.model.records import Capacity, Recipe
from desktop.model.series import spread


@remembered
def by_month(plan: Plan) -> pd.DataFrame:
    """Months x recipes, in the month of the start: what each makes, in the unit of what it makes."""
    made = {recipe.id: list(plan.production.get(recipe.id, ())) or 0.0 for recipe in plan.world.all(Recipe)}
    return pd.DataFrame(made, index=pd.Index(list(plan.months), name="month"), dtype=float)


def capacity(plan: Plan, recipe: str) -> tuple[float, ...]:
    """What a recipe can make in each month; infinite where there is no limit, 0 before it is qualified."""
    record = plan.world.by_id(Recipe)[recipe]
    rows = plan.world.grouped(Capacity, "recipe").get(recipe, ())
    steps = [(row.from_month, row.value) for row in rows if row.from_month is not None]
    most = spread(steps, plan.months, np.inf if record.capacity is None else record.capacity)
    from_ = record.qualified_from
    return tuple(
        0.0 if from_ is not None and month < from_ else value for month, value in zip(plan.months, most, strict=True)
    )


def busiest(plan: Plan, recipe: str) -> float | None:
    """The largest share of its capacity that a recipe uses in any month, 0-1; None where it has no limit."""
    made, most = np.asarray(by_month(plan)[recipe], dtype=float), np.array(capacity(plan, recipe))
    limited = np.isfinite(most) & (most > 0)
    return float((made[limited] / most[limited]).max()) if limited.any() else None
