"""What items are made of: what they contain, and the share of it in their mass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from desktop.model.project import Project
from desktop.model.reads import reads
from desktop.model.records import Content, Item, Recipe, RecipeInput

Contents = Mapping[str, Mapping[str, float]]
_KG_PER_UNIT = {"kg": 1.0, "t": 1000.0}


@reads(Content)
def contents_of(project: Project) -> Contents:
    """Kg of each element in one unit of each item; rows of the same item and element add up."""
    contents: dict[str, dict[str, float]] = {}
    for name, rows in project.grouped(Content, "item").items():
        item = contents.setdefault(name, {})
        for row in rows:
            item[row.element] = item.get(row.element, 0.0) + row.kg_per_unit
    return contents


@reads(Content, Item, Recipe, RecipeInput)
def mass_share(project: Project, item: Item, elements: Sequence[str]) -> float | None:
    """Mass share of ``elements`` in an item, kg/kg; None for a piece of which nothing is known.

    A piece has no mass of its own in the model. Its share is that in the magnets which a recipe puts into it,
    directly or inside of other pieces, or in all inputs of known contents where no magnets are among them; of
    several recipes the largest share counts. So a motor needs a licence exactly when its magnets do. A piece that
    no recipe makes of anything known has the share in its own listed contents: no more is known of its mass.
    """
    contents = contents_of(project)
    mass = _KG_PER_UNIT.get(item.unit)
    if mass is None:
        into = _put_in(project, item.id, contents, elements, ())
        if into is not None:
            return into.held / into.mass
        mass = sum(contents.get(item.id, {}).values())
    return _held(contents, item.id, elements) / mass if mass else None


@attrs.frozen
class _Input:
    """What goes into a piece: whether it is magnets, its kg, and how many of these are of the elements asked for."""

    magnets: bool
    mass: float
    held: float


def _put_in(
    project: Project, piece: str, contents: Contents, elements: Sequence[str], around: tuple[str, ...]
) -> _Input | None:
    """What the recipe with the largest share puts into one of ``piece``; None where nothing is known of it."""
    found = []
    for recipe in project.all(Recipe) if piece not in around else ():
        if recipe.output == piece:
            inputs = list(_inputs(project, recipe, contents, elements, (*around, piece)))
            magnets = [each for each in inputs if each.magnets]
            chosen = magnets or inputs
            if chosen:
                mass, held = sum(each.mass for each in chosen), sum(each.held for each in chosen)
                found.append(_Input(bool(magnets), mass, held))
    return max(found, key=lambda each: each.held / each.mass, default=None)


def _inputs(
    project: Project, recipe: Recipe, contents: Contents, elements: Sequence[str], around: tuple[str, ...]
) -> Iterator[_Input]:
    """What is known of the inputs of one unit made; pieces among them count as what goes into these."""
    for row in project.all(RecipeInput):
        if row.recipe == recipe.id and row.quantity > 0:
            item = project.by_id(Item)[row.item]
            kg = row.quantity * _KG_PER_UNIT.get(item.unit, 0.0)
            if kg and item.id in contents:
                yield _Input(item.kind == "magnet", kg, row.quantity * _held(contents, item.id, elements))
            inner = None if kg else _put_in(project, item.id, contents, elements, around)
            if inner is not None:
                yield _Input(inner.magnets, row.quantity * inner.mass, row.quantity * inner.held)


def _held(contents: Contents, item: str, elements: Sequence[str]) -> float:
    return sum(contents.get(item, {}).get(element, 0.0) for element in elements)
