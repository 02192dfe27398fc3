"""What a usual and the largest month need of each item, and how little of one is no use of whoever sells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import median_low

from desktop.model.project import Project
from desktop.model.reads import reads
from desktop.model.records import Content, Item, Offer, Pin, Recipe, RecipeInput, Rule, Source, Target
from desktop.model.unkeepable import base_of

_INPUT = (1e-9, 1e7)
"""What a recipe may take for one unit of output: from a milligram, in tonnes, to a tonne, in decigrams."""
NEXT_TO_NOTHING = 1e-8
"""In any unit: what is left where tenths are added up in binary, and no promise of anything."""
_CRUMB = 0.01
"""Less than this of a usual month's need is no use of anybody, though nobody else may sell any in the window."""


@reads(Target, Recipe, RecipeInput)
def usual_needs(project: Project) -> Mapping[str, float]:
    """What a usual month asks of each item that is promised, or made into what is, in its unit: a middle target.

    Of what is both, the larger counts.
    """
    own = {item: median_low(quantities) for item, quantities in _promised(project).items()}
    return _through_recipes(project, own)


@reads(Target, Recipe, RecipeInput)
def largest_needs(project: Project) -> Mapping[str, float]:
    """What the largest month asks of the same items: first months may be samples, and one order all there is."""
    return _through_recipes(project, {item: max(quantities) for item, quantities in _promised(project).items()})


@reads(Item, Source, Offer, Target, Recipe, RecipeInput, Pin)
def largest_orders(project: Project) -> Mapping[str, float]:
    """The same, with all else for which a month may buy: what is to be left, is held or agreed, or ordered at least."""
    own = {item: max(quantities) for item, quantities in _promised(project).items()}
    for item, quantity in _besides(project):
        own[item] = max(own.get(item, 0.0), quantity)
    return _through_recipes(project, own)


def _besides(project: Project) -> Iterator[tuple[str, float]]:
    yield from ((item.id, _kept(item)) for item in project.all(Item))
    offers, sources = project.by_id(Offer), project.by_id(Source)
    made = {recipe.id: recipe.output for recipe in project.all(Recipe)}
    for pin in project.all(Pin):
        yield offers[pin.offer].item if pin.offer in offers else made.get(pin.recipe, ""), pin.quantity
    for offer in offers.values():
        yield offer.item, max(offer.minimum_order, offer.lot_size)
        agreed = max(sources[offer.source].least_per_year, sources[offer.source].take_or_pay_quantity)
        yield offer.item, agreed / offer.capacity_use if offer.capacity_use else 0.0


def _promised(project: Project) -> dict[str, list[float]]:
    promised: dict[str, list[float]] = {}
    for target in project.all(Target):
        if target.quantity >= NEXT_TO_NOTHING:
            promised.setdefault(target.item, []).append(target.quantity)
    return promised


def _through_recipes(project: Project, own: Mapping[str, float]) -> Mapping[str, float]:
    """What is asked of each item by itself, ``own``, or by what is made of it, in turn; the larger counts."""
    output = {recipe.id: recipe.output for recipe in project.all(Recipe)}
    inputs = [row for row in project.all(RecipeInput) if told_in_units(row)]
    usual = own
    for _ in range(len(output) + 1):  # no chain of recipes is longer
        following = dict(own)
        for row in inputs:
            taken = row.quantity * usual.get(output[row.recipe], 0.0)
            following[row.item] = max(following.get(row.item, 0.0), taken)
        if following == usual:
            break
        usual = following
    return usual


def told_in_units(row: RecipeInput) -> bool:
    """Whether two units in use could make such a recipe input of a real one."""
    return _INPUT[0] <= row.quantity <= _INPUT[1]


@reads(Item, Content, Offer, Target, Recipe, RecipeInput)
def least_use(project: Project, rule: Rule) -> Mapping[str, float]:
    """From which quantity in a window on purchases of an item are a use, where ``rule`` asks for one.

    That is besides the share from which it counts: of what nobody else sells in the window, a crumb is all. What is
    not named is no use at all: nobody needs it, and something else in the rule's base is needed. Where nothing in
    it is, whatever is bought counts.
    """
    part = min(rule.counts_from / 100, _CRUMB)
    items = dict.fromkeys(offer.item for offer in base_of(project, rule))
    usual, held = usual_needs(project), project.by_id(Item)
    asked = {item: usual.get(item) or _kept(held[item]) for item in items}
    return {item: part * need for item, need in asked.items() if need} or dict.fromkeys(items, 0.0)


def _kept(item: Item) -> float:
    return 0.0 if item.closing == "free" else item.closing_stock
