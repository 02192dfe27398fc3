"""A project as index sets and arrays, once for everything the engine computes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import attrs
import numpy as np

from desktop.engine.apart import apart_from
from desktop.engine.landed import LandedCosts, landed_costs
from desktop.engine.lanes import Lanes, lanes
from desktop.engine.paths import paths
from desktop.engine.vectors import FloatArray, IntArray
from desktop.model.composition import contents_of
from desktop.model.licensing import Days
from desktop.model.months import Month, span
from desktop.model.project import Project
from desktop.model.records import (
    Capacity,
    Commitment,
    Content,
    ExchangeRate,
    Item,
    LeadTime,
    Licence,
    Mix,
    Offer,
    Price,
    Receipt,
    Recipe,
    RecipeInput,
    Regime,
    Settings,
    Source,
    Target,
)


@attrs.frozen(eq=False)
class Arrays:
    """What the program is written from.

    o offers, s sources, i items, r recipes, t months. Capacities are infinite where there is no limit; receipts
    have been taken off the offers' capacities, and are as bought, like arrivals: what is usable, by the usable yield.
    ``use`` (o,) is what one unit as bought takes of its source's joint capacity, ``yields`` (o,) what of it is usable.
    ``item_at``, ``offer_at`` and ``recipe_at`` are the places of records by id.
    ``need[r, i]`` is the input of item i per unit of recipe r's output.
    ``contents[i, e]`` is kg of element e in one unit of item i.
    """

    world: Project
    mix: Mix
    scenario: str
    months: tuple[Month, ...]
    items: tuple[Item, ...]
    sources: tuple[Source, ...]
    offers: tuple[Offer, ...]
    recipes: tuple[Recipe, ...]
    item_at: Mapping[str, int]
    offer_at: Mapping[str, int]
    recipe_at: Mapping[str, int]
    item_of: IntArray
    source_of: IntArray
    output_of: IntArray
    use: FloatArray
    yields: FloatArray
    landed: LandedCosts
    lanes: Lanes
    offer_capacity: FloatArray
    source_capacity: FloatArray
    recipe_capacity: FloatArray
    committed: FloatArray
    receipts: FloatArray
    need: FloatArray
    target: FloatArray
    elements: tuple[str, ...]
    contents: FloatArray

    @property
    def size(self) -> int:
        """The number of months."""
        return len(self.months)

    @property
    def near(self) -> int:
        """How many months from the first have whole orders."""
        return min(self.world.settings.near_months, self.size)

    def read_with(self, other: Arrays) -> bool:
        """Whether both were read at once: beside what they are planned for they are the same."""
        return self.target is other.target

    def years(self) -> dict[int, IntArray]:
        """The positions of the months of each fiscal year."""
        of = np.array([month.fiscal_year for month in self.months])
        return {int(year): np.flatnonzero(of == year) for year in np.unique(of)}


def arrays(world: Project, mix: Mix, scenario: str = "", *, remember: bool = False) -> Arrays:
    """The arrays of a project that has passed its checks, planned for ``mix``; ``world`` is it under ``scenario``.

    To ``remember`` what a changed price or capacity leaves as it was takes time, which pays when one is to change.
    """
    first = world.settings.first_month
    if first is None:
        raise ValueError("a project without a first month must not pass its checks")
    priced = apart_from(world, "capacity") if remember else world
    licensed = apart_from(world, "price", "capacity") if remember else world
    parts = world.part(*_COUNTED), priced.part(*_PRICED), licensed.part(*_LICENSED)
    return attrs.evolve(_read(*parts, span(first, world.settings.months), mix), world=world, scenario=scenario)


@lru_cache(maxsize=2)
def _read(world: Project, priced: Project, licensed: Project, months: tuple[Month, ...], mix: Mix) -> Arrays:
    """The arrays of these parts of a project, kept for the next plan while their tables are the same."""
    items, sources = world.all(Item), world.all(Source)
    offers, recipes = world.all(Offer), world.all(Recipe)
    item_at, source_at = _positions(items), _positions(sources)
    offer_at, recipe_at = _positions(offers), _positions(recipes)
    bought = {offer.id: 1 / offer.usable_yield for offer in offers}
    receipts = _by_month(
        ((row.offer, row.month, row.quantity * bought[row.offer]) for row in world.all(Receipt)),
        offer_at,
        months,
    )
    contents, elements = _contents(world, items)
    return Arrays(
        world=world,
        mix=mix,
        scenario="",
        months=months,
        items=items,
        sources=sources,
        offers=offers,
        recipes=recipes,
        item_at=item_at,
        offer_at=offer_at,
        recipe_at=recipe_at,
        item_of=np.array([item_at[offer.item] for offer in offers], dtype=np.int64),
        source_of=np.array([source_at[offer.source] for offer in offers], dtype=np.int64),
        output_of=np.array([item_at[recipe.output] for recipe in recipes], dtype=np.int64),
        use=np.array([offer.capacity_use for offer in offers], dtype=float),
        yields=np.array([offer.usable_yield for offer in offers], dtype=float),
        landed=_landed(priced, months),
        lanes=_lanes(licensed, months, "P90" if mix.licence_days == "P90" else "P50"),
        offer_capacity=_offer_capacity(world, offers, months, receipts),
        source_capacity=_capacity(world, "source", [(s.id, s.capacity) for s in sources], months),
        recipe_capacity=_recipe_capacity(world, recipes, months),
        committed=_committed(world, source_at, item_at, months),
        receipts=receipts,
        need=_need(world, recipe_at, item_at),
        target=_by_month(((row.item, row.month, row.quantity) for row in world.all(Target)), item_at, months),
        elements=elements,
        contents=contents,
    )


_COUNTED = (Item, Content, Source, Offer, Capacity, Recipe, RecipeInput, Receipt, Commitment, Target)
_PRICED = (ExchangeRate, Offer, Price, Source)
_LICENSED = (Settings, Item, Content, Source, Offer, LeadTime, Licence, Recipe, RecipeInput, Regime)


@lru_cache(maxsize=2)
def _landed(part: Project, months: tuple[Month, ...]) -> LandedCosts:
    """The landed costs of all offers, kept for the next plan while the tables that they are read from are the same."""
    return landed_costs(part, part.all(Offer), months)


@lru_cache(maxsize=2)
def _lanes(part: Project, months: tuple[Month, ...], days: Days) -> Lanes:
    """The ways in of all offers, kept for the next plan while the tables that they are read from are the same."""
    return lanes(part, part.all(Offer), months, days)


def _positions(records: Iterable[Item | Source | Offer | Recipe]) -> dict[str, int]:
    return {record.id: position for position, record in enumerate(records)}


def _by_month(
    rows: Iterable[tuple[str, Month | None, float]], at: Mapping[str, int], months: Sequence[Month]
) -> FloatArray:
    """Quantities added up by key and month, shape (keys, months); months outside the horizon do not count."""
    table, first = np.zeros((len(at), len(months))), months[0].index
    for name, month, quantity in rows:
        if month is not None and 0 <= month.index - first < len(months):
            table[at[name], month.index - first] += quantity
    return table


def _capacity(
    world: Project, of: str, owners: Sequence[tuple[str, float | None]], months: Sequence[Month]
) -> FloatArray:
    """Capacity paths of offers, sources or recipes, infinite before the first step where no limit is set."""
    rows = world.grouped(Capacity, of)
    steps = ((at, row.from_month, row.value) for at, (owner, _) in enumerate(owners) for row in rows.get(owner, ()))
    return paths(steps, months, [np.inf if base is None else base for _, base in owners])


def _offer_capacity(
    world: Project, offers: Sequence[Offer], months: Sequence[Month], receipts: FloatArray
) -> FloatArray:
    """What each offer can still deliver: its path, within its months, less what is ordered already."""
    capacity = _capacity(world, "offer", [(offer.id, offer.capacity) for offer in offers], months)
    for position, offer in enumerate(offers):
        if offer.first_month is not None or offer.last_month is not None:
            _close_outside(capacity[position], months, offer.first_month, offer.last_month)
    return np.maximum(capacity - receipts, 0.0)


def _recipe_capacity(world: Project, recipes: Sequence[Recipe], months: Sequence[Month]) -> FloatArray:
    """What each recipe can start each month: from its qualification, and only what is finished in the horizon."""
    capacity = _capacity(world, "recipe", [(recipe.id, recipe.capacity) for recipe in recipes], months)
    for position, recipe in enumerate(recipes):
        _close_outside(capacity[position], months, recipe.qualified_from, months[-1].plus(-recipe.delay))
    return capacity


def _close_outside(path: FloatArray, months: Sequence[Month], first: Month | None, last: Month | None) -> None:
    """Set ``path`` to zero before ``first`` and after ``last``."""
    start = months[0].index
    if first is not None:
        path[: max(first.index - start, 0)] = 0.0
    if last is not None:
        path[max(last.index - start + 1, 0) :] = 0.0


def _committed(
    world: Project, source_at: Mapping[str, int], item_at: Mapping[str, int], months: Sequence[Month]
) -> FloatArray:
    """What sources owe to others by commitments in force, shape (sources, items, months)."""
    owed = np.zeros((len(source_at), len(item_at), len(months)))
    for row in world.all(Commitment):
        if row.status == "in force":
            path = np.full(len(months), row.quantity)
            _close_outside(path, months, row.first_month, row.last_month)
            owed[source_at[row.source], item_at[row.item]] += path
    return owed


def _need(world: Project, recipe_at: Mapping[str, int], item_at: Mapping[str, int]) -> FloatArray:
    need = np.zeros((len(recipe_at), len(item_at)))
    for row in world.all(RecipeInput):
        need[recipe_at[row.recipe], item_at[row.item]] += row.quantity
    return need


def _contents(world: Project, items: Sequence[Item]) -> tuple[FloatArray, tuple[str, ...]]:
    of_item = contents_of(world)
    elements = tuple(sorted({element for contents in of_item.values() for element in contents}))
    table = np.array([[of_item.get(item.id, {}).get(e, 0.0) for e in elements] for item in items], dtype=float)
    return table.reshape(len(items), len(elements)), elements
