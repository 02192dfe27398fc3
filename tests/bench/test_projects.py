"""The benchmark's companies: sound, and the same from the same seed."""

import pytest

from desktop.model import checks
from desktop.model.records import Item, Offer
from tests.bench.company import ALL_NEAR, NEAR, SIZES, L, M, S, Size
from tests.bench.projects import project

EVERY = (*SIZES.values(), ALL_NEAR, NEAR)
each_size = pytest.mark.parametrize("size", EVERY, ids=lambda size: size.name)


@each_size
@pytest.mark.parametrize("whole", [False, True], ids=["continuous", "whole"])
def test_a_company_of_any_size_passes_the_checks(size: Size, whole: bool) -> None:
    assert checks.errors(project(size, 1, whole=whole)) == ()


@each_size
def test_a_company_is_as_large_as_its_size_says(size: Size) -> None:
    made = project(size, 2)
    assert len(made.tables["sources"]) == size.sources
    assert len(made.tables["items"]) == size.items
    assert made.settings.months == size.months
    assert len(made.tables["offers"]) == (size.offers or len(made.tables["offers"]))
    assert {offer.item for offer in made.all(Offer)} == set(made.by_id(Item))


def test_the_same_seed_gives_the_same_company() -> None:
    assert project(M, 3, whole=True).content() == project(M, 3, whole=True).content()


def test_another_seed_gives_another_company() -> None:
    assert project(S, 3).content() != project(S, 4).content()


def test_the_order_form_leaves_everything_else_as_it_was() -> None:
    plain, whole = project(L, 5).content(), project(L, 5, whole=True).content()
    assert {name for name in plain if plain[name] != whole[name]} == {"sources", "offers", "tiers"}
